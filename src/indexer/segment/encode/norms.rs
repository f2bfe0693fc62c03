//! The lengths of documents, as tantivy abbreviates them to a byte, by field.

use crate::indexer::segment::columns::Columns;
use crate::indexer::segment::runs::parts::Part;
use crate::schema::Fields;
use tantivy::Segment;
use tantivy::fieldnorm::FieldNormsSerializer;
use tantivy::index::SegmentComponent;
use tantivy::schema::Field;

/// Writes the lengths for those fields that keep them.
pub(in crate::indexer::segment) fn write(
    segment: &Segment,
    fields: &Fields,
    words: &[(Field, Vec<Part>)],
    columns: &[(u32, Columns)],
) -> tantivy::Result<()> {
    let file = segment.open_write(SegmentComponent::FieldNorms)?;
    let mut norms = FieldNormsSerializer::from_write(file)?;
    for (field, entry) in segment.schema().fields() {
        if !(entry.is_indexed() && entry.has_fieldnorms()) {
            continue;
        }
        let lengths: Vec<u8> = if field == fields.key {
            let one_each = |(_, batch): &(u32, Columns)| batch.num_documents() as usize;
            vec![1; columns.iter().map(one_each).sum()]
        } else if field == fields.language {
            let batches = columns.iter();
            batches
                .flat_map(|(_, batch)| batch.language_norms())
                .collect()
        } else {
            let parts = words.iter().filter(|(other, _)| *other == field);
            let parts = parts.flat_map(|(_, parts)| parts);
            parts.flat_map(|part| part.norms.iter().copied()).collect()
        };
        norms.serialize_field(field, &lengths)?;
    }
    Ok(norms.close()?)
}
