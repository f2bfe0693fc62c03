//! Full-text search for news archives.
//!
//! Files of any news format become [`article::Article`]s, articles become one tantivy index, and a query becomes
//! ranked passages with exact highlights. Modules in reading order:
//!
//! | module | what it is |
//! |---|---|
//! | [`article`] | the one model: draft, article, location |
//! | [`source`] | where bytes come from: walking, decompression, archives, charsets |
//! | [`mod@format`] | bytes to drafts: one file per format |
//! | [`clean`] | drafts to articles: hygiene, repeated leads, comment threads, dates |
//! | [`analysis`] | text to words, sentences and stems, alike for index and query |
//! | [`schema`] | the index fields; article to document and back |
//! | [`manifest`] | what an index was built from |
//! | [`indexer`] | the parallel pipeline from paths to a commit |
//! | [`query`] | query text to a tree, a plan, and what counts as a match |
//! | [`search`] | candidates, ranking, hits |
//! | [`passage`] | match spans to scored passages |
//! | [`render`] | hits to text or JSON Lines |
//! | [`bench`] | how fast indexing is, beside tantivy's own writer |
//! | [`eval`] | topics and judgements to measures of the ranking |
//! | [`cli`] | the command line |

pub mod analysis;
pub mod article;
pub mod bench;
pub mod clean;
pub mod cli;
pub mod eval;
pub mod format;
pub mod indexer;
pub mod manifest;
pub mod passage;
pub mod query;
pub mod render;
pub mod schema;
pub mod search;
pub mod source;
