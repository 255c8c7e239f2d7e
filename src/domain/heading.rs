//! How offices call the columns of their lists. The words are facts of the register: those it was made with, and what an
//! office adds of its own; which column of a sheet they make of a heading is left to the import.

use super::name::half_width;

/// What a heading says to be passed over: a running number, or what the register computes by itself.
pub const NOT_READ: &str = "-";

/// The words for headings, those of the office after those that came with the register.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HeadingWords {
    /// The word in its plain form, as it was given, and the key of its column or [`NOT_READ`].
    words: Vec<HeadingWord>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeadingWord {
    pub word: String,
    /// The key of a column, or [`NOT_READ`].
    pub field: String,
    /// An office added it.
    pub is_own: bool,
    plain: String,
}

/// What a heading means by its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// One column.
    Field(String),
    /// One of several columns: whoever knows is to say.
    OneOf(Vec<String>),
    /// Nothing is read under it.
    NotRead,
    Unknown,
}

impl HeadingWords {
    /// A word that offices use, beside what else it may mean.
    fn add(&mut self, word: String, field: String) {
        self.words.push(HeadingWord { plain: plain(&word), word, field, is_own: false });
    }

    /// A word of the office: the column it is from now on, whatever it was; `None`: it means nothing any more.
    pub fn state(&mut self, word: &str, field: Option<&str>) {
        let plain = plain(word);
        self.words.retain(|known| known.plain != plain);
        let (word, is_own) = (word.to_owned(), true);
        self.words.extend(field.map(|field| HeadingWord { plain, word, field: field.to_owned(), is_own }));
    }

    pub fn iter(&self) -> impl Iterator<Item = &HeadingWord> {
        self.words.iter()
    }

    /// Whether a heading is a word as it stands.
    pub fn knows(&self, word: &str) -> bool {
        let plain = plain(word);
        self.words.iter().any(|known| known.plain == plain)
    }

    /// Whether a heading is a word that the office added.
    pub fn is_own(&self, heading: &str) -> bool {
        let plain = plain(heading);
        self.words.iter().any(|known| known.is_own && known.plain == plain)
    }

    /// What a heading means; `parts`: those of the headings above it first, its own last.
    pub fn meaning(&self, parts: &[&str]) -> Meaning {
        for form in forms(parts) {
            let mut fields: Vec<String> = Vec::new();
            for known in self.words.iter().filter(|known| known.plain == form) {
                if !fields.contains(&known.field) {
                    fields.push(known.field.clone());
                }
            }
            match fields.as_slice() {
                [] => {}
                [only] if only == NOT_READ => return Meaning::NotRead,
                [only] => return Meaning::Field(only.clone()),
                _ => return Meaning::OneOf(fields),
            }
        }
        if parts.last().is_some_and(|own| is_rate(&plain(own))) { Meaning::NotRead } else { Meaning::Unknown }
    }

    /// The column whose word is most of a heading, for a proposal to whoever knows.
    pub fn likely(&self, heading: &str) -> Option<&str> {
        let heading = plain(heading);
        let is_done = DONE.iter().any(|word| heading.contains(word));
        let held = self.words.iter().filter(|known| {
            let length = known.plain.chars().count();
            known.field != NOT_READ && length > 2 && heading.contains(&*known.plain)
        });
        let held = held.filter(|known| !(is_done && matches!(&*known.field, "total" | "plan")));
        held.max_by_key(|known| known.plain.len()).map(|known| &*known.field)
    }
}

/// What was said of the headings of a list, so that the next list with the same headings asks nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answer {
    /// The headings of the list, each in its plain form.
    pub headings: Vec<String>,
    /// Of some of them: the column, with the unit of its numbers; `None`: nothing is read under it.
    pub columns: Vec<(String, Option<AnsweredColumn>)>,
    /// Code of the category of new works.
    pub category: Option<String>,
    /// The headings below which a blank cell is as the one above it.
    pub fill: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct AnsweredColumn {
    pub field: String,
    pub unit: Option<String>,
}

impl Answer {
    /// What was said of a heading.
    #[must_use]
    pub fn column(&self, heading: &str) -> Option<Option<&AnsweredColumn>> {
        let plain = plain(heading);
        self.columns.iter().find(|(known, _)| *known == plain).map(|(_, column)| column.as_ref())
    }

    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.category.is_none() && self.fill.is_empty()
    }
}

/// What a part of an answer is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnswerAbout {
    Category,
    Column,
    Fill,
}

codes!(AnswerAbout { Category => "category", Column => "column", Fill => "fill" });

/// A statement about headings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HeadingFact {
    /// What offices usually call a column. A word said of two columns may be either.
    Usual {
        word: String,
        field: String,
    },
    /// What an office means by a word; `None`: nothing any more.
    Word {
        word: String,
        field: Option<String>,
    },
    Answered(Answer),
}

/// The words of the office and the answers in force.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Headings {
    pub words: HeadingWords,
    answers: Vec<Answer>,
}

impl Headings {
    /// What holds by the facts that count, in the order they were recorded.
    pub fn fold(facts: impl IntoIterator<Item = HeadingFact>) -> Self {
        let mut headings = Self::default();
        for fact in facts {
            match fact {
                HeadingFact::Usual { word, field } => headings.words.add(word, field),
                HeadingFact::Word { word, field } => headings.words.state(&word, field.as_deref()),
                HeadingFact::Answered(answer) => {
                    headings.answers.retain(|known| known.headings != answer.headings);
                    headings.answers.push(answer);
                }
            }
        }
        headings
    }

    /// The answer for a list with these headings, in their plain form, or for the list most like it that had most of
    /// them.
    #[must_use]
    pub fn answer(&self, headings: &[String]) -> Option<&Answer> {
        if let Some(same) = self.answers.iter().find(|answer| answer.headings == headings) {
            return Some(same);
        }
        let shared = |answer: &Answer| answer.headings.iter().filter(|heading| headings.contains(heading)).count();
        let likest = self.answers.iter().max_by_key(|answer| shared(answer))?;
        let most = headings.len().max(likest.headings.len());
        (shared(likest) * 3 >= most * 2).then_some(likest)
    }
}

/// A heading of what was done, or of a rate, is none of what is planned or costs.
const DONE: [&str; 4] = ["完成", "率", "比例", "占比"];

/// The forms a heading may be known in, the fullest first: with those above it, by itself, without its year.
fn forms(parts: &[&str]) -> Vec<String> {
    let own = parts.last().copied().unwrap_or_default();
    let mut forms = vec![plain(&parts.concat())];
    if let [.., above, own] = parts {
        // 完成投资 over 本年 is 本年完成投资
        forms.extend([plain(&format!("{above}{own}")), plain(&format!("{own}{above}"))]);
    }
    let alone = plain(own);
    // 年度计划 over 2022年 is the plan of that year, 总投资 over 合计 is all of it
    if let ([.., above, _], "年" | "年度" | "合计" | "小计" | "总计" | "共计" | "全年") = (parts, alone.as_str())
    {
        forms.push(plain(above));
    }
    let year = parts.iter().any(|part| plain(part).contains('年')).then(|| format!("年{alone}"));
    forms.extend(year);
    let bare = alone.strip_prefix("年度").or_else(|| alone.strip_prefix('年')).map(str::to_owned);
    forms.push(alone);
    // the year of a sum or of money is no ornament
    forms.extend(bare.filter(|bare| !bare.contains("投资") && bare.chars().count() > 1));
    forms.retain(|form| !form.is_empty());
    forms.dedup();
    forms
}

fn is_rate(plain: &str) -> bool {
    ["率", "比例", "占比", "百分比"].iter().any(|end| plain.ends_with(end))
}

/// A heading without what does not change which column it is: stars, brackets and what stands in them, units, spaces,
/// which year, which months, until when.
#[must_use]
pub fn plain(heading: &str) -> String {
    let mut text = unbracketed(&half_width(heading));
    text.retain(|sign| !sign.is_whitespace() && !"*＊#:;,、。．'\"“”_⁄".contains(sign));
    let text = text.to_lowercase().replace(['—', '–', '－', '~', '～'], "-");
    // a year's end is told from the end of any month
    let mut text = numberless(&text.replace("年12月", "年十二月"));
    for (from, to) in REPLACED {
        text = text.replace(from, to);
    }
    let bare = UNITS.iter().find_map(|unit| text.strip_suffix(unit)).filter(|bare| bare.chars().count() > 1);
    bare.map_or(text.clone(), str::to_owned)
}

/// What headings say in several ways, and in which it is held here: `#` is a number. The longer stand first.
const REPLACED: &[(&str, &str)] = &[
    ("--", "-"),
    ("截止", "截至"),
    ("月份", "月"),
    ("年末", "年底"),
    ("#至#月", "#-#月"),
    ("#到#月", "#-#月"),
    ("#月-#月", "#-#月"),
    ("截至#年十二月#日", "年底"),
    ("截至#年十二月底", "年底"),
    ("截至#年十二月", "年底"),
    ("至#年十二月底", "年底"),
    ("#年十二月底", "年底"),
    ("十二月", "#月"),
    ("截至#年底", "年底"),
    ("截至上年底", "年底"),
    ("截至去年底", "年底"),
    ("至#年底", "年底"),
    ("至上年底", "年底"),
    ("#年底", "年底"),
    ("上年底", "年底"),
    ("去年底", "年底"),
    ("截至#年#月底", ""),
    ("至#年#月底", ""),
    ("截至#年#月#日", ""),
    ("截至#年#月", ""),
    ("截至#月底", ""),
    ("截至#月", ""),
    ("截至目前", ""),
    ("截至当前", ""),
    ("目前为止", ""),
    ("某年", "年"),
    ("#年度", "年度"),
    ("#年", "年"),
    ("#-#月", "1至月"),
    ("年1至月", "1至月"),
    ("#月", "月"),
    ("年月", "月"),
    ("投资额", "投资"),
    ("实际完成", "完成"),
    ("投资完成额", "完成投资"),
];

/// In which numbers are counted; the longer stand first.
const UNITS: [&str; 13] =
    ["万平方米", "平方公里", "平方米", "百万元", "千万元", "万元", "亿元", "千元", "万㎡", "公顷", "亩", "㎡", "%"];

/// Every number as `#`.
fn numberless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if !sign.is_ascii_digit() {
            out.push(sign);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}

/// Without brackets and what stands in them: 项目(工程)名称.
fn unbracketed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for sign in text.chars() {
        match sign {
            '(' | '[' | '【' | '〔' | '<' | '《' => depth += 1,
            ')' | ']' | '】' | '〕' | '>' | '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(sign),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
#[path = "heading_test.rs"]
mod tests;
