//! The sums of a page: what counts, what is planned and done, who was to file.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::{Condition, Ledger, Light, Measure};
use super::work::{Phase, Work};
use super::year::{Done, View};
use super::{Day, Fraction, calendar, day, eve};

use chrono::{Datelike, Days};

/// Figures by the name they have on the page; `None`: not printed, `-`.
pub type Figures = BTreeMap<String, Option<i64>>;

/// Money of the planned rows among some.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    pub plan: Option<i64>,
    pub done: Option<i64>,
    /// A value of these is of a day of the year.
    is_of_year: bool,
}

impl Sum {
    pub fn rate(self) -> Option<Fraction> {
        Some(Fraction::of(self.known()?, self.plan?))
    }

    fn add(&mut self, done: Option<i64>, is_of_year: bool) {
        let Some(done) = done else { return };
        self.done = Some(self.done.unwrap_or(0) + done);
        self.is_of_year |= is_of_year;
    }

    /// A 0 that nobody filed in the year is not known.
    fn known(self) -> Option<i64> {
        self.done.filter(|done| self.is_of_year || *done != 0)
    }

    fn put(self, at: Day, name: &str, figures: &mut Figures) {
        let elapsed = self.plan.map(|_| calendar(at));
        let mut put = |key: &str, value| figures.insert(format!("{name}.{key}"), value);
        put("plan_fen", self.plan);
        put("invested_ytd_fen", self.known());
        put("completion_bp", self.rate().map(Fraction::rate_points));
        put("elapsed_bp", elapsed.map(Fraction::rate_points));
        put("gap_bp", self.rate().and_then(|rate| Some(rate.less(elapsed?).points())));
    }
}

impl View<'_> {
    /// N, §7, §8.12.
    pub fn counted(&self) -> Vec<&Work> {
        self.works.values().filter(|work| self.counts(work)).collect()
    }

    fn counts(&self, work: &Work) -> bool {
        let is_closed = if self.is_from_lots(work) {
            let lots = self.live_lots(work);
            !lots.is_empty() && lots.iter().all(|lot| lot.closed_before_year(self.day))
        } else {
            work.closed_before_year(self.day)
        };
        self.is_project(work) && !self.is_gone(work) && !is_closed
    }

    /// 标段 of a counted project.
    fn counted_lots(&self) -> Vec<&Work> {
        let projects = self.counted().into_iter();
        let lots = projects.flat_map(|project| self.live_lots(project));
        lots.filter(|lot| !lot.closed_before_year(self.day)).collect()
    }

    /// The rows whose figures are summed.
    pub fn rows(&self) -> Vec<&Work> {
        let projects = self.counted().into_iter();
        projects.flat_map(|project| self.carriers(project)).collect()
    }

    /// The lead unit: a lot without units is its project's lead's.
    pub fn lead<'w>(&'w self, work: &'w Work) -> Option<&'w str> {
        let parent = work.parent.as_ref().and_then(|parent| self.works.get(parent)).filter(|_| self.is_lot(work));
        work.units.first().or_else(|| parent.and_then(|parent| parent.units.first())).map(String::as_str)
    }

    /// §4: over the rows that have the denominator; a missing numerator counts 0.
    pub fn sum<'w>(&self, rows: impl IntoIterator<Item = &'w Work>) -> Sum {
        let mut sum = Sum::default();
        for row in rows {
            let Some(plan) = self.denominator(row) else { continue };
            sum.plan = Some(sum.plan.unwrap_or(0) + plan);
            sum.add(self.year_to_date(row, Measure::Invested), self.is_read_this_year(row));
        }
        sum
    }

    /// The rows of which a page sums the year: those with a plan; where none has one, all.
    fn summed(&self) -> Vec<&Work> {
        let (planned, others): (Vec<&Work>, Vec<&Work>) =
            self.rows().into_iter().partition(|row| self.denominator(row).is_some());
        if planned.is_empty() { others } else { planned }
    }

    /// The sum of a page.
    pub fn all(&self) -> Sum {
        let sum = self.sum(self.rows());
        if sum.plan.is_some() {
            return sum;
        }
        let mut all = Sum::default();
        for row in self.summed() {
            all.add(self.year_to_date(row, Measure::Invested), self.is_read_this_year(row));
        }
        all
    }

    fn is_read_this_year(&self, row: &Work) -> bool {
        self.read(row, Measure::Invested, self.day).is_some_and(|(_, day)| day.year() == self.day.year())
    }

    /// Something was done since a reading of before the period before.
    pub fn has_gone_across(&self) -> bool {
        let before = before(self.day);
        self.summed().iter().any(|row| matches!(self.done_since(row, before), Done::Across(_)))
    }

    fn has_plan(&self, project: &Work) -> bool {
        self.carriers(project).iter().any(|row| self.denominator(row).is_some())
    }

    fn is_never_read(&self, row: &Work) -> bool {
        self.value(row, Measure::Invested, self.day).is_none()
    }

    pub fn has_no_base(&self, row: &Work) -> bool {
        !self.is_never_read(row) && self.year_to_date(row, Measure::Invested).is_none()
    }

    /// 开工率: not started on 31 December and planned to start by the day; of them started.
    fn start_rate(&self) -> (i64, i64) {
        let projects = self.counted().into_iter();
        let rows = projects.filter(|work| {
            let eve = eve(self.day);
            let was_started = self.carriers(work).iter().any(|row| row.started(eve).is_some());
            !was_started && work.planned("start").is_some_and(|start| start.due.last <= self.day)
        });
        let rows: Vec<&Work> = rows.collect();
        (count(rows.len()), count(rows.iter().filter(|work| self.started(work).is_some()).count()))
    }

    fn lights(&self, projects: &[&Work], name: &str, figures: &mut Figures) {
        let lights: Vec<Light> = projects.iter().map(|work| self.light(work).shown).collect();
        for light in [Light::Red, Light::Yellow, Light::Green, Light::Grey, Light::None] {
            let lit = lights.iter().filter(|lit| **lit == light).count();
            figures.insert(format!("{name}.{}", light.code()), Some(count(lit)));
        }
    }

    fn overview(&self, figures: &mut Figures) {
        let projects = self.counted();
        let mut put = |key: &str, value: usize| figures.insert(format!("overview.{key}"), Some(count(value)));
        put("projects", projects.len());
        put("lots", self.counted_lots().len());
        put("started", projects.iter().filter(|work| self.started(work).is_some()).count());
        put("completed", projects.iter().filter(|work| self.completed(work).is_some()).count());
        put("no_stage", projects.iter().filter(|work| self.phase(work).is_none()).count());
        let in_phase = |phase: Phase| projects.iter().filter(|work| self.phase(work) == Some(phase)).count();
        let done = in_phase(Phase::Completed) + in_phase(Phase::Closed);
        let mut put = |key: &str, value: usize| figures.insert(format!("brief.{key}"), Some(count(value)));
        put("underway", in_phase(Phase::Implementation));
        put("preparation", in_phase(Phase::Preparation));
        put("completed", done);
        self.lights(&projects, "overview", figures);
        self.all().put(self.day, "overview", figures);
        let (due, done) = self.start_rate();
        figures.insert("brief.elapsed_bp".to_owned(), Some(calendar(self.day).rate_points()));
        figures.insert("overview.start_due".to_owned(), Some(due));
        figures.insert("overview.start_done".to_owned(), Some(done));
    }

    /// A line per category, and one of all where there are several.
    fn groups(&self, figures: &mut Figures) {
        let codes = super::work::CATEGORIES.iter().enumerate();
        let mut groups: Vec<(Option<usize>, &str)> = codes.map(|(category, code)| (Some(category), *code)).collect();
        groups.retain(|(category, _)| self.counted().iter().any(|work| Some(work.category) == *category));
        if groups.len() != 1 {
            groups.push((None, "total"));
        }
        for (category, code) in groups {
            let is_of = |work: &&Work| category.is_none_or(|category| work.category == category);
            let projects: Vec<&Work> = self.counted().into_iter().filter(is_of).collect();
            let name = format!("categories.{code}");
            let mut put = |key: &str, value: usize| figures.insert(format!("{name}.{key}"), Some(count(value)));
            put("projects", projects.len());
            put("lots", self.counted_lots().into_iter().filter(|lot| is_of(lot)).count());
            put("reached_start", projects.iter().filter(|work| self.started(work).is_some()).count());
            put("reached_end", projects.iter().filter(|work| self.completed(work).is_some()).count());
            self.lights(&projects, &name, figures);
            self.sum(self.rows().into_iter().filter(is_of)).put(self.day, &name, figures);
        }
    }

    /// §7: 项 by the project's lead unit, money and 标段 by the row that carries it; equal rates share a rank.
    fn units(&self, figures: &mut Figures) {
        let (projects, lots, rows) = (self.counted(), self.counted_lots(), self.rows());
        let leads: BTreeSet<Option<&str>> =
            projects.iter().chain(&lots).chain(&rows).map(|work| self.lead(work)).collect();
        let of = |lead: Option<&str>, among: &[&Work]| among.iter().filter(|work| self.lead(work) == lead).count();
        let sum = |lead: Option<&str>| self.sum(rows.iter().copied().filter(|row| self.lead(row) == lead));
        let rates: Vec<Fraction> = leads.iter().flatten().filter_map(|lead| sum(Some(lead)).rate()).collect();
        for lead in leads {
            let name = format!("units.{}", lead.unwrap_or("none"));
            let red: Vec<&Work> =
                projects.iter().copied().filter(|work| self.light(work).shown == Light::Red).collect();
            let mut put = |key: &str, value: usize| figures.insert(format!("{name}.{key}"), Some(count(value)));
            put("projects", of(lead, &projects));
            put("lots", of(lead, &lots));
            put("red", of(lead, &red));
            let rate = sum(lead).rate().filter(|_| lead.is_some());
            let rank = rate.map(|rate| count(rates.iter().filter(|other| **other > rate).count()) + 1);
            sum(lead).put(self.day, &name, figures);
            figures.insert(format!("{name}.rank"), rank);
        }
    }

    fn notes(&self, figures: &mut Figures) {
        let projects = self.counted();
        let (planned, unplanned): (Vec<&Work>, Vec<&Work>) =
            projects.iter().copied().partition(|work| self.has_plan(work));
        let has = |project: &Work, of: &dyn Fn(&Work) -> bool| self.carriers(project).into_iter().any(of);
        let never = |row: &Work| self.denominator(row).is_some() && self.is_never_read(row);
        let mut put = |key: &str, value: usize| figures.insert(format!("notes.{key}"), Some(count(value)));
        put("planned", planned.len());
        put("unplanned", unplanned.len());
        put("never_filed", projects.iter().filter(|work| has(work, &never)).count());
        put("no_base", projects.iter().filter(|work| has(work, &|row| self.has_no_base(row))).count());
        let rows = self.rows();
        let other = rows.iter().filter(|row| self.denominator(row).is_none());
        let other = other.filter_map(|row| self.year_to_date(row, Measure::Invested)).sum();
        figures.insert("notes.unplanned_ytd_fen".to_owned(), Some(other));
        figures.insert("notes.first_plan_completion_bp".to_owned(), self.first_rate(&rows));
        self.gone_notes(figures);
    }

    /// The rate on first versions, where any differs from the plan in force.
    fn first_rate(&self, rows: &[&Work]) -> Option<i64> {
        let first = |row: &Work| self.first_plan(row, Measure::Invested).filter(|plan| *plan > 0);
        let differs = |row: &Work| self.first_plan(row, Measure::Invested) != self.plan(row, Measure::Invested);
        if !rows.iter().any(|row| differs(row)) {
            return None;
        }
        let planned: Vec<&Work> = rows.iter().copied().filter(|row| first(row).is_some()).collect();
        let plan: i64 = planned.iter().filter_map(|row| first(row)).sum();
        let done: Vec<i64> = planned.iter().filter_map(|row| self.year_to_date(row, Measure::Invested)).collect();
        let is_known = !done.is_empty() && self.all().known().is_some();
        is_known.then(|| Fraction::of(done.iter().sum(), plan).rate_points())
    }

    /// The first day of the absence of a row, or of the project it stands under.
    fn gone_since(&self, row: &Work) -> Option<Day> {
        let parent = row.parent.as_ref().and_then(|parent| self.works.get(parent)).filter(|_| self.is_lot(row));
        let gone = [Some(row), parent].into_iter().flatten().filter(|work| work.condition(self.day).is_gone());
        gone.filter_map(|work| work.condition_since(self.day)).min()
    }

    /// 另有取消n项, of those that left in the year; not what went elsewhere (§8.10).
    fn gone_notes(&self, figures: &mut Figures) {
        let left = |row: &Work| {
            let went_elsewhere = matches!(row.condition(self.day), Condition::Merged { stays: false, .. });
            self.gone_since(row).is_some_and(|since| since.year() == self.day.year()) && !went_elsewhere
        };
        let projects = self.works.values().filter(|work| self.is_project(work) && left(work)).count();
        let rows: Vec<&Work> = self.works.values().filter(|row| self.carries(row) && left(row)).collect();
        let plan = |row: &&Work| self.denominator(row);
        let done = |row: &&Work| self.year_to_date(row, Measure::Invested);
        figures.insert("gone.count".to_owned(), Some(count(projects)));
        figures.insert("gone.plan_fen".to_owned(), Some(rows.iter().filter_map(plan).sum()));
        figures.insert("gone.ytd_fen".to_owned(), Some(rows.iter().filter_map(done).sum()));
    }

    /// 人工亮灯n项（按规则红灯m项）
    fn hand_notes(&self, figures: &mut Figures) {
        let lights: Vec<_> = self.counted().into_iter().map(|work| self.light(work)).collect();
        let by_hand = lights.iter().filter(|light| light.has_hand);
        let red = by_hand.clone().filter(|light| light.by_rule == Light::Red).count();
        figures.insert("notes.hand_lights".to_owned(), Some(count(by_hand.count())));
        figures.insert("notes.hand_lights_red".to_owned(), Some(count(red)));
    }
}

/// The last day of the month before, which is the period before.
pub fn before(at: Day) -> Day {
    day(at.year(), at.month(), 1).pred_opt().expect("a day")
}

/// Every figure of the monthly page of a day.
pub fn page(ledger: &Ledger, at: Day, known_at: Option<Day>) -> Figures {
    let now = View::at(ledger, at, known_at);
    let then = View::at(ledger, before(at), known_at);
    let mut figures = Figures::new();
    now.overview(&mut figures);
    now.groups(&mut figures);
    now.units(&mut figures);
    now.notes(&mut figures);
    now.hand_notes(&mut figures);
    returns(&now, &then, &mut figures);
    period(ledger, &now, &then, known_at, &mut figures);
    let mut last = Figures::new();
    then.overview(&mut last);
    for key in ["red", "yellow", "green", "grey", "none", "projects", "started", "completed"] {
        let of = |figures: &Figures| figures[&format!("overview.{key}")].unwrap_or(0);
        let difference = of(&figures) - of(&last);
        figures.insert(format!("since_last.{key}"), Some(difference));
    }
    figures
}

/// 填报率, §7: open filing rows at the end of the period before; of them with an update as of a day of the period.
fn returns(now: &View, then: &View, figures: &mut Figures) {
    let is_open = |row: &&Work| row.phase(then.day).is_none_or(|phase| phase < Phase::Completed);
    let filing = then.works.values().filter(|row| then.carries(row) && !then.is_gone(row));
    let mut due_by: BTreeMap<Option<String>, (i64, i64)> = BTreeMap::new();
    let (mut due, mut returned) = (0, 0);
    for row in filing.filter(is_open) {
        let Some(row) = now.works.get(&row.code).filter(|row| now.carries(row)) else { continue };
        let has_returned = row.returns.iter().any(|filed| filed.as_of > then.day);
        if now.is_gone(row) && !has_returned {
            continue;
        }
        due += 1;
        returned += i64::from(has_returned);
        let of = due_by.entry(now.lead(row).map(str::to_owned)).or_default();
        of.0 += 1;
        of.1 += i64::from(!has_returned);
    }
    figures.insert("returns.due".to_owned(), Some(due));
    figures.insert("returns.returned".to_owned(), Some(returned));
    for (unit, (due, missing)) in due_by.into_iter().filter(|(_, (_, missing))| *missing > 0) {
        let unit = unit.unwrap_or_else(|| "none".to_owned());
        figures.insert(format!("not_returned.{unit}.due"), Some(due));
        figures.insert(format!("not_returned.{unit}.missing"), Some(missing));
    }
}

/// 本年(D) = 本年(D₀) + 上期更正 + 跨期 + 新下达 + moved + 本期.
fn period(ledger: &Ledger, now: &View, then: &View, known_at: Option<Day>, figures: &mut Figures) {
    let (mut this_period, mut across) = (0, 0);
    for row in now.summed() {
        match now.done_since(row, then.day) {
            Done::ThisPeriod(done) => this_period += done,
            Done::Across(done) => across += done,
            Done::Nothing => {}
        }
    }
    figures.insert("overview.period_invested_fen".to_owned(), Some(this_period));
    figures.insert("overview.across_invested_fen".to_owned(), Some(across));
    figures.insert("overview.put_right_fen".to_owned(), Some(put_right(ledger, now, then, known_at)));
}

/// 上期更正: what changed the figure of the page before since it was sent. A page without a planned work has none.
fn put_right(ledger: &Ledger, now: &View, then: &View, known_at: Option<Day>) -> i64 {
    let done = |view: &View| view.sum(view.rows()).done.unwrap_or(0);
    done(then) - done(&sent_page(ledger, now.day, known_at))
}

/// The page before as it was known by the end of the day to answer by (month: 10 days).
pub fn sent_page(ledger: &Ledger, at: Day, known_at: Option<Day>) -> View<'_> {
    let answer_by = before(at).checked_add_days(Days::new(10)).expect("a day");
    let sent_at = known_at.map_or(answer_by, |known_at| known_at.min(answer_by));
    View::at(ledger, before(at), Some(sent_at))
}

fn count(of: usize) -> i64 {
    i64::try_from(of).expect("few")
}
