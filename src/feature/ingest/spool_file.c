#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/ctx.h"
#include "base/log.h"
#include "feature/ingest/spool_int.h"

enum {
    SEGMENT_NAME_DIGITS = 20,
    ZERO_CHUNK_BYTES = 1 << 20,
    PROGRESS_BYTES = sizeof(struct spool_progress),
    FILE_MODE = 0600,
};

void segment_name(uint64_t first_seq, const char *suffix, char out[SPOOL_NAME_BYTES])
{
    (void)snprintf(out, SPOOL_NAME_BYTES, "%020llu.%s", (unsigned long long)first_seq, suffix);
}

static void spare_name(size_t i, char out[SPOOL_NAME_BYTES])
{
    (void)snprintf(out, SPOOL_NAME_BYTES, "spare-%zu", i);
}

/* Zeros, really written: later appends then change no metadata (0.22 ms against 0.38 ms
 * for an append with fdatasync). */
static bool fill_with_zeros(int fd, int64_t bytes)
{
    static const char zeros[ZERO_CHUNK_BYTES];

    for (int64_t at = 0; at < bytes;) {
        size_t n = (size_t)(bytes - at < ZERO_CHUNK_BYTES ? bytes - at : ZERO_CHUNK_BYTES);
        ssize_t wrote = pwrite(fd, zeros, n, at);
        if (wrote <= 0)
            return false;
        at += wrote;
    }
    return true;
}

/* A spare becomes the file `name`. The digest adds spares, the writer takes them. */
static bool take_spare(struct spool *s, const char *name)
{
    char spare[SPOOL_NAME_BYTES];
    bool is_taken = false;

    lock_take(&s->lock);
    if (s->n_spares > 0) {
        spare_name(--s->n_spares, spare);
        is_taken = renameat(s->dir_fd, spare, s->dir_fd, name) == 0;
    }
    lock_give(&s->lock);
    return is_taken;
}

static bool keep_as_spare(struct spool *s, const char *name)
{
    char spare[SPOOL_NAME_BYTES];
    bool is_kept = false;

    lock_take(&s->lock);
    if (s->n_spares < SPOOL_SPARES) {
        spare_name(s->n_spares, spare);
        is_kept = renameat(s->dir_fd, name, s->dir_fd, spare) == 0;
        s->n_spares += is_kept;
    }
    lock_give(&s->lock);
    return is_kept;
}

static int open_file(struct spool *s, const char *name, int64_t file_bytes)
{
    if (file_bytes == LIMIT_SEGMENT_FILE_BYTES && take_spare(s, name))
        return openat(s->dir_fd, name, O_RDWR | O_CLOEXEC);

    int fd = openat(s->dir_fd, name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE);
    if (fd >= 0 && !fill_with_zeros(fd, file_bytes)) {
        int saved = errno;
        (void)close(fd);
        (void)unlinkat(s->dir_fd, name, 0);
        errno = saved;
        return -1;
    }
    return fd;
}

enum status segment_create(struct spool *s, uint64_t first_seq, int64_t file_bytes, int *out)
{
    char name[SPOOL_NAME_BYTES];
    char header[SEGMENT_HEADER_BYTES];

    segment_name(first_seq, "seg", name);
    int fd = open_file(s, name, file_bytes);
    if (fd < 0)
        return E_BUSY;
    segment_header_encode(s, first_seq, header);
    if (pwrite(fd, header, sizeof header, 0) != (ssize_t)sizeof header || fsync(fd) != 0 ||
        fsync(s->dir_fd) != 0) {
        (void)close(fd);
        (void)unlinkat(s->dir_fd, name, 0);
        return E_BUSY;
    }
    *out = fd;
    return OK;
}

void segment_retire(struct spool *s, const struct segment *seg)
{
    char name[SPOOL_NAME_BYTES];
    char other[SPOOL_NAME_BYTES];

    segment_name(seg->first_seq, "seg", name);
    if (seg->is_damaged) {
        segment_name(seg->first_seq, "damaged", other);
        (void)renameat(s->dir_fd, name, s->dir_fd, other);
        return;
    }
    if (seg->file_bytes == LIMIT_SEGMENT_FILE_BYTES && keep_as_spare(s, name))
        return;
    if (unlinkat(s->dir_fd, name, 0) != 0)
        LOG(WARN, "spool.unlink_failed", K_CZ("file", name), K_CZ("why", strerror(errno)));
}

static enum status write_id(struct ctx *cx, struct spool *s)
{
    int fd = openat(s->dir_fd, "id", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE);

    if (fd < 0)
        return fail(cx, E_BUSY, "cannot write %s/id: %s", s->dir, strerror(errno));
    struct str id = uuid_new(cx->arena, cx->now_ms);
    memcpy(s->id_text, id.p, UUID_TEXT_BYTES);
    bool is_good = write(fd, s->id_text, UUID_TEXT_BYTES) == UUID_TEXT_BYTES && fsync(fd) == 0;
    (void)close(fd);
    if (!is_good)
        return fail(cx, E_BUSY, "cannot write %s/id: %s", s->dir, strerror(errno));
    return OK;
}

enum status spool_read_id(struct ctx *cx, struct spool *s)
{
    struct event_id parsed;
    int fd = openat(s->dir_fd, "id", O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        TRY(write_id(cx, s));
    if (fd >= 0) {
        ssize_t n = read(fd, s->id_text, UUID_TEXT_BYTES);
        (void)close(fd);
        if (n == 0)
            TRY(write_id(cx, s));
        else if (n != UUID_TEXT_BYTES)
            return fail(cx, E_INTERNAL, "%s/id is damaged", s->dir);
    }
    if (!event_id_parse(str_make(s->id_text, UUID_TEXT_BYTES), &parsed))
        return fail(cx, E_INTERNAL, "%s/id is damaged", s->dir);
    memcpy(s->id, parsed.b, EVENT_ID_BYTES);
    return OK;
}

enum status spool_map_progress(struct ctx *cx, struct spool *s)
{
    int fd = openat(s->dir_fd, "progress", O_RDWR | O_CREAT | O_CLOEXEC, FILE_MODE);

    if (fd < 0 || ftruncate(fd, PROGRESS_BYTES) != 0) {
        if (fd >= 0)
            (void)close(fd);
        return fail(cx, E_BUSY, "cannot write %s/progress: %s", s->dir, strerror(errno));
    }
    void *p = mmap(NULL, PROGRESS_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    (void)close(fd);
    if (p == MAP_FAILED)
        return fail(cx, E_BUSY, "cannot map %s/progress: %s", s->dir, strerror(errno));
    s->progress = p;
    s->found = *s->progress;
    return OK;
}

static bool read_at(int fd, char *p, size_t n, int64_t offset)
{
    for (size_t done = 0; done < n;) {
        ssize_t got = pread(fd, p + done, n - done, offset + (int64_t)done);
        if (got <= 0)
            return false;
        done += (size_t)got;
    }
    return true;
}

/* Walks the records of the newest segment: its end is the end of the last good one. */
static void find_tail(struct ctx *cx, struct spool *s, struct segment *seg)
{
    char name[SPOOL_NAME_BYTES];
    char header[RECORD_HEADER_BYTES];

    segment_name(seg->first_seq, "seg", name);
    int fd = openat(s->dir_fd, name, O_RDONLY | O_CLOEXEC);
    while (fd >= 0 && read_at(fd, header, sizeof header, seg->end_offset)) {
        struct arena_mark mark = arena_mark(cx->arena);
        struct record record;
        size_t length = record_length(header, seg->last_seq + 1);
        char *bytes = length > 0 && length <= LIMIT_RECORD_BYTES + RECORD_HEADER_BYTES
                          ? arena_try(cx->arena, length)
                          : NULL;
        bool is_good = bytes != NULL && read_at(fd, bytes, length, seg->end_offset) &&
                       record_decode(cx->arena, str_make(bytes, length), &record);
        arena_rewind(cx->arena, mark);
        if (!is_good)
            break;
        seg->last_seq++;
        seg->end_offset += (int64_t)length;
    }
    if (fd >= 0)
        (void)close(fd);
}

/* The process was killed between making the file and syncing its header, so nothing in
 * it was acknowledged: it still holds zeros, or as a spare what it held before, under
 * another name. */
static bool was_never_begun(int fd, const char *name, const char *header)
{
    static const char zeros[SEGMENT_HEADER_BYTES + RECORD_HEADER_BYTES];
    char start[sizeof zeros], begun[SPOOL_NAME_BYTES];
    uint8_t spool_id[EVENT_ID_BYTES], store_id[EVENT_ID_BYTES];
    uint64_t first_seq;

    if (segment_header_decode(header, spool_id, store_id, &first_seq)) {
        segment_name(first_seq, "seg", begun);
        return strcmp(begun, name) != 0;
    }
    struct stat st;
    if (fstat(fd, &st) == 0 && st.st_size == 0)
        return true;
    return read_at(fd, start, sizeof start, 0) && memcmp(start, zeros, sizeof zeros) == 0;
}

/* A file that ends in .seg: its header tells whether it is one. */
static enum status take_segment(struct ctx *cx, struct spool *s, const char *name)
{
    char header[SEGMENT_HEADER_BYTES] = { 0 };
    uint8_t spool_id[EVENT_ID_BYTES], store_id[EVENT_ID_BYTES];
    uint64_t first_seq = 0;
    struct stat st;
    int fd = openat(s->dir_fd, name, O_RDONLY | O_CLOEXEC);

    if (fd < 0 || fstat(fd, &st) != 0)
        return fail(cx, E_BUSY, "cannot read %s/%s: %s", s->dir, name, strerror(errno));
    bool is_good = read_at(fd, header, sizeof header, 0) &&
                   segment_header_decode(header, spool_id, store_id, &first_seq);
    bool is_unused = was_never_begun(fd, name, header);
    (void)close(fd);
    if (is_unused) {
        (void)unlinkat(s->dir_fd, name, 0);
        return OK;
    }
    if (!is_good) {
        /* The header is synced before the first record is acknowledged: without one
         * nothing is in it, unless the disk damaged it; so it is kept aside. */
        char aside[SPOOL_NAME_BYTES];
        (void)snprintf(aside, sizeof aside, "%.200s.damaged", name);
        (void)renameat(s->dir_fd, name, s->dir_fd, aside);
        LOG(ERROR, "spool.header_damaged", K_CZ("file", name));
        atomic_fetch_add(&s->damaged_files, st.st_size > 0 ? 1 : 0);
        return OK;
    }
    if (memcmp(store_id, s->store_id, EVENT_ID_BYTES) != 0)
        return fail(cx, E_CONFLICT,
                    "%s holds events for another store: start with the store they were accepted "
                    "for, or bring them over with gosnag spool drain %s --into-this-store",
                    s->dir, s->dir);
    if (s->n_segments == SPOOL_SEGMENTS)
        return fail(cx, E_TOO_LARGE, "%s holds more than %d segments", s->dir, SPOOL_SEGMENTS);
    s->segments[s->n_segments++] = (struct segment){ .first_seq = first_seq,
                                                     .last_seq = first_seq - 1,
                                                     .end_offset = SEGMENT_HEADER_BYTES,
                                                     .file_bytes = st.st_size };
    return OK;
}

static int segment_order(const void *a, const void *b)
{
    const struct segment *x = a, *y = b;

    return (x->first_seq > y->first_seq) - (x->first_seq < y->first_seq);
}

static void close_dir(DIR **d)
{
    if (*d != NULL)
        (void)closedir(*d);
}

enum status spool_recover(struct ctx *cx, struct spool *s)
{
    DIR *d SCOPED(close_dir) = opendir(s->dir);
    const struct dirent *entry;

    if (d == NULL)
        return fail(cx, E_BUSY, "cannot read %s: %s", s->dir, strerror(errno));
    while ((entry = readdir(d)) != NULL) {
        struct str name = str_c(entry->d_name);
        if (str_ends(name, S(".seg")))
            TRY(take_segment(cx, s, entry->d_name));
        else if (str_ends(name, S(".damaged")))
            atomic_fetch_add(&s->damaged_files, 1);
    }
    while (s->n_spares < SPOOL_SPARES) {
        char spare[SPOOL_NAME_BYTES];
        spare_name(s->n_spares, spare);
        if (faccessat(s->dir_fd, spare, R_OK | W_OK, 0) != 0)
            break;
        s->n_spares++;
    }
    qsort(s->segments, s->n_segments, sizeof *s->segments, segment_order);

    for (size_t i = 0; i < s->n_segments; i++) {
        struct segment *seg = &s->segments[i];
        atomic_fetch_add(&s->bytes, seg->file_bytes);
        if (i + 1 < s->n_segments) { /* its end shows when it is read */
            seg->last_seq = s->segments[i + 1].first_seq - 1;
            seg->end_offset = seg->file_bytes;
        } else {
            find_tail(cx, s, seg);
        }
    }
    return OK;
}
