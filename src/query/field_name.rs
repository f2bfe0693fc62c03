//! The fields that a query can name, with the other names that people know them by.

use super::names;
use std::fmt;

/// A field that a query can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldName {
    /// Headline.
    Title,
    /// Body text.
    Body,
    /// The beginning of the body text.
    Lead,
    /// Headline, and the beginning of the body text.
    HeadLead,
    /// Reader comments.
    Comments,
    /// Outlet or agency.
    Source,
    /// Agency that sent it.
    Agency,
    /// Where it was filed.
    Place,
    /// Author names.
    Author,
    /// Section or category.
    Section,
    /// Language code.
    Lang,
    /// Address of the article.
    Url,
    /// Id of the article.
    Id,
}

/// Every spelling; the first of each field is the one that is printed.
const NAMES: [(&str, FieldName); 29] = [
    ("title", FieldName::Title),
    ("headline", FieldName::Title),
    ("hd", FieldName::Title),
    ("hl", FieldName::Title),
    ("body", FieldName::Body),
    ("text", FieldName::Body),
    ("lead", FieldName::Lead),
    ("lp", FieldName::Lead),
    ("hlp", FieldName::HeadLead),
    ("hlead", FieldName::HeadLead),
    ("comments", FieldName::Comments),
    ("comment", FieldName::Comments),
    ("source", FieldName::Source),
    ("outlet", FieldName::Source),
    ("publisher", FieldName::Source),
    ("agency", FieldName::Agency),
    ("place", FieldName::Place),
    ("dateline", FieldName::Place),
    ("author", FieldName::Author),
    ("byline", FieldName::Author),
    ("by", FieldName::Author),
    ("section", FieldName::Section),
    ("lang", FieldName::Lang),
    ("language", FieldName::Lang),
    ("url", FieldName::Url),
    ("link", FieldName::Url),
    ("id", FieldName::Id),
    ("docno", FieldName::Id),
    ("guid", FieldName::Id),
];

impl FieldName {
    /// The field of that name, in any case.
    pub fn from_name(name: &str) -> Option<FieldName> {
        names::named(&NAMES, name)
    }

    /// Its name in queries.
    pub fn name(self) -> &'static str {
        names::printed(&NAMES, &self)
    }

    /// Whether its values are taken as one piece up to the next space: addresses and ids hold any punctuation.
    pub(super) fn is_verbatim(self) -> bool {
        matches!(self, FieldName::Url | FieldName::Id)
    }

    /// The name that was probably meant: the nearest one at most one typing error away (two for longer names). Other
    /// spellings are not offered, since `published` is no misspelt `publisher`.
    pub(super) fn nearest(name: &str) -> Option<FieldName> {
        let name = name.to_lowercase();
        let letters = name.chars().count();
        // Two-letter names are near to everything, and very long ones to nothing.
        if !(3..=12).contains(&letters) {
            return None;
        }
        let allowed = if letters > 4 { 2 } else { 1 };
        let near = NAMES
            .iter()
            .filter(|(known, field)| known.len() > 2 && *known == field.name());
        near.map(|(known, field)| (distance(&name, known), *field))
            .filter(|(distance, _)| *distance <= allowed)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, field)| field)
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (y, cell) in b.chars().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            left = (diagonal + usize::from(x != y))
                .min(above + 1)
                .min(left + 1);
            diagonal = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_known_in_any_case_and_prints_as_its_field() {
        for (name, field) in NAMES {
            assert_eq!(FieldName::from_name(&name.to_uppercase()), Some(field));
            assert_eq!(FieldName::from_name(field.name()), Some(field));
        }
        assert_eq!(FieldName::from_name("breaking"), None);
    }

    #[test]
    fn distance_counts_edits() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("title", "titel"), 2);
    }

    #[test]
    fn typing_errors_suggest_a_field() {
        assert_eq!(FieldName::nearest("titel"), Some(FieldName::Title));
        assert_eq!(FieldName::nearest("Auhtor"), Some(FieldName::Author));
        assert_eq!(FieldName::nearest("urls"), Some(FieldName::Url));
        assert_eq!(FieldName::nearest("breaking"), None);
        assert_eq!(FieldName::nearest("b"), None);
    }
}
