//! Queries of words, run as one unit: the best documents without scoring all, the plain way beside it, and the count.

mod keyword_count;
pub(super) mod keyword_query;
mod keyword_scorer;
mod keyword_top;
mod keyword_weight;
mod window;
mod window_bounds;
mod word_list;
pub(super) mod word_query;
mod word_top;
mod word_window;
