//! Which field names mean what: the table that JSON, tables and front matter are guessed by, and the user's `--map`.

mod names;

use super::OptionError;
use names::{Names, TABLE};
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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

static BY_NAME: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let ranked = TABLE.iter().flat_map(|names| {
        let ranks = names.all().enumerate();
        ranks.map(|(rank, name)| {
            let meaning = Meaning {
                field: names.field,
                rank,
                day_first: is_day_first(names, name),
            };
            (plain(name), meaning)
        })
    });
    ranked.collect()
});

/// What a field name means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meaning {
    pub(super) field: Field,
    /// How good a name it is: 0 is best.
    pub(super) rank: usize,
    /// Whether it is of a language that writes the day of a date before the month.
    pub(super) day_first: bool,
}

/// What a field name means.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    BY_NAME.get(&plain(name)).copied()
}

/// What a field name means, and how good a name it is: 0 is best.
pub(super) fn guess(name: &str) -> Option<(Field, usize)> {
    meaning(name).map(|meaning| (meaning.field, meaning.rank))
}

/// Names of the fields that no record is without, in any language but English and those that write the year first. Names of other
/// fields may be English too: *journal*, *rubric*.
fn is_day_first(names: &Names, name: &str) -> bool {
    let tells = matches!(names.field, Field::Title | Field::Body | Field::Date);
    let year_first = name.contains(|letter: char| letter >= '\u{3000}');
    tells && !year_first && names.others.split_whitespace().any(|other| other == name)
}

/// A name without case, accents, spaces and punctuation: `Fecha de publicación` is `fechadepublicacion`.
fn plain(name: &str) -> String {
    if name.is_ascii() {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        return letters.map(|c| c.to_ascii_lowercase()).collect();
    }
    name.nfkd()
        .filter(|c| c.is_alphanumeric() && !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The field that we call `name`.
pub(super) fn ours(name: &str) -> Option<Field> {
    match name {
        "author" => Some(Field::Authors),
        "date" => Some(Field::Date),
        _ => {
            let ours = TABLE.iter().find(|names| names.all().next() == Some(name));
            ours.map(|names| names.field)
        }
    }
}

/// Our name for the field with this number.
pub(super) fn name(field: usize) -> Option<&'static str> {
    TABLE.get(field)?.all().next()
}

/// Our field names, for messages.
pub(super) fn known_names() -> String {
    TABLE
        .iter()
        .filter_map(|names| names.all().next())
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
    fn names_are_known_in_other_languages_with_accents_and_without() {
        let field = |name| guess(name).map(|(field, _)| field);
        for name in [
            "Título",
            "titulo",
            "TI\u{301}TULO",
            "Überschrift",
            "ueberschrift",
            "Titre",
            "标题",
            "ЗАГОЛОВОК",
            "العنوان",
        ] {
            assert_eq!(field(name), Some(Field::Title), "{name}");
        }
        for name in [
            "Fecha de publicación",
            "data_publicacao",
            "Дата публикации",
            "发布时间",
            "تاريخ النشر",
            "Datum",
        ] {
            assert_eq!(field(name), Some(Field::Date), "{name}");
        }
        assert_eq!(field("Résumé"), Some(Field::Body));
        assert_eq!(field("日"), None);
    }

    #[test]
    fn makeshifts_come_after_names_of_any_language() {
        let rank = |name| guess(name).map(|(_, rank)| rank);
        assert!(rank("text") < rank("texto"));
        assert!(rank("texto") < rank("description"));
        assert!(rank("fecha") < rank("data"));
    }

    #[test]
    fn names_tell_how_dates_are_written() {
        let day_first = |name| meaning(name).is_some_and(|meaning| meaning.day_first);
        assert!(
            ["Fecha", "Título", "Datum", "дата", "تاريخ", "inhalt"]
                .iter()
                .all(|name| day_first(name))
        );
        assert!(
            ![
                "date",
                "title",
                "日期",
                "날짜",
                "タイトル",
                "data",
                "journal",
                "x"
            ]
            .iter()
            .any(|name| day_first(name))
        );
    }

    #[test]
    fn fields_stand_in_the_order_of_their_numbers() {
        for (number, names) in TABLE.iter().enumerate() {
            assert_eq!(names.field as usize, number);
        }
    }

    #[test]
    fn no_name_means_two_things() {
        let names: Vec<String> = TABLE
            .iter()
            .flat_map(|names| names.all().map(plain))
            .collect();
        let mut seen = std::collections::HashSet::new();
        for name in &names {
            assert!(seen.insert(name), "{name} stands there twice");
        }
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
