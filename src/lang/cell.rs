//! Cells and column headings as people read them: on a page, on a card, in a sheet. JSON has no part in this.

use std::borrow::Cow;

use super::light::{light, verdict};
use super::say::say;
use super::sentence::sentence;
use super::word::word;
use super::{Lang, grid};
use crate::domain::Instant;
use crate::domain::catalog::{Label, Named};
use crate::domain::day::DayText;
use crate::domain::quantity::{Amount, Dimension, Scale, exact_grouped, rounded, rounded_plain};
use crate::report::model::{Cell, Column, ColumnHeading, Shape, Telling, Word};

/// "Nothing to say", where an empty place would look like a mistake.
const NOTHING: &str = "-";
/// Columns of a full bar.
const BAR: usize = 50;

/// A cell of a table on a page. Money is rounded to two decimals, so that a column of it can be compared at a glance.
#[must_use]
pub fn page(lang: Lang, cell: &Cell) -> String {
    shown(lang, cell, at_a_glance)
}

/// A cell of a card: as `page`, but quantities exact and with their unit, as they were filed.
#[must_use]
pub fn exact(lang: Lang, cell: &Cell) -> String {
    match cell {
        Cell::Points(points) => say!(lang, points = points.signed_points(); "{points}个百分点", "{points} points"),
        Cell::Number { number, unit } => with_unit(lang, &number.grouped(), unit.as_deref()),
        _ => shown(lang, cell, Lang::amount),
    }
}

/// A number with the unit of a field of the office's own: 12.50公里.
#[must_use]
pub fn with_unit(lang: Lang, number: &str, unit: Option<&str>) -> String {
    match unit {
        Some(unit) => say!(lang, "{number}{unit}", "{number} {unit}"),
        None => number.to_owned(),
    }
}

/// A cell of a sheet, which other programs calculate with: bare exact numbers, nothing for nothing.
#[must_use]
pub fn sheet(lang: Lang, cell: &Cell) -> Cow<'_, str> {
    Cow::Owned(match cell {
        Cell::Nothing | Cell::Bar(_) => return Cow::Borrowed(""),
        Cell::Text(text) | Cell::Indented { text, .. } | Cell::Code(text) => return Cow::Borrowed(text),
        Cell::Named(named) => return Cow::Borrowed(lang.name(named)),
        Cell::Word { word: of, .. } => return Cow::Borrowed(word(lang, *of)),
        Cell::List(names) => join_names(names),
        Cell::NamedList(all) => join_names(&labels(lang, all)),
        Cell::Stage { stage, .. } => staged(lang, stage.as_ref(), None), // the condition has a column of its own
        Cell::Rate(rate) => two_decimals(rate.basis_points()) + "%",
        Cell::Points(points) => two_decimals(points.basis_points_apart()),
        Cell::Number { number, .. } => number.exact(),
        Cell::Marks(marks) if marks.is_empty() => return Cow::Borrowed(""),
        Cell::Day(_)
        | Cell::Due(_)
        | Cell::Instant(_)
        | Cell::Count(_)
        | Cell::Flag(_)
        | Cell::Quantity { .. }
        | Cell::QuantityAt { .. }
        | Cell::Unit(_)
        | Cell::Sentences(_)
        | Cell::Light(_)
        | Cell::Verdict(_)
        | Cell::Marks(_) => said(lang, cell, Lang::plain),
    })
}

/// What stands between the names of a list in a sheet, in both languages: `、` and `, ` may stand within a name.
const BETWEEN_NAMES: char = '；';
/// Before what would else part a name in two.
const ESCAPE: char = '\\';

/// The names of a list in one cell of a sheet; [`split_names`] undoes it.
#[must_use]
pub fn join_names<T: AsRef<str>>(names: &[T]) -> String {
    let mut joined = String::new();
    for (at, name) in names.iter().enumerate() {
        if at > 0 {
            joined.push(BETWEEN_NAMES);
        }
        for sign in name.as_ref().chars() {
            if matches!(sign, ESCAPE | BETWEEN_NAMES) {
                joined.push(ESCAPE);
            }
            joined.push(sign);
        }
    }
    joined
}

/// The names in a cell of a sheet: parted by `；`, where no `\` stands before it. An empty name is none.
#[must_use]
pub fn split_names(cell: &str) -> Vec<String> {
    let (mut names, mut name) = (Vec::new(), String::new());
    let mut signs = cell.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            ESCAPE => name.push(signs.next_if(|next| matches!(*next, ESCAPE | BETWEEN_NAMES)).unwrap_or(ESCAPE)),
            BETWEEN_NAMES => names.push(std::mem::take(&mut name)),
            sign => name.push(sign),
        }
    }
    names.push(name);
    names.retain(|name| !name.is_empty());
    names
}

/// What stands in a name between the signs by which people part names, where a sheet wants `；`.
pub fn parts_of_name(name: &str) -> impl Iterator<Item = &str> {
    name.split(['、', '，', ',', ';', '/', '／']).map(str::trim).filter(|part| !part.is_empty())
}

fn labels(lang: Lang, all: &[Named]) -> Vec<String> {
    all.iter().map(|named| lang.name(named).to_owned()).collect()
}

/// Whether a card has no line for it.
#[must_use]
pub fn says_nothing(cell: &Cell) -> bool {
    match cell {
        Cell::Nothing => true,
        Cell::Stage { stage, condition } => stage.is_none() && condition.is_none(),
        Cell::List(names) => names.is_empty(),
        Cell::NamedList(all) => all.is_empty(),
        Cell::Sentences(sentences) => sentences.is_empty(),
        Cell::Verdict(grounds) => {
            grounds.telling != Telling::Whole && grounds.reasons.is_empty() && grounds.hand.is_none()
        }
        Cell::Text(_)
        | Cell::Indented { .. }
        | Cell::Code(_)
        | Cell::Day(_)
        | Cell::Due(_)
        | Cell::Instant(_)
        | Cell::Count(_)
        | Cell::Flag(_)
        | Cell::Quantity { .. }
        | Cell::Number { .. }
        | Cell::QuantityAt { .. }
        | Cell::Named(_)
        | Cell::Unit(_)
        | Cell::Word { .. }
        | Cell::Rate(_)
        | Cell::Points(_)
        | Cell::Bar(_)
        | Cell::Light(_)
        | Cell::Marks(_) => false,
    }
}

/// The heading of a column, without its unit.
#[must_use]
pub fn heading(lang: Lang, column: &Column) -> String {
    headed(lang, &column.heading)
}

/// The same in both languages, for whoever is told in either.
#[must_use]
pub fn heading_label(column: &Column) -> Label {
    Label { zh: heading(Lang::Zh, column), en: heading(Lang::En, column) }
}

/// What a heading says.
#[must_use]
pub fn headed(lang: Lang, heading: &ColumnHeading) -> String {
    let label = match heading {
        ColumnHeading::Word(of) => word(lang, *of),
        ColumnHeading::Label(label) => lang.pick(label),
        ColumnHeading::CountOf(of) => &count_of(lang, of),
        ColumnHeading::ShareOf(of) => &share_of(lang, of),
        ColumnHeading::ProgressOf(of) => &progress_of(lang, of),
        ColumnHeading::ProgressByWork(of) => &progress_by_work(lang, of),
        ColumnHeading::DayOf(label) => &day_of(lang, label),
        ColumnHeading::Last(of) => &last(lang, &headed(lang, of)),
        ColumnHeading::UpToMonth(month) => &say!(lang, "至{month}月", "by month {month}"),
        ColumnHeading::Month { month, is_running: true } => &format!("{}*", grid::month(lang, *month)),
        ColumnHeading::Month { month, is_running: false } => grid::month(lang, *month),
    };
    let capital = capital(label);
    say!(lang, "{label}", "{capital}")
}

/// What was returned last.
fn last(lang: Lang, of: &str) -> String {
    say!(lang, "上次·{of}", "Last: {of}")
}

/// 户数 of 总户数.
fn count_of(lang: Lang, of: &Label) -> String {
    let zh = of.zh.strip_prefix('总').filter(|rest| !rest.is_empty()).unwrap_or(&of.zh);
    say!(lang, "{zh}", "count")
}

fn share_of(lang: Lang, of: &Label) -> String {
    let of = lang.pick(of);
    say!(lang, "占{of}", "of all")
}

fn progress_of(lang: Lang, of: &Label) -> String {
    let of = lang.pick(of);
    say!(lang, "{of}进度", "{of}")
}

fn progress_by_work(lang: Lang, of: &Label) -> String {
    let of = lang.pick(of);
    say!(lang, "分项{of}进度", "{of} by project")
}

fn day_of(lang: Lang, label: &Label) -> String {
    let label = lang.pick(label);
    say!(lang, "{label}日期", "{label} on")
}

/// The heading of a column of bare numbers: `总投资(万元)`, `Total investment (CNY million)`, `差(百分点)`.
#[must_use]
pub fn heading_with_unit(lang: Lang, column: &Column) -> String {
    let heading = heading(lang, column);
    let unit = match column.shape {
        Shape::Points => say!(lang, "百分点", "points"),
        // 签约户数 says what it counts
        Shape::Quantity(dimension @ Dimension::Count(_)) if heading.contains(&lang.unit(dimension)) => return heading,
        Shape::Quantity(dimension) => lang.unit(dimension),
        Shape::Text | Shape::Fixed | Shape::Count | Shape::Amount | Shape::Rate | Shape::Sign => match &column.unit {
            Some(unit) => unit.clone(),
            None => return heading,
        },
    };
    say!(lang, "{heading}({unit})", "{heading} ({unit})")
}

fn shortened(column: &Column) -> Column {
    Column { heading: column.short.clone().unwrap_or_else(|| column.heading.clone()), ..column.clone() }
}

/// As `heading_with_unit`, where there is little room.
#[must_use]
pub fn short_heading_with_unit(lang: Lang, column: &Column) -> String {
    heading_with_unit(lang, &shortened(column))
}

/// The heading of a column on a page, where there is little room, each percentage carries its own sign, and 差 stands
/// behind the two of which it is the difference.
#[must_use]
pub fn page_heading(lang: Lang, column: &Column) -> String {
    let column = &shortened(column);
    match column.shape {
        Shape::Quantity(Dimension::Percent) | Shape::Points => heading(lang, column),
        Shape::Quantity(dimension) if dimension.is_whole() => heading(lang, column), // 签约厂数 stands beside 总厂数
        Shape::Quantity(Dimension::Money | Dimension::Area | Dimension::Land | Dimension::Count(_))
        | Shape::Text
        | Shape::Fixed
        | Shape::Count
        | Shape::Amount
        | Shape::Rate
        | Shape::Sign => heading_with_unit(lang, column),
    }
}

/// English labels are stored in lower case, for use within a sentence; at the head of something they need a capital.
#[must_use]
pub fn capital(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A moment as people read it. Seconds matter to nobody but the ledger.
#[must_use]
pub fn moment(at: Instant) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

/// A label before what it labels: 问题：…
#[must_use]
pub fn labelled(lang: Lang, label: &str, value: &str) -> String {
    say!(lang, "{label}：{value}", "{label}: {value}")
}

/// A rate or a difference of rates for a sheet: two decimals of a point, which is as fine as basis points are.
fn two_decimals(basis_points: Amount) -> String {
    rounded_plain(basis_points, Scale::PercentPoint, 2)
}

/// How a quantity is put.
type Put = fn(Lang, Amount, Dimension) -> String;

fn shown(lang: Lang, cell: &Cell, put: Put) -> String {
    let said = said(lang, cell, put);
    let is_bar = matches!(cell, Cell::Bar(_)); // an empty bar is a bar
    if said.is_empty() && !is_bar {
        return NOTHING.to_owned();
    }
    if let Cell::Indented { level, .. } = cell { "  ".repeat(*level) + &said } else { said }
}

/// The words of a cell; empty if there is nothing to say.
fn said(lang: Lang, cell: &Cell, put: Put) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) | Cell::Indented { text, .. } | Cell::Code(text) => text.clone(),
        Cell::Day(day) => DayText::of(*day).as_str().to_owned(),
        Cell::Due(due) => due.to_string(),
        Cell::Instant(at) => moment(*at),
        Cell::Count(count) => count.to_string(),
        Cell::Flag(true) => word(lang, Word::Yes).to_owned(),
        Cell::Flag(false) => word(lang, Word::No).to_owned(),
        Cell::Quantity { value, dimension } => put(lang, *value, *dimension),
        Cell::Number { number, .. } => number.grouped(),
        Cell::QuantityAt { value, dimension, day } => {
            let value = put(lang, *value, *dimension);
            say!(lang, "{value}（截至{day}）", "{value} (as of {day})")
        }
        Cell::Named(named) => lang.name(named).to_owned(),
        Cell::Unit(dimension) => lang.unit(*dimension),
        Cell::Word { word: of, .. } => word(lang, *of).to_owned(),
        Cell::Stage { stage, condition } => staged(lang, stage.as_ref(), condition.as_deref()),
        Cell::List(names) => lang.join(names),
        Cell::NamedList(all) => lang.join(&labels(lang, all)),
        Cell::Sentences(sentences) => {
            let all: Vec<String> = sentences.iter().map(|each| sentence(lang, each)).collect();
            lang.join_clauses(&all)
        }
        Cell::Rate(rate) => rate.percent(),
        Cell::Points(points) => points.signed_points(),
        Cell::Bar(share) => "#".repeat(share.parts(BAR)),
        Cell::Light(of) => light(lang, *of).to_owned(),
        Cell::Verdict(grounds) => verdict(lang, grounds),
        Cell::Marks(marks) => grid::marks(lang, marks),
    }
}

/// 在建/停工
fn staged(lang: Lang, stage: Option<&Named>, condition: Option<&Named>) -> String {
    let words: Vec<&str> = stage.into_iter().chain(condition).map(|named| lang.name(named)).collect();
    words.join("/")
}

fn at_a_glance(lang: Lang, value: Amount, dimension: Dimension) -> String {
    match dimension {
        Dimension::Money => rounded(value, lang.scale(dimension), 2),
        Dimension::Percent => lang.amount(value, dimension),
        Dimension::Area | Dimension::Land | Dimension::Count(_) => exact_grouped(value, lang.scale(dimension)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_a_sheet() {
        let cases: [(&[&str], &str); 6] = [
            (&[], ""),
            (&["甲"], "甲"),
            (&["甲", "乙, 丙、丁"], "甲；乙, 丙、丁"),
            (&["甲；乙", "丙"], r"甲\；乙；丙"),
            (&[r"甲\", "乙"], r"甲\\；乙"),
            (&[r"\；\"], r"\\\；\\"),
        ];
        for (names, cell) in cases {
            assert_eq!(join_names(names), cell);
            assert_eq!(split_names(cell), names);
        }
        // as somebody types them
        assert_eq!(split_names(r"；甲\乙；；丙\"), [r"甲\乙", r"丙\"]);
    }

    #[test]
    fn a_sheet_has_the_stage_without_the_condition() {
        let named =
            |label: &str| Named { code: label.to_owned(), label: Label { zh: label.to_owned(), en: String::new() } };
        let staged =
            |stage: Option<&str>| Cell::Stage { stage: stage.map(named), condition: Some(named("停工").into()) };
        assert_eq!(sheet(Lang::Zh, &staged(Some("在建"))), "在建");
        assert_eq!(sheet(Lang::Zh, &staged(None)), "");
        assert_eq!(page(Lang::Zh, &staged(Some("在建"))), "在建/停工");
    }

    proptest! {
        #[test]
        fn names_come_back(names in proptest::collection::vec(r"[甲乙；\\, a]{1,5}", 0..5)) {
            prop_assert_eq!(split_names(&join_names(&names)), names);
        }

        #[test]
        fn what_was_split_is_joined_the_same(cell in r"[甲；\\, a]{0,12}") {
            let names = split_names(&cell);
            prop_assert_eq!(split_names(&join_names(&names)), names);
        }
    }
}
