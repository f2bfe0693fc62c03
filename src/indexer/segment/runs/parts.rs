//! What a field of a segment is made of: batches of documents, inverted in memory or put away in a file, seen range of
//! words by range of words.

use super::run::{Run, Terms};
use crate::indexer::segment::collect::inverted::{Documents, Inverted, Place};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io;
use std::ops::Range;

/// One batch's share of a field.
pub(in crate::indexer::segment) struct Part {
    pub(in crate::indexer::segment) words: PartWords,
    /// The number in the segment that the writer's document 0 has.
    pub(in crate::indexer::segment) first_document: u32,
    /// The lengths of the documents, as tantivy abbreviates them.
    pub(in crate::indexer::segment) norms: Vec<u8>,
}

/// Where the words of a part are.
pub(in crate::indexer::segment) enum PartWords {
    Memory(Inverted),
    File(Run),
}

impl Part {
    /// Words, without the gaps.
    pub(in crate::indexer::segment) fn num_words(&self) -> u64 {
        match &self.words {
            PartWords::Memory(words) => words.num_words,
            PartWords::File(run) => run.num_words,
        }
    }

    /// Words that cut the part into pieces of at least `places` places.
    pub(in crate::indexer::segment) fn cuts(&self, places: usize) -> Vec<Vec<u8>> {
        match &self.words {
            PartWords::Memory(words) => words.cuts(places).map(<[u8]>::to_vec).collect(),
            PartWords::File(run) => run.cuts(places as u64).map(<[u8]>::to_vec).collect(),
        }
    }

    /// Makes ready what all ranges share.
    pub(in crate::indexer::segment) fn open(&self) -> io::Result<OpenPart<'_>> {
        let documents = match &self.words {
            PartWords::Memory(words) => Held::There(words.documents()),
            PartWords::File(run) => Held::Read(run.documents()?),
        };
        Ok(OpenPart {
            part: self,
            documents,
        })
    }
}

/// A part while its field is written.
pub(in crate::indexer::segment) struct OpenPart<'a> {
    part: &'a Part,
    documents: Held<'a>,
}

/// The documents, which were in memory or were read.
enum Held<'a> {
    There(&'a Documents),
    Read(Documents),
}

impl<'a> OpenPart<'a> {
    /// What leads from a place to its document, and the number that document 0 has in the segment.
    pub(in crate::indexer::segment) fn documents(&self) -> (&Documents, u32) {
        let documents = match &self.documents {
            Held::There(documents) => documents,
            Held::Read(documents) => documents,
        };
        (documents, self.part.first_document)
    }

    /// The terms from `low` on and below `high`; `None`: to the last.
    pub(in crate::indexer::segment) fn slice(
        &self,
        low: &[u8],
        high: Option<&[u8]>,
    ) -> io::Result<Slice<'a>> {
        Ok(match &self.part.words {
            PartWords::Memory(words) => {
                let end = high.map_or(words.num_terms(), |high| words.rank_of(high));
                Slice::Memory(words, words.rank_of(low)..end)
            }
            PartWords::File(run) => Slice::Read(run.terms(low, high)?),
        })
    }
}

/// Neighbouring terms of a part, numbered from 0.
pub(in crate::indexer::segment) enum Slice<'a> {
    Memory(&'a Inverted, Range<usize>),
    Read(Terms),
}

impl Slice<'_> {
    fn len(&self) -> usize {
        match self {
            Slice::Memory(_, ranks) => ranks.len(),
            Slice::Read(terms) => terms.len(),
        }
    }

    fn word(&self, number: usize) -> &[u8] {
        match self {
            Slice::Memory(words, ranks) => words.word(ranks.start + number),
            Slice::Read(terms) => terms.word(number),
        }
    }

    /// The places of the term, in order.
    pub(in crate::indexer::segment) fn places(&self, number: usize) -> &[Place] {
        match self {
            Slice::Memory(words, ranks) => words.places(ranks.start + number),
            Slice::Read(terms) => terms.places(number),
        }
    }
}

/// The terms of several slices in order.
pub(in crate::indexer::segment) struct Merge<'a> {
    slices: &'a [Slice<'a>],
    heads: BinaryHeap<Reverse<(&'a [u8], usize, usize)>>,
}

impl<'a> Merge<'a> {
    pub(in crate::indexer::segment) fn new(slices: &'a [Slice<'a>]) -> Self {
        let first = |(number, slice): (usize, &'a Slice<'a>)| {
            (slice.len() > 0).then(|| Reverse((slice.word(0), number, 0)))
        };
        Merge {
            slices,
            heads: slices.iter().enumerate().filter_map(first).collect(),
        }
    }

    /// The next term. Calls `sink` with the slices that have it, in their order, and its number there.
    pub(in crate::indexer::segment) fn next_term(
        &mut self,
        mut sink: impl FnMut(usize, usize),
    ) -> Option<&'a [u8]> {
        let Reverse((word, ..)) = *self.heads.peek()?;
        while let Some(mut head) = self.heads.peek_mut()
            && head.0.0 == word
        {
            let Reverse((_, number, term)) = *head;
            sink(number, term);
            let slice = &self.slices[number];
            if term + 1 < slice.len() {
                *head = Reverse((slice.word(term + 1), number, term + 1));
            } else {
                PeekMut::pop(head);
            }
        }
        Some(word)
    }
}
