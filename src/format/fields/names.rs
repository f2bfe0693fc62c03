//! What fields are called, in English and in other languages.
//!
//! A name that means one thing in one language and another in the next stands where it does less harm: `rubrik` is the
//! section of a German paper, not the headline of a Swedish one, and `data`, which is a date in four languages, comes last.

use super::{FIELDS, Field};

/// The names of one field, best first, each without spaces and punctuation.
pub(super) struct Names {
    pub(super) field: Field,
    /// Ours, then what others call it in English.
    pub(super) english: &'static str,
    /// In other languages.
    pub(super) others: &'static str,
    /// Those of other things that serve where there is nothing better: a summary is better than no body.
    pub(super) makeshifts: &'static str,
}

impl Names {
    /// All of them, best first: English names before others, so that of a text and its translation one language is read.
    pub(super) fn all(&self) -> impl Iterator<Item = &'static str> {
        let rows = [self.english, self.others, self.makeshifts];
        rows.into_iter().flat_map(str::split_whitespace)
    }
}

/// The names of all fields, in the order of [`Field`].
pub(super) const TABLE: [Names; FIELDS] = [
    Names {
        field: Field::Id,
        english: "id guid docno docid articleid newsid storyid documentid uuid uid",
        others: "identifikator identifiant identificador identificatore идентификатор 编号 編號 المعرف",
        makeshifts: "",
    },
    Names {
        field: Field::Title,
        english: "title headline headlines hed head heading webtitle articletitle newstitle ogtitle subject",
        others: "titel überschrift ueberschrift schlagzeile titre título titular titulares titolo manchete kop \
            заголовок название 标题 標題 题目 新闻标题 العنوان عنوان tytuł tytul başlık baslik タイトル 見出し 제목",
        makeshifts: "",
    },
    Names {
        field: Field::Body,
        english: "body text content contents maintext fulltext articlebody contentoriginal articletext \
            articlecontent bodytext story contenttext textcontent plaintext cleanedtext bodyhtml bodyxhtml \
            contenthtml html paragraphs article bodies",
        others: "volltext inhalt artikeltext texte texteintégral contenu corps texto textocompleto cuerpo \
            contenido conteúdo corpo testo testocompleto contenuto tekst inhoud текст полныйтекст \
            содержание 正文 内容 內容 全文 文本 新闻内容 النص نص المحتوى treść metin içerik 本文 본문 내용 artikel beitrag \
            artículo artigo articolo noticia notizia статья 文章 المقال",
        makeshifts: "description descriptiontext descriptions summary abstract shortdescription excerpt lead snippet \
            leadparagraph beschreibung zusammenfassung kurzfassung teaser vorspann résumé chapo resumen \
            descripción entradilla resumo descrição riassunto descrizione sommario samenvatting \
            beschrijving описание аннотация 摘要 简介 簡介 الملخص الوصف",
    },
    Names {
        field: Field::Comments,
        english: "comments comment usercomments readercomments discussion",
        others: "kommentare commentaires comentarios commenti reacties комментарии 评论 評論 التعليقات تعليقات",
        makeshifts: "",
    },
    Names {
        field: Field::Source,
        english: "source sitename publisher outlet publication newspaper sourcename provider site website \
            sourcedomain domain metasitename sourcehostname hostname infosource infosources copyrightholder \
            feed",
        others: "quelle zeitung journal fuente periódico medio fonte jornal testata giornale bron krant источник издание \
            газета 来源 來源 媒体 媒體 المصدر مصدر الصحيفة źródło zrodlo kaynak 出典 출처 언론사",
        makeshifts: "",
    },
    Names {
        field: Field::Agency,
        english: "agency newsagency wireservice creditline",
        others: "agentur nachrichtenagentur agence agencia agenzia persbureau агентство 通讯社 通訊社 الوكالة",
        makeshifts: "",
    },
    Names {
        field: Field::Place,
        english: "place datelinecity located",
        others: "ort lieu lugar luogo plaats место 地点 地點 المكان",
        makeshifts: "",
    },
    Names {
        field: Field::Authors,
        english: "authors author byline bylines by creator creators writer journalist reporter",
        others: "autor autoren autorin verfasser auteur auteurs autores autora autore autori journaliste \
            periodista giornalista jornalista автор авторы 作者 记者 記者 الكاتب كاتب المؤلف yazar 著者 저자 기자",
        makeshifts: "",
    },
    Names {
        field: Field::Date,
        english: "published date publishedat datepublished publisheddate publicationdate datepublish publishdate \
            publishingdate versioncreated publishedon pubdate publishedtime publishtime webpublicationdate \
            firstpublished firstpublicationdate datetime timestamp created createdat datecreated time \
            updated updatedat datemodified contentcreated firstcreated",
        others: "datum veröffentlicht veroeffentlicht veröffentlichtam veröffentlichungsdatum erscheinungsdatum \
            publié publiéle datepublication datedepublication fecha fechapublicación fechadepublicación \
            publicado publicadoem datapublicação datadepublicação datapubblicazione datadipubblicazione \
            pubblicato publicatiedatum gepubliceerd дата датапубликации опубликовано 日期 发布日期 发布时间 發布日期 發布時間 \
            发表时间 时间 時間 التاريخ تاريخ تاريخالنشر tarih 日付 公開日 날짜",
        makeshifts: "dateline dato data",
    },
    Names {
        field: Field::Captured,
        english: "captured capturedat datedownload crawled crawledat crawldate crawltime datecrawled scrapedat \
            scrapedate datescraped fetchedat fetchtime retrievedat downloadedat",
        others: "abgerufen abrufdatum 抓取时间 采集时间",
        makeshifts: "",
    },
    Names {
        field: Field::Url,
        english: "url link canonicalurl canonicallink weburl articleurl sourceurl permalink href uri",
        others: "enlace lien ссылка 链接 連結 网址 網址 الرابط رابط",
        makeshifts: "",
    },
    Names {
        field: Field::Section,
        english: "section category categories topic topics sectionname articlesection newsdesk desk kicker \
            subjects",
        others: "ressort rubrik kategorie thema themen rubrique catégorie thème sección categoría tema temas \
            seção editoria sezione rubriek раздел рубрика категория тема 栏目 欄目 版块 分类 分類 القسم قسم \
            kategoria kategori 카테고리",
        makeshifts: "",
    },
    Names {
        field: Field::Language,
        english: "language lang languagecode inlanguage metalang languages locale",
        others: "sprache langue idioma lingua taal язык 语言 語言 اللغة لغة dil 言語 언어",
        makeshifts: "",
    },
];
