//! Which words stand near each other: the one function that finding and marking share.
//!
//! It sees positions only. A match is a stretch from the position of its first word to that of its last.

use super::layout::{Layout, Reach};
use super::stretch::Stretch;

/// Matches of one part of a shape in one text that are looked at, at the most: only texts of very many words without
/// any break have more, and they would cost their square.
const MAX_STRETCHES: usize = 100_000;

/// What must stand near what. Words are given by number, as the lists of positions are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A word, in any of its forms.
    Word(usize),
    /// Words at fixed distances from the first one.
    Sequence(Vec<SequenceWord>),
    /// Any one of these.
    Any(Vec<Shape>),
    /// Two parts that do not overlap.
    Near {
        /// How near.
        reach: Reach,
        /// Whether the first part must come first.
        ordered: bool,
        /// The parts.
        parts: Box<(Shape, Shape)>,
    },
    /// All of these words, each as often as it is listed, the last at most so many words after the first.
    Within {
        /// The difference of positions, at most.
        distance: u32,
        /// The words.
        words: Vec<usize>,
    },
}

/// A word of a [`Shape::Sequence`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SequenceWord {
    /// Its number.
    pub word: usize,
    /// Its position, counted from that of the first.
    pub offset: u32,
}

impl Shape {
    /// Whether sentences or paragraphs matter.
    pub(super) fn needs_layout(&self) -> bool {
        match self {
            Shape::Word(_) | Shape::Sequence(_) | Shape::Within { .. } => false,
            Shape::Any(parts) => parts.iter().any(Shape::needs_layout),
            Shape::Near { reach, parts, .. } => {
                !matches!(reach, Reach::Words(_))
                    || parts.0.needs_layout()
                    || parts.1.needs_layout()
            }
        }
    }

    /// All matches, in order, each once. `positions` has for each word its positions in order.
    pub(super) fn matches(&self, positions: &[Vec<u32>], layout: &Layout) -> Vec<Stretch> {
        let mut found = match self {
            Shape::Word(word) => of(positions, *word)
                .iter()
                .map(|position| Stretch::at(*position))
                .collect(),
            Shape::Sequence(words) => sequences(words, positions),
            Shape::Any(parts) => parts
                .iter()
                .flat_map(|part| part.matches(positions, layout))
                .collect(),
            Shape::Near { parts, .. } => {
                let first = parts.0.matches(positions, layout);
                let second = parts.1.matches(positions, layout);
                let mut found = Vec::new();
                self.pairs((&first, &second), layout, &mut |a, b| {
                    found.push(hull(a, b));
                });
                found
            }
            Shape::Within { distance, words } => {
                let mut found = Vec::new();
                let crowd = Crowd::new(words, positions);
                crowd.each(*distance, &mut |places| found.extend(stretch(places)));
                found
            }
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The matches that count: those that end within the `limit`, if there are at least so many.
    pub(super) fn counting(
        &self,
        positions: &[Vec<u32>],
        layout: &Layout,
        limit: Option<u32>,
        least: u32,
    ) -> Vec<Stretch> {
        let mut found = self.matches(positions, layout);
        if let Some(limit) = limit {
            found.retain(|stretch| stretch.end < limit);
        }
        match num_places(&found) < least as usize {
            true => Vec::new(),
            false => found,
        }
    }

    /// What to mark for some of the matches, given in order: the stretches of their words and phrases, in order, each
    /// once.
    pub(super) fn marks(
        &self,
        used: &[Stretch],
        positions: &[Vec<u32>],
        layout: &Layout,
    ) -> Vec<Stretch> {
        let mut marks = Vec::new();
        self.mark((positions, layout), used, &mut marks);
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// Adds what to mark for some matches, given in order.
    fn mark(
        &self,
        (positions, layout): (&[Vec<u32>], &Layout),
        used: &[Stretch],
        marks: &mut Vec<Stretch>,
    ) {
        match self {
            Shape::Word(_) | Shape::Sequence(_) => marks.extend_from_slice(used),
            Shape::Any(parts) => {
                for part in parts {
                    let mut own = part.matches(positions, layout);
                    own.retain(|found| used.binary_search(found).is_ok());
                    part.mark((positions, layout), &own, marks);
                }
            }
            Shape::Near { parts, .. } => {
                let first = parts.0.matches(positions, layout);
                let second = parts.1.matches(positions, layout);
                let (mut firsts, mut seconds) = (Vec::new(), Vec::new());
                self.pairs((&first, &second), layout, &mut |a, b| {
                    if used.binary_search(&hull(a, b)).is_ok() {
                        firsts.push(a);
                        seconds.push(b);
                    }
                });
                for (part, mut own) in [(&parts.0, firsts), (&parts.1, seconds)] {
                    own.sort_unstable();
                    own.dedup();
                    part.mark((positions, layout), &own, marks);
                }
            }
            Shape::Within { distance, words } => {
                let crowd = Crowd::new(words, positions);
                crowd.each(*distance, &mut |places| {
                    let used = stretch(places).filter(|found| used.binary_search(found).is_ok());
                    if used.is_some() {
                        let taken = places.iter().filter(|place| crowd.may_take(places, place));
                        marks.extend(taken.map(|place| Stretch::at(place.position)));
                    }
                });
            }
        }
    }

    /// Calls `pair` with each match of the first part and each of the second that are near enough.
    fn pairs(
        &self,
        (first, second): (&[Stretch], &[Stretch]),
        layout: &Layout,
        pair: &mut dyn FnMut(Stretch, Stretch),
    ) {
        let Shape::Near { reach, ordered, .. } = self else {
            return;
        };
        follow((first, second), *reach, layout, pair);
        if !ordered {
            follow((second, first), *reach, layout, &mut |b, a| pair(a, b));
        }
    }
}

/// The places where matches begin, which are given in order.
pub(super) fn num_places(found: &[Stretch]) -> usize {
    let starts = found.chunk_by(|a, b| a.start == b.start);
    starts.count()
}

fn of(positions: &[Vec<u32>], word: usize) -> &[u32] {
    positions.get(word).map_or(&[], Vec::as_slice)
}

fn hull(a: Stretch, b: Stretch) -> Stretch {
    Stretch {
        start: a.start.min(b.start),
        end: a.end.max(b.end),
    }
}

/// The pairs of which the later one begins after the earlier one ends, and near it.
fn follow(
    (earlier, later): (&[Stretch], &[Stretch]),
    reach: Reach,
    layout: &Layout,
    pair: &mut dyn FnMut(Stretch, Stretch),
) {
    let mut left = MAX_STRETCHES;
    for a in earlier {
        let Some(end) = layout.last(reach, *a) else {
            continue;
        };
        let last = match reach {
            Reach::Words(distance) => a.end.saturating_add(distance),
            _ => end,
        };
        let first = later.partition_point(|b| b.start <= a.end);
        let near = later.iter().skip(first).take_while(|b| b.start <= last);
        for b in near.filter(|b| b.end <= end) {
            if left == 0 {
                return;
            }
            left -= 1;
            pair(*a, *b);
        }
    }
}

fn sequences(words: &[SequenceWord], positions: &[Vec<u32>]) -> Vec<Stretch> {
    let Some((first, rest)) = words.split_first() else {
        return Vec::new();
    };
    let reach = words.last().map_or(0, |last| last.offset);
    let stands = |start: u32, word: &SequenceWord| {
        let position = start.checked_add(word.offset);
        position.is_some_and(|position| of(positions, word.word).binary_search(&position).is_ok())
    };
    of(positions, first.word)
        .iter()
        .filter(|start| rest.iter().all(|word| stands(**start, word)))
        .map(|start| Stretch {
            start: *start,
            end: start.saturating_add(reach),
        })
        .collect()
}

/// A place of one of the words of a [`Shape::Within`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    position: u32,
    /// Its place in the list of different words.
    word: usize,
}

/// The words of a [`Shape::Within`], and where they stand.
struct Crowd {
    /// How often each different word is needed.
    times: Vec<usize>,
    places: Vec<Place>,
}

impl Crowd {
    fn new(words: &[usize], positions: &[Vec<u32>]) -> Crowd {
        let mut known: Vec<usize> = Vec::new();
        let mut times: Vec<usize> = Vec::new();
        for word in words {
            match known.iter().position(|other| other == word) {
                Some(index) => times[index] += 1,
                None => {
                    known.push(*word);
                    times.push(1);
                }
            }
        }
        let placed = known.iter().enumerate().flat_map(|(word, number)| {
            let all = of(positions, *number).iter();
            all.map(move |&position| Place { position, word })
        });
        let mut places: Vec<Place> = placed.collect();
        places.sort_unstable();
        Crowd { times, places }
    }

    /// Calls `found` with the places from the first to the last word of each choice of words that is near enough.
    fn each(&self, distance: u32, found: &mut dyn FnMut(&[Place])) {
        for (index, first) in self.places.iter().enumerate() {
            let rest = self.places.get(index..).unwrap_or_default();
            let reach = first.position.saturating_add(distance);
            let mut missing = self.times.clone();
            let mut left: usize = missing.iter().sum();
            for (count, last) in rest.iter().enumerate() {
                if last.position > reach {
                    break;
                }
                if missing[last.word] > 0 {
                    missing[last.word] -= 1;
                    left -= 1;
                }
                let ends = last.word != first.word || self.times[last.word] > 1;
                if left == 0 && count > 0 && ends {
                    found(rest.get(..=count).unwrap_or_default());
                }
            }
        }
    }

    /// Whether a choice that has the first and the last of `places` may have this one too.
    fn may_take(&self, places: &[Place], place: &Place) -> bool {
        let fixed = [places.first(), places.last()];
        if fixed.contains(&Some(place)) {
            return true;
        }
        let taken = fixed
            .iter()
            .flatten()
            .filter(|fixed| fixed.word == place.word);
        taken.count() < self.times[place.word]
    }
}

fn stretch(places: &[Place]) -> Option<Stretch> {
    Some(Stretch {
        start: places.first()?.position,
        end: places.last()?.position,
    })
}
