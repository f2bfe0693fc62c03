//! The ranking alone: ids and scores, without the texts. What an evaluation needs, and other programs.

use super::top::TopArticles;
use super::{Archive, SearchError, SearchOptions};
use crate::query::Query;
use tantivy::Score;
use tantivy::columnar::StrColumn;

impl Archive {
    /// The id and score of each hit that [`Archive::search`] would give, in its order; no stored text is read.
    ///
    /// # Errors
    /// Those of [`Archive::search`].
    pub fn rank(
        &self,
        query: &Query,
        options: &SearchOptions,
    ) -> Result<Vec<(String, Score)>, SearchError> {
        let lowered = self.lower(query, options)?;
        let collector = TopArticles {
            limit: options.offset.saturating_add(options.limit),
        };
        let found = self.searcher.search(&*lowered.query, &collector)?;
        let columns = self.id_columns()?;
        let hits = found.top.into_iter().skip(options.offset);
        hits.map(|(score, address)| {
            let mut id = String::new();
            if let Some(Some(ids)) = columns.get(address.segment_ord as usize)
                && let Some(ordinal) = ids.ords().first(address.doc_id)
            {
                ids.ord_to_str(ordinal, &mut id)?;
            }
            Ok((id, score))
        })
        .collect()
    }

    /// The column of ids of each segment.
    fn id_columns(&self) -> Result<Vec<Option<StrColumn>>, SearchError> {
        let readers = self.searcher.segment_readers().iter();
        readers
            .map(|reader| Ok(reader.fast_fields().str("id")?))
            .collect()
    }
}
