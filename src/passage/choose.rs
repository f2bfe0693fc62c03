//! Picks the best windows, one after the other, each disjoint from those before.

use super::bound::bounds;
use super::paragraph;
use super::sweep::{Candidate, sweep};
use super::tally::{Tally, Worth, Worths};
use super::text::Text;
use super::unit::{Unit, extent};
use super::{Context, PassageOptions, Wanted};
use crate::query::match_spec::Field;
use std::cmp::Reverse;
use std::ops::Range;

/// What an atom that an earlier pick holds is worth: a little less, so that later passages turn to the other words,
/// but not so little that a word that says nothing beats the main one.
const COVERED: f64 = 0.8;
/// How fast a word loses weight with its occurrences in the article, by their logarithm. Anything from .1 to .2 chose
/// alike on judged questions; at .3 words that matter began to lose.
const FAMILIAR: f64 = 0.15;
/// What an atom that the title holds is worth: the reader has seen it, and what the whole article is about says little of where
/// to look.
const TOLD: f64 = 0.7;
/// What a word akin to one of the query is worth, as a share of that one's weight.
const RELATIVE: f64 = 0.4;
/// What a number is worth where one is asked for, as a share of the weightiest word's; beside a match it is three times as much.
const NUMBER: f64 = 0.3;
/// Steps in a weight of 1.
const STEPS: f64 = (1 << 20) as f64;
/// Largest weight that counts: beyond any idf, and small enough that no sum overflows.
const MAX_WEIGHT: f32 = 1e4;

/// A window that was picked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pick {
    /// Index of its text.
    pub(super) text: usize,
    /// Index of its area there.
    pub(super) area: usize,
    /// Its units in the area, by index.
    pub(super) units: Range<usize>,
    /// From the first to the last of them, or the paragraph that is shown in its place.
    pub(super) bytes: Range<usize>,
    /// Whether it is the paragraph.
    pub(super) is_paragraph: bool,
    /// The sum of its atoms' weights.
    pub(super) score: f32,
}

/// The best disjoint windows of `texts`, best first.
pub(super) fn choose(texts: &[Text<'_>], wanted: Wanted<'_>, options: PassageOptions) -> Vec<Pick> {
    choose_bounded(texts, wanted, options, bounds)
}

/// The same, for any function that says of each area of a text what its windows can be worth at the most.
pub(super) fn choose_bounded(
    texts: &[Text<'_>],
    wanted: Wanted<'_>,
    options: PassageOptions,
    bounds: impl Fn(&Text<'_>, &Worths, usize) -> Vec<i64>,
) -> Vec<Pick> {
    let mut chooser = Chooser::new(texts, wanted, options);
    let mut picks = Vec::new();
    while picks.len() < options.passages {
        let Some(pick) = chooser.best(&bounds).and_then(|best| chooser.take(best)) else {
            break;
        };
        picks.push(pick);
    }
    picks
}

/// An area, and what its windows can be worth at the most.
struct Chance {
    bound: i64,
    text: usize,
    area: usize,
}

/// A window that may be the best.
struct Window {
    text: usize,
    area: usize,
    /// Its first byte.
    start: usize,
    candidate: Candidate,
}

impl Window {
    /// More in it, else closer together, else earlier.
    fn beats(&self, other: &Window) -> bool {
        let rank = |window: &Window| {
            let Window { candidate, .. } = window;
            let place = (window.text, window.start);
            (Reverse(candidate.value), candidate.gap, place)
        };
        rank(self) < rank(other)
    }

    /// Whether a window of the area may beat this one.
    fn may_lose_to(&self, chance: &Chance) -> bool {
        let earlier = (chance.text, chance.area) <= (self.text, self.area);
        let value = self.candidate.value;
        chance.bound > value || (chance.bound == value && (earlier || self.candidate.gap > 0))
    }
}

struct Chooser<'a> {
    texts: &'a [Text<'a>],
    options: PassageOptions,
    weights: Vec<f64>,
    /// By atom: what of its weight counts for choosing.
    own: Vec<f64>,
    /// What a number is worth, if one is wanted.
    number: f64,
    /// By atom: whether the body holds it.
    in_body: Vec<bool>,
    /// By atom: whether a pick holds it.
    covered: Vec<bool>,
    /// What picks show, each with its text.
    taken: Vec<(usize, Range<usize>)>,
}

impl<'a> Chooser<'a> {
    fn new(texts: &'a [Text<'a>], wanted: Wanted<'_>, options: PassageOptions) -> Self {
        let weights = wanted.weights;
        let mut in_body = vec![false; weights.len()];
        for text in texts.iter().filter(|text| text.field == Field::Body) {
            for span in &text.spans {
                set(&mut in_body, span.atom);
            }
        }
        let counts = counts(texts, weights.len());
        let weights: Vec<f64> = weights.iter().copied().map(sound).collect();
        let own = weights.iter().zip(&counts);
        let told = wanted.told.iter().copied().chain(std::iter::repeat(false));
        let own = own
            .zip(told)
            .map(|((weight, count), told)| weight * news(*count) * if told { TOLD } else { 1.0 });
        let own: Vec<f64> = own.collect();
        let found = own.iter().zip(&counts).filter(|(_, count)| **count > 0);
        let most = found.map(|(own, _)| *own).fold(0.0, f64::max);
        Chooser {
            texts,
            options,
            covered: vec![false; weights.len()],
            weights,
            own,
            number: if wanted.number { most * NUMBER } else { 0.0 },
            in_body,
            taken: Vec::new(),
        }
    }

    /// The best window left.
    fn best(&self, bounds: &impl Fn(&Text<'_>, &Worths, usize) -> Vec<i64>) -> Option<Window> {
        let worths = self.worths();
        let reach = self.options.sentence();
        let mut chances = Vec::new();
        for (text, content) in self.texts.iter().enumerate() {
            let bounds = bounds(content, &worths, reach).into_iter().enumerate();
            chances.extend(bounds.map(|(area, bound)| Chance { bound, text, area }));
        }
        chances.sort_by_key(|chance| Reverse(chance.bound));
        let mut best: Option<Window> = None;
        for chance in chances {
            if best.as_ref().is_none_or(|best| best.may_lose_to(&chance)) {
                self.look(&chance, &worths, &mut best);
            }
        }
        best
    }

    /// Puts the best window of an area in the place of `best`, if it beats that.
    fn look(&self, chance: &Chance, worths: &Worths, best: &mut Option<Window>) {
        let Some(text) = self.texts.get(chance.text) else {
            return;
        };
        let Some(area) = text.areas.get(chance.area) else {
            return;
        };
        let is_second_class = text.field != Field::Body && self.in_body.contains(&true);
        let units = text.units(area);
        let taken = |unit: &Unit| self.is_taken(chance.text, &unit.bytes);
        sweep(text, units, worths, taken, self.options, &mut |candidate| {
            let window = units.get(candidate.units.clone()).and_then(|units| {
                let last = units.last().filter(|last| area.owns(last));
                last.and(units.first())
            });
            let is_allowed = candidate.wanted || !is_second_class;
            let Some(first) = window.filter(|_| is_allowed) else {
                return;
            };
            let window = Window {
                text: chance.text,
                area: chance.area,
                start: first.bytes.start,
                candidate,
            };
            if best.as_ref().is_none_or(|best| window.beats(best)) {
                *best = Some(window);
            }
        });
    }

    /// Whether a pick shows some of `bytes`.
    fn is_taken(&self, text: usize, bytes: &Range<usize>) -> bool {
        let overlaps = |taken: &Range<usize>| taken.start < bytes.end && bytes.start < taken.end;
        let mut taken = self.taken.iter().filter(|(one, _)| *one == text);
        taken.any(|(_, taken)| overlaps(taken))
    }

    /// What each atom is worth now.
    fn worths(&self) -> Worths {
        let states = self.in_body.iter().zip(&self.covered);
        let atoms = self.own.iter().zip(states);
        let atoms = atoms.map(|(own, (in_body, covered))| {
            let left = own * if *covered { COVERED } else { 1.0 };
            Worth {
                value: steps(left),
                relative: steps(left * RELATIVE),
                wanted: !in_body && !covered,
            }
        });
        Worths {
            atoms: atoms.collect(),
            number: steps(self.number),
        }
    }

    /// What each atom is worth by itself.
    fn full_worths(&self) -> Worths {
        let full = |weight: &f64| Worth {
            value: steps(*weight),
            relative: 0,
            wanted: false,
        };
        Worths {
            atoms: self.weights.iter().map(full).collect(),
            number: 0,
        }
    }

    fn take(&mut self, window: Window) -> Option<Pick> {
        let text = self.texts.get(window.text)?;
        let units = text.units(text.areas.get(window.area)?);
        let extent = extent(units.get(window.candidate.units.clone())?)?;
        let paragraph = self.paragraph(text, &extent);
        let (is_paragraph, bytes) = (paragraph.is_some(), paragraph.unwrap_or(extent));
        let full = self.full_worths();
        let mut tally = Tally::new(&full);
        for span in text.spans_in(&bytes) {
            tally.add_match(span, 1);
            set(&mut self.covered, span.atom);
        }
        self.taken.push((window.text, bytes.clone()));
        Some(Pick {
            text: window.text,
            area: window.area,
            units: window.candidate.units,
            bytes,
            is_paragraph,
            score: (tally.value() as f64 / STEPS) as f32,
        })
    }

    /// The paragraph to show in place of a window, if paragraphs are wanted and this one is not too long.
    fn paragraph(&self, text: &Text<'_>, window: &Range<usize>) -> Option<Range<usize>> {
        let most = match self.options.context {
            Context::Sentences => return None,
            Context::Paragraph => self.options.paragraph(),
        };
        paragraph::around(text, window, most)
    }
}

/// By atom: its matches in all texts.
fn counts(texts: &[Text<'_>], atoms: usize) -> Vec<usize> {
    let mut counts = vec![0_usize; atoms];
    for span in texts.iter().flat_map(|text| &text.spans) {
        if let Some(count) = counts.get_mut(span.atom) {
            *count += 1;
        }
    }
    counts
}

/// What share of its weight an atom keeps that an article has so often: a word that all of it is about says little of
/// where to look.
fn news(count: usize) -> f64 {
    1.0 / (1.0 + FAMILIAR * (count.max(1) as f64).ln())
}

fn steps(weight: f64) -> i64 {
    (weight * STEPS) as i64
}

fn sound(weight: f32) -> f64 {
    match weight.is_finite() {
        true => f64::from(weight.clamp(0.0, MAX_WEIGHT)),
        false => 0.0,
    }
}

fn set(flags: &mut [bool], index: usize) {
    if let Some(flag) = flags.get_mut(index) {
        *flag = true;
    }
}
