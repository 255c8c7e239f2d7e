//! How far long work has come, on a terminal, once it has taken a second.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::lang::Lang;
use crate::lang::imported::progress;

use super::ctx::Ctx;

/// Nothing is shown before.
const PATIENCE: Duration = Duration::from_secs(1);
/// How many rows pass between two looks at the clock.
const STRIDE: u64 = 256;

pub struct Progress {
    lang: Lang,
    started: Instant,
    rows: u64,
    /// Roughly how many there are.
    total: u64,
    is_wanted: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Of roughly this many rows.
    pub fn new(ctx: &Ctx, total: u64) -> Self {
        let is_wanted = ctx.shows_progress();
        Self { lang: ctx.lang, started: Instant::now(), rows: 0, total, is_wanted, bar: None }
    }

    /// A row was taken.
    pub fn row(&mut self) {
        self.rows += 1;
        if !self.is_wanted || !self.rows.is_multiple_of(STRIDE) || self.started.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(self.total.max(1)), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{bar:30} {msg}");
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        bar.set_position(self.rows);
        bar.set_message(progress(self.lang, self.rows));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
