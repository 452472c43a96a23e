/* gosnag serve: everything up in order, wait for a signal, everything down. */
#include "base/base.h"

#include "app/app.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "core/cluster.h"
#include "core/config.h"
#include "core/job.h"
#include "core/live.h"
#include "core/router.h"

enum {
    DRAIN_MS = 10 * MS_PER_SECOND, /* running requests and jobs together may take this long */
    JOB_WORKERS = 4,
    HTTP_LOOPS_MAX = 8,
    ANNOUNCE_BYTES = 4096,
    AWAY_POLL_S = 1, /* how late an absent store's return is seen */
};

/* How far start came, so that stop undoes exactly that. */
struct running {
    struct app app;
    size_t n_features;
    bool is_early; /* start_early has run */
    bool has_jobs;
    struct server *server;
};

static enum status start_features(struct ctx *cx, struct running *r)
{
    for (; feature_table[r->n_features] != NULL; r->n_features++) {
        const struct feature *f = feature_table[r->n_features];
        if (f->start != NULL)
            TRY(f->start(cx));
    }
    for (const struct feature *const *f = feature_table; *f != NULL; f++)
        if ((*f)->begin != NULL)
            TRY((*f)->begin(cx));
    return OK;
}

static unsigned loop_count(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (cores < 1)
        return 1;
    return cores > HTTP_LOOPS_MAX ? HTTP_LOOPS_MAX : (unsigned)cores;
}

static enum status start_server(struct ctx *cx, struct running *r)
{
    const struct core_config *cfg = core_config();
    const struct router_options options = {
        .store = r->app.store,
        .address = str_cz(cx->arena, cfg->listen),
        .port = (uint16_t)cfg->port,
        .loops = loop_count(),
        .workers = (unsigned)cfg->request_workers,
    };
    return server_start(cx, &options, &r->server);
}

static enum status start_rest(struct ctx *cx, struct running *r)
{
    TRY(cluster_start(cx, r->app.store, feature_table));
    TRY(start_features(cx, r));
    TRY(job_start(cx, r->app.store, feature_table, JOB_WORKERS));
    r->has_jobs = true;
    return r->server != NULL ? server_open(cx, r->server, r->app.store) : start_server(cx, r);
}

static enum status start_all(struct ctx *cx, struct running *r)
{
    TRY(app_open_store(cx, &r->app));
    live_init();
    return start_rest(cx, r);
}

/* --- while the store is away ------------------------------------------------- */

/* The store is away (or its disk is full): what features can do without it, and the
 * server, which answers all else with 503. Fails with why the store cannot be opened when
 * there is nothing to go on from. */
static enum status start_early(struct ctx *cx, struct running *r)
{
    struct err away = cx->err;
    app_close_store(&r->app);
    live_init();
    for (const struct feature *const *f = feature_table; *f != NULL; f++) {
        enum status st = (*f)->start_early != NULL ? (*f)->start_early(cx) : OK;
        if (st == E_MISSING) {
            cx->err = away;
            return E_BUSY;
        }
        TRY(st);
        r->is_early |= (*f)->start_early != NULL;
    }
    TRY(start_server(cx, r));
    LOG(WARN, "server.store_away", K_I64("port", server_port(r->server)), K_CZ("why", away.text));
    (void)printf("gosnag listens on port %u: the store is away (%s); events are kept until it is "
                 "back, all else waits\n",
                 (unsigned)server_port(r->server), away.text);
    (void)fflush(stdout);
    err_clear(&cx->err);
    return OK;
}

/* One try. What a failed one took from the arena goes back, save when it has found the
 * secret, which stays. */
static enum status try_store(struct ctx *cx, struct running *r)
{
    bool has_secret = core_config()->session_secret.len > 0;
    struct arena_mark mark = arena_mark(cx->arena);
    cx->now_ms = clock_now_ms();
    enum status st = app_open_store(cx, &r->app);
    if (st != OK)
        app_close_store(&r->app);
    if (st == E_BUSY && has_secret)
        arena_rewind(cx->arena, mark);
    return st;
}

/* Until the store is back. *is_ended: a signal came first. */
static enum status wait_for_store(struct ctx *cx, struct running *r, const sigset_t *ends,
                                  bool *is_ended)
{
    static const struct timespec pause = { .tv_sec = AWAY_POLL_S };
    enum status st;
    while ((st = try_store(cx, r)) == E_BUSY) {
        err_clear(&cx->err);
        *is_ended = sigtimedwait(ends, NULL, &pause) > 0;
        if (*is_ended)
            return OK;
    }
    TRY(st);
    return start_rest(cx, r);
}

/* For the person at the terminal: where it is, and what features have to say. */
static void announce(struct ctx *cx, const struct running *r, int64_t started_us)
{
    struct buf b;
    buf_init(&b, cx->arena, ANNOUNCE_BYTES);
    LOG(INFO, "server.ready", K_I64("port", server_port(r->server)),
        K_I64("start_ms", (clock_monotonic_us() - started_us) / MS_PER_SECOND),
        K_CZ("version", GOSNAG_VERSION));
    buf_printf(&b, "gosnag listens on port %u: %.*s\n", (unsigned)server_port(r->server),
               FMT(core_config()->base_url));
    for (const struct feature *const *f = feature_table; *f != NULL; f++)
        if ((*f)->announce != NULL && (*f)->announce(cx, &b) != OK)
            LOG(WARN, "feature.announce", K_CZ("feature", (*f)->name), K_CZ("text", cx->err.text));
    (void)fwrite(b.p, 1, b.len, stdout);
    (void)fflush(stdout);
}

static int64_t left_ms(int64_t end_us)
{
    int64_t left = (end_us - clock_monotonic_us()) / MS_PER_SECOND;
    return left > 0 ? left : 0;
}

static void stop_all(struct ctx *cx, struct running *r)
{
    int64_t end_us = clock_monotonic_us() + (int64_t)DRAIN_MS * MS_PER_SECOND;
    server_stop(r->server, left_ms(end_us));
    live_stop();
    if (r->has_jobs)
        job_stop(left_ms(end_us));
    cx->now_ms = clock_now_ms();
    while (r->is_early && feature_table[r->n_features] != NULL)
        r->n_features++;
    for (size_t i = r->n_features; i > 0; i--)
        if (feature_table[i - 1]->end != NULL)
            feature_table[i - 1]->end(cx);
    while (r->n_features > 0) {
        const struct feature *f = feature_table[--r->n_features];
        if (f->stop != NULL)
            f->stop(cx);
    }
    cluster_stop();
    app_close_store(&r->app);
}

static int exit_code(enum status st, const struct running *r)
{
    if (st == OK)
        return EXIT_OK;
    if (st == E_INVALID)
        return EXIT_BAD_CONFIG;
    if (st == E_CONFLICT && !r->has_jobs) /* later it is the port that is taken */
        return EXIT_NO_STORE;
    return r->app.store == NULL || r->n_features == 0 ? EXIT_NO_STORE : EXIT_FAILED;
}

/* Blocked in every thread from here on; this one takes them with sigwait. */
static void block_signals(sigset_t *out)
{
    (void)sigemptyset(out);
    (void)sigaddset(out, SIGTERM);
    (void)sigaddset(out, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, out, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN); /* a file at its limit is a full disk, not the end */
    (void)signal(SIGHUP, SIG_IGN);  /* settings are read at start; restart is fast     */
}

static void serve_until_signal(struct ctx *cx, const struct running *r, int64_t started_us,
                               const sigset_t *ends)
{
    int which = 0;
    announce(cx, r, started_us);
    (void)sigwait(ends, &which);
    LOG(INFO, "server.stopping", K_CZ("signal", which == SIGINT ? "SIGINT" : "SIGTERM"));
}

int app_serve(struct ctx *cx)
{
    int64_t started_us = clock_monotonic_us();
    struct running r = { 0 };
    sigset_t ends;
    block_signals(&ends);
    bool is_ended = false;
    enum status st = start_all(cx, &r);
    if (st == E_BUSY && r.n_features == 0) {
        st = start_early(cx, &r);
        if (st == OK)
            st = wait_for_store(cx, &r, &ends, &is_ended);
    }
    if (st == OK && !is_ended)
        serve_until_signal(cx, &r, started_us, &ends);
    if (st != OK)
        (void)fprintf(stderr, "gosnag: %s\n", cx->err.text);
    int code = exit_code(st, &r);
    stop_all(cx, &r);
    if (st == OK)
        LOG(INFO, "server.stopped");
    return code;
}
