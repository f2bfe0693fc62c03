//! The command line, as users see it: exit status, standard output and standard error together.

mod bench_index;
mod bench_search;
mod copies;
mod corpus;
mod env;
mod evaluating;
mod formats;
mod incremental;
mod indexing;
mod judged;
mod languages;
mod operators;
mod ordering;
mod output;
mod readme;
mod real;
mod robustness;
mod searching;
