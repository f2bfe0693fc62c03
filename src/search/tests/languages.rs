//! What is asked and what is written in scripts and spellings of many languages.

use super::*;

const VIETNAMESE: &[(&str, &str, &str)] = &[
    (
        "school",
        "",
        "Trường tiểu học ở thành phố được sửa chữa, và những học sinh đã trở lại lớp sau một kỳ nghỉ của họ.",
    ),
    (
        "minister",
        "",
        "Bộ trưởng y tế từ chức sau khi một tờ báo đưa tin ông nhận quà của một công ty bán thuốc.",
    ),
    (
        "english",
        "",
        "The harbour of Hà Nội was visited by Trương Tấn Sang on Monday.",
    ),
];

#[test]
fn marks_of_vietnamese_count_where_they_are_typed() {
    let archive = archive(&[VIETNAMESE]);
    let options = options(Matching::All, 9);
    let found = |query: &str| {
        let mut found = ids(&archive, query, &options);
        found.sort();
        found
    };
    // Names in other texts have no marks, whatever is typed.
    assert_eq!(found("trưởng"), ["english", "minister"]);
    assert_eq!(found("trường"), ["english", "school"]);
    assert_eq!(found("truong"), ["english", "minister", "school"]);
    assert_eq!(found("\"bộ trưởng\""), ["minister"]);
    assert_eq!(found("\"bo truong\""), ["minister"]);
    assert_eq!(found("\"thành phố\" trường"), ["school"]);
    assert_eq!(found("trưởng near5 chức"), ["minister"]);
    assert_eq!(found("\"ha noi\""), ["english"]);
    assert_eq!(found("Hà Nội"), ["english"]);
    assert_eq!(found("trưở*"), ["minister"]);
}

#[test]
fn what_is_marked_has_the_marks() {
    let archive = archive(&[VIETNAMESE]);
    for query in ["trưởng", "truong", "\"bộ trưởng\"", "\"bo truong\""] {
        let results = archive.search(&parse(query), &options(Matching::All, 9));
        let hits = results.expect("an answer").hits;
        let minister = hits.iter().find(|hit| hit.article.id == "minister");
        let passage = &minister.expect("the minister").passages[0];
        let marked = |word: &str| {
            let at = passage.text.find(word).expect("the word");
            let is_it = |mark: &std::ops::Range<usize>| mark.contains(&(at + 1));
            passage.marks.iter().any(is_it)
        };
        assert!(marked("trưởng"), "{query}: {passage:?}");
    }
}

#[test]
fn characters_of_chinese_add_to_the_score_and_find_nothing_more() {
    let archive = archive(&[&[
        ("bridge", "", "新的大桥开通，图像很好"),
        ("image", "", "桥梁图纸，新图形展示"),
        ("other", "", "天气形势"),
    ]]);
    let options = options(Matching::Any, 9);
    assert_eq!(ids(&archive, "图形展示", &options), ["image"]);
    assert_eq!(ids(&archive, "图像桥梁", &options).len(), 2);
    let results = archive
        .search(&parse("图像桥梁"), &options)
        .expect("an answer");
    let best = &results.hits[0];
    let sum: f32 = best.explanation.iter().map(|part| part.score).sum();
    assert!((sum - best.score).abs() < 1e-3 * best.score, "{best:?}");
}
