//! Passages ranked across the articles that were found.

use super::{Archive, Hit, Results, SearchError, SearchOptions, Sort};
use crate::query::Query;

/// Articles whose passages are compared: five pages of hits. All of them have to be read, whatever is shown.
const ARTICLES: usize = 50;

/// Where a passage is, and what it is worth.
struct Place {
    worth: f32,
    hit: usize,
    passage: usize,
}

impl Archive {
    /// Finds the best passages of the first 50 articles. Each hit has one, and its article's score and explanation;
    /// rank, limit and offset count passages, the total counts articles. An article without any text has none.
    ///
    /// A passage is worth its score times its article's, of equal ones the better article's comes first, then the earlier.
    /// Where articles are sorted by date, theirs is the order.
    ///
    /// # Errors
    /// As [`Archive::search`].
    pub fn search_passages(
        &self,
        query: &Query,
        options: &SearchOptions,
    ) -> Result<Results, SearchError> {
        let articles = SearchOptions {
            limit: ARTICLES,
            offset: 0,
            ..options.clone()
        };
        let mut results = self.search(query, &articles)?;
        let places = places(&results.hits, options.sort);
        let shown = places.iter().skip(options.offset).take(options.limit);
        let hits = (options.offset + 1..).zip(shown);
        results.hits = hits
            .filter_map(|(rank, place)| alone(results.hits.get(place.hit)?, place.passage, rank))
            .collect();
        Ok(results)
    }
}

/// All passages, the best first.
fn places(hits: &[Hit], sort: Sort) -> Vec<Place> {
    let mut places = Vec::new();
    for (hit, found) in hits.iter().enumerate() {
        for (passage, text) in found.passages.iter().enumerate() {
            let worth = text.score * found.score;
            places.push(Place {
                worth,
                hit,
                passage,
            });
        }
    }
    if sort == Sort::Relevance {
        // Stable: equals stay in the order of the articles, then of the text.
        places.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    }
    places
}

/// The hit with one of its passages.
fn alone(hit: &Hit, passage: usize, rank: usize) -> Option<Hit> {
    Some(Hit {
        rank,
        score: hit.score,
        article: hit.article.clone(),
        title_marks: hit.title_marks.clone(),
        passages: vec![hit.passages.get(passage)?.clone()],
        explanation: hit.explanation.clone(),
        copies: hit.copies.clone(),
    })
}
