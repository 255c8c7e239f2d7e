//! The words of permits (前期手续): how many stand how, who lacks which, what is out of order.

use super::Lang;
use super::say::say;
use super::sentence::count;
use super::word::word;
use crate::domain::permit::OutOfOrder;
use crate::report::model::Word;
use crate::report::permits::{LackingWork, PermitCounts, PermitSentence};

pub(super) fn sentence(lang: Lang, sentence: &PermitSentence) -> String {
    match sentence {
        PermitSentence::OfCategory { category, works, counts } => {
            of_category(lang, lang.pick(category), *works, *counts)
        }
        PermitSentence::NoChecklist { category, works: n } => {
            let (category, works) = (lang.pick(category), count(*n, "work"));
            say!(lang, "{category}（{n}项）：没有前期手续清单。", "{category} ({works}): no checklist of permits.")
        }
        PermitSentence::Lacking { category, permit, works: n, units } => {
            let (permit, category) = (lang.pick(permit), lang.pick(category));
            let units: Vec<String> = units.iter().map(|(unit, works)| of_unit(lang, unit.as_deref(), works)).collect();
            let units = lang.join_clauses(&units);
            say!(lang, "{permit}（{category}{n}项）：{units}。", "{permit} ({category}, {n}): {units}.")
        }
        PermitSentence::AllLack { category, works: n, permits } => {
            let permits: Vec<&str> = permits.iter().map(|permit| lang.pick(permit)).collect();
            let (category, permits, works) = (lang.pick(category), lang.join(&permits), count(*n, "work"));
            say!(
                lang,
                "{category}{n}项均无记录：{permits}。",
                "nothing on record for any of {category} ({works}): {permits}."
            )
        }
        PermitSentence::NoneLacking => say!(lang, "前期手续齐全。", "No permit is lacking."),
        PermitSentence::Legend => say!(
            lang,
            "有 已办，待 未到期（含今日到期），逾期 过期未办，缺 没有记录，免 不需要；标段只列自己办的。",
            "yes granted, due not yet overdue, late past its day, none nothing on record, n/a not needed; lots show their own."
        ),
        PermitSentence::SincePrevious => say!(
            lang,
            "间隔天数：自清单上前一项（不需要的除外）办结之日起，未办的算到截至日。",
            "Days since: from the day the one before on the checklist was granted, those not needed left out; of what is not \
             granted up to the day of the page."
        ),
        PermitSentence::NotNeeded(why) => why.clone(),
    }
}

/// 治水（3项）：已办12，不需要2，未到期5，逾期1，没有记录10。
fn of_category(lang: Lang, category: &str, n: i64, counts: PermitCounts) -> String {
    let works = count(n, "work");
    let PermitCounts { granted, waived, due, overdue, missing } = counts;
    say!(
        lang,
        "{category}（{n}项）：已办{granted}，未到期{due}，逾期{overdue}，没有记录{missing}，不需要{waived}。",
        "{category} ({works}): granted {granted}, not yet due {due}, overdue {overdue}, nothing on record {missing}, not \
         needed {waived}."
    )
}

/// 区水利局 甲河工程、乙河工程（逾期12天）
fn of_unit(lang: Lang, unit: Option<&str>, works: &[LackingWork]) -> String {
    let unit = unit.unwrap_or_else(|| word(lang, Word::NoUnit));
    let named = works.iter().map(|LackingWork { name, overdue }| match overdue {
        Some(days) => {
            let long = count(*days, "day");
            say!(lang, "{name}（逾期{days}天）", "{name} ({long} overdue)")
        }
        None => name.clone(),
    });
    let named = lang.join(&named.collect::<Vec<_>>());
    say!(lang, "{unit} {named}", "{unit}: {named}")
}

/// 环评（2022-03-01）早于清单上的前一项可研（2022-05-01）
pub fn out_of_order(lang: Lang, found: &OutOfOrder) -> String {
    let OutOfOrder { permit, on, previous, previous_on } = found;
    let (permit, previous) = (lang.pick(permit), lang.pick(previous));
    say!(
        lang,
        "{permit}（{on}）早于清单上的前一项{previous}（{previous_on}）",
        "{permit} ({on}) is before {previous} ({previous_on}), which comes first on the checklist"
    )
}
