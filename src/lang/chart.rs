//! What charts are called, and what is said of them to those who cannot see them; the tiles above them.

use super::Lang;
use super::light::light;
use super::say::say;
use super::status::last_period;
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::domain::period::Cadence;
use crate::domain::quantity::{Amount, Dimension, exact_grouped};

/// The name of a chart, and how it is read.
pub struct ChartText {
    pub title: String,
    pub how: String,
}

/// Plan and what was done, month by month.
pub fn curve(lang: Lang, dimension: Dimension) -> ChartText {
    let unit = lang.unit(dimension);
    ChartText {
        title: say!(lang, "各月末累计计划与完成（{unit}）", "Planned and done by the end of each month ({unit})"),
        how: say!(
            lang,
            "折线图：横轴为月份，虚线为计划，实线为完成；没有数的月份不画。数字见旁边的表。",
            "Line chart by month: dashed what was planned, solid what was done; a month without a figure has no point. \
             The figures are in the table beside it."
        ),
    }
}

/// Rates against the elapsed share, of what the heading of the names says.
pub fn rates(lang: Lang, of: &str) -> ChartText {
    let lower = of.to_lowercase();
    ChartText {
        title: say!(lang, "完成率与序时（按{of}）", "Completion against the time elapsed, by {lower}"),
        how: say!(
            lang,
            "条形图：条长为完成率，竖线为序时；没有完成率的不画条。数字见下表。",
            "Bar chart: the bar is the rate, the upright line the share of time elapsed; without a rate there is no bar. \
             The figures are in the table below."
        ),
    }
}

/// How many are through each step.
pub fn funnel(lang: Lang) -> ChartText {
    ChartText {
        title: say!(lang, "各环节户数占总户数", "Households through each step, of all"),
        how: say!(
            lang,
            "条形图：条长为占总户数的比例。数字见下表。",
            "Bar chart: the bar is the share of all households. The figures are in the table below."
        ),
    }
}

/// A mark of an axis: the bare number, in the unit that the name of the chart says.
pub fn tick(lang: Lang, value: Amount, dimension: Dimension) -> String {
    exact_grouped(value, lang.scale(dimension))
}

/// A rate that has reached the elapsed share, and one that has not.
pub fn ahead_or_behind(lang: Lang) -> [String; 2] {
    [say!(lang, "完成率，达到序时", "rate, as due or ahead"), say!(lang, "完成率，落后序时", "rate, behind")]
}

/// The elapsed share as the upright line of a chart: 竖线为序时.
pub fn mark(lang: Lang) -> String {
    say!(lang, "竖线为序时", "upright line: time elapsed")
}

/// What the works of a page are counted as.
pub fn counted(lang: Lang) -> [String; 3] {
    [say!(lang, "项目", "projects"), say!(lang, "开工", "started"), say!(lang, "完工", "completed")]
}

pub fn completion(lang: Lang) -> String {
    say!(lang, "完成率", "completion")
}

/// A light; of what has none, that it is not rated.
pub fn lit(lang: Lang, of: Option<Light>) -> String {
    match of {
        Some(_) => light(lang, of).to_owned(),
        None => say!(lang, "不评", "not rated"),
    }
}

/// More or fewer than at the end of the period before: 较上月+2.
pub fn change(lang: Lang, cadence: Cadence, n: i64) -> String {
    let last = last_period(lang, cadence);
    if n == 0 {
        return say!(lang, "较{last}持平", "no change");
    }
    say!(lang, "较{last}{n:+}", "{n:+} since {last}")
}

/// 序时66.7%，差-7.7
pub fn against(lang: Lang, rate: Option<&Fraction>, elapsed: &Fraction) -> String {
    let due = elapsed.percent();
    let Some(rate) = rate else { return say!(lang, "序时{due}", "due {due}") };
    let gap = (rate.clone() - elapsed.clone()).signed_points();
    say!(lang, "序时{due}，差{gap}", "due {due}, gap {gap}")
}
