//! Background of an article: others about the same, found by the words that tell what it is about.

use super::copies::{Seen, Shingles};
use super::ranked::Ranked;
use super::terms::{Class, TermCounts, WeightedTerm, query_of};
use super::{Archive, Results, SearchError, SearchOptions};
use crate::article::Article;
use crate::query::lower::{Matching, Vocabulary};

/// What a word of the title counts, as occurrences in the body.
const TITLE_WEIGHT: f32 = 3.0;

/// How fast repetition stops counting, in the article that is asked about.
const SATURATION: f32 = 10.0;

/// Articles that are looked at beyond those shown, since some will be copies.
const SPARE: usize = 50;

/// How to look for background.
#[derive(Clone, Debug, Default)]
pub struct SimilarOptions {
    /// Which articles, and how many; how words combine does not matter.
    pub search: SearchOptions,
    /// Words of the article to look for; `None`: as many as have proved best.
    pub terms: Option<usize>,
    /// Whether only those that were published before the article are wanted.
    pub earlier: bool,
}

/// Words of an article that are looked for, unless told otherwise. docs/ranking.md has the measurement.
const TERMS: usize = 25;

impl Archive {
    /// Finds what else was written of an article's subject, copies of it and of each other left out.
    ///
    /// # Errors
    /// An article without any word that tells what it is about, and failures to read the index.
    pub fn similar(
        &self,
        article: &Article,
        options: &SimilarOptions,
    ) -> Result<Results, SearchError> {
        let terms = self.significant_terms(article, options.terms.unwrap_or(TERMS))?;
        let mut notes = Vec::new();
        let mut search = options.search.clone();
        search.lower.matching = Matching::Any;
        search.ranking.expansion = None;
        match (options.earlier, article.published) {
            (true, Some(published)) => {
                let published = published.as_second();
                let before = search.lower.before.unwrap_or(published);
                search.lower.before = Some(before.min(published));
            }
            (true, None) => notes.push("the article has no date: none is too late".to_owned()),
            (false, _) => {}
        }
        if terms.is_empty() {
            return Err(SearchError::NoTerms);
        }
        let mut results = self.distinct(article, &terms, &search)?;
        results.notes.append(&mut notes);
        results.terms = terms;
        Ok(results)
    }

    /// The words that tell most of an article, those that count most first: frequent in it, more so in its title,
    /// and rare in the index.
    fn significant_terms(
        &self,
        article: &Article,
        most: usize,
    ) -> Result<Vec<WeightedTerm>, SearchError> {
        let mut counts = TermCounts::default();
        let vocabulary = Vocabulary::new(self.lexicon()?, self.fields, &[]);
        // A short text does not show its language: it is taken for that of the index.
        let language = match article.language.as_str() {
            "" => vocabulary.main_language(),
            language => language,
        };
        counts.add(&article.title, language, TITLE_WEIGHT);
        counts.add(&article.body, language, 1.0);
        // A word of this article alone finds nothing else.
        let least = 1 + u64::from(self.article(&article.id)?.is_some());
        let mut found: Vec<(f32, f32, &Class)> = Vec::new();
        for class in counts.classes() {
            let holding = self.holding(class.form())?;
            if holding >= least {
                let weight = class.frequency / (class.frequency + SATURATION);
                found.push((weight * self.rarity(holding), weight, class));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.form().cmp(b.2.form())));
        found.truncate(most);
        let terms = found.iter().map(|(_, weight, class)| WeightedTerm {
            text: class.form().to_owned(),
            weight: *weight,
        });
        Ok(terms.collect())
    }

    /// The hits without copies. Looks at more until there are enough.
    fn distinct(
        &self,
        article: &Article,
        terms: &[WeightedTerm],
        options: &SearchOptions,
    ) -> Result<Results, SearchError> {
        let shown = options.offset.saturating_add(options.limit);
        let mut wanted = shown.saturating_add(SPARE);
        loop {
            let all = SearchOptions {
                limit: wanted,
                offset: 0,
                ..options.clone()
            };
            let mut ranking = self.ranking(self.lower(&query_of(terms), &all)?, &all)?;
            let looked_at = ranking.found.top.len();
            let articles = self.load(ranking.found.top.iter().map(|hit| hit.address))?;
            let mut kept = without_copies(article, ranking.found.top, articles);
            if kept.len() < shown && looked_at == wanted {
                wanted = wanted.saturating_mul(2);
                continue;
            }
            ranking.found.total -= (looked_at - kept.len()) as u64;
            kept.truncate(shown);
            let shown = kept.into_iter().skip(options.offset);
            let (top, articles): (Vec<Ranked>, Vec<Article>) = shown.unzip();
            ranking.found.top = top;
            return self.results(ranking, articles, options);
        }
    }
}

/// The articles that are neither the one asked about, nor copies of it or of one before them.
fn without_copies(
    article: &Article,
    ranked: Vec<Ranked>,
    articles: Vec<Article>,
) -> Vec<(Ranked, Article)> {
    let mut seen = Seen::default();
    seen.add(Shingles::of(article));
    let mut kept = Vec::new();
    for (ranked, found) in ranked.into_iter().zip(articles) {
        let shingles = Shingles::of(&found);
        if found.id != article.id && !seen.holds_copy_of(&shingles) {
            seen.add(shingles);
            kept.push((ranked, found));
        }
    }
    kept
}
