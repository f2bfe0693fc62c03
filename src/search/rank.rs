//! The ranking alone: ids and scores, without the texts. What an evaluation needs, and other programs.

use super::ids::Ids;
use super::top::Ranked;
use super::{Archive, SearchError, SearchOptions};
use crate::query::Query;
use tantivy::Score;

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
        let found = self.best(&lowered, options, false)?;
        let ids = Ids::open(&self.searcher)?;
        let hits = found.top.iter();
        hits.map(|hit| Ok((ids.id(hit)?, hit.score))).collect()
    }

    /// The same with the numbers of segment and document in place of ids, which take longer to spell than most searches:
    /// they name articles as long as this archive is open.
    ///
    /// # Errors
    /// Those of [`Archive::search`].
    pub fn rank_documents(
        &self,
        query: &Query,
        options: &SearchOptions,
    ) -> Result<Vec<(u32, u32, Score)>, SearchError> {
        let lowered = self.lower(query, options)?;
        let found = self.best(&lowered, options, false)?;
        let place = |hit: &Ranked| (hit.address.segment_ord, hit.address.doc_id, hit.score);
        Ok(found.top.iter().map(place).collect())
    }
}
