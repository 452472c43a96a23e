/* digest_cost.c - what the digest costs, without network, spool and threads.
 *
 *     digest_cost TEMPLATE [EVENTS [BATCH [ISSUES]]]
 *
 * Makes envelopes from a template as load.c does, hands them to digest_prepare and
 * digest_store on a fresh SQLite store in a temporary folder, and prints the CPU of both
 * per event. One thread and always the same work: made to be run under
 * `valgrind --tool=callgrind --toggle-collect=digest_prepare --toggle-collect=digest_store`,
 * whose instruction counts hold on a busy machine too (docs/performance.md). */
#include "base/base.h"

#include <sys/resource.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/migrate.h"
#include "feature/ingest/digest_batch.h"
#include "feature/stats/stat.h"
#include "port/crypto.h"
#include "port/db.h"
#include "stencil.h"

enum {
    EVENTS = 20000,
    BATCH = 2000,
    ISSUES = 100,
    ARENA_BYTES = 512 << 20,
    US_PER_SECOND = 1000000,
    DAY_MS = 86400000,
};

static const char project_row[] =
    "INSERT INTO project (uuid, name, slug, short_prefix, max_events_per_issue, warning_as_error,"
    " route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"
    " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage, analysis_db_enabled,"
    " created_ms, updated_ms) VALUES ('01934567-89ab-7cde-8f01-23456789abcd', 'Shop', 'shop',"
    " 'SHOP', -1, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1)";

static struct cost {
    struct arena process;
    struct arena arena; /* a batch */
    struct ctx cx;
    struct db_store *store;
    struct digest_tools tools;
    struct stencil stencil;
    struct str envelope; /* within the stencil */
    uint64_t seq;
    unsigned issues;
} t;

static void must(enum status st)
{
    if (st != OK)
        die("failed", t.cx.err.text);
}

static int64_t cpu_us(void)
{
    struct rusage u;

    (void)getrusage(RUSAGE_SELF, &u);
    return (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * US_PER_SECOND + u.ru_utime.tv_usec +
           u.ru_stime.tv_usec;
}

static void open_store(const char *folder)
{
    struct db_options options = { .data_dir = str_c(folder) };

    arena_init(&t.process, "cost", ARENA_BYTES);
    arena_init(&t.arena, "batch", LIMIT_BATCH_ARENA);
    t.cx = (struct ctx){ .arena = &t.process, .now_ms = 20000 * (int64_t)DAY_MS };
    must(db_store_open(&t.cx, &options, &t.store));
    t.cx.db = db_open(t.store);
    must(migrate_run(&t.cx, NULL));
    must(db_script(&t.cx, project_row));
    t.tools.packer = packer_new();
    exemplar_cache_init(&t.tools.exemplars);
    segments_init(&t.tools.segments);
    arena_init(&t.tools.scratch, "scratch", LIMIT_EVENT_SCRATCH);
}

static void close_store(const char *folder)
{
    static const char *const names[] = { "gosnag.db", "gosnag.db-wal", "gosnag.db-shm",
                                         "gosnag.db.lock" };
    char path[256];

    stat_release();
    packer_free(t.tools.packer);
    exemplar_cache_release(&t.tools.exemplars);
    segments_release(&t.tools.segments);
    arena_release(&t.tools.scratch);
    arena_release(&t.arena);
    db_close(t.cx.db);
    db_store_close(t.store);
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(folder);
    arena_release(&t.process);
}

/* The next event: its own id and one of the issues in turn. */
static void add(struct digest_batch *b)
{
    struct record_id id = { 0 };
    uint64_t n = ++t.seq;
    char text[STENCIL_ID_BYTES + 1];
    char digits[STENCIL_ISSUE_DIGITS + 1];

    (void)snprintf(text, sizeof text, "%016llx%016llx",
                   (unsigned long long)(n * 0x9e3779b97f4a7c15u),
                   (unsigned long long)(n * 0xbf58476d1ce4e5b9u));
    memcpy(t.stencil.p + t.stencil.id, text, STENCIL_ID_BYTES);
    memcpy(t.stencil.p + t.stencil.head_id, text, STENCIL_ID_BYTES);
    if (!event_id_parse(str_c(text), &id.id))
        die("not an event id", text);
    (void)snprintf(digits, sizeof digits, "%0*llu", STENCIL_ISSUE_DIGITS,
                   (unsigned long long)(n * 7919 % t.issues));
    if (t.stencil.type > 0)
        memcpy(t.stencil.p + t.stencil.type + STENCIL_TYPE_BYTES - STENCIL_ISSUE_DIGITS, digits,
               STENCIL_ISSUE_DIGITS);
    struct record r = { .seq = n,
                        .received_ms = t.cx.now_ms,
                        .project_id = 1,
                        .kind = RECORD_ENVELOPE,
                        .remote = S("192.0.2.7"),
                        .ids = &id,
                        .n_ids = 1,
                        .body = t.envelope };
    must(digest_prepare(&t.cx, &t.tools, &r, b));
}

int main(int argc, char **argv)
{
    uint64_t events = argc > 2 ? strtoull(argv[2], NULL, 10) : EVENTS;
    uint64_t batch = argc > 3 ? strtoull(argv[3], NULL, 10) : BATCH;
    char folder[] = "/tmp/gosnag-cost-XXXXXX";
    int64_t prepare_us = 0, store_us = 0;

    if (argc < 2 || events == 0 || batch == 0 || mkdtemp(folder) == NULL)
        die("usage", "digest_cost TEMPLATE [EVENTS [BATCH [ISSUES]]]");
    t.issues = argc > 4 ? (unsigned)strtoul(argv[4], NULL, 10) : ISSUES;
    stencil_load(&t.stencil, argv[1],
                 &(struct stencil_target){ .host = "x", .port = 1, .project = 1, .key = "x" });
    struct str all = str_make(t.stencil.p, t.stencil.len);
    t.envelope = str_from(all, str_find(all, S("\r\n\r\n")) + 4);
    crypto_init();
    open_store(folder);
    t.cx.arena = &t.arena;
    while (t.seq < events) {
        struct digest_result result;
        int64_t began_us = cpu_us();
        arena_reset(&t.arena);
        struct digest_batch *b = digest_batch_new(&t.cx);
        for (uint64_t i = 0; i < batch && t.seq < events; i++)
            add(b);
        int64_t prepared_us = cpu_us();
        must(digest_store(&t.cx, &t.tools, S("cost"), b, &result));
        if (result.n_accepted != b->n_events)
            die("not all accepted", "");
        prepare_us += prepared_us - began_us;
        store_us += cpu_us() - prepared_us;
        t.cx.now_ms += 200;
        must(db_checkpoint(&t.cx, false));
    }
    printf("prepare %.2f us, store %.2f us an event\n", (double)prepare_us / (double)events,
           (double)store_us / (double)events);
    close_store(folder);
    return 0;
}
