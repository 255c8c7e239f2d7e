//! Where the program does not make a figure by the rules of the domain yet: the cases, the figures they spoil, and what
//! they wait for. Whoever mends a rule takes its line out; `generated_figures.rs` fails on whatever is not named here.

pub const BEYOND: &str = "first stage on record is beyond the starting one";
pub const WENT_BACK: &str = "a stage went back";
pub const ZERO_FIRST: &str = "the first reading, in the year, is 0";
pub const PLANNED_STARTED: &str = "planned to start in the year, started before it";
pub const LEVEL: &str = "a plan of a level";
pub const ZERO_PLAN: &str = "a plan of 0";
pub const FIRST_PLAN: &str = "a plan recorded later holds from an earlier day";
pub const BY_HAND: &str = "a light set by hand";
pub const WINDOW: &str = "a window that the baseline start does not open";
pub const NEVER_RETURNED: &str = "no return ever, and new or its planned start missed";
pub const MERGED: &str = "a work was merged into another";
pub const NO_LIVE_LOT: &str = "取标段 without a live lot";
pub const NO_BASE: &str = "a reading without a base";
pub const LEFT_BEFORE: &str = "a work that left in an earlier year";
pub const ACROSS: &str = "a row that was last read before the period before";
pub const PLANNED_IN_PART: &str = "only some lots have a plan";
pub const FROM_LOTS: &str = "取标段";
pub const ANSWERED: &str = "typed after the page before and within the days to answer";
pub const NO_NUMERATOR: &str = "planned works of which none has a reading with a base";
pub const RULES: &str = "a set of rules was taken back, or is dated before one typed earlier";

/// Figures that the program does not make by the mended rules yet, and what they wait for. The case is one of a work's
/// history; a page is in the case if one of its works is.
pub struct NotYet {
    pub case: &'static str,
    pub figures: &'static [&'static [&'static str]],
    pub item: &'static str,
}

/// The light of a row and what counts it.
const LIGHTS: &[&str] = &[
    "list.light",
    "list.reasons",
    "overview.red",
    "overview.yellow",
    "overview.green",
    "overview.grey",
    "overview.none",
    "categories.red",
    "categories.yellow",
    "categories.green",
    "categories.grey",
    "categories.none",
    "units.red",
    "since_last.red",
    "since_last.yellow",
    "since_last.green",
    "since_last.grey",
    "since_last.none",
];
/// 本年完成 of a row and what sums it.
const YEAR: &[&str] = &[
    "list.invested_ytd_fen",
    "list.completion_bp",
    "list.gap_bp",
    "overview.invested_ytd_fen",
    "overview.completion_bp",
    "overview.gap_bp",
    "overview.period_invested_fen",
    "overview.put_right_fen",
    "categories.invested_ytd_fen",
    "categories.completion_bp",
    "categories.gap_bp",
    "units.invested_ytd_fen",
    "units.completion_bp",
    "units.gap_bp",
    "units.rank",
    "notes.no_base",
    "notes.unplanned_ytd_fen",
    "notes.first_plan_completion_bp",
    "gone.ytd_fen",
    "brief.no_base",
    "brief.unplanned_ytd_fen",
    "brief.invested_ytd_fen",
    "brief.completion_bp",
    "brief.gap_bp",
    "brief.period_invested_fen",
];
const START_RATE: &[&str] = &["overview.start_due", "overview.start_done", "brief.start_due", "brief.start_done"];
const STARTED: &[&str] = &["list.started_on", "overview.started", "categories.reached_start", "since_last.started"];
const COMPLETED: &[&str] =
    &["list.completed_on", "overview.completed", "categories.reached_end", "since_last.completed", "brief.completed"];
const PHASES: &[&str] =
    &["list.phase", "list.as_of", "overview.no_stage", "brief.no_stage", "brief.preparation", "brief.underway"];
const PLANS: &[&str] = &[
    "list.plan_fen",
    "list.first_plan_fen",
    "overview.plan_fen",
    "categories.plan_fen",
    "units.plan_fen",
    "brief.plan_fen",
];
const RATES: &[&str] = &[
    "overview.completion_bp",
    "overview.gap_bp",
    "categories.completion_bp",
    "categories.gap_bp",
    "units.completion_bp",
    "units.gap_bp",
    "units.rank",
    "notes.first_plan_completion_bp",
    "brief.completion_bp",
    "brief.gap_bp",
];

const PLANNED: &[&str] = &[
    "brief.planned",
    "brief.unplanned",
    "brief.never_filed",
    "notes.unplanned",
    "notes.never_filed",
    "overview.elapsed_bp",
    "categories.elapsed_bp",
    "units.elapsed_bp",
    "list.elapsed_bp",
];
const FILING: &[&str] =
    &["returns.due", "returns.returned", "not_returned.due", "not_returned.missing", "not_returned.rows"];
const PERIOD: &[&str] = &["overview.period_invested_fen", "overview.across_invested_fen", "brief.period_invested_fen"];

const GONE: &[&str] = &["gone.count", "gone.plan_fen", "gone.ytd_fen"];

pub const NOT_YET: &[NotYet] = &[
    NotYet { case: BY_HAND, figures: &[LIGHTS, &["notes.hand_lights", "notes.hand_lights_red"]], item: "1" },
    NotYet { case: WINDOW, figures: &[&["list.elapsed_bp", "list.gap_bp"], LIGHTS], item: "4" },
    NotYet { case: LEVEL, figures: &[LIGHTS], item: "5 and 10" },
    NotYet { case: ZERO_FIRST, figures: &[YEAR, LIGHTS], item: "6" },
    NotYet { case: NO_BASE, figures: &[PERIOD], item: "6, §8.6" },
    NotYet { case: ACROSS, figures: &[PERIOD], item: "7" },
    NotYet {
        case: MERGED,
        figures: &[YEAR, LIGHTS, PERIOD, PLANNED, PLANS, GONE, &["list.invested_fen", "list.physical_bp"]],
        item: "8",
    },
    NotYet { case: PLANNED_IN_PART, figures: &[&["notes.unplanned", "brief.unplanned"]], item: "11" },
    NotYet { case: ZERO_PLAN, figures: &[PLANNED, YEAR], item: "13" },
    NotYet { case: BEYOND, figures: &[&["list.completed_on", "show.met"], START_RATE], item: "15, of 开工率 3" },
    NotYet { case: RULES, figures: &[LIGHTS, PERIOD], item: "16" },
    NotYet { case: WENT_BACK, figures: &[STARTED, START_RATE, PHASES, LIGHTS, &["show.met"]], item: "19" },
    NotYet { case: NEVER_RETURNED, figures: &[LIGHTS], item: "20" },
    NotYet { case: NO_NUMERATOR, figures: &[RATES], item: "22" },
    NotYet { case: FIRST_PLAN, figures: &[&["list.first_plan_fen", "notes.first_plan_completion_bp"]], item: "small" },
    NotYet { case: LEFT_BEFORE, figures: &[GONE], item: "small" },
    NotYet { case: PLANNED_STARTED, figures: &[YEAR, LIGHTS], item: "§8.2" },
    NotYet {
        case: NO_LIVE_LOT,
        figures: &[LIGHTS, FILING, PHASES, STARTED, COMPLETED, YEAR, PLANS, PLANNED],
        item: "§8.19",
    },
    NotYet {
        case: FROM_LOTS,
        figures: &[&["show.met"]],
        item: "none yet: `show` has no day for the start of a 取标段 work",
    },
];
