//! Articles in the order of their dates. Needs no scores: all that match are looked at, and the first of them kept.

use super::ids::Ids;
use super::ranked::Ranked;
use super::top::Found;
use super::{Archive, SearchError};
use crate::query::lower::Lowered;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentReader};

/// In which order hits come. Equal ones come by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By score, best first.
    #[default]
    Relevance,
    /// Newest first, articles without a date last.
    Newest,
    /// Oldest first, articles without a date last.
    Oldest,
}

impl Archive {
    /// The first `limit` articles, and how many match.
    pub(super) fn by_date(
        &self,
        lowered: &Lowered,
        newest: bool,
        limit: usize,
    ) -> Result<Found, SearchError> {
        let found = self.collect(lowered, &ByDate { newest, limit })?;
        let mut dated = found.dated;
        dated.sort_unstable();
        for equals in dated.chunk_by_mut(|a, b| a.place == b.place) {
            // Within a segment ordinals have done it.
            let segments = [equals.first(), equals.last()].map(|dated| dated.map(|at| at.segment));
            if segments[0] != segments[1] {
                by_id(self.ids()?, equals)?;
            }
        }
        dated.truncate(limit);
        Ok(Found {
            total: found.total,
            top: dated.iter().map(Dated::ranked).collect(),
        })
    }
}

fn by_id(ids: &Ids, equals: &mut [Dated]) -> Result<(), SearchError> {
    let mut named = Vec::with_capacity(equals.len());
    for dated in equals.iter() {
        named.push((ids.id(&dated.ranked())?, *dated));
    }
    named.sort_unstable();
    for (slot, (_, dated)) in equals.iter_mut().zip(named) {
        *slot = dated;
    }
    Ok(())
}

struct ByDate {
    newest: bool,
    limit: usize,
}

#[derive(Debug, Default)]
struct FoundDates {
    total: u64,
    dated: Vec<Dated>,
}

/// Where an article stands in the order: those that come first are less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Dated {
    place: Place,
    segment: u32,
    /// That of its id in the segment.
    ordinal: u64,
    doc: DocId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Seconds since 1970.
    Newest(Reverse<i64>),
    Oldest(i64),
    Undated,
}

impl Dated {
    fn ranked(&self) -> Ranked {
        Ranked {
            score: 0.0,
            address: DocAddress::new(self.segment, self.doc),
            is_reranked: false,
        }
    }
}

impl Collector for ByDate {
    type Fruit = FoundDates;
    type Child = SegmentDates;

    fn for_segment(&self, segment: u32, reader: &SegmentReader) -> tantivy::Result<SegmentDates> {
        Ok(SegmentDates {
            newest: self.newest,
            limit: self.limit,
            segment,
            published: reader.fast_fields().i64("published")?,
            ids: reader.fast_fields().str("id")?,
            heap: BinaryHeap::with_capacity(self.limit.min(1024) + 1),
            total: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<FoundDates>) -> tantivy::Result<FoundDates> {
        let mut found = FoundDates::default();
        for segment in segments {
            found.total += segment.total;
            found.dated.extend(segment.dated);
        }
        Ok(found)
    }
}

/// The first of one segment; the last of them on top of the heap.
struct SegmentDates {
    newest: bool,
    limit: usize,
    segment: u32,
    published: Column<i64>,
    ids: Option<StrColumn>,
    heap: BinaryHeap<Dated>,
    total: u64,
}

impl SegmentDates {
    fn place(&self, doc: DocId) -> Place {
        match self.published.first(doc) {
            None => Place::Undated,
            Some(second) if self.newest => Place::Newest(Reverse(second)),
            Some(second) => Place::Oldest(second),
        }
    }
}

impl SegmentCollector for SegmentDates {
    type Fruit = FoundDates;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.total += 1;
        let place = self.place(doc);
        let full = self.heap.len() >= self.limit;
        if full && self.heap.peek().is_none_or(|last| place > last.place) {
            return;
        }
        let ordinal = self.ids.as_ref().and_then(|ids| ids.ords().first(doc));
        self.heap.push(Dated {
            place,
            segment: self.segment,
            ordinal: ordinal.unwrap_or(u64::MAX),
            doc,
        });
        if full {
            self.heap.pop();
        }
    }

    fn harvest(self) -> FoundDates {
        FoundDates {
            total: self.total,
            dated: self.heap.into_vec(),
        }
    }
}
