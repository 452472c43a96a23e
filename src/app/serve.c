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
#include "core/config.h"
#include "core/job.h"
#include "core/live.h"
#include "core/router.h"

enum {
    DRAIN_MS = 10 * MS_PER_SECOND, /* running requests and jobs may take this long */
    JOB_WORKERS = 4,
    HTTP_LOOPS_MAX = 8,
    ANNOUNCE_BYTES = 4096,
};

/* How far start came, so that stop undoes exactly that. */
struct running {
    struct app app;
    size_t n_features;
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

static enum status start_all(struct ctx *cx, struct running *r)
{
    TRY(app_open_store(cx, &r->app));
    live_init();
    TRY(start_features(cx, r));
    TRY(job_start(cx, r->app.store, feature_table, JOB_WORKERS));
    r->has_jobs = true;
    return start_server(cx, r);
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

static void stop_all(struct ctx *cx, struct running *r)
{
    server_stop(r->server, DRAIN_MS);
    live_stop();
    if (r->has_jobs)
        job_stop(DRAIN_MS);
    cx->now_ms = clock_now_ms();
    while (r->n_features > 0) {
        const struct feature *f = feature_table[--r->n_features];
        if (f->stop != NULL)
            f->stop(cx);
    }
    app_close_store(&r->app);
}

static int exit_code(enum status st, const struct running *r)
{
    if (st == OK)
        return EXIT_OK;
    if (st == E_INVALID)
        return EXIT_BAD_CONFIG;
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

int app_serve(struct ctx *cx)
{
    int64_t started_us = clock_monotonic_us();
    struct running r = { 0 };
    sigset_t ends;
    block_signals(&ends);
    enum status st = start_all(cx, &r);
    if (st == OK) {
        int which = 0;
        announce(cx, &r, started_us);
        (void)sigwait(&ends, &which);
        LOG(INFO, "server.stopping", K_CZ("signal", which == SIGINT ? "SIGINT" : "SIGTERM"));
    } else {
        (void)fprintf(stderr, "gosnag: %s\n", cx->err.text);
    }
    int code = exit_code(st, &r);
    stop_all(cx, &r);
    if (st == OK)
        LOG(INFO, "server.stopped");
    return code;
}
