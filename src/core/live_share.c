#include "base/base.h"

#include "core/live_share.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/map.h"
#include "base/str.h"
#include "core/cluster.h"
#include "core/live_share_sql.h"
#include "core/migrate.h"
#include "core/tx.h"
#include "port/crypto.h"

enum {
    KEPT_MS = 10 * MS_PER_MINUTE, /* messages, and topics after their last stream      */
    OUT_BYTES = 4 << 20,          /* of messages that wait to be written               */
    OUT_MAX = 4096,
    TOPIC_BYTES = 64,   /* "presence:<uuid>" is the longest                  */
    TOPICS_MAX = 256,   /* of this process; with more of them it listens to all */
    WANTED_MAX = 65536, /* of all processes                                  */
    PAGE_ROWS = 512,
    RING_ROWS = 8192, /* as many as live.c keeps                           */
};

/* A topic that streams of this process listen to, or did lately. */
struct listened {
    char text[TOPIC_BYTES];
    uint64_t hash;
    int64_t heard_ms; /* monotonic */
};

static struct lock share_lock = LOCK_INIT(LOCK_LIVE_SHARE);
static bool is_on GUARDED_BY(share_lock);
static struct arena out_arena GUARDED_BY(share_lock);
static struct q_live_log_add_row *out GUARDED_BY(share_lock);
static size_t n_out GUARDED_BY(share_lock);
static bool is_lossy GUARDED_BY(share_lock); /* something could not be kept or written */
static struct listened listened[TOPICS_MAX] GUARDED_BY(share_lock);
static size_t n_listened GUARDED_BY(share_lock);
static bool listens_to_all GUARDED_BY(share_lock);
static bool is_list_stale GUARDED_BY(share_lock); /* others know another list */
static uint64_t *wanted GUARDED_BY(share_lock);   /* sorted; of all processes */
static size_t n_wanted GUARDED_BY(share_lock);
static bool wants_all GUARDED_BY(share_lock);
static struct arena wanted_arena GUARDED_BY(share_lock);
static int64_t last_id; /* the cluster's thread only, and this: */
static bool has_begun;
static int wake_fd = -1;

static int hash_order(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Our own topics count at once, before the store and all the others know of them. */
static bool is_in_wanted(uint64_t hash) REQUIRES(share_lock)
{
    for (size_t i = 0; i < n_listened; i++)
        if (listened[i].hash == hash)
            return true;
    return n_wanted > 0 && bsearch(&hash, wanted, n_wanted, sizeof hash, hash_order) != NULL;
}

bool live_share_is_wanted(uint64_t topic, uint64_t family)
{
    lock_take(&share_lock);
    bool answer =
        wants_all || listens_to_all || is_in_wanted(topic) || (family != 0 && is_in_wanted(family));
    lock_give(&share_lock);
    return answer;
}

/* --- sending --------------------------------------------------------------- */

static struct str keep(struct arena *a, struct str s)
{
    char *p = arena_try(a, s.len > 0 ? s.len : 1);
    if (p == NULL)
        return (struct str){ 0 };
    if (s.len > 0)
        memcpy(p, s.p, s.len);
    return str_make(p, s.len);
}

static void out_clear(void) REQUIRES(share_lock)
{
    arena_reset(&out_arena);
    out = arena_array(&out_arena, struct q_live_log_add_row, OUT_MAX);
    n_out = 0;
}

void live_share_put(struct str topic, struct str text)
{
    lock_take(&share_lock);
    if (is_on) {
        struct q_live_log_add_row row = { .at_ms = clock_now_ms(),
                                          .topic = keep(&out_arena, topic),
                                          .message = keep(&out_arena, text) };
        bool is_kept = n_out < OUT_MAX && !str_is_null(row.topic) && !str_is_null(row.message);
        if (is_kept)
            out[n_out++] = row;
        is_lossy |= !is_kept;
    }
    lock_give(&share_lock);
    live_share_wake();
}

void live_share_wake(void)
{
    uint64_t one = 1;
    if (wake_fd >= 0 && write(wake_fd, &one, sizeof one) < 0)
        LOG(WARN, "live.wake_failed");
}

int live_share_fd(void)
{
    return wake_fd;
}

/* Copies into cx->arena what waits; all of it is taken. */
static size_t take_out(struct ctx *cx, struct q_live_log_add_row **rows)
{
    lock_take(&share_lock);
    size_t n = n_out + is_lossy;
    *rows = arena_array(cx->arena, struct q_live_log_add_row, n > 0 ? n : 1);
    if (is_lossy)
        (*rows)[0] = (struct q_live_log_add_row){ cx->now_ms, S(LIVE_EVERYBODY), S(LIVE_RESET) };
    for (size_t i = 0; i < n_out; i++)
        (*rows)[i + is_lossy] =
            (struct q_live_log_add_row){ out[i].at_ms, str_dup(cx->arena, out[i].topic),
                                         str_dup(cx->arena, out[i].message) };
    is_lossy = false;
    out_clear();
    lock_give(&share_lock);
    return n;
}

static enum status write_out(struct ctx *cx, const struct q_live_log_add_row *rows, size_t n)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_live_log_lock_row locked;

    TRY(tx_begin(cx, &tx));
    TRY(q_live_log_lock(cx, &locked));
    TRY(q_live_log_add(cx, rows, n));
    TRY(cluster_tell(cx, LIVE_TOPIC, S("")));
    return tx_commit(&tx);
}

static struct str topics_text(struct ctx *cx)
{
    struct buf b;
    buf_init(&b, cx->arena, TOPICS_MAX * (TOPIC_BYTES + 1));
    lock_take(&share_lock);
    for (size_t i = 0; i < n_listened && !listens_to_all; i++)
        buf_printf(&b, "%s\n", listened[i].text);
    if (listens_to_all)
        buf_add(&b, S(LIVE_EVERYBODY));
    is_list_stale = false;
    lock_give(&share_lock);
    return buf_str(&b);
}

static enum status send_topics(struct ctx *cx)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_process_topics_set_args args = { str_c(cluster_self()), topics_text(cx) };

    TRY(tx_begin(cx, &tx));
    TRY(q_process_topics_set(cx, &args));
    TRY(cluster_tell(cx, TOPICS_TOPIC, S("")));
    return tx_commit(&tx);
}

static void failed_to_send(bool has_lost, bool has_topics)
{
    lock_take(&share_lock);
    is_lossy |= has_lost;
    is_list_stale |= has_topics;
    lock_give(&share_lock);
}

static bool list_is_stale(void)
{
    lock_take(&share_lock);
    bool answer = is_list_stale;
    lock_give(&share_lock);
    return answer;
}

enum status live_share_send(struct ctx *cx)
{
    uint64_t wakes;
    struct q_live_log_add_row *rows;

    if (read(wake_fd, &wakes, sizeof wakes) < 0)
        wakes = 0; /* nobody called: it is asked now and then */
    if (list_is_stale()) {
        enum status st = send_topics(cx);
        failed_to_send(false, st != OK);
        TRY(st);
    }
    size_t n = take_out(cx, &rows);
    if (n == 0)
        return OK;
    enum status st = write_out(cx, rows, n);
    failed_to_send(st != OK, false);
    return st;
}

/* --- hearing --------------------------------------------------------------- */

/* Until the store has been reached once, messages stay within the process. */
static enum status begin(struct ctx *cx)
{
    struct str store_id;
    struct q_live_log_last_row last;

    TRY(store_identity(cx, &store_id));
    TRY(q_live_log_last(cx, &last));
    last_id = last.id > RING_ROWS ? last.id - RING_ROWS : 0;
    live_begin_shared((uint32_t)hash64(store_id), (uint64_t)last_id + 1);
    has_begun = true;
    return OK;
}

enum status live_share_heard(struct ctx *cx, struct str argument, bool is_own)
{
    struct q_live_log_after_row *rows;
    size_t n;

    (void)argument;
    (void)is_own;
    if (!has_begun)
        TRY(begin(cx));
    do {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(q_live_log_after(cx, &(struct q_live_log_after_args){ last_id }, &rows, &n));
        for (size_t i = 0; i < n; i++) {
            last_id = rows[i].id;
            live_deliver((uint64_t)rows[i].id, rows[i].topic, rows[i].text);
        }
        arena_rewind(cx->arena, mark);
    } while (n == PAGE_ROWS);
    return OK;
}

static void want(struct str topics) REQUIRES(share_lock)
{
    struct str line;
    wants_all |= str_eq(topics, S(LIVE_EVERYBODY));
    while (!wants_all && str_split(&topics, '\n', &line)) {
        if (line.len == 0)
            continue;
        wants_all |= n_wanted == WANTED_MAX;
        if (!wants_all)
            wanted[n_wanted++] = map_hash(line);
    }
}

enum status live_share_topics_heard(struct ctx *cx, struct str argument, bool is_own)
{
    struct q_process_topics_row *rows;
    size_t n;

    (void)argument;
    (void)is_own;
    TRY(q_process_topics(cx, &rows, &n));
    lock_take(&share_lock);
    arena_reset(&wanted_arena);
    wanted = arena_array(&wanted_arena, uint64_t, WANTED_MAX);
    n_wanted = 0;
    wants_all = false;
    for (size_t i = 0; i < n; i++)
        want(rows[i].topics);
    qsort(wanted, n_wanted, sizeof *wanted, hash_order);
    lock_give(&share_lock);
    return OK;
}

/* --- who listens ----------------------------------------------------------- */

void live_share_listen(struct str topic)
{
    uint64_t hash = map_hash(topic);
    size_t i = 0;

    lock_take(&share_lock);
    while (i < n_listened && listened[i].hash != hash)
        i++;
    bool is_new = is_on && i == n_listened && !listens_to_all;
    bool has_room = n_listened < TOPICS_MAX && topic.len < TOPIC_BYTES;
    if (is_new && has_room) {
        listened[n_listened] = (struct listened){ .hash = hash };
        memcpy(listened[n_listened++].text, topic.p, topic.len);
    }
    if (i < n_listened)
        listened[i].heard_ms = clock_monotonic_ms();
    listens_to_all |= is_new && !has_room;
    is_list_stale |= is_new;
    lock_give(&share_lock);
    if (is_new)
        live_share_wake();
}

/* Topics without a stream for a while. Their listeners are asked for outside our lock. */
static void forget_topics(void)
{
    int64_t now_ms = clock_monotonic_ms();
    uint64_t hashes[TOPICS_MAX];
    bool is_heard[TOPICS_MAX];
    size_t n, kept = 0;

    lock_take(&share_lock);
    for (n = 0; n < n_listened; n++)
        hashes[n] = listened[n].hash;
    lock_give(&share_lock);
    for (size_t i = 0; i < n; i++)
        is_heard[i] = live_has_listener(hashes[i]);
    lock_take(&share_lock);
    for (size_t i = 0; i < n_listened; i++) { /* new ones stand behind the n */
        if (i < n && is_heard[i])
            listened[i].heard_ms = now_ms;
        if (now_ms - listened[i].heard_ms <= KEPT_MS)
            listened[kept++] = listened[i];
    }
    is_list_stale |= kept < n_listened;
    listens_to_all &= kept >= TOPICS_MAX / 2;
    n_listened = kept;
    lock_give(&share_lock);
}

enum status live_share_forget(struct ctx *cx)
{
    forget_topics();
    return q_live_log_forget(cx, &(struct q_live_log_forget_args){ cx->now_ms - KEPT_MS });
}

/* --- life ------------------------------------------------------------------ */

enum status live_share_start(struct ctx *cx)
{
    wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (wake_fd < 0)
        return fail(cx, E_INTERNAL, "cannot make an eventfd");
    has_begun = false;
    lock_take(&share_lock);
    arena_init(&out_arena, "live.out", OUT_BYTES);
    arena_init(&wanted_arena, "live.wanted", 2 * WANTED_MAX * sizeof *wanted);
    out_clear();
    n_listened = n_wanted = 0;
    listens_to_all = wants_all = is_lossy = is_list_stale = false;
    is_on = true;
    lock_give(&share_lock);
    return OK;
}

void live_share_stop(void)
{
    lock_take(&share_lock);
    is_on = false;
    n_out = n_wanted = 0;
    arena_release(&out_arena);
    arena_release(&wanted_arena);
    lock_give(&share_lock);
    (void)close(wake_fd);
    wake_fd = -1;
}
