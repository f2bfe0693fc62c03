//! What each character means to the lexer. Full-width forms, as Chinese and Japanese keyboards give them, mean what
//! their plain forms do.

/// What a character is to the query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// White space and control characters.
    Space,
    /// Zero-width characters: part of a word inside it, nothing elsewhere.
    Ignorable,
    /// A quotation mark around phrases.
    Quote(Family),
    /// Opening parenthesis.
    Open,
    /// Closing parenthesis.
    Close,
    /// Colon.
    Colon,
    /// Punctuation that people use as an operator elsewhere: worth a warning.
    Stray,
    /// Punctuation that ends a word.
    Separator,
    /// Punctuation that may stand inside a word: `O'Brien`, `U.S.`, `AT&T`, `C++`.
    Inner,
    /// Everything else: letters, digits, marks, symbols.
    Letter,
}

/// Quotation marks that pair with each other. Typographic and straight double quotes are one family, since the same
/// mark opens in one language and closes in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// `"` and its curled forms.
    Double,
    /// `«` and `»`.
    Guillemet,
    /// `‹` and `›`.
    SmallGuillemet,
    /// `「` and `」`.
    Corner,
    /// `『` and `』`.
    WhiteCorner,
}

/// The class of a character.
pub(super) fn class(c: char) -> Class {
    if c.is_ascii() {
        return ascii_class(c);
    }
    if c.is_whitespace() || c.is_control() {
        return Class::Space;
    }
    quote_class(c).unwrap_or_else(|| match c {
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}' => Class::Ignorable,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => Class::Ignorable,
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' => Class::Ignorable,
        '（' => Class::Open,
        '）' => Class::Close,
        '：' => Class::Colon,
        // Apostrophes, hyphens, an en dash between years, the Catalan and the Japanese middle dot, the Hebrew maqaf.
        '‘' | '’' | '‛' | '\u{B4}' | '\u{2BC}' | '\u{2010}'..='\u{2013}' => Class::Inner,
        '\u{B7}' | '・' | '･' | '\u{5BE}' | '\u{2044}' => Class::Inner,
        '．' | '－' | '＋' | '／' | '＆' | '＠' | '＿' | '＃' | '＄' | '％' | '＇' => {
            Class::Inner
        }
        _ if is_separator(c) => Class::Separator,
        _ => Class::Letter,
    })
}

fn ascii_class(c: char) -> Class {
    match c {
        '"' => Class::Quote(Family::Double),
        '(' => Class::Open,
        ')' => Class::Close,
        ':' => Class::Colon,
        '*' | '~' | '^' | '[' | ']' | '{' | '}' | '\\' | '<' | '>' => Class::Stray,
        ',' | ';' | '|' | '!' | '?' | '`' => Class::Separator,
        c if c.is_ascii_punctuation() => Class::Inner,
        c if c.is_ascii_alphanumeric() => Class::Letter,
        _ => Class::Space,
    }
}

fn quote_class(c: char) -> Option<Class> {
    let family = match c {
        '“' | '”' | '„' | '‟' | '＂' | '〝' | '〞' | '〟' | '⹂' => Family::Double,
        '«' | '»' => Family::Guillemet,
        '‹' | '›' => Family::SmallGuillemet,
        '「' | '」' | '｢' | '｣' => Family::Corner,
        '『' | '』' => Family::WhiteCorner,
        _ => return None,
    };
    Some(Class::Quote(family))
}

/// Punctuation beyond ASCII that ends a word, by the scripts that news comes in.
fn is_separator(c: char) -> bool {
    matches!(c,
        '¡' | '¿' | '\u{37E}' | '\u{387}' | '\u{589}' | '\u{5C0}' | '\u{5C3}'
        | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{6D4}' // Arabic, Urdu
        | '\u{964}' | '\u{965}' | '\u{104A}' | '\u{104B}' | '\u{1361}'..='\u{1368}' | '\u{17D4}'..='\u{17D6}'
        | '\u{2014}'..='\u{2017}' | '‚' | '\u{2020}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{205E}'
        | '\u{2E00}'..='\u{2E5D}'
        | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301C}' | '\u{3030}'
        | '\u{FE10}'..='\u{FE1F}' | '\u{FE30}'..='\u{FE6B}'
        | '！' | '＊' | '，' | '；' | '＜'..='？' | '［'..='］' | '｀' | '｛'..='･')
}

/// Whether `c`, at the start of a word, belongs to it: `#tag`, `@name`, `$5`, `.NET`.
pub(super) fn leads_word(c: char, next: Option<char>) -> bool {
    let before_word = next.is_some_and(char::is_alphanumeric);
    match c {
        '#' | '@' | '$' | '＃' | '＠' | '＄' => true,
        '.' => before_word,
        '£' | '¢' | '¥' | '\u{20A0}'..='\u{20CF}' => true,
        c => c.is_alphanumeric(),
    }
}

/// Whether `c`, at the end of a word, belongs to it: `C++`, `C#`, `10%`.
pub(super) fn ends_word(c: char) -> bool {
    class(c) == Class::Letter || matches!(c, '+' | '#' | '%' | '$' | '＋' | '＃' | '％')
}

/// Whether a straight quote between these two is part of a Hebrew acronym.
pub(super) fn is_gershayim(previous: Option<char>, c: char, next: Option<char>) -> bool {
    let hebrew = |c: Option<char>| c.is_some_and(|c| ('\u{5D0}'..='\u{5EA}').contains(&c));
    c == '"' && hebrew(previous) && hebrew(next)
}
