//! Which column of the register each column of a file is: by its heading in either language, whatever its width and
//! spaces, or by its key in JSON. The unit of a quantity stands in brackets behind its heading.

use crate::domain::name::half_width;
use crate::domain::quantity::{Dimension, is_same_unit, is_unit_of, measured_in};
use crate::lang::Lang;
use crate::lang::cell::heading;
use crate::report::model::{Column, Holds};
use crate::sheet::grid::{FileFormat, Line, Raw};

/// The columns of a file.
#[derive(Clone, Debug, Default)]
pub struct Headings {
    /// For each column of the register that the file has.
    pub known: Vec<Headed>,
    /// Headings that name no column, and their places in the rows of the file.
    pub unknown: Vec<String>,
    pub unknown_places: Vec<usize>,
    /// Headings of quantities with something else in their brackets than a unit of theirs.
    pub misfits: Vec<Misfit>,
    /// So many cells the line of headings has, blank ones too.
    pub width: usize,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Headed {
    /// Its place in the rows of the file.
    pub place: usize,
    /// Its place among the columns of the register.
    pub column: usize,
    /// As it stands in the file.
    pub heading: String,
    /// The unit behind it, as quantities are read in it.
    pub unit: Option<String>,
}

/// A heading that says a unit its column cannot be counted in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misfit {
    pub heading: String,
    pub unit: String,
    /// What the column holds; `None`: what the row says.
    pub dimension: Option<Dimension>,
}

/// A column of the register that two columns of a file claim to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Twice {
    pub heading: String,
    pub places: [usize; 2],
}

/// A heading of another office's sheet, and the column of the register it is said to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    /// As it was typed.
    pub heading: String,
    pub column: usize,
    /// The unit of the numbers below it, where one was named.
    pub unit: Option<String>,
}

/// What is wrong with the column a heading is said to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadField {
    Unknown,
    Misfit(Misfit),
}

impl Given {
    /// `field`: a heading of the register in either language, or its key, with a unit behind it where it has one.
    pub fn new(columns: &[Column], said_of: &str, field: &str) -> Result<Self, BadField> {
        let (name, unit) = in_two(field).map_or((tidy(field), None), |(name, unit)| (name, Some(unit)));
        let by_key = columns.iter().find(|column| *column.key == name);
        let field = by_key.map_or_else(
            || field.to_owned(),
            |column| heading(Lang::Zh, column) + &unit.map_or_else(String::new, |unit| format!("({unit})")),
        );
        let line = Line { number: 0, cells: vec![Raw::Text(field)] };
        let found = Headings::of(columns, &line, FileFormat::Csv).unwrap_or_default();
        match (found.known.into_iter().next(), found.misfits.into_iter().next()) {
            (_, Some(misfit)) => Err(BadField::Misfit(misfit)),
            (Some(Headed { column, unit, .. }), None) => Ok(Self { heading: said_of.trim().to_owned(), column, unit }),
            (None, None) => Err(BadField::Unknown),
        }
    }

    /// Whether it is the heading in a cell, with or without the brackets behind that, and with or without the headings
    /// above it.
    pub fn is(&self, text: &str) -> bool {
        let own = tidy(&self.heading);
        let is_own = |part: &str| tidy(part) == own || in_two(part).is_some_and(|(name, _)| name == own);
        let below = text.match_indices(ABOVE).map(|(at, sign)| &text[at + sign.len()..]);
        is_own(text) || below.into_iter().any(is_own)
    }
}

/// Between a heading and the one that stands above it and its neighbours: 投资⁄总投资. It looks like the sign people type,
/// and is another, for that may stand within a heading: 开工/完工时间.
pub const ABOVE: char = '\u{2044}';

/// A heading without those above it.
pub fn lowest_part(text: &str) -> &str {
    text.rsplit(ABOVE).next().unwrap_or(text)
}

impl Headings {
    /// Finds the columns that the cells of a line head.
    ///
    /// # Errors
    /// The headings that stand twice.
    pub fn of(columns: &[Column], line: &Line, format: FileFormat) -> Result<Self, Vec<Twice>> {
        let names: Vec<[String; 3]> = columns.iter().map(names).collect();
        let by = |name: &str| names.iter().position(|known| known.iter().any(|known| known == name));
        Self::found(columns, line, |text| match (by(&tidy(text)), in_two(text)) {
            (None, Some((name, unit))) if format != FileFormat::Json => Some((by(&name)?, Some(unit))),
            (column, _) => Some((column?, None)),
        })
    }

    /// Finds the columns of another office's sheet: those that `given` names, and beside them those with a heading of ours
    /// that may be read so.
    ///
    /// # Errors
    /// The headings that stand twice.
    pub fn given(
        columns: &[Column],
        line: &Line,
        given: &[Given],
        is_natural: impl Fn(&Column) -> bool,
    ) -> Result<Self, Vec<Twice>> {
        let names: Vec<[String; 3]> = columns.iter().map(names).collect();
        let by = |name: &str| {
            let column = names.iter().position(|known| known.iter().any(|known| known == name));
            column.filter(|at| is_natural(&columns[*at]))
        };
        Self::found(columns, line, |text| {
            if let Some(given) = given.iter().find(|given| given.is(text)) {
                return Some((given.column, given.unit.clone()));
            }
            let last = lowest_part(text);
            let column = by(&tidy(text)).or_else(|| by(&tidy(last))).or_else(|| by(&in_two(last)?.0))?;
            (!given.iter().any(|given| given.column == column)).then_some((column, None))
        })
    }

    fn found(
        columns: &[Column],
        line: &Line,
        column_of: impl Fn(&str) -> Option<(usize, Option<String>)>,
    ) -> Result<Self, Vec<Twice>> {
        let mut found = Self { width: line.cells.len(), ..Self::default() };
        let mut twice = Vec::new();
        for (place, cell) in line.cells.iter().enumerate() {
            let text = match cell {
                Raw::Text(text) | Raw::Number(text) => text.trim().to_owned(),
                Raw::Day(day) => day.to_string(),
                Raw::Due(due) => due.to_string(),
                _ => continue,
            };
            let Some((column, unit)) = column_of(&text) else {
                found.unknown.push(text);
                found.unknown_places.push(place);
                continue;
            };
            let heading = text;
            if let Some(first) = found.known.iter().find(|known| known.column == column) {
                twice.push(Twice { heading, places: [first.place + 1, place + 1] });
                continue;
            }
            if let Some(unit) = &unit {
                found.misfits.extend(misfit(&columns[column], &heading, unit));
            }
            let unit = unit.map(|unit| known_unit(&unit).to_owned());
            found.known.push(Headed { place, column, heading, unit });
        }
        if twice.is_empty() { Ok(found) } else { Err(twice) }
    }

    /// The place of a column of the register in the rows of the file.
    pub fn place(&self, column: usize) -> Option<usize> {
        self.known.iter().find(|known| known.column == column).map(|known| known.place)
    }
}

/// The unit of a heading or a row as quantities are read in it: a sheet in English counts money in millions.
pub fn known_unit(unit: &str) -> &str {
    match unit.to_lowercase().as_str() {
        "cny million" => "百万元",
        "mu" => "亩",
        _ => unit,
    }
}

fn misfit(column: &Column, heading: &str, unit: &str) -> Option<Misfit> {
    if let Holds::Decimal(_) = column.holds {
        let is_own = column.unit.as_deref().is_some_and(|own| tidy(own) == tidy(unit));
        return (!is_own).then(|| Misfit { heading: heading.to_owned(), unit: unit.to_owned(), dimension: None });
    }
    let dimension = match column.holds {
        Holds::Quantity(dimension) if !is_unit_of(known_unit(unit), dimension) => Some(dimension),
        Holds::Amount if measured_in(known_unit(unit)).is_none() => None,
        _ => return None,
    };
    Some(Misfit { heading: heading.to_owned(), unit: unit.to_owned(), dimension })
}

/// What a column can be called: in Chinese, in English, in data.
fn names(column: &Column) -> [String; 3] {
    [tidy(&heading(Lang::Zh, column)), tidy(&heading(Lang::En, column)), column.data_key()]
}

/// Half width, lower case, without spaces and line breaks.
pub fn tidy(text: &str) -> String {
    let signs = half_width(text).replace(ABOVE, "/");
    signs.chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The unit of a dimension that a heading names in any of the ways people do: 总投资（单位：亿元）, 总投资【万元】, 总投资 亿元,
/// and 投资（万元）/总投资, where it stands above.
pub fn unit_in(text: &str, dimension: Dimension) -> Option<String> {
    let is_unit = |unit: &str| is_unit_of(known_unit(unit), dimension);
    text.rsplit(ABOVE).find_map(|part| {
        let part = half_width(part);
        if is_in_several(&part, dimension) {
            return None;
        }
        let bracketed = in_two(&part).map(|(_, unit)| unit).filter(|unit| is_unit(unit));
        bracketed.or_else(|| words(&part).find(|word| is_unit(word)).map(str::to_owned)).or_else(|| {
            // 总投资亿元, but not 美元 nor 十亿元
            let last = words(&part).last()?;
            let mut ends = last.char_indices().skip(1).map(|(at, _)| last.split_at(at));
            ends.find(|(before, end)| before.ends_with(['资', '额', '费', '款', '积', '地']) && is_unit(end))
                .map(|(_, end)| end.to_owned())
        })
    })
}

/// Whether a heading names two units of a dimension: 总投资（万元/亿元） says of neither that it is the one.
fn is_in_several(text: &str, dimension: Dimension) -> bool {
    let mut units = words(text).map(known_unit).filter(|unit| is_unit_of(unit, dimension));
    units.next().is_some_and(|first| units.any(|unit| !is_same_unit(unit, first)))
}

/// What stands in brackets behind a heading and looks like a unit, but is none of a dimension: 美元, 千亩.
pub fn odd_unit(text: &str, dimension: Dimension) -> Option<String> {
    let (_, unit) = in_two(lowest_part(text))?;
    let looks =
        ["元", "亩", "米", "顷", "户", "人", "m2", "m²", "㎡"].iter().any(|end| unit.to_lowercase().ends_with(end));
    (looks && unit_in(text, dimension).is_none() && !is_in_several(&half_width(text), dimension)).then_some(unit)
}

/// Whether a text is a unit and nothing else, in brackets or not: （亿元）.
pub fn is_unit_alone(text: &str) -> bool {
    let text = half_width(text);
    let bare = text.trim().trim_start_matches(['(', '[', '【']).trim_end_matches([')', ']', '】']).trim();
    let bare = bare.strip_prefix("单位").map_or(bare, |rest| rest.trim_start_matches(':').trim());
    measured_in(known_unit(bare)).is_some()
}

/// The units a line says the numbers below it are in: 单位：万元、亩. A line that says more than units says none.
pub fn units_stated(text: &str) -> Vec<String> {
    let text = half_width(text);
    let text = text.trim().trim_start_matches('(').trim_end_matches(')');
    let stated = ["单位", "金额单位", "计量单位"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or_default();
    let units: Vec<String> = words(stated).map(str::to_owned).collect();
    if units.iter().all(|word| measured_in(word).is_some()) { units } else { Vec::new() }
}

/// The units that a title says in brackets at its end: 治水项目表（单位：万元）, 项目表（万元）.
pub fn units_titled(text: &str) -> Vec<String> {
    let text = half_width(text);
    let Some((_, inner)) = text.trim().strip_suffix(')').and_then(|text| text.rsplit_once('(')) else {
        return Vec::new();
    };
    let bare = ["金额单位", "计量单位", "单位"].iter().find_map(|word| inner.strip_prefix(word)).unwrap_or(inner);
    units_stated(&format!("单位{bare}"))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|sign: char| !(sign.is_alphanumeric() || sign == '%'));
    words.map(|word| word.strip_prefix("单位").unwrap_or(word)).filter(|word| !word.is_empty())
}

/// `总投资（万元）` into the name and the unit.
fn in_two(text: &str) -> Option<(String, String)> {
    let bracket = |sign| match sign {
        '[' | '【' | '〔' => '(',
        ']' | '】' | '〕' => ')',
        sign => sign,
    };
    let text: String = half_width(text).chars().map(bracket).collect();
    let text = text.trim();
    let (name, unit) = text.strip_suffix(')')?.rsplit_once('(')?;
    Some((tidy(name), unit.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::model::{Role, Shape, Word};

    fn columns() -> Vec<Column> {
        vec![
            Column::new("code", Word::Code, Shape::Fixed).holding(Role::Key, Holds::Code),
            Column::new("name", Word::Name, Shape::Text),
            Column::new("plan", Word::Plan, Shape::Quantity(Dimension::Money))
                .holding(Role::Plan, Holds::Quantity(Dimension::Money)),
        ]
    }

    fn line(headings: &[&str]) -> Line {
        Line { number: 1, cells: headings.iter().map(|heading| Raw::Text((*heading).to_owned())).collect() }
    }

    fn found(headings: &[&str], format: FileFormat) -> Result<Headings, Vec<Twice>> {
        Headings::of(&columns(), &line(headings), format)
    }

    #[test]
    fn headings_are_found_in_either_language_and_order() {
        let read = found(&["年度计划（亿元）", "备注", " code ", "项目\n名称"], FileFormat::Csv).expect("once each");
        let known: Vec<_> = read.known.iter().map(|known| (known.column, known.place, known.unit.as_deref())).collect();
        assert_eq!(known, [(2, 0, Some("亿元")), (0, 2, None), (1, 3, None)]);
        assert_eq!(read.unknown, ["备注"]);
        assert_eq!(found(&["PLAN (CNY million)"], FileFormat::Csv).expect("one").known[0].column, 2);
    }

    #[test]
    fn a_unit_is_found_wherever_people_put_it() {
        let money = |text: &str| unit_in(text, Dimension::Money);
        for text in [
            "总投资（单位：亿元）",
            "总投资【亿元】",
            "总投资〔亿元〕",
            "总投资亿元",
            "总投资 亿元",
            "总投资（亿元，含征迁）",
            "总投资（亿元）\n（估算）",
            "投资（亿元）⁄总投资",
        ] {
            assert_eq!(money(text).as_deref(), Some("亿元"), "{text}");
        }
        assert_eq!(money("投资(亿元)⁄总投资(万元)").as_deref(), Some("万元"), "the nearest counts");
        assert_eq!((money("总投资（万元/亿元）"), odd_unit("总投资（万元/亿元）", Dimension::Money)), (None, None));
        assert_eq!((money("总投资"), money("面积(亩)"), money("2022年计划")), (None, None, None));
        for text in ["总投资（美元）", "总投资（十亿元）", "总投资（单元）", "元宝街道改造", "亿元以上项目"]
        {
            assert_eq!(money(text), None, "{text}");
        }
        assert_eq!(odd_unit("总投资（万美元）", Dimension::Money).as_deref(), Some("万美元"));
        assert_eq!(odd_unit("总投资（含征迁）", Dimension::Money), None);
        assert_eq!(units_stated("  单位： 万元、亩  "), ["万元", "亩"]);
        assert_eq!(units_stated("（单位 亿元）"), ["亿元"]);
        for text in ["填报单位：区水利局 总投资12.5亿元", "单位：万元（总投资：亿元）", "年度计划（单位：亿元）"]
        {
            assert!(units_stated(text).is_empty(), "{text}");
        }
        assert!(is_unit_alone("（亿元）") && is_unit_alone(" 单位：万元") && !is_unit_alone("总投资"));
    }

    #[test]
    fn json_has_its_own_names() {
        let read = found(&["code", "plan_fen"], FileFormat::Json).expect("once each");
        assert_eq!(read.known.iter().map(|known| known.column).collect::<Vec<_>>(), [0, 2]);
    }

    #[test]
    fn a_unit_that_is_none_of_the_column_is_told() {
        let misfits = |heading: &str| found(&["编号", heading], FileFormat::Csv).expect("once each").misfits;
        for heading in ["年度计划", "年度计划(万元)", "年度计划（ 亿 元 ）", "Plan (CNY Million)"] {
            assert_eq!(misfits(heading), [], "{heading}");
        }
        for unit in ["亩", "万户", "%", "美元", "概算", "mu", ""] {
            let heading = format!("年度计划({unit})");
            let unit = unit.to_owned();
            let misfit = Misfit { heading: heading.clone(), unit, dimension: Some(Dimension::Money) };
            assert_eq!(misfits(&heading), [misfit]);
        }
        let named = found(&["编号", "项目名称（全称）"], FileFormat::Csv).expect("once each");
        assert_eq!((named.known.len(), named.misfits), (2, Vec::new()), "what is no quantity has no unit");
    }

    #[test]
    fn a_heading_may_be_said_to_be_a_column() {
        let given = |field: &str| Given::new(&columns(), "计划\n投资", field);
        for (field, unit) in [("年度计划(万元)", Some("万元")), ("Plan", None), ("plan（亿元）", Some("亿元"))]
        {
            let given = given(field).expect("a column");
            assert_eq!((given.column, given.unit.as_deref()), (2, unit), "{field}");
            assert!(given.is("计划 投资") && given.is("计划投资（亿元）") && !given.is("投资"));
        }
        assert_eq!(given("计划"), Err(BadField::Unknown));
        assert!(matches!(given("plan(亩)"), Err(BadField::Misfit(_))));
        let own = [given("plan(万元)").expect("a column")];
        let read = Headings::given(
            &columns(),
            &line(&["编号", "2022年⁄计划投资（亿元）", "年度计划"]),
            &own,
            |column| column.role != Role::Key,
        );
        let read = read.expect("once each");
        let known: Vec<_> = read.known.iter().map(|known| (known.column, known.unit.as_deref())).collect();
        assert_eq!(known, [(2, Some("万元"))], "who imports sees to it that the units agree");
        assert_eq!(read.unknown, ["编号", "年度计划"], "no code of ours; what was given goes before what is ours");
    }

    #[test]
    fn a_heading_twice_is_told_with_its_places() {
        let twice = found(&["编号", "项目名称", "Code"], FileFormat::Csv).expect_err("twice");
        assert_eq!(twice, [Twice { heading: "Code".to_owned(), places: [1, 3] }]);
    }
}
