//! What the columns of a return sheet ask for.

use super::Lang;
use super::say::say;
use crate::report::form::FormSentence;

pub(super) fn sentence(lang: Lang, asked: FormSentence) -> String {
    match asked {
        FormSentence::Returned => say!(
            lang,
            "本期填了任何一格即为已报。本期确无变化的，这里填“是”。整行不填就是未填报。",
            "Any cell filled makes a return. Where nothing has changed, put yes here. A row left blank is no return."
        ),
        FormSentence::AsOf => say!(
            lang,
            "数据截至哪一天，须在填报期内；不填即填报期最后一天。",
            "The day the figures hold, within the period; blank means its last day."
        ),
        FormSentence::Stage => say!(
            lang,
            "截至日所处的阶段，从下拉表中选；没有变化可以不填。",
            "The stage on that day, out of the list; leave it blank if it is the same."
        ),
        FormSentence::Condition => say!(
            lang,
            "停工、复工（选“正常”）、取消等，从下拉表中选；没有变化可以不填。",
            "Paused, normal again, cancelled …, out of the list; leave it blank if it is the same."
        ),
        FormSentence::Progress => say!(lang, "本期做了什么，到了什么程度。", "What was done, and how far it is."),
        FormSentence::Problem => say!(lang, "什么卡住了，卡在哪里。", "What stands in the way, and where."),
        FormSentence::Ask => {
            say!(lang, "需要区领导协调的具体事项。", "What exactly is asked of the leaders.")
        }
        FormSentence::NextStep => say!(lang, "下一步做什么，何时完成。", "What comes next, and by when."),
        FormSentence::Percentage => say!(
            lang,
            "自开工累计的百分比，不是本期完成；填 61 或 61%。",
            "Since the start, not of this period; enter 61 or 61%."
        ),
        FormSentence::Figure => say!(
            lang,
            "自开工累计数，不是本期完成数；单位见表头，不要带单位。",
            "The sum since the start, not of this period; in the unit of the heading, the number alone."
        ),
    }
}
