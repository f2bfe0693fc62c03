//! The ids of articles, which decide between equal scores. To spell one out costs as much as scoring a hundred
//! articles, so only those are that must be.

use super::ranked::Ranked;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tantivy::columnar::StrColumn;
use tantivy::{DocAddress, Searcher};

/// The column of ids of each segment.
pub(super) struct Ids(Vec<Option<StrColumn>>);

impl Ids {
    pub(super) fn open(searcher: &Searcher) -> tantivy::Result<Ids> {
        let readers = searcher.segment_readers().iter();
        let columns = readers.map(|reader| reader.fast_fields().str("id"));
        Ok(Ids(columns.collect::<tantivy::Result<_>>()?))
    }

    /// The ids of a segment.
    pub(super) fn of_segment(&self, segment: u32) -> Option<&StrColumn> {
        self.0.get(segment as usize).and_then(Option::as_ref)
    }

    /// The place of an article's id among those of its segment.
    fn ordinal(&self, place: DocAddress) -> Option<u64> {
        let ids = self.of_segment(place.segment_ord)?;
        ids.ords().first(place.doc_id)
    }

    /// An article's id.
    pub(super) fn id(&self, article: &Ranked) -> tantivy::Result<String> {
        self.id_at(article.address)
    }

    /// The id of the article at a place.
    pub(super) fn id_at(&self, place: DocAddress) -> tantivy::Result<String> {
        let mut id = String::new();
        let ids = self.of_segment(place.segment_ord);
        if let (Some(ids), Some(ordinal)) = (ids, self.ordinal(place)) {
            ids.ord_to_str(ordinal, &mut id)?;
        }
        Ok(id)
    }

    /// Keeps the best `count`, in no order: of equal scores, those with the least ids.
    pub(super) fn cut(&self, ranked: &mut Vec<Ranked>, count: usize) -> tantivy::Result<()> {
        let Some(last) = count.checked_sub(1) else {
            ranked.clear();
            return Ok(());
        };
        if ranked.len() <= count {
            return Ok(());
        }
        let (_, last, _) = ranked.select_nth_unstable_by(last, |a, b| b.score.total_cmp(&a.score));
        let least = last.score;
        let equals: Vec<Ranked> = ranked
            .extract_if(.., |article| article.score <= least)
            .collect();
        let equals = equals.into_iter().filter(|article| article.score == least);
        let room = count - ranked.len();
        ranked.extend(self.least(equals.collect(), room)?);
        Ok(())
    }

    /// Those `count` of some articles that have the least ids. The ordinals of a segment are in their order, so that ids are
    /// spelled out only to merge the segments, as far as is needed.
    fn least(&self, mut articles: Vec<Ranked>, count: usize) -> tantivy::Result<Vec<Ranked>> {
        articles.sort_by_cached_key(|article| {
            let place = article.address;
            (place.segment_ord, self.ordinal(place))
        });
        let segments = articles.chunk_by(|a, b| a.address.segment_ord == b.address.segment_ord);
        let mut segments: Vec<_> = segments.map(|segment| segment.iter().peekable()).collect();
        let mut least = Vec::with_capacity(count);
        if let [only] = segments.as_mut_slice() {
            least.extend(only.take(count));
            return Ok(least);
        }
        let mut first = BinaryHeap::with_capacity(segments.len());
        for (at, segment) in segments.iter_mut().enumerate() {
            if let Some(article) = segment.peek() {
                first.push(Reverse((self.id(article)?, at)));
            }
        }
        while least.len() < count
            && let Some(Reverse((_, at))) = first.pop()
        {
            least.extend(segments[at].next());
            if let Some(article) = segments[at].peek() {
                first.push(Reverse((self.id(article)?, at)));
            }
        }
        Ok(least)
    }

    /// Best first, equal scores by id.
    pub(super) fn sort(&self, ranked: &mut [Ranked]) -> tantivy::Result<()> {
        ranked.sort_unstable_by(|a, b| {
            let by_score = b.score.total_cmp(&a.score);
            let segments = || a.address.segment_ord.cmp(&b.address.segment_ord);
            let by_segment = by_score.then_with(segments);
            by_segment.then_with(|| self.ordinal(a.address).cmp(&self.ordinal(b.address)))
        });
        for equals in ranked.chunk_by_mut(|a, b| a.score.total_cmp(&b.score).is_eq()) {
            let segments = |article: &Ranked| article.address.segment_ord;
            // Within a segment ordinals have done it.
            if equals.first().map(segments) != equals.last().map(segments) {
                self.sort_by_id(equals)?;
            }
        }
        Ok(())
    }

    fn sort_by_id(&self, ranked: &mut [Ranked]) -> tantivy::Result<()> {
        let mut named = Vec::with_capacity(ranked.len());
        for article in ranked.iter() {
            named.push((self.id(article)?, *article));
        }
        named.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        for (slot, (_, article)) in ranked.iter_mut().zip(named) {
            *slot = article;
        }
        Ok(())
    }
}
