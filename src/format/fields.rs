//! Which field names mean what: the table that JSON and front matter are guessed by, and the user's `--map`.

use super::OptionError;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The fields of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Id,
    Title,
    Body,
    Comments,
    Source,
    Agency,
    Place,
    Authors,
    Date,
    Captured,
    Url,
    Section,
    Language,
}

/// Number of fields.
pub(super) const FIELDS: usize = 13;

/// Our names for the fields, then what others call them, best first, without case and punctuation.
///
/// The last names of a row are makeshifts: a summary is better than no body, a dateline than no date.
const TABLE: [(Field, &[&str]); FIELDS] = [
    (
        Field::Id,
        &[
            "id",
            "guid",
            "docno",
            "docid",
            "articleid",
            "newsid",
            "storyid",
            "documentid",
            "uuid",
            "uid",
        ],
    ),
    (
        Field::Title,
        &[
            "title",
            "headline",
            "headlines",
            "hed",
            "head",
            "heading",
            "webtitle",
            "articletitle",
            "newstitle",
            "ogtitle",
            "subject",
        ],
    ),
    (
        Field::Body,
        &[
            "body",
            "text",
            "content",
            "contents",
            "maintext",
            "fulltext",
            "articlebody",
            "contentoriginal",
            "articletext",
            "articlecontent",
            "bodytext",
            "story",
            "contenttext",
            "textcontent",
            "plaintext",
            "cleanedtext",
            "bodyhtml",
            "bodyxhtml",
            "contenthtml",
            "html",
            "paragraphs",
            "article",
            "bodies",
            "description",
            "descriptiontext",
            "descriptions",
            "summary",
            "abstract",
            "shortdescription",
            "excerpt",
            "lead",
            "snippet",
            "leadparagraph",
        ],
    ),
    (
        Field::Comments,
        &[
            "comments",
            "comment",
            "usercomments",
            "readercomments",
            "discussion",
        ],
    ),
    (
        Field::Source,
        &[
            "source",
            "sitename",
            "publisher",
            "outlet",
            "publication",
            "newspaper",
            "sourcename",
            "provider",
            "site",
            "website",
            "sourcedomain",
            "domain",
            "metasitename",
            "sourcehostname",
            "hostname",
            "infosource",
            "infosources",
            "copyrightholder",
            "feed",
        ],
    ),
    (
        Field::Agency,
        &["agency", "newsagency", "wireservice", "creditline"],
    ),
    (Field::Place, &["place", "datelinecity", "located"]),
    (
        Field::Authors,
        &[
            "authors",
            "author",
            "byline",
            "bylines",
            "by",
            "creator",
            "creators",
            "writer",
            "journalist",
            "reporter",
        ],
    ),
    (
        Field::Date,
        &[
            "published",
            "date",
            "publishedat",
            "datepublished",
            "publisheddate",
            "publicationdate",
            "datepublish",
            "publishdate",
            "publishingdate",
            "versioncreated",
            "publishedon",
            "pubdate",
            "publishedtime",
            "publishtime",
            "webpublicationdate",
            "firstpublished",
            "firstpublicationdate",
            "datetime",
            "timestamp",
            "created",
            "createdat",
            "datecreated",
            "time",
            "updated",
            "updatedat",
            "datemodified",
            "contentcreated",
            "firstcreated",
            "dateline",
        ],
    ),
    (
        Field::Captured,
        &[
            "captured",
            "capturedat",
            "datedownload",
            "crawled",
            "crawledat",
            "crawldate",
            "crawltime",
            "datecrawled",
            "scrapedat",
            "scrapedate",
            "datescraped",
            "fetchedat",
            "fetchtime",
            "retrievedat",
            "downloadedat",
        ],
    ),
    (
        Field::Url,
        &[
            "url",
            "link",
            "canonicalurl",
            "canonicallink",
            "weburl",
            "articleurl",
            "sourceurl",
            "permalink",
            "href",
            "uri",
        ],
    ),
    (
        Field::Section,
        &[
            "section",
            "category",
            "categories",
            "topic",
            "topics",
            "sectionname",
            "articlesection",
            "newsdesk",
            "desk",
            "kicker",
            "subjects",
        ],
    ),
    (
        Field::Language,
        &[
            "language",
            "lang",
            "languagecode",
            "inlanguage",
            "metalang",
            "languages",
            "locale",
        ],
    ),
];

static BY_NAME: LazyLock<HashMap<&str, (Field, usize)>> = LazyLock::new(|| {
    let names = |(field, names): &(Field, &'static [&'static str])| {
        let field = *field;
        names
            .iter()
            .enumerate()
            .map(move |(rank, name)| (*name, (field, rank)))
            .collect::<Vec<_>>()
    };
    TABLE.iter().flat_map(names).collect()
});

/// What a field name means, and how good a name it is: 0 is best.
pub(super) fn guess(name: &str) -> Option<(Field, usize)> {
    let plain: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    BY_NAME.get(plain.as_str()).copied()
}

/// The field that we call `name`.
pub(super) fn ours(name: &str) -> Option<Field> {
    let is_alias = |names: &[&str]| names.first() == Some(&name);
    match name {
        "author" => Some(Field::Authors),
        "date" => Some(Field::Date),
        _ => TABLE
            .iter()
            .find(|(_, names)| is_alias(names))
            .map(|(field, _)| *field),
    }
}

/// Our name for the field with this number.
pub(super) fn name(field: usize) -> Option<&'static str> {
    TABLE.get(field)?.1.first().copied()
}

/// Our field names, for messages.
pub(super) fn known_names() -> String {
    TABLE
        .iter()
        .filter_map(|(_, names)| names.first().copied())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Reads `title=headline,body=text`: pairs of our field and the name it has in the files, `outer.inner` if nested.
///
/// # Errors
/// A part that is no pair, and a left side that is no field.
pub fn parse_map(text: &str) -> Result<Vec<(String, String)>, OptionError> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(parse_pair)
        .collect()
}

fn parse_pair(part: &str) -> Result<(String, String), OptionError> {
    let pair = part
        .split_once('=')
        .map(|(field, name)| (field.trim().to_lowercase(), name.trim()));
    match pair {
        Some((field, name)) if !name.is_empty() => match ours(&field) {
            Some(_) => Ok((field, name.to_owned())),
            None => Err(OptionError::UnknownField(field)),
        },
        _ => Err(OptionError::NotAPair(part.to_owned())),
    }
}

/// An author as printed, less a leading "by".
pub(super) fn byline(printed: &str) -> &str {
    let printed = printed.trim();
    match printed.split_at_checked(3) {
        Some((by, name)) if by.eq_ignore_ascii_case("by ") => name.trim(),
        _ => printed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_any_spelling() {
        let field = |name| guess(name).map(|(field, _)| field);
        assert_eq!(field("Headline"), Some(Field::Title));
        assert_eq!(field("content_original"), Some(Field::Body));
        assert_eq!(field("datePublished"), Some(Field::Date));
        assert_eq!(field("canonical-url"), Some(Field::Url));
        assert_eq!(field("_id"), Some(Field::Id));
        assert_eq!(field("retweets"), None);
    }

    #[test]
    fn no_name_means_two_things() {
        let names: usize = TABLE.iter().map(|(_, names)| names.len()).sum();
        assert_eq!(BY_NAME.len(), names);
    }

    #[test]
    fn maps_are_read_and_checked() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            parse_map(" title=hed, body = a.b ,"),
            Ok(vec![pair("title", "hed"), pair("body", "a.b")])
        );
        assert_eq!(
            parse_map("titel=x"),
            Err(OptionError::UnknownField("titel".to_owned()))
        );
        assert_eq!(
            parse_map("title"),
            Err(OptionError::NotAPair("title".to_owned()))
        );
        let message = parse_map("titel=x").map_err(|error| error.to_string());
        assert!(message.is_err_and(|message| message.contains("title, body")));
    }
}
