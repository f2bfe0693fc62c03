//! What a page says of its article in JSON-LD (schema.org), in any of the shapes that sites use.

use serde_json::{Map, Value};
use trafilatura::dom::Document;

/// How deep the article may be in lists and graphs.
const MAX_DEPTH: usize = 6;
/// Where the article of a page may be inside another object; lists of other articles are elsewhere.
const AROUND: [&str; 3] = ["@graph", "mainEntity", "mainEntityOfPage"];

/// The statements of a page that we use; empty where it makes none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Statements {
    pub(super) headline: String,
    pub(super) published: String,
    pub(super) authors: Vec<String>,
    pub(super) section: String,
    pub(super) language: String,
    pub(super) url: String,
    pub(super) publisher: String,
    /// The text, as text or markup; that of a live blog is its entries.
    pub(super) body: String,
    /// Whether an article is described at all.
    pub(super) is_article: bool,
    /// Whether the page is described as a list of others.
    pub(super) is_list: bool,
}

/// Reads the page's JSON-LD; scripts that are no JSON are passed over.
pub(super) fn statements(document: &Document) -> Statements {
    let mut found = Statements::default();
    for script in
        document.query_selector_all(document.root(), "script[type='application/ld+json' i]")
    {
        let text = document.text_content(script);
        let Some(value) = json(&text) else { continue };
        found.is_list |= has_type(&value, 0, is_list_type);
        if !found.is_article
            && let Some(article) = article(&value, 0)
        {
            let is_list = found.is_list;
            found = of_article(article);
            found.is_list = is_list;
        }
    }
    found
}

/// The value of a script, less the comment marks and semicolons around it; raw line ends inside strings are mended.
fn json(text: &str) -> Option<Value> {
    let text = text.trim();
    let text = text.strip_prefix("<!--").unwrap_or(text);
    let text = text.strip_suffix("-->").unwrap_or(text);
    let text = text.trim().trim_end_matches(';');
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&text.replace(|c: char| c.is_ascii_control(), " ")))
        .ok()
}

/// The first object that is an article.
fn article(value: &Value, depth: usize) -> Option<&Map<String, Value>> {
    if depth > MAX_DEPTH {
        return None;
    }
    match value {
        Value::Array(values) => values.iter().find_map(|value| article(value, depth + 1)),
        Value::Object(object) if types(object).any(is_article_type) => Some(object),
        Value::Object(object) => AROUND
            .iter()
            .filter_map(|key| object.get(*key))
            .find_map(|value| article(value, depth + 1)),
        _ => None,
    }
}

fn has_type(value: &Value, depth: usize, wanted: fn(&str) -> bool) -> bool {
    let inside = |value: &Value| depth < MAX_DEPTH && has_type(value, depth + 1, wanted);
    match value {
        Value::Array(values) => values.iter().any(inside),
        Value::Object(object) => {
            types(object).any(wanted) || object.get("@graph").is_some_and(inside)
        }
        _ => false,
    }
}

/// Names of the object's types, less the vocabulary before them.
fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let names = strings(object.get("@type"));
    names.map(|name| name.rsplit(['/', ':']).next().unwrap_or(name))
}

fn is_article_type(name: &str) -> bool {
    name.ends_with("Article")
        || name.ends_with("Posting") && name != "JobPosting"
        || name == "Report"
}

fn is_list_type(name: &str) -> bool {
    matches!(name, "CollectionPage" | "SearchResultsPage")
}

fn of_article(article: &Map<String, Value>) -> Statements {
    let text = |key: &str| first(article.get(key));
    let page = |key: &str| {
        let inside = article.get(key).and_then(Value::as_object);
        inside
            .map(|inside| first(inside.get("@id")))
            .unwrap_or_default()
    };
    Statements {
        headline: text("headline"),
        published: text("datePublished"),
        authors: names(article.get("author").or(article.get("creator"))),
        section: text("articleSection"),
        language: text("inLanguage"),
        url: [
            text("url"),
            text("mainEntityOfPage"),
            page("mainEntityOfPage"),
        ]
        .into_iter()
        .find(|url| url.starts_with("http"))
        .unwrap_or_default(),
        publisher: names(article.get("publisher"))
            .into_iter()
            .next()
            .unwrap_or_default(),
        body: body(article),
        is_article: true,
        is_list: false,
    }
}

fn body(article: &Map<String, Value>) -> String {
    let own = first(article.get("articleBody"));
    let updates = article.get("liveBlogUpdate").and_then(Value::as_array);
    let Some(updates) = updates.filter(|_| own.is_empty()) else {
        return own;
    };
    let entries = updates
        .iter()
        .filter_map(Value::as_object)
        .flat_map(|entry| {
            let parts = ["headline", "articleBody"];
            parts.map(|part| first(entry.get(part)))
        });
    let entries: Vec<String> = entries.filter(|text| !text.is_empty()).collect();
    entries.join("\n\n")
}

fn strings(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let (one, many) = match value {
        Some(Value::Array(values)) => (None, values.as_slice()),
        value => (value, [].as_slice()),
    };
    one.into_iter().chain(many).filter_map(Value::as_str)
}

/// The first text that is not empty.
fn first(value: Option<&Value>) -> String {
    let texts = strings(value).map(str::trim);
    texts
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// Names of persons or organisations: strings, objects with a name, or lists of either.
fn names(value: Option<&Value>) -> Vec<String> {
    let (one, many) = match value {
        Some(Value::Array(values)) => (None, values.as_slice()),
        value => (value, [].as_slice()),
    };
    let values = one.into_iter().chain(many);
    let names = values.map(|value| match value {
        Value::Object(object) => first(object.get("name")),
        value => first(Some(value)),
    });
    names
        .filter(|name| !name.is_empty() && !name.starts_with("http"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> Statements {
        let page = format!(
            "<html><head><script type=\"application/ld+json\">{json}</script></head></html>"
        );
        statements(&Document::parse(&page))
    }

    #[test]
    fn an_article_is_found_in_any_shape() {
        let article = r#"{"@type": ["ReportageNewsArticle", "Thing"], "headline": "Piers hold",
            "author": [{"name": "Ann Lee"}, "Bo Ek", {"url": "x"}], "publisher": {"name": "Beacon"},
            "datePublished": "2024-03-05T06:07:08Z", "articleSection": ["Local", "Sea"], "inLanguage": "en",
            "mainEntityOfPage": {"@id": "https://b.example/1"}}"#;
        let shapes = [
            article.to_owned(),
            format!("[{{\"@type\": \"WebSite\"}}, {article}]"),
            format!("{{\"@graph\": [{{\"@type\": \"Person\"}}, {article}]}}"),
            format!("{{\"@type\": \"WebPage\", \"mainEntity\": {article}}};"),
            format!("<!-- {article} -->"),
        ];
        for shape in shapes {
            let found = of(&shape);
            assert_eq!(found.headline, "Piers hold", "{shape}");
            assert_eq!(found.authors, ["Ann Lee", "Bo Ek"]);
            assert_eq!(
                [
                    &found.published,
                    &found.section,
                    &found.language,
                    &found.url,
                    &found.publisher
                ],
                [
                    "2024-03-05T06:07:08Z",
                    "Local",
                    "en",
                    "https://b.example/1",
                    "Beacon"
                ]
            );
        }
    }

    #[test]
    fn the_text_of_a_live_blog_is_its_entries() {
        let own = of(r#"{"@type": "NewsArticle", "articleBody": "Piers held."}"#);
        assert_eq!(own.body, "Piers held.");
        let blog = of(
            r#"{"@type": "LiveBlogPosting", "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Noon",
            "articleBody": "Piers hold."}, {"articleBody": "Wind falls."}, 3]}"#,
        );
        assert_eq!(blog.body, "Noon\n\nPiers hold.\n\nWind falls.");
    }

    #[test]
    fn other_articles_and_broken_scripts_say_nothing() {
        let list = r#"{"@type": "CollectionPage", "hasPart": [{"@type": "NewsArticle", "headline": "Not this"}]}"#;
        let expected = Statements {
            is_list: true,
            ..Statements::default()
        };
        assert_eq!(of(list), expected);
        assert_eq!(of("{\"@type\": \"NewsArticle\", "), Statements::default());
        assert_eq!(of(&"[".repeat(100_000)), Statements::default());
        assert_eq!(
            of("{\"@type\": \"NewsArticle\", \"headline\": \"two\nlines\"}").headline,
            "two lines"
        );
    }
}
