//! Articles as a Parquet table.

use ::parquet::basic::Compression;
use ::parquet::data_type::{ByteArray, ByteArrayType};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;
use newsdex::article::Article;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

const SCHEMA: &str = "message news { required binary id (UTF8); required binary title (UTF8); \
     required binary text (UTF8); required binary source (UTF8); required binary date (UTF8); }";

/// Rows of a group, as Hugging Face has them.
const GROUP: usize = 1_000;

pub(crate) fn write(articles: &[Article], path: &Path) -> io::Result<()> {
    let file = File::create(path)?;
    table(articles, file).map_err(io::Error::other)
}

fn table(articles: &[Article], file: File) -> Result<(), ParquetError> {
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties.build()))?;
    let columns: [fn(&Article) -> String; 5] = [
        |article| article.id.clone(),
        |article| article.title.clone(),
        |article| article.body.clone(),
        |article| article.source.clone(),
        super::made_up::date,
    ];
    for articles in articles.chunks(GROUP) {
        let mut group = writer.next_row_group()?;
        for value in columns {
            let values = articles
                .iter()
                .map(|article| ByteArray::from(value(article).into_bytes()));
            let values: Vec<ByteArray> = values.collect();
            let Some(mut column) = group.next_column()? else {
                break;
            };
            column
                .typed::<ByteArrayType>()
                .write_batch(&values, None, None)?;
            column.close()?;
        }
        group.close()?;
    }
    writer.close().map(drop)
}
