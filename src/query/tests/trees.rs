//! Trees of every kind of part, for properties.

use super::super::*;
use proptest::collection::vec;
use proptest::prelude::*;

fn word() -> impl Strategy<Value = Node> {
    let texts = [
        "storm",
        "COVID-19",
        "U.S.",
        "O'Brien",
        "C++",
        "$1.5bn",
        "and",
        "Not",
        "title",
        "俄罗斯",
        "צה\"ל",
        "f_k",
        "10%",
        "#tag",
        "3:2",
    ];
    prop::sample::select(texts.to_vec()).prop_map(|text| {
        Node::Word(Word {
            text: text.to_owned(),
            span: 0..0,
        })
    })
}

fn leaf() -> impl Strategy<Value = Node> {
    let phrase = vec(
        prop::sample::select(vec![
            "special", "forces", "AND", "U.S.", "צה\"ל", "(a)", "-b", "kor*", "'s",
        ]),
        1..4,
    )
    .prop_filter("a word", |words| {
        words
            .iter()
            .any(|word| word.contains(char::is_alphanumeric))
    })
    .prop_map(|words| {
        Node::Phrase(Phrase {
            text: words.join(" "),
            span: 0..0,
        })
    });
    let id = prop::sample::select(vec!["a:1", "./x.json#3", "a*b", "f(x)", "/a/b,c"]);
    let id = id.prop_map(|text| {
        scoped(
            FieldName::Id,
            Node::Word(Word {
                text: text.to_owned(),
                span: 0..0,
            }),
        )
    });
    let wildcard = prop::sample::select(vec!["kor*", "*mate", "c?t", "*o'b??n*", "199*"]);
    let wildcard = wildcard.prop_map(|text| {
        Node::Wildcard(Word {
            text: text.to_owned(),
            span: 0..0,
        })
    });
    let fuzzy = (
        prop::sample::select(vec!["storm", "O'Brien", "俄罗斯"]),
        0_u8..3,
    );
    let fuzzy = fuzzy.prop_map(|(text, distance)| {
        Node::Fuzzy(Fuzzy {
            word: Word {
                text: text.to_owned(),
                span: 0..0,
            },
            distance: (distance > 0).then_some(distance),
        })
    });
    prop_oneof![6 => word(), 2 => phrase, 1 => id, 1 => wildcard, 1 => fuzzy, 1 => other()]
}

/// Parts that are no words.
fn other() -> impl Strategy<Value = Node> {
    let regex = prop::sample::select(vec!["gr[ae]y", "(ab|c)+d?", "a\\/b.*"]);
    let regex = regex.prop_map(|text| {
        Node::Regex(Word {
            text: text.to_owned(),
            span: 0..0,
        })
    });
    let range = prop::sample::select(vec![
        "published:[2024-10 TO 2024-11-15]",
        "published:{2024 TO *]",
        "published:[* TO *]",
        "words:[* TO 500}",
        "words:7",
    ]);
    let range = range.prop_filter_map("a range", |text| {
        let (name, value) = text.split_once(':')?;
        let (interval, _) = Interval::read(RangeField::from_name(name)?, value)?;
        Some(Node::Range(interval))
    });
    let exists = prop::sample::select(vec![FieldName::Author, FieldName::HeadLead, FieldName::Id]);
    let exists = exists.prop_map(|field| Node::Exists(Exists { field, span: 0..0 }));
    prop_oneof![regex, range, exists]
}

fn qualified(condition: Condition, node: Node) -> Node {
    Node::Qualified(Qualified {
        condition,
        span: 0..0,
        node: Box::new(node),
    })
}

fn condition() -> impl Strategy<Value = Condition> {
    prop_oneof![
        (1_u32..999).prop_map(Condition::AtLeast),
        (1_u32..999).prop_map(Condition::First),
        prop::sample::select(vec![Case::AsTyped, Case::Upper, Case::Lower])
            .prop_map(Condition::Written),
    ]
}

fn scoped(field: FieldName, node: Node) -> Node {
    Node::Field(Scoped {
        field,
        span: 0..0,
        node: Box::new(node),
    })
}

/// Words near each other, by the operators.
fn near() -> impl Strategy<Value = Node> {
    let word = word().boxed();
    let places = word.prop_recursive(3, 8, 3, |inner| {
        let reach = prop_oneof![
            2 => (1_u32..999).prop_map(Reach::Words),
            1 => Just(Reach::Sentence),
            1 => Just(Reach::Paragraph),
        ];
        let pair = (inner.clone(), inner.clone(), reach, any::<bool>());
        let pair = pair.prop_map(|(first, second, reach, ordered)| {
            Node::Near(Near {
                reach,
                ordered,
                parts: Box::new((first, second)),
            })
        });
        let or = vec(inner.clone(), 2..4).prop_filter_map("parts", Node::or);
        let caps = inner
            .clone()
            .prop_map(|node| qualified(Condition::Written(Case::AsTyped), node));
        let boost = (inner, 1_u32..10_000).prop_map(|(node, boost)| Node::boosted(node, boost));
        prop_oneof![6 => pair, 2 => or, 1 => caps, 1 => boost]
    });
    let phrase = Phrase {
        text: "special forces".to_owned(),
        span: 0..0,
    };
    let within = (0_u32..999).prop_map(move |distance| {
        Node::Within(Within {
            phrase: phrase.clone(),
            distance,
        })
    });
    prop_oneof![4 => places, 1 => within]
}

pub(super) fn tree() -> impl Strategy<Value = Node> {
    let field = prop::sample::select(vec![
        FieldName::Title,
        FieldName::Body,
        FieldName::Author,
        FieldName::Section,
        FieldName::Lang,
        FieldName::Lead,
        FieldName::HeadLead,
    ]);
    prop_oneof![4 => leaf(), 1 => near()].prop_recursive(5, 40, 4, move |inner| {
        let nodes = vec(inner.clone(), 1..4);
        prop_oneof![
            nodes.clone().prop_filter_map("parts", Node::all),
            nodes.clone().prop_filter_map("parts", Node::and),
            nodes.prop_filter_map("parts", Node::or),
            inner.clone().prop_map(Node::not),
            inner.clone().prop_map(Node::required),
            (inner.clone(), 1_u32..10_000).prop_map(|(node, boost)| Node::boosted(node, boost)),
            (condition(), inner.clone()).prop_map(|(condition, node)| qualified(condition, node)),
            (field.clone(), inner).prop_map(|(field, node)| scoped(field, node)),
        ]
    })
}
