//! What is said of copies of a register: made, put back, written out as lines, read in again.

use std::path::Path;

use super::Lang;
use super::say::say;
use crate::domain::change::LedgerEnd;

/// What was made of a register, and how far its ledger goes.
pub enum Copied<'a> {
    /// A copy; so many older ones were removed.
    Made { path: &'a Path, end: &'a LedgerEnd, removed: usize },
    /// A register, from a copy; what was in its place is kept.
    Restored { path: &'a Path, end: &'a LedgerEnd, kept: Option<&'a Path> },
    /// Lines; without a path on stdout.
    Dumped { path: Option<&'a Path>, end: &'a LedgerEnd },
    /// A register, from lines.
    Loaded { path: &'a Path, end: &'a LedgerEnd },
}

pub fn copied(lang: Lang, what: &Copied) -> String {
    match what {
        Copied::Made { path, end, removed } => {
            let (path, ends) = (path.display(), ends(lang, end));
            let said = say!(lang, "已备份：{path}（{ends}）", "saved a copy: {path} ({ends})");
            match removed {
                0 => said,
                _ => said + &say!(lang, "；删去较早的{removed}份", "; removed {removed} older"),
            }
        }
        Copied::Restored { path, end, kept: None } => {
            let (path, ends) = (path.display(), ends(lang, end));
            say!(lang, "已恢复：{path}（{ends}）", "restored {path} ({ends})")
        }
        Copied::Restored { path, end, kept: Some(kept) } => {
            let (path, ends, kept) = (path.display(), ends(lang, end), kept.display());
            say!(
                lang,
                "已恢复：{path}（{ends}）；原有的另存为 {kept}",
                "restored {path} ({ends}); what was there is {kept}"
            )
        }
        Copied::Dumped { path: None, end } => {
            let ends = ends(lang, end);
            say!(lang, "已转储（{ends}）", "dumped ({ends})")
        }
        Copied::Dumped { path: Some(path), end } => {
            let (path, ends) = (path.display(), ends(lang, end));
            say!(lang, "已转储：{path}（{ends}）", "dumped to {path} ({ends})")
        }
        Copied::Loaded { path, end } => {
            let (path, ends) = (path.display(), ends(lang, end));
            say!(lang, "已重建台账 {path}（{ends}）", "made the register {path} ({ends})")
        }
    }
}

/// 变更11次，末次校验值 …
fn ends(lang: Lang, LedgerEnd { changes, hash }: &LedgerEnd) -> String {
    say!(lang, "变更{changes}次，末次校验值 {hash}", "changes {changes}, last hash {hash}")
}
