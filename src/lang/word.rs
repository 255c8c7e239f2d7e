//! Fixed words in a language: headings and labels. The table of both languages is `report::word`.

use super::{Lang, grid};
use crate::domain::catalog::Label;
use crate::domain::onset::Onset;
use crate::report::model::{ColumnHeading, Word};
use crate::report::sheets::Sheet;
pub use crate::report::word::kind_word as kind;
use crate::report::word::onset_word;

pub fn word(lang: Lang, word: Word) -> &'static str {
    let (zh, en) = word.labels();
    lang.either(zh, en)
}

/// What an onset is called, in both languages.
pub fn onset(onset: Onset) -> Label {
    onset_word(onset).label()
}

/// The sheet that goes by a name in either language.
pub fn sheet_named(name: &str) -> Option<Sheet> {
    let is = |sheet: &Sheet| {
        let (zh, en) = sheet.word().labels();
        name == zh || name.eq_ignore_ascii_case(en)
    };
    Sheet::ALL.into_iter().find(is)
}

/// Whether a cell heads a line of sums, which is no row.
pub fn is_total(text: &str) -> bool {
    let text: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    ["合计", "小计", "总计"].contains(&text.trim_end_matches(['：', ':'])) || text.eq_ignore_ascii_case("total")
}

/// What a column is called, in both languages.
pub fn label(heading: &ColumnHeading) -> Label {
    match heading {
        ColumnHeading::Last(of) => label(of),
        ColumnHeading::Label(label)
        | ColumnHeading::CountOf(label)
        | ColumnHeading::ShareOf(label)
        | ColumnHeading::ProgressOf(label)
        | ColumnHeading::ProgressByWork(label)
        | ColumnHeading::DayOf(label) => label.clone(),
        ColumnHeading::Word(word) => word.label(),
        ColumnHeading::Month { month, .. } => {
            Label { zh: grid::month(Lang::Zh, *month).to_owned(), en: grid::month(Lang::En, *month).to_owned() }
        }
        ColumnHeading::UpToMonth(month) => Label { zh: format!("至{month}月"), en: format!("By month {month}") },
    }
}
