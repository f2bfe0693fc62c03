//! Picks the best windows, one after the other, each disjoint from those before.

use super::paragraph;
use super::sweep::{Candidate, Tally, Worth, sweep};
use super::unit::Text;
use super::{Context, PassageOptions};
use crate::query::match_spec::Field;
use std::collections::HashSet;
use std::ops::Range;

/// What an atom that an earlier pick holds is worth: a little less, so that later passages turn to the other words,
/// but not so little that a word that says nothing beats the main one.
const COVERED: f64 = 0.8;
/// How fast a word loses weight with its occurrences in the article, by their logarithm. Anything from .1 to .2 chose
/// alike on judged questions; at .3 words that matter began to lose.
const FAMILIAR: f64 = 0.15;
/// Steps in a weight of 1.
const STEPS: f64 = (1 << 20) as f64;
/// Largest weight that counts: beyond any idf, and small enough that no sum overflows.
const MAX_WEIGHT: f32 = 1e4;

/// A window that was picked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pick {
    /// Index of its text.
    pub(super) text: usize,
    /// Its units, by index; without a paragraph the first and the last hold a match.
    pub(super) units: Range<usize>,
    /// The paragraph that is shown in its place, in bytes.
    pub(super) paragraph: Option<Range<usize>>,
    /// The sum of its atoms' weights.
    pub(super) score: f32,
}

/// The best disjoint windows of `texts`, best first.
pub(super) fn choose(texts: &[Text<'_>], weights: &[f32], options: PassageOptions) -> Vec<Pick> {
    let mut chooser = Chooser::new(texts, weights, options);
    let mut picks = Vec::new();
    while picks.len() < options.passages {
        let Some((text, candidate)) = chooser.best() else {
            break;
        };
        picks.push(chooser.take(text, candidate));
    }
    picks
}

struct Chooser<'a> {
    texts: &'a [Text<'a>],
    options: PassageOptions,
    weights: Vec<f64>,
    /// By atom: the share of its weight that counts for choosing.
    news: Vec<f64>,
    /// By atom: whether the body holds it.
    in_body: Vec<bool>,
    /// By atom: whether a pick holds it.
    covered: Vec<bool>,
    /// Units in picks, by text and index.
    taken: HashSet<(usize, usize)>,
}

impl<'a> Chooser<'a> {
    fn new(texts: &'a [Text<'a>], weights: &[f32], options: PassageOptions) -> Self {
        let mut in_body = vec![false; weights.len()];
        for text in texts.iter().filter(|text| text.field == Field::Body) {
            for span in &text.spans {
                set(&mut in_body, span.atom);
            }
        }
        Chooser {
            texts,
            options,
            news: news(texts, weights.len()),
            weights: weights.iter().copied().map(sound).collect(),
            in_body,
            covered: vec![false; weights.len()],
            taken: HashSet::new(),
        }
    }

    /// The best window left, and the index of its text.
    fn best(&self) -> Option<(usize, Candidate)> {
        let worths = self.worths();
        let body_matches = self.in_body.contains(&true);
        let mut best: Option<(usize, Candidate)> = None;
        for (index, text) in self.texts.iter().enumerate() {
            let is_second_class = body_matches && text.field != Field::Body;
            let taken = |unit| self.taken.contains(&(index, unit));
            sweep(text, &worths, taken, self.options, &mut |candidate| {
                let is_allowed = candidate.wanted || !is_second_class;
                if is_allowed
                    && best
                        .as_ref()
                        .is_none_or(|(_, best)| beats(&candidate, best))
                {
                    best = Some((index, candidate));
                }
            });
        }
        best
    }

    /// What each atom is worth now.
    fn worths(&self) -> Vec<Worth> {
        let states = self.in_body.iter().zip(&self.covered);
        let weights = self.weights.iter().zip(&self.news);
        let atoms = weights.map(|(weight, news)| weight * news).zip(states);
        atoms
            .map(|(weight, (in_body, covered))| Worth {
                value: steps(weight * if *covered { COVERED } else { 1.0 }),
                wanted: !in_body && !covered,
            })
            .collect()
    }

    /// What each atom is worth by itself.
    fn full_worths(&self) -> Vec<Worth> {
        let full = |weight: &f64| Worth {
            value: steps(*weight),
            wanted: false,
        };
        self.weights.iter().map(full).collect()
    }

    fn take(&mut self, text: usize, candidate: Candidate) -> Pick {
        let paragraph = self.paragraph(text, &candidate.units);
        let whole = self.texts.get(text).zip(paragraph.as_ref());
        let units = whole.map_or(candidate.units, |(text, bytes)| text.units_in(bytes));
        self.taken.extend(units.clone().map(|unit| (text, unit)));
        let full = self.full_worths();
        let score = self.texts.get(text).map_or(0.0, |text| {
            let mut tally = Tally::new(text, &full);
            for unit in text.units.get(units.clone()).unwrap_or_default() {
                tally.add(unit);
                for span in text.spans_of(unit) {
                    set(&mut self.covered, span.atom);
                }
            }
            tally.value() as f64 / STEPS
        });
        Pick {
            text,
            units,
            paragraph,
            score: score as f32,
        }
    }

    /// The paragraph to show in place of a window, if paragraphs are wanted and this one is not too long.
    fn paragraph(&self, text: usize, units: &Range<usize>) -> Option<Range<usize>> {
        let most = match self.options.context {
            Context::Sentences => return None,
            Context::Paragraph => self.options.paragraph(),
        };
        let text = self.texts.get(text)?;
        paragraph::around(text, &text.extent(units)?, most)
    }
}

/// More in it, else closer together; of equals the earlier one stays.
fn beats(candidate: &Candidate, best: &Candidate) -> bool {
    candidate.value > best.value || (candidate.value == best.value && candidate.gap < best.gap)
}

/// What share of its weight an atom keeps in this article: a word that all of it is about says little of where to look.
fn news(texts: &[Text<'_>], atoms: usize) -> Vec<f64> {
    let mut counts = vec![0_usize; atoms];
    for span in texts.iter().flat_map(|text| &text.spans) {
        if let Some(count) = counts.get_mut(span.atom) {
            *count += 1;
        }
    }
    let share = |count: usize| 1.0 / (1.0 + FAMILIAR * (count.max(1) as f64).ln());
    counts.into_iter().map(share).collect()
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
