//! The ranking alone: ids and scores, without the texts. What an evaluation needs, and other programs.

use super::hit::Show;
use super::ranked::Ranked;
use super::{Archive, Hit, SearchError, SearchOptions};
use crate::query::Query;
use tantivy::{DocAddress, Score};

/// What a search found, without the articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RankedIds {
    /// All articles that match.
    pub total: u64,
    /// Id and score of each hit, in order.
    pub hits: Vec<(String, Score)>,
    /// What the search could not do as asked.
    pub notes: Vec<String>,
}

impl Archive {
    /// The id and score of each hit that [`Archive::search`] would give, in its order; no stored text is read.
    ///
    /// # Errors
    /// Those of [`Archive::search`].
    pub fn rank(&self, query: &Query, options: &SearchOptions) -> Result<RankedIds, SearchError> {
        let ranking = self.ranking(self.lower(query, options)?, options)?;
        let ids = self.ids()?;
        let hits = ranking.found.top.iter();
        let hits: tantivy::Result<_> = hits.map(|hit| Ok((ids.id(hit)?, hit.score))).collect();
        Ok(RankedIds {
            total: ranking.found.total,
            hits: hits?,
            notes: ranking.lowered.notes(),
        })
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
        let ranking = self.ranking(self.lower(query, options)?, options)?;
        let found = ranking.found;
        let place = |hit: &Ranked| (hit.address.segment_ord, hit.address.doc_id, hit.score);
        Ok(found.top.iter().map(place).collect())
    }

    /// The hits of documents that [`Archive::rank_documents`] gave, with their passages, as [`Archive::search`] would show
    /// them: what is left to do once the ranking is known.
    ///
    /// # Errors
    /// As [`Archive::search`], and where a number is none that this archive gave.
    pub fn hits(
        &self,
        query: &Query,
        ranked: &[(u32, u32, Score)],
        options: &SearchOptions,
    ) -> Result<Vec<Hit>, SearchError> {
        let spec = self.lower(query, options)?.spec;
        let address = |(segment, doc, _): &(u32, u32, Score)| DocAddress::new(*segment, *doc);
        let articles = self.load(ranked.iter().map(address))?;
        let scores = ranked.iter().map(|(_, _, score)| *score);
        let ranks = options.offset + 1..;
        let mut show = Show::new(&spec, options.passages);
        let hits = ranks.zip(scores).zip(articles);
        Ok(hits
            .map(|((rank, score), article)| show.hit(rank, score, article))
            .collect())
    }
}
