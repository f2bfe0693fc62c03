//! The date that a page prints between headline and text, where it is written in numbers with the year first: it can be read in
//! one way only, and is so on most pages in Chinese, Japanese and Korean.

/// The earliest date of the first line that has one, with the time of day if that follows; empty without one.
pub(super) fn printed<'l>(mut lines: impl Iterator<Item = &'l str>) -> String {
    let found = lines.find_map(|line| dates(line).min());
    found.unwrap_or_default()
}

/// All dates in a line, as `2024-03-05 06:07`.
fn dates(line: &str) -> impl Iterator<Item = String> {
    let starts = line.char_indices().filter(|(at, c)| {
        let before = line.get(..*at).unwrap_or_default();
        c.is_ascii_digit() && !before.ends_with(|c: char| c.is_ascii_digit())
    });
    starts.filter_map(|(at, _)| date(line.get(at..)?))
}

fn date(text: &str) -> Option<String> {
    let (year, rest) = number(text)?;
    let (month, rest) = number(
        rest.trim_start()
            .strip_prefix(['-', '/', '.', '年', '년'])?
            .trim_start(),
    )?;
    let (day, rest) = number(
        rest.trim_start()
            .strip_prefix(['-', '/', '.', '月', '월'])?
            .trim_start(),
    )?;
    let is_date =
        (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let rest = rest.trim_start_matches(['日', '일', '.']).trim_start();
    let time = time(rest).unwrap_or_default();
    is_date.then(|| format!("{year}-{month:02}-{day:02}{time}"))
}

/// A time of day, to the minute.
fn time(text: &str) -> Option<String> {
    let (hour, rest) = number(text)?;
    let (minute, _) = number(rest.strip_prefix([':', '：'])?)?;
    (hour < 24 && minute < 60).then(|| format!(" {hour:02}:{minute:02}"))
}

/// The number with which a text begins, of four digits at the most, and what follows it.
fn number(text: &str) -> Option<(u16, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    (digits.len() <= 4).then_some(())?;
    Some((digits.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_with_the_year_first_are_read() {
        for (line, date) in [
            ("2024-03-05 06:07:08 来源：灯塔报", "2024-03-05 06:07"),
            ("发布时间：2024年3月5日", "2024-03-05"),
            ("2024/3/5(火) 6:07 配信", "2024-03-05"),
            ("입력 2024.03.05. 오전 6:07", "2024-03-05"),
            ("2024년 3월 5일", "2024-03-05"),
            (
                "Updated 2024-03-07, first published 2024-03-05",
                "2024-03-05",
            ),
        ] {
            assert_eq!(printed([line].into_iter()), date, "{line}");
        }
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for line in [
            "05.03.2024",
            "2024-13-05",
            "12024-03-05",
            "2024-03",
            "1-2024-3",
            "20240305",
            "版本 3.4.5",
        ] {
            assert_eq!(printed([line].into_iter()), "", "{line}");
        }
        assert_eq!(printed(["no date", "2024-03-05"].into_iter()), "2024-03-05");
    }
}
