//! What a card says in sentences of its own: the plan in force, and what each return said.

use super::Lang;
use super::history::facts;
use super::say::say;
use super::sentence::measure_of_year;
use crate::report::show::{NotRated, ShowSentence};

pub(super) fn sentence(lang: Lang, sentence: &ShowSentence) -> String {
    match sentence {
        ShowSentence::NotRated(why) => not_rated(lang, why),
        ShowSentence::PlanInForce { year, label, dimension, plan, first, goal } => {
            let (label, plan) = (measure_of_year(lang, label), lang.amount(*plan, *dimension));
            let first = first.map(|first| lang.amount(first, *dimension));
            let was = first.as_ref();
            let was = was.map_or_else(String::new, |first| say!(lang, "（首版{first}）", " (first version {first})"));
            let mut said = vec![say!(lang, "{year}年{label}计划{plan}{was}", "Plan of {year}, {label}: {plan}{was}")];
            said.extend(first.map(|_| {
                say!(lang, "各月完成率按当时有效的计划计算", "the rate of each month is of the plan in force then")
            }));
            said.extend(goal.as_ref().map(|goal| say!(lang, "目标：{goal}", "goal: {goal}")));
            lang.join_clauses(&said)
        }
        // a correction says of what
        ShowSentence::Filed(filed) => {
            let facts = facts(lang, filed);
            match filed.corrects {
                None => facts,
                Some(no) => say!(lang, "（更正第{no}号）{facts}", "(corrects {no}) {facts}"),
            }
        }
    }
}

/// Why it has no light: 已取消，不评灯。
fn not_rated(lang: Lang, why: &NotRated) -> String {
    match why {
        NotRated::Left(label) | NotRated::Finished(label) => {
            let label = lang.pick(label);
            say!(lang, "已{label}，不评灯。", "Not rated: {label}.")
        }
        NotRated::ShownOnly => {
            say!(lang, "所属项目取本级数据，标段不评灯。", "Not rated: its project's figures are its own.")
        }
        NotRated::Awaited => say!(lang, "尚未填报，暂不评灯。", "Not rated yet: no return has come."),
        NotRated::NothingToJudge => {
            say!(lang, "没有可评的计划、节点和问题，不评灯。", "Not rated: no plan, milestone or issue to judge.")
        }
    }
}

#[cfg(test)]
#[path = "show_test.rs"]
mod tests;
