//! Many texts in one buffer, by number.

/// Texts, one after the other in one buffer.
#[derive(Default)]
pub(super) struct Texts {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Texts {
    /// Adds a text and returns its number.
    pub(super) fn push(&mut self, text: &[u8]) -> u32 {
        self.text.extend_from_slice(text);
        self.ends.push(self.text.len());
        (self.ends.len() - 1) as u32
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a number.
    pub(super) fn get(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    /// The text of a number that was put in as a `str`.
    pub(super) fn get_str(&self, number: u32) -> &str {
        str::from_utf8(self.get(number)).unwrap_or_default()
    }

    /// Bytes of memory held.
    pub(super) fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<usize>()
    }

    /// In texts that are in byte order, the first number whose text is not below `text`.
    pub(super) fn lower_bound(&self, text: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.get(middle as u32) < text {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        low
    }

    /// The texts in byte order, and the numbers that they had.
    pub(super) fn sorted(&self) -> (Texts, Vec<u32>) {
        // Eight bytes settle most comparisons without a look at the text.
        let mut order: Vec<(u64, u32)> = (0..self.len() as u32)
            .map(|number| (prefix(self.get(number)), number))
            .collect();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| self.get(a.1).cmp(self.get(b.1))));
        let mut sorted = Texts {
            text: Vec::with_capacity(self.text.len()),
            ends: Vec::with_capacity(self.len()),
        };
        let place = |(_, number)| {
            sorted.push(self.get(number));
            number
        };
        let numbers = order.into_iter().map(place).collect();
        (sorted, numbers)
    }
}

fn prefix(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    for (to, from) in bytes.iter_mut().zip(text) {
        *to = *from;
    }
    u64::from_be_bytes(bytes)
}
