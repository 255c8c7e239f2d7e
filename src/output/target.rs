//! Which file a path leads to: links are followed, but not those that somebody else put where everybody may.

use std::collections::VecDeque;
use std::error::Error;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// So many links are followed to one file, as the system does.
const MOST_LINKS: usize = 40;

/// Something that somebody else put into a folder where everybody may, under a name of the path: to follow or to replace
/// it would let them choose where our page goes.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Stranger(PathBuf);

impl fmt::Display for Stranger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.display())
    }
}

impl Error for Stranger {}

/// What of somebody else's stood in the way, if that failed the writing.
#[must_use]
pub fn stranger(error: &io::Error) -> Option<&Path> {
    error.get_ref()?.downcast_ref().map(|Stranger(path)| path.as_path())
}

/// The file that a path leads to, whether it is there or not: links are followed here and nowhere else, so that the one
/// that was looked at is the one that is followed.
pub(super) fn target(path: &Path) -> io::Result<PathBuf> {
    if !cfg!(unix) {
        return Ok(fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()));
    }
    if path.as_os_str().as_encoded_bytes().ends_with(b"/") {
        return Err(ErrorKind::IsADirectory.into());
    }
    let whole = std::path::absolute(path)?;
    let parts = |path: &Path| path.components().map(|part| part.as_os_str().to_owned()).collect::<VecDeque<OsString>>();
    let (mut rest, mut found, mut links) = (parts(&whole), PathBuf::new(), 0);
    while let Some(part) = rest.pop_front() {
        if part == Component::ParentDir.as_os_str() {
            found.pop();
            continue;
        }
        let next = found.join(&part);
        let there = fs::symlink_metadata(&next);
        let is_link = there.as_ref().is_ok_and(Metadata::is_symlink);
        if let Ok(there) = &there
            && (is_link || rest.is_empty() && !there.is_dir())
            && is_of_stranger(&found, there)?
        {
            return Err(io::Error::new(ErrorKind::PermissionDenied, Stranger(next)));
        }
        if !is_link {
            found = next;
            continue;
        }
        links += 1;
        if links > MOST_LINKS {
            return Err(io::Error::other("too many levels of symbolic links"));
        }
        let aim = fs::read_link(&next)?;
        if next.exists() && fs::symlink_metadata(found.join(&aim)).is_err() {
            found = next; // /dev/stdout: only the system can follow it
            continue;
        }
        let mut ahead = parts(&aim);
        ahead.append(&mut rest);
        rest = ahead;
    }
    Ok(found)
}

/// Whether something in a folder where everybody may put files, but take away only their own, belongs neither to us nor
/// to whom the folder belongs: the rule by which Linux follows links there.
#[cfg(unix)]
fn is_of_stranger(folder: &Path, there: &Metadata) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;

    const STICKY_AND_OPEN: u32 = 0o1002;
    let folder_is = fs::metadata(folder)?;
    if folder_is.mode() & STICKY_AND_OPEN != STICKY_AND_OPEN || there.uid() == folder_is.uid() {
        return Ok(false);
    }
    // who we are there: whose a file is that we make
    Ok(tempfile::tempfile_in(folder)?.metadata()?.uid() != there.uid())
}

#[cfg(not(unix))]
fn is_of_stranger(_: &Path, _: &Metadata) -> io::Result<bool> {
    Ok(false)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::output::{stage, write_atomically};

    fn made(path: &Path, text: &str) {
        write_atomically(path, |out| out.write_all(text.as_bytes())).expect("made");
    }

    #[test]
    fn links_and_devices_stay() {
        use std::os::unix::fs::{FileTypeExt, symlink};

        let folder = tempfile::tempdir().expect("a folder");
        let (path, link) = (folder.path().join("a.txt"), folder.path().join("latest.txt"));
        symlink("a.txt", &link).expect("linked");
        for text in ["1", "2"] {
            write_atomically(&link, |out| out.write_all(text.as_bytes())).expect("written");
            assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
            assert_eq!(fs::read_to_string(&path).expect("read"), text, "made where it leads to, and replaced there");
        }
        symlink("b", folder.path().join("b")).expect("linked");
        assert!(write_atomically(&folder.path().join("b"), |_| Ok(())).is_err(), "it leads to itself");
        symlink("..", folder.path().join("up")).expect("linked");
        let name = folder.path().file_name().expect("a name");
        let round = folder.path().join("up").join(name).join("latest.txt");
        assert_eq!(target(&round).expect("followed"), fs::canonicalize(&path).expect("there"));
        write_atomically(Path::new("/dev/null"), |out| out.write_all(b"3")).expect("written");
        assert!(fs::metadata("/dev/null").expect("there").file_type().is_char_device());
    }

    /// Needs an account that may give files away.
    #[test]
    fn what_strangers_put_into_a_shared_folder_is_not_followed() {
        use std::os::unix::fs::{PermissionsExt, chown, lchown, symlink};

        let folder = tempfile::tempdir().expect("a folder");
        let (shared, own) = (folder.path().join("shared"), folder.path().join("own.txt"));
        fs::create_dir(&shared).expect("a folder");
        made(&own, "own");
        let (planted, file) = (shared.join("planted"), shared.join("file.txt"));
        symlink(&own, &planted).expect("linked");
        made(&file, "theirs");
        if lchown(&planted, Some(4321), None).is_err() {
            return;
        }
        chown(&file, Some(4321), None).expect("given away");
        let write = |path: &Path| write_atomically(path, |out| out.write_all(b"new"));
        let mode = |mode| fs::set_permissions(&shared, PermissionsExt::from_mode(mode)).expect("set");
        mode(0o1777);
        for path in [&planted, &file] {
            let refused = write(path).expect_err("a stranger's");
            assert_eq!(stranger(&refused), Some(path.as_path()));
            assert!(stage(path, b"new").is_err());
        }
        assert_eq!(fs::read_to_string(&own).expect("read"), "own");
        assert_eq!(fs::read_dir(&shared).expect("a folder").count(), 2);
        let mine = shared.join("mine");
        symlink(&own, &mine).expect("linked");
        write(&mine).expect("one's own link is followed");
        mode(0o777);
        write(&planted).expect("not sticky: everybody may do anything there anyway");
        mode(0o1777);
        chown(&shared, Some(4321), None).expect("given away");
        write(&planted).expect("it is of whom the folder is");
        assert_eq!(fs::read_to_string(&own).expect("read"), "new");
    }
}
