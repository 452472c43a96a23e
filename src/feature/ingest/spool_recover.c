/* What a start finds in the folder: which files are segments, where the newest one ends. */
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ctx.h"
#include "base/log.h"
#include "feature/ingest/spool_int.h"

enum { TAIL_ARENA = LIMIT_RECORD_BYTES + 2 * LIMIT_SEGMENT_FILE_BYTES };

/* The record at that place; its length, 0 when there is none. *is_whole: its bytes are as
 * they were written. */
static size_t look_at_record(struct arena *a, int fd, int64_t offset, uint64_t seq, bool *is_whole)
{
    char header[RECORD_HEADER_BYTES];
    struct record record;

    *is_whole = false;
    if (!segment_read_at(fd, header, sizeof header, offset))
        return 0;
    size_t length = record_length(header, seq);
    char *bytes = length > 0 ? arena_try(a, length) : NULL;
    *is_whole = bytes != NULL && segment_read_at(fd, bytes, length, offset) &&
                record_decode(a, str_make(bytes, length), &record);
    arena_reset(a);
    return length;
}

/* The newest segment ends behind its last good record. One whose body is damaged in front
 * of that is passed over by the reader too. */
static void find_tail(struct spool *s, struct segment *seg)
{
    char name[SPOOL_NAME_BYTES];
    struct arena a;
    int64_t offset = seg->end_offset;
    bool is_whole;
    size_t length;

    segment_name(seg->first_seq, "seg", name);
    int fd = openat(s->dir_fd, name, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    arena_init(&a, "spool.tail", TAIL_ARENA);
    for (uint64_t seq = seg->last_seq + 1;
         (length = look_at_record(&a, fd, offset, seq, &is_whole)) > 0; seq++) {
        offset += (int64_t)length;
        if (!is_whole)
            continue;
        seg->last_seq = seq;
        seg->end_offset = offset;
    }
    arena_release(&a);
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
    return segment_read_at(fd, start, sizeof start, 0) && memcmp(start, zeros, sizeof zeros) == 0;
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
    bool is_good = segment_read_at(fd, header, sizeof header, 0) &&
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
    if (!s->is_any_store && memcmp(store_id, s->store_id, EVENT_ID_BYTES) != 0)
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
        struct stat st;
        spare_name(s->n_spares, spare);
        if (fstatat(s->dir_fd, spare, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode) ||
            st.st_size != LIMIT_SEGMENT_FILE_BYTES)
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
            find_tail(s, seg);
        }
    }
    return OK;
}
