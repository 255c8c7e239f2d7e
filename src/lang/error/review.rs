//! The words about the review of returns.

use super::{Message, StatedAt, objection, say, shown, told};
use crate::domain::code::submission_code;
use crate::error::{NotAccepted, ReviewError};
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &ReviewError) -> Message {
    match why {
        ReviewError::NotPending { value } => told! { lang, value = shown(value);
            "没有待审的填报 `{value}`", "no submission `{value}` waits for review";
            "用 `haishu-proj review list` 查看待审的填报", "see those that wait with `haishu-proj review list`" },
        ReviewError::NotAccepted { refused } => told! { lang, all = listed(lang, refused), n = refused.len(),
            first = refused.first().map(|first| submission_code(first.no)).unwrap_or_default();
            "{n}项待审填报不能按原样入账，一项也没有入账：{all}",
            "not one return was filed, because of what cannot be filed as it was submitted (count: {n}):{all}";
            "退回给填报人：`haishu-proj review return {first} --reason 原因`；其余的另写编号审核",
            "give it back: `haishu-proj review return {first} --reason WHY`; accept the others by their numbers" },
        ReviewError::Already { is_on: true } => told! { lang;
            "填报已须经审核", "returns wait for review already";
            "用 `haishu-proj review list` 查看待审的填报", "see those that wait with `haishu-proj review list`" },
        ReviewError::Already { is_on: false } => told! { lang;
            "填报本来就不须审核", "returns do not wait for review as it is";
            "要改为须经审核：`haishu-proj review on`", "to have them wait: `haishu-proj review on`" },
    }
}

/// A line each.
fn listed(lang: Lang, refused: &[NotAccepted]) -> String {
    let line = |NotAccepted { no, code, why }: &NotAccepted| {
        let (no, why) = (submission_code(*no), objection(lang, StatedAt::Cell, why).text);
        say!(lang, "\n{no} {code}：{why}", "\n{no} {code}: {why}")
    };
    refused.iter().map(line).collect()
}
