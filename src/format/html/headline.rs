//! The headline of a page, less what its title says of the site and its sections.

use super::blocks::{length, letters};
use trafilatura::dom::Document;

/// Letters of a heading from which on a title that begins or ends with it is taken for it and the name of the site.
const HEADLINE: usize = 12;

/// The texts of the headings that may be the headline.
pub(super) fn headings(document: &Document) -> Vec<String> {
    let headings = document.query_selector_all(document.root(), "h1, h2, h3");
    let texts = headings
        .into_iter()
        .map(|heading| document.text_content(heading));
    let texts = texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    texts.filter(|text| !text.is_empty()).collect()
}

/// The heading with which the title begins or ends, if one is long enough to be a headline; else the title.
pub(super) fn without_site(title: String, headings: &[String]) -> String {
    let whole = letters(&title);
    let is_part = |heading: &&String| {
        let part = letters(heading);
        length(&part) >= HEADLINE
            && part.len() * 4 > whole.len()
            && part.len() < whole.len()
            && (whole.starts_with(&part) || whole.ends_with(&part))
    };
    let longest = headings
        .iter()
        .filter(is_part)
        .max_by_key(|heading| heading.len());
    longest.cloned().unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headline(title: &str, body: &str) -> String {
        without_site(title.to_owned(), &headings(&Document::parse(body)))
    }

    #[test]
    fn names_of_sites_and_sections_go() {
        let page = "<h1>Beacon</h1><h2> The piers <b>hold</b> </h2>";
        for title in [
            "The piers hold » Local » Beacon",
            "Beacon: The piers hold",
            "The piers hold",
        ] {
            assert_eq!(headline(title, page), "The piers hold");
        }
        assert_eq!(
            headline(
                "港口在風暴過後重新開放-燈塔報",
                "<h1>港口在風暴過後重新開放</h1>"
            ),
            "港口在風暴過後重新開放"
        );
    }

    #[test]
    fn other_headings_do_not_shorten_a_title() {
        let title = "Northport: the piers hold after the storm | Beacon";
        for page in ["<h1>Northport</h1>", "<h1>The cranes and piers</h1>", ""] {
            assert_eq!(headline(title, page), title);
        }
    }
}
