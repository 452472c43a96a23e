/* envelope.c - any bytes as the body of an envelope or of a stored event, and as the
 * headers that say who sends: accept must take or refuse them, whatever they are. What it
 * takes holds as many ids as it says, each of an item that is there. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/ingest/accept.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/ingest_auth.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the run whatever NDEBUG says. */
static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_items(struct ctx *cx, struct str body, const struct accepted *a)
{
    struct envelope e;
    struct envelope_item item;
    bool found = true;
    size_t n = 0;

    must(envelope_open(cx, body, &e) == OK);
    while (envelope_next(cx, &e, &item, &found) == OK && found) {
        must(item.payload.len <= body.len);
        if (n < a->record.n_ids && a->record.ids[n].item == item.index)
            n++;
    }
    must(n == a->record.n_ids);
}

static void try_envelope(struct ctx *cx, struct str body)
{
    struct accepted a;

    if (accept_envelope(cx, body, 1, &a) != OK)
        return;
    must(a.is_kept == (a.record.n_ids > 0)); /* no feature keeps anything here */
    must(a.n_events == a.record.n_ids && a.n_events <= LIMIT_ENVELOPE_EVENTS);
    check_items(cx, a.record.body, &a);
}

static void try_store(struct ctx *cx, struct str body)
{
    struct accepted a;

    if (accept_store(cx, body, 1, &a) == OK)
        must(a.record.n_ids == 1 && a.has_answer_id);
}

static void try_auth(struct ctx *cx, struct str text)
{
    struct ingest_credentials in = { .x_sentry_auth = text,
                                     .authorization = text,
                                     .query_key = text,
                                     .dsn = text,
                                     .path_project = text };
    struct ingest_auth out;

    must(ingest_auth_check(cx, &in, &out) != OK); /* no key is known here */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct ctx cx = { .arena = &arena, .now_ms = 1 };
    struct str text = { (const char *)data, size };

    arena_init(&arena, "fuzz", LIMIT_INGEST_ARENA);
    try_envelope(&cx, text);
    try_store(&cx, text);
    try_auth(&cx, text);
    arena_release(&arena);
    return 0;
}
