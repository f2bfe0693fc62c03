//! Hits as a page for browsers, complete in itself: no script, and nothing that it loads from elsewhere. Everything that
//! comes from an article is escaped.

use super::hits::{authors, opening};
use super::{copies, date, link};
use crate::article::Article;
use crate::passage::Passage;
use crate::query::match_spec::Field;
use crate::search::{CopiesOfHit, Hit};
use std::io::{self, Write};
use std::ops::Range;

const HEAD: &str = "<!DOCTYPE html>
<html>
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>newsdex</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
h2 { font-size: 1.1rem; margin: 2rem 0 0 }
p { margin: .3rem 0 }
.facts { opacity: .7; font-size: .85rem; overflow-wrap: anywhere }
</style>
</head>
<body>
";

/// Writes a page with each hit: title, a line with source, date, authors and location, then its passages with their
/// matches in `mark` elements. The title links to the article's web address, the location to its file.
///
/// # Errors
/// Those of `out`.
pub fn html(out: &mut dyn Write, hits: &[Hit]) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    for hit in hits {
        self::hit(out, hit)?;
    }
    writeln!(out, "</body>\n</html>")
}

fn hit(out: &mut dyn Write, hit: &Hit) -> io::Result<()> {
    let article = &hit.article;
    let title = match article.title.trim().is_empty() {
        true => escaped(&opening(article)),
        false => marked(&article.title, &hit.title_marks),
    };
    let address = web_address(&article.url);
    writeln!(out, "<article>")?;
    let title = linked(&title, address.as_deref());
    writeln!(out, "<h2 dir=\"auto\">{}. {title}</h2>", hit.rank)?;
    writeln!(
        out,
        "<p class=\"facts\" dir=\"auto\">{}</p>",
        facts(article)
    )?;
    for passage in &hit.passages {
        writeln!(out, "<p dir=\"auto\">{}</p>", self::passage(passage))?;
    }
    if hit.copies.total > 0 {
        let copies = also_in(&hit.copies);
        writeln!(out, "<p class=\"facts\" dir=\"auto\">{copies}</p>")?;
    }
    writeln!(out, "</article>")
}

fn also_in(copies: &CopiesOfHit) -> String {
    let named = copies::named(copies).iter().map(|copy| {
        let facts = copies::facts(copy).map(|fact| isolated(&escaped(&fact)));
        let mut facts: Vec<String> = facts.collect();
        let location = escaped(&copy.location.to_string());
        let file = link::file_url(&copy.location);
        facts.push(isolated(&linked(&location, file.as_deref())));
        facts.join(", ")
    });
    let named: Vec<String> = named.collect();
    let more = copies::more(copies).unwrap_or_default();
    format!("also in: {}{more}", named.join("; "))
}

/// HTML whose direction does not reach what is around it.
fn isolated(html: &str) -> String {
    format!("<bdi>{html}</bdi>")
}

fn facts(article: &Article) -> String {
    let date = article.published.map(date::date).unwrap_or_default();
    let facts = [article.source.as_str(), &date, &authors(&article.authors)];
    let mut facts: Vec<String> = facts
        .into_iter()
        .filter(|fact| !fact.trim().is_empty())
        .map(|fact| isolated(&escaped(fact)))
        .collect();
    let location = escaped(&article.location.to_string());
    let file = link::file_url(&article.location);
    facts.push(isolated(&linked(&location, file.as_deref())));
    facts.join(" · ")
}

fn passage(passage: &Passage) -> String {
    let before = match passage.field {
        Field::Comments => "comment: ",
        Field::Title | Field::Body => "",
    };
    let ellipsis = |is_cut| if is_cut { "…" } else { "" };
    format!(
        "{before}{}{}{}",
        ellipsis(passage.cut_start),
        marked(&passage.text, &passage.marks),
        ellipsis(passage.cut_end)
    )
}

/// `text` escaped, its `marks` (in order, disjoint) as elements.
fn marked(text: &str, marks: &[Range<usize>]) -> String {
    let slice = |range: Range<usize>| escaped(text.get(range).unwrap_or_default());
    let (mut html, mut at) = (String::new(), 0);
    for mark in marks {
        html += &slice(at..mark.start);
        html += &format!("<mark>{}</mark>", slice(mark.clone()));
        at = mark.end;
    }
    html + &slice(at..text.len())
}

/// `html` as a link, if there is somewhere to go.
fn linked(html: &str, address: Option<&str>) -> String {
    match address {
        Some(address) => format!(
            "<a href=\"{}\" rel=\"noreferrer\">{html}</a>",
            escaped(address)
        ),
        None => html.to_owned(),
    }
}

/// The address of an article, if it is one of the web: any other kind may run a program.
fn web_address(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, _) = url.split_once("://")?;
    let is_web = ["http", "https"].contains(&scheme.to_ascii_lowercase().as_str());
    is_web.then(|| url.to_owned())
}

/// `text` as neither markup nor the value of an attribute can be misread. Control characters, which HTML forbids, and
/// those that reorder the text around them become replacement characters.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut html, char| {
        match char {
            '&' => html += "&amp;",
            '<' => html += "&lt;",
            '>' => html += "&gt;",
            '"' => html += "&quot;",
            '\'' => html += "&#39;",
            '\n' | '\t' => html.push(char),
            '\r' => html.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => html.push('\u{fffd}'),
            _ if char.is_control() => html.push('\u{fffd}'),
            _ => html.push(char),
        }
        html
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Location;
    use proptest::prelude::*;

    fn page(hits: &[Hit]) -> String {
        let mut out = Vec::new();
        html(&mut out, hits).expect("memory does not fail");
        String::from_utf8(out).expect("pages are text")
    }

    fn hit(title: &str, url: &str, text: &str, mark: Range<usize>) -> Hit {
        let article = Article {
            title: title.into(),
            body: text.into(),
            url: url.into(),
            source: title.into(),
            authors: vec![text.into()],
            location: Location {
                path: "/news/a b\"<i>.jsonl".into(),
                member: None,
                record: 3,
            },
            ..Article::default()
        };
        let passage = Passage {
            field: Field::Body,
            text: text.into(),
            start: 0,
            score: 1.0,
            marks: Vec::from([mark]),
            cut_start: true,
            cut_end: false,
        };
        Hit {
            rank: 1,
            score: 1.0,
            article,
            title_marks: Vec::new(),
            passages: vec![passage],
            explanation: Vec::new(),
            copies: CopiesOfHit::default(),
        }
    }

    #[test]
    fn matches_are_marked_and_titles_link() {
        let url = "https://ostwick.example/a?b=1&c=2";
        let page = page(&[hit("Ice & water", url, "The ice <b>.", 4..7)]);
        let title = "<h2 dir=\"auto\">1. <a href=\"https://ostwick.example/a?b=1&amp;c=2\" rel=\"noreferrer\">Ice &amp; water</a></h2>";
        assert!(page.contains(title), "{page}");
        assert!(
            page.contains("<p dir=\"auto\">…The <mark>ice</mark> &lt;b&gt;.</p>"),
            "{page}"
        );
        assert!(
            page.contains("href=\"file:///news/a%20b%22%3Ci%3E.jsonl\""),
            "{page}"
        );
    }

    #[test]
    fn only_addresses_of_the_web_are_linked() {
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "javascript://x/%0aalert(1)",
            "",
        ] {
            let page = page(&[hit("Ice", url, "Ice.", 0..0)]);
            assert!(
                page.contains("<h2 dir=\"auto\">1. Ice</h2>"),
                "{url}: {page}"
            );
        }
    }

    #[test]
    fn what_orders_text_otherwise_and_controls_do_not_pass() {
        let page = page(&[hit("a\u{202e}b", "", "c\u{1b}[31m\u{0}d\r\ne", 0..0)]);
        assert!(page.contains("a\u{fffd}b"));
        assert!(page.contains("c\u{fffd}[31m\u{fffd}d \ne"));
    }

    proptest! {
        #[test]
        fn articles_add_no_markup(text in "[<>&\"'a-z \\PC]{1,30}", url in "(https?://)?[<>&\"'a-z:/ ]{0,20}") {
            let page = page(&[hit(&text, &url, &text, 0..0)]);
            let rest = page.strip_prefix(HEAD).unwrap_or_default();
            let known = ["article", "h2 dir=\"auto\"", "h2", "p class=\"facts\" dir=\"auto\"", "p dir=\"auto\"", "p", "bdi", "a", "mark", "body", "html"];
            for tag in rest.split('<').skip(1) {
                let (name, after) = tag.split_once('>').unwrap_or((tag, ">"));
                let name = name.strip_prefix('/').unwrap_or(name);
                let is_link = name.strip_prefix("a href=\"").and_then(|name| name.strip_suffix("\" rel=\"noreferrer\"")).is_some_and(|address| !address.contains(['"', '<']));
                prop_assert!(known.contains(&name) || is_link, "{name}");
                prop_assert!(!after.contains('>'));
            }
        }
    }
}
