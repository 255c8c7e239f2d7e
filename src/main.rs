//! Reads the surroundings once, runs the command on a stack of its own, gives its exit status.

#![allow(clippy::disallowed_methods, reason = "this is the one place that reads the clock and the environment")]

use std::io::IsTerminal;
use std::process::ExitCode;
#[cfg(unix)]
use std::sync::Arc;
use std::{panic, thread};

use haishu_proj::store::Durability;
use haishu_proj::{CRASHED, Surroundings, run, stop, tell_of_crashes};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What the work stands on, whatever `ulimit -s` allows a program.
const STACK: usize = 8 << 20;

fn main() -> ExitCode {
    stop::watch();
    tell_of_crashes();
    // a file that may not grow (`ulimit -f`) is an error of its writing, and no end without a word
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    // where there is no room for a thread, the stack there is has to do
    let done = match thread::Builder::new().stack_size(STACK).spawn(work) {
        Ok(worker) => worker.join(),
        Err(_) => panic::catch_unwind(work),
    };
    ExitCode::from(done.unwrap_or(CRASHED))
}

fn work() -> u8 {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let surroundings = Surroundings {
        register: std::env::var_os("HAISHU_PROJ_DB").filter(|path| !path.is_empty()).map(Into::into),
        lang: variable("HAISHU_PROJ_LANG"),
        locale: variable("LC_ALL").or_else(|| variable("LC_MESSAGES")).or_else(|| variable("LANG")),
        user: variable("HAISHU_PROJ_USER"),
        login: variable("LOGNAME").or_else(|| variable("USER")),
        today: variable("HAISHU_PROJ_TODAY"),
        clock: chrono::Utc::now(),
        utc_offset: chrono::Local::now().offset().local_minus_utc() / 60,
        program: std::env::current_exe().ok(),
        no_color: variable("NO_COLOR").is_some() || variable("TERM").as_deref() == Some("dumb"),
        width: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
        in_is_terminal: std::io::stdin().is_terminal(),
        out_is_terminal: std::io::stdout().is_terminal(),
        err_is_terminal: std::io::stderr().is_terminal(),
        durability: Durability::Full,
    };
    // stderr is not held, for what is said of a crash
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr());
    let status = run(std::env::args_os().collect(), &surroundings, &mut out, &mut err);
    if status != 0 {
        stop::end(); // a change that was taken back because of a signal; what is done stays done
    }
    status
}
