//! Articles with the very same text under several ids: a wire story in each paper that printed it, a page that was saved
//! twice. All are in the index, each with its source, date and place. A search shows the text once, as the best of them,
//! and names the others.
//!
//! Which they are is told by a fingerprint ([`text_key`](crate::schema::text_key)), so that nothing has to be read of those that are not
//! shown. Where copies are left out, as many hits more are looked at; the order in which articles come is the same
//! however many are, so that no text is on two pages, or on none.

use super::order::Ranking;
use super::ranked::Ranked;
use super::{Archive, Hit, SearchError, SearchOptions};
use crate::article::{Article, Location};
use crate::query::lower::Lowered;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::HashSet;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term};

/// Copies of a hit that are named; there can be thousands (of "Correction" alone).
const NAMED: usize = 20;

/// What becomes of articles with the very same text as one that comes before them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copies {
    /// Each is a hit of its own.
    #[default]
    Each,
    /// They are left out, and named with the one that is shown.
    Once,
}

/// An article with the same text as a hit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArticleCopy {
    /// Its id.
    pub id: String,
    /// Its headline, which can be another.
    pub title: String,
    /// Where it was published.
    pub source: String,
    /// And when.
    pub published: Option<Timestamp>,
    /// Its address.
    pub url: String,
    /// Where it was read from.
    pub location: Location,
}

/// The other articles of the index with the text of a hit, whether or not they match the query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CopiesOfHit {
    /// How many there are.
    pub total: u64,
    /// The first twenty, by date, those without one last, then by id.
    pub named: Vec<ArticleCopy>,
}

/// The fingerprints of texts, by segment and document.
pub(super) struct TextKeys(Vec<Column<u64>>);

impl TextKeys {
    pub(super) fn open(searcher: &Searcher) -> tantivy::Result<TextKeys> {
        let readers = searcher.segment_readers().iter();
        let columns = readers.map(|reader| reader.fast_fields().u64("text_key"));
        Ok(TextKeys(columns.collect::<tantivy::Result<_>>()?))
    }

    fn of(&self, address: DocAddress) -> Option<u64> {
        let column = self.0.get(address.segment_ord as usize)?;
        column.first(address.doc_id)
    }

    /// Keeps the first of each text.
    fn retain_first(&self, ranked: &mut Vec<Ranked>) {
        let mut seen = HashSet::with_capacity(ranked.len());
        ranked.retain(|hit| self.of(hit.address).is_none_or(|key| seen.insert(key)));
    }
}

impl Archive {
    /// As [`Archive::ranking`], each text once.
    pub(super) fn ranking_of_texts(
        &self,
        query: &crate::query::Query,
        options: &SearchOptions,
    ) -> Result<Ranking, SearchError> {
        let shown = options.offset.saturating_add(options.limit);
        let mut all = SearchOptions {
            limit: shown.saturating_add(spare(shown)),
            offset: 0,
            ..options.clone()
        };
        let mut total = None;
        loop {
            let mut ranking = self.ranking(self.lower(query, &all)?, &all)?;
            let total = *total.get_or_insert(ranking.found.total);
            let top = &mut ranking.found.top;
            let is_all = top.len() < all.limit;
            self.text_keys()?.retain_first(top);
            if top.len() >= shown || is_all {
                ranking.distinct = is_all.then_some(top.len() as u64);
                top.truncate(shown);
                top.drain(..options.offset.min(top.len()));
                ranking.found.total = total;
                return Ok(ranking);
            }
            all.limit = all.limit.saturating_mul(4);
            all.without_total = true;
        }
    }

    /// How many articles match, and how many different texts they have. In one go: a query that reads texts may read so many
    /// and no more.
    pub(super) fn count_texts(&self, lowered: &Lowered) -> Result<(u64, u64), SearchError> {
        let mut keys = self.collect(lowered, &Keys)?;
        let articles = keys.len() as u64;
        keys.sort_unstable();
        keys.dedup();
        Ok((articles, keys.len() as u64))
    }

    /// Names the copies of hits that stand at these places in the index.
    pub(super) fn name_copies(
        &self,
        hits: &mut [Hit],
        places: impl Iterator<Item = DocAddress>,
    ) -> Result<(), SearchError> {
        for (hit, place) in hits.iter_mut().zip(places) {
            hit.copies = self.copies_at(place)?;
        }
        Ok(())
    }

    fn copies_at(&self, place: DocAddress) -> Result<CopiesOfHit, SearchError> {
        let Some(key) = self.text_keys()?.of(place) else {
            return Ok(CopiesOfHit::default());
        };
        let mut others = self.with_text(key)?;
        others.retain(|&(_, other)| other != place);
        let total = others.len() as u64;
        let first = self.first_by_date(others)?;
        let articles = self.load(first.into_iter())?;
        let named = articles.into_iter().map(ArticleCopy::of).collect();
        Ok(CopiesOfHit { total, named })
    }

    /// The first [`NAMED`] by date, of the same date by id.
    fn first_by_date(
        &self,
        mut found: Vec<(i64, DocAddress)>,
    ) -> Result<Vec<DocAddress>, SearchError> {
        found.sort_unstable();
        let last = found.get(NAMED - 1).map(|&(date, _)| date);
        found.retain(|&(date, _)| last.is_none_or(|last| date <= last));
        let ids = self.ids()?;
        let mut named = Vec::with_capacity(found.len());
        for (date, place) in found {
            named.push((date, ids.id_at(place)?, place));
        }
        named.sort_unstable();
        named.truncate(NAMED);
        Ok(named.into_iter().map(|(_, _, place)| place).collect())
    }

    /// The articles with a text: the seconds of their dates, those without one last, and their places.
    fn with_text(&self, key: u64) -> Result<Vec<(i64, DocAddress)>, SearchError> {
        let term = Term::from_field_u64(self.fields.text_key, key);
        let mut found = Vec::new();
        for (segment, reader) in (0..).zip(self.searcher.segment_readers()) {
            let index = reader.inverted_index(self.fields.text_key)?;
            let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else {
                continue;
            };
            let dates = reader.fast_fields().i64("published")?;
            let alive = reader.alive_bitset();
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    let date = dates.first(doc).unwrap_or(i64::MAX);
                    found.push((date, DocAddress::new(segment, doc)));
                }
                postings.advance();
            }
        }
        Ok(found)
    }

    fn text_keys(&self) -> tantivy::Result<&TextKeys> {
        if let Some(keys) = self.text_keys.get() {
            return Ok(keys);
        }
        let keys = TextKeys::open(&self.searcher)?;
        Ok(self.text_keys.get_or_init(|| keys))
    }
}

/// Hits that are looked at beyond those shown: a third of what is published is reprints.
fn spare(shown: usize) -> usize {
    if shown == 0 { 0 } else { shown / 2 + 8 }
}

impl ArticleCopy {
    fn of(article: Article) -> ArticleCopy {
        ArticleCopy {
            id: article.id,
            title: article.title,
            source: article.source,
            published: article.published,
            url: article.url,
            location: article.location,
        }
    }
}

/// Collects the fingerprints of all that match.
struct Keys;

struct SegmentKeys {
    column: Column<u64>,
    keys: Vec<u64>,
}

impl Collector for Keys {
    type Fruit = Vec<u64>;
    type Child = SegmentKeys;

    fn for_segment(&self, _: u32, reader: &SegmentReader) -> tantivy::Result<SegmentKeys> {
        Ok(SegmentKeys {
            column: reader.fast_fields().u64("text_key")?,
            keys: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<u64>>) -> tantivy::Result<Vec<u64>> {
        Ok(segments.concat())
    }
}

impl SegmentCollector for SegmentKeys {
    type Fruit = Vec<u64>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.keys.extend(self.column.first(doc));
    }

    fn harvest(self) -> Vec<u64> {
        self.keys
    }
}
