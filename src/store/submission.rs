//! What a submission states, as it is written: JSON with the columns of `status_update` for keys. Only what is stated is
//! there, so that a field added later changes no row.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::Day;
use crate::domain::day::parse_stored_day;
use crate::domain::fact::{Condition, SetLight, Update};
use crate::domain::light::Light;
use crate::domain::{ProjectId, UpdateNo};
use crate::error::{RegisterError, Result};

#[derive(Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Stated {
    #[serde(skip_serializing_if = "Option::is_none")]
    corrects: Option<UpdateNo>,
    category: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    merged_into: Option<ProjectId>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    figures_stay: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_day: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    no_change: bool,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    readings: BTreeMap<String, i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    progress: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ask: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    light: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    light_until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    light_reason: Option<String>,
}

/// What a return states, as text. Its number is no part of that.
pub(super) fn written(update: &Update) -> Result<String> {
    let of = update.clone();
    let stated = Stated {
        corrects: of.corrects,
        category: of.category,
        stage: of.stage,
        condition: of.condition.map(|condition| condition.code().to_owned()),
        merged_into: of.merged_into,
        figures_stay: of.figures_stay,
        review_day: of.review_day.map(|day| day.to_string()),
        no_change: of.no_change,
        readings: of.readings,
        progress: of.progress,
        problem: of.problem,
        ask: of.ask,
        next_step: of.next_step,
        source: of.source,
        light: of.light.as_ref().map(|set| set.light.code().to_owned()),
        light_until: of.light.as_ref().map(|set| set.until.to_string()),
        light_reason: of.light.map(|set| set.reason),
    };
    Ok(serde_json::to_string(&stated).map_err(|error| RegisterError::Damaged { what: error.to_string() })?)
}

/// What a text states.
pub(super) fn read(text: &str) -> Result<Update> {
    let damaged = || RegisterError::Damaged { what: text.to_owned() };
    let stated: Stated = serde_json::from_str(text).map_err(|_| damaged())?;
    let day = |text: String| parse_stored_day(&text).ok_or_else(damaged);
    let light = match (stated.light, stated.light_until, stated.light_reason) {
        (Some(light), Some(until), Some(reason)) => {
            Some(SetLight { light: Light::from_code(&light).ok_or_else(damaged)?, until: day(until)?, reason })
        }
        _ => None,
    };
    let condition = stated.condition.map(|code| Condition::from_code(&code).ok_or_else(damaged)).transpose()?;
    let review_day: Option<Day> = stated.review_day.map(day).transpose()?;
    Ok(Update {
        no: 0,
        corrects: stated.corrects,
        category: stated.category,
        stage: stated.stage,
        condition,
        merged_into: stated.merged_into,
        figures_stay: stated.figures_stay,
        review_day,
        no_change: stated.no_change,
        readings: stated.readings,
        progress: stated.progress,
        problem: stated.problem,
        ask: stated.ask,
        next_step: stated.next_step,
        source: stated.source,
        light,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_whole() {
        let day = |number| Day::from_ymd_opt(2022, 8, number).unwrap();
        let whole = Update {
            no: 0,
            corrects: Some(3),
            category: "water".into(),
            stage: Some("building".into()),
            condition: Some(Condition::Merged),
            merged_into: Some(7),
            figures_stay: true,
            review_day: Some(day(30)),
            no_change: true,
            readings: [("invested".into(), 120_000_000)].into(),
            progress: Some("进展\n两行".into()),
            problem: Some("问题".into()),
            ask: Some("\"协调\"".into()),
            next_step: Some("下步".into()),
            source: Some("出处".into()),
            light: Some(SetLight { light: Light::Yellow, until: day(31), reason: "原因".into() }),
        };
        assert_eq!(read(&written(&whole).unwrap()).unwrap(), whole);
        let little = Update { category: "water".into(), no_change: true, ..Update::default() };
        assert_eq!(written(&little).unwrap(), r#"{"category":"water","no_change":true}"#);
        assert_eq!(read(&written(&little).unwrap()).unwrap(), little);
        assert!(read(r#"{"category":"water","stages":"x"}"#).is_err(), "what nobody wrote");
    }
}
