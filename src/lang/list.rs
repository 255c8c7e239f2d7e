//! What stands under a list of rows.

use super::Lang;
use super::say::say;
use super::sentence::{count, noted};
use super::word::word;
use crate::report::list::ListSentence;

pub(super) fn sentence(lang: Lang, sentence: &ListSentence) -> String {
    match sentence {
        ListSentence::Shown { projects, left, lots, programmes } => shown(lang, [*projects, *lots, *programmes], *left),
        ListSentence::Limited { rows, found } => {
            say!(lang, "只列{rows}行，符合条件的共{found}行", "{rows} rows shown of {found} found")
        }
        ListSentence::More { rows } => say!(lang, "另有{rows}项", "{rows} more"),
        ListSentence::AnybodyRecords => {
            say!(lang, "名单上没有人：谁都可以录入。", "Nobody is on the list: anybody may record.")
        }
        ListSentence::NoneOf(of) => {
            let of = word(lang, *of);
            say!(lang, "无{of}。", "{of}: none.")
        }
        ListSentence::Note(note) => noted(lang, note).to_owned(),
    }
}

/// 3项，1个标段: those there are; where there are none, no projects. 94项（含取消、并入、退库3项）, where not all have left.
fn shown(lang: Lang, counts: [i64; 3], left: i64) -> String {
    let names = [("项", "project"), ("个标段", "lot"), ("个总项目", "programme")];
    let put = |((zh, en), n): ((&str, &str), i64)| {
        let counted = count(n, en);
        let left = match (0 < left && left < n, en) {
            (true, "project") => {
                say!(lang, "（含取消、并入、退库{left}项）", " ({left} of them cancelled, merged or withdrawn)")
            }
            _ => String::new(),
        };
        say!(lang, "{n}{zh}{left}", "{counted}{left}")
    };
    let some = names.into_iter().zip(counts).filter(|(_, n)| *n > 0);
    let said: Vec<String> = some.map(put).collect();
    if said.is_empty() { put((names[0], 0)) } else { lang.join_parts(&said) }
}

#[cfg(test)]
#[path = "list_test.rs"]
mod tests;
