//! How long a command waits for the others, and how often it asks meanwhile.

use std::thread::sleep;
use std::time::{Duration, Instant};

use rusqlite::Connection;

/// So long one waits for the others to finish.
const PATIENCE: Duration = Duration::from_secs(5);

/// A wait that has begun.
pub(super) struct Waiting {
    since: Instant,
}

impl Waiting {
    pub(super) fn begin() -> Self {
        Self { since: Instant::now() }
    }

    /// Sleeps until it is time to ask again; `false`: it has taken too long.
    pub(super) fn goes_on(&self) -> bool {
        let waited = self.since.elapsed();
        let Some(left) = PATIENCE.checked_sub(waited).filter(|left| !left.is_zero()) else { return false };
        sleep(pause(waited).min(left));
        true
    }
}

/// Nobody hands a lock on: whoever asks first when it is free has it. So they ask the oftener the longer they have
/// waited, and the eldest goes before those who have just come. SQLite's own handler asks every 100 ms in the end,
/// and of sixteen writers some never have their turn.
fn pause(waited: Duration) -> Duration {
    Duration::from_millis(match waited.as_millis() {
        0..10 => 5,
        10..1_000 => 40,
        1_000..2_000 => 20,
        2_000..3_000 => 8,
        3_000..4_000 => 3,
        _ => 1,
    })
}

/// Lets a connection wait wherever SQLite finds the file locked.
pub(super) fn wait_in_turn(conn: &mut Connection) -> rusqlite::Result<()> {
    let mut waiting = Waiting::begin();
    conn.busy_handler(Some(move |asked: i32| {
        if asked == 0 {
            waiting = Waiting::begin();
        }
        waiting.goes_on()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_one_has_waited_the_oftener_one_asks() {
        let pauses: Vec<Duration> = (1..50).map(|tenth| pause(Duration::from_millis(100 * tenth))).collect();
        assert!(pauses.is_sorted_by(|earlier, later| earlier >= later), "{pauses:?}");
        assert!(pauses.first() > pauses.last());
    }

    #[test]
    fn a_wait_ends() {
        let long_ago = Instant::now().checked_sub(PATIENCE).expect("five seconds ago");
        assert!(!Waiting { since: long_ago }.goes_on());
        assert!(Waiting::begin().goes_on());
    }
}
