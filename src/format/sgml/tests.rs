//! Records of both collections, made up in their manner.

use super::super::tests::{drafts, outcomes};
use crate::article::Draft;

const WIRE: &str = r#"<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" OLDID="5" NEWID="41">
<DATE>26-FEB-1987 15:01:01.79</DATE>
<TOPICS><D>cocoa</D><D>sugar</D></TOPICS>
<PEOPLE></PEOPLE>
<UNKNOWN>
&#5;&#5;&#5;C T
</UNKNOWN>
<TEXT>&#2;
<TITLE>ORLOV &lt;ORL> TO SELL
  MILL</TITLE>
<AUTHOR>    By Ann Lee, Reuters</AUTHOR>
<DATELINE>    NORTHPORT, Feb 26 - </DATELINE><BODY>Orlov Corp &lt;ORL>
said it would sell.
    It gave no price.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS NEWID="42">
<DATE>27-FEB-1987</DATE>
<TEXT TYPE="BRIEF">&#2;
******<TITLE>MILL SOLD, ORLOV SAYS
</TITLE>Blah blah blah.
&#3;
</TEXT>
</REUTERS>
<REUTERS NEWID="43">
<TEXT TYPE="UNPROC">&#2;
WEEKLY REPORT 1
 Reserves.....644
 REUTER
&#3;
</TEXT>
</REUTERS>
"#;

fn at(drafts: &[Draft], index: usize) -> Draft {
    drafts.get(index).cloned().unwrap_or_default()
}

#[test]
fn reuters_records_are_read() {
    let drafts = drafts(WIRE.as_bytes(), "reut.sgm");
    let story = Draft {
        id: Some("41".to_owned()),
        title: "ORLOV <ORL> TO SELL MILL".to_owned(),
        body: "NORTHPORT, Feb 26 - Orlov Corp <ORL>\nsaid it would sell.\n    It gave no price."
            .to_owned(),
        source: "Reuters".to_owned(),
        authors: vec!["Ann Lee".to_owned()],
        date: "26-FEB-1987 15:01:01.79".to_owned(),
        section: "cocoa, sugar".to_owned(),
        language: "en".to_owned(),
        ..Draft::default()
    };
    assert_eq!(at(&drafts, 0), story);
    assert_eq!(
        (at(&drafts, 1).title.as_str(), at(&drafts, 1).body.as_str()),
        ("MILL SOLD, ORLOV SAYS", "")
    );
    assert_eq!(
        (at(&drafts, 2).title.as_str(), at(&drafts, 2).body.as_str()),
        ("", "WEEKLY REPORT 1\n Reserves.....644")
    );
}

#[test]
fn latin_1_is_read_and_a_truncated_record_fails() {
    let text = b"<REUTERS NEWID=\"1\"><TEXT><BODY>caf\xe9</BODY></TEXT></REUTERS>\n<REUTERS NEWID=\"2\"><TEXT>cut of";
    let outcomes = outcomes(text, "reut.sgm");
    let body = outcomes
        .first()
        .and_then(|(_, outcome)| outcome.as_ref().ok())
        .map(|draft| draft.body.clone());
    assert_eq!(body.as_deref(), Some("café"));
    assert_eq!(
        outcomes.last(),
        Some(&(2, Err("record ends before </REUTERS>".to_owned())))
    );
}

#[test]
fn trec_newspapers_are_read() {
    let text = r#"<DOC>
<DOCNO> AP880212-0001 </DOCNO>
<FILEID>AP-NR-02-12-88 2344EST</FILEID>
<HEAD>Vandals Close Mill</HEAD>
<HEAD>Second Head</HEAD>
<BYLINE>By ANN LEE</BYLINE>
<TEXT>
	The mill at AT&amp;T closed.
   Nobody was hurt.
</TEXT>
</DOC>
<DOC>
<DOCNO>LA112689-0001</DOCNO>
<DATE>
<P>
November 26, 1989, Sunday, Home Edition
</P>
</DATE>
<HEADLINE>
<P>
MILL REOPENS;
</P>
<P>
WORKERS CHEER
</P>
</HEADLINE>
<TEXT>
<P>
Workers cheered.
</P>
<P>
The mill ran.
</P>
</TEXT>
<GRAPHIC>
<P>
Photo, The mill
</P>
</GRAPHIC>
</DOC>
<DOC>
<DOCNO> WSJ861202-0139 </DOCNO>
<HL> Mill Is Sold </HL>
<DD> = 12/02/86</DD>
<SO> JOURNAL OF MILLS (J)</SO>
<LP> Lead here. </LP>
<TEXT> Rest here. </TEXT>
</DOC>
<DOC>
<DOCNO> FBIS3-1 </DOCNO>
<HEADER><DATE1>  12 March 1994 </DATE1></HEADER>
<TEXT>
<H3> <TI>   Mill Opens </TI></H3>
<F P=105>English</F>
Opened today.
</TEXT>
</DOC>"#;
    let drafts = drafts(text.as_bytes(), "trec");
    let ap = Draft {
        id: Some("AP880212-0001".to_owned()),
        title: "Vandals Close Mill".to_owned(),
        body: "\tThe mill at AT&T closed.\n   Nobody was hurt.".to_owned(),
        source: "Associated Press".to_owned(),
        authors: vec!["ANN LEE".to_owned()],
        date: "880212".to_owned(),
        ..Draft::default()
    };
    assert_eq!(at(&drafts, 0), ap);
    let la = at(&drafts, 1);
    assert_eq!(la.title, "MILL REOPENS; WORKERS CHEER");
    assert_eq!(la.date, "November 26, 1989, Sunday, Home Edition");
    assert!(
        la.body.starts_with("Workers cheered.\n\n") && la.body.ends_with("Photo, The mill"),
        "{:?}",
        la.body
    );
    let wsj = at(&drafts, 2);
    assert_eq!(
        (wsj.body.trim(), wsj.date.as_str()),
        ("Lead here.\n\n Rest here.", "12/02/86")
    );
    assert_eq!(wsj.source, "JOURNAL OF MILLS (J)");
    let fbis = at(&drafts, 3);
    assert_eq!(
        (fbis.title.as_str(), fbis.date.as_str()),
        ("Mill Opens", "12 March 1994")
    );
    assert!(fbis.body.contains("Opened today.") && !fbis.body.contains("Mill Opens"));
}

#[test]
fn gigaword_and_records_without_text_elements_are_read() {
    let text = "<DOC id=\"XIN_ENG_20040101.0001\" type=\"story\">\n<HEADLINE>\nMill opens\n</HEADLINE>\n<TEXT>\n<P>\nIt did.\n</P>\n</TEXT>\n</DOC>\n\
        <DOC id=\"2\"><P>Only this.</P></DOC>";
    let drafts = drafts(text.as_bytes(), "a");
    let first = at(&drafts, 0);
    assert_eq!(first.id.as_deref(), Some("XIN_ENG_20040101.0001"));
    assert_eq!(
        (
            first.source.as_str(),
            first.date.as_str(),
            first.body.as_str()
        ),
        ("Xinhua", "20040101", "It did.")
    );
    assert_eq!(at(&drafts, 1).body, "Only this.");
}

#[test]
fn a_forced_collection_without_records_is_an_error() {
    use super::super::{Format, ReadOptions, tests::read};
    let options = ReadOptions {
        format: Some(Format::Trec),
        map: Vec::new(),
    };
    let (outcomes, ended_well) = read(b"just text", "a", &options, 100);
    assert!(!ended_well);
    assert_eq!(
        outcomes,
        [(1, Err("no <DOC> record in the file".to_owned()))]
    );
}
