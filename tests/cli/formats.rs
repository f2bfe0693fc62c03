//! `newsdex inspect`, and formats that need files around them: compressed, archived, named.

use crate::env::{TestEnv, corpus};
use std::io::Write;

#[test]
fn inspect_shows_what_would_be_indexed() {
    let env = TestEnv::new();
    env.write(
        "a.jsonl",
        "{\"hed\":\"Harbour opens\",\"maintext\":\"Ships came in.\",\"date\":\"2024-05-01\",\"likes\":3}\n\
         {\"hed\":\"Caf\u{e9}\",\"maintext\":\"\"}\n{\"hed\":\n{}\n",
    );
    let run = env.run(&["inspect", "a.jsonl"]);
    assert_eq!(run.status, 0, "{run}");
    for part in [
        "format    jsonl\n",
        "encoding  UTF-8\n",
        "records   4: 2 articles, 2 failed, 1 article without a date\n",
        "title = hed, body = maintext, published = date\n",
        "not used  likes\n",
        "failed    a.jsonl#3: broken JSON",
        "Ships came in.",
    ] {
        assert!(run.stdout.contains(part), "{part}: {run}");
    }
    assert!(!env.path(".newsdex").exists(), "no index is made");
}

#[test]
fn inspect_stops_after_enough_records() {
    let env = TestEnv::new();
    let line =
        "{\"title\":\"Harbour opens\",\"body\":\"Ships came in, and more ships after them.\"}\n";
    env.write("a.jsonl", line.repeat(20_000));
    let found = env.json(&["inspect", "--json", "--records", "10", "a.jsonl"]);
    assert_eq!(found["complete"], false);
    assert!(found["articles"].as_u64().expect("a count") < 10_000);
    let found = env.json(&["inspect", "--json", "--records", "100000", "a.jsonl"]);
    assert_eq!(
        (&found["complete"], &found["articles"]),
        (&true.into(), &20_000.into())
    );
}

#[test]
fn inspect_refuses_what_is_no_file_and_says_when_nothing_is_found() {
    let env = TestEnv::new();
    assert_eq!(env.run(&["inspect", "gone.txt"]).status, 2);
    assert_eq!(env.run(&["inspect", &corpus()]).status, 2);
    env.write("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0");
    let run = env.run(&["inspect", "photo.jpg"]);
    assert_eq!(run.status, 1, "{run}");
    assert!(run.stdout.contains("JPEG"), "{run}");
}

/// A response with a page, as a gzip member of its own.
fn warc_member(title: &str) -> Vec<u8> {
    let page = format!(
        "<!doctype html><title>{title}</title><article><p>Ships came in on Friday for the first time since the storm, \
         the mayor of the town said.</p></article>"
    );
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://beacon.test/{title}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    );
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(record.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn web_archives_of_many_gzip_members_are_read_as_far_as_they_go() {
    let env = TestEnv::new();
    let members = ["One", "Two", "Three"].map(warc_member).concat();
    env.write("crawl.warc.gz", &members);
    env.write("cut.warc.gz", &members[..members.len() - 60]);
    let found = env.json(&["inspect", "--json", "crawl.warc.gz"]);
    assert_eq!(
        (&found["articles"], &found["failed"]),
        (&3.into(), &0.into())
    );
    let run = env.run(&["inspect", "cut.warc.gz"]);
    assert!(run.stdout.contains("3: 2 articles, 1 failed"), "{run}");
    assert!(run.stdout.contains("cut.warc.gz#3: "), "{run}");
    env.json(&["index", "--json", "crawl.warc.gz"]);
    assert_eq!(env.run(&["search", "--count", "mayor"]).stdout, "3\n");
}

#[test]
fn a_compressed_table_and_a_feed_are_indexed() {
    let env = TestEnv::new();
    let table = "title;body;likes\nHarbour opens;\"Ships came in.\nMore came.\";3\nStorm\n";
    let packed = zstd::encode_all(table.as_bytes(), 1).expect("memory");
    env.write("n/a.csv.zst", packed);
    env.write(
        "n/feed.xml",
        "<rss version='2.0'><channel><title>The Beacon</title><item><title>Ships again</title></item></channel></rss>",
    );
    let run = env.run(&["inspect", "n/a.csv.zst"]);
    assert!(
        run.stdout.contains("a.csv.zst#3: the row has 1 fields"),
        "{run}"
    );
    assert!(run.stdout.contains("not used  likes"), "{run}");
    let report = env.json(&["index", "--json", "n"]);
    assert_eq!(
        (&report["indexed"], &report["failed"]),
        (&2.into(), &1.into())
    );
    assert_eq!(env.run(&["search", "--count", "ships"]).stdout, "2\n");
}

#[test]
fn what_is_passed_over_is_counted_by_reason() {
    let env = TestEnv::new();
    let request = "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 3\r\n\r\nGET\r\n\r\n";
    let revisit = "WARC/1.0\r\nWARC-Type: revisit\r\nContent-Length: 0\r\n\r\n\r\n\r\n";
    env.write("a.warc", [request, revisit, request].concat());
    env.write(
        "b.xml",
        "<newsMessage><packageItem guid='1'/></newsMessage>",
    );
    let report = env.json(&["index", "--json", "a.warc", "b.xml"]);
    assert_eq!(
        report["passed_over"],
        serde_json::json!({"requests": 2, "revisits": 1, "lists of items": 1})
    );
    assert_eq!(report["records"], 0);
    let run = env.run(&["index", "--rebuild"]);
    let part = "passed over 2 requests, 1 revisits, 1 lists of items";
    assert!(run.stdout.contains(part), "{run}");
    let run = env.run(&["inspect", "a.warc"]);
    assert!(
        run.stdout
            .contains("other parts passed over (2 requests, 1 revisits)"),
        "{run}"
    );
}

#[test]
fn a_table_without_columns_for_text_fails_once() {
    let env = TestEnv::new();
    let rows = "sn1\tThe Beacon\tTarvon\n".repeat(50_000);
    env.write("titles.tsv", format!("lccn\tname\tplace\n{rows}"));
    let report = env.json(&["index", "--json", "titles.tsv"]);
    assert_eq!(report["failed"], 1);
    let run = env.run(&["inspect", "titles.tsv"]);
    assert!(
        run.stdout.contains(
            "titles.tsv: no column that could be a title or a body among: lccn, name, place"
        ),
        "{run}"
    );
}

#[test]
fn standard_input_is_of_any_format() {
    let env = TestEnv::new();
    let feed =
        b"<rss version='2.0'><channel><item><title>Ships again</title></item></channel></rss>";
    let run = env.run_with_input(&["index", "-"], feed);
    assert_eq!(run.status, 0, "{run}");
    assert_eq!(env.run(&["search", "--count", "ships"]).stdout, "1\n");
}

#[test]
fn day_and_month_stand_as_other_dates_of_the_file_or_source_show() {
    let env = TestEnv::new();
    let table = |dates: [(&str, &str); 4]| {
        let rows =
            dates.map(|(source, date)| format!("{date},{source},\"Ships came in on {date}.\"\n"));
        format!("date,source,text\n{}", rows.concat())
    };
    let dates = |name: &str| -> Vec<String> {
        let report = env.json(&["index", "--json", name, "--index", &format!("{name}.index")]);
        assert_eq!(report["failed"], 0, "{report}");
        let export = env.run(&["export", "--index", &format!("{name}.index")]);
        let lines = export.stdout.lines().map(|line| {
            let article: serde_json::Value = serde_json::from_str(line).expect("an article");
            let date = article["published"].as_str().unwrap_or("none");
            date.chars().take(10).collect()
        });
        lines.collect()
    };
    // The evidence may come last, and from another source.
    let day_first = [
        ("A", "03/04/2024"),
        ("B", "05/06/2024"),
        ("A", "07/08/2024"),
        ("C", "23/09/2024"),
    ];
    env.write("day.csv", table(day_first));
    assert_eq!(
        dates("day.csv"),
        ["2024-04-03", "2024-06-05", "2024-08-07", "2024-09-23"]
    );
    let mixed = [
        ("A", "23/04/2024"),
        ("B", "04/23/2024"),
        ("A", "03/04/2024"),
        ("B", "03/04/2024"),
    ];
    env.write("mixed.csv", table(mixed));
    assert_eq!(
        dates("mixed.csv"),
        ["2024-04-23", "2024-04-23", "2024-04-03", "2024-03-04"]
    );
    let silent = [
        ("A", "03/04/2024"),
        ("B", "05/06/2024"),
        ("A", "31/02/2024"),
        ("C", "2024-09-23"),
    ];
    env.write("silent.csv", table(silent));
    assert_eq!(
        dates("silent.csv"),
        ["2024-03-04", "2024-05-06", "none", "2024-09-23"]
    );
}
