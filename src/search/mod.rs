//! Opens an index, finds candidates, ranks them, and cuts their passages.

use crate::article::Article;
use crate::passage::Passage;

/// One article found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// From 1.
    pub rank: usize,
    /// Higher is better; comparable within a query.
    pub score: f32,
    /// The article, as stored.
    pub article: Article,
    /// Byte ranges of the matches inside the title, in order, disjoint.
    pub title_marks: Vec<std::ops::Range<usize>>,
    /// The best passages, in text order.
    pub passages: Vec<Passage>,
}
