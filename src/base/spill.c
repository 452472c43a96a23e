#include "base/base.h"
#include "base/spill.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/log.h"
#include "base/str.h"

enum {
    FOLDER_MODE = 0700,
    FILE_MODE = 0600,
    FILE_NAME_BYTES = SPILL_NAME_BYTES + 8, /* with suffix and NUL */
    LIFE_HEX = 16,
    COPY_BYTES = 1 << 20, /* written at once, then unloaded */
};

/* The folder of this process. */
static struct {
    int fd;
    const char *path;
    int64_t max_bytes;
    char life[LIFE_HEX + 1];
    _Atomic uint32_t next;
    _Atomic int64_t bytes;
    _Atomic int64_t kept_bytes;
    _Atomic int64_t held_bytes;
} folder = { .fd = -1 };

int64_t spill_bytes(void)
{
    return atomic_load(&folder.bytes) + atomic_load(&folder.held_bytes);
}

int64_t spill_kept_bytes(void)
{
    return atomic_load(&folder.kept_bytes) + atomic_load(&folder.held_bytes);
}

static enum status disk_failed(struct ctx *cx, const char *what)
{
    return fail(cx, E_BUSY, "cannot %s in %s: %s", what, folder.path, strerror(errno));
}

static void file_name(const char *name, const char *suffix, char out[FILE_NAME_BYTES])
{
    (void)snprintf(out, FILE_NAME_BYTES, "%s.%s", name, suffix);
}

static bool is_name(struct str name)
{
    if (name.len != SPILL_NAME_BYTES)
        return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.p[i];
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f') && c != '-')
            return false;
    }
    return true;
}

static void close_dir(DIR **d)
{
    if (*d != NULL)
        (void)closedir(*d);
}

static bool is_part(const char *name)
{
    return str_ends(str_c(name), S(".part"));
}

static bool is_held(const char *name)
{
    return str_ends(str_c(name), S(".held"));
}

/* bytes more, or less, of such a file. */
static void count(const char *name, int64_t bytes)
{
    if (is_held(name)) {
        atomic_fetch_add(&folder.held_bytes, bytes);
        return;
    }
    atomic_fetch_add(&folder.bytes, bytes);
    if (!is_part(name))
        atomic_fetch_add(&folder.kept_bytes, bytes);
}

static void remove_file(const char *name)
{
    struct stat st;
    int64_t bytes = fstatat(folder.fd, name, &st, 0) == 0 ? st.st_size : 0;

    if (unlinkat(folder.fd, name, 0) == 0)
        count(name, -bytes);
    else if (errno != ENOENT)
        LOG(WARN, "spill.remove_failed", K_CZ("file", name), K_CZ("why", strerror(errno)));
}

static void count_file(const char *name)
{
    struct stat st;

    if (fstatat(folder.fd, name, &st, 0) != 0 || !S_ISREG(st.st_mode))
        return;
    count(name, st.st_size);
}

/* What never got a name was never acknowledged. */
static enum status take_stock(struct ctx *cx)
{
    DIR *d SCOPED(close_dir) = opendir(folder.path);
    const struct dirent *entry;

    if (d == NULL)
        return disk_failed(cx, "list files");
    while ((entry = readdir(d)) != NULL) {
        count_file(entry->d_name);
        if (is_part(entry->d_name))
            remove_file(entry->d_name);
    }
    return OK;
}

enum status spill_open_folder(struct ctx *cx, const char *path, int64_t max_bytes)
{
    spill_close_folder();
    folder.path = path;
    folder.max_bytes = max_bytes;
    (void)snprintf(folder.life, sizeof folder.life, "%016llx", (unsigned long long)random_u64());
    atomic_store(&folder.next, 0);
    atomic_store(&folder.bytes, 0);
    atomic_store(&folder.kept_bytes, 0);
    atomic_store(&folder.held_bytes, 0);
    if (mkdir(path, FOLDER_MODE) != 0 && errno != EEXIST)
        return disk_failed(cx, "make a folder");
    folder.fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder.fd < 0)
        return disk_failed(cx, "open the folder");
    return take_stock(cx);
}

void spill_close_folder(void)
{
    if (folder.fd >= 0)
        (void)close(folder.fd);
    folder.fd = -1;
}

enum status spill_begin(struct ctx *cx, struct spill *s)
{
    char name[FILE_NAME_BYTES];

    *s = (struct spill)SPILL_NONE;
    if (folder.fd < 0)
        return fail(cx, E_BUSY, "there is no folder for large bodies");
    (void)snprintf(s->name, sizeof s->name, "%s-%08x", folder.life,
                   atomic_fetch_add(&folder.next, 1));
    file_name(s->name, "part", name);
    s->fd = openat(folder.fd, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    return s->fd >= 0 ? OK : disk_failed(cx, "make a file");
}

/* The bound is looked at before writing; what was not written is not counted. */
enum status spill_add(struct ctx *cx, struct spill *s, struct str bytes)
{
    assert(s->fd >= 0 && s->map == NULL && !s->is_kept);
    if (spill_bytes() + (int64_t)bytes.len > folder.max_bytes)
        return fail(cx, E_BUSY, "large bodies that wait are over %lld bytes",
                    (long long)folder.max_bytes);
    while (bytes.len > 0) {
        ssize_t n = write(s->fd, bytes.p, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return disk_failed(cx, "write");
        bytes = str_from(bytes, (size_t)n);
        s->len += (uint64_t)n;
        atomic_fetch_add(&folder.bytes, n);
    }
    return OK;
}

enum status spill_add_from(struct ctx *cx, struct spill *s, struct str bytes,
                           const struct spill *from)
{
    while (bytes.len > 0) {
        TRY(spill_add(cx, s, str_to(bytes, COPY_BYTES)));
        bytes = str_from(bytes, COPY_BYTES);
        if (from != NULL)
            spill_unload(from);
    }
    return OK;
}

enum status spill_map(struct ctx *cx, struct spill *s, struct str *out)
{
    if (s->len == 0) {
        *out = S("");
        return OK;
    }
    if (s->map == NULL) {
        void *p = mmap(NULL, s->len, PROT_READ, MAP_PRIVATE, s->fd, 0);
        if (p == MAP_FAILED)
            return disk_failed(cx, "map a file");
        s->map = p;
    }
    *out = str_make(s->map, s->len);
    return OK;
}

/* mmap's own words for an address that is only read. */
static void *address(const struct spill *s)
{
    return (void *)(uintptr_t)s->map;
}

void spill_unload(const struct spill *s)
{
    if (s->map != NULL)
        (void)madvise(address(s), s->len, MADV_DONTNEED);
}

enum status spill_keep(struct ctx *cx, struct spill *s)
{
    char from[FILE_NAME_BYTES], to[FILE_NAME_BYTES];

    file_name(s->name, "part", from);
    file_name(s->name, "body", to);
    if (fdatasync(s->fd) != 0)
        return disk_failed(cx, "sync a file");
    if (renameat(folder.fd, from, folder.fd, to) != 0)
        return disk_failed(cx, "name a file");
    s->is_kept = true;
    atomic_fetch_add(&folder.kept_bytes, (int64_t)s->len);
    return fsync(folder.fd) == 0 ? OK : disk_failed(cx, "sync the folder");
}

void spill_end(struct spill *s)
{
    char name[FILE_NAME_BYTES];

    if (s->fd < 0)
        return;
    if (s->map != NULL)
        (void)munmap(address(s), s->len);
    (void)close(s->fd);
    if (!s->is_given) {
        file_name(s->name, s->is_kept ? "body" : "part", name);
        remove_file(name);
    }
    *s = (struct spill)SPILL_NONE;
}

enum status spill_reopen(struct ctx *cx, struct str name, uint64_t len, struct spill *out,
                         struct str *bytes)
{
    char file[FILE_NAME_BYTES];
    struct stat st;

    *out = (struct spill){ .fd = -1, .len = len, .is_kept = true, .is_given = true };
    if (!is_name(name) || folder.fd < 0)
        return fail(cx, E_MISSING, "a record names no file of a body");
    memcpy(out->name, name.p, name.len);
    file_name(out->name, "body", file);
    out->fd = openat(folder.fd, file, O_RDONLY | O_CLOEXEC);
    if (out->fd < 0) {
        file_name(out->name, "held", file);
        out->fd = openat(folder.fd, file, O_RDONLY | O_CLOEXEC);
    }
    if (out->fd < 0 || fstat(out->fd, &st) != 0 || (uint64_t)st.st_size != len) {
        spill_end(out);
        return fail(cx, E_MISSING, "the file of a large body, %s, is not as it was left", file);
    }
    enum status status = spill_map(cx, out, bytes);
    if (status != OK)
        spill_end(out);
    return status;
}

void spill_remove(struct str name)
{
    char plain[SPILL_NAME_BYTES + 1] = { 0 }, file[FILE_NAME_BYTES];

    if (!is_name(name) || folder.fd < 0)
        return;
    memcpy(plain, name.p, name.len);
    file_name(plain, "body", file);
    remove_file(file);
    file_name(plain, "held", file);
    remove_file(file);
}

enum status spill_hold(struct ctx *cx, struct str name)
{
    char plain[SPILL_NAME_BYTES + 1] = { 0 }, from[FILE_NAME_BYTES], to[FILE_NAME_BYTES];
    struct stat st;

    if (!is_name(name) || folder.fd < 0)
        return OK;
    memcpy(plain, name.p, name.len);
    file_name(plain, "body", from);
    file_name(plain, "held", to);
    if (renameat(folder.fd, from, folder.fd, to) == 0) {
        (void)utimensat(folder.fd, to, NULL, 0); /* since when: spill_each_held */
        if (fstatat(folder.fd, to, &st, 0) == 0) {
            count(from, -st.st_size);
            count(to, st.st_size);
        }
    } else if (errno != ENOENT) {
        return disk_failed(cx, "keep a file aside");
    }
    return fsync(folder.fd) == 0 ? OK : disk_failed(cx, "sync the folder");
}

size_t spill_sweep(void)
{
    DIR *d SCOPED(close_dir) = folder.fd >= 0 ? opendir(folder.path) : NULL;
    const struct dirent *entry;
    size_t n = 0;

    while (d != NULL && (entry = readdir(d)) != NULL) {
        struct str name = str_c(entry->d_name);
        if (!str_ends(name, S(".body")) || str_starts(name, str_c(folder.life)))
            continue;
        remove_file(entry->d_name);
        n++;
    }
    return n;
}

enum status spill_each_held(struct ctx *cx, spill_visit *visit, void *arg)
{
    DIR *d SCOPED(close_dir) = folder.fd >= 0 ? opendir(folder.path) : NULL;
    const struct dirent *entry;
    struct stat st;

    if (d == NULL)
        return OK;
    atomic_store(&folder.held_bytes, 0);
    while ((entry = readdir(d)) != NULL) {
        struct str name = str_c(entry->d_name);
        if (!is_held(entry->d_name) ||
            fstatat(folder.fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        atomic_fetch_add(&folder.held_bytes, st.st_size);
        name = str_to(name, name.len - (sizeof ".held" - 1));
        TRY(visit(cx, arg, name, (int64_t)st.st_mtime * MS_PER_SECOND));
    }
    return OK;
}

static void close_fd(const int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
}

static enum status copy_file(struct ctx *cx, int from, int to)
{
    struct stat st;

    if (from < 0 || to < 0 || fstat(from, &st) != 0)
        return disk_failed(cx, "copy a file that is kept aside");
    for (off_t at = 0; at < st.st_size;) {
        ssize_t n = copy_file_range(from, &at, to, NULL, (size_t)(st.st_size - at), 0);
        if (n <= 0)
            return disk_failed(cx, "copy a file that is kept aside");
    }
    return fsync(to) == 0 ? OK : disk_failed(cx, "sync a file");
}

enum status spill_copy_held(struct ctx *cx, struct str name, const char *into)
{
    char plain[SPILL_NAME_BYTES + 1] = { 0 }, held[FILE_NAME_BYTES], part[FILE_NAME_BYTES];

    if (!is_name(name) || folder.fd < 0)
        return fail(cx, E_MISSING, "this is no file of a large body");
    memcpy(plain, name.p, name.len);
    file_name(plain, "held", held);
    file_name(plain, "part", part);
    int dir SCOPED(close_fd) = open(into, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return disk_failed(cx, "open the other folder");
    int from SCOPED(close_fd) = openat(folder.fd, held, O_RDONLY | O_CLOEXEC);
    int to SCOPED(close_fd) =
        openat(dir, part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE);
    TRY(copy_file(cx, from, to));
    if (renameat(dir, part, dir, held) != 0 || fsync(dir) != 0)
        return disk_failed(cx, "name a file");
    return OK;
}

bool spill_copy_out(int fd, struct str bytes, const struct spill *from)
{
    while (bytes.len > 0) {
        ssize_t n = write(fd, bytes.p, bytes.len < COPY_BYTES ? bytes.len : COPY_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = str_from(bytes, (size_t)n);
        if (from != NULL && from->map != NULL)
            spill_unload(from);
    }
    return true;
}
