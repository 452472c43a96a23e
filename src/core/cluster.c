#include "base/base.h"

#include "core/cluster.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/log.h"
#include "base/str.h"
#include "core/cluster_sql.h"
#include "core/feature.h"
#include "core/live.h"
#include "core/live_share.h"
#include "port/db.h"

enum {
    SELF_BYTES = 17,
    HOST_BYTES = 65,
    BEAT_MS = 5000,
    ALIVE_MS = 20000,               /* without a new beat a process counts as dead   */
    FORGET_MS = 10 * MS_PER_MINUTE, /* then its row goes                             */
    PAUSE_MS = 1000,                /* after the store went away                     */
    PEERS_MAX = 1024,
    ARENA_BYTES = 256 << 20, /* all keys of a hundred thousand projects       */
};

#define CHANNEL "gosnag"

/* Another process, as this one sees it. */
struct peer {
    char id[SELF_BYTES];
    int64_t beat;
    int64_t moved_ms; /* when the beat moved last, by our monotonic clock */
    bool is_listed;
};

static struct {
    struct db_store *store;
    const struct feature *const *features;
    pthread_t thread;
    bool is_started;
    char host[HOST_BYTES];
    int64_t started_ms;
    int64_t beat;
    int64_t beat_due_ms;
    struct peer peers[PEERS_MAX]; /* the cluster's thread only */
    size_t n_peers;
} cluster;

static _Atomic bool is_stopping;
static _Atomic int64_t size = 1;
static char self[SELF_BYTES];
static pthread_once_t self_once = PTHREAD_ONCE_INIT;

static void make_self(void)
{
    (void)snprintf(self, sizeof self, "%016llx", (unsigned long long)random_u64());
}

const char *cluster_self(void)
{
    (void)pthread_once(&self_once, make_self);
    return self;
}

int64_t cluster_size(void)
{
    return atomic_load(&size);
}

/* "topic sender argument" */
enum status cluster_tell(struct ctx *cx, const char *topic, struct str argument)
{
    if (db_kind(cx->db) != DB_POSTGRES)
        return OK;
    assert(argument.len <= CLUSTER_ARGUMENT);
    struct str payload = str_printf(cx->arena, "%s %s %.*s", topic, cluster_self(), FMT(argument));
    struct q_cluster_notify_row row;
    return q_cluster_notify(cx, &(struct q_cluster_notify_args){ payload }, &row);
}

/* --- who is alive ---------------------------------------------------------- */

static struct peer *peer_of(struct str id)
{
    for (size_t i = 0; i < cluster.n_peers; i++)
        if (str_eq(str_c(cluster.peers[i].id), id))
            return &cluster.peers[i];
    if (cluster.n_peers == PEERS_MAX || id.len >= SELF_BYTES)
        return NULL;
    struct peer *p = &cluster.peers[cluster.n_peers++];
    *p = (struct peer){ .beat = -1 };
    memcpy(p->id, id.p, id.len);
    return p;
}

/* Rows of processes that ended without saying so. */
static enum status forget_dead(struct ctx *cx, int64_t now_ms)
{
    size_t kept = 0;
    for (size_t i = 0; i < cluster.n_peers; i++) {
        const struct peer *p = &cluster.peers[i];
        bool is_dead = p->is_listed && now_ms - p->moved_ms > FORGET_MS;
        if (is_dead)
            TRY(q_process_forget(cx, &(struct q_process_forget_args){ str_c(p->id) }));
        if (!is_dead && p->is_listed)
            cluster.peers[kept++] = *p;
    }
    cluster.n_peers = kept;
    return OK;
}

static enum status look_around(struct ctx *cx)
{
    struct q_process_list_row *rows;
    size_t n;
    int64_t now_ms = clock_monotonic_ms(), alive = 0;

    TRY(q_process_list(cx, &rows, &n));
    for (size_t i = 0; i < cluster.n_peers; i++)
        cluster.peers[i].is_listed = false;
    for (size_t i = 0; i < n; i++) {
        struct peer *p = peer_of(rows[i].id);
        if (p == NULL)
            continue;
        p->is_listed = true;
        if (p->beat != rows[i].beat)
            p->moved_ms = now_ms;
        p->beat = rows[i].beat;
        alive += now_ms - p->moved_ms <= ALIVE_MS;
    }
    int64_t before = atomic_exchange(&size, alive > 0 ? alive : 1);
    if (before != alive)
        LOG(INFO, "cluster.size", K_I64("processes", alive));
    return forget_dead(cx, now_ms);
}

static enum status beat(struct ctx *cx)
{
    struct q_process_beat_args args = { .id = str_c(cluster_self()),
                                        .host = str_c(cluster.host),
                                        .started_ms = cluster.started_ms,
                                        .beat = ++cluster.beat,
                                        .now_ms = cx->now_ms };
    TRY(q_process_beat(cx, &args));
    TRY(look_around(cx));
    TRY(live_share_forget(cx));
    cluster.beat_due_ms = clock_monotonic_ms() + BEAT_MS;
    return OK;
}

/* --- hearing --------------------------------------------------------------- */

static void run_hearing(struct ctx *cx, const struct hearing *h, struct str argument, bool is_own)
{
    if (h->run(cx, argument, is_own) == OK)
        return;
    LOG(WARN, "cluster.not_done", K_CZ("topic", h->topic), K_CZ("why", cx->err.text));
    err_clear(&cx->err);
}

/* topic absent: everything, for something may have been missed. */
static void dispatch(struct ctx *cx, struct str topic, struct str argument, bool is_own)
{
    bool is_all = str_is_null(topic);
    for (const struct feature *const *f = cluster.features; *f != NULL; f++)
        for (const struct hearing *h = (*f)->hears; h != NULL && h->topic != NULL; h++)
            if (is_all || str_eq(topic, str_c(h->topic)))
                run_hearing(cx, h, argument, is_own);
    static const struct hearing own[] = {
        { LIVE_TOPIC, live_share_heard },
        { TOPICS_TOPIC, live_share_topics_heard },
    };
    for (size_t i = 0; i < ARRAY_LEN(own); i++)
        if (is_all || str_eq(topic, str_c(own[i].topic)))
            run_hearing(cx, &own[i], argument, is_own);
}

static void hear(struct ctx *cx, struct str payload)
{
    struct str topic, sender;
    if (!str_split(&payload, ' ', &topic) || !str_split(&payload, ' ', &sender))
        return;
    dispatch(cx, topic, payload, str_eq(sender, str_c(cluster_self())));
}

static enum status listen_once(struct ctx *cx)
{
    struct db_heard heard = { 0 };
    int64_t left_ms = cluster.beat_due_ms - clock_monotonic_ms();
    TRY(db_heard(cx, left_ms > 0 ? (int)left_ms : 0, live_share_fd(), &heard));
    if (heard.has_missed)
        dispatch(cx, (struct str){ 0 }, (struct str){ 0 }, false);
    if (!str_is_null(heard.payload))
        hear(cx, heard.payload);
    return OK;
}

static enum status round_once(struct ctx *cx)
{
    if (clock_monotonic_ms() >= cluster.beat_due_ms)
        TRY(beat(cx));
    TRY(live_share_send(cx));
    return listen_once(cx);
}

static void pause_a_little(void)
{
    const struct timespec t = { .tv_sec = PAUSE_MS / MS_PER_SECOND };
    if (!atomic_load(&is_stopping))
        (void)nanosleep(&t, NULL);
}

static void *cluster_main(void *arg)
{
    struct arena arena;
    (void)arg;
    arena_init(&arena, "cluster", ARENA_BYTES);
    struct db *db = db_open(cluster.store);
    struct ctx cx = { .arena = &arena, .db = db, .request_id = S("") };
    db_listen(db, CHANNEL);
    while (!atomic_load(&is_stopping)) {
        cx.now_ms = clock_now_ms();
        if (round_once(&cx) != OK) {
            err_clear(&cx.err);
            pause_a_little();
        }
        arena_reset(&arena);
    }
    cx.now_ms = clock_now_ms();
    if (live_share_send(&cx) != OK ||
        q_process_forget(&cx, &(struct q_process_forget_args){ str_c(cluster_self()) }) != OK)
        err_clear(&cx.err); /* others see that the beat has stopped */
    db_close(db);
    arena_release(&arena);
    return NULL;
}

/* --- life ------------------------------------------------------------------ */

enum status cluster_start(struct ctx *cx, struct db_store *store,
                          const struct feature *const *features)
{
    sigset_t all, before;

    if (db_store_kind(store) != DB_POSTGRES)
        return OK;
    cluster.store = store;
    cluster.features = features;
    cluster.started_ms = cx->now_ms;
    cluster.beat_due_ms = 0;
    if (gethostname(cluster.host, sizeof cluster.host - 1) != 0)
        cluster.host[0] = '\0';
    TRY(live_share_start(cx));
    atomic_store(&is_stopping, false);
    sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = pthread_create(&cluster.thread, NULL, cluster_main, NULL);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failed != 0)
        return fail(cx, E_INTERNAL, "cannot start the cluster's thread");
    cluster.is_started = true;
    return OK;
}

void cluster_stop(void)
{
    if (!cluster.is_started)
        return;
    atomic_store(&is_stopping, true);
    live_share_wake();
    (void)pthread_join(cluster.thread, NULL);
    live_share_stop();
    cluster.is_started = false;
}
