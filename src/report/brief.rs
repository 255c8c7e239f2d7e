//! `report brief` (通报): the figures of `report status` as two or three paragraphs to paste into a document: how far the
//! works are; what happened and which are lit; who has not returned, what is due, what is asked.
//!
//! Every sentence has its source in the register. What has none is left out; nothing is made up to fill a paragraph.

mod events;
mod lights;
mod next;
mod progress;
mod sentence;

use super::columns::RegisterView;
use super::list::Filter;
use super::model::{Header, Paragraph, Report, Section, SectionBody, Sentence, Title};
use super::status::due::returns;
use super::status::{StatusPage, TwoViews};
use crate::domain::catalog::Named;
pub use sentence::{
    Ask, Awaited, AwaitedWork, BriefProgress, BriefScope, BriefSentence, CategoryLine, Event, FunnelLine, FunnelStep,
    Happened, Invested, Phases, Replan, ReturnsDue, SharedWork, UnitMissing, WorkInLight,
};

pub fn brief<'a>(of: &TwoViews<'a>, filter: &Filter, mut header: Header) -> Report<'a> {
    let page = StatusPage::new(of, filter);
    let scope = BriefScope::new(of.now, filter);
    header.title = Some(Title::Brief { period: of.period, of: scope.clone() });
    header.returns = Some(returns(of.now, of.before.portfolio, filter, &of.period));
    header.rules = of.now.rules.version;
    header.is_shown = true;
    let paragraphs = [
        ("progress", progress::progress(&page, filter, scope)),
        ("situation", situation(&page, filter)),
        ("next", next::next(&page, &header)),
    ];
    let paragraphs = paragraphs.into_iter().filter(|(_, said)| !said.is_empty());
    let body = SectionBody::Paragraphs(paragraphs.map(|(id, said)| Paragraph { id, said }).collect());
    Report { header, sections: vec![Section { id: "brief".into(), heading: None, body, notes: Vec::new() }] }
}

/// What the period brought, and which works are lit.
fn situation(page: &StatusPage, filter: &Filter) -> Vec<Sentence> {
    let mut said: Vec<BriefSentence> = events::events(page, filter).into_iter().collect();
    said.extend(lights::lights(page, filter));
    let mut said: Vec<Sentence> = said.into_iter().map(Sentence::from).collect();
    said.extend(page.hand_lights().map(Sentence::from));
    said.extend(events::replans(page).map(Sentence::from));
    let sum = page.sum(&page.leaves);
    said.extend(sum.first_rate().filter(|_| sum.is_replanned).map(|rate| BriefSentence::FirstRate(rate).into()));
    said
}

impl BriefScope {
    fn new(view: &RegisterView, filter: &Filter) -> Self {
        let categories = filter.categories.iter().filter_map(|code| view.catalog.category(code));
        Self {
            categories: categories
                .map(|category| Named { code: category.code.clone(), label: category.label.clone() })
                .collect(),
            tag: filter.tag.clone(),
            lead: filter.unit.map(|unit| unit.name(view).map(str::to_owned)),
            leader: filter.leader.clone(),
            fields: filter.fields.clone(),
        }
    }
}

/// The first of many; one more than that takes no more room than saying so.
fn few<T>(all: &[T], most: usize) -> &[T] {
    if all.len() <= most + 1 { all } else { &all[..most] }
}

#[cfg(test)]
#[path = "brief_test.rs"]
mod tests;
