//! What a stretch of text is worth: the sum over what counts in it, kept up to date while it moves.

use super::number::Number;
use crate::query::match_spec::Span;
use std::sync::LazyLock;

/// What a repeat of an atom adds, as a share of its logarithm. With any more, articles' pet words would win.
const REPEAT: f64 = 0.1;
/// How many times as much a number beside a match is worth as one anywhere else.
const BESIDE: i64 = 3;

/// What there is to win in this round, in units so small that rounding does not show; integers, so that adding and taking
/// away again is exact.
#[derive(Clone, Debug, Default)]
pub(super) struct Worths {
    /// By atom.
    pub(super) atoms: Vec<Worth>,
    /// A number anywhere.
    pub(super) number: i64,
}

impl Worths {
    /// The most that numbers can add.
    pub(super) fn most_of_numbers(&self) -> i64 {
        self.number * BESIDE
    }
}

/// What an atom is worth in this round.
#[derive(Clone, Copy, Debug)]
pub(super) struct Worth {
    pub(super) value: i64,
    /// What a word akin to it is worth where it is not there itself.
    pub(super) relative: i64,
    /// Whether it alone justifies a window where others do not.
    pub(super) wanted: bool,
}

/// The running sum.
pub(super) struct Tally<'a> {
    worths: &'a Worths,
    /// By atom.
    counts: Vec<Count>,
    /// The sum over the atoms.
    value: i64,
    matches: usize,
    /// Sentences with a number anywhere, and with one beside a match.
    numbers: [usize; 2],
    /// Different wanted atoms.
    wanted: usize,
    /// Bytes of all matches.
    matched: usize,
}

/// How often an atom is there.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    matches: usize,
    relatives: usize,
}

impl Count {
    /// What it adds. A function of the counts alone, so that what was added can be taken away.
    fn value(self, worth: Worth) -> i64 {
        match (self.matches, self.relatives) {
            (0, 0) => 0,
            (0, _) => worth.relative,
            (1, _) => worth.value,
            (matches, _) => (worth.value as f64 * repeated(matches)) as i64,
        }
    }
}

/// What so many matches of an atom are worth, in that of one.
fn repeated(matches: usize) -> f64 {
    /// The usual ones, since logarithms take their time.
    static FEW: LazyLock<[f64; 32]> = LazyLock::new(|| std::array::from_fn(logarithmic));
    let few = FEW.get(matches);
    few.copied().unwrap_or_else(|| logarithmic(matches))
}

fn logarithmic(matches: usize) -> f64 {
    1.0 + REPEAT * (matches as f64).ln()
}

impl<'a> Tally<'a> {
    pub(super) fn new(worths: &'a Worths) -> Self {
        Tally {
            worths,
            counts: vec![Count::default(); worths.atoms.len()],
            value: 0,
            matches: 0,
            numbers: [0; 2],
            wanted: 0,
            matched: 0,
        }
    }

    /// Adds a match, or takes one away where `by` is -1.
    pub(super) fn add_match(&mut self, span: &Span, by: isize) {
        let bytes = (span.end - span.start).cast_signed();
        self.matched = self.matched.saturating_add_signed(by * bytes);
        self.matches = self.matches.saturating_add_signed(by);
        self.change(span.atom, |count| &mut count.matches, by);
    }

    /// The same with a word akin to one of the query.
    pub(super) fn add_relative(&mut self, relative: &Span, by: isize) {
        self.change(relative.atom, |count| &mut count.relatives, by);
    }

    /// The same with a sentence that holds a number.
    pub(super) fn add_number(&mut self, number: Number, by: isize) {
        let count = &mut self.numbers[usize::from(number == Number::Beside)];
        *count = count.saturating_add_signed(by);
    }

    fn change(&mut self, atom: usize, which: fn(&mut Count) -> &mut usize, by: isize) {
        let worth = self.worths.atoms.get(atom);
        let (Some(worth), Some(count)) = (worth, self.counts.get_mut(atom)) else {
            return;
        };
        let before = *count;
        let changed = which(count);
        *changed = changed.saturating_add_signed(by);
        self.value += count.value(*worth) - before.value(*worth);
        match (before.matches, count.matches) {
            (0, 1) => self.wanted += usize::from(worth.wanted),
            (1, 0) => self.wanted -= usize::from(worth.wanted),
            _ => {}
        }
    }

    /// The sum over what counts.
    pub(super) fn value(&self) -> i64 {
        let number = match self.numbers {
            [0, 0] => 0,
            [_, 0] => self.worths.number,
            _ => self.worths.most_of_numbers(),
        };
        self.value + number
    }

    /// Whether there is any match.
    pub(super) fn has_match(&self) -> bool {
        self.matches > 0
    }

    /// Whether a wanted atom is there.
    pub(super) fn has_wanted(&self) -> bool {
        self.wanted > 0
    }

    /// Bytes of all matches.
    pub(super) fn matched(&self) -> usize {
        self.matched
    }
}
