//! Made-up items in the shapes that agencies and corpora use.

use super::super::tests::{drafts, outcomes};
use crate::format::{Format, PassedOver, ReadOptions, detect, parse, split};
use std::ops::ControlFlow;

/// As the New York Times Annotated Corpus has it.
const NYT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.3/specification/dtd/nitf-3-3.dtd">
<nitf change.date="June 10, 2005" change.time="19:30" version="-//IPTC//DTD NITF 3.3//EN">
  <head><title>Ferry Strike Ends</title><meta content="A1" name="print_section"/><meta content="World; Business" name="online_sections"/>
    <docdata><doc-id id-string="15"/><doc.copyright holder="The Tarvon Times" year="1987"/>
      <identified-content><classifier class="online_producer" type="taxonomic_classifier">Top/News</classifier></identified-content></docdata>
    <pubdata date.publication="19870101T000000" ex-ref="http://times.test/15" item-length="30" name="The Tarvon Times" unit-of-measure="word"/></head>
  <body><body.head><hedline><hl1>FERRY STRIKE ENDS &amp; SHIPS SAIL</hl1><hl2 class="online_headline">Ferry Strike Ends</hl2></hedline>
      <byline class="print_byline">By ANN LEE, Special to the Tarvon Times</byline><byline class="normalized_byline">Lee, Ann</byline><dateline>LUMA, Dec. 31</dateline>
      <abstract><p>Strike is over</p></abstract></body.head>
    <body.content>
      <block class="lead_paragraph"><p>LEAD: Ships sailed on Friday.</p></block>
      <block class="full_text"><p>LEAD: Ships sailed on Friday.</p><p>Ships sailed on Friday. More will follow.</p></block>
    </body.content></body>
</nitf>"#;

/// As agencies send it, in Latin-1.
const AGENCY: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<nitf xml:lang="de"><head><tobject><tobject.subject tobject.subject.type="Sport"/></tobject>
<docdata><doc-id regsrc="TPA" id-string="tpa-7"/><date.issue norm="20060518T102030Z"/></docdata></head>
<body><body.head><hedline><hl1>Fähren fahren</hl1></hedline><byline>Von <person>Bo Ray</person></byline>
<dateline><location>Luma</location>, <story.date norm="20060518">18. Mai</story.date></dateline><distributor><org>Wire of Tarvon</org></distributor></body.head>
<body.content><p>Luma, 18. Mai - Die <em>Fähren</em> fahren.</p><media media-type="image"><media-caption>Ein Bild</media-caption></media>
<hl2>Hafen</hl2><block><p>Mehr davon.</p></block></body.content></body></nitf>"#;

const G2: &str = r#"<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2024-05-03T10:00:00Z</sent></header><itemSet>
<packageItem guid="p1"><itemMeta><itemClass qcode="ninat:composite"/></itemMeta></packageItem>
<newsItem guid="urn:newsml:tpa.test:1" version="2" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:TPA"/>
<versionCreated>2024-05-03T08:00:00Z</versionCreated></itemMeta><contentMeta><creditline>TPA/wire</creditline><language tag="en-GB"/>
<located qcode="c:1"><name>Luma</name><broader><name>Tarvon</name></broader></located>
<subject type="cpnat:abstract" qcode="medtop:1"><name xml:lang="fr">Transports</name><name xml:lang="en">Transport</name></subject><subject type="cpnat:person"><name>Bo</name></subject><headline>Ships sail</headline><by>By Ann Lee</by><dateline>LUMA, May 3</dateline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>Ships sailed.</p><p>More came.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:2"><itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentMeta><headline>Plain</headline></contentMeta>
<contentSet><inlineData contenttype="text/plain">Line one &amp; two.</inlineData></contentSet></newsItem>
<newsItem guid="urn:3"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentSet><remoteContent href="x.jpg"/></contentSet></newsItem>
<newsItem guid="urn:4"><contentSet><inlineXML contenttype="application/nitf+xml"><nitf><body><body.head><hedline><hl1>From NITF</hl1></hedline></body.head>
<body.content><p>Wrapped.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>
<knowledgeItem guid="k1"><conceptSet/></knowledgeItem></itemSet></newsMessage>"#;

const NEWSML_1: &str = r#"<?xml version="1.0"?><NewsML><NewsEnvelope/><NewsItem xml:lang="fr"><Identification><NewsIdentifier><ProviderId>tpa.test</ProviderId>
<DateId>20040503</DateId><NewsItemId>9</NewsItemId><PublicIdentifier>urn:newsml:tpa.test:9</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20040503T080000Z</FirstCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>Les bateaux</HeadLine><ByLine>Ann Lee</ByLine>
<DateLine>Luma, 3 mai</DateLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName="TPA"/></Provider></AdministrativeMetadata>
<ContentItem><DataContent><p>Ils sont partis.</p><p>Ils reviendront.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"#;

const RCV1: &str = r#"<?xml version="1.0" encoding="iso-8859-1" ?><newsitem itemid="2286" id="root" date="1996-08-20" xml:lang="en"><title>TARVON: Ships sail.</title>
<headline>Ships sail.</headline><dateline>LUMA 1996-08-20</dateline><text><p>Ships sailed.</p><p>More came.</p></text><metadata><codes class="bip:topics:1.0"><code code="E11"></code><code code="M14"/></codes>
<dc element="dc.publisher" value="Tarvon Wire"/></metadata></newsitem>"#;

#[test]
fn the_times_archive_is_read() {
    assert_eq!(detect(NYT.as_bytes(), "15.xml"), Some(Format::Nitf));
    let drafts = drafts(NYT.as_bytes(), "15.xml");
    let [draft] = drafts.as_slice() else {
        panic!("{drafts:?}");
    };
    assert_eq!(draft.id.as_deref(), Some("15"));
    assert_eq!(draft.title, "FERRY STRIKE ENDS & SHIPS SAIL");
    assert_eq!(
        draft.body,
        "LUMA, Dec. 31 - Ships sailed on Friday. More will follow."
    );
    assert_eq!(draft.authors, ["ANN LEE"]);
    assert_eq!(draft.date, "19870101T000000");
    assert_eq!(draft.section, "World, Business");
    assert_eq!(draft.source, "The Tarvon Times");
    assert_eq!(draft.url, "http://times.test/15");
}

#[test]
fn agency_items_are_read_in_their_own_charset() {
    let latin: Vec<u8> = AGENCY.chars().map(|c| c as u8).collect();
    let drafts = drafts(&latin, "x");
    let [draft] = drafts.as_slice() else {
        panic!("{drafts:?}");
    };
    assert_eq!(draft.title, "Fähren fahren");
    assert_eq!(
        draft.body,
        "Luma, 18. Mai - Die Fähren fahren.\n\nHafen\n\nMehr davon."
    );
    assert_eq!(draft.authors, ["Bo Ray"]);
    assert_eq!(draft.date, "20060518T102030Z");
    assert_eq!(
        (
            draft.language.as_str(),
            draft.section.as_str(),
            draft.source.as_str()
        ),
        ("de", "Sport", "TPA")
    );
    assert_eq!(
        (draft.place.as_str(), draft.agency.as_str()),
        ("Luma", "Wire of Tarvon")
    );
}

#[test]
fn items_of_newsml_g2_are_read_and_packages_counted() {
    let mut drafts = Vec::new();
    let mut counts = Vec::new();
    let options = ReadOptions::default();
    let ended = split(&mut G2.as_bytes(), "x", &options, 1 << 20, &mut |chunk| {
        let passed_over = parse(&chunk, &options, &mut |parsed| {
            drafts.push((parsed.record, parsed.draft.expect("a whole item")));
        });
        counts.extend(passed_over.iter());
        ControlFlow::Continue(())
    });
    assert!(ended.is_ok());
    let [(2, first), (3, second), (5, third)] = drafts.as_slice() else {
        panic!("{drafts:?}");
    };
    assert_eq!(first.id.as_deref(), Some("urn:newsml:tpa.test:1"));
    assert_eq!(first.body, "LUMA, May 3 - Ships sailed.\n\nMore came.");
    assert_eq!(
        (
            first.title.as_str(),
            first.date.as_str(),
            first.source.as_str()
        ),
        ("Ships sail", "2024-05-03T08:00:00Z", "TPA")
    );
    assert_eq!(
        (first.language.as_str(), first.section.as_str()),
        ("en-GB", "Transport")
    );
    assert_eq!(
        (first.agency.as_str(), first.place.as_str()),
        ("TPA/wire", "Luma")
    );
    assert_eq!(first.authors, ["Ann Lee"]);
    assert_eq!(
        (second.title.as_str(), second.body.as_str()),
        ("Plain", "Line one & two.")
    );
    assert_eq!(
        (third.title.as_str(), third.body.as_str()),
        ("From NITF", "Wrapped.")
    );
    assert_eq!(
        counts,
        [
            (PassedOver::NotText, 1),
            (PassedOver::Metadata, 1),
            (PassedOver::Package, 1)
        ]
    );
}

#[test]
fn newsml_1_and_rcv1_are_read() {
    let drafts_of = |text: &str| drafts(text.as_bytes(), "x");
    let first = drafts_of(NEWSML_1);
    let [first] = first.as_slice() else {
        panic!("{first:?}");
    };
    assert_eq!(first.id.as_deref(), Some("urn:newsml:tpa.test:9"));
    assert_eq!(first.title, "Les bateaux");
    assert_eq!(
        first.body,
        "Luma, 3 mai - Ils sont partis.\n\nIls reviendront."
    );
    assert_eq!(
        (first.source.as_str(), first.language.as_str()),
        ("TPA", "fr")
    );
    assert_eq!(first.date, "20040503T080000Z");
    let second = drafts_of(RCV1);
    let [second] = second.as_slice() else {
        panic!("{second:?}");
    };
    assert_eq!(second.title, "Ships sail.");
    assert_eq!(second.body, "LUMA 1996-08-20 - Ships sailed.\n\nMore came.");
    assert_eq!(
        (second.section.as_str(), second.date.as_str()),
        ("E11, M14", "1996-08-20")
    );
    assert_eq!(second.source, "Tarvon Wire");
}

#[test]
fn a_place_that_the_text_is_about_is_no_dateline() {
    for (body, with) in [
        ("Luma grows.", "Luma, May 3 - Luma grows."),
        ("LUMA (TPA) - It grows.", "LUMA (TPA) - It grows."),
    ] {
        assert_eq!(super::with_dateline("Luma, May 3", body), with);
    }
}

#[test]
fn a_truncated_file_keeps_its_whole_items() {
    let end = G2.find("urn:4").expect("the item");
    let outcomes = outcomes(G2.get(..end).unwrap_or_default().as_bytes(), "x");
    let shape: Vec<(u64, bool)> = outcomes.iter().map(|(n, o)| (*n, o.is_ok())).collect();
    assert_eq!(shape, [(2, true), (3, true), (5, false)]);
    let other = "<?xml version='1.0'?><opml><body/></opml>";
    assert_eq!(detect(other.as_bytes(), "x"), None);
}
