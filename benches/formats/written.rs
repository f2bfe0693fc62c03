//! Articles in each format, as plainly as it allows.

use super::{Written, parquet};
use newsdex::article::Article;
use serde_json::{Value, json};
use std::fs;
use std::io;
use std::path::Path;

/// All formats.
pub(crate) const FORMATS: [Written; 16] = [
    ("text", false, |articles, folder| {
        each(articles, folder, "txt", text)
    }),
    ("markdown", false, |articles, folder| {
        each(articles, folder, "md", markdown)
    }),
    ("jsonl", false, |articles, folder| {
        all(articles, folder, "jsonl", ["", ""], |article| {
            format!("{}\n", object(article))
        })
    }),
    ("json", false, json_list),
    ("csv", false, |articles, folder| {
        all(
            articles,
            folder,
            "csv",
            ["id,title,text,source,date\n", ""],
            csv,
        )
    }),
    ("parquet", false, parquet::write),
    ("reuters", false, |articles, folder| {
        all(
            articles,
            folder,
            "sgm",
            ["<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n", ""],
            reuters,
        )
    }),
    ("trec", false, |articles, folder| {
        all(articles, folder, "sgml", ["", ""], trec)
    }),
    ("nitf", false, |articles, folder| {
        each(articles, folder, "xml", nitf)
    }),
    ("newsml", false, |articles, folder| {
        all(articles, folder, "xml", NEWSML, news_item)
    }),
    ("feed", false, |articles, folder| {
        all(articles, folder, "xml", RSS, rss_item)
    }),
    ("eml", false, |articles, folder| {
        each(articles, folder, "eml", message)
    }),
    ("mbox", false, |articles, folder| {
        all(articles, folder, "mbox", ["", ""], |article| {
            format!(
                "From x@paper.example Mon Jan  1 00:00:00 2024\n{}\n\n",
                message(article)
            )
        })
    }),
    ("html", true, |articles, folder| {
        each(articles, folder, "html", page)
    }),
    ("warc", true, |articles, folder| {
        all(articles, folder, "warc", ["", ""], warc_record)
    }),
    ("arc", true, |articles, folder| {
        all(articles, folder, "arc", [ARC, ""], arc_record)
    }),
];

const NEWSML: [&str; 2] = [
    "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet>\n",
    "</itemSet></newsMessage>\n",
];

const RSS: [&str; 2] = [
    "<rss version=\"2.0\"><channel><title>Papers</title>\n",
    "</channel></rss>\n",
];

const ARC: &str = "filedesc://news.arc 0.0.0.0 20240101000000 text/plain 69\n1 0 Made up\nURL IP-address Archive-date Content-type Archive-length\n\n";

/// The date, as most records have it.
pub(crate) fn date(article: &Article) -> String {
    article
        .published
        .map(|date| date.to_string())
        .unwrap_or_default()
}

/// A file of them all.
fn all(
    articles: &[Article],
    folder: &Path,
    extension: &str,
    [before, after]: [&str; 2],
    record: impl Fn(&Article) -> String,
) -> io::Result<()> {
    let records: String = articles.iter().map(record).collect();
    fs::write(
        folder.join("news").with_extension(extension),
        [before, &records, after].concat(),
    )
}

/// A file of each.
fn each(
    articles: &[Article],
    folder: &Path,
    extension: &str,
    file: impl Fn(&Article) -> String,
) -> io::Result<()> {
    articles.iter().try_for_each(|article| {
        fs::write(
            folder.join(&article.id).with_extension(extension),
            file(article),
        )
    })
}

fn object(article: &Article) -> Value {
    json!({
        "id": article.id,
        "title": article.title,
        "text": article.body,
        "source": article.source,
        "date": date(article),
    })
}

fn json_list(articles: &[Article], folder: &Path) -> io::Result<()> {
    let objects: Vec<Value> = articles.iter().map(object).collect();
    fs::write(folder.join("news.json"), serde_json::to_vec(&objects)?)
}

fn text(article: &Article) -> String {
    format!("{}\n\n{}\n", article.title, article.body)
}

fn markdown(article: &Article) -> String {
    let Article {
        title,
        body,
        source,
        ..
    } = article;
    format!(
        "---\ntitle: {title:?}\nsource: {source}\ndate: {}\n---\n\n{body}\n",
        date(article)
    )
}

fn csv(article: &Article) -> String {
    let Article {
        id,
        title,
        body,
        source,
        ..
    } = article;
    format!("{id},\"{title}\",\"{body}\",{source},{}\n", date(article))
}

fn reuters(article: &Article) -> String {
    let Article {
        id, title, body, ..
    } = article;
    format!(
        "<REUTERS TOPICS=\"NO\" NEWID=\"{id}\">\n<DATE>{}</DATE>\n<TEXT>\n<TITLE>{title}</TITLE>\n<BODY>{body}\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n",
        date(article)
    )
}

fn trec(article: &Article) -> String {
    let Article {
        id, title, body, ..
    } = article;
    format!(
        "<DOC>\n<DOCNO> {id} </DOCNO>\n<DATE>{}</DATE>\n<HEADLINE>{title}</HEADLINE>\n<TEXT>\n{body}\n</TEXT>\n</DOC>\n",
        date(article)
    )
}

fn nitf(article: &Article) -> String {
    let Article {
        id, title, source, ..
    } = article;
    format!(
        "<?xml version=\"1.0\"?>\n<nitf><head><title>{title}</title><docdata><doc-id id-string=\"{id}\"/><date.issue norm=\"{}\"/>\
         <doc.copyright holder=\"{source}\"/></docdata></head>\
         <body><body.head><hedline><hl1>{title}</hl1></hedline></body.head><body.content>{}</body.content></body></nitf>\n",
        date(article),
        paragraphs(article)
    )
}

fn news_item(article: &Article) -> String {
    let Article {
        id, title, source, ..
    } = article;
    format!(
        "<newsItem guid=\"{id}\" version=\"1\"><itemMeta><versionCreated>{}</versionCreated><provider literal=\"{source}\"/></itemMeta>\
         <contentMeta><headline>{title}</headline></contentMeta><contentSet><inlineXML contenttype=\"application/xhtml+xml\">\
         <html><body>{}</body></html></inlineXML></contentSet></newsItem>\n",
        date(article),
        paragraphs(article)
    )
}

fn rss_item(article: &Article) -> String {
    let Article { id, title, .. } = article;
    format!(
        "<item><guid>{id}</guid><title>{title}</title><pubDate>{}</pubDate><description><![CDATA[{}]]></description></item>\n",
        date(article),
        paragraphs(article)
    )
}

fn message(article: &Article) -> String {
    let Article {
        id, title, body, ..
    } = article;
    format!(
        "From: Ann Lee <ann@paper.example>\nMessage-ID: <{id}@paper.example>\nSubject: {title}\nDate: {}\nContent-Type: text/plain; charset=utf-8\n\n{body}\n",
        date(article)
    )
}

fn page(article: &Article) -> String {
    let Article { title, source, .. } = article;
    let links: String = (0..30)
        .map(|number| format!("<li><a href=\"/{number}\">Section {number}</a></li>"))
        .collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title><meta property=\"og:type\" content=\"article\">\
         <meta property=\"og:site_name\" content=\"{source}\"><meta property=\"article:published_time\" content=\"{}\"></head>\
         <body><nav><ul>{links}</ul></nav><main><article><h1>{title}</h1>{}</article></main><footer><ul>{links}</ul></footer></body></html>\n",
        date(article),
        paragraphs(article)
    )
}

fn paragraphs(article: &Article) -> String {
    article
        .body
        .split("\n\n")
        .map(|text| format!("<p>{text}</p>\n"))
        .collect()
}

fn warc_record(article: &Article) -> String {
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}",
        page(article)
    );
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:made-up:{id}>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n\
         WARC-Target-URI: https://paper.example/{id}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len(),
        id = article.id,
    )
}

fn arc_record(article: &Article) -> String {
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}",
        page(article)
    );
    format!(
        "https://paper.example/{} 127.0.0.1 20240101000000 text/html {}\n{http}\n",
        article.id,
        http.len(),
    )
}
