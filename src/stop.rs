//! What ends a command from outside: Ctrl-C, TERM, a terminal that hangs up. Temporary files go with it, a change that
//! is being written is taken back first, and whoever started the command sees which signal ended it (128 and its number,
//! as a shell says it). What is temporary, and what is written, is decided elsewhere.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The signal that came; none is 0.
static SIGNAL: AtomicI32 = AtomicI32::new(0);
/// Whether this command writes to a register: then it ends itself, so that nothing half done stays beside the register.
static IS_WRITING: AtomicBool = AtomicBool::new(false);
/// The files that must not stay when the command ends.
static TEMPORARY: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// From here on a signal lets the command end itself.
pub fn begin_writing() {
    IS_WRITING.store(true, Ordering::SeqCst);
}

/// Whether the command was told to end.
#[must_use]
pub fn is_asked() -> bool {
    SIGNAL.load(Ordering::SeqCst) != 0
}

/// A file that does not stay when the command is ended. Dropped, it is nobody's business any more.
#[derive(Debug)]
pub struct Temporary {
    path: PathBuf,
}

impl Temporary {
    /// Makes a file and knows of it at once: a signal comes before both or after both.
    ///
    /// # Errors
    /// Those of making it.
    pub fn make<T>(make: impl FnOnce() -> io::Result<T>, path: impl FnOnce(&T) -> &Path) -> io::Result<(T, Self)> {
        let mut known = temporary();
        let made = make()?;
        let path = path(&made).to_owned();
        known.insert(path.clone());
        Ok((made, Self { path }))
    }

    /// Lets the file stay, under the name that `appear` gives it: a signal comes before both or after both.
    pub fn stay<T>(self, appear: impl FnOnce() -> T) -> T {
        let mut known = temporary();
        let done = appear();
        known.remove(&self.path);
        drop(known);
        done
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        temporary().remove(&self.path);
    }
}

fn temporary() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(unix)]
pub use unix::{end, watch};

#[cfg(unix)]
mod unix {
    use super::{IS_WRITING, Ordering, SIGNAL, temporary};
    use std::fs;
    use std::path::Path;
    use std::thread;
    use std::time::Duration;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    /// So long may a writing command take to end itself.
    const PATIENCE: Duration = Duration::from_secs(3);
    /// What SQLite keeps beside a database, behind its name.
    const OF_SQLITE: [&str; 3] = ["-journal", "-wal", "-shm"];

    /// Watches for signals until the command ends. Where no thread can be had, they do what they always do.
    pub fn watch() {
        let ignored = ignored(&fs::read_to_string("/proc/self/status").unwrap_or_default());
        let watched: Vec<i32> =
            [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored & (1 << (signal - 1)) == 0).collect();
        // handlers are set in the thread: without it there are none
        let _ = thread::Builder::new().spawn(move || {
            let Ok(mut signals) = Signals::new(watched) else { return };
            if let Some(signal) = signals.forever().next() {
                SIGNAL.store(signal, Ordering::SeqCst);
                if IS_WRITING.load(Ordering::SeqCst) {
                    thread::sleep(PATIENCE);
                }
                end();
            }
        });
    }

    /// Ends the command by the signal that came, if one did: nothing temporary stays.
    pub fn end() {
        let signal = SIGNAL.load(Ordering::SeqCst);
        if signal == 0 {
            return;
        }
        // held to the end: nobody makes another file meanwhile
        let known = temporary();
        for path in known.iter() {
            let _ = fs::remove_file(path);
            for ending in OF_SQLITE {
                let mut beside = path.clone().into_os_string();
                beside.push(ending);
                let _ = fs::remove_file(Path::new(&beside));
            }
        }
        let _ = emulate_default_handler(signal);
    }

    /// The signals that were ignored when the command began, as `nohup` ignores HUP and a shell INT of what runs in the
    /// background: they stay so. A bit a signal, as Linux tells them; elsewhere nobody tells, and none.
    pub(super) fn ignored(status: &str) -> u64 {
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
    }
}

/// Elsewhere signals do what they always do.
#[cfg(not(unix))]
pub fn watch() {}

/// Elsewhere no signal is watched for.
#[cfg(not(unix))]
pub fn end() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_until_it_stays_or_is_gone() {
        let is_known = |path: &str| temporary().contains(Path::new(path));
        let make = |path: &'static str| Temporary::make(|| Ok(path), |path| Path::new(*path)).expect("made").1;
        let (staying, dropped) = (make("/a-file-that-stays"), make("/a-file-that-goes"));
        assert!(is_known("/a-file-that-stays") && is_known("/a-file-that-goes"));
        drop(dropped);
        staying.stay(|| ());
        assert!(!is_known("/a-file-that-stays") && !is_known("/a-file-that-goes"));
        let failed = Temporary::make(|| Err::<&str, _>(io::Error::other("no")), |path| Path::new(*path));
        assert!(failed.is_err());
    }

    #[cfg(unix)]
    #[test]
    fn what_was_ignored_is_read_from_the_mask() {
        assert_eq!(unix::ignored("Name:\tx\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000001003\n"), 0x1003);
        assert_eq!(unix::ignored(""), 0);
    }
}
