//! Bytes to text: byte-order mark, declaration, then detection.
