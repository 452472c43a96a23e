#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/ctx.h"
#include "base/log.h"
#include "feature/ingest/spool_int.h"

static void close_file(struct spool_reader *r)
{
    if (r->fd >= 0)
        (void)close(r->fd);
    r->fd = -1;
    r->segment_first = 0;
    r->buffer_len = 0;
}

struct spool_reader *spool_reader_open(struct spool *s, uint64_t after)
{
    struct spool_reader *r = arena_new(s->arena, struct spool_reader);

    r->spool = s;
    r->next_seq = after + 1;
    r->fd = -1;
    r->buffer = arena_alloc(s->arena, READER_BUFFER_BYTES);
    arena_init(&r->big, "spool.reader", LIMIT_RECORD_BYTES + LIMIT_SEGMENT_FILE_BYTES);
    return r;
}

struct spool_reader *spool_scout_open(struct spool *s)
{
    struct spool_reader *r = spool_reader_open(s, 0);

    r->is_scout = true;
    return r;
}

void spool_reader_seek(struct spool_reader *r, uint64_t after)
{
    close_file(r);
    r->next_seq = after + 1;
}

void spool_reader_close(struct spool_reader *r)
{
    close_file(r);
    arena_release(&r->big);
}

/* The segment that holds next_seq, or the first one behind it (what lies between was
 * damaged and is kept aside). A copy: the list changes under other threads. */
static bool find_segment(struct spool_reader *r, struct segment *out)
{
    struct spool *s = r->spool;
    bool found = false;

    lock_take(&s->lock);
    for (size_t i = 0; i < s->n_segments && !found; i++) {
        *out = s->segments[i];
        found = out->last_seq >= r->next_seq && out->last_seq >= out->first_seq;
    }
    lock_give(&s->lock);
    return found;
}

static enum status open_segment(struct ctx *cx, struct spool_reader *r, const struct segment *seg)
{
    char name[SPOOL_NAME_BYTES];

    close_file(r);
    segment_name(seg->first_seq, "seg", name);
    r->fd = openat(r->spool->dir_fd, name, O_RDONLY | O_CLOEXEC);
    if (r->fd < 0)
        return fail(cx, E_BUSY, "cannot read %s/%s: %s", r->spool->dir, name, strerror(errno));
    r->segment_first = seg->first_seq;
    r->offset = SEGMENT_HEADER_BYTES;
    return OK;
}

/* n bytes at the reader's offset, from the buffer when they fit; NULL = not there. */
static const char *bytes_here(struct spool_reader *r, size_t n, int64_t end)
{
    int64_t at = r->offset;

    if (at + (int64_t)n > end)
        return NULL;
    if (at >= r->buffer_offset && at + (int64_t)n <= r->buffer_offset + (int64_t)r->buffer_len)
        return r->buffer + (at - r->buffer_offset);
    if (n > READER_BUFFER_BYTES) {
        char *p = arena_try(&r->big, n);
        return p != NULL && segment_read_at(r->fd, p, n, at) ? p : NULL;
    }
    size_t want = end - at < READER_BUFFER_BYTES ? (size_t)(end - at) : READER_BUFFER_BYTES;
    r->buffer_offset = at;
    r->buffer_len = segment_read_at(r->fd, r->buffer, want, at) ? want : 0;
    return r->buffer_len > 0 ? r->buffer : NULL;
}

enum found_here {
    FOUND_NOTHING, /* the end, or a damaged header: nothing behind it can be told apart */
    FOUND_DAMAGED, /* its header is good, its body is not: it is passed over            */
    FOUND_RECORD,
};

/* The record at the reader's offset. */
static enum found_here read_record(struct spool_reader *r, uint64_t seq, int64_t end,
                                   struct record *out)
{
    arena_reset(&r->big);
    const char *header = bytes_here(r, RECORD_HEADER_BYTES, end);
    size_t length = header != NULL ? record_length(header, seq) : 0;
    const char *bytes = length > 0 ? bytes_here(r, length, end) : NULL;

    if (bytes == NULL)
        return FOUND_NOTHING;
    r->offset += (int64_t)length;
    return record_decode(&r->big, str_make(bytes, length), out) ? FOUND_RECORD : FOUND_DAMAGED;
}

/* The segment will be kept as *.damaged; counted once. */
static void mark_damaged(struct spool_reader *r, uint64_t first, uint64_t last)
{
    struct spool *s = r->spool;
    bool is_news = false;

    lock_take(&s->lock);
    for (size_t i = 0; i < s->n_segments; i++) {
        if (s->segments[i].first_seq != r->segment_first)
            continue;
        is_news = !s->segments[i].is_damaged;
        s->segments[i].is_damaged = true;
    }
    lock_give(&s->lock);
    atomic_fetch_add(&s->damaged_files, is_news);
    LOG(ERROR, "spool.damaged", K_I64("segment", (int64_t)r->segment_first),
        K_I64("first", (int64_t)first), K_I64("last", (int64_t)last));
}

/* The next record of the open segment that is not digested yet. False: the segment is at
 * its end, or damaged from here on. */
static bool read_in_segment(struct spool_reader *r, const struct segment *seg, struct record *out)
{
    uint64_t at = r->offset == SEGMENT_HEADER_BYTES ? seg->first_seq : r->next_seq;
    enum found_here found;

    while (at <= seg->last_seq &&
           (found = read_record(r, at, seg->end_offset, out)) != FOUND_NOTHING) {
        bool is_wanted = at >= r->next_seq;
        if (is_wanted && found == FOUND_DAMAGED)
            mark_damaged(r, at, at);
        at++;
        if (!is_wanted)
            continue;
        r->next_seq = at;
        if (found == FOUND_RECORD)
            return true;
    }
    if (at <= seg->last_seq)
        mark_damaged(r, at, seg->last_seq);
    r->next_seq = seg->last_seq + 1;
    return false;
}

enum status spool_read(struct ctx *cx, struct spool_reader *r, struct record *out, bool *found)
{
    struct segment seg;

    while (find_segment(r, &seg)) {
        if (r->segment_first != seg.first_seq)
            TRY(open_segment(cx, r, &seg));
        if (!read_in_segment(r, &seg, out))
            continue;
        if (r->spool->translate != NULL)
            r->spool->translate(r->spool->translate_arg, out);
        if (!r->is_scout)
            atomic_store(&r->spool->last_read_ms, out->received_ms);
        *found = true;
        return OK;
    }
    *found = false;
    return OK;
}
