//! How far long work has come, on a terminal, once it has taken a second.
//!
//! It is drawn by a thread of its own: a terminal that was told to stand still (Ctrl-S) stops that one, and not the work,
//! which may keep others from recording.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::lang::Lang;
use crate::lang::imported::progress;

use super::ctx::Ctx;

/// Nothing is shown before.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often it is drawn.
const BEAT: Duration = Duration::from_millis(100);

/// Of rows that are taken. Dropped, it is wiped away, for which it waits: not while others do.
pub struct Progress {
    work: Arc<Work>,
    drawer: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Work {
    rows: AtomicU64,
    is_done: AtomicBool,
}

impl Progress {
    /// Of roughly this many rows.
    pub fn new(ctx: &Ctx, total: u64) -> Self {
        let (work, lang) = (Arc::new(Work::default()), ctx.lang);
        let drawn = Arc::clone(&work);
        // where no thread is to be had nothing is drawn
        let draw = || thread::Builder::new().spawn(move || draw(&drawn, lang, total)).ok();
        Self { drawer: ctx.shows_progress().then(draw).flatten(), work }
    }

    /// A row was taken.
    pub fn row(&mut self) {
        self.work.rows.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.work.is_done.store(true, Ordering::Release);
        if let Some(drawer) = self.drawer.take() {
            drawer.thread().unpark();
            let _ = drawer.join();
        }
    }
}

fn draw(work: &Work, lang: Lang, total: u64) {
    let mut bar: Option<ProgressBar> = None;
    thread::park_timeout(PATIENCE);
    while !work.is_done.load(Ordering::Acquire) {
        let bar = bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(total.max(1)), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{bar:30} {msg}");
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        let rows = work.rows.load(Ordering::Relaxed);
        bar.set_position(rows);
        bar.set_message(progress(lang, rows));
        thread::park_timeout(BEAT);
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
}
