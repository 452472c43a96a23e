#include "base/base.h"
#include "feature/ingest/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ctx.h"
#include "base/log.h"
#include "base/spill.h"
#include "feature/ingest/spool_int.h"

enum { DIR_MODE = 0700, FILE_MODE = 0600 };

static void close_fd(int fd)
{
    if (fd >= 0)
        (void)close(fd);
}

static enum status open_dir(struct ctx *cx, struct spool *s)
{
    if (mkdir(s->dir, DIR_MODE) != 0 && errno != EEXIST)
        return fail(cx, E_BUSY, "cannot make %s: %s", s->dir, strerror(errno));
    s->dir_fd = open(s->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (s->dir_fd < 0)
        return fail(cx, E_BUSY, "cannot open %s: %s", s->dir, strerror(errno));
    s->lock_fd = openat(s->dir_fd, "lock", O_RDWR | O_CREAT | O_CLOEXEC, FILE_MODE);
    if (s->lock_fd < 0)
        return fail(cx, E_BUSY, "cannot write in %s: %s", s->dir, strerror(errno));
    if (flock(s->lock_fd, LOCK_EX | LOCK_NB) != 0)
        return fail(cx, E_CONFLICT, "%s is in use by another gosnag process", s->dir);
    return OK;
}

static enum status open_parts(struct ctx *cx, const struct spool_options *o, struct spool *s)
{
    struct event_id store_id;

    TRY(open_dir(cx, s));
    if (!event_id_parse(o->store_id, &store_id))
        return fail(cx, E_INTERNAL, "the store's id is damaged");
    memcpy(s->store_id, store_id.b, EVENT_ID_BYTES);
    TRY(spool_read_id(cx, s));
    TRY(spool_map_progress(cx, s));
    return spool_recover(cx, s);
}

enum status spool_open(struct ctx *cx, const struct spool_options *options, struct spool **out)
{
    struct spool *s = arena_new(cx->arena, struct spool);

    s->arena = cx->arena;
    s->dir = str_cz(cx->arena, options->dir);
    s->max_bytes = options->max_bytes;
    s->is_any_store = options->is_any_store;
    s->retry_ms = SPOOL_RETRY_MS;
    s->reserve_bytes = LIMIT_DISK_RESERVE;
    s->sync = fdatasync;
    s->dir_fd = s->lock_fd = s->fd = -1;
    s->segments = arena_array(cx->arena, struct segment, SPOOL_SEGMENTS);
    s->queue = queue_new("spool", SPOOL_QUEUE);
    lock_init(&s->lock, LOCK_SPOOL);
    cond_init(&s->grown);
    enum status st = open_parts(cx, options, s);
    if (st != OK) {
        spool_close(s);
        return st;
    }
    s->recovered = s->n_segments > 0 ? s->segments[s->n_segments - 1].last_seq : 0;
    atomic_store(&s->durable_seq, s->recovered);
    s->next_seq = s->recovered + 1;
    if (s->found.durable > s->recovered)
        s->next_seq = s->found.durable + 1;
    *out = s;
    return OK;
}

struct str spool_id(const struct spool *s)
{
    return str_make(s->id_text, UUID_TEXT_BYTES);
}

/* Records that were acknowledged and are neither here nor in the store: somebody cut or
 * damaged the newest segment. Their numbers are not given again, and the file is kept. */
static void account_for_lost(struct spool *s, uint64_t mark)
{
    uint64_t known = s->recovered > mark ? s->recovered : mark;

    if (s->found.durable <= known)
        return;
    atomic_store(&s->lost_records, (int64_t)(s->found.durable - known));
    LOG(ERROR, "spool.tail_lost", K_I64("records", (int64_t)(s->found.durable - known)),
        K_I64("behind", (int64_t)known));
    lock_take(&s->lock);
    for (size_t i = 0; i < s->n_segments; i++) {
        if (s->segments[i].last_seq != s->recovered || s->segments[i].is_damaged)
            continue;
        s->segments[i].is_damaged = true;
        atomic_fetch_add(&s->damaged_files, 1);
    }
    lock_give(&s->lock);
}

enum status spool_set_mark(struct ctx *cx, struct spool *s, uint64_t mark)
{
    account_for_lost(s, mark);
    if (s->is_started && mark > s->recovered && mark > s->found.durable)
        return fail(cx, E_CONFLICT,
                    "%s is an older copy: the store holds records up to %llu of it, the folder "
                    "ended at %llu. Move it away and bring its events over with gosnag spool drain",
                    s->dir, (unsigned long long)mark, (unsigned long long)s->recovered);
    if (!s->is_started && mark >= s->next_seq) {
        s->next_seq = mark + 1;
        atomic_store(&s->durable_seq, mark);
    }
    spool_digested(s, mark);
    return OK;
}

void spool_start(struct spool *s)
{
    if (s->is_started)
        return;
    if (pthread_create(&s->writer, NULL, spool_writer_main, s) != 0)
        log_die("spool.thread_failed", "cannot start the spool writer");
    s->is_started = true;
}

enum status spool_append(struct ctx *cx, struct spool *s, struct spool_entry *e)
{
    TRY(record_encode(cx, e));
    if (atomic_load(&s->bytes) + (int64_t)e->record.body.len + spill_kept_bytes() > s->max_bytes)
        return fail(cx, E_BUSY, "the spool is full (%lld bytes)", (long long)s->max_bytes);
    if (!queue_push(s->queue, e))
        return fail(cx, E_BUSY, "too many events wait to be written");
    return OK;
}

uint64_t spool_durable_seq(const struct spool *s)
{
    return atomic_load(&s->durable_seq);
}

bool spool_wait(struct spool *s, uint64_t after, int64_t timeout_ms)
{
    bool is_more;

    lock_take(&s->lock);
    s->awaited = after;
    if (atomic_load(&s->durable_seq) <= after && !s->is_closing)
        (void)cond_wait(&s->grown, &s->lock, timeout_ms);
    is_more = atomic_load(&s->durable_seq) > after;
    lock_give(&s->lock);
    return is_more;
}

void spool_wake(struct spool *s)
{
    lock_take(&s->lock);
    s->is_closing = true;
    cond_broadcast(&s->grown);
    lock_give(&s->lock);
}

/* The oldest segment when all of it is digested; the writer's own stays. */
static bool take_digested(struct spool *s, uint64_t seq, struct segment *out)
{
    bool found = false;

    lock_take(&s->lock);
    if (s->n_segments > 1 && s->segments[0].last_seq <= seq) {
        *out = s->segments[0];
        memmove(s->segments, s->segments + 1, (s->n_segments - 1) * sizeof *s->segments);
        s->n_segments--;
        found = true;
    }
    lock_give(&s->lock);
    return found;
}

void spool_digested(struct spool *s, uint64_t seq)
{
    struct segment seg;

    if (seq > atomic_load(&s->digested_seq))
        atomic_store(&s->digested_seq, seq);
    while (take_digested(s, seq, &seg)) {
        atomic_fetch_sub(&s->bytes, seg.file_bytes);
        segment_retire(s, &seg);
    }
}

uint64_t spool_oldest_seq(struct spool *s)
{
    uint64_t seq;

    lock_take(&s->lock);
    seq = s->n_segments > 0 ? s->segments[0].first_seq : atomic_load(&s->durable_seq) + 1;
    lock_give(&s->lock);
    return seq;
}

void spool_translate(struct spool *s, spool_translator *fn, void *arg)
{
    s->translate = fn;
    s->translate_arg = arg;
}

void spool_empty(struct spool *s)
{
    assert(!s->is_started && atomic_load(&s->digested_seq) >= atomic_load(&s->durable_seq));
    for (size_t i = 0; i < s->n_segments; i++)
        segment_retire(s, &s->segments[i]);
    s->n_segments = 0;
}

void spool_note_progress(struct spool *s, const struct spool_progress *p)
{
    s->page->progress = *p;
}

struct spool_progress spool_found_progress(const struct spool *s)
{
    return s->found.progress;
}

void spool_figures(struct spool *s, struct spool_figures *out)
{
    *out = (struct spool_figures){
        .bytes = atomic_load(&s->bytes),
        .durable_seq = atomic_load(&s->durable_seq),
        .digested_seq = atomic_load(&s->digested_seq),
        .damaged_files = atomic_load(&s->damaged_files),
        .lost_records = atomic_load(&s->lost_records),
        .is_failing = atomic_load(&s->is_failing),
        .why = strerror(atomic_load(&s->why)),
    };
    out->is_full = out->bytes + spill_kept_bytes() >= s->max_bytes;
    if (out->durable_seq > out->digested_seq)
        out->oldest_ms = atomic_load(&s->last_read_ms);
}

void spool_close(struct spool *s)
{
    if (s == NULL)
        return;
    queue_close(s->queue);
    if (s->is_started)
        (void)pthread_join(s->writer, NULL);
    queue_free(s->queue);
    if (s->page != NULL)
        (void)munmap(s->page, sizeof *s->page);
    close_fd(s->fd);
    close_fd(s->dir_fd);
    close_fd(s->lock_fd);
    cond_release(&s->grown);
}
