#include "base/base.h"
#include "feature/demo/demo.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/lock.h"
#include "base/str.h"
#include "core/config.h"
#include "core/migrate.h"
#include "feature/demo/demo_int.h"
#include "feature/ingest/digest.h"
#include "feature/ingest/spool.h"
#include "feature/project/project.h"
#include "feature/project/project_key.h"

enum {
    BATCH = 512, /* events that are written to disk together */
    PROJECTS = 3,
    ISSUES = 10000,
    EVENTS_AN_ISSUE = 10,
    EVENTS_MAX = 2000000,
    DAYS = 14,
    DAYS_MAX = 80, /* below the age at which events go by default */
    TELL_EVERY = 50 * BATCH,
};

/* What is asked for. */
struct seed {
    int64_t n_projects;
    int64_t n_issues; /* of all projects together */
    int64_t n_events;
    int64_t days;
    int64_t projects[DEMO_PROJECTS]; /* their numbers in the store */
    uint8_t keys[DEMO_PROJECTS][PUBLIC_KEY_BYTES];
};

static enum status read_args(struct ctx *cx, const struct str *args, size_t n, struct seed *out)
{
    *out = (struct seed){ .n_projects = PROJECTS, .n_issues = ISSUES, .days = DAYS };
    const struct {
        const char *name;
        int64_t *value;
        int64_t max;
    } options[] = {
        { "--projects", &out->n_projects, DEMO_PROJECTS },
        { "--issues", &out->n_issues, EVENTS_MAX },
        { "--events", &out->n_events, EVENTS_MAX },
        { "--days", &out->days, DAYS_MAX },
    };
    for (size_t i = 0; i < n; i += 2) {
        size_t o = 0;
        while (o < ARRAY_LEN(options) && !str_eq(args[i], str_c(options[o].name)))
            o++;
        if (o == ARRAY_LEN(options) || i + 1 == n || !str_i64(args[i + 1], options[o].value) ||
            *options[o].value < 1 || *options[o].value > options[o].max)
            return fail(cx, E_INVALID,
                        "debug seed [--projects 1-%d] [--issues N] [--events N] [--days 1-%d]",
                        DEMO_PROJECTS, DAYS_MAX);
    }
    if (out->n_events == 0)
        out->n_events = out->n_issues * EVENTS_AN_ISSUE;
    int64_t most = 0;
    for (int64_t p = 0; p < out->n_projects; p++)
        most += (int64_t)demo_issues_max((size_t)p);
    if (out->n_issues > most || out->n_events < out->n_issues || out->n_events > EVENTS_MAX)
        return fail(cx, E_INVALID,
                    "%lld projects can have up to %lld issues, and these from one event each to "
                    "%d in all",
                    (long long)out->n_projects, (long long)most, EVENTS_MAX);
    return OK;
}

static enum status make_projects(struct ctx *cx, struct seed *s)
{
    TRY(project_keys_load(cx));
    for (int64_t p = 0; p < s->n_projects; p++) {
        const struct demo_project *project = demo_project((size_t)p);
        struct project_key key;
        TRY(project_new(cx, str_c(project->name), &s->projects[p]));
        if (!project_key_of(s->projects[p], &key))
            return fail(cx, E_INTERNAL, "the new project has no key");
        memcpy(s->keys[p], key.public_key, PUBLIC_KEY_BYTES);
    }
    return OK;
}

/* --- when which issue happens ------------------------------------------------------ */

struct moment {
    int64_t at_ms;
    uint32_t issue; /* of all projects */
};

static int by_time(const void *a, const void *b)
{
    const struct moment *x = a, *y = b;

    return (x->at_ms > y->at_ms) - (x->at_ms < y->at_ms);
}

/* Every issue once; all further events go to few of them most often. An issue is steady,
 * grows until now, or was a burst that is over. */
static struct moment *plan(struct ctx *cx, const struct seed *s)
{
    enum { SHAPES = 4, BURST_PARTS = 24, FRACTION_BITS = 20 };
    size_t n = (size_t)s->n_events, n_issues = (size_t)s->n_issues;
    struct moment *all = arena_array(cx->arena, struct moment, n);
    uint64_t state = (uint64_t)s->n_issues;
    int64_t span_ms = s->days * MS_PER_DAY;

    for (size_t i = 0; i < n; i++) {
        uint64_t r = demo_random(&state) % n_issues;
        uint64_t rare = demo_random(&state) % n_issues;
        uint64_t often = r * rare / n_issues * rare / n_issues; /* small numbers mostly */
        uint32_t issue = (uint32_t)(i < n_issues ? i : often);
        uint64_t of_issue = issue;
        int64_t first = (int64_t)(demo_random(&of_issue) % (uint64_t)span_ms);
        uint64_t shape = demo_random(&of_issue) % SHAPES;
        int64_t room = span_ms - first;
        int64_t part = (int64_t)(demo_random(&state) >> (64 - FRACTION_BITS)); /* of 2^20 */
        int64_t grown = (int64_t)(demo_random(&state) >> (64 - FRACTION_BITS));
        if (shape == 0)
            room = room / BURST_PARTS + 1;
        if (shape == 1 && grown > part)
            part = grown;
        int64_t later = i < n_issues ? 0 : room * part >> FRACTION_BITS;
        all[i] = (struct moment){ cx->now_ms - span_ms + first + later, issue };
    }
    qsort(all, n, sizeof *all, by_time);
    return all;
}

/* --- into the spool ----------------------------------------------------------------- */

struct batch {
    struct lock lock;
    struct cond written;
    size_t n_waiting;
    enum status st;
};

/* On the spool writer's thread. */
static void written(void *arg, enum status st)
{
    struct batch *b = arg;

    lock_take(&b->lock);
    if (st != OK)
        b->st = st;
    if (--b->n_waiting == 0)
        cond_signal(&b->written);
    lock_give(&b->lock);
}

static enum status append(struct ctx *cx, struct spool *spool, const struct seed *s,
                          const struct moment *m, struct batch *batch)
{
    struct arena *a = cx->arena;
    size_t project = m->issue % (size_t)s->n_projects;
    struct record_id *id = arena_new(a, struct record_id);
    struct spool_entry *entry = arena_new(a, struct spool_entry);

    event_id_random(&id->id);
    struct demo_event e = { .project = project,
                            .issue = m->issue / (size_t)s->n_projects,
                            .at_ms = m->at_ms,
                            .salt = random_u64(),
                            .id = id->id };
    *entry = (struct spool_entry){ .record = { .received_ms = m->at_ms,
                                               .project_id = s->projects[project],
                                               .kind = RECORD_EVENT,
                                               .remote = S(""),
                                               .client = S("gosnag seed"),
                                               .ids = id,
                                               .n_ids = 1,
                                               .body = demo_event_json(a, &e) },
                                   .done = written,
                                   .arg = batch };
    memcpy(entry->record.public_key, s->keys[project], PUBLIC_KEY_BYTES);
    return spool_append(cx, spool, entry);
}

static enum status write_batch(struct ctx *cx, struct spool *spool, const struct seed *s,
                               const struct moment *moments, size_t n)
{
    struct batch batch = { .n_waiting = n, .st = OK };
    enum status st = OK;

    lock_init(&batch.lock, LOCK_SUBMIT);
    cond_init(&batch.written);
    size_t i = 0;
    for (; i < n && st == OK; i++)
        st = append(cx, spool, s, &moments[i], &batch);
    lock_take(&batch.lock);
    batch.n_waiting -= st == OK ? 0 : n - i + 1; /* those that were not handed over */
    while (batch.n_waiting > 0)
        (void)cond_wait(&batch.written, &batch.lock, -1);
    lock_give(&batch.lock);
    cond_release(&batch.written);
    if (st == OK && batch.st != OK)
        st = fail(cx, batch.st, "the spool could not be written");
    return st;
}

static enum status write_all(struct ctx *cx, struct spool *spool, const struct seed *s)
{
    const struct moment *moments = plan(cx, s);
    size_t n = (size_t)s->n_events;

    for (size_t i = 0; i < n; i += BATCH) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(write_batch(cx, spool, s, moments + i, n - i < BATCH ? n - i : BATCH));
        arena_rewind(cx->arena, mark);
        if (i % TELL_EVERY == 0) {
            (void)printf("%zu of %zu events\n", i, n);
            (void)fflush(stdout);
        }
    }
    return OK;
}

static enum status debug_seed(struct ctx *cx, const struct str *args, size_t n)
{
    struct spool_options options = {
        .dir = str_printf(cx->arena, "%.*s/spool", FMT(core_config()->data_dir)),
        .max_bytes = INT64_MAX,
    };
    struct spool *spool;
    struct seed s;
    uint64_t mark;

    TRY(read_args(cx, args, n, &s));
    TRY(store_identity(cx, &options.store_id));
    TRY(spool_open(cx, &options, &spool));
    enum status st = digest_mark(cx, spool, &mark);
    if (st == OK)
        st = spool_set_mark(cx, spool, mark);
    if (st == OK)
        st = make_projects(cx, &s);
    if (st == OK) {
        spool_start(spool);
        st = write_all(cx, spool, &s);
    }
    spool_close(spool);
    TRY(st);
    (void)printf("%lld events of %lld issues wait in the spool: start the server\n",
                 (long long)s.n_events, (long long)s.n_issues);
    return OK;
}

static const struct debug_command demo_debug[] = {
    { "seed", "[--projects N] [--issues N] [--events N] [--days N]", debug_seed, COMMAND_STORE },
    { 0 },
};

const struct feature feature_demo = {
    .name = "demo",
    .debug = demo_debug,
};
