//! `report changes`: all that changed since a day, nothing cut, as numbered lists to paste into a mail.

use super::changed::{ChangeKind, ChangedRow, grounded_lights, new_lots};
use super::details::unit_fates;
use super::{RowChange, StatusPage, TwoViews, scope};
use crate::domain::Day;
use crate::report::list::Filter;
use crate::report::model::{Header, NumberedList, Report, Section, SectionBody, Sentence, Title, number};

/// The sentences of the page of changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ChangesSentence {
    /// What a page of changes has: how many rows of each kind.
    Since { since: Day, until: Day, counts: Vec<(ChangeKind, i64)> },
    /// A kind of change with so many rows below.
    OfKind { kind: ChangeKind, since: Day, rows: i64 },
    /// A row that changed, and how.
    Row { code: String, name: String, unit: Option<String>, said: Vec<RowChange> },
    /// The register was empty when that day ended: nothing of it can have been put right.
    NothingKnownThen { day: Day },
}

/// From the last day of the period before to the day of the page. `returns` is 填报率 of the period the page stands in.
pub fn changes<'a>(of: &'a TwoViews<'a>, filter: &Filter, returns: (i64, i64), mut header: Header) -> Report<'a> {
    let page = StatusPage::new(of, filter);
    let (since, until) = (of.before.portfolio.day(), of.now.portfolio.day());
    header.title = Some(Title::Changes { since, until, of: scope(of.now, filter) });
    header.returns = Some(returns);
    header.rules = of.now.rules.version;
    header.is_shown = true;
    let found = ChangeKind::ALL.into_iter().map(|kind| (kind, items(kind, &page, filter)));
    let found: Vec<(ChangeKind, Vec<Sentence>)> = found.filter(|(_, items)| !items.is_empty()).collect();
    let counts = found.iter().map(|(kind, items)| (*kind, number(items.len()))).collect();
    let lead = ChangesSentence::Since { since, until, counts };
    let lists = found.into_iter().map(|(kind, items)| NumberedList {
        of: ChangesSentence::OfKind { kind, since, rows: number(items.len()) }.into(),
        items,
    });
    let body = SectionBody::Lists { lead: lead.into(), keys: ["kinds", "changes"], lists: lists.collect() };
    let notes = (!of.since.has_page()).then_some(ChangesSentence::NothingKnownThen { day: since }.into());
    let section = Section { id: "changes".into(), heading: None, body, notes: notes.into_iter().collect() };
    Report { header, sections: vec![section] }
}

/// What came after a page of the day both views are of: what was put right, and returns that were late for it.
pub fn put_right(of: &TwoViews, filter: &Filter) -> Vec<Sentence> {
    let page = StatusPage::new(of, filter);
    let found =
        [ChangeKind::Corrections, ChangeKind::LateReturns].into_iter().flat_map(|kind| kind.found(&page, filter));
    found.map(|row| item(&page, row)).collect()
}

fn items(kind: ChangeKind, page: &StatusPage, filter: &Filter) -> Vec<Sentence> {
    let of_none = unit_fates(page).into_iter().filter(|_| kind == ChangeKind::Units).map(Sentence::from);
    of_none.chain(rows(kind, page, filter).into_iter().map(|row| item(page, row))).collect()
}

fn rows<'a>(kind: ChangeKind, page: &StatusPage<'a>, filter: &Filter) -> Vec<ChangedRow<'a>> {
    match kind {
        ChangeKind::Lights => grounded_lights(page),
        ChangeKind::New => kind.found(page, filter).into_iter().chain(new_lots(page)).collect(),
        ChangeKind::Stages
        | ChangeKind::FirstSeen
        | ChangeKind::Left
        | ChangeKind::Conditions
        | ChangeKind::Details
        | ChangeKind::Units
        | ChangeKind::Corrections
        | ChangeKind::LateReturns
        | ChangeKind::Replans
        | ChangeKind::Milestones
        | ChangeKind::Issues
        | ChangeKind::Totals => kind.found(page, filter),
    }
}

fn item(page: &StatusPage, (state, said): ChangedRow) -> Sentence {
    let (code, name) = (state.code.clone(), state.name.clone());
    ChangesSentence::Row { code, name, unit: page.now.lead_name(state), said }.into()
}

#[cfg(test)]
#[path = "changes_test.rs"]
mod tests;
