//! `report changes`: all that changed since a day, nothing cut, as numbered lists to paste into a mail.

use super::changed::{Kind, Row, grounded_lights, new_lots};
use super::{Page, TwoViews, scope};
use crate::report::list::Filter;
use crate::report::model::{Content, Header, List, Report, Section, Sentence, Title, number};

/// From the last day of the period before to the day of the page. `returns` is 填报率 of the period the page stands in.
pub fn changes<'a>(of: &'a TwoViews<'a>, filter: &Filter, returns: (i64, i64), mut header: Header) -> Report<'a> {
    let page = Page::new(of, filter);
    let (since, until) = (of.before.portfolio.day(), of.now.portfolio.day());
    header.title = Some(Title::Changes { since, until, of: scope(of.now, filter) });
    header.returns = Some(returns);
    header.rules = of.now.rules.version;
    header.is_shown = true;
    let found = Kind::ALL.into_iter().map(|kind| (kind, rows(kind, &page, filter)));
    let found: Vec<(Kind, Vec<Row>)> = found.filter(|(_, rows)| !rows.is_empty()).collect();
    let counts = found.iter().map(|(kind, rows)| (kind.word(), number(rows.len()))).collect();
    let lead = Sentence::ChangesSince { since, until, counts };
    let lists = found.into_iter().map(|(kind, rows)| List {
        of: Sentence::OfKind { code: kind.code(), word: kind.word(), since, rows: number(rows.len()) },
        items: rows.into_iter().map(|row| item(&page, row)).collect(),
    });
    let body = Content::Lists { lead, keys: ["kinds", "changes"], lists: lists.collect() };
    let notes = (!of.since.has_page()).then_some(Sentence::NothingKnownThen { day: since });
    let section = Section { id: "changes", heading: None, body, notes: notes.into_iter().collect() };
    Report { header, sections: vec![section] }
}

/// What came after a page of the day both views are of: what was put right, and returns that were late for it.
pub fn put_right(of: &TwoViews, filter: &Filter) -> Vec<Sentence> {
    let page = Page::new(of, filter);
    let found = [Kind::Corrections, Kind::LateReturns].into_iter().flat_map(|kind| kind.found(&page, filter));
    found.map(|row| item(&page, row)).collect()
}

fn rows<'a>(kind: Kind, page: &Page<'a>, filter: &Filter) -> Vec<Row<'a>> {
    match kind {
        Kind::Lights => grounded_lights(page),
        Kind::New => kind.found(page, filter).into_iter().chain(new_lots(page)).collect(),
        _ => kind.found(page, filter),
    }
}

fn item(page: &Page, (state, said): Row) -> Sentence {
    let (code, name) = (state.code.clone(), state.name.clone());
    Sentence::ChangedRow { code, name, unit: page.now.lead_name(state), said }
}

#[cfg(test)]
#[path = "changes_test.rs"]
mod tests;
