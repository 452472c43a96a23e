/* event_testing.h - events from text for unit tests; no program file includes it.
 *
 *     struct fixture f SCOPED(fixture_release) = fixture_new("{'message':'hi'}");
 *     assert_json(&f, "logentry.formatted", "\"hi\"");
 *
 * Apostrophes stand for quotes in the literals of tests. */
#ifndef FEATURE_EVENT_EVENT_TESTING_H
#define FEATURE_EVENT_EVENT_TESTING_H

#include "base/base.h"
#include "base/test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "port/json.h"

enum { TEST_NOW_S = 1763980800, TEST_TEXT_BYTES = 8 << 20 }; /* 2025-11-24T10:40:00Z */

struct fixture {
    struct arena arena;
    struct ctx cx;
    struct event_input in;
    struct event ev;
};

static inline void fixture_release(struct fixture *f)
{
    arena_release(&f->arena);
}

static inline void fixture_init(struct fixture *f)
{
    *f = (struct fixture){ 0 };
    arena_init(&f->arena, "test", LIMIT_EVENT_SCRATCH);
    f->cx = (struct ctx){ .now_ms = (int64_t)TEST_NOW_S * 1000 };
    f->cx.arena = &f->arena;
    f->in = (struct event_input){ .received_ms = f->cx.now_ms,
                                  .id = { .b = { 0xFE, 0xED } },
                                  .client_address = S("203.0.113.9") };
}

/* Apostrophes become quotes. */
static inline struct str quoted(struct arena *a, const char *text)
{
    struct str s = str_dup(a, str_c(text));
    char *p = arena_alloc(a, s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        p[i] = s.p[i] == '\'' ? '"' : s.p[i];
    return str_make(p, s.len);
}

static inline enum status fixture_load(struct fixture *f, struct str text)
{
    f->in.text = text;
    return event_normalize(&f->cx, &f->in, &f->ev);
}

static inline void fixture_event(struct fixture *f, const char *text)
{
    fixture_init(f);
    assert_int_equal(fixture_load(f, quoted(&f->arena, text)), OK);
}

static inline void fixture_scrub(struct fixture *f)
{
    static const struct scrub_rules rules = { .is_enabled = true };
    event_scrub(&f->cx, &rules, &f->ev);
}

/* Value at "a.b.0.c"; NULL = not there. Empty steps are empty keys. */
static inline struct json *json_walk(struct json *v, const char *path)
{
    struct str rest = str_c(path);
    struct str step;
    while (v != NULL && str_split(&rest, '.', &step)) {
        uint64_t index = 0;
        if (json_type(v) == JSON_ARR)
            v = str_u64(step, &index) ? json_at(v, (size_t)index) : NULL;
        else
            v = json_get(v, step);
    }
    return v;
}

static inline struct str json_dump(struct arena *a, const struct json *v)
{
    struct buf b;
    buf_init(&b, a, TEST_TEXT_BYTES);
    if (v == NULL)
        return S("(missing)");
    json_write(v, &b);
    return buf_str(&b);
}

#define assert_json(f, path, want)                                                                 \
    assert_str_equal(json_dump(&(f)->arena, json_walk((f)->ev.root, (path))),                      \
                     quoted(&(f)->arena, (want)))

#endif
