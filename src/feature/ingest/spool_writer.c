#include "base/base.h"

#include <errno.h>
#include <limits.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/ctx.h"
#include "base/log.h"
#include "feature/ingest/body.h"
#include "feature/ingest/spool_int.h"

enum {
    VECTORS = IOV_MAX < 1024 ? IOV_MAX : 1024,
    BATCH = VECTORS / 2, /* head and body of each record */
};

static size_t entry_bytes(const struct spool_entry *e)
{
    return e->head_len_ + e->record.body.len;
}

/* Enters the new segment into the list; false when the list is full. One without
 * records (its process was killed, or its first write failed) had the same first
 * sequence, so the same name: the new file lies in its place. Listed twice, the empty
 * entry would be retired as digested and take the file with it. */
static bool enlist_segment(struct spool *s, int64_t file_bytes)
{
    struct segment fresh = { .first_seq = s->next_seq,
                             .last_seq = s->next_seq - 1,
                             .end_offset = SEGMENT_HEADER_BYTES,
                             .file_bytes = file_bytes };
    bool has_room;

    lock_take(&s->lock);
    if (s->n_segments > 0 && s->segments[s->n_segments - 1].first_seq == s->next_seq) {
        s->n_segments--;
        atomic_fetch_sub(&s->bytes, s->segments[s->n_segments].file_bytes);
    }
    has_room = s->n_segments < SPOOL_SEGMENTS;
    if (has_room)
        s->segments[s->n_segments++] = fresh;
    lock_give(&s->lock);
    return has_room;
}

/* A fresh segment, large enough for at least `bytes` of records. */
static enum status begin_segment(struct spool *s, size_t bytes)
{
    int64_t file_bytes = LIMIT_SEGMENT_FILE_BYTES;

    if ((int64_t)bytes + SEGMENT_HEADER_BYTES > file_bytes)
        file_bytes = (int64_t)bytes + SEGMENT_HEADER_BYTES;
    if (s->fd >= 0)
        (void)close(s->fd);
    s->fd = -1;
    TRY(segment_create(s, s->next_seq, file_bytes, &s->fd));
    if (!enlist_segment(s, file_bytes)) {
        (void)close(s->fd);
        s->fd = -1;
        errno = ENOSPC;
        return E_BUSY;
    }
    s->write_offset = SEGMENT_HEADER_BYTES;
    s->write_limit = file_bytes;
    s->bodies = (struct segment_bodies){ 0 };
    atomic_fetch_add(&s->bytes, file_bytes);
    return OK;
}

static bool write_all(int fd, struct iovec *iov, int n, int64_t offset)
{
    while (n > 0) {
        ssize_t wrote = pwritev(fd, iov, n, offset);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        offset += wrote;
        while (n > 0 && (size_t)wrote >= iov->iov_len) {
            wrote -= (ssize_t)iov->iov_len;
            iov++;
            n--;
        }
        if (n > 0) {
            iov->iov_base = (char *)iov->iov_base + wrote;
            iov->iov_len -= (size_t)wrote;
        }
    }
    return true;
}

/* May the segment name the file of this record, too? One at least. */
static bool takes_body(struct segment_bodies *bodies, const struct record *r)
{
    uint64_t bytes = body_file_bytes(r);

    if (bytes == 0)
        return true;
    if (bodies->n == SEGMENT_BODIES ||
        (bodies->n > 0 && bodies->bytes + bytes > SEGMENT_BODY_BYTES))
        return false;
    bodies->bytes += bytes;
    bodies->n++;
    return true;
}

/* Records that fit into what is left of the open segment, at least one in a new one. What
 * they name counts from here on, also when they cannot be written: then the segment ends. */
static size_t count_fitting(struct spool *s, struct spool_entry *const *entries, size_t n,
                            size_t *bytes)
{
    size_t room = (size_t)(s->write_limit - s->write_offset);
    size_t taken = 0;

    *bytes = 0;
    while (taken < n && taken < BATCH && *bytes + entry_bytes(entries[taken]) <= room &&
           takes_body(&s->bodies, &entries[taken]->record))
        *bytes += entry_bytes(entries[taken++]);
    return taken;
}

static bool append(struct spool *s, struct spool_entry *const *entries, size_t n)
{
    struct iovec iov[VECTORS];
    int n_iov = 0;

    for (size_t i = 0; i < n; i++) {
        record_number(entries[i], s->next_seq + i);
        iov[n_iov++] = (struct iovec){ entries[i]->head_, entries[i]->head_len_ };
        if (entries[i]->record.body.len > 0) {
            union {
                const char *in;
                void *out;
            } body = { entries[i]->record.body.p }; /* writev does not write through it */
            iov[n_iov++] = (struct iovec){ body.out, entries[i]->record.body.len };
        }
    }
    return write_all(s->fd, iov, n_iov, s->write_offset) && s->sync(s->fd) == 0;
}

static void publish(struct spool *s, size_t n, size_t bytes)
{
    s->next_seq += n;
    s->write_offset += (int64_t)bytes;
    lock_take(&s->lock);
    s->segments[s->n_segments - 1].last_seq += n;
    s->segments[s->n_segments - 1].end_offset = s->write_offset;
    atomic_store(&s->durable_seq, s->next_seq - 1);
    s->page->durable = s->next_seq - 1;
    if (s->next_seq - 1 > s->awaited)
        cond_broadcast(&s->grown);
    lock_give(&s->lock);
}

/* What was not made durable is cut off and the file is left: the next segment begins at
 * the same sequence, so the cut bytes can never be taken for records. */
static void give_up_segment(struct spool *s)
{
    int why = errno;

    s->retry_at_ms = clock_monotonic_ms() + s->retry_ms;
    atomic_store(&s->why, why);
    if (!atomic_exchange(&s->is_failing, true))
        LOG(ERROR, "spool.write_failed", K_CZ("why", strerror(why)));
    if (s->fd < 0)
        return;
    if (ftruncate(s->fd, s->write_offset) != 0)
        LOG(ERROR, "spool.truncate_failed", K_CZ("why", strerror(errno)));
    atomic_fetch_add(&s->bytes, s->write_offset - s->write_limit);
    lock_take(&s->lock);
    s->segments[s->n_segments - 1].file_bytes = s->write_offset;
    lock_give(&s->lock);
    (void)close(s->fd);
    s->fd = -1;
}

static void note_recovery(struct spool *s)
{
    if (atomic_exchange(&s->is_failing, false))
        LOG(INFO, "spool.write_recovered");
}

/* A fresh segment is the probe: it has room and reaches the disk, or writing still fails. */
static void try_again(struct spool *s)
{
    if (begin_segment(s, 0) == OK)
        note_recovery(s);
    else
        give_up_segment(s);
}

static bool is_waiting(const struct spool *s)
{
    return atomic_load(&s->is_failing) && clock_monotonic_ms() < s->retry_at_ms;
}

/* Writes some of the entries; the number dealt with and their outcome. While writing
 * fails most are refused at once: making a segment on a full disk costs much. */
static size_t write_some(struct spool *s, struct spool_entry *const *entries, size_t n,
                         enum status *st)
{
    size_t bytes = 0;
    size_t fitting = s->fd >= 0 ? count_fitting(s, entries, n, &bytes) : 0;

    *st = is_waiting(s) ? E_BUSY : OK;
    if (*st != OK)
        return n;
    if (fitting == 0) {
        *st = begin_segment(s, entry_bytes(entries[0]));
        fitting = *st == OK ? count_fitting(s, entries, n, &bytes) : n;
    }
    if (*st == OK && !append(s, entries, fitting))
        *st = E_BUSY;
    if (*st != OK) {
        give_up_segment(s);
        return fitting;
    }
    note_recovery(s);
    publish(s, fitting, bytes);
    return fitting;
}

void *spool_writer_main(void *arg)
{
    struct spool *s = arg;
    struct spool_entry *entries[LIMIT_SPOOL_BATCH];

    for (;;) {
        size_t n = queue_pop_many(s->queue, (void **)entries, LIMIT_SPOOL_BATCH, s->retry_ms);
        if (n == 0 && queue_is_closed(s->queue))
            return NULL;
        if (n == 0 && atomic_load(&s->is_failing) && !is_waiting(s))
            try_again(s);
        for (size_t done = 0; done < n;) {
            enum status st;
            size_t end = done + write_some(s, entries + done, n - done, &st);
            for (; done < end; done++)
                entries[done]->done(entries[done]->arg, st);
        }
    }
}
