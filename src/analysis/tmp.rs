#![allow(missing_docs, unreachable_pub)]
use std::borrow::Cow;
pub mod language {
    pub fn detect(text: &str) -> Option<&'static str> { whatlang::detect_lang(&text.chars().take(1000).collect::<String>()).map(|l| match l.code() { "deu"=>"de","fra"=>"fr","spa"=>"es","ara"=>"ar","cmn"=>"zh",_=>"en"}) }
    pub fn normalise(d: &str) -> Option<String> { d.get(..2).map(|s| s.to_lowercase()) }
}
pub struct Stemmer(frostem::Stemmer);
impl Stemmer { pub fn for_language(c: &str) -> Option<Stemmer> { (c=="en").then(|| Stemmer(frostem::Stemmer::new(frostem::Algorithm::English))) }
 pub fn stem<'a>(&self, w: &'a str) -> Cow<'a, str> { self.0.stem(w) }
 pub fn prefixes(&self, s: &str) -> Vec<String> { vec![s.to_owned()] }
 pub fn tails(&self) -> bool { false }
 pub fn same_class(&self, a: &str, b: &str) -> bool { self.stem(a) == self.stem(b) } }
pub struct TailAutomaton; impl TailAutomaton { pub fn new(_: &str) -> tantivy_fst::automaton::AlwaysMatch { tantivy_fst::automaton::AlwaysMatch } }
pub fn is_function_word(_: &str, w: &str) -> bool { ["the","of","and","in","a","to"].contains(&w) }
