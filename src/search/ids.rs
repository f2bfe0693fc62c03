//! The ids of articles, which decide between equal scores. To spell one out costs as much as scoring a hundred
//! articles, so only those are that must be.

use super::ranked::Ranked;
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
