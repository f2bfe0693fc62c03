//! Undoes .gz, .zst, .bz2 and .xz, recognised by content.
