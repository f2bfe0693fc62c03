//! Lines that are the age of a comment: `2 days ago`, `vor 2 Tagen`, `2 дня назад`, `2天前`.

use super::lines::LONGEST;

/// What a line that is only an age tells.
pub(super) struct Age {
    /// It holds more than an age: a sign, points, or more months than anyone would say.
    pub(super) has_score: bool,
}

/// How ages are written in a language. All in lower case.
struct Wording {
    /// What stands before number and unit.
    before: &'static str,
    /// What stands after them.
    after: &'static str,
    /// Units by their beginnings: `tag` is also `tagen`. A single character is one by itself.
    units: &'static str,
    /// Whether one of a unit may go without a number (`год назад`).
    bare: bool,
}

const fn wording(
    before: &'static str,
    after: &'static str,
    units: &'static str,
    bare: bool,
) -> Wording {
    Wording {
        before,
        after,
        units,
        bare,
    }
}

const WORDINGS: [Wording; 25] = [
    // English units are told apart below.
    wording("", "ago", "", false),
    wording("vor", "", "sek min std stunde tag woche monat jahr", false),
    wording(
        "il y a",
        "",
        "sec min h heure jour semaine mois an ans",
        false,
    ),
    wording("hace", "", "seg min h hora día dia semana mes año", false),
    wording("há", "", "seg min h hora dia semana mês mes ano", false),
    wording("", "atrás", "seg min h hora dia semana mês mes ano", false),
    wording("", "fa", "sec min h ora ore giorn settiman mes ann", false),
    wording(
        "",
        "geleden",
        "sec min uur uren dag week weken maand jaar jaren",
        false,
    ),
    wording(
        "for",
        "siden",
        "sek min t time dag døgn uke uge måned år",
        false,
    ),
    wording(
        "",
        "siden",
        "sek min t time dag døgn uke uge måned år",
        false,
    ),
    wording("för", "sedan", "sek min tim dag veck månad år", false),
    wording("", "sitten", "sek min tunti päivä viikko kuukau vuo", false),
    wording(
        "",
        "temu",
        "sek min godz dni dzień tydz tyg mies rok lat",
        true,
    ),
    wording("před", "", "sek min hod dny dnem týd měs rok let", true),
    wording(
        "",
        "назад",
        "сек мин ч час дн день дня нед мес год лет",
        true,
    ),
    wording("", "тому", "сек хв год дн день тиж міс рік рок", true),
    wording("acum", "", "sec min oră ore zi săpt lun an", false),
    wording("πριν", "", "δευτ λεπτ ώρ ωρ ημέρ μέρ εβδ μήν χρόν", false),
    wording("", "önce", "san dak dk sa saat gün hafta ay yıl", false),
    wording(
        "منذ",
        "",
        "ثان ثوان دقيق دقائق ساع يوم أيام أسبوع أسابيع شهر أشهر سن عام",
        true,
    ),
    wording(
        "",
        "yang lalu",
        "detik menit jam hari minggu bulan tahun",
        false,
    ),
    wording("", "lalu", "detik menit jam hari minggu bulan tahun", false),
    wording("", "trước", "giây phút giờ ngày tuần tháng năm", false),
    wording(
        "",
        "前",
        "秒 分 分钟 分鐘 小时 小時 時間 天 日 周 週 週間 个月 個月 か月 ヶ月 カ月 月 年",
        false,
    ),
    wording("", "전", "초 분 시간 일 주 개월 달 년", false),
];

/// What is counted before an age.
const POINTS: [&str; 3] = ["point", "points", "votes"];

/// What stands before or between the words of an age that is not exact.
const HEDGES: [&str; 11] = [
    "about", "over", "almost", "edited", "etwa", "über", "environ", "unos", "cerca", "circa",
    "około",
];

/// One of a unit, in words.
const ONE: [&str; 17] = [
    "a", "an", "einem", "einer", "un", "une", "una", "uno", "um", "uma", "een", "én", "en", "ett",
    "et", "bir", "một",
];

/// Whether a line is an age, perhaps with a score before it, and nothing else; and what it tells.
pub(super) fn age(line: &str) -> Option<Age> {
    let line = line.trim();
    (line.len() <= LONGEST).then_some(())?;
    let line = match line.strip_suffix(')') {
        Some(_) => line.strip_suffix("(edited)")?.trim_end(),
        None => line,
    };
    let mut wordings = WORDINGS.iter();
    wordings.find_map(|wording| wording.is_around(line).then(|| wording.age(line)).flatten())
}

impl Wording {
    /// A cheap look, for most short lines are no ages.
    fn is_around(&self, line: &str) -> bool {
        let head = line.as_bytes().get(..self.before.len());
        let tail = line.len().checked_sub(self.after.len());
        let tail = tail.and_then(|at| line.as_bytes().get(at..));
        head.is_some_and(|head| head.eq_ignore_ascii_case(self.before.as_bytes()))
            && tail.is_some_and(|tail| tail.eq_ignore_ascii_case(self.after.as_bytes()))
    }

    fn age(&self, line: &str) -> Option<Age> {
        let lower = line.to_lowercase();
        let inner = lower.strip_prefix(self.before)?.strip_suffix(self.after)?;
        let words = inner.split(|c: char| c.is_whitespace() || "·•|,".contains(c));
        let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let (number, unit) = number_and_unit(&mut words, self.bare)?;
        let unit = unit.trim_end_matches('.');
        let most = self.most_of(unit)?;
        let digits = number.trim_start_matches(['-', '−', '+']);
        let count = match ONE.contains(&number) {
            true => 1,
            false => digits.parse::<u32>().ok()?,
        };
        let is_known = |word: &&str| {
            word.parse::<i32>().is_ok() || POINTS.contains(word) || HEDGES.contains(word)
        };
        words.iter().all(is_known).then(|| Age {
            has_score: words.iter().any(|word| POINTS.contains(word))
                || digits != number
                || count > most,
        })
    }

    /// The largest number of a unit that one would say before taking the next one; known of English alone.
    fn most_of(&self, unit: &str) -> Option<u32> {
        if self.after == "ago" {
            return most_of(unit);
        }
        let is_one = |known: &str| match known.chars().nth(1) {
            Some(_) => unit.starts_with(known),
            None => unit == known,
        };
        self.units.split(' ').any(is_one).then_some(u32::MAX)
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

fn most_of(unit: &str) -> Option<u32> {
    Some(match unit.strip_suffix('s').unwrap_or(unit) {
        "" if unit == "s" => 60,
        "second" | "sec" | "minute" | "min" => 60,
        "m" | "mo" | "month" => 24,
        "hour" | "hr" | "h" => 48,
        "day" | "d" => 60,
        "week" | "wk" | "w" => 52,
        "year" | "yr" | "y" => 60,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(line: &str) -> Option<bool> {
        age(line).map(|age| age.has_score)
    }

    #[test]
    fn ages_in_many_languages() {
        for line in [
            "vor 2 Stunden",
            "Vor einem Tag",
            "il y a 3 heures",
            "Hace 5 días",
            "há 2 horas",
            "2 horas atrás",
            "3 ore fa",
            "2 uur geleden",
            "for 3 timer siden",
            "3 dage siden",
            "för 2 dagar sedan",
            "2 tuntia sitten",
            "3 godziny temu",
            "před 2 dny",
            "2 часа назад",
            "Год назад",
            "3 години тому",
            "acum 2 ore",
            "πριν 3 ώρες",
            "3 saat önce",
            "منذ 3 ساعات",
            "منذ يومين",
            "2 jam yang lalu",
            "3 giờ trước",
            "3小时前",
            "2 時間前",
            "5분 전",
            "1d ago",
            "about 2 hours ago (edited)",
        ] {
            assert_eq!(score(line), Some(false), "{line}");
        }
    }

    #[test]
    fn a_score_shows() {
        for line in [
            "-22 months ago",
            "52 months ago",
            "3 points · 2 days ago",
            "-3 months ago",
        ] {
            assert_eq!(score(line), Some(true), "{line}");
        }
    }

    #[test]
    fn other_short_lines_are_no_ages() {
        for line in [
            "",
            "ago",
            "long ago",
            "vor dem Haus",
            "vor 2 Gerichten",
            "Il y a 3 options",
            "hace frío",
            "5 persone fa",
            "по 2 назад",
            "目前",
            "以前",
            "오전",
            "for 3 men siden",
            "Vor Tagen gesehen",
            "il y a 3 hommes",
            "for 3 ting siden",
        ] {
            assert_eq!(score(line), None, "{line}");
        }
    }
}
