//! What elements are found, by the pass over all tags and the plain way.

mod plain;

use super::*;
use plain::Element;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// The outermost elements: name and what is between the tags.
fn outermost(text: &str) -> Vec<(String, String)> {
    let tree = Tree::of(text);
    let found = tree.children();
    found
        .map(|node| (node.name.to_owned(), node.inner.to_owned()))
        .collect()
}

#[test]
fn elements_are_found_in_all_that_stands_between() {
    let text = "<!-- <a>x</a> --><a k='1' kk=\"2 &amp; 3\">1<a>2</a></a><b/><![CDATA[<c>]]><n:d>x</n:d></e><f>open";
    let pair = |name: &str, inner: &str| (name.to_owned(), inner.to_owned());
    assert_eq!(
        outermost(text),
        [pair("a", "1<a>2</a>"), pair("b", ""), pair("n:d", "x")]
    );
    let tree = Tree::of(text);
    let first = tree.children().next().expect("an element");
    assert_eq!(
        (first.attribute("k"), first.attribute("kk")),
        ("1".to_owned(), "2 & 3".to_owned())
    );
    assert_eq!(first.attribute("x"), "");
}

#[test]
fn text_is_freed_of_what_wraps_it() {
    let text = |inner| {
        let tree = Tree::of(inner);
        let first = tree.children().next();
        first.map(|node| node.text()).unwrap_or_default()
    };
    assert_eq!(text("<a>Q&amp;A</a>"), "Q&A");
    assert_eq!(
        text("<a>&lt;p&gt;One &amp;amp; two&lt;/p&gt;</a>"),
        "One & two"
    );
    assert_eq!(
        text("<a><![CDATA[<p>One</p><p>Two &amp; three</p>]]></a>"),
        "One\n\nTwo & three"
    );
    assert_eq!(text("<a type='xhtml'><div><p>One</p></div></a>"), "One");
}

#[test]
fn hostile_text_takes_few_passes() {
    let elements = |text: String| Tree::of(&text).children().count();
    assert_eq!(elements("<a>".repeat(100_000)), 0);
    assert_eq!(elements("<a ".repeat(100_000)), 0);
    assert_eq!(elements("<".repeat(1_000_000)), 0);
    assert_eq!(elements("<![CDATA[".repeat(100_000)), 0);
    let open = "<a>".repeat(100_000);
    assert_eq!(elements(format!("{open}{}", "</b>".repeat(100_000))), 0);
    assert_eq!(elements(format!("{open}{}", "</a>".repeat(100_000))), 1);
    assert_eq!(elements("<a><b></a></b>".repeat(100_000)), 100_000);
}

/// Scraps of which XML is made, and what breaks it.
const SCRAPS: [&str; 24] = [
    "<a>",
    "</a>",
    "<a/>",
    "<b>",
    "</b>",
    "<b k='1'>",
    "<n:a >",
    "</n:a>",
    "</ a>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!x",
    "<?x",
    "<",
    ">",
    "/>",
    "a",
    "é",
    " ",
    "\u{a0}",
    "</",
    "<é\n>",
];

/// Text with more elements that have an end than scraps alone give.
fn xml() -> impl Strategy<Value = String> {
    let scraps = vec(select(&SCRAPS[..]), 0..12).prop_map(|scraps| scraps.concat());
    scraps.prop_recursive(4, 200, 6, |inner| {
        let element = (select(vec!["a", "b", "n:a", "c"]), inner.clone());
        let element = element.prop_map(|(name, inner)| format!("<{name}>{inner}</{name}>"));
        vec(prop_oneof![inner, element], 0..6).prop_map(|parts| parts.concat())
    })
}

/// Every element inside, in the order of the text, to a depth.
fn all<'t>(elements: Children<'t>, depth: usize, found: &mut Vec<(usize, Element<'t>)>) {
    for node in elements.filter(|_| depth < 8) {
        let element = Element {
            name: node.name,
            attributes: node.start.attributes(node.text).trim_start(),
            inner: node.inner,
        };
        found.push((depth, element));
        all(node.children(), depth + 1, found);
    }
}

fn all_plainly<'t>(text: &'t str, depth: usize, found: &mut Vec<(usize, Element<'t>)>) {
    for mut element in plain::children(text).filter(|_| depth < 8) {
        element.attributes = element.attributes.trim_start();
        found.push((depth, element));
        all_plainly(element.inner, depth + 1, found);
    }
}

proptest! {
    #[test]
    fn one_pass_finds_what_a_walk_for_each_element_finds(text in xml()) {
        let tree = Tree::of(&text);
        let (mut found, mut plainly) = (Vec::new(), Vec::new());
        all(tree.children(), 0, &mut found);
        all_plainly(&text, 0, &mut plainly);
        prop_assert_eq!(found, plainly);
    }

    /// A tag may be so long and no longer, and stray brackets hide none.
    #[test]
    fn long_tags_end_alike(before in 0_usize..3, spaces in 3_980_usize..4_010, after in 0_usize..3) {
        let text = format!("{}<a{}>x{}</a>", "<".repeat(before), " ".repeat(spaces), "<".repeat(after));
        let tree = Tree::of(&text);
        let (mut found, mut plainly) = (Vec::new(), Vec::new());
        all(tree.children(), 0, &mut found);
        all_plainly(&text, 0, &mut plainly);
        prop_assert_eq!(found, plainly);
    }
}
