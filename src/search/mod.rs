//! Opens an index, finds candidates, ranks them, and cuts their passages.

mod across;
mod best;
mod copies;
mod error;
mod exact_copies;
mod expand;
mod explain;
mod gains;
mod hit;
mod ids;
mod order;
mod proximity;
mod rank;
mod ranked;
mod recency;
mod rerank;
mod side_by_side;
mod similar;
mod sort;
mod stats;
mod terms;
#[cfg(test)]
mod tests;
mod top;

pub use error::SearchError;
pub use exact_copies::{ArticleCopy, Copies, CopiesOfHit};
pub use expand::Expansion;
pub use explain::{PartKind, ScorePart};
pub use rank::RankedIds;
pub use recency::Recency;
pub use rerank::PlaceWeights;
pub use similar::SimilarOptions;
pub use sort::Sort;
pub use stats::{Share, Stats};
pub use terms::WeightedTerm;

use crate::article::Article;
use crate::manifest::{self, CommitInfo};
use crate::passage::{Passage, PassageOptions};
use crate::query::lower::{
    Frequency, Lexicon, LowerOptions, Lowered, Pruning, Vocabulary, Weights, lower,
};
use crate::query::{self, Query};
use crate::schema::{self, Fields, Key, StoredArticle};
use exact_copies::TextKeys;
use hit::Show;
use ids::Ids;
use order::Ranking;
use side_by_side::Threads;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tantivy::collector::Count;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, ReloadPolicy, Searcher};
use top::{Floor, TopArticles};

/// An index open for searching, as of one commit.
pub struct Archive {
    folder: PathBuf,
    searcher: Searcher,
    fields: Fields,
    commit: Option<CommitInfo>,
    /// Read with the first query.
    lexicon: OnceLock<Lexicon>,
    /// Opened with the first query.
    ids: OnceLock<Ids>,
    /// Opened with the first search that shows each text once.
    text_keys: OnceLock<TextKeys>,
    threads: Threads,
}

/// How to search.
#[derive(Clone, Debug, Default)]
pub struct SearchOptions {
    /// How words combine, and which dates.
    pub lower: LowerOptions,
    /// Languages to stem by; none: those of the index.
    pub languages: Vec<String>,
    /// Whether a German word also finds the compounds that it is a member of.
    pub compounds: bool,
    /// Hits at the most.
    pub limit: usize,
    /// Hits to leave out before them.
    pub offset: usize,
    /// How many passages a hit, and how long.
    pub passages: PassageOptions,
    /// In which order they come.
    pub sort: Sort,
    /// Whether each text comes once only.
    pub copies: Copies,
    /// How they are scored.
    pub ranking: RankOptions,
    /// Whether to leave the total at 0: counting all that match can cost as much as finding the best.
    pub without_total: bool,
}

/// How hits are put in order.
#[derive(Clone, Debug, PartialEq)]
pub struct RankOptions {
    /// Articles that the second stage scores again; 0 leaves it out.
    pub candidates: usize,
    /// Whether to say how each hit's score came about.
    pub explain: bool,
    /// What counts how much in the first stage.
    pub weights: Weights,
    /// What counts how much in the second.
    pub places: PlaceWeights,
    /// How much newer articles are preferred; not at all where it is left out.
    pub recency: Option<Recency>,
    /// Words to add to the query; none where it is left out.
    pub expansion: Option<Expansion>,
}

impl Default for RankOptions {
    fn default() -> RankOptions {
        RankOptions {
            candidates: rerank::CANDIDATES,
            explain: false,
            weights: Weights::default(),
            places: PlaceWeights::default(),
            recency: None,
            expansion: None,
        }
    }
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// All articles that match, copies among them; 0 where that was not asked for.
    pub total: u64,
    /// The different texts among them, where each text comes once and they were counted: a count always does, a search
    /// if it looked at all that match.
    pub distinct: Option<u64>,
    /// The hits asked for, best first.
    pub hits: Vec<Hit>,
    /// What the search could not do as asked, for instance since a wildcard stands for too many words.
    pub notes: Vec<String>,
    /// Words that were not typed and count all the same, those that count most first.
    pub terms: Vec<WeightedTerm>,
}

/// What the words of a query stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Widened {
    /// For each word: the index words that it stands for, and how many articles hold each.
    pub words: Vec<Vec<Frequency>>,
    /// The parts of the query that are looked up in the text of articles that may match.
    pub filters: Vec<String>,
    /// What was left out since a bound was reached.
    pub notes: Vec<String>,
}

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
    pub title_marks: Vec<Range<usize>>,
    /// The best passages, in text order.
    pub passages: Vec<Passage>,
    /// What the score is the sum of, if that was asked for.
    pub explanation: Vec<ScorePart>,
    /// Articles with the same text, where each text comes once.
    pub copies: CopiesOfHit,
}

impl Archive {
    /// Opens the index in a folder. Cheap: nothing but the commit is read.
    pub fn open(folder: &Path) -> Result<Archive, SearchError> {
        let (index, commit) = manifest::open(folder)?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Archive {
            folder: folder.to_owned(),
            searcher: reader.searcher(),
            fields: schema::schema().1,
            commit,
            lexicon: OnceLock::new(),
            ids: OnceLock::new(),
            text_keys: OnceLock::new(),
            threads: Threads::default(),
        })
    }

    fn ids(&self) -> tantivy::Result<&Ids> {
        if let Some(ids) = self.ids.get() {
            return Ok(ids);
        }
        let ids = Ids::open(&self.searcher)?;
        Ok(self.ids.get_or_init(|| ids))
    }

    fn lexicon(&self) -> tantivy::Result<&Lexicon> {
        if let Some(lexicon) = self.lexicon.get() {
            return Ok(lexicon);
        }
        let lexicon = Lexicon::open(&self.searcher, &self.fields)?;
        Ok(self.lexicon.get_or_init(|| lexicon))
    }

    /// The index as a query sees it.
    fn vocabulary(&self, options: &SearchOptions) -> tantivy::Result<Vocabulary<'_>> {
        let vocabulary = Vocabulary::new(self.lexicon()?, self.fields, &options.languages);
        let vocabulary = vocabulary.weighing(options.ranking.weights);
        Ok(vocabulary.with_compounds(options.compounds))
    }

    /// Articles in the index.
    pub fn num_articles(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// What the commit says of itself; `None` before the first one.
    pub fn commit(&self) -> Option<&CommitInfo> {
        self.commit.as_ref()
    }

    /// Finds the best articles and cuts their passages.
    ///
    /// # Errors
    /// A query without any word that an index can hold, and failures to read the index.
    pub fn search(&self, query: &Query, options: &SearchOptions) -> Result<Results, SearchError> {
        let mut ranking = match options.copies {
            Copies::Each => self.ranking(self.lower(query, options)?, options)?,
            Copies::Once => self.ranking_of_texts(query, options)?,
        };
        ranking.lowered.spec.asks_number = query::asks_number(query);
        let articles = self.load(ranking.found.top.iter().map(|hit| hit.address))?;
        self.results(ranking, articles, options)
    }

    /// The hits of a ranking, whose articles these are.
    fn results(
        &self,
        ranking: Ranking,
        articles: Vec<Article>,
        options: &SearchOptions,
    ) -> Result<Results, SearchError> {
        let mut show = Show::new(&ranking.lowered.spec, options.passages);
        let mut hits = Vec::with_capacity(articles.len());
        let ranks = options.offset + 1..;
        for ((rank, ranked), article) in ranks.zip(&ranking.found.top).zip(articles) {
            let mut hit = show.hit(rank, ranked.score, article);
            if options.ranking.explain {
                hit.explanation = self.explain_ranking(&ranking, ranked, options)?;
            }
            hits.push(hit);
        }
        if options.copies == Copies::Once {
            let places = ranking.found.top.iter().map(|hit| hit.address);
            self.name_copies(&mut hits, places)?;
        }
        Ok(Results {
            total: ranking.found.total,
            distinct: ranking.distinct,
            hits,
            notes: ranking.lowered.notes(),
            terms: ranking.terms,
        })
    }

    /// Counts the articles that match, without ranking or loading any.
    pub fn count(&self, query: &Query, options: &SearchOptions) -> Result<Results, SearchError> {
        let lowered = self.lower(query, options)?;
        let (total, distinct) = match options.copies {
            Copies::Each => (self.collect(&lowered, &Count)? as u64, None),
            Copies::Once => {
                let (articles, texts) = self.count_texts(&lowered)?;
                (articles, Some(texts))
            }
        };
        Ok(Results {
            distinct,
            total,
            notes: lowered.notes(),
            ..Results::default()
        })
    }

    /// What the words of a query stand for in this index.
    pub fn widened(&self, query: &Query, options: &SearchOptions) -> Result<Widened, SearchError> {
        let vocabulary = self.vocabulary(options)?;
        let lowered =
            lower(query.root.as_ref(), &vocabulary, &options.lower)?.ok_or(SearchError::NoWords)?;
        Ok(Widened {
            words: lowered.widened(&vocabulary)?,
            notes: lowered.notes(),
            filters: lowered.filters,
        })
    }

    fn lower(&self, query: &Query, options: &SearchOptions) -> Result<Lowered, SearchError> {
        let vocabulary = self.vocabulary(options)?;
        let lowered = lower(query.root.as_ref(), &vocabulary, &options.lower)?;
        lowered.ok_or(SearchError::NoWords)
    }

    /// Loads articles in the order of the store, so that each block is decompressed once, and gives them in the
    /// order asked for.
    fn load(
        &self,
        addresses: impl Iterator<Item = DocAddress>,
    ) -> Result<Vec<Article>, SearchError> {
        let mut wanted: Vec<(DocAddress, usize)> = addresses.zip(0..).collect();
        wanted.sort();
        let mut loaded = BTreeMap::new();
        for (address, place) in wanted {
            loaded.insert(place, self.article_at(address)?);
        }
        Ok(loaded.into_values().collect())
    }

    fn article_at(&self, address: DocAddress) -> Result<Article, SearchError> {
        let stored: StoredArticle = self.searcher.doc(address)?;
        Ok(stored.0)
    }

    /// The article of an id.
    pub fn article(&self, id: &str) -> Result<Option<Article>, SearchError> {
        let term = Key::of(id).term(self.fields.key);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let collector = TopArticles {
            limit: 1,
            pruning: Pruning::None,
            total: false,
            reach: None,
            ids: self.ids()?,
            floor: Floor::default(),
        };
        let found = self.searcher.search(&query, &collector)?;
        match found.top.first() {
            Some(found) => self.article_at(found.address).map(Some),
            None => Ok(None),
        }
    }

    /// Gives every article to `visit`, in the order of the index; stops at its first error.
    pub fn each_article<E: From<SearchError>>(
        &self,
        mut visit: impl FnMut(Article) -> Result<(), E>,
    ) -> Result<(), E> {
        for reader in self.searcher.segment_readers() {
            // One block of the store at a time is enough for reading in order.
            let store = reader.get_store_reader(1).map_err(SearchError::from)?;
            for stored in store.iter::<StoredArticle>(reader.alive_bitset()) {
                visit(stored.map_err(SearchError::from)?.0)?;
            }
        }
        Ok(())
    }
}
