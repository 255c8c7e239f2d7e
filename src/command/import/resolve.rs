//! Which column of the register each heading of an office's list is: by the command line, by the answer remembered for
//! its headings, by the words of the office, by ours; where two are possible by what stands below and beside it. What is
//! still open is asked by whoever calls.
//!
//! Long: what a heading may be is settled in steps, each of which rests on those before.

use crate::domain::day::{Day, parse_due};
use crate::domain::heading::{Answer, HeadingWords, Meaning, NOT_READ, plain};
use crate::domain::name::half_width;
use crate::domain::quantity::{Dimension, is_unit_of, units_of};
use crate::error::RowError;
use crate::lang::list_day::{Now, Stands, When, times_said};
use crate::lang::office::years_of;
use crate::lang::sheet_line::{is_blank_mark, is_running_number, is_sums};
use crate::report::headings::{BASE, SPAN, YEAR_TO_DATE};
use crate::report::model::{Column, Holds, Role};
use crate::sheet::grid::{Line, Raw};
use crate::sheet::heading::{ABOVE, Given, Headed, Headings, is_unit_alone, lowest_part, unit_in};

use super::mapping::{Mapping, alone, natural};
use super::recognise::{Heads, parts};
use super::row::text_of;
use super::span::parse_span;

use crate::domain::catalog::INVESTED;

/// A heading that whoever imports is to decide on.
#[derive(Clone, Debug)]
pub struct OpenHeading {
    /// As `--map` names it.
    pub heading: String,
    /// Its place in the rows.
    pub place: usize,
    /// The first cells below it.
    pub samples: Vec<String>,
    /// What it may be, the likeliest first.
    pub choices: Vec<Choice>,
}

/// What a heading may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Choice {
    /// A column, with the unit of its numbers.
    Field { column: usize, unit: Option<String> },
    /// Nothing is read under it.
    NotRead,
}

/// What is known of the headings of a list.
pub struct Resolved {
    pub headings: Headings,
    /// What goes against `--map`, or against the year looked at.
    pub against: Vec<(String, RowError)>,
    pub open: Vec<OpenHeading>,
    /// What the rows leave unsaid, with the answers remembered.
    pub mapping: Mapping,
    /// The keys of the columns that a list can have.
    keys: Vec<String>,
    /// The column of spans, where there is one, and where what it says is put behind a row.
    pub span: Option<(usize, usize)>,
    /// What one column has of another, beside it: the unit of its numbers, or the units that follow the first.
    pub beside: Vec<Beside>,
    /// Of which year its plans are, where that is another than the list's.
    pub plan_year: Option<i32>,
}

/// A column, and another that goes on with what it says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beside {
    /// 总投资 1.2 and 单位 亿元.
    Unit { of: usize, place: usize },
    /// 牵头单位 and 责任单位.
    Units { lead: usize, place: usize },
}

impl Beside {
    /// The place of what goes on with the other column.
    pub fn place(&self) -> usize {
        match self {
            Self::Unit { place, .. } | Self::Units { place, .. } => *place,
        }
    }
}

impl Resolved {
    /// The key of a column of lists.
    pub fn key_of(&self, column: usize) -> &str {
        self.keys.get(column).map_or("", String::as_str)
    }
}

pub struct Resolver<'r> {
    pub words: &'r HeadingWords,
    pub asked: &'r Mapping,
    /// The answer remembered for these headings.
    pub answer: Option<&'r Answer>,
    pub columns: &'r [Column],
    /// The day the list is of.
    pub day: Day,
    pub years: Years,
}

/// Of which years the figures of a list are: what was done, and what is planned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Years {
    /// That of the day the list is of.
    pub year: i32,
    /// That of its plans, where no heading says one.
    pub plans: i32,
}

/// A heading on its way to a column.
struct Cell<'h> {
    place: usize,
    text: &'h str,
    /// Nothing: not read. Several: not settled.
    fields: Vec<usize>,
    unit: Option<String>,
    /// Whoever imports said it.
    is_said: bool,
    /// It may as well be not read.
    may_be_none: bool,
}

impl Resolver<'_> {
    pub fn resolve(&self, heads: &Heads, below: &[Line]) -> Resolved {
        let mut cells: Vec<Cell> = heads.cells.iter().map(|(place, text)| self.cell(*place, text)).collect();
        self.sheet_goes_first(heads, &mut cells);
        let mut beside = self.units_beside(&mut cells, below);
        self.settle(&mut cells, below);
        let units: Vec<usize> = cells.iter().filter(|cell| self.is_units(cell)).map(|cell| cell.place).collect();
        self.one_of_each(&mut cells);
        beside.extend(self.units_that_follow(&cells, &units));
        let mut open: Vec<OpenHeading> = Vec::new();
        let mut headings = Headings::default();
        for cell in &cells {
            // of two headings that read the same nobody could say which is meant
            let is_alone = cells.iter().filter(|other| other.text == cell.text).count() == 1;
            let is_doubtful = cell.fields.len() > 1 || (cell.fields.len() == 1 && cell.may_be_none);
            let is_open = is_doubtful && is_alone && values(below, cell.place).next().is_some();
            match cell.fields.as_slice() {
                _ if is_open => open.push(self.open(heads, &cells, cell, below)),
                [] => unread(&mut headings, cell),
                _ if is_doubtful => unread(&mut headings, cell),
                [column, ..] => headings.known.push(Headed {
                    place: cell.place,
                    column: *column,
                    heading: cell.text.to_owned(),
                    unit: cell.unit.clone(),
                }),
            }
        }
        if !headings.known.iter().any(|known| matches!(&*self.columns[known.column].key, "name" | "code")) {
            open.retain(|open| !self.may_be_name(open));
            open.insert(0, self.name_of(heads, &cells, below));
        }
        let mut mapping = self.asked.clone();
        let plan_year = self.plan_year(&headings);
        let years = Years { plans: plan_year, ..self.years };
        let against = mapping.against(self.columns, &mut headings, &heads.units, years);
        if against.is_empty() {
            open.extend(self.without_unit(heads, &mut headings, &cells, below, &beside));
        }
        open.sort_by_key(|open| open.place);
        if let Some(answer) = self.answer {
            mapping.category = mapping.category.take().or_else(|| answer.category.clone());
            if mapping.fill.is_empty() {
                mapping.fill = answer.fill.iter().map(|heading| alone(heading)).collect();
            }
        }
        let span = self.expand_span(&mut headings, below);
        // a number that was said to be in percent, or stands under a percent sign, is as it was typed
        mapping.given = headings.known.iter().map(given_of).collect();
        let keys = self.columns.iter().map(|column| column.key.to_string()).collect();
        let has_plan = headings.known.iter().any(|known| self.columns[known.column].role == Role::Plan);
        let plan_year = Some(plan_year).filter(|year| has_plan && *year != self.years.year);
        Resolved { headings, against, open, mapping, keys, span, beside, plan_year }
    }

    /// Of an answer that is remembered the unit, unless this sheet says another.
    fn sheet_goes_first(&self, heads: &Heads, cells: &mut [Cell]) {
        for cell in cells.iter_mut().filter(|cell| cell.is_said && cell.unit.is_some()) {
            let is_asked = self.asked.given.iter().any(|given| given.is(cell.text));
            let bare = Cell { unit: None, fields: cell.fields.clone(), ..*cell };
            let own = cell.fields.first().and_then(|column| self.own_unit(heads, &bare, *column));
            if !is_asked && own.is_some() {
                cell.unit = None;
            }
        }
    }

    /// Columns that have nothing but the units of the numbers beside them.
    fn units_beside(&self, cells: &mut [Cell], below: &[Line]) -> Vec<Beside> {
        let mut found = Vec::new();
        for at in 1..cells.len() {
            let (before, own) = cells.split_at_mut(at);
            let (Some(left), Some(cell)) = (before.last(), own.first_mut()) else { continue };
            let is_headed = ["单位", "计量单位", "金额单位"].contains(&&*plain(lowest_part(cell.text)));
            let is_quantity = |column: &usize| matches!(self.columns[*column].holds, Holds::Quantity(_));
            let is_beside = left.place + 1 == cell.place && left.fields.first().is_some_and(is_quantity);
            let mut said = values(below, cell.place).peekable();
            if is_headed && is_beside && !cell.is_said && said.peek().is_some() && said.all(|unit| is_unit_alone(&unit))
            {
                cell.fields.clear();
                cell.may_be_none = false;
                found.push(Beside::Unit { of: left.place, place: cell.place });
            }
        }
        found
    }

    fn is_units(&self, cell: &Cell) -> bool {
        cell.fields.first().is_some_and(|column| self.key(*column) == "units") && !cell.may_be_none
    }

    /// The columns of units that go on with those of the lead: 牵头单位 and 责任单位.
    fn units_that_follow(&self, cells: &[Cell], units: &[usize]) -> Vec<Beside> {
        let Some(lead) = cells.iter().find(|cell| self.is_units(cell) && is_lead(cell.text)) else { return Vec::new() };
        let follows = |cell: &&Cell| {
            let own = plain(lowest_part(cell.text));
            units.contains(&cell.place)
                && cell.fields.is_empty()
                && ["责任", "配合", "协同", "协办", "参与"].iter().any(|word| own.starts_with(word))
        };
        cells.iter().filter(follows).map(|cell| Beside::Units { lead: lead.place, place: cell.place }).collect()
    }

    /// The year of the plans of a list: a later one that their heading says, or its title.
    fn plan_year(&self, found: &Headings) -> i32 {
        let plans = found.known.iter().filter(|known| self.columns[known.column].role == Role::Plan);
        let mut said: Vec<i32> = plans.flat_map(|known| years_of(&known.heading, self.years.year)).collect();
        said.sort_unstable();
        said.dedup();
        match said.as_slice() {
            [year] if *year >= self.years.year => *year,
            _ => self.years.plans,
        }
    }

    /// What a heading may be by the words alone.
    fn cell<'h>(&self, place: usize, text: &'h str) -> Cell<'h> {
        let cell = |fields: Vec<usize>| Cell { place, text, fields, unit: None, is_said: false, may_be_none: false };
        if let Some(given) = self.asked.given.iter().find(|given| given.is(text)) {
            return Cell { unit: given.unit.clone(), is_said: true, ..cell(vec![given.column]) };
        }
        if self.asked.ignored.iter().any(|ignored| ignored.is(text)) {
            return Cell { is_said: true, ..cell(Vec::new()) };
        }
        if let Some(answered) = self.answer.and_then(|answer| answer.column(&parts(text).concat())) {
            let column = answered.and_then(|answered| self.column(&answered.field));
            let unit = answered.and_then(|answered| answered.unit.clone());
            return Cell { unit, is_said: true, ..cell(column.into_iter().collect()) };
        }
        match self.words.meaning(&parts(text)) {
            Meaning::Field(key) => cell(self.column(&key).into_iter().collect()),
            Meaning::OneOf(keys) => {
                let fields = keys.iter().filter_map(|key| self.column(key)).collect();
                Cell { may_be_none: keys.iter().any(|key| key == NOT_READ), ..cell(fields) }
            }
            Meaning::NotRead => cell(Vec::new()),
            Meaning::Unknown => match natural(self.columns, text) {
                Some(column) => cell(vec![column]),
                None => Cell { may_be_none: true, ..cell(self.likely(text).into_iter().collect()) },
            },
        }
    }

    fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }

    /// What an unknown heading may be, if the word of a column is most of it.
    fn likely(&self, text: &str) -> Option<usize> {
        let own = lowest_part(text);
        let is_beside =
            ["联系", "电话", "人员", "文号", "备注", "说明", "来源", "contact"].iter().any(|word| own.contains(word));
        let field = self.words.likely(own).filter(|_| !is_beside)?;
        let most = self.words.iter().filter(|known| known.field == field).map(|known| plain(&known.word));
        let held = most.filter(|word| plain(own).contains(word.as_str())).map(|word| word.chars().count()).max()?;
        (held * 2 >= plain(own).chars().count()).then(|| self.column(field))?
    }

    fn key(&self, column: usize) -> &str {
        &self.columns[column].key
    }

    /// Settles what the cells below and the headings beside tell.
    fn settle(&self, cells: &mut [Cell], below: &[Line]) {
        let there: Vec<String> = cells
            .iter()
            .filter(|cell| cell.fields.len() == 1)
            .map(|cell| self.key(cell.fields[0]).to_owned())
            .collect();
        let has = |key: &str| there.iter().any(|there| there == key);
        for cell in cells.iter_mut().filter(|cell| !cell.is_said) {
            self.settle_year(cell);
            let keys: Vec<&str> = cell.fields.iter().map(|column| self.key(*column)).collect();
            match keys.as_slice() {
                // beside what was done in the year, or by its beginning, the other sum is since the start
                [_, ..] if keys.contains(&INVESTED) && keys.contains(&YEAR_TO_DATE) => {
                    let is_of_year = cell.text.contains("年度") && !cell.text.contains("截");
                    let is_since_start = has(YEAR_TO_DATE) || has(BASE) || (has("total") && !has("plan"));
                    if is_since_start && !is_of_year {
                        cell.fields.retain(|column| self.key(*column) == INVESTED);
                    }
                }
                // a day ahead of the list's is planned
                ["planned_start" | "planned_finish"] if cell.may_be_none => {
                    let is_ahead = |due: &str| parse_due(due).is_ok_and(|due| due.last > self.day);
                    if values(below, cell.place).any(|value| is_ahead(&value)) {
                        cell.may_be_none = false;
                    }
                }
                ["physical"] => {
                    let mut values = values(below, cell.place).peekable();
                    let is_prose = values.peek().is_some() && values.all(|value| !is_like_percent(&value));
                    if is_prose && !has("progress") {
                        cell.fields = self.column("progress").into_iter().collect();
                    }
                }
                [key] if *key == SPAN && values(below, cell.place).all(|value| parse_span(&value).is_none()) => {
                    cell.fields.clear();
                }
                _ => {}
            }
        }
    }

    /// A plan or a sum of another year than that of the list is none of this one's.
    fn settle_year(&self, cell: &mut Cell) {
        let year_looked_at = self.years.year;
        let named = years_of(cell.text, year_looked_at);
        let (Some(year), [column]) = (named.first(), cell.fields.as_slice()) else { return };
        let is_alone = named.iter().all(|other| other == year);
        match self.key(*column) {
            // what stood when this year ended is what this year came to
            BASE if is_alone && *year == year_looked_at => {
                cell.fields = [INVESTED, YEAR_TO_DATE].iter().filter_map(|key| self.column(key)).collect();
            }
            "goal" if is_alone && *year != self.years.plans => cell.fields.clear(),
            _ => {}
        }
    }

    /// Of several headings for one column takes the one that is plainly it; figures and days are asked about.
    fn one_of_each(&self, cells: &mut [Cell]) {
        for column in 0..self.columns.len() {
            let claims = |cell: &Cell| cell.fields == [column] && !cell.may_be_none;
            let places: Vec<usize> = (0..cells.len()).filter(|at| claims(&cells[*at])).collect();
            // what may be this column or none is none where another plainly is it
            if !places.is_empty() {
                for cell in cells.iter_mut().filter(|cell| cell.may_be_none && cell.fields == [column]) {
                    cell.fields.clear();
                }
                for cell in cells.iter_mut().filter(|cell| cell.fields.len() > 1 && !cell.is_said) {
                    cell.fields.retain(|field| *field != column);
                }
            }
            if places.len() < 2 {
                continue;
            }
            let best = self.best(column, cells, &places);
            for at in places {
                match best {
                    Some(best) if at != best => cells[at].fields.clear(),
                    Some(_) => {}
                    None => cells[at].may_be_none = true,
                }
            }
        }
    }

    /// Which of several headings is plainly a column: the one somebody named, the one of this year, ours; of words the
    /// first, for 牵头单位 goes before 实施单位.
    fn best(&self, column: usize, cells: &[Cell], places: &[usize]) -> Option<usize> {
        let only = |is: &dyn Fn(&Cell) -> bool| {
            let mut those = places.iter().copied().filter(|at| is(&cells[*at]));
            those.next().filter(|_| those.next().is_none())
        };
        let of = &self.columns[column];
        let is_ours = |cell: &Cell| natural(self.columns, cell.text) == Some(column) && parts(cell.text).len() == 1;
        let said = only(&|cell| cell.is_said);
        let of_year = || {
            let own = if of.role == Role::Plan { self.years.plans } else { self.years.year };
            let is_year = |cell: &Cell| years_of(cell.text, own).iter().all(|year| *year == own);
            only(&is_year).filter(|_| of.role == Role::Plan || of.key == YEAR_TO_DATE)
        };
        let is_figure = matches!(of.holds, Holds::Quantity(_) | Holds::Due | Holds::Day | Holds::Amount);
        let first = || {
            let leads = places.iter().copied().find(|at| is_lead(cells[*at].text));
            leads.or_else(|| places.first().copied()).filter(|_| !is_figure)
        };
        let lead = || only(&|cell| is_lead(cell.text)).filter(|_| of.key == "units");
        let of_day = || {
            let now = Now { today: self.day, by: self.day };
            let is_of_day = |cell: &Cell| {
                times_said(&cell.text.replace('\n', ""), Stands::InHeading, now)
                    .iter()
                    .any(|said| said.when == When::On(self.day))
            };
            only(&is_of_day).filter(|_| of.role == Role::Return)
        };
        said.or_else(lead).or_else(of_year).or_else(of_day).or_else(|| only(&is_ours)).or_else(first)
    }

    fn open(&self, heads: &Heads, cells: &[Cell], cell: &Cell, below: &[Line]) -> OpenHeading {
        let mut choices: Vec<Choice> = Vec::new();
        for column in &cell.fields {
            let unit = self.own_unit(heads, cell, *column);
            choices.extend(self.choices_of(*column, unit, below, cell.place));
        }
        // parts of a whole, each in a column of its own: none of them is it
        let is_part =
            cells.iter().any(|other| other.place != cell.place && other.may_be_none && other.fields == cell.fields);
        let at = if is_part && cell.fields.len() == 1 { 0 } else { choices.len() };
        choices.insert(at, Choice::NotRead);
        OpenHeading {
            heading: named(heads, cell.text),
            place: cell.place,
            samples: samples(below, cell.place),
            choices,
        }
    }

    /// The choices that a column comes to: one for each unit its numbers may be in, where nothing says which.
    fn choices_of(&self, column: usize, unit: Option<String>, below: &[Line], place: usize) -> Vec<Choice> {
        let needs_unit = |dimension| unit.is_none() && lacks_unit(below, place, dimension);
        match self.columns[column].holds {
            Holds::Quantity(dimension) if needs_unit(dimension) => {
                let of_share = (dimension == Dimension::Percent && are_shares(below, place)).then_some(SHARE);
                of_share
                    .into_iter()
                    .chain(units_asked(dimension))
                    .map(|unit| Choice::Field { column, unit: Some(unit.to_owned()) })
                    .collect()
            }
            _ => vec![Choice::Field { column, unit }],
        }
    }

    fn own_unit(&self, heads: &Heads, cell: &Cell, column: usize) -> Option<String> {
        let Holds::Quantity(dimension) = self.columns[column].holds else { return None };
        let above = || heads.units.iter().find(|unit| is_unit_of(unit, dimension)).cloned();
        cell.unit.clone().or_else(|| unit_in(cell.text, dimension)).or_else(above)
    }

    /// Figures that nothing says the unit of: it is asked for.
    fn without_unit(
        &self,
        heads: &Heads,
        found: &mut Headings,
        cells: &[Cell],
        below: &[Line],
        beside: &[Beside],
    ) -> Vec<OpenHeading> {
        let has_unit =
            |place: usize| beside.iter().any(|beside| matches!(beside, Beside::Unit { of, .. } if *of == place));
        let is_said = |place: usize| has_unit(place) || cells.iter().any(|cell| cell.place == place && cell.is_said);
        let (open, known): (Vec<Headed>, Vec<Headed>) =
            std::mem::take(&mut found.known).into_iter().partition(|known| match self.columns[known.column].holds {
                Holds::Quantity(dimension) => {
                    known.unit.is_none() && !is_said(known.place) && lacks_unit(below, known.place, dimension)
                }
                _ => false,
            });
        found.known = known;
        let asked = |known: Headed| OpenHeading {
            heading: named(heads, &known.heading),
            place: known.place,
            samples: samples(below, known.place),
            choices: (self.choices_of(known.column, None, below, known.place).into_iter())
                .chain([Choice::NotRead])
                .collect(),
        };
        open.into_iter().map(asked).collect()
    }

    fn may_be_name(&self, open: &OpenHeading) -> bool {
        let is_name = |choice: &Choice| matches!(choice, Choice::Field { column, .. } if self.key(*column) == "name");
        open.choices.iter().any(is_name)
    }

    /// Which column has the names, where no heading says so: of those that are unknown the one with most words.
    fn name_of(&self, heads: &Heads, cells: &[Cell], below: &[Line]) -> OpenHeading {
        let length = |cell: &&Cell| {
            let words = values(below, cell.place).filter(|value| !is_running_number(value) && !is_number(value));
            words.map(|value| value.chars().count().min(30)).sum::<usize>()
        };
        let is_free = |cell: &&Cell| cell.fields.is_empty() || cell.may_be_none;
        let likely = cells.iter().filter(is_free).filter(|cell| !cell.is_said).max_by_key(length);
        let cell = likely.or(cells.first());
        let (place, text) = cell.map_or((0, ""), |cell| (cell.place, cell.text));
        let field = self.column("name").map(|column| Choice::Field { column, unit: None });
        let choices = field.into_iter().chain([Choice::NotRead]).collect();
        OpenHeading { heading: named(heads, text), place, samples: samples(below, place), choices }
    }

    /// A column of spans stands for two: that of the start and that of the finish, which are put behind each row.
    fn expand_span(&self, found: &mut Headings, below: &[Line]) -> Option<(usize, usize)> {
        let at = found.known.iter().position(|known| self.key(known.column) == SPAN)?;
        let span = found.known.remove(at);
        let widest = below.iter().map(|line| line.cells.len()).max().unwrap_or(0);
        let behind = widest.max(found.known.iter().map(|known| known.place + 1).max().unwrap_or(0)).max(span.place + 1);
        for (more, key) in ["planned_start", "planned_finish"].into_iter().enumerate() {
            let Some(column) = self.column(key).filter(|column| found.place(*column).is_none()) else { continue };
            found.known.push(Headed { place: behind + more, column, heading: span.heading.clone(), unit: None });
        }
        Some((span.place, behind))
    }
}

fn is_lead(heading: &str) -> bool {
    ["牵头", "主办"].iter().any(|word| heading.contains(word))
}

fn given_of(known: &Headed) -> Given {
    Given { heading: known.heading.clone(), column: known.column, unit: known.unit.clone() }
}

/// A heading as `--map` can name it: by itself where no other is like it, else with those above.
fn named(heads: &Heads, text: &str) -> String {
    let own = lowest_part(text);
    let is_alone = heads.cells.iter().filter(|(_, other)| lowest_part(other) == own).count() == 1;
    let text = if is_alone { own.to_owned() } else { text.replace(ABOVE, "/") };
    text.chars().filter(|sign| !matches!(sign, '\n' | '\r')).collect()
}

/// What stands below a heading, without blanks.
fn values(below: &[Line], place: usize) -> impl Iterator<Item = String> {
    let cells = below.iter().filter(|line| !is_of_sums(line)).filter_map(move |line| line.cells.get(place));
    cells.map(text_of).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty() && !is_blank_mark(text))
}

fn is_of_sums(line: &Line) -> bool {
    line.cells.iter().take(3).any(|cell| is_sums(&text_of(cell)))
}

fn samples(below: &[Line], place: usize) -> Vec<String> {
    values(below, place).take(2).map(|value| value.replace(['\n', '\r'], " ")).collect()
}

/// Whether figures of a dimension stand below a heading that say no unit.
fn lacks_unit(below: &[Line], place: usize, dimension: Dimension) -> bool {
    if matches!(dimension, Dimension::Count(_)) {
        return false;
    }
    let mut cells = below.iter().filter(|line| !is_of_sums(line)).filter_map(|line| line.cells.get(place));
    cells.any(|cell| match cell {
        Raw::Text(text) => is_number(text) && !text.trim().trim_start_matches('0').is_empty(),
        // of a percentage it says by itself what it is, or is asked about where it stands
        Raw::Number(digits) => digits != "0" && dimension != Dimension::Percent,
        Raw::Scaled { is_named, .. } => !is_named,
        Raw::Empty | Raw::Percent(_) | Raw::Day(_) | Raw::Due(_) | Raw::Flag(_) | Raw::List(_) | Raw::Other(_) => false,
    })
}

/// The unit of percentages that are typed as shares: 0.45 for 45 %.
const SHARE: &str = "小数";

/// Whether what stands below a heading may be shares of one.
fn are_shares(below: &[Line], place: usize) -> bool {
    let is_share =
        |text: &str| matches!(text.split_once('.'), Some(("0", _))) || ["0", "1", "1.0", "1.00"].contains(&text);
    values(below, place).all(|value| is_share(&value)) && values(below, place).any(|value| value.contains('.'))
}

/// The units that are asked about, the likeliest first.
fn units_asked(dimension: Dimension) -> impl Iterator<Item = &'static str> {
    let likely: &[&str] = match dimension {
        Dimension::Money => &["万元", "亿元", "元"],
        Dimension::Area => &["平方米", "万平方米"],
        Dimension::Land => &["亩"],
        Dimension::Percent => &["%"],
        Dimension::Count(_) => &[],
    };
    debug_assert!(likely.iter().all(|unit| *unit == "%" || units_of(dimension).iter().any(|known| known == unit)));
    likely.iter().copied()
}

/// Notes a heading under which nothing is read, and where it stands: it may number the rows, or say which lot one is.
fn unread(headings: &mut Headings, cell: &Cell) {
    headings.unknown.push(cell.text.to_owned());
    headings.unknown_places.push(cell.place);
}

fn is_number(text: &str) -> bool {
    let text = half_width(text.trim());
    text.contains(|sign: char| sign.is_ascii_digit())
        && text.chars().all(|sign| sign.is_ascii_digit() || ".,，．-".contains(sign))
}

fn is_like_percent(text: &str) -> bool {
    is_number(text.trim_end_matches(['%', '％']))
}
