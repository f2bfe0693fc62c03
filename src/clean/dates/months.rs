//! Names of months, in the languages whose news comes with spelled dates.

use super::pieces::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The names of each month, January first: full, abbreviated, and as inflected after a day. Languages in order:
/// English, German, French, Spanish, Portuguese, Italian, Dutch, Scandinavian, Indonesian, Polish, Czech, Turkish,
/// Russian, Ukrainian, Greek, Arabic (both families and Maghreb), Hindi. Where two languages use one
/// word for different months, the larger press has it (listopada is the Polish November, not the Croatian October).
const NAMES: [&str; 12] = [
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari styczeń stycznia sty leden ledna \
     ocak январь января янв січень січня ιανουάριος ιανουαρίου ιαν يناير جانفي जनवरी",
    "february feb februar feber février févr fév febrero fevereiro fev febbraio februari luty lutego lut únor února \
     şubat февраль февраля фев лютий лютого φεβρουάριος φεβρουαρίου φεβ فبراير شباط فيفري फरवरी फ़रवरी",
    "march mar märz mär mrz mars marzo março maart mrt marts maret marzec marca březen března mart \
     март марта мар березень березня μάρτιος μαρτίου μαρ مارس آذار मार्च",
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi duben dubna nisan \
     апрель апреля апр квітень квітня απρίλιος απριλίου απρ أبريل إبريل نيسان أفريل अप्रैल",
    "may mai mayo maio maggio mag mei maj maja květen května mayıs \
     май мая травень травня μάιος μαΐου μαι مايو أيار ماي मई",
    "june jun juni juin junio junho giugno giu czerwiec czerwca cze červen června haziran \
     июнь июня июн червень червня ιούνιος ιουνίου ιουν يونيو يونيه حزيران جوان जून",
    "july jul juli juillet juil julio julho luglio lug lipiec lipca lip červenec července temmuz \
     июль июля июл липень липня ιούλιος ιουλίου ιουλ يوليو يوليه تموز جويلية जुलाई",
    "august aug août agosto ago augustus augusti agustus sierpień sierpnia sie srpen srpna ağustos \
     август августа авг серпень серпня αύγουστος αυγούστου αυγ أغسطس آب أوت अगस्त",
    "september sep sept septembre septiembre setiembre setembro set settembre septembar wrzesień września wrz září \
     eylül сентябрь сентября сен сент вересень вересня σεπτέμβριος σεπτεμβρίου σεπ سبتمبر أيلول सितंबर सितम्बर",
    "october oct oktober okt octobre octubre outubro out ottobre ott październik października paź říjen října ekim \
     октябрь октября окт жовтень жовтня οκτώβριος οκτωβρίου οκτ أكتوبر अक्टूबर अक्तूबर",
    "november nov novembre noviembre novembro listopad listopada lis kasım \
     ноябрь ноября ноя нояб листопад листопада νοέμβριος νοεμβρίου νοε نوفمبر नवंबर नवम्बर",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre desember grudzień grudnia gru \
     prosinec prosince aralık декабрь декабря дек грудень грудня δεκέμβριος δεκεμβρίου δεκ ديسمبر दिसंबर दिसम्बर",
];

/// Levantine names of two words, each with its second word.
const PAIRS: [(&str, &str, i8); 4] = [
    ("كانون", "الثاني", 1),
    ("تشرين", "الأول", 10),
    ("تشرين", "الثاني", 11),
    ("كانون", "الأول", 12),
];

static MONTHS: LazyLock<HashMap<String, i8>> = LazyLock::new(|| {
    let of = |(names, month): (&'static str, i8)| {
        names
            .split_whitespace()
            .map(move |name| (fold(name), month))
    };
    NAMES.into_iter().zip(1..).flat_map(of).collect()
});

static FOLDED_PAIRS: LazyLock<Vec<(String, String, i8)>> = LazyLock::new(|| {
    PAIRS
        .iter()
        .map(|(first, second, month)| (fold(first), fold(second), *month))
        .collect()
});

/// The month that a folded word names.
pub(super) fn number(word: &str) -> Option<i8> {
    MONTHS.get(word).copied()
}

/// The month that two folded words name together.
pub(super) fn pair(first: &str, second: &str) -> Option<i8> {
    FOLDED_PAIRS
        .iter()
        .find(|(one, two, _)| one == first && two == second)
        .map(|&(_, _, month)| month)
}
