/* Stands before the C library in a program that is tried (LD_PRELOAD): what the program does to files is counted, and at
 * the n-th of these deeds something happens. A deed is an opening for writing, a write to a file or to stdout, a sync, a
 * truncation, a rename, a link, an unlink, a folder made.
 *
 *   TRIAL_AT     n; from 1
 *   TRIAL_KIND   eio     it fails with EIO               gone    so do all after it
 *                enospc  it fails with ENOSPC            full    what needs room fails from it on, as on a full disk
 *                short   half of it is written, then ENOSPC
 *                kill    the program is killed before it
 *                torn    half of it is written, and the program is killed
 *                cut     the power is cut before it: all that was not synced is undone, names too, and the program killed;
 *                        where it ends before the n-th, then
 *   TRIAL_LOG    a file that is made when it has happened; the deed stands in it
 *   TRIAL_ASIDE  of `cut`: a folder on the same disk for what was unlinked and not yet synced
 *
 * `cut` is the worst that a disk which keeps its word may do: contents are lost unless the file was synced, names unless
 * their folder was (of a new file: or the file). Not seen are system calls made without the C library.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { NONE, EIO_ONCE, GONE, ENOSPC_ONCE, FULL, SHORT, KILL, TORN, CUT };
static const char *const KINDS[] = { "", "eio", "gone", "enospc", "full", "short", "kill", "torn", "cut" };
static enum kind kind;
static long at;
static long done;
static int is_short; /* of `short`: half was written, the rest has no room */
static const char *log_path, *aside;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void)
{
    const char *name = getenv("TRIAL_KIND"), *n = getenv("TRIAL_AT");
    log_path = getenv("TRIAL_LOG");
    aside = getenv("TRIAL_ASIDE");
    at = n ? atol(n) : 0;
    for (int each = 1; name && each <= CUT; each++)
        if (!strcmp(name, KINDS[each]))
            kind = each;
}

static void say(const char *deed, const char *of)
{
    if (!log_path)
        return;
    int fd = syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND, 0644);
    char line[PATH_MAX + 64];
    int length = snprintf(line, sizeof line, "%ld %s %s\n", done, deed, of ? of : "");
    if (fd >= 0 && length > 0)
        syscall(SYS_write, fd, line, (size_t)length);
    syscall(SYS_close, fd);
}

/* -- what a power cut undoes -------------------------------------------------------------------------------------- */

struct lost {
    enum { BYTES, CREATED, RENAMED, UNLINKED } what;
    int is_synced;
    int fd;               /* of BYTES: one of our own, never closed (a close would drop the program's locks) */
    dev_t dev; ino_t ino; /* of the file; of names: of the file that was made */
    dev_t in_dev; ino_t in_ino, also_ino; /* of names: of the folder, and of the other one of a rename */
    off_t offset, size;   /* where bytes were written, how long the file was */
    size_t length; char *old;
    char *path, *other, *kept;
};
static struct lost *losses;
static size_t losses_count, losses_room;

static struct lost *lose(void)
{
    if (losses_count == losses_room) {
        losses_room = losses_room ? losses_room * 2 : 256;
        losses = realloc(losses, losses_room * sizeof *losses);
    }
    struct lost *one = &losses[losses_count++];
    memset(one, 0, sizeof *one);
    return one;
}

static int handle_of(const struct stat *file, int fd)
{
    for (size_t each = 0; each < losses_count; each++)
        if (losses[each].what == BYTES && losses[each].dev == file->st_dev && losses[each].ino == file->st_ino)
            return losses[each].fd;
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
}

static void lose_bytes(int fd, off_t offset, size_t length)
{
    struct stat file;
    if (kind != CUT || fstat(fd, &file) || !S_ISREG(file.st_mode))
        return;
    pthread_mutex_lock(&lock);
    int handle = handle_of(&file, fd);
    struct lost *one = lose();
    *one = (struct lost){ .what = BYTES, .fd = handle, .dev = file.st_dev, .ino = file.st_ino, .offset = offset,
                          .size = file.st_size, .old = malloc(length ? length : 1) };
    ssize_t got = length ? syscall(SYS_pread64, handle, one->old, length, offset) : 0;
    one->length = got > 0 ? (size_t)got : 0;
    pthread_mutex_unlock(&lock);
}

static char *whole(int dir, const char *path)
{
    char link[64], folder[PATH_MAX], all[2 * PATH_MAX + 2];
    if (path[0] == '/')
        return strdup(path);
    ssize_t length = -1;
    if (dir == AT_FDCWD) {
        if (getcwd(folder, sizeof folder))
            length = (ssize_t)strlen(folder);
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", dir);
        length = readlink(link, folder, sizeof folder - 1);
    }
    if (length < 0)
        return strdup(path);
    folder[length] = 0;
    snprintf(all, sizeof all, "%s/%s", folder, path);
    return strdup(all);
}

static ino_t folder_of(const char *path, dev_t *dev)
{
    char folder[PATH_MAX];
    struct stat found;
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash == folder)
        slash[1] = 0;
    else if (slash)
        *slash = 0;
    if (stat(slash ? folder : ".", &found))
        return 0;
    if (dev)
        *dev = found.st_dev;
    return found.st_ino;
}

/* Keeps what stands at a path under another name, so that it can come back. */
static char *keep(const char *path)
{
    static int number;
    char name[PATH_MAX];
    if (!aside || access(path, F_OK))
        return NULL;
    snprintf(name, sizeof name, "%s/%d-%d", aside, getpid(), number++);
    return syscall(SYS_linkat, AT_FDCWD, path, AT_FDCWD, name, 0) ? NULL : strdup(name);
}

static void lose_name(int what, char *path, char *other)
{
    if (kind != CUT) {
        free(path);
        free(other);
        return;
    }
    struct stat made;
    pthread_mutex_lock(&lock);
    struct lost *one = lose();
    *one = (struct lost){ .what = what, .path = path, .other = other };
    one->in_ino = folder_of(path, &one->in_dev);
    one->also_ino = other ? folder_of(other, NULL) : one->in_ino;
    if (what == UNLINKED)
        one->kept = keep(path);
    if (what == RENAMED)
        one->kept = keep(other);
    if (what == CREATED && !stat(path, &made)) {
        one->dev = made.st_dev;
        one->ino = made.st_ino;
    }
    pthread_mutex_unlock(&lock);
}

static void keep_synced(int fd)
{
    struct stat file;
    if (kind != CUT || fstat(fd, &file))
        return;
    pthread_mutex_lock(&lock);
    for (size_t each = 0; each < losses_count; each++) {
        struct lost *one = &losses[each];
        if (S_ISDIR(file.st_mode) ? one->what != BYTES && (one->in_ino == file.st_ino || one->also_ino == file.st_ino)
                                  : one->what <= CREATED && one->dev == file.st_dev && one->ino == file.st_ino)
            one->is_synced = 1;
    }
    pthread_mutex_unlock(&lock);
}

static void cut(void)
{
    for (size_t each = losses_count; each-- > 0;) {
        struct lost *one = &losses[each];
        if (one->is_synced)
            continue;
        switch (one->what) {
        case BYTES:
            if (one->length)
                syscall(SYS_pwrite64, one->fd, one->old, one->length, one->offset);
            syscall(SYS_ftruncate, one->fd, one->size);
            break;
        case CREATED:
            syscall(SYS_unlinkat, AT_FDCWD, one->path, 0);
            break;
        case RENAMED:
            syscall(SYS_renameat2, AT_FDCWD, one->other, AT_FDCWD, one->path, 0);
            if (one->kept)
                syscall(SYS_renameat2, AT_FDCWD, one->kept, AT_FDCWD, one->other, 0);
            break;
        case UNLINKED:
            if (one->kept)
                syscall(SYS_renameat2, AT_FDCWD, one->kept, AT_FDCWD, one->path, 0);
            break;
        }
    }
}

/* -- the n-th deed ------------------------------------------------------------------------------------------------ */

/* What becomes of a deed: 0, it is done; an error number, it fails; -1, half of it is to be written. */
static int befalls(const char *deed, const char *of, int needs_room, int is_write)
{
    if (kind == NONE || !at)
        return 0;
    long n = __atomic_add_fetch(&done, 1, __ATOMIC_SEQ_CST);
    if (is_short && needs_room) {
        return ENOSPC;
    }
    if (n < at || (n > at && kind != GONE && kind != FULL))
        return 0;
    if (kind == FULL && !needs_room)
        return 0;
    if (n == at || kind == FULL || kind == GONE)
        say(deed, of);
    switch (kind) {
    case EIO_ONCE: case GONE: return EIO;
    case ENOSPC_ONCE: case FULL: return ENOSPC;
    case SHORT: case TORN:
        if (is_write)
            return -1;
        if (kind == SHORT)
            return ENOSPC;
        break;
    case CUT: cut(); break;
    case KILL: case NONE: break;
    }
    syscall(SYS_kill, getpid(), SIGKILL);
    return EIO;
}

/* The power may also be cut when the program has ended and told that all is well. */
__attribute__((destructor)) static void end(void)
{
    if (kind == CUT && done < at) {
        say("end", NULL);
        cut();
    }
}

static void half_is_written(void)
{
    if (kind == TORN)
        syscall(SYS_kill, getpid(), SIGKILL);
    is_short = 1;
}

static int fails(int error)
{
    errno = error;
    return -1;
}

static int is_elsewhere(const char *path)
{
    return !strncmp(path, "/dev/", 5) || !strncmp(path, "/proc/", 6) || !strncmp(path, "/sys/", 5);
}

/* Whether a write to it counts: to a file, a folder's sync, or to stdout, whatever that is. */
static int counts(int fd, struct stat *file)
{
    if (fd == 2 || fstat(fd, file))
        return 0;
    return fd == 1 || S_ISREG(file->st_mode) || S_ISDIR(file->st_mode);
}

static const char *name_of(int fd)
{
    static __thread char name[PATH_MAX];
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, name, sizeof name - 1);
    name[length > 0 ? length : 0] = 0;
    return name;
}

static int opened(int dir, const char *path, int flags, mode_t mode)
{
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && !is_elsewhere(path)) {
        int is_new = (flags & O_CREAT) && faccessat(dir, path, F_OK, AT_SYMLINK_NOFOLLOW);
        int error = befalls("open", path, is_new, 0);
        if (error > 0)
            return fails(error);
        int fd = syscall(SYS_openat, dir, path, flags, mode);
        if (fd >= 0 && is_new && (flags & O_TMPFILE) != O_TMPFILE)
            lose_name(CREATED, whole(dir, path), NULL);
        return fd;
    }
    return syscall(SYS_openat, dir, path, flags, mode);
}

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int dir, const char *path, int flags, ...) { MODE(flags) return opened(dir, path, flags, mode); }
int openat64(int dir, const char *path, int flags, ...) { MODE(flags) return opened(dir, path, flags, mode); }

static ssize_t put(int fd, const void *bytes, size_t length, off_t offset, int is_placed)
{
    struct stat file;
    if (!counts(fd, &file))
        return is_placed ? syscall(SYS_pwrite64, fd, bytes, length, offset) : syscall(SYS_write, fd, bytes, length);
    off_t place = offset;
    if (!is_placed && S_ISREG(file.st_mode))
        place = fcntl(fd, F_GETFL) & O_APPEND ? file.st_size : lseek(fd, 0, SEEK_CUR);
    int needs_room = S_ISREG(file.st_mode) && place + (off_t)length > file.st_size;
    int befell = befalls(fd == 1 ? "tell" : "write", name_of(fd), needs_room, 1);
    if (befell > 0)
        return fails(befell);
    size_t now = befell ? length / 2 : length;
    lose_bytes(fd, place, now);
    ssize_t written = is_placed ? syscall(SYS_pwrite64, fd, bytes, now, offset) : syscall(SYS_write, fd, bytes, now);
    if (befell)
        half_is_written();
    return befell && !now ? fails(ENOSPC) : written;
}

ssize_t write(int fd, const void *bytes, size_t length) { return put(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return put(fd, bytes, length, offset, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) { return put(fd, bytes, length, offset, 1); }

/* One part after the other: a caller takes a short write and comes back. */
ssize_t writev(int fd, const struct iovec *parts, int count)
{
    struct stat file;
    if (!counts(fd, &file))
        return syscall(SYS_writev, fd, parts, count);
    for (int each = 0; each < count; each++)
        if (parts[each].iov_len)
            return put(fd, parts[each].iov_base, parts[each].iov_len, 0, 0);
    return 0;
}

static int synced(int fd, int call)
{
    struct stat file;
    int error = counts(fd, &file) ? befalls("sync", name_of(fd), 0, 0) : 0;
    if (error > 0)
        return fails(error);
    int result = syscall(call, fd);
    if (!result)
        keep_synced(fd);
    return result;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int truncated(int fd, off_t length)
{
    struct stat file;
    int is_counted = counts(fd, &file);
    int error = is_counted ? befalls("truncate", name_of(fd), length > file.st_size, 0) : 0;
    if (error > 0)
        return fails(error);
    if (is_counted && length < file.st_size)
        lose_bytes(fd, length, (size_t)(file.st_size - length));
    else if (is_counted)
        lose_bytes(fd, file.st_size, 0);
    return syscall(SYS_ftruncate, fd, length);
}

int ftruncate(int fd, off_t length) { return truncated(fd, length); }
int ftruncate64(int fd, off_t length) { return truncated(fd, length); }

static int allotted(int fd, int mode, off_t offset, off_t length)
{
    int error = befalls("allocate", name_of(fd), 1, 0);
    if (error > 0)
        return fails(error);
    lose_bytes(fd, offset, 0);
    return syscall(SYS_fallocate, fd, mode, offset, length);
}

int fallocate(int fd, int mode, off_t offset, off_t length) { return allotted(fd, mode, offset, length); }
int fallocate64(int fd, int mode, off_t offset, off_t length) { return allotted(fd, mode, offset, length); }
int posix_fallocate(int fd, off_t offset, off_t length) { return allotted(fd, 0, offset, length) ? errno : 0; }
int posix_fallocate64(int fd, off_t offset, off_t length) { return allotted(fd, 0, offset, length) ? errno : 0; }

/* Files are copied by hand then, through `write`. */
ssize_t copy_file_range(int in, off_t *from, int out, off_t *to, size_t length, unsigned flags)
{
    (void)in, (void)from, (void)out, (void)to, (void)length, (void)flags;
    return fails(ENOSYS);
}
ssize_t sendfile(int out, int in, off_t *from, size_t length)
{
    (void)in, (void)from, (void)out, (void)length;
    return fails(ENOSYS);
}
ssize_t sendfile64(int out, int in, off_t *from, size_t length) { return sendfile(out, in, from, length); }

static int renamed(int from_dir, const char *from, int to_dir, const char *to, unsigned flags)
{
    int error = befalls("rename", to, 0, 0);
    if (error > 0)
        return fails(error);
    if (!faccessat(from_dir, from, F_OK, AT_SYMLINK_NOFOLLOW))
        lose_name(RENAMED, whole(from_dir, from), whole(to_dir, to));
    return syscall(SYS_renameat2, from_dir, from, to_dir, to, flags);
}

int rename(const char *from, const char *to) { return renamed(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_dir, const char *from, int to_dir, const char *to) { return renamed(from_dir, from, to_dir, to, 0); }
int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags)
{
    return renamed(from_dir, from, to_dir, to, flags);
}

static int linked(int from_dir, const char *from, int to_dir, const char *to, int flags)
{
    int error = befalls("link", to, 1, 0);
    if (error > 0)
        return fails(error);
    int result = syscall(SYS_linkat, from_dir, from, to_dir, to, flags);
    if (!result)
        lose_name(CREATED, whole(to_dir, to), NULL);
    return result;
}

int link(const char *from, const char *to) { return linked(AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int from_dir, const char *from, int to_dir, const char *to, int flags)
{
    return linked(from_dir, from, to_dir, to, flags);
}

static int unlinked(int dir, const char *path, int flags)
{
    int error = befalls("unlink", path, 0, 0);
    if (error > 0)
        return fails(error);
    if (!(flags & AT_REMOVEDIR) && !faccessat(dir, path, F_OK, AT_SYMLINK_NOFOLLOW))
        lose_name(UNLINKED, whole(dir, path), NULL);
    return syscall(SYS_unlinkat, dir, path, flags);
}

int unlink(const char *path) { return unlinked(AT_FDCWD, path, 0); }
int unlinkat(int dir, const char *path, int flags) { return unlinked(dir, path, flags); }
int rmdir(const char *path) { return unlinked(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdir(const char *path, mode_t mode)
{
    int error = befalls("mkdir", path, 1, 0);
    return error > 0 ? fails(error) : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}
