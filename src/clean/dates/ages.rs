//! How long ago something was, as it is written in 24 languages: `2 days ago`, `vor 2 Tagen`, `2 дня назад`, `2天前`.

/// What a text that says how long ago something was tells.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::clean) struct Age<'a> {
    /// How many of the unit.
    pub(in crate::clean) count: u32,
    /// What is counted.
    pub(in crate::clean) unit: Unit,
    /// Whether the number has a sign.
    pub(in crate::clean) is_signed: bool,
    /// Words before the number, less those that make it inexact (*about*).
    pub(in crate::clean) before: Vec<&'a str>,
}

/// What lengths of time are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::clean) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

const UNITS: [Unit; 7] = [
    Unit::Second,
    Unit::Minute,
    Unit::Hour,
    Unit::Day,
    Unit::Week,
    Unit::Month,
    Unit::Year,
];

/// How ages are written in a language. All in lower case.
struct Wording {
    /// What stands before number and unit.
    before: &'static str,
    /// What stands after them.
    after: &'static str,
    /// Words for each of [`UNITS`], by their beginnings (`tag` is also `tagen`); those of a single character, and the English ones, are
    /// whole words.
    units: [&'static str; 7],
    /// Whether one of a unit may go without a number (`год назад`).
    bare: bool,
}

const fn wording(
    before: &'static str,
    after: &'static str,
    units: [&'static str; 7],
    bare: bool,
) -> Wording {
    Wording {
        before,
        after,
        units,
        bare,
    }
}

const ENGLISH: &str = "ago";

#[rustfmt::skip]
const WORDINGS: [Wording; 25] = [
    wording("", "ago", ["s sec secs second seconds", "m min mins minute minutes", "h hr hrs hour hours", "d day days", "w wk wks week weeks", "mo mos month months", "y yr yrs year years"], false),
    wording("vor", "", ["sek", "min", "std stunde", "tag", "woche", "monat", "jahr"], false),
    wording("il y a", "", ["sec", "min", "h heure", "jour", "semaine", "mois", "an ans"], false),
    wording("hace", "", ["seg", "min", "h hora", "día dia", "semana", "mes", "año"], false),
    wording("há", "", ["seg", "min", "h hora", "dia", "semana", "mês mes", "ano"], false),
    wording("", "atrás", ["seg", "min", "h hora", "dia", "semana", "mês mes", "ano"], false),
    wording("", "fa", ["sec", "min", "h ora ore", "giorn", "settiman", "mes", "ann"], false),
    wording("", "geleden", ["sec", "min", "uur uren", "dag", "week weken", "maand", "jaar jaren"], false),
    wording("for", "siden", ["sek", "min", "t time", "dag døgn", "uke uge", "måned", "år"], false),
    wording("", "siden", ["sek", "min", "t time", "dag døgn", "uke uge", "måned", "år"], false),
    wording("för", "sedan", ["sek", "min", "tim", "dag", "veck", "månad", "år"], false),
    wording("", "sitten", ["sek", "min", "tunti", "päivä", "viikko", "kuukau", "vuo"], false),
    wording("", "temu", ["sek", "min", "godz", "dni dzień", "tydz tyg", "mies", "rok lat"], true),
    wording("před", "", ["sek", "min", "hod", "dny dnem", "týd", "měs", "rok let"], true),
    wording("", "назад", ["сек", "мин", "ч час", "дн день дня", "нед", "мес", "год лет"], true),
    wording("", "тому", ["сек", "хв", "год", "дн день", "тиж", "міс", "рік рок"], true),
    wording("acum", "", ["sec", "min", "oră ore", "zi", "săpt", "lun", "an"], false),
    wording("πριν", "", ["δευτ", "λεπτ", "ώρ ωρ", "ημέρ μέρ", "εβδ", "μήν", "χρόν"], false),
    wording("", "önce", ["san", "dak dk", "sa saat", "gün", "hafta", "ay", "yıl"], false),
    wording("منذ", "", ["ثان ثوان", "دقيق دقائق", "ساع", "يوم أيام", "أسبوع أسابيع", "شهر أشهر", "سن عام"], true),
    wording("", "yang lalu", ["detik", "menit", "jam", "hari", "minggu", "bulan", "tahun"], false),
    wording("", "lalu", ["detik", "menit", "jam", "hari", "minggu", "bulan", "tahun"], false),
    wording("", "trước", ["giây", "phút", "giờ", "ngày", "tuần", "tháng", "năm"], false),
    wording("", "前", ["秒", "分 分钟 分鐘", "小时 小時 時間", "天 日", "周 週 週間", "月 个月 個月 か月 ヶ月 カ月", "年"], false),
    wording("", "전", ["초", "분", "시간", "일", "주", "달 개월", "년"], false),
];

/// Words of an age that is not exact.
const HEDGES: [&str; 11] = [
    "about", "over", "almost", "edited", "etwa", "über", "environ", "unos", "cerca", "circa",
    "około",
];

/// One of a unit, in words.
const ONE: [&str; 17] = [
    "a", "an", "einem", "einer", "un", "une", "una", "uno", "um", "uma", "een", "én", "en", "ett",
    "et", "bir", "một",
];

/// Reads a text in lower case that says how long ago something was, perhaps with other words before.
pub(in crate::clean) fn age(text: &str) -> Option<Age<'_>> {
    WORDINGS.iter().find_map(|wording| wording.age(text))
}

/// A cheap look, whatever the case, for texts that are no ages: whether the words around an age may be there.
pub(in crate::clean) fn may_be_age(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    // Most lines of an article differ from all wordings in one of these.
    let possible = EDGES.0[usize::from(first)] & EDGES.1[usize::from(last)];
    let mut wordings = WORDINGS.iter().enumerate();
    possible != 0
        && wordings.any(|(bit, wording)| possible >> bit & 1 == 1 && wording.is_around(text))
}

/// By a text's first byte and by its last, a bit for each of [`WORDINGS`] that it may be, whatever the case.
const EDGES: ([u32; 256], [u32; 256]) = {
    let (mut first, mut last) = ([0; 256], [0; 256]);
    let mut number = 0;
    while number < WORDINGS.len() {
        let (before, after) = (WORDINGS[number].before, WORDINGS[number].after);
        let mut byte = 0;
        while byte < 256 {
            let lower = (byte as u8).to_ascii_lowercase();
            let begins = matches!(before.as_bytes(), [known, ..] if *known == lower);
            let ends = matches!(after.as_bytes(), [.., known] if *known == lower);
            first[byte] |= ((begins || before.is_empty()) as u32) << number;
            last[byte] |= ((ends || after.is_empty()) as u32) << number;
            byte += 1;
        }
        number += 1;
    }
    (first, last)
};

impl Wording {
    fn is_around(&self, text: &str) -> bool {
        let head = text.as_bytes().get(..self.before.len());
        let tail = text.len().checked_sub(self.after.len());
        let tail = tail.and_then(|at| text.as_bytes().get(at..));
        head.is_some_and(|head| head.eq_ignore_ascii_case(self.before.as_bytes()))
            && tail.is_some_and(|tail| tail.eq_ignore_ascii_case(self.after.as_bytes()))
    }

    fn age<'a>(&self, text: &'a str) -> Option<Age<'a>> {
        let inner = text.strip_prefix(self.before)?.strip_suffix(self.after)?;
        let words = inner.split(|c: char| c.is_whitespace() || "·•|,".contains(c));
        let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let (number, unit) = number_and_unit(&mut words, self.bare)?;
        let unit = self.unit(unit.trim_end_matches('.'))?;
        let digits = number.trim_start_matches(['-', '−', '+']);
        let count = match ONE.contains(&number) {
            true => 1,
            false => digits.parse().ok()?,
        };
        words.retain(|word| !HEDGES.contains(word));
        Some(Age {
            count,
            unit,
            is_signed: digits != number,
            before: words,
        })
    }

    fn unit(&self, unit: &str) -> Option<Unit> {
        let is_it = |known: &str| match self.after == ENGLISH || known.chars().nth(1).is_none() {
            true => unit == known,
            false => unit.starts_with(known),
        };
        let mut units = UNITS.iter().zip(self.units);
        let found = units.find(|(_, words)| words.split(' ').any(is_it));
        found.map(|(unit, _)| *unit)
    }
}

/// `3 h` or `3h`, taken off the end of the words; `bare` if one hour may be just that.
fn number_and_unit<'a>(words: &mut Vec<&'a str>, bare: bool) -> Option<(&'a str, &'a str)> {
    let last = words.pop()?;
    let unit = last.trim_start_matches(|c: char| c.is_ascii_digit() || "-−+".contains(c));
    let number = last.strip_suffix(unit).filter(|number| !number.is_empty());
    let number = number.or_else(|| words.pop());
    Some((number.or(bare.then_some("1"))?, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_in_many_languages() {
        for (text, count, unit) in [
            ("vor 2 stunden", 2, Unit::Hour),
            ("vor einem tag", 1, Unit::Day),
            ("il y a 3 heures", 3, Unit::Hour),
            ("il y a 2 mois", 2, Unit::Month),
            ("hace 5 días", 5, Unit::Day),
            ("há 2 horas", 2, Unit::Hour),
            ("2 horas atrás", 2, Unit::Hour),
            ("3 ore fa", 3, Unit::Hour),
            ("2 uur geleden", 2, Unit::Hour),
            ("for 3 timer siden", 3, Unit::Hour),
            ("3 dage siden", 3, Unit::Day),
            ("för 2 dagar sedan", 2, Unit::Day),
            ("2 tuntia sitten", 2, Unit::Hour),
            ("3 godziny temu", 3, Unit::Hour),
            ("před 2 dny", 2, Unit::Day),
            ("2 часа назад", 2, Unit::Hour),
            ("год назад", 1, Unit::Year),
            ("3 години тому", 3, Unit::Hour),
            ("acum 2 ore", 2, Unit::Hour),
            ("πριν 3 ώρες", 3, Unit::Hour),
            ("3 saat önce", 3, Unit::Hour),
            ("منذ 3 ساعات", 3, Unit::Hour),
            ("2 jam yang lalu", 2, Unit::Hour),
            ("3 giờ trước", 3, Unit::Hour),
            ("3小时前", 3, Unit::Hour),
            ("2 時間前", 2, Unit::Hour),
            ("5분 전", 5, Unit::Minute),
            ("1d ago", 1, Unit::Day),
            ("about 2 hours ago", 2, Unit::Hour),
            ("a week ago", 1, Unit::Week),
        ] {
            let found = age(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.count, found.unit), (count, unit), "{text}");
            assert!(found.before.is_empty() && !found.is_signed, "{text}");
            assert!(may_be_age(text), "{text}");
        }
    }

    #[test]
    fn what_stands_before_is_kept() {
        let found = age("3 points · -2 days ago").expect("an age");
        assert_eq!(found.before, ["3", "points"]);
        assert!(found.is_signed);
    }

    #[test]
    fn other_short_texts_are_no_ages() {
        for text in [
            "",
            "ago",
            "long ago",
            "vor dem haus",
            "vor 2 gerichten",
            "il y a 3 options",
            "il y a 3 hommes",
            "hace frío",
            "5 persone fa",
            "по 2 назад",
            "目前",
            "以前",
            "오전",
            "for 3 men siden",
            "for 3 ting siden",
            "vor tagen gesehen",
        ] {
            assert_eq!(age(text), None, "{text}");
        }
    }
}
