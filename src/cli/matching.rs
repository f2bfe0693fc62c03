//! How the words of a query match: the options of every verb that takes one.

use crate::analysis;
use crate::query::lower::Matching;
use clap::ValueEnum;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MatchChoice {
    /// All but function words
    #[default]
    All,
    /// More than half of them
    Most,
    /// One of them
    Any,
}

impl From<MatchChoice> for Matching {
    fn from(choice: MatchChoice) -> Matching {
        match choice {
            MatchChoice::All => Matching::All,
            MatchChoice::Most => Matching::Most,
            MatchChoice::Any => Matching::Any,
        }
    }
}

/// The code of a language whose inflected forms are known.
pub(super) fn language(text: &str) -> Result<String, String> {
    let code = analysis::language::normalise(text)
        .filter(|code| analysis::Stemmer::for_language(code).is_some());
    code.ok_or_else(|| {
        "no inflected forms are known for this language: write a code such as en or de".to_owned()
    })
}
