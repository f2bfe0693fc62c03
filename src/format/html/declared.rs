//! What a page declares of itself, best source first: JSON-LD, microdata, Open Graph and other meta elements.

use super::json_ld;
use crate::article::Draft;
use crate::format::entities;
use crate::format::fields::byline;
use trafilatura::dom::{Document, NodeId};

/// What the page declares; `draft` holds the fields that it names, the rest are empty.
pub(super) struct Declared {
    /// Its body is the text as the page's description has it, often cut short.
    pub(super) draft: Draft,
    /// The page says that it is one article.
    pub(super) is_article: bool,
    /// The page says that it is a list of articles.
    pub(super) is_list: bool,
}

/// Reads all declarations.
pub(super) fn declared(document: &Document) -> Declared {
    let said = json_ld::statements(document);
    let from = |text: String, places: &[&str]| match entities::decode(text.trim()) {
        text if text.is_empty() => first(document, places),
        text => text.into_owned(),
    };
    let draft = Draft {
        title: from(said.headline, &HEADLINES),
        date: from(said.published, &DATES),
        section: from(said.section, &SECTIONS),
        language: language(document, said.language),
        url: first(document, &URLS),
        // The publisher may be an agency, or the firm whose software it is.
        source: [
            first(document, &["meta[property='og:site_name']"]),
            said.publisher,
        ]
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_default(),
        authors: authors(document, said.authors),
        body: said.body,
        ..Draft::default()
    };
    let kind = first(document, &["meta[property='og:type']"]);
    Declared {
        is_article: said.is_article || kind == "article" || is_published(document),
        is_list: said.is_list,
        draft: Draft {
            url: if draft.url.is_empty() {
                said.url
            } else {
                draft.url
            },
            ..draft
        },
    }
}

/// Not any element: teasers of other articles have headlines too.
const HEADLINES: [&str; 4] = [
    "h1[itemprop='headline']",
    "meta[itemprop='headline']",
    "meta[property='og:title'], meta[name='og:title']",
    "meta[name='twitter:title'], meta[property='twitter:title'], meta[name='citation_title' i], meta[name='dc.title' i], \
     meta[name='dcterms.title' i], meta[name='parsely-title'], meta[name='sailthru.title'], meta[name='title' i]",
];
const DATES: [&str; 5] = [
    "meta[property='article:published_time']",
    "meta[itemprop='datePublished']",
    "meta[name='article:published_time']",
    "time[itemprop='datePublished']",
    "[itemprop='datePublished']",
];
const SECTIONS: [&str; 3] = [
    "meta[property='article:section']",
    "[itemprop='articleSection']",
    "meta[name='section']",
];
const URLS: [&str; 2] = ["link[rel='canonical']", "meta[property='og:url']"];
const AUTHORS: [&str; 4] = [
    "[itemprop='author'] [itemprop='name']",
    "[itemprop='author']",
    "meta[name='author']",
    "meta[property='article:author']",
];

fn is_published(document: &Document) -> bool {
    !first(document, &["meta[property='article:published_time']"]).is_empty()
}

/// The first of several declarations that says something.
fn first(document: &Document, selectors: &[&str]) -> String {
    let mut found = selectors.iter().filter_map(|selector| {
        let node = document.query_selector(document.root(), selector)?;
        Some(value(document, node)).filter(|value| !value.is_empty())
    });
    found.next().unwrap_or_default()
}

fn value(document: &Document, node: NodeId) -> String {
    let attribute = match document.tag_name(node) {
        "link" => "href",
        "time" => "datetime",
        _ => "content",
    };
    let value = document.get_attribute(node, attribute);
    let value = value.unwrap_or_else(|| document.text_content(node));
    let words: Vec<&str> = value.split_whitespace().collect();
    words.join(" ")
}

fn authors(document: &Document, said: Vec<String>) -> Vec<String> {
    let declared = |selector: &&str| {
        let nodes = document.query_selector_all(document.root(), selector);
        // A byline in the text is that of the first; teasers further down have theirs.
        let most = if selector.starts_with("meta") {
            nodes.len()
        } else {
            1
        };
        let mut names: Vec<String> = nodes
            .into_iter()
            .take(most)
            .map(|node| byline(&value(document, node)).to_owned())
            // Some give the address of a page about the author.
            .filter(|name| !name.is_empty() && !name.contains("://"))
            .collect();
        names.dedup();
        Some(names).filter(|names| !names.is_empty())
    };
    if said.is_empty() {
        AUTHORS.iter().find_map(declared).unwrap_or_default()
    } else {
        said.iter().map(|name| byline(name).to_owned()).collect()
    }
}

/// The language of the root element, since that is what browsers go by, else what the article's description says.
fn language(document: &Document, said: String) -> String {
    let html = document.query_selector(document.root(), "html");
    let of_root = html.and_then(|html| {
        let lang = document.get_attribute(html, "lang");
        lang.or(document.get_attribute(html, "xml:lang"))
    });
    let of_root = of_root.unwrap_or_default().trim().to_owned();
    let metas = [
        "meta[http-equiv='content-language' i]",
        "meta[property='og:locale']",
    ];
    [of_root, said]
        .into_iter()
        .find(|language| !language.is_empty())
        .unwrap_or_else(|| first(document, &metas))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &str, body: &str) -> Draft {
        let page = format!("<html><head>{head}</head><body>{body}</body></html>");
        declared(&Document::parse(&page)).draft
    }

    #[test]
    fn json_ld_comes_before_the_rest() {
        let json = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Piers &amp; cranes",
            "author": "By Ann Lee", "datePublished": "2024-03-05T06:07:08Z", "inLanguage": "en"}</script>"#;
        let metas = r#"<meta property="og:title" content="Other"><meta name="author" content="Other">
            <meta property="article:published_time" content="1999-01-01"><meta property="og:locale" content="de">"#;
        let draft = of(
            &format!("{metas}{json}"),
            "<h1 itemprop='headline'>Other</h1>",
        );
        assert_eq!(draft.title, "Piers & cranes");
        assert_eq!(draft.authors, ["Ann Lee"]);
        assert_eq!(draft.date, "2024-03-05T06:07:08Z");
        assert_eq!(draft.language, "en");
    }

    #[test]
    fn microdata_and_meta_elements_fill_the_rest() {
        let draft = of(
            r#"<link rel="canonical" href="https://b.example/1"><meta property="og:site_name" content="Beacon">
            <meta property="og:locale" content="en_GB">"#,
            r#"<div itemscope><h1 itemprop="headline"> Piers
            hold</h1><a itemprop="author" href="/ann"><span itemprop="name">Ann Lee</span></a>
            <span itemprop="author">Teaser's author</span>
            <time itemprop="datePublished" datetime="2024-03-05">today</time><b itemprop="articleSection">Sea</b></div>"#,
        );
        assert_eq!(
            [
                &draft.title,
                &draft.url,
                &draft.source,
                &draft.date,
                &draft.section,
                &draft.language
            ],
            [
                "Piers hold",
                "https://b.example/1",
                "Beacon",
                "2024-03-05",
                "Sea",
                "en_GB"
            ]
        );
        assert_eq!(draft.authors, ["Ann Lee"]);
        let profile = r#"<meta property="article:author" content="https://f.example/ann">"#;
        assert_eq!(of(profile, ""), Draft::default());
    }

    #[test]
    fn a_page_says_what_it_is() {
        let kind = |head: &str| {
            let found = declared(&Document::parse(head));
            (found.is_article, found.is_list)
        };
        assert_eq!(
            kind("<meta property='og:type' content='article'>"),
            (true, false)
        );
        assert_eq!(
            kind("<meta property='og:type' content='website'>"),
            (false, false)
        );
        let list = "<script type='application/ld+json'>{\"@type\": \"CollectionPage\"}</script>";
        assert_eq!(kind(list), (false, true));
    }
}
