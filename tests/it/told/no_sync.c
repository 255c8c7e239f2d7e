/* Preloaded: the n-th request to put a file on disk fails, n being NO_SYNC, as on a disk that fails; with NO_SYNC_FROM
   every one from the n-th on. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int fails(void) {
    static int asked;
    const char *only = getenv("NO_SYNC"), *from = getenv("NO_SYNC_FROM");
    asked++;
    return (only && asked == atoi(only)) || (from && asked >= atoi(from));
}

int fsync(int file) {
    if (fails()) { errno = EIO; return -1; }
    return (int)syscall(SYS_fsync, file);
}

int fdatasync(int file) {
    if (fails()) { errno = EIO; return -1; }
    return (int)syscall(SYS_fdatasync, file);
}
