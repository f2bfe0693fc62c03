//! Values of a table as JSON.

use super::super::fields::{self, Field as Ours};
use ::parquet::record::{Field, List};
use jiff::Timestamp;
use serde_json::{Map, Number, Value};

/// Above this, a number in a column for dates counts nanoseconds: as microseconds it would be the year 5138.
const NANOSECONDS: u64 = 100_000_000_000_000_000;

/// A row or a structure.
pub(super) fn object(columns: Vec<(String, Field)>) -> Map<String, Value> {
    let named = |(name, field): (String, Field)| {
        let is_date = fields::guess(&name).is_some_and(|(ours, _)| ours == Ours::Date);
        let value = match field {
            Field::Long(number) if is_date && number.unsigned_abs() > NANOSECONDS => {
                moment(Timestamp::from_nanosecond(number.into()))
            }
            field => value(field),
        };
        (name, value)
    };
    columns.into_iter().map(named).collect()
}

fn value(field: Field) -> Value {
    match field {
        Field::Str(text) => Value::String(text),
        // Pictures are bytes too.
        Field::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(text) => Value::String(text.to_owned()),
            Err(_) => Value::Null,
        },
        Field::Bool(truth) => Value::Bool(truth),
        Field::Byte(number) => number.into(),
        Field::Short(number) => number.into(),
        Field::Int(number) => number.into(),
        Field::Long(number) => number.into(),
        Field::UByte(number) => number.into(),
        Field::UShort(number) => number.into(),
        Field::UInt(number) => number.into(),
        Field::ULong(number) => number.into(),
        Field::Float(number) => float(number.into()),
        Field::Double(number) => float(number),
        Field::Date(days) => {
            let midnight = Timestamp::from_second(i64::from(days).saturating_mul(86_400));
            moment(midnight)
        }
        Field::TimestampMillis(count) => moment(Timestamp::from_millisecond(count)),
        Field::TimestampMicros(count) => moment(Timestamp::from_microsecond(count)),
        Field::Group(row) => Value::Object(object(row.into_columns())),
        Field::ListInternal(list) => elements(&list),
        _ => Value::Null,
    }
}

fn elements(list: &List) -> Value {
    list.elements().iter().cloned().map(value).collect()
}

fn float(number: f64) -> Value {
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

fn moment(moment: Result<Timestamp, jiff::Error>) -> Value {
    moment.map_or(Value::Null, |moment| Value::String(moment.to_string()))
}
