//! NewsML 1, and the XML of Reuters Corpus Volume 1, which is like it in name.

use super::super::passed_over::PassedOver;
use super::super::xml::Node;
use super::{attribute, authors, content, first_of, flat, line, with_dateline};
use crate::article::Draft;

/// Reads one item; one without text of its own is passed over.
pub(super) fn read(item: &Node<'_>) -> Result<Draft, PassedOver> {
    let texts = item.find_all("DataContent");
    let text = texts
        .iter()
        .map(|text| content(text))
        .find(|draft| !draft.body.is_empty());
    let headline = first_of([line(item, "HeadLine"), line(item, "Headline")]);
    let is_text = text.is_some() || item.find("ContentItem").is_none() && !headline.is_empty();
    if !is_text {
        return Err(PassedOver::NotText);
    }
    let mut draft = text.unwrap_or_default();
    let id = first_of([line(item, "PublicIdentifier"), line(item, "NewsItemId")]);
    draft.id = Some(id).filter(|id| !id.is_empty()).or(draft.id);
    draft.title = first_of([headline, draft.title, line(item, "SlugLine")]);
    draft.date = first_of([
        line(item, "ThisRevisionCreated"),
        line(item, "FirstCreated"),
        line(item, "DateId"),
        draft.date,
    ]);
    let bylines = item.find_all("ByLine").iter().map(flat).collect::<Vec<_>>();
    let bylines = authors(bylines);
    if !bylines.is_empty() {
        draft.authors = bylines;
    }
    let provider = item.find("Provider");
    let provider = provider.map(|node| attribute(&node, "Party", "FormalName"));
    draft.source = first_of([
        provider.unwrap_or_default(),
        line(item, "CreditLine"),
        draft.source,
        line(item, "ProviderId"),
    ]);
    draft.agency = first_of([line(item, "CreditLine"), draft.source.clone()]);
    draft.language = first_of([
        attribute(item, "Language", "FormalName"),
        item.attribute("xml:lang"),
        draft.language,
    ]);
    draft.body = with_dateline(&line(item, "DateLine"), &draft.body);
    Ok(draft)
}

/// Reads one item of RCV1: `<newsitem itemid= date=><title><headline><dateline><text><p>`.
pub(super) fn read_rcv1(item: &Node<'_>) -> Draft {
    let id = item.attribute("itemid");
    let text = item.find("text").map(|node| node.text());
    let topics = item.find_all("codes");
    let topics = topics
        .iter()
        .filter(|codes| codes.attribute("class").contains("topics"))
        .flat_map(|codes| codes.find_all("code"))
        .map(|code| code.attribute("code"));
    let dateline = line(item, "dateline");
    Draft {
        id: Some(id).filter(|id| !id.is_empty()),
        title: first_of([line(item, "headline"), line(item, "title")]),
        body: with_dateline(&dateline, &text.unwrap_or_default()),
        authors: authors([line(item, "byline")]),
        source: first_of([rcv1_dc(item, "dc.publisher"), rcv1_dc(item, "dc.source")]),
        date: first_of([item.attribute("date"), rcv1_dc(item, "dc.date.published")]),
        section: topics.collect::<Vec<_>>().join(", "),
        language: item.attribute("xml:lang"),
        ..Draft::default()
    }
}

fn rcv1_dc(item: &Node<'_>, element: &str) -> String {
    let all = item.find_all("dc");
    let found = all.iter().find(|dc| dc.attribute("element") == element);
    found.map(|dc| dc.attribute("value")).unwrap_or_default()
}
