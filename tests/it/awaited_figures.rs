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
/// 开工率.
const START_RATE: &[&str] = &["overview.start_due", "overview.start_done", "brief.start_due", "brief.start_done"];

pub const NOT_YET: &[NotYet] = &[
    NotYet { case: NEVER_RETURNED, figures: &[LIGHTS], item: "20, of lots listed as their project is" },
    NotYet { case: WENT_BACK, figures: &[START_RATE], item: "19, of a 取标段 work whose lot went back" },
    NotYet {
        case: FROM_LOTS,
        figures: &[&["show.met"]],
        item: "none yet: `show` has no day for the start of a 取标段 work",
    },
];
