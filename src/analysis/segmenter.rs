//! Where words end in Thai, Lao, Khmer and Burmese: the longest word of a dictionary, again and again.
//!
//! The dictionaries are ICU's. Each cut depends on nothing before it, and a text that ends with a word is cut as it
//! would be with more words after it: so what a query has is cut as the article it was taken from, if it begins where
//! a word begins. A model that learned to cut reads more names as one word, but cuts the same word in two ways in two
//! sentences, at an eightieth of the speed.

use std::sync::LazyLock;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

/// The rules for lines end them between words, in these scripts, and need no Chinese dictionary as those for words do.
static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_dictionary(LineBreakOptions::default()));

/// A script with a dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Thai,
    Lao,
    Burmese,
    Khmer,
}

impl Script {
    /// The script of a character; `None` for one of any other script.
    pub(super) fn of(c: char) -> Option<Script> {
        match c {
            '\u{e00}'..='\u{e7f}' => Some(Script::Thai),
            '\u{e80}'..='\u{eff}' => Some(Script::Lao),
            '\u{1000}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}' => {
                Some(Script::Burmese)
            }
            '\u{1780}'..='\u{17ff}' => Some(Script::Khmer),
            _ => None,
        }
    }

    /// A letter that no word of the dictionary has.
    ///
    /// ICU takes the end of a text for one word if some word of the dictionary begins so. With a letter after it that
    /// goes on with no word, the end is cut as it would be inside a text.
    fn stranger(self) -> char {
        match self {
            Script::Thai => 'ฅ',
            Script::Lao => '\u{edf}',
            Script::Burmese => '\u{1050}',
            Script::Khmer => '\u{17a3}',
        }
    }
}

/// Calls `sink` with the byte offset after each word of `text`, which is of one script.
pub(super) fn cuts(text: &str, script: Script, mut sink: impl FnMut(usize)) {
    let mut longer = String::with_capacity(text.len() + 3);
    longer.push_str(text);
    longer.push(script.stranger());
    let ends = SEGMENTER.segment_str(&longer);
    ends.filter(|&end| end > 0 && end < text.len())
        .for_each(&mut sink);
    sink(text.len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let script = text.chars().find_map(Script::of).expect("a letter");
        let mut start = 0;
        let mut words = Vec::new();
        cuts(text, script, |end| {
            words.push(&text[start..end]);
            start = end;
        });
        words
    }

    const SENTENCES: [&str; 8] = [
        "นายกรัฐมนตรีเดินทางไปเยือนกรุงเทพมหานครเมื่อวันจันทร์ที่ผ่านมา",
        "ใครเป็นผู้ชนะการเลือกตั้งผู้ว่าราชการจังหวัดเชียงใหม่",
        "สมชายพงษ์พัฒนากล่าวว่าบริษัทจะลงทุนเพิ่มณัฐพล",
        "สะพานข้ามแม่น้ำเจ้าพระยาแห่งใหม่จะเปิดใช้ในปีหน้า",
        "ນາຍົກລັດຖະມົນຕີຢ້ຽມຢາມວຽງຈັນ",
        "နိုင်ငံတော်သမ္မတကရန်ကုန်မြို့သို့ရောက်ရှိသည်",
        "នាយករដ្ឋមន្ត្រីទៅទស្សនកិច្ចនៅភ្នំពេញ",
        "ព្រះរាជាណាចក្រកម្ពុជា",
    ];

    #[test]
    fn words_are_words() {
        assert_eq!(
            words("โรงงานน้ำตาลปิดตัวลงเพราะขาดทุน"),
            ["โรงงาน", "น้ำตาล", "ปิด", "ตัว", "ลง", "เพราะ", "ขาดทุน"]
        );
        assert_eq!(
            words("ນາຍົກລັດຖະມົນຕີຢ້ຽມຢາມວຽງຈັນ"),
            ["ນາຍົກລັດຖະມົນຕີ", "ຢ້ຽມຢາມ", "ວຽງຈັນ"]
        );
        assert_eq!(words("នាយករដ្ឋមន្ត្រីទៅភ្នំពេញ"), ["នាយក", "រដ្ឋមន្ត្រី", "ទៅ", "ភ្នំពេញ"]);
    }

    proptest! {
        #[test]
        fn some_words_of_a_text_are_cut_as_in_the_text(
            sentence in prop::sample::select(&SENTENCES[..]), from in 0_usize..30, len in 1_usize..12,
        ) {
            let whole = words(sentence);
            let from = from % whole.len();
            let some = &whole[from..whole.len().min(from + len)];
            let text = some.concat();
            prop_assert_eq!(words(&text), some);
        }

        #[test]
        fn nothing_is_lost(text in "[ก-๎]{1,30}|[ກ-ໝ]{1,30}|[က-႟]{1,30}|[ក-៓]{1,30}") {
            prop_assert_eq!(words(&text).concat(), text);
        }
    }
}
