//! The headline of a page: what it declares, or what its title says, less the names of the site and its sections.

use super::blocks::{length, letters};
use super::survey::Line;
use trafilatura::dom::{Document, NodeId};

/// Letters of a heading from which on a title that begins or ends with it is taken for it and the name of the site.
const HEADLINE: usize = 12;
/// Letters of a declared title that may be the beginning of the headline only.
const BEGINNING: usize = 6;
/// Lines between headline and text at the most.
const BYLINE: usize = 12;
/// Letters of a headline at the most.
const LONGEST: usize = 300;

/// What a page has that may be its headline.
#[derive(Default)]
pub(super) struct Titles {
    /// What it declares.
    pub(super) declared: String,
    /// Its title element, which names the site too.
    pub(super) title: String,
    /// Its headings, first and second and third.
    headings: Vec<Heading>,
    /// Its other short texts.
    pub(super) lines: Vec<Line>,
}

struct Heading {
    text: String,
    is_first: bool,
}

impl Titles {
    /// The titles of a document that declares this one.
    pub(super) fn of(document: &Document, declared: String) -> Self {
        let headings = document.query_selector_all(document.root(), "h1, h2, h3");
        let heading = |heading: &NodeId| Heading {
            text: spaced(&document.text_content(*heading)),
            is_first: document.tag_name(*heading) == "h1",
        };
        let title = document.query_selector(document.root(), "title");
        Titles {
            declared: spaced(&declared),
            title: title
                .map(|title| spaced(&document.text_content(title)))
                .unwrap_or_default(),
            headings: headings
                .iter()
                .map(heading)
                .filter(|heading| !heading.text.is_empty())
                .collect(),
            lines: Vec::new(),
        }
    }

    /// The headline; `guessed` is what an extractor takes for it.
    pub(super) fn headline(&self, guessed: &str) -> String {
        match self.declared.is_empty() {
            true => self.without_site(self.undeclared(guessed)),
            false => self.continued(self.without_site(&self.declared)),
        }
    }

    /// The lines below the headline, up to the first paragraph.
    pub(super) fn byline(&self) -> impl Iterator<Item = &str> {
        let main = self.headings.iter().find(|heading| heading.is_first);
        let main = main.map(|heading| heading.text.as_str());
        let headline = letters(&self.headline(main.unwrap_or_default()));
        let is_headline = |line: &Line| !headline.is_empty() && letters(&line.text) == headline;
        let at = self.lines.iter().position(is_headline);
        let after = at.map(|at| self.lines.split_at(at).1).unwrap_or_default();
        let paragraphs = after.first().map(|line| line.paragraphs);
        let lines = after.iter().skip(1).take(BYLINE);
        let lines = lines.take_while(move |line| Some(line.paragraphs) == paragraphs);
        lines.map(|line| line.text.as_str())
    }

    /// The guess where the title bears it out. Else it may be the name of the site or of a section, or the title
    /// may be the same on each page: the longer of the two says more.
    fn undeclared<'t>(&'t self, guessed: &'t str) -> &'t str {
        let (title, guess) = (letters(&self.title), letters(guessed));
        let is_part = title.contains(&guess) && guess.len() * 4 > title.len();
        let says_more = guess.len() > title.len() && !guess.ends_with(&title);
        let is_heading = || {
            let mut headings = self.headings.iter();
            headings.any(|heading| letters(&heading.text) == title)
        };
        let has_heading = || self.part_of(&title).is_some() || is_heading();
        match (title.is_empty(), guess.is_empty()) {
            (true, _) => guessed,
            (_, true) => &self.title,
            _ if is_part || says_more && !has_heading() => guessed,
            _ => &self.title,
        }
    }

    /// The part of a title that stands on the page by itself, if one is long enough to be a headline; else the title.
    fn without_site(&self, title: &str) -> String {
        let part = self.part_of(&letters(title));
        part.unwrap_or(title).to_owned()
    }

    /// The longest heading with which a title begins or ends, or other text with which it begins: the name of the site
    /// may stand by itself too.
    fn part_of(&self, title: &str) -> Option<&str> {
        let is_part = |part: &str, may_end: bool| {
            let part = letters(part);
            length(&part) >= HEADLINE
                && part.len() * 4 > title.len()
                && part.len() < title.len()
                && (title.starts_with(&part) || may_end && title.ends_with(&part))
        };
        let headings = self.headings.iter().map(|heading| heading.text.as_str());
        let headings = headings.filter(|heading| is_part(heading, true));
        let longest = headings.max_by_key(|heading| heading.len());
        longest.or_else(|| {
            let lines = self.lines.iter().map(|line| line.text.as_str());
            let lines = lines.filter(|line| is_part(line, false));
            lines.max_by_key(|line| line.len())
        })
    }

    /// The main heading that begins with a declared title and goes on: a quote in a headline that is not escaped ends the
    /// attribute.
    fn continued(&self, title: String) -> String {
        let beginning = letters(&title);
        let goes_on = |heading: &&Heading| {
            let whole = letters(&heading.text);
            whole.len() > beginning.len()
                && whole.starts_with(&beginning)
                && length(&whole) <= LONGEST
        };
        let mut headings = self.headings.iter().filter(|heading| heading.is_first);
        let heading = headings.find(goes_on);
        match heading {
            Some(heading) if length(&beginning) >= BEGINNING => heading.text.clone(),
            _ => title,
        }
    }
}

/// The text with single spaces.
fn spaced(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(declared: &str, title: &str, body: &str) -> Titles {
        let page = format!("<html><head><title>{title}</title></head><body>{body}</body></html>");
        Titles::of(&Document::parse(&page), declared.to_owned())
    }

    #[test]
    fn names_of_sites_and_sections_go() {
        let page = "<h1>Beacon</h1><h2> The piers <b>hold</b> </h2>";
        for title in [
            "The piers hold » Local » Beacon",
            "Beacon: The piers hold",
            "The piers hold",
        ] {
            assert_eq!(titles(title, "", page).headline(""), "The piers hold");
            assert_eq!(titles("", title, page).headline(""), "The piers hold");
        }
        let chinese = titles(
            "港口在風暴過後重新開放-燈塔報",
            "",
            "<h1>港口在風暴過後重新開放</h1>",
        );
        assert_eq!(chinese.headline(""), "港口在風暴過後重新開放");
    }

    #[test]
    fn a_title_may_begin_with_a_line_that_is_no_heading() {
        let mut page = titles("", "The piers hold - Northport Beacon", "");
        let line = |text: &str| Line {
            text: text.to_owned(),
            paragraphs: 0,
        };
        page.lines = ["Northport Beacon", "The piers hold"].map(line).into();
        assert_eq!(page.headline(""), "The piers hold");
    }

    #[test]
    fn other_headings_do_not_shorten_a_title() {
        let title = "Northport: the piers hold after the storm | Beacon";
        for page in ["<h1>Northport</h1>", "<h1>The cranes and piers</h1>", ""] {
            assert_eq!(titles(title, "", page).headline(""), title);
        }
    }

    #[test]
    fn a_guess_that_the_title_does_not_bear_out_gives_way() {
        let site = "<h1>Ann's diary of the port</h1>";
        let guess = "Ann's diary of the port";
        let page = titles("", "The piers hold after the storm of the year", site);
        assert_eq!(
            page.headline(guess),
            "The piers hold after the storm of the year"
        );
        let permalink = format!("{site}<h2>The piers hold</h2>");
        let page = titles("", "The piers hold | Ann", &permalink);
        assert_eq!(page.headline(guess), "The piers hold");
        let other = "Another article, whose headline is longer";
        let page = titles("", "The piers hold", "<h2>The piers hold</h2>");
        assert_eq!(page.headline(other), "The piers hold");
        let same_title = titles("", "Beacon", "<h1>The piers hold</h1>");
        assert_eq!(same_title.headline("The piers hold"), "The piers hold");
    }

    #[test]
    fn a_title_cut_at_a_quote_goes_on_in_the_heading() {
        let heading = "<h1>Mayor: \"The piers hold\"</h1>";
        let page = titles("Mayor of Northport: ", "", heading);
        assert_eq!(page.headline(""), "Mayor of Northport:");
        let heading = "<h1>Mayor of Northport: \"The piers hold\"</h1>";
        let page = titles("Mayor of Northport: ", "", heading);
        assert_eq!(page.headline(""), "Mayor of Northport: \"The piers hold\"");
    }
}
