//! Which line of somebody else's sheet is what: a project, a lot of one, the head of a group, a sum, a note — each for a
//! reason of its own, which the preview tells; or it is asked about. What the cells of the projects stand for is in `fill`.
//!
//! Long: what the lines of an office's list are to one another is settled in steps, each of which rests on those before.

use std::collections::HashMap;

use crate::domain::day::parse_day;
use crate::domain::quantity::{Amount, Dimension};
use crate::error::RowError;
use crate::lang::sheet_line::{
    Level, Numbering, category_in, is_blank_mark, is_column_number, is_kind, is_like_sums, is_note, is_of_lot,
    is_of_money, is_of_which, is_prose, is_running_number, is_sums, numbered_name, part_named,
};
use crate::report::imported::LeftOut;
use crate::report::model::Holds;
use crate::sheet::grid::{Line, Raw};
use crate::sheet::heading::{ABOVE, Headed, tidy};

use super::listing::OfficeSheet;
use super::row::{SheetTable, text_of};

/// What a line is.
#[derive(Debug)]
pub enum Stand {
    Project,
    /// A project that has lots below it, and whether it takes its figures from them.
    OfLots {
        takes_figures: bool,
    },
    /// A lot of the project in another line, by its place among the lines.
    Lot {
        of: usize,
    },
    /// One more row of the project in another line, which says which lot it is.
    Row {
        of: usize,
    },
    LeftOut(LeftOut),
    /// Why, until that is told.
    Asked(Option<RowError>),
}

/// The lines of a sheet, each with what it is, and the groups it stands in, the innermost first.
#[derive(Default)]
pub struct Outline {
    pub stands: Vec<Stand>,
    pub groups: Vec<Vec<usize>>,
}

/// A line that is, or heads, projects.
struct Entry {
    line: usize,
    number: Option<Numbering>,
    /// How deep its number stands; `None`: it has none.
    rank: Option<u8>,
    has_figures: bool,
    has_words: bool,
    parent: Option<usize>,
    children: Vec<usize>,
}

impl Entry {
    fn has_nothing(&self) -> bool {
        !self.has_figures && !self.has_words
    }
}

/// The rank of an unnumbered head of a group, below those of parts and above those of entries.
const HEAD: u8 = 25;

/// Says what each line is.
pub fn outline(sheet: &OfficeSheet, is_unit: &dyn Fn(&str) -> bool) -> Outline {
    let mut stands: Vec<Option<Stand>> = (0..sheet.lines.len()).map(|line| by_itself(sheet, line)).collect();
    parts_of_money(sheet, &mut stands);
    notes_go_on(sheet, &mut stands);
    continued(sheet, &mut stands);
    let mut entries = entries(sheet, &stands);
    let is_numbered = entries.iter().filter(|entry| entry.rank.is_some()).count() * 2 >= entries.len().max(1);
    place(sheet, &mut entries, is_numbered, is_unit);
    let mut groups = vec![Vec::new(); sheet.lines.len()];
    for at in 0..entries.len() {
        let line = entries[at].line;
        if stands[line].is_none() {
            let stand = decide(sheet, &entries, at, is_numbered, is_unit);
            let children = entries[at].children.iter().map(|child| entries[*child].line);
            match &stand {
                Stand::OfLots { .. } => children.for_each(|child| stands[child] = Some(Stand::Lot { of: line })),
                Stand::Lot { .. } => {
                    children.for_each(|child| stands[child] = Some(asked(RowError::BelowALot)));
                }
                _ => {}
            }
            stands[line] = Some(stand);
        } else if matches!(stands[line], Some(Stand::Lot { .. })) {
            for child in &entries[at].children {
                stands[entries[*child].line] = Some(asked(RowError::BelowALot));
            }
        }
        let mut above = entries[at].parent;
        while let Some(parent) = above {
            if matches!(stands[entries[parent].line], Some(Stand::LeftOut(LeftOut::Group))) {
                groups[line].push(entries[parent].line);
            }
            above = entries[parent].parent;
        }
    }
    for (line, stand) in stands.iter_mut().enumerate() {
        if sheet.mapping.leaves(sheet.lines[line].number) {
            *stand = Some(Stand::LeftOut(LeftOut::AsTold));
        }
    }
    let stands = stands.into_iter().map(|stand| stand.unwrap_or(Stand::LeftOut(LeftOut::Nameless))).collect();
    Outline { stands, groups }
}

fn asked(why: RowError) -> Stand {
    Stand::Asked(Some(why))
}

impl Outline {
    /// The lines asked about, and why.
    pub fn take_asked(&mut self) -> Vec<(usize, RowError)> {
        let asked = self.stands.iter_mut().enumerate().filter_map(|(line, stand)| match stand {
            Stand::Asked(why) => Some((line, why.take()?)),
            Stand::Project | Stand::OfLots { .. } | Stand::Lot { .. } | Stand::Row { .. } | Stand::LeftOut(_) => None,
        });
        asked.collect()
    }
}

/// What a line is that tells by itself; `None`: it depends on those around it.
fn by_itself(sheet: &OfficeSheet, at: usize) -> Option<Stand> {
    let (table, line) = (sheet.table, &sheet.lines[at]);
    let left = |why| Some(Stand::LeftOut(why));
    let cells = || line.cells.iter().filter(|cell| **cell != Raw::Empty);
    let first = cells().next().map(text_of).unwrap_or_default();
    if *table.raw(line, "code") != Raw::Empty && !is_sums(&first) {
        return Some(Stand::Project); // `--map` says that it has our codes
    }
    let name = sheet.name_of(at);
    let (has_figures, has_words) = sheet.has(at);
    let is_numbered = is_running_number(&first);
    if sheet.mapping.accepts(line.number) && !name.is_empty() {
        return None;
    }
    if heads_again(table, line) {
        return left(LeftOut::Headings);
    }
    let is_numbered_through = cells().all(|cell| is_column_number(&text_of(cell)));
    if is_numbered_through && cells().count() > 1 && !(has_figures && name.is_empty()) {
        return left(LeftOut::ColumnNumbers);
    }
    if is_sums(&first) || is_sums(&name) || is_sums(&sheet.text(at, sheet.number)) {
        return left(LeftOut::Sums);
    }
    if name.is_empty() || is_blank_mark(&name) || is_running_number(&name) {
        let is_day = |cell: &Raw| matches!(cell, Raw::Day(_)) || parse_day(text_of(cell).trim()).is_ok();
        if name.is_empty() && cells().all(is_day) {
            return left(LeftOut::Note); // when the list was signed
        }
        let says_figures = has_figures && name.is_empty();
        return match (is_note(&first), is_of_which(&first), is_like_sums(&first)) {
            (true, ..) => left(LeftOut::Note),
            (_, true, _) => left(LeftOut::OfWhich),
            (.., true) => left(LeftOut::Sums),
            _ if says_figures => None,
            _ => left(LeftOut::Nameless),
        };
    }
    let is_signed = (is_note(&name) && !is_numbered)
        || (is_note(&first) && !has_figures)
        || cells().all(|cell| matches!(cell, Raw::Text(text) if is_note(text) || text.contains(['：', ':'])));
    if is_signed && !is_of_which(&name) {
        return left(LeftOut::Note);
    }
    if (is_like_sums(&first) || is_like_sums(&name)) && !(is_numbered && (has_words || has_figures)) {
        return left(LeftOut::Sums);
    }
    if is_of_which(&name) && is_of_money(&part_named(&name)) && !is_numbered {
        return left(LeftOut::OfWhich);
    }
    None
}

/// What follows 其中：征迁费 and is a part of the money too: 工程费.
fn parts_of_money(sheet: &OfficeSheet, stands: &mut [Option<Stand>]) {
    for at in 1..stands.len() {
        let is_below = matches!(stands[at - 1], Some(Stand::LeftOut(LeftOut::OfWhich))) && stands[at].is_none();
        let (_, has_words) = sheet.has(at);
        let name = sheet.name_of(at);
        if is_below && !has_words && sheet.numbering(at).is_none() && !name.is_empty() && is_of_money(&name) {
            stands[at] = Some(Stand::LeftOut(LeftOut::OfWhich));
        }
    }
}

/// What follows 备注： in a cell by itself, and not in that of the names, is a note too: 1、总投资为概算数。
fn notes_go_on(sheet: &OfficeSheet, stands: &mut [Option<Stand>]) {
    for at in 1..stands.len() {
        let is_below = matches!(stands[at - 1], Some(Stand::LeftOut(LeftOut::Note)));
        let filled: Vec<&Raw> = sheet.lines[at].cells.iter().filter(|cell| **cell != Raw::Empty).collect();
        let is_alone = matches!(filled.as_slice(), [Raw::Text(_)]) && sheet.text(at, sheet.name).is_empty();
        if is_below && is_alone {
            stands[at] = Some(Stand::LeftOut(LeftOut::Note));
        }
    }
}

/// Lines without a name of their own: their name is merged with that above, or is said to be that, or nobody knows.
fn continued(sheet: &OfficeSheet, stands: &mut [Option<Stand>]) {
    let Some(place) = sheet.name else { return };
    let heading = sheet.table.headings.known.iter().find(|known| known.place == place);
    let fills = heading.is_some_and(|known| sheet.mapping.fills(&known.heading));
    let mut named: Option<usize> = None;
    for (at, stand) in stands.iter_mut().enumerate() {
        let number = sheet.lines[at].number;
        let name = sheet.name_of(at);
        let is_sum_of_lots = is_sums(&sheet.text(at, sheet.lot));
        if name.is_empty() && is_sum_of_lots && named.is_some() && !matches!(stand, Some(Stand::LeftOut(LeftOut::Sums)))
        {
            *stand = Some(Stand::LeftOut(LeftOut::Sums));
            continue;
        }
        if !name.is_empty() && stand.is_none() && is_sum_of_lots {
            *stand = Some(sum_of_lots(sheet, at, named));
            named = if matches!(stand, Some(Stand::OfLots { .. })) { Some(at) } else { named };
            continue;
        }
        if !name.is_empty() && matches!(stand, None | Some(Stand::Project)) {
            let is_one_more = named.is_some_and(|first| is_row_of_same(sheet, first, at));
            match named.filter(|_| is_one_more && stand.is_none()) {
                Some(first) => *stand = Some(Stand::Row { of: first }),
                None => named = Some(at),
            }
            continue;
        }
        let merged = sheet.areas.above(number, place);
        let is_of_above = merged.is_some() || fills;
        let says_something = sheet.has(at) != (false, false) || !sheet.text(at, sheet.lot).is_empty();
        let is_open = matches!(stand, None | Some(Stand::LeftOut(LeftOut::Nameless)));
        if name.is_empty() && is_open && says_something {
            *stand = Some(match named.filter(|_| is_of_above || !sheet.text(at, sheet.lot).is_empty()) {
                Some(first) if sheet.text(at, sheet.lot).is_empty() || sheet.text(first, sheet.lot).is_empty() => {
                    asked(RowError::MergedName { first: sheet.lines[first].number })
                }
                Some(first) => Stand::Row { of: first },
                None if sheet.has(at) == (false, false) => Stand::LeftOut(LeftOut::Nameless),
                None => asked(RowError::NamelessRow { line: number, says: said(sheet, at) }),
            });
        } else if !matches!(stand, None | Some(Stand::Row { .. })) {
            named = None;
        }
    }
}

/// What a line is whose column of lots says 合计: the sum of the rows above it of the same name, else the project of those
/// below it, else a project that has no others.
fn sum_of_lots(sheet: &OfficeSheet, at: usize, named: Option<usize>) -> Stand {
    let is_same = |other: usize| tidy(&sheet.name_of(other)) == tidy(&sheet.name_of(at));
    if named.is_some_and(is_same) {
        return Stand::LeftOut(LeftOut::Sums);
    }
    let lots: Vec<usize> = (at + 1..sheet.lines.len())
        .take_while(|below| {
            let lot = sheet.text(*below, sheet.lot);
            (sheet.name_of(*below).is_empty() || is_same(*below)) && !lot.is_empty() && !is_sums(&lot)
        })
        .collect();
    if lots.is_empty() {
        return Stand::Project;
    }
    match held_against(sheet, at, &lots) {
        Fit::Lots => Stand::OfLots { takes_figures: !says_share(sheet, at) },
        Fit::Own => Stand::OfLots { takes_figures: false },
        Fit::Differ { .. } if sheet.mapping.accepts(sheet.lines[at].number) => Stand::OfLots { takes_figures: false },
        Fit::Differ { column, own, lots } => lots_differ(sheet, at, column, (own, lots)),
    }
}

/// That the figures of a project are not those of its lots.
fn lots_differ(sheet: &OfficeSheet, at: usize, column: usize, (own, lots): (Amount, Amount)) -> Stand {
    let (known, line) = (&sheet.summed[column], sheet.lines[at].number);
    let Holds::Quantity(dimension) = sheet.table.columns[known.column].holds else {
        return asked(RowError::GroupOrProject { line });
    };
    asked(RowError::LotsDiffer { line, heading: known.heading.clone(), own, lots, dimension })
}

/// Whether a line has the name of one above it and says that it is another lot of that.
fn is_row_of_same(sheet: &OfficeSheet, first: usize, at: usize) -> bool {
    let lot = |line| sheet.text(line, sheet.lot);
    tidy(&sheet.name_of(first)) == tidy(&sheet.name_of(at))
        && !lot(first).is_empty()
        && !lot(at).is_empty()
        && lot(first) != lot(at)
}

/// The first cells of a line, in quotes they say what is asked about.
fn said(sheet: &OfficeSheet, at: usize) -> Vec<String> {
    let texts = sheet.lines[at].cells.iter().map(|cell| text_of(cell).trim().replace('\n', ""));
    texts.filter(|text| !text.is_empty()).take(3).collect()
}

fn entries(sheet: &OfficeSheet, stands: &[Option<Stand>]) -> Vec<Entry> {
    let is_open = |stand: &Option<Stand>| matches!(stand, None | Some(Stand::Project | Stand::OfLots { .. }));
    let open = stands.iter().enumerate().filter(|(_, stand)| is_open(stand));
    let entry = |(line, stand): (usize, &Option<Stand>)| {
        let is_coded = matches!(stand, Some(Stand::Project));
        let number = if is_coded { None } else { sheet.numbering(line) };
        let rank = number.as_ref().map(|number| rank(number.level));
        let (has_figures, has_words) = sheet.has(line);
        Entry { line, number, rank, has_figures, has_words, parent: None, children: Vec::new() }
    };
    open.map(entry).collect()
}

fn rank(level: Level) -> u8 {
    level as u8 * 10
}

/// Puts each entry under the one it is a part of, by how they are numbered.
fn place(sheet: &OfficeSheet, entries: &mut [Entry], is_numbered: bool, is_unit: &dyn Fn(&str) -> bool) {
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut lasts: HashMap<u8, u32> = HashMap::new();
    let mut part_of: Option<usize> = None;
    for at in 0..entries.len() {
        let name = sheet.name_of(entries[at].line);
        let parent = match entries[at].rank {
            Some(rank) => {
                while open.last().is_some_and(|(_, top)| *top >= rank) {
                    open.pop();
                }
                let top = open.last().map(|(top, rank)| (*top, *rank));
                let begins = top.is_none_or(|(top, rank_of_top)| {
                    let number = entries[at].number.as_ref();
                    let is_first = number.is_some_and(|number| number.last == 1);
                    let goes_on =
                        number.is_some_and(|number| lasts.get(&rank).is_some_and(|last| last + 1 == number.last));
                    let is_below = number
                        .zip(entries[top].number.as_ref())
                        .is_some_and(|(own, above)| own.before.last() == Some(&above.last));
                    let has_begun = entries[top].children.iter().any(|child| entries[*child].rank == Some(rank));
                    let is_head = rank_of_top <= HEAD;
                    is_first || goes_on || is_below || has_begun || is_head
                });
                let rank = if begins { rank } else { open.pop().map_or(rank, |(_, rank)| rank) };
                if let Some(number) = &entries[at].number {
                    lasts.insert(rank, number.last);
                }
                let parent = open.last().map(|(top, _)| *top);
                open.push((at, rank));
                part_of = None;
                parent
            }
            None if is_head(sheet, entries, at, is_numbered, is_unit) => {
                while open.last().is_some_and(|(_, top)| *top >= HEAD) {
                    open.pop();
                }
                let parent = open.last().map(|(top, _)| *top);
                open.push((at, HEAD));
                part_of = None;
                parent
            }
            None if is_of_which(&name) || part_of.is_some() || is_bare_lot(&name) => {
                let whole = part_of.or_else(|| at.checked_sub(1));
                part_of = whole.filter(|_| is_of_which(&name) || is_bare_lot(&name));
                whole
            }
            None => open.iter().rev().find(|(_, rank)| *rank <= HEAD).map(|(top, _)| *top),
        };
        entries[at].parent = parent;
        if let Some(parent) = parent {
            entries[parent].children.push(at);
        }
    }
}

/// Whether an entry without a number heads those below it.
fn is_head(
    sheet: &OfficeSheet,
    entries: &[Entry],
    at: usize,
    is_numbered: bool,
    is_unit: &dyn Fn(&str) -> bool,
) -> bool {
    let entry = &entries[at];
    let Some(next) = entries.get(at + 1) else { return false };
    if sheet.mapping.accepts(sheet.lines[entry.line].number) || entry.has_words {
        return false;
    }
    let name = sheet.name_of(entry.line);
    let says = is_kind(&name) || is_unit(&name);
    let is_across = sheet.name.is_some_and(|place| sheet.areas.is_across(sheet.lines[entry.line].number, place));
    match entry.has_figures {
        true => says && is_numbered,
        false => says || is_across || (is_numbered && next.rank.is_some()),
    }
}

/// 一标段, 施工Ⅱ标: the name of a lot that does not say of what.
fn is_bare_lot(name: &str) -> bool {
    is_of_lot(name) && name.chars().count() <= 5
}

fn decide(
    sheet: &OfficeSheet,
    entries: &[Entry],
    at: usize,
    is_numbered: bool,
    is_unit: &dyn Fn(&str) -> bool,
) -> Stand {
    let entry = &entries[at];
    let line = sheet.lines[entry.line].number;
    let own = sheet.name_of(entry.line);
    let name = numbered_name(&own).map_or(own, |(_, name)| name);
    let is_accepted = sheet.mapping.accepts(line);
    let is_part = entry.number.as_ref().is_some_and(|number| number.level.is_of_parts());
    let says_kind = is_kind(&name) || is_unit(&name);
    let unclear = || asked(RowError::GroupOrProject { line });
    if entry.children.is_empty() {
        // looked up for few: a list may be long
        let heads_elsewhere = || entries.iter().any(|other| other.rank == entry.rank && !other.children.is_empty());
        let is_head_like = (is_part && (says_kind || heads_elsewhere())) || (says_kind && entry.has_nothing());
        return match (entry.has_nothing(), entry.has_words) {
            _ if is_accepted => Stand::Project,
            (true, _) if is_head_like && (is_part || !is_unit(&name)) => Stand::LeftOut(LeftOut::Group),
            (false, false) if is_head_like => unclear(),
            // a remark below the list, or a project that nobody has numbered
            (true, _) if is_numbered && entry.rank.is_none() && sheet.number.is_some() => unclear(),
            _ if is_of_which(&name) => asked(RowError::UnclearPart { line }),
            _ => Stand::Project,
        };
    }
    let mut names = entry.children.iter().map(|child| sheet.name_of(entries[*child].line));
    let are_lots = names.all(|name| is_of_lot(&name) || is_of_which(&name));
    let has_words_below = entry.children.iter().any(|child| entries[*child].has_words);
    let fits = fits(sheet, entries, at);
    let is_project = match (entry.has_figures, entry.has_words) {
        _ if is_accepted || are_lots => true,
        _ if entry.rank.is_none() && !heads_plainly(sheet, entries, at, says_kind) => return unclear(),
        _ if entry.rank.is_none() => return Stand::LeftOut(LeftOut::Group),
        (false, false) if is_part && !says_kind && !is_in_turn(entries, at) => return unclear(),
        (false, false) => false,
        (true, false) if says_kind || is_part => false,
        (true, false) if has_words_below => return unclear(),
        (true, false) => true,
        (_, true) if says_kind => false,
        (_, true) if is_part => return unclear(),
        (_, true) => true,
    };
    if !is_project {
        return Stand::LeftOut(LeftOut::Group);
    }
    match fits {
        // what is no sum cannot come from the lots: 形象进度 of the whole
        Fit::Lots => Stand::OfLots { takes_figures: !says_share(sheet, entry.line) },
        Fit::Own => Stand::OfLots { takes_figures: false },
        Fit::Differ { .. } if is_accepted => Stand::OfLots { takes_figures: false },
        Fit::Differ { column, own, lots } => lots_differ(sheet, entry.line, column, (own, lots)),
    }
}

/// Whether an unnumbered line without figures is the head of a group beyond doubt, and no project whose number and cells
/// were left blank: it says a kind or a unit, or it is stretched over the table and no number is missing.
fn heads_plainly(sheet: &OfficeSheet, entries: &[Entry], at: usize, says_kind: bool) -> bool {
    let line = sheet.lines[entries[at].line].number;
    let own = sheet.name_of(entries[at].line);
    let last = |entry: &Entry| entry.number.as_ref().map(|number| number.last);
    let before = entries[..at].iter().rev().find_map(last);
    let after = entries.get(at + 1).and_then(last);
    let is_left_out = before.zip(after).is_some_and(|(before, after)| before + 2 == after);
    let is_across = sheet.name_place(entries[at].line).is_some_and(|place| sheet.areas.is_across(line, place));
    says_kind || entries[at].has_figures || category_in(sheet.catalog, &[&own]).is_some() || (is_across && !is_left_out)
}

/// Whether the number of a part of a list is the next: 三 between 1 and 3 is a slip.
fn is_in_turn(entries: &[Entry], at: usize) -> bool {
    let entry = &entries[at];
    let is_beside = |other: &&Entry| other.rank == entry.rank && other.parent == entry.parent;
    let before = entries[..at].iter().rev().find(is_beside).and_then(|other| other.number.as_ref());
    let due = before.map_or(1, |number| number.last + 1);
    entry.number.as_ref().is_some_and(|number| number.last == due)
}

/// Whether a line has a figure that lots do not add up to, a percentage.
fn says_share(sheet: &OfficeSheet, line: usize) -> bool {
    let is_share = |known: &&Headed| sheet.table.columns[known.column].holds == Holds::Quantity(Dimension::Percent);
    let mut shares = sheet.table.headings.known.iter().filter(is_share);
    shares.any(|known| match sheet.lines[line].cells.get(known.place) {
        None | Some(Raw::Empty) => false,
        Some(Raw::Text(text)) => !is_blank_mark(text) && !is_prose(text),
        Some(_) => true,
    })
}

/// Whether the figures of a project are those of what stands below it.
enum Fit {
    Lots,
    /// What stands below it has none.
    Own,
    Differ {
        column: usize,
        own: Amount,
        lots: Amount,
    },
}

fn fits(sheet: &OfficeSheet, entries: &[Entry], at: usize) -> Fit {
    let below: Vec<usize> = entries[at].children.iter().map(|child| entries[*child].line).collect();
    held_against(sheet, entries[at].line, &below)
}

/// The figures of a line held against those of others.
fn held_against(sheet: &OfficeSheet, line: usize, lots: &[usize]) -> Fit {
    let below = |column: usize| -> Option<Amount> {
        let figures = lots.iter().filter_map(|lot| sheet.figures[*lot][column]);
        figures.map(Amount::from).reduce(|sum, figure| sum + figure)
    };
    let sums: Vec<Option<Amount>> = (0..sheet.summed.len()).map(below).collect();
    if sums.iter().all(Option::is_none) {
        return Fit::Own;
    }
    let own = &sheet.figures[line];
    let differing = (0..sums.len()).find_map(|column| match (own[column].map(Amount::from), sums[column]) {
        (Some(own), lots) if lots != Some(own) => Some(Fit::Differ { column, own, lots: lots.unwrap_or_default() }),
        _ => None,
    });
    differing.unwrap_or(Fit::Lots)
}

/// What a group gives those that stand in it: a category, or a unit.
pub fn given_by(sheet: &OfficeSheet, line: usize, is_unit: &dyn Fn(&str) -> bool) -> (Option<String>, Option<String>) {
    let own = sheet.name_of(line);
    let name = numbered_name(&own).map_or(own, |(_, name)| name);
    let name = name.split(['(', '（']).next().unwrap_or_default().trim_end_matches([':', '：']).trim();
    let unit = is_unit(name).then(|| name.to_owned());
    (category_in(sheet.catalog, &[name]).map(|category| category.code.clone()), unit)
}

/// Whether the heading of the names stands where a name should.
pub fn heads_again(table: &SheetTable, line: &Line) -> bool {
    let mut names = table.headings.known.iter().filter(|known| table.columns[known.column].key == "name");
    names.any(|known| {
        is_of_heading(&known.heading, line.cells.get(known.place)) && table.raw(line, "name") != &Raw::Empty
    })
}

/// Whether a cell is a heading, or as much of it as stands in one line.
pub fn is_of_heading(heading: &str, cell: Option<&Raw>) -> bool {
    let said = cell.map(text_of).unwrap_or_default();
    said.is_empty() || tidy(heading) == tidy(&said) || heading.split(ABOVE).any(|part| tidy(part) == tidy(&said))
}
