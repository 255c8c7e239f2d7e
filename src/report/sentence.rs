//! Sentences as data: kinds and figures, to each page its own enum, which stands beside the rows of that page. This is
//! their sum: a section, a list or a cell takes a sentence of any page. `lang` words each enum in a file of the same name,
//! `render::figures` says what programs get of it; both match it whole, so that a sentence without words or figures does
//! not compile.

use super::brief::BriefSentence;
use super::form::FormSentence;
use super::grid::GridSentence;
use super::history::HistorySentence;
use super::list::ListSentence;
use super::milestones::MilestoneSentence;
use super::missing::MissingSentence;
use super::permits::PermitSentence;
use super::rules::RuleSentence;
use super::show::ShowSentence;
use super::status::{ChangesSentence, RowChange, StatusSentence};
use super::targets::TargetSentence;

/// The enums of the pages, and that each of their sentences is one.
macro_rules! pages {
    ($($page:ident($sentence:ty),)*) => {
        /// A typed sentence: kind and figures.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum Sentence {
            $($page($sentence),)*
        }

        $(impl From<$sentence> for Sentence {
            fn from(sentence: $sentence) -> Self {
                Self::$page(sentence)
            }
        })*
    };
}

pages! {
    Brief(BriefSentence),
    Changes(ChangesSentence),
    Form(FormSentence),
    Grid(GridSentence),
    History(HistorySentence),
    List(ListSentence),
    Milestone(MilestoneSentence),
    Missing(MissingSentence),
    Permit(PermitSentence),
    RowChange(RowChange),
    Rule(RuleSentence),
    Show(ShowSentence),
    Status(StatusSentence),
    Target(TargetSentence),
}
