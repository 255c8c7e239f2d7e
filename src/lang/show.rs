//! What a card says in sentences of its own: the plan in force, and what each return said.

use super::Lang;
use super::history::facts;
use super::say::say;
use super::sentence::measure_of_year;
use crate::report::show::ShowSentence;

pub(super) fn sentence(lang: Lang, sentence: &ShowSentence) -> String {
    match sentence {
        ShowSentence::PlanInForce { year, label, dimension, plan, first, goal } => {
            let (label, plan) = (measure_of_year(lang, label), lang.amount(*plan, *dimension));
            let first = first.map(|first| lang.amount(first, *dimension));
            let first =
                first.map_or_else(String::new, |first| say!(lang, "（首版{first}）", " (first version {first})"));
            let mut said =
                vec![say!(lang, "{year}年{label}计划{plan}{first}", "plan of {year}, {label}: {plan}{first}")];
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

#[cfg(test)]
#[path = "show_test.rs"]
mod tests;
