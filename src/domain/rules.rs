//! The thresholds of the lights. A set holds from its day and has a version; `init` records version 1.

/// One threshold: its key and the value of version 1.
pub struct Rule {
    pub key: &'static str,
    /// `gap.*` in basis points, `start.red` in calendar months, the others in days.
    pub first_value: i64,
}

/// Version 1 of the rules.
pub const FIRST_RULES: [Rule; 7] = [
    Rule { key: "gap.yellow", first_value: 1000 },
    Rule { key: "gap.red", first_value: 3000 },
    Rule { key: "milestone.red", first_value: 30 },
    Rule { key: "start.red", first_value: 3 },
    Rule { key: "paused.red", first_value: 90 },
    Rule { key: "cadence", first_value: 31 },
    Rule { key: "grace", first_value: 10 },
];
