//! The one model that every news format becomes.
//!
//! A reader fills a [`Draft`] with what the file says, cleaning turns it into an [`Article`]. Both are plain
//! data: no I/O here, and no knowledge of how they are read, indexed or shown.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a format reader found in one record, as it stood there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The record's own id, guid or DOCNO, where it has one.
    pub id: Option<String>,
    /// Headline; empty where the record has none.
    pub title: String,
    /// Body text; paragraphs are separated by blank lines or line ends, as written.
    pub body: String,
    /// Reader comments that the format keeps apart from the body.
    pub comments: String,
    /// Name of the outlet.
    pub source: String,
    /// Name of the agency that sent it, where the record says so apart from the outlet.
    pub agency: String,
    /// Where it was filed, where the record says so apart from the text.
    pub place: String,
    /// Author names, one each.
    pub authors: Vec<String>,
    /// The publication date, in whatever spelling the record uses; empty where it has none.
    pub date: String,
    /// When an archive took the page from the web, in whatever spelling the record uses; empty where it was not taken.
    pub captured: String,
    /// Canonical address of the article.
    pub url: String,
    /// Section or category.
    pub section: String,
    /// Declared language, in any common spelling (`en`, `en-GB`, `English`); empty where undeclared.
    pub language: String,
    /// Whether its fields are named in a language that writes the day of a date before the month (`fecha`).
    pub day_first_names: bool,
    /// Why the record is none of the news, where the reader can tell; it is then left out, whatever else it says.
    pub no_article: Option<NoArticle>,
}

/// Why a page that could be read is no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoArticle {
    /// Nothing on it reads like the text of an article.
    #[error("no main text")]
    NoMainText,
    /// A front page, section or search result: headlines that lead elsewhere.
    #[error("a list of articles")]
    List,
    /// What a server shows where there is no page.
    #[error("an error page")]
    ErrorPage,
    /// A question about cookies in place of the article.
    #[error("a consent page")]
    ConsentWall,
    /// A form to sign in, in place of the article.
    #[error("a login page")]
    LoginWall,
}

/// A cleaned article: what is indexed, stored, exported and shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Stable id, unique in an index: the record's own, else its location.
    pub id: String,
    /// Headline; empty where there is none.
    pub title: String,
    /// Body text as written, less what cleaning removed.
    pub body: String,
    /// Reader comments, searched apart from the body.
    #[serde(default)]
    pub comments: String,
    /// Name of the outlet or agency.
    #[serde(default)]
    pub source: String,
    /// Name of the agency that sent it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub agency: String,
    /// Where it was filed, as its dateline has it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Author names.
    #[serde(default)]
    pub authors: Vec<String>,
    /// When it was published, to the second, UTC.
    #[serde(default)]
    pub published: Option<Timestamp>,
    /// When an archive took the page from the web, to the second, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured: Option<Timestamp>,
    /// Canonical address.
    #[serde(default)]
    pub url: String,
    /// Section or category.
    #[serde(default)]
    pub section: String,
    /// ISO 639-1 code of the language (`en`); empty where unknown.
    #[serde(default)]
    pub language: String,
    /// Where it was read from.
    #[serde(default)]
    pub location: Location,
}

/// Where a record stands: a file, the member inside it if the file is an archive, and the record inside that.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// Path of the file, as the user named it; `-` for standard input.
    pub path: String,
    /// Name inside the archive, nested archives joined by `!`.
    #[serde(default)]
    pub member: Option<String>,
    /// 1-based: the line for line-based formats (JSON Lines), else the ordinal of the record.
    #[serde(default)]
    pub record: u64,
}

impl fmt::Display for Location {
    /// `path`, `path!member`, and `#record` for every record but the first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(member) = &self.member {
            write!(f, "!{member}")?;
        }
        if self.record > 1 {
            write!(f, "#{}", self.record)?;
        }
        Ok(())
    }
}
