//! Paths to a commit.
