//! Whether a page is an article at all. Goes by structure and declarations, since words would tie it to languages;
//! where in doubt it is one, for a short article that is lost is worse than a stray page.

use super::blocks::{Block, length, letters};
use super::declared::Declared;
use crate::article::NoArticle;
use trafilatura::dom::{Document, NodeId};

/// Characters of running text from which a page is taken for what its text says, not for an error or a form.
const ENOUGH: usize = 400;
/// Linked headings that make a list.
const HEADINGS_OF_LIST: usize = 8;
/// Characters of running text from which a page with a form to sign in is an article: the form may be the site's own, on
/// each of its pages, and forms have little to say.
const MORE_THAN_A_FORM: usize = 200;
/// Characters of running text from which a page is no list, whatever it links to: teasers seldom add up to it.
const LONG: usize = 1200;
/// Characters of running text that one linked heading outweighs: a teaser's length.
const TEASER: usize = 150;
/// Letters of the heading of a teaser; menus are made of headings too.
const TEASER_HEADING: usize = 16;
/// Letters of a headline: the names of sections are shorter.
const HEADLINE: usize = 25;

const CONSENT: &str = "[id*='consent' i], [class*='consent' i], [id*='cookie' i], [class*='cookie' i], \
                       [id*='gdpr' i], [class*='gdpr' i], form[action*='consent' i]";
const ARTICLE: &str = "article, [itemprop='articleBody'], [role='article']";
const ARTICLE_OR_MAIN: &str =
    "article, main, nav, footer, [itemprop='articleBody'], [role='article']";
/// Names that sites give the body of an error page.
const ERRORS: [&str; 5] = ["404", "error-page", "errorpage", "not-found", "notfound"];
/// Numbers of HTTP errors that stand in titles, with the words that the protocol has for them.
const STATUSES: [(&str, &str); 7] = [
    ("400", "Bad Request"),
    ("403", "Forbidden"),
    ("404", "Not Found"),
    ("410", "Gone"),
    ("500", "Internal Server Error"),
    ("502", "Bad Gateway"),
    ("503", "Service Unavailable"),
];

/// What the page shows besides its main text.
pub(super) struct Signs {
    linked_headings: usize,
    has_password: bool,
    has_article: bool,
    /// The page has one main heading, as long as that of an article.
    has_headline: bool,
    is_error: bool,
    /// Letters of a dialog about cookies that holds more than half of the page's text; else empty.
    dialog: String,
    is_front: bool,
}

impl Signs {
    /// The signs, where the page does not say that it is an article: then they are hardly ever needed.
    pub(super) fn unless_declared(declared: &Declared, document: &Document) -> Option<Self> {
        (!declared.is_article).then(|| Signs::of(document, declared))
    }

    /// Looks for the signs; to be called before anything is taken out of the document.
    pub(super) fn of(document: &Document, declared: &Declared) -> Self {
        let has = |selector| document.query_selector(document.root(), selector).is_some();
        Signs {
            linked_headings: linked_headings(document),
            has_password: has("input[type='password' i]"),
            has_article: has(ARTICLE),
            has_headline: has_headline(document),
            is_error: is_error(document),
            dialog: dialog(document),
            is_front: is_front(&declared.draft.url),
        }
    }

    /// Whether the main text is that of the dialog. A dialog may be long and hidden, and the article short.
    fn is_in_dialog(&self, text: &[Block]) -> bool {
        let letters = |block: &Block| block.letters.len();
        let inside = text
            .iter()
            .filter(|block| self.dialog.contains(&block.letters));
        let inside: usize = inside.map(letters).sum();
        !self.dialog.is_empty() && inside * 2 >= text.iter().map(letters).sum()
    }
}

/// Why a page that does not say so, or has no text, is no article; `None` where it may be one.
pub(super) fn no_article(signs: &Signs, declared: &Declared, text: &[Block]) -> Option<NoArticle> {
    let prose = text.iter().filter(|block| block.is_prose());
    let prose: usize = prose.map(Block::length).sum();
    // Short articles have long lists of others beside them.
    let enough = match signs.has_headline {
        true => MORE_THAN_A_FORM,
        false => LONG,
    };
    let is_list = declared.is_list
        || signs.is_front && prose < enough
        || signs.linked_headings >= HEADINGS_OF_LIST
            && prose < enough.min(signs.linked_headings * TEASER);
    let says_something = prose > 0 || text.iter().any(Block::is_sentence);
    match () {
        () if prose < ENOUGH && signs.is_error => Some(NoArticle::ErrorPage),
        () if prose < MORE_THAN_A_FORM && signs.has_password && !signs.has_article => {
            Some(NoArticle::LoginWall)
        }
        () if prose < LONG && signs.is_in_dialog(text) => Some(NoArticle::ConsentWall),
        () if is_list => Some(NoArticle::List),
        () if text.is_empty() || !signs.has_article && !says_something => {
            Some(NoArticle::NoMainText)
        }
        () => None,
    }
}

/// Whether a heading is as long as a headline: the only main heading, or one of any rank that is no link and a part of the
/// page's title. Names of sites and sections are shorter.
fn has_headline(document: &Document) -> bool {
    let text = |heading: &NodeId| letters(&document.text_content(*heading));
    let is_long = |text: &String| length(text) >= HEADLINE;
    let main = document.query_selector_all(document.root(), "h1");
    let main: Vec<String> = main.iter().map(text).collect();
    let mut main = main.iter().filter(|text| !text.is_empty());
    if let (Some(only), None) = (main.next(), main.next())
        && is_long(only)
    {
        return true;
    }
    let title = document.query_selector(document.root(), "title");
    let title = title.map(|title| letters(&document.text_content(title)));
    let title = title.unwrap_or_default();
    let headings = document.query_selector_all(document.root(), "h1, h2, h3");
    let mut headings = headings
        .iter()
        .filter(|heading| !is_linked(document, **heading))
        .map(text);
    headings.any(|text| is_long(&text) && title.contains(&text))
}

/// Headings that are links, and longer than the names of sections are.
fn linked_headings(document: &Document) -> usize {
    let headings = document.query_selector_all(document.root(), "h2, h3, h4");
    let linked = headings.into_iter().filter(|heading| {
        is_linked(document, *heading)
            && length(&letters(&document.text_content(*heading))) >= TEASER_HEADING
    });
    linked.count()
}

fn is_linked(document: &Document, heading: NodeId) -> bool {
    let parent = document.parent(heading);
    parent.is_some_and(|parent| document.tag_name(parent) == "a")
        || !document.get_elements_by_tag_name(heading, "a").is_empty()
}

fn is_error(document: &Document) -> bool {
    let title = document.query_selector(document.root(), "title");
    let title = title.map(|title| document.text_content(title));
    let names = document.body().map(|body| {
        let names = format!("{} {}", document.class_name(body), document.id_attr(body));
        names.to_ascii_lowercase()
    });
    let names = names.unwrap_or_default();
    is_error_title(&title.unwrap_or_default()) || ERRORS.iter().any(|error| names.contains(error))
}

/// Whether a part of the title is the number of an error, with its words or one word before it: `404 | Beacon`,
/// `Fehler 404`.
fn is_error_title(title: &str) -> bool {
    let mut parts = title.split(['|', '-', '–', '—', ':', '·']).map(str::trim);
    parts.any(|part| {
        STATUSES.iter().any(|(number, words)| {
            let rest = part.strip_prefix(number).map(str::trim);
            let before = part.strip_suffix(number).map(str::trim);
            rest.is_some_and(|rest| rest.is_empty() || rest.eq_ignore_ascii_case(words))
                || before.is_some_and(|before| before.split_whitespace().count() == 1)
        })
    })
}

/// The letters of a dialog about cookies that holds more than half of the page's text; nothing without one.
fn dialog(document: &Document) -> String {
    let Some(body) = document.body() else {
        return String::new();
    };
    let dialogs = document
        .query_selector_all(body, CONSENT)
        .into_iter()
        .take(50);
    // Some sites note in a name around the whole page whether someone has agreed.
    let is_page = |dialog: &NodeId| document.query_selector(*dialog, ARTICLE_OR_MAIN).is_some();
    let texts = dialogs
        .filter(|dialog| !is_page(dialog))
        .map(|dialog| document.text_content(dialog));
    let largest = texts.max_by_key(String::len).unwrap_or_default();
    match largest.len() * 2 > document.text_content(body).len() {
        true => letters(&largest),
        false => String::new(),
    }
}

/// Whether the page's own address is that of the site.
fn is_front(url: &str) -> bool {
    let path = url.split_once("://").map(|(_, after)| after);
    let path = path.map(|after| after.split_once('/').map_or("", |(_, path)| path));
    path.is_some_and(str::is_empty)
}
