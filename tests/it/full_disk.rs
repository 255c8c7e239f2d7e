//! A disk without room: what was recorded can be read, and what cannot be recorded is told for what it is. Only root can
//! have such a disk made; to others these tests show nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sealed::{Desk, finish};

/// A small disk of its own, in memory.
struct Disk(PathBuf);

impl Disk {
    /// `None`: whoever runs this may not have one.
    fn of(path: &Path, size: &str) -> Option<Self> {
        fs::create_dir(path).expect("a folder");
        let options = format!("size={size}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(path).output().ok()?;
        mounted.status.success().then(|| Self(path.to_owned()))
    }

    /// Takes what room there is.
    fn fill(&self) {
        let mut filling = fs::File::create(self.0.join("filling")).expect("a file");
        let (mut length, bytes) = (4096, vec![b'x'; 4096]);
        while length > 0 {
            match std::io::Write::write(&mut filling, &bytes[..length]) {
                Ok(_) => {}
                Err(_) => length /= 2,
            }
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn on_a_full_disk_readers_read_and_writers_say_that_it_is_full() {
    for journal in ["wal", "delete"] {
        let desk = Desk::empty();
        let Some(disk) = Disk::of(&desk.path("盘"), "4m") else { return };
        let register = disk.0.join("haishu.db");
        let run = |args: &[&str]| finish(desk.command(args).env("HAISHU_PROJ_DB", &register));
        let ok = |args: &[&str]| {
            let done = run(args);
            assert_eq!(done.status, 0, "{journal} {args:?}: {}", done.err);
            done.out
        };
        ok(&["init", "--journal", journal]);
        ok(&["add", "治水", "甲江堤防工程"]);
        ok(&["update", "HS-W-001", "--stage", "开工", "--on", "2022-08-31"]);
        let readers: [&[&str]; 5] = [&["list"], &["show", "HS-W-001"], &["history"], &["report"], &["check"]];
        let before: Vec<String> = readers.iter().map(|line| ok(line)).collect();
        disk.fill();
        for (line, before) in readers.iter().zip(&before) {
            assert_eq!(&ok(line), before, "{journal}: as with room");
        }
        for (lang, word) in [("zh", "磁盘已满"), ("en", "disk of the register is full")] {
            let text = "长".repeat(200);
            for line in [&["add", "治水", text.as_str()][..], &["update", "HS-W-001", "--stage", "完工"]] {
                let done = run(&[&["--lang", lang], line].concat());
                assert_eq!((done.status, done.out.as_str()), (1, ""), "{journal} {line:?}: {}", done.err);
                assert!(done.err.contains(word), "{journal} {line:?}: {}", done.err);
            }
        }
        fs::remove_file(disk.0.join("filling")).expect("room again");
        for (line, before) in readers.iter().zip(&before) {
            assert_eq!(&ok(line), before, "{journal}: nothing was recorded");
        }
        assert_eq!(ok(&["add", "治水", "乙河工程"]), "HS-W-002\n");
        let mut names: Vec<String> = fs::read_dir(&disk.0)
            .expect("the disk")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(names, ["haishu.db"], "{journal}: nothing is left beside it");
    }
}
