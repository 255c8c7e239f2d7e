//! A fault of the program itself: what is printed of a panic, and the exit status.

use std::any::Any;
use std::io::Write;
use std::panic::PanicHookInfo;

use crate::lang::Lang;
use crate::lang::error::{crash, printed};
use crate::render::is_made_an_error;

/// The exit status of a fault of the program; what comes of a command has smaller ones.
pub const CRASHED: u8 = 70;

/// From here on tells of every panic, in both languages: which one is wanted may be unknown yet.
pub fn tell_of_crashes() {
    std::panic::set_hook(Box::new(|panicked| {
        if !is_made_an_error(panicked.payload()) {
            let _ = writeln!(std::io::stderr(), "{}", told(panicked));
        }
    }));
}

fn told(panicked: &PanicHookInfo) -> String {
    let place = panicked.location().map(ToString::to_string).unwrap_or_default();
    let said = said(panicked.payload());
    [Lang::Zh, Lang::En].map(|lang| printed(lang, &crash(lang, said, &place))).join("\n")
}

fn said(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or_default()
}
