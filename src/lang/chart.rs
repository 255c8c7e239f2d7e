//! What charts are called, and what is said of them to those who cannot see them; the tiles above them.

use super::Lang;
use super::cell::{capital, page};
use super::light::light;
use super::say::say;
use super::status::last_period;
use crate::domain::catalog::Label;
use crate::domain::fraction::Fraction;
use crate::domain::period::Cadence;
use crate::domain::quantity::{Amount, Dimension, exact_grouped};
use crate::report::model::Cell;
use crate::report::status::TileFigure;

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

/// How many of a total are through each step.
pub fn funnel(lang: Lang, whole: &Label) -> ChartText {
    let total = lang.pick(whole);
    let (counted, noun) = (total.trim_start_matches('总'), capital(total));
    ChartText {
        title: say!(lang, "各环节{counted}占{total}", "{noun} through each step, of all"),
        how: say!(
            lang,
            "条形图：条长为占{total}的比例。数字见下表。",
            "Bar chart: the bar is the share of all {total}. The figures are in the table below."
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

/// What the figure of a tile is called.
pub fn called(lang: Lang, figure: &TileFigure) -> String {
    match figure {
        TileFigure::Projects(_) => say!(lang, "项目", "projects"),
        TileFigure::Started(_) => say!(lang, "开工", "started"),
        TileFigure::Completed(_) => say!(lang, "完工", "completed"),
        TileFigure::Light(None, _) => say!(lang, "不评", "not rated"),
        TileFigure::Light(of, _) => light(lang, *of).to_owned(),
        TileFigure::Completion { .. } => say!(lang, "完成率", "completion"),
    }
}

/// The figure of a tile.
pub fn figure(lang: Lang, figure: &TileFigure) -> String {
    match figure {
        TileFigure::Projects(n) | TileFigure::Started(n) | TileFigure::Completed(n) | TileFigure::Light(_, n) => {
            n.to_string()
        }
        TileFigure::Completion { rate, .. } => page(lang, &rate.clone().map_or(Cell::Nothing, Cell::Rate)),
    }
}

/// What is said of the figure of a tile: what it gained, or what it is held against.
pub fn beside(lang: Lang, figure: &TileFigure, change: Option<(Cadence, i64)>) -> String {
    match figure {
        TileFigure::Projects(_) | TileFigure::Started(_) | TileFigure::Completed(_) | TileFigure::Light(..) => {
            change.map_or_else(String::new, |(cadence, n)| gained(lang, cadence, n))
        }
        TileFigure::Completion { rate, elapsed } => against(lang, rate.as_ref(), elapsed),
    }
}

/// More or fewer than at the end of the period before: 较上月+2.
fn gained(lang: Lang, cadence: Cadence, n: i64) -> String {
    let last = last_period(lang, cadence);
    if n == 0 {
        return say!(lang, "较{last}持平", "no change");
    }
    say!(lang, "较{last}{n:+}", "{n:+} since {last}")
}

/// 序时66.7%，差-7.7
fn against(lang: Lang, rate: Option<&Fraction>, elapsed: &Fraction) -> String {
    let due = elapsed.percent();
    let Some(rate) = rate else { return say!(lang, "序时{due}", "due {due}") };
    let gap = (rate.clone() - elapsed.clone()).signed_points();
    say!(lang, "序时{due}，差{gap}", "due {due}, gap {gap}")
}
