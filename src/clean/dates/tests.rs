use super::*;
use proptest::prelude::*;

fn date(text: &str) -> String {
    parse_date(text).map_or_else(|| "none".to_owned(), |timestamp| timestamp.to_string())
}

fn range(text: &str) -> String {
    parse_range(text).map_or_else(
        || "none".to_owned(),
        |(start, end)| format!("{start} {end}"),
    )
}

#[test]
fn standards() {
    for text in [
        "2024-10-18T10:11:12Z",
        "2024-10-18T10:11:12.345Z",
        "2024-10-18T12:11:12+02:00",
        "2024-10-18T12:11:12+0200",
        "2024-10-18T10:11:12",
        "2024-10-18t10:11:12z",
        "2024-10-18 10:11:12",
        "2024-10-18 10:11:12.000000 UTC",
        "2024-10-18 06:11:12 -04:00",
        "2024/10/18 10:11:12",
        "20241018T101112Z",
        "20241018101112",
        "Fri, 18 Oct 2024 10:11:12 GMT",
        "Fri, 18 Oct 2024 12:11:12 +0200 (CEST)",
        "Fri Oct 18 10:11:12 +0000 2024",
        "Fri Oct 18 10:11:12 UTC 2024",
        "1729246272",
        "1729246272.5",
        "1729246272345",
        "{\"$date\": 1729246272345}",
    ] {
        assert_eq!(date(text), "2024-10-18T10:11:12Z", "{text}");
    }
}

#[test]
fn partial_dates_start_where_they_start() {
    assert_eq!(date("2024"), "2024-01-01T00:00:00Z");
    assert_eq!(date("2024-10"), "2024-10-01T00:00:00Z");
    assert_eq!(date("October 2024"), "2024-10-01T00:00:00Z");
    assert_eq!(date("202410"), "2024-10-01T00:00:00Z");
    assert_eq!(date("2024-10-18T10:11"), "2024-10-18T10:11:00Z");
}

#[test]
fn archives_and_wires() {
    assert_eq!(date("26-FEB-1987 15:01:01.79"), "1987-02-26T15:01:01Z");
    assert_eq!(
        date("  1-APR-1987 08:08:37.12 E RM"),
        "1987-04-01T08:08:37Z"
    );
    assert_eq!(date("910514"), "1991-05-14T00:00:00Z");
    assert_eq!(date("19160101"), "1916-01-01T00:00:00Z");
    assert_eq!(
        date("November 26, 1989, Sunday, Home Edition"),
        "1989-11-26T00:00:00Z"
    );
    assert_eq!(date("-536457661000"), "1952-12-31T23:58:59Z");
}

#[test]
fn numbers_with_marks() {
    for text in [
        "7/23/17",
        "23/7/2017",
        "23.07.2017",
        "23-07-2017",
        "7/23/2017",
        "2017.7.23",
        "23. 7. 2017",
    ] {
        assert_eq!(date(text), "2017-07-23T00:00:00Z", "{text}");
    }
    assert_eq!(date("3/4/2017"), "2017-03-04T00:00:00Z");
    assert_eq!(date("3.4.2017"), "2017-04-03T00:00:00Z");
    assert_eq!(date("18/10/2024 10:11"), "2024-10-18T10:11:00Z");
    assert_eq!(date("10:11 - 18.10.2024"), "2024-10-18T10:11:00Z");
    assert_eq!(date("١٨/١٠/٢٠٢٤"), "2024-10-18T00:00:00Z");
}

#[test]
fn languages() {
    for text in [
        "18 October 2024",
        "October 18th, 2024",
        "Friday, Oct. 18, 2024",
        "18-Oct-24",
        "2024 Oct 18",
        "18. Oktober 2024",
        "Freitag, den 18. Okt. 2024",
        "vendredi 18 octobre 2024",
        "18 de octubre de 2024",
        "18 de outubro de 2024",
        "Sexta-feira, 18 out. 2024",
        "venerdì 18 ottobre 2024",
        "mar. 18 ott 2024",
        "18 oktober 2024",
        "18 października 2024 r.",
        "18. října 2024",
        "18 Ekim 2024 Cuma",
        "18 октября 2024 г.",
        "18 жовтня 2024",
        "Παρασκευή 18 Οκτωβρίου 2024",
        "18 أكتوبر 2024",
        "الجمعة ١٨ تشرين الأول ٢٠٢٤",
        "18 अक्टूबर 2024",
        "2024年10月18日",
        "2024年10月18日 星期五",
        "2024년 10월 18일",
    ] {
        assert_eq!(date(text), "2024-10-18T00:00:00Z", "{text}");
    }
    assert_eq!(date("16 de novembro de 2017"), "2017-11-16T00:00:00Z");
    assert_eq!(date("1er août 2024"), "2024-08-01T00:00:00Z");
    assert_eq!(date("3. März 2024"), "2024-03-03T00:00:00Z");
    assert_eq!(date("2 ago 2024"), "2024-08-02T00:00:00Z");
    assert_eq!(date("15 kānūn"), "none");
}

#[test]
fn times_and_zones() {
    for text in [
        "Oct. 18, 2024 5:43 PM ET",
        "Published: October 18, 2024 at 5:43 p.m. EDT",
        "Updated 5:43 PM ET, Fri October 18, 2024",
        "Fri 18 Oct 2024 22.43 BST",
        "18.10.2024, 23:43 Uhr MESZ",
        "18 October 2024 21:43 UTC",
        "2024-10-18 23:43 (GMT+2)",
        "18 octobre 2024 à 21h43",
        "2024年10月18日 下午9:43",
        "2024年10月18日21時43分",
        "2024-10-19 03:13 IST",
    ] {
        assert_eq!(date(text), "2024-10-18T21:43:00Z", "{text}");
    }
    assert_eq!(date("Jan. 18, 2024 5 PM PT"), "2024-01-19T01:00:00Z");
    assert_eq!(date("18 October 2024 12:05 am"), "2024-10-18T00:05:00Z");
    assert_eq!(date("Page 3, October 18, 2024"), "2024-10-18T00:00:00Z");
}

#[test]
fn united_states_summer_time_has_had_three_rules() {
    for (day, utc) in [
        ("2024-03-09", "05:00"),
        ("2024-03-10", "04:00"),
        ("2024-11-02", "04:00"),
        ("2024-11-03", "05:00"),
        ("2000-03-20", "05:00"),
        ("2000-04-02", "04:00"),
        ("1980-04-10", "05:00"),
        ("1980-10-25", "04:00"),
        ("1950-07-01", "05:00"),
    ] {
        assert_eq!(date(&format!("{day} 00:00 ET")), format!("{day}T{utc}:00Z"));
    }
}

#[test]
fn what_is_no_date() {
    for text in [
        "0001-01-01T00:00:00Z",
        "0201-05-03",
        "2024-13-01",
        "2024-02-30",
        "31 June 2024",
        "-62135596800000",
        "18 October",
        "0",
        "12345",
        "soon",
        "99/99/9999",
    ] {
        assert_eq!(date(text), "none", "{text}");
        assert_eq!(read(text, DayOrder::MonthFirst), Reading::Bogus, "{text}");
    }
    for text in [
        "",
        "  ",
        "-",
        "null",
        "N/A",
        "2 months ago",
        "Updated 3 hours ago",
        "il y a 2 heures",
        "yesterday",
    ] {
        assert_eq!(read(text, DayOrder::MonthFirst), Reading::Absent, "{text}");
    }
    assert_eq!(date("18 October 2024 25:61"), "2024-10-18T00:00:00Z");
}

#[test]
fn ranges_reach_to_the_end_of_what_was_written() {
    assert_eq!(range("2024"), "2024-01-01T00:00:00Z 2025-01-01T00:00:00Z");
    assert_eq!(
        range("2024-12"),
        "2024-12-01T00:00:00Z 2025-01-01T00:00:00Z"
    );
    assert_eq!(
        range("2024-10"),
        "2024-10-01T00:00:00Z 2024-11-01T00:00:00Z"
    );
    assert_eq!(
        range("2024-02-29"),
        "2024-02-29T00:00:00Z 2024-03-01T00:00:00Z"
    );
    assert_eq!(
        range("18 Oct 2024"),
        "2024-10-18T00:00:00Z 2024-10-19T00:00:00Z"
    );
    assert_eq!(
        range("2024-10-18T10:11"),
        "2024-10-18T10:11:00Z 2024-10-18T10:12:00Z"
    );
    assert_eq!(
        range("2024-10-18T10:11:12Z"),
        "2024-10-18T10:11:12Z 2024-10-18T10:11:13Z"
    );
    assert_eq!(range("9999-12-31"), "none");
    assert_eq!(range("last week"), "none");
}

proptest! {
    #[test]
    fn never_panics(text in any::<String>(), dirt in "[0-9:./+T -]{0,40}", words in "(mar|oct|18|2024|:|-|\\+|pm|ET|年|\\.| |0){0,20}") {
        for text in [text, dirt, words] {
            read(&text, DayOrder::DayFirst);
            if let Some((start, end)) = parse_range(&text) {
                prop_assert!(start < end);
            }
        }
    }

    #[test]
    fn what_is_written_is_read(second in -10_000_000_000_i64..10_000_000_000) {
        let when = Timestamp::from_second(second).expect("within range");
        prop_assert_eq!(parse_date(&when.to_string()), Some(when));
        let spaced = when.to_string().replace('T', " ").replace('Z', "");
        prop_assert_eq!(parse_date(&spaced), Some(when));
    }
}

#[test]
fn day_and_month_in_numbers_stand_in_the_order_given() {
    let day = |text: &str, order| match read(text, order) {
        Reading::Date(when) => when.to_string().chars().take(10).collect(),
        other => format!("{other:?}"),
    };
    for (text, month_first, day_first) in [
        ("03/04/2024", "2024-03-04", "2024-04-03"),
        ("03-04-2024 10:15", "2024-03-04", "2024-04-03"),
        ("3/4/24", "2024-03-04", "2024-04-03"),
        ("03.04.2024", "2024-04-03", "2024-04-03"),
        ("23/07/2024", "2024-07-23", "2024-07-23"),
        ("07/23/2024", "2024-07-23", "2024-07-23"),
        ("2024/03/04", "2024-03-04", "2024-03-04"),
        ("3 April 2024", "2024-04-03", "2024-04-03"),
        ("31/02/2024", "Bogus", "Bogus"),
    ] {
        assert_eq!(day(text, DayOrder::MonthFirst), month_first, "{text}");
        assert_eq!(day(text, DayOrder::DayFirst), day_first, "{text}");
    }
}
