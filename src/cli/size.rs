//! Sizes as people write them.

/// Bytes of `512MiB`, `2G`, `300m` or a plain number of bytes. Units are powers of 1024.
pub(super) fn parse(text: &str) -> Result<usize, SizeError> {
    let text = text.trim();
    let digits = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let shift = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 10,
        "m" | "mb" | "mib" => 20,
        "g" | "gb" | "gib" => 30,
        _ => return Err(SizeError),
    };
    let number: f64 = number.parse().map_err(|_| SizeError)?;
    Ok((number * (1u64 << shift) as f64) as usize)
}

/// The text is no size.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a size such as 512MiB or 2G")]
pub(super) struct SizeError;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_as_people_write_them() {
        assert_eq!(parse("512MiB"), Ok(512 << 20));
        assert_eq!(parse("1.5 g"), Ok(3 << 29));
        assert_eq!(parse("4096"), Ok(4096));
        for bad in ["", "lots", "5 parsecs", "-3m", "1.2.3k"] {
            assert_eq!(parse(bad), Err(SizeError), "{bad}");
        }
    }
}
