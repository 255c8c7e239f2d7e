//! Rust source as far as `tidy` has to read it: code without comments and strings, the strings, and the paths named.

/// A source text taken apart.
pub struct Source {
    /// The text with comments and the insides of literals blanked; as many lines as the text.
    pub code: String,
    /// String literals with the line they begin on.
    pub strings: Vec<(usize, String)>,
}

impl Source {
    pub fn new(text: &str) -> Self {
        let mut reader =
            Reader { rest: text.chars().collect(), at: 0, line: 1, code: String::new(), strings: Vec::new() };
        while reader.at < reader.rest.len() {
            reader.step();
        }
        Self { code: reader.code, strings: reader.strings }
    }

    /// Words, `::`, and single signs, each with its line.
    pub fn tokens(&self) -> Vec<(usize, String)> {
        let mut tokens: Vec<(usize, String)> = Vec::new();
        for (line, text) in (1..).zip(self.code.lines()) {
            let mut was_word = false;
            for sign in text.chars() {
                let is_word = sign.is_alphanumeric() || sign == '_';
                match tokens.last_mut() {
                    Some((_, word)) if is_word && was_word => word.push(sign),
                    Some((at, colon)) if sign == ':' && colon == ":" && *at == line => colon.push(sign),
                    _ if sign.is_whitespace() => {}
                    _ => tokens.push((line, sign.to_string())),
                }
                was_word = is_word;
            }
        }
        tokens
    }
}

struct Reader {
    rest: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    strings: Vec<(usize, String)>,
}

impl Reader {
    fn ahead(&self, steps: usize) -> char {
        self.rest.get(self.at + steps).copied().unwrap_or('\0')
    }

    /// Takes one sign; into the code as it is or blanked.
    fn take(&mut self, is_code: bool) -> char {
        let sign = self.ahead(0);
        self.at += 1;
        self.line += usize::from(sign == '\n');
        self.code.push(if is_code || sign == '\n' { sign } else { ' ' });
        sign
    }

    fn blank(&mut self, signs: usize) {
        for _ in 0..signs {
            self.take(false);
        }
    }

    fn step(&mut self) {
        let is_within_word = self.code.ends_with(|last: char| last.is_alphanumeric() || last == '_');
        match (self.ahead(0), self.ahead(1)) {
            ('/', '/') => {
                while !matches!(self.ahead(0), '\n' | '\0') {
                    self.take(false);
                }
            }
            ('/', '*') => self.block_comment(),
            ('r', '"' | '#') if !is_within_word || self.code.ends_with('b') => self.raw_string(),
            ('"', _) => self.string(),
            ('\'', next) if next == '\\' || self.ahead(2) == '\'' => self.character(),
            _ => {
                self.take(true);
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while self.at < self.rest.len() {
            match (self.ahead(0), self.ahead(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    self.take(false);
                    continue;
                }
            }
            self.blank(2);
            if depth == 0 {
                return;
            }
        }
    }

    fn raw_string(&mut self) {
        let hashes = (1..).take_while(|step| self.ahead(*step) == '#').count();
        if self.ahead(1 + hashes) != '"' {
            self.take(true);
            return;
        }
        let (line, mut text) = (self.line, String::new());
        self.blank(hashes + 2);
        let is_end = |reader: &Self| reader.ahead(0) == '"' && (1..=hashes).all(|step| reader.ahead(step) == '#');
        while self.at < self.rest.len() && !is_end(self) {
            text.push(self.take(false));
        }
        self.blank(hashes + 1);
        self.strings.push((line, text));
    }

    fn string(&mut self) {
        let (line, mut text) = (self.line, String::new());
        self.take(true);
        while !matches!(self.ahead(0), '"' | '\0') {
            let sign = self.take(false);
            text.push(sign);
            if sign == '\\' {
                text.push(self.take(false));
            }
        }
        self.take(true);
        self.strings.push((line, text));
    }

    fn character(&mut self) {
        self.take(true);
        if self.take(false) == '\\' {
            self.take(false);
        }
        while !matches!(self.ahead(0), '\'' | '\n' | '\0') {
            self.take(false);
        }
        self.take(true);
    }
}

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Of this crate: what stands at its root.
    Part(String),
    /// Of the standard library.
    Std(String),
    /// Any other first word of a path: a crate, or a name in scope.
    Word(String),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Brace {
    /// `mod name {`
    Module,
    /// `path::{`
    Group,
    Other,
}

/// The paths named in a source that stands `depth` modules below the root, and `use` of a bare word.
pub fn paths(source: &Source, depth: usize) -> Vec<(usize, Target)> {
    let tokens = source.tokens();
    let word = |at: usize| tokens.get(at).map_or("", |(_, word)| word.as_str());
    let mut found = Vec::new();
    let mut opened: Vec<Brace> = Vec::new();
    for (at, (line, token)) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" if at >= 2 && word(at - 2) == "mod" => opened.push(Brace::Module),
            "{" if at >= 1 && word(at - 1) == "::" => opened.push(Brace::Group),
            "{" => opened.push(Brace::Other),
            "}" => drop(opened.pop()),
            _ => {}
        }
        let is_first = at == 0 || word(at - 1) != "::";
        let is_bare_use = at > 0 && word(at - 1) == "use" && matches!(word(at + 1), ";" | "as");
        let is_word = token.starts_with(|first: char| first.is_alphabetic() || first == '_');
        if !is_word || !is_first || (word(at + 1) != "::" && !is_bare_use) {
            continue;
        }
        let names = |after: usize| leaves(&tokens, after);
        match token.as_str() {
            "crate" | "haishu_proj" => found.extend(names(at + 2).into_iter().map(|name| (*line, Target::Part(name)))),
            "std" | "core" | "alloc" => found.extend(names(at + 2).into_iter().map(|name| (*line, Target::Std(name)))),
            "super" => {
                let up = (0..).take_while(|step| word(at + 2 * step) == "super").count();
                let modules = opened.iter().filter(|brace| **brace == Brace::Module).count();
                if up == depth + modules {
                    found.extend(names(at + 2 * up).into_iter().map(|name| (*line, Target::Part(name))));
                }
            }
            "self" | "Self" => {}
            // Within `super::{csv::A}` the word is no crate.
            _ if opened.last() == Some(&Brace::Group) => {}
            name => found.push((*line, Target::Word(name.to_owned()))),
        }
    }
    found
}

/// The word at a place of a path, or the first words of the paths in a group.
fn leaves(tokens: &[(usize, String)], at: usize) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0;
    let mut is_first = true;
    for (_, token) in &tokens[at.min(tokens.len())..] {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," => is_first = depth == 1,
            name if is_first => {
                names.push(name.to_owned());
                is_first = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

#[test]
fn comments_and_strings_are_told_from_code() {
    let source = Source::new(
        "let a = \"x // \\\" y\"; // b::c\nlet d: &'a str = r#\"e \" f\"#; /* g /* h */ i */ let j = '\"';\n",
    );
    assert_eq!(source.code.lines().count(), 2);
    assert_eq!(source.strings, [(1, "x // \\\" y".to_owned()), (2, "e \" f".to_owned())]);
    let words: Vec<&str> = source.code.split_whitespace().collect();
    assert_eq!(words.join(" "), "let a = \" \"; let d: &'a str = ; let j = ' ';");
}

#[test]
fn paths_are_followed_to_the_root() {
    let text = "use crate::{error::{Error, Result}, lang};\nuse super::fact::Kind;\nuse super::super::store::View;\n\
                fn a() -> chrono::NaiveDate { std::env::var; self::b(); }\nmod tests { use super::super::render; use tempfile; }\n\
                use super::super::report;\n";
    let part = |name: &str| Target::Part(name.to_owned());
    let word = |name: &str| Target::Word(name.to_owned());
    let expected = [
        (1, part("error")),
        (1, part("lang")),
        (3, part("store")),
        (4, word("chrono")),
        (4, Target::Std("env".to_owned())),
        (5, word("tempfile")),
        (6, part("report")),
    ];
    assert_eq!(paths(&Source::new(text), 2), expected);
}
