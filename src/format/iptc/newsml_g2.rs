//! NewsML-G2: one item with what is said of it, and its text as NITF, as a page, or plain.

use super::super::passed_over::PassedOver;
use super::super::xml::Node;
use super::{attribute, authors, content, first_of, flat, line, with_dateline};
use crate::article::Draft;

/// Reads one item; one that is no text is passed over.
pub(super) fn read(item: &Node<'_>) -> Result<Draft, PassedOver> {
    let part = |name: &str| item.children().find(|node| node.local_name() == name);
    let text = part("contentSet").and_then(|set| of_content(&set));
    let (about_item, about) = (part("itemMeta"), part("contentMeta"));
    let class = about_item.map(|meta| attribute(&meta, "itemClass", "qcode"));
    if text.is_none() && !class.is_none_or(|class| class.is_empty() || class.ends_with(":text")) {
        return Err(PassedOver::NotText);
    }
    let mut draft = text.unwrap_or_default();
    let id = item.attribute("guid");
    if !id.is_empty() {
        draft.id = Some(id);
    }
    if let Some(meta) = about_item {
        of_item_meta(&meta, &mut draft);
    }
    if let Some(meta) = about {
        of_content_meta(&meta, &mut draft);
    }
    draft.language = first_of([draft.language, item.attribute("xml:lang")]);
    Ok(draft)
}

/// The text, where it stands in the item itself.
fn of_content(set: &Node<'_>) -> Option<Draft> {
    let inline = set.find("inlineXML").map(|inline| content(&inline));
    let data = || {
        let data = set.find("inlineData")?;
        let is_packed = !data.attribute("encoding").is_empty();
        (!is_packed).then(|| Draft {
            body: data.text(),
            ..Draft::default()
        })
    };
    inline.or_else(data)
}

fn of_item_meta(meta: &Node<'_>, draft: &mut Draft) {
    draft.title = first_of([std::mem::take(&mut draft.title), line(meta, "title")]);
    let version = first_of([line(meta, "versionCreated"), line(meta, "firstCreated")]);
    draft.date = first_of([version, std::mem::take(&mut draft.date)]);
    let provider = meta.find("provider").map(|node| party(&node));
    draft.source = first_of([
        provider.unwrap_or_default(),
        std::mem::take(&mut draft.source),
    ]);
}

fn of_content_meta(meta: &Node<'_>, draft: &mut Draft) {
    let headline = first_of([line(meta, "headline"), std::mem::take(&mut draft.title)]);
    draft.title = first_of([headline, line(meta, "slugline")]);
    let bylines = meta.find_all("by").iter().map(flat).collect();
    let creators = || meta.find_all("creator").iter().map(party).collect();
    let named = first_list([bylines, draft.authors.clone()], creators);
    draft.authors = authors(named);
    draft.agency = first_of([line(meta, "creditline"), draft.source.clone()]);
    let located = meta.find("located").map(|node| party(&node));
    draft.place = first_of([
        located.unwrap_or_default(),
        std::mem::take(&mut draft.place),
    ]);
    draft.language = first_of([
        attribute(meta, "language", "tag"),
        std::mem::take(&mut draft.language),
    ]);
    let subjects = meta.find_all("subject");
    let names = subjects.iter().filter(|subject| is_topic(subject));
    let names = names.map(|subject| name_in(subject, &draft.language));
    let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    draft.section = first_of([names.join(", "), std::mem::take(&mut draft.section)]);
    if draft.body.is_empty() {
        let description = meta.find("description");
        draft.body = description.map(|node| node.text()).unwrap_or_default();
    }
    draft.body = with_dateline(&line(meta, "dateline"), &draft.body);
}

/// Subjects are also the persons, organisations and places that an item is about.
fn is_topic(subject: &Node<'_>) -> bool {
    let kind = subject.attribute("type");
    kind.is_empty() || kind.ends_with(":abstract")
}

/// The name in the item's language, if there is one, else the first.
fn name_in(subject: &Node<'_>, language: &str) -> String {
    let names = subject.find_all("name");
    let is_ours = |name: &&Node<'_>| {
        let tag = name.attribute("xml:lang");
        !tag.is_empty() && language.starts_with(&tag)
    };
    let name = names.iter().find(is_ours).or(names.first());
    name.map(flat).unwrap_or_default()
}

/// The first list that is not empty, else what `last` gives.
fn first_list<const N: usize>(
    lists: [Vec<String>; N],
    last: impl FnOnce() -> Vec<String>,
) -> Vec<String> {
    let mut lists = lists.into_iter();
    lists.find(|list| !list.is_empty()).unwrap_or_else(last)
}

/// A person or organisation: its name, else its code.
fn party(node: &Node<'_>) -> String {
    let code = first_of([node.attribute("literal"), code(&node.attribute("qcode"))]);
    first_of([line(node, "name"), code])
}

/// A code less the name of its list.
fn code(qcode: &str) -> String {
    let code = qcode.split_once(':').map_or(qcode, |(_, code)| code);
    code.to_owned()
}
