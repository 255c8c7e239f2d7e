//! What was stated, by whom it is voided, and what is known at a moment.

use std::collections::BTreeSet;

use super::{Day, FIRST_RULES};

/// One accepted command.
#[derive(Clone, Debug)]
pub struct Change {
    pub id: u64,
    pub typed: Day,
    pub voids: Option<u64>,
    pub facts: Vec<Fact>,
}

#[derive(Clone, Debug)]
pub struct Fact {
    /// Code of the work; empty for rules.
    pub work: String,
    /// `Day::MIN`: all days.
    pub from: Day,
    pub body: Body,
}

#[derive(Clone, Debug)]
pub enum Body {
    /// `listing` is the day of `--on`, else the one it was typed.
    Listed {
        category: usize,
        parent: Option<String>,
        is_programme: bool,
        listing: Day,
    },
    /// A part became a work of its own, with a share in hundredths of a per cent.
    Split {
        part: String,
        share: i64,
    },
    Units(Vec<String>),
    Tag(String),
    FromLots(bool),
    Update(Update),
    Plan {
        year: i32,
        measure: Measure,
        value: i64,
        months: Option<Vec<i64>>,
    },
    Milestone {
        name: String,
        event: Event,
        stage: Option<usize>,
    },
    Issue {
        no: String,
        due: Option<Day>,
    },
    IssueClosed {
        no: String,
    },
    Rules(Vec<(String, i64)>),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Measure {
    Invested,
    Physical,
}

/// A day, or the month or year that was said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    pub first: Day,
    pub last: Day,
}

impl Due {
    pub fn word(self) -> String {
        if self.first == self.last { self.last.to_string() } else { self.last.format("%Y-%m").to_string() }
    }
}

#[derive(Clone, Copy, Debug)]
pub enum Event {
    Raised(Due),
    Moved(Due),
    Met,
}

#[derive(Clone, Debug, Default)]
pub struct Update {
    pub no: u64,
    pub corrects: Option<u64>,
    /// The first of its chain of corrections.
    pub first: u64,
    pub stage: Option<usize>,
    pub condition: Option<Condition>,
    pub readings: Vec<(Measure, i64)>,
    pub hand: Option<(Light, Day)>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Condition {
    Normal,
    Paused { review: Option<Day> },
    Cancelled,
    Withdrawn,
    Merged { into: String, stays: bool },
}

impl Condition {
    pub fn is_gone(&self) -> bool {
        !matches!(self, Self::Normal | Self::Paused { .. })
    }
}

/// Later is worse.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Light {
    None,
    Green,
    Yellow,
    Grey,
    Red,
}

impl Light {
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Grey => "grey",
            Self::Red => "red",
        }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub changes: Vec<Change>,
}

/// A fact and the place it has in the order of what was typed.
#[derive(Clone, Copy, Debug)]
pub struct Known<'l> {
    pub change: u64,
    pub fact: &'l Fact,
}

impl Ledger {
    /// The changes that were typed by the end of a day and void then.
    fn voided(&self, known_at: Option<Day>) -> BTreeSet<u64> {
        let mut void = BTreeSet::new();
        for change in self.changes.iter().rev().filter(|change| is_by(change.typed, known_at)) {
            if let (Some(target), false) = (change.voids, void.contains(&change.id)) {
                void.insert(target);
            }
        }
        void
    }

    /// §3: facts whose change was recorded by then and not voided by one recorded by then, in the order typed.
    pub fn known(&self, known_at: Option<Day>) -> Vec<Known<'_>> {
        let void = self.voided(known_at);
        let counts = |change: &&Change| is_by(change.typed, known_at) && !void.contains(&change.id);
        let counting = self.changes.iter().filter(counts);
        counting.flat_map(|change| change.facts.iter().map(|fact| Known { change: change.id, fact })).collect()
    }

    /// From which day a work is listed; `None`: all days, or not at all.
    pub fn listed_from(&self, code: &str) -> Option<Day> {
        let is_listing = |fact: &&Fact| fact.work == code && matches!(fact.body, Body::Listed { .. });
        let listed = self.changes.iter().flat_map(|change| &change.facts).find(is_listing);
        listed.map(|fact| fact.from).filter(|from| *from != Day::MIN)
    }
}

fn is_by(typed: Day, known_at: Option<Day>) -> bool {
    known_at.is_none_or(|known_at| typed <= known_at)
}

/// §7: a set of rules holds key by key.
pub fn rule(known: &[Known], key: &str, at: Day) -> i64 {
    let mut found = FIRST_RULES.iter().find(|(rule, _)| *rule == key).expect("a rule").1;
    let mut since = Day::MIN;
    for known in known {
        let Body::Rules(values) = &known.fact.body else { continue };
        let stated = values.iter().find(|(rule, _)| rule == key);
        if let (Some((_, value)), true) = (stated, known.fact.from <= at && known.fact.from >= since) {
            (found, since) = (*value, known.fact.from);
        }
    }
    found
}
