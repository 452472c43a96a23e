#include "base/base.h"
#include "feature/ingest/ingest_submit.h"

#include "base/ctx.h"
#include "base/lock.h"
#include "base/str.h"
#include "feature/ingest/ingest.h"
#include "feature/ingest/spool.h"
#include "feature/project/project_key.h"

struct waiter {
    struct lock lock;
    struct cond written;
    bool is_done;
    enum status st;
};

/* On the spool writer's thread. */
static void submitted(void *arg, enum status st)
{
    struct waiter *w = arg;

    lock_take(&w->lock);
    w->is_done = true;
    w->st = st;
    cond_signal(&w->written);
    lock_give(&w->lock);
}

static enum status wait_written(struct ctx *cx, struct waiter *w)
{
    lock_take(&w->lock);
    while (!w->is_done)
        (void)cond_wait(&w->written, &w->lock, -1);
    enum status st = w->st;
    lock_give(&w->lock);
    cond_release(&w->written);
    return st == OK ? OK : fail(cx, st, "the event could not be written to disk");
}

enum status ingest_submit(struct ctx *cx, const struct submission *s)
{
    struct spool *spool = ingest_spool();
    struct record_id id = { .item = 0, .id = s->id };
    struct project_key key;
    struct waiter w = { .is_done = false };

    if (!project_key_of(s->project_id, &key))
        return fail(cx, E_MISSING, "project %lld has no key", (long long)s->project_id);
    if (spool == NULL)
        return fail(cx, E_BUSY, "the server is starting or stopping");
    struct spool_entry entry = {
        .record = { .received_ms = cx->now_ms,
                    .project_id = s->project_id,
                    .kind = RECORD_EVENT,
                    .remote = S(""),
                    .client = S("gosnag"),
                    .ids = &id,
                    .n_ids = 1,
                    .body = s->json },
        .done = submitted,
        .arg = &w,
    };
    memcpy(entry.record.public_key, key.public_key, RECORD_KEY_BYTES);
    lock_init(&w.lock, LOCK_SUBMIT);
    cond_init(&w.written);
    enum status st = spool_append(cx, spool, &entry);
    if (st == OK)
        return wait_written(cx, &w);
    cond_release(&w.written);
    return st;
}
