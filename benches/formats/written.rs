//! Articles in each format, as plainly as it allows.

use super::made_up::date;
use super::parquet;
use newsdex::article::Article;
use serde_json::{Value, json};
use std::fs;
use std::io;
use std::path::Path;

/// How articles are written in one format.
pub(crate) struct Written {
    /// Name of the format.
    pub(crate) name: &'static str,
    extension: &'static str,
    files: Files,
}

/// Which files there are.
enum Files {
    /// One of each article.
    Each(fn(&Article) -> String),
    /// One of each article, which is a web page.
    EachPage(fn(&Article) -> String),
    /// One of all: what stands before and after the records, and a record.
    All([&'static str; 2], fn(&Article) -> String),
    /// One of all, which are web pages.
    AllPages([&'static str; 2], fn(&Article) -> String),
    /// One of all, written as a whole.
    Whole(fn(&[Article], &Path) -> io::Result<()>),
}

use Files::{All, AllPages, Each, EachPage, Whole};

/// All formats.
pub(crate) const FORMATS: [Written; 16] = [
    of("text", "txt", Each(text)),
    of("markdown", "md", Each(markdown)),
    of("jsonl", "jsonl", All(["", ""], line)),
    of("json", "json", Whole(json_list)),
    of("csv", "csv", All(["id,title,text,source,date\n", ""], row)),
    of("parquet", "parquet", Whole(parquet::write)),
    of("reuters", "sgm", All([LEWIS, ""], reuters)),
    of("trec", "sgml", All(["", ""], trec)),
    of("nitf", "xml", Each(nitf)),
    of("newsml", "xml", All(NEWSML, news_item)),
    of("feed", "xml", All(RSS, rss_item)),
    of("eml", "eml", Each(message)),
    of("mbox", "mbox", All(["", ""], mbox_message)),
    of("html", "html", EachPage(page)),
    of("warc", "warc", AllPages(["", ""], warc_record)),
    of("arc", "arc", AllPages([ARC, ""], arc_record)),
];

const fn of(name: &'static str, extension: &'static str, files: Files) -> Written {
    Written {
        name,
        extension,
        files,
    }
}

impl Written {
    /// Whether the main text has to be found first, which takes longer than all else.
    pub(crate) fn is_pages(&self) -> bool {
        matches!(self.files, EachPage(_) | AllPages(..))
    }

    /// Writes the articles into a folder.
    pub(crate) fn write(&self, articles: &[Article], folder: &Path) -> io::Result<()> {
        let path = |stem: &str| folder.join(stem).with_extension(self.extension);
        match self.files {
            Each(file) | EachPage(file) => articles
                .iter()
                .try_for_each(|article| fs::write(path(&article.id), file(article))),
            All([before, after], record) | AllPages([before, after], record) => {
                let records: String = articles.iter().map(record).collect();
                fs::write(path("news"), [before, &records, after].concat())
            }
            Whole(write) => write(articles, &path("news")),
        }
    }
}

const LEWIS: &str = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n";

const NEWSML: [&str; 2] = [
    "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet>\n",
    "</itemSet></newsMessage>\n",
];

const RSS: [&str; 2] = [
    "<rss version=\"2.0\"><channel><title>Papers</title>\n",
    "</channel></rss>\n",
];

const ARC: &str = "filedesc://news.arc 0.0.0.0 20240101000000 text/plain 69\n1 0 Made up\nURL IP-address Archive-date Content-type Archive-length\n\n";

fn object(article: &Article) -> Value {
    json!({
        "id": article.id,
        "title": article.title,
        "text": article.body,
        "source": article.source,
        "date": date(article),
    })
}

fn line(article: &Article) -> String {
    format!("{}\n", object(article))
}

fn json_list(articles: &[Article], path: &Path) -> io::Result<()> {
    let objects: Vec<Value> = articles.iter().map(object).collect();
    fs::write(path, serde_json::to_vec(&objects)?)
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

fn row(article: &Article) -> String {
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

fn mbox_message(article: &Article) -> String {
    let message = message(article);
    format!("From x@paper.example Mon Jan  1 00:00:00 2024\n{message}\n\n")
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
