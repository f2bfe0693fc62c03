//! Feeds: RSS in all its versions, and Atom. (JSON Feed is JSON.)
//!
//! Cut where an item begins. What stands before the first one names the feed, and goes in front of each chunk.

use super::stream::Stream;
use super::xml_items::{self, Names};
use super::{Chunk, Emit, Parsed, SplitResult, xml};
use crate::article::Draft;
use xml::Node;

/// The elements that are records.
const RECORDS: Names = &["item", "entry"];

/// Cuts where items begin.
pub(super) fn split(stream: &mut Stream<'_>, chunk_bytes: usize, emit: Emit<'_>) -> SplitResult {
    let found = xml_items::split(stream, RECORDS, chunk_bytes, emit)?;
    // A feed may be empty.
    match is_feed(&found.prologue) {
        true => Ok(()),
        false => found.or_nothing("item"),
    }
}

/// Whether the first element is that of a feed.
pub(super) fn is_feed(head: &[u8]) -> bool {
    matches!(xml::root(head), Some(b"rss" | b"feed" | b"rdf:RDF"))
}

/// Reads the items; one without an end fails.
pub(super) fn parse(chunk: &Chunk, sink: &mut dyn FnMut(Parsed)) {
    let mut read = |item: &Node<'_>, feed: &Draft| Some(read(item, feed));
    xml_items::parse(chunk, RECORDS, &of_feed, &mut read, sink);
}

/// What the feed says of all its items. Its element is still open, so that the inner ones are found one by one.
fn of_feed(prologue: &str) -> Draft {
    let element = |name: &str| {
        let (_, after) = prologue.split_once(&format!("<{name}"))?;
        let (tag, after) = after.split_once('>')?;
        let (inner, _) = after.split_once(&format!("</{name}>"))?;
        let whole = format!("<{name}{tag}>{inner}</{name}>");
        let tree = xml::Tree::of(&whole);
        tree.children().next().map(|node| node.line())
    };
    let by_attribute = xml::attribute(
        prologue.split("<title").next().unwrap_or_default(),
        "xml:lang",
    );
    let language = element("language").or_else(|| element("dc:language"));
    Draft {
        source: element("title").unwrap_or_default(),
        language: language.unwrap_or(by_attribute),
        ..Draft::default()
    }
}

fn read(item: &Node<'_>, feed: &Draft) -> Draft {
    let mut draft = feed.clone();
    let (mut summary, mut updated, mut sections) = (String::new(), String::new(), Vec::new());
    for node in item.children() {
        match node.name {
            "title" => draft.title = node.line(),
            "content:encoded" | "content" | "xhtml:body" => draft.body = node.text(),
            "description" | "summary" => summary = node.text(),
            "guid" | "id" => draft.id = Some(node.line()).filter(|id| !id.is_empty()),
            "link" => link(&node, &mut draft.url),
            "pubDate" | "published" | "dc:date" | "issued" => draft.date = node.line(),
            "updated" | "modified" | "dcterms:modified" => updated = node.line(),
            "author" | "dc:creator" => draft.authors.extend(author(&node)),
            "category" | "dc:subject" => sections.push(section(&node)),
            "source" => source(&node, &mut draft.source),
            "language" | "dc:language" => draft.language = node.line(),
            _ => {}
        }
    }
    if draft.body.is_empty() {
        draft.body = summary;
    }
    if draft.date.is_empty() {
        draft.date = updated;
    }
    sections.retain(|section| !section.is_empty());
    draft.section = sections.join(", ");
    draft
}

/// RSS writes the address between the tags, Atom into an attribute, and links to other things as well.
fn link(node: &Node<'_>, url: &mut String) {
    let (href, rel) = (node.attribute("href"), node.attribute("rel"));
    let is_article = rel.is_empty() || rel == "alternate";
    let address = if href.is_empty() { node.line() } else { href };
    if is_article && url.is_empty() {
        *url = address;
    }
}

/// `<author><name>`, or text; RSS has `mail (name)`.
fn author(node: &Node<'_>) -> Option<String> {
    let name = node.children().find(|inner| inner.name == "name");
    let text = name.map_or_else(|| node.line(), |name| name.line());
    let in_brackets = text.split_once('(').filter(|(mail, _)| mail.contains('@'));
    let text = in_brackets.map_or(text.as_str(), |(_, name)| name.trim_end_matches(')'));
    let name = super::fields::byline(text);
    (!name.is_empty()).then(|| name.to_owned())
}

fn section(node: &Node<'_>) -> String {
    let (label, term) = (node.attribute("label"), node.attribute("term"));
    match (label.is_empty(), term.is_empty()) {
        (false, _) => label,
        (_, false) => term,
        _ => node.line(),
    }
}

/// The feed that an item was taken over from.
fn source(node: &Node<'_>, source: &mut String) {
    let title = node.children().find(|inner| inner.name == "title");
    let name = title.map_or_else(|| node.line(), |title| title.line());
    if !name.is_empty() {
        *source = name;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{drafts, outcomes};

    const RSS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- x --><rss version=\"2.0\"><channel><title>The Beacon</title>\
        <language>en-gb</language><item><title>Harbour &amp; ships</title><link>http://beacon.test/1</link>\
        <guid isPermaLink=\"false\">b1</guid><pubDate>Fri, 03 May 2024 08:00:00 GMT</pubDate><dc:creator><![CDATA[By Ann Lee]]></dc:creator>\
        <author>bo@beacon.test (Bo Ray)</author><category>Local</category><category>Sea</category><description>Short.</description>\
        <content:encoded><![CDATA[<p>Ships came in.</p><p>More came.</p>]]></content:encoded></item>\n\
        <item><title>Storm</title><description>&lt;p&gt;Rain &amp;amp; wind.&lt;/p&gt;</description></item></channel></rss>";

    #[test]
    fn rss_items_are_read() {
        let drafts = drafts(RSS.as_bytes(), "feed");
        let [first, second] = drafts.as_slice() else {
            panic!("{drafts:?}");
        };
        assert_eq!(first.title, "Harbour & ships");
        assert_eq!(first.body, "Ships came in.\n\nMore came.");
        assert_eq!(first.authors, ["Ann Lee", "Bo Ray"]);
        assert_eq!(
            (first.id.as_deref(), first.url.as_str()),
            (Some("b1"), "http://beacon.test/1")
        );
        assert_eq!(
            (first.source.as_str(), first.language.as_str()),
            ("The Beacon", "en-gb")
        );
        assert_eq!(
            (first.section.as_str(), first.date.as_str()),
            ("Local, Sea", "Fri, 03 May 2024 08:00:00 GMT")
        );
        assert_eq!(second.body, "Rain & wind.");
    }

    #[test]
    fn atom_and_rdf_are_read() {
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\"><title type='text'>Bote</title><entry>\
            <id>tag:1</id><title type=\"html\">A &lt;b&gt;b&lt;/b&gt;</title><link rel=\"self\" href=\"http://x/s\"/>\
            <link href='http://x/?a=1&amp;b=2'/><updated>2024-05-02T00:00:00Z</updated><published>2024-05-01T00:00:00Z</published>\
            <author><name>Ann</name><email>a@b</email></author><category term=\"t\" label=\"Politik\"/>\
            <content type=\"xhtml\"><div><p>Eins.</p><p>Zwei.</p></div></content></entry></feed>";
        let draft = drafts(atom.as_bytes(), "x.xml").pop().expect("an entry");
        assert_eq!(
            (draft.title.as_str(), draft.body.as_str()),
            ("A b", "Eins.\n\nZwei.")
        );
        assert_eq!(
            (draft.url.as_str(), draft.date.as_str()),
            ("http://x/?a=1&b=2", "2024-05-01T00:00:00Z")
        );
        assert_eq!(
            (draft.source.as_str(), draft.language.as_str()),
            ("Bote", "de")
        );
        assert_eq!(
            (draft.authors.join(";"), draft.section),
            ("Ann".to_owned(), "Politik".to_owned())
        );
        let rdf = "<?xml version='1.0'?><rdf:RDF xmlns='x'><channel rdf:about='x'><title>Old</title><items><rdf:Seq/></items></channel>\
            <item rdf:about='1'><title>One</title><dc:date>2003-01-01</dc:date></item></rdf:RDF>";
        let draft = drafts(rdf.as_bytes(), "x").pop().expect("an item");
        assert_eq!(
            (
                draft.title.as_str(),
                draft.source.as_str(),
                draft.date.as_str()
            ),
            ("One", "Old", "2003-01-01")
        );
    }

    #[test]
    fn a_truncated_feed_keeps_its_whole_items() {
        let cut = RSS.split("wind").next().unwrap_or_default();
        let outcomes = outcomes(cut.as_bytes(), "feed.xml");
        let [(1, Ok(_)), (2, Err(error))] = outcomes.as_slice() else {
            panic!("{outcomes:?}");
        };
        assert_eq!(error, "record ends before </item>");
    }

    #[test]
    fn declared_and_undeclared_charsets_are_decoded() {
        let latin = |text: &str| -> Vec<u8> { text.chars().map(|c| c as u8).collect() };
        for encoding in ["iso-8859-1", "UTF-8"] {
            let text = RSS
                .replace("UTF-8", encoding)
                .replace("Storm", "Café crème à la carte");
            let titles: Vec<String> = drafts(&latin(&text), "x")
                .into_iter()
                .map(|draft| draft.title)
                .collect();
            assert_eq!(
                titles,
                ["Harbour & ships", "Café crème à la carte"],
                "{encoding}"
            );
        }
    }

    #[test]
    fn a_feed_without_items_is_empty_and_a_sitemap_is_refused() {
        assert!(
            outcomes(
                b"<rss version='2.0'><channel><title>x</title></channel></rss>",
                "x"
            )
            .is_empty()
        );
        let sitemap =
            b"<?xml version='1.0'?><urlset xmlns='x'><url><loc>http://x</loc></url></urlset>";
        assert!(
            matches!(outcomes(sitemap, "x").as_slice(), [(1, Err(error))] if error.contains("sitemap"))
        );
    }

    #[test]
    fn json_feed_is_json() {
        let text = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Beacon","items":[{"id":"1","url":"http://x","title":"One",
            "content_html":"<p>Ships.</p>","date_published":"2024-05-01","authors":[{"name":"Ann"}]}]}"#;
        let draft = drafts(text.as_bytes(), "feed.json").pop().expect("an item");
        assert_eq!(
            (
                draft.title.as_str(),
                draft.body.as_str(),
                draft.authors.join("")
            ),
            ("One", "Ships.", "Ann".to_owned())
        );
    }
}
