//! Agreement of two texts by runs of four tokens.

use std::collections::HashMap;

/// Tokens in a run.
const RUN: usize = 4;

/// Shares of a page's runs: found and true, found only, true only. They add up to one, unless there are none.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    both: f64,
    only_found: f64,
    only_true: f64,
}

impl Counts {
    /// Compares what was found with what is true.
    pub(super) fn of(truth: &str, found: &str) -> Self {
        let (truth, found) = (runs(truth), runs(found));
        let both: usize = truth
            .iter()
            .map(|(run, n)| found.get(run).map_or(0, |m| *m.min(n)))
            .sum();
        let only_true = truth.values().sum::<usize>() - both;
        let only_found = found.values().sum::<usize>() - both;
        let all = (both + only_true + only_found).max(1) as f64;
        Counts {
            both: both as f64 / all,
            only_found: only_found as f64 / all,
            only_true: only_true as f64 / all,
        }
    }

    /// Share of what was found that is true; `None` where nothing was found, which the benchmark leaves out.
    fn precision(&self) -> Option<f64> {
        share(self.both, self.only_found)
    }

    /// Share of what is true that was found; `None` where nothing is true.
    fn recall(&self) -> Option<f64> {
        share(self.both, self.only_true)
    }

    /// Harmonic mean of the page's own precision and recall.
    pub(super) fn f1(&self) -> f64 {
        harmonic_mean(
            self.precision().unwrap_or_default(),
            self.recall().unwrap_or_default(),
        )
    }

    fn is_exact(&self) -> bool {
        self.only_found == 0.0 && self.only_true == 0.0
    }
}

fn share(both: f64, only_this: f64) -> Option<f64> {
    (both + only_this > 0.0).then(|| both / (both + only_this))
}

fn harmonic_mean(a: f64, b: f64) -> f64 {
    if a + b > 0.0 {
        2.0 * a * b / (a + b)
    } else {
        0.0
    }
}

/// Runs of four tokens with how often each occurs; a shorter text is one run of what it has.
fn runs(text: &str) -> HashMap<Vec<&str>, usize> {
    let tokens = tokens(text);
    let mut runs = HashMap::new();
    if tokens.is_empty() {
        return runs;
    }
    for run in tokens.windows(RUN.min(tokens.len())) {
        *runs.entry(run.to_vec()).or_default() += 1;
    }
    runs
}

/// Words, and in scripts that put no spaces between them (Thai to Khmer, Chinese, Japanese) single characters.
fn tokens(text: &str) -> Vec<&str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let is_token = |c: char| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{9fff}');
    let words = text.split(|c| !is_part(c));
    let mut tokens = Vec::new();
    for mut word in words.filter(|word| !word.is_empty()) {
        while let Some(at) = word.find(is_token) {
            let (before, rest) = word.split_at(at);
            let length = rest.chars().next().map_or(0, char::len_utf8);
            let (token, rest) = rest.split_at(length);
            tokens.extend([before, token].into_iter().filter(|part| !part.is_empty()));
            word = rest;
        }
        tokens.extend(Some(word).filter(|word| !word.is_empty()));
    }
    tokens
}

/// Means over pages.
pub(super) struct Summary {
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) exact: usize,
}

impl Summary {
    /// Averages precision and recall page by page.
    pub(super) fn of(pages: impl Iterator<Item = Counts>) -> Self {
        let pages: Vec<Counts> = pages.collect();
        let mean = |measure: fn(&Counts) -> Option<f64>| {
            let values: Vec<f64> = pages.iter().filter_map(measure).collect();
            values.iter().sum::<f64>() / values.len().max(1) as f64
        };
        let exact = pages.iter().filter(|page| page.is_exact()).count();
        Summary {
            precision: mean(Counts::precision),
            recall: mean(Counts::recall),
            exact,
        }
    }

    pub(super) fn f1(&self) -> f64 {
        harmonic_mean(self.precision, self.recall)
    }
}
