#include "base/base.h"

#include "core/outbox.h"

#include <stdatomic.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/str.h"
#include "core/cluster.h"
#include "core/config.h"
#include "core/feature.h"
#include "core/outbox_sql.h"
#include "core/tx.h"
#include "port/crypto.h"
#include "port/db.h"

enum {
    BACKOFF_MS = 15000, /* after the first failure; doubles        */
    BACKOFF_SHIFTS = 10,
    BACKOFF_MAX_MS = 4 * MS_PER_HOUR,
    JITTER_PART = 4,    /* a quarter earlier or later           */
    LEASE_SPARE_S = 10, /* beyond the channel's own timeout     */
    LEASE_MAX_MS = MS_PER_HOUR,
    RUN_MS = 20000,  /* one run; what is left waits a second */
    PAUSE_MS = 5000, /* of a channel that is away; doubles   */
    PAUSE_SHIFTS = 4,
    ERROR_BYTES = 300,
    CHANNELS_MAX = 16,
};

/* What this process knows of a channel that is away. */
static struct {
    _Atomic(int64_t) until_ms; /* monotonic; 0 = not away */
    _Atomic(int) failures;     /* one after the other     */
} pauses[CHANNELS_MAX];

static bool is_paused(size_t i)
{
    return atomic_load(&pauses[i].until_ms) > clock_monotonic_ms();
}

static int64_t count_away(void)
{
    int64_t n = 0;

    for (size_t i = 0; i < CHANNELS_MAX; i++)
        n += is_paused(i);
    return n;
}

static _Atomic int64_t n_sent, n_later, n_dead;

const struct metric outbox_metrics[] = {
#define TRIED(n, label)                                                                            \
    {                                                                                              \
        "gosnag_outbox_deliveries_total", METRIC_COUNTER,                                          \
            "Deliveries tried by this process, by what became of them.", &(n), NULL,               \
            "{result=\"" label "\"}"                                                               \
    }
    TRIED(n_sent, "sent"),
    TRIED(n_later, "later"),
    TRIED(n_dead, "dead"),
    { "gosnag_outbox_channels_away", METRIC_GAUGE,
      "Channels that this process leaves in peace for a while.", NULL, count_away, NULL },
    METRIC_END,
};

/* Channel number i of all features; NULL behind the last. */
static const struct outbox_channel *channel_at(size_t i)
{
    for (const struct feature *const *f = feature_table; *f != NULL; f++) {
        for (const struct outbox_channel *c = (*f)->channels; c != NULL && c->name != NULL; c++) {
            if (i-- == 0)
                return c;
        }
    }
    return NULL;
}

static void seal_key(uint8_t key[SECRET_KEY_BYTES])
{
    secret_key_derive(core_config()->session_secret, S("outbox"), key);
}

static struct str or_empty(struct str s)
{
    return str_is_null(s) ? S("") : s;
}

enum status outbox_add(struct ctx *cx, const struct outbox_item *item)
{
    uint8_t key[SECRET_KEY_BYTES];

    if (item->payload.len > OUTBOX_PAYLOAD)
        return fail(cx, E_TOO_LARGE, "what leaves the house may have %d bytes", OUTBOX_PAYLOAD);
    seal_key(key);
    return q_outbox_insert(cx,
                           &(struct q_outbox_insert_args){
                               .uuid = uuid_new(cx->arena, cx->now_ms),
                               .channel = str_c(item->channel),
                               .kind = str_c(item->kind),
                               .recipient = or_empty(item->recipient),
                               .payload_box = secret_seal(cx->arena, key, or_empty(item->payload)),
                               .merge_key = or_empty(item->key),
                               .due_ms = item->due_ms != 0 ? item->due_ms : cx->now_ms,
                               .now_ms = cx->now_ms });
}

enum status outbox_retry(struct ctx *cx, struct str uuid)
{
    struct q_outbox_find_row row;
    bool found;
    int64_t changed = 0;

    TRY(q_outbox_find(cx, &(struct q_outbox_find_args){ uuid }, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "nothing in the outbox has this id");
    TRY(q_outbox_retry(cx, &(struct q_outbox_retry_args){ uuid, cx->now_ms }, &changed));
    if (changed == 0)
        return fail(cx, E_CONFLICT, "it was sent, is being delivered, or a newer one waits");
    for (size_t i = 0; i < CHANNELS_MAX; i++)
        atomic_store(&pauses[i].until_ms, 0);
    return OK;
}

/* --- one delivery ----------------------------------------------------------- */

struct lease {
    int64_t until_ms;
    struct str owner;
};

static bool is_worth_again(enum status st)
{
    return st == E_RATE || st == E_BUSY || st == E_UPSTREAM;
}

static int64_t backoff_ms(int64_t attempt)
{
    int64_t shift = attempt - 1 < BACKOFF_SHIFTS ? attempt - 1 : BACKOFF_SHIFTS;
    int64_t pause = (int64_t)BACKOFF_MS << shift;

    if (pause > BACKOFF_MAX_MS)
        pause = BACKOFF_MAX_MS;
    int64_t part = pause / JITTER_PART;
    return pause - part + (int64_t)(random_u64() % (uint64_t)(2 * part + 1));
}

static enum status note_failure(struct ctx *cx, const struct outbox_channel *channel,
                                const struct outbox_delivery *d, const struct lease *lease,
                                enum status st)
{
    struct str words = cx->err.text[0] != '\0' ? str_c(cx->err.text) : str_c(status_name(st));
    bool is_dead = !is_worth_again(st) || d->attempt >= (int64_t)channel->attempts;
    int64_t now_ms = clock_now_ms(), due_ms = now_ms + backoff_ms(d->attempt);

    if (due_ms < d->not_before_ms)
        due_ms = d->not_before_ms;
    metric_add(is_dead ? &n_dead : &n_later, 1);
    LOG(WARN, is_dead ? "outbox.dead" : "outbox.later", K_CZ("channel", channel->name),
        K_STR("id", d->uuid), K_I64("attempt", d->attempt), K_STR("why", words));
    return q_outbox_failed(cx, &(struct q_outbox_failed_args){
                                   .id = d->id,
                                   .lease_until_ms = lease->until_ms,
                                   .lease_owner = lease->owner,
                                   .state = is_dead ? S("dead") : S("waiting"),
                                   .due_ms = is_dead ? now_ms : due_ms,
                                   .last_error = str_utf8_clip(words, ERROR_BYTES),
                                   .done_ms = is_dead ? now_ms : 0 });
}

/* Nothing is noted when somebody has taken the row over: the end is theirs to note. */
static enum status note_delivery(struct ctx *cx, const struct outbox_channel *channel,
                                 const struct outbox_delivery *d, const struct lease *lease)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t changed = 0;

    TRY(tx_begin(cx, &tx));
    TRY(q_outbox_sent(cx,
                      &(struct q_outbox_sent_args){ .id = d->id,
                                                    .lease_until_ms = lease->until_ms,
                                                    .lease_owner = lease->owner,
                                                    .now_ms = cx->now_ms },
                      &changed));
    if (changed == 0)
        return OK;
    if (channel->delivered != NULL)
        TRY(channel->delivered(cx, d));
    return tx_commit(&tx);
}

static enum status open_payload(struct ctx *cx, struct str box, struct str *out)
{
    uint8_t key[SECRET_KEY_BYTES];

    seal_key(key);
    if (!secret_open(cx->arena, key, box, out))
        return fail(cx, E_INTERNAL, "the payload cannot be opened with this SESSION_SECRET");
    return OK;
}

/* A row that ended the process as often as it may be tried is given up. */
static enum status deliver(struct ctx *cx, const struct outbox_channel *channel, struct str box,
                           struct outbox_delivery *d)
{
    if (d->attempt > (int64_t)channel->attempts)
        return fail(cx, E_INTERNAL, "given up: the program ended while it was delivered");
    TRY(open_payload(cx, box, &d->payload));
    return channel->deliver(cx, d);
}

/* *is_done false: nothing was due, or somebody else had it. The status is the delivery's;
 * a store that is away is E_BUSY too. */
static enum status run_one(struct ctx *cx, const struct outbox_channel *channel, bool *is_done)
{
    struct q_outbox_due_args due = { str_c(channel->name), cx->now_ms, cx->now_ms + LEASE_MAX_MS };
    int64_t lease_s = (int64_t)channel->timeout_s + LEASE_SPARE_S, changed = 0;
    struct lease lease = { cx->now_ms + lease_s * MS_PER_SECOND, str_c(cluster_self()) };
    struct q_outbox_due_row row;
    bool found;

    *is_done = false;
    TRY(q_outbox_due(cx, &due, &row, &found));
    if (!found)
        return OK;
    TRY(q_outbox_take(cx,
                      &(struct q_outbox_take_args){ .id = row.id,
                                                    .lease_was_ms = row.lease_until_ms,
                                                    .lease_until_ms = lease.until_ms,
                                                    .lease_owner = lease.owner,
                                                    .now_ms = cx->now_ms },
                      &changed));
    if (changed == 0)
        return OK;
    *is_done = true;
    struct outbox_delivery d = { .id = row.id,
                                 .uuid = row.uuid,
                                 .kind = row.kind,
                                 .recipient = row.recipient,
                                 .attempt = row.attempts + 1,
                                 .created_ms = row.created_ms };
    enum status st = deliver(cx, channel, row.payload_box, &d);
    assert(!db_in_tx(cx->db));
    if (st != OK) {
        TRY(note_failure(cx, channel, &d, &lease, st));
        return st;
    }
    metric_add(&n_sent, 1);
    LOG(INFO, "outbox.sent", K_CZ("channel", channel->name), K_STR("id", d.uuid),
        K_I64("attempt", d.attempt));
    return note_delivery(cx, channel, &d, &lease);
}

/* --- runs ------------------------------------------------------------------- */

static void note_health(size_t i, bool is_away)
{
    if (!is_away) {
        atomic_store(&pauses[i].failures, 0);
        return;
    }
    int failures = atomic_fetch_add(&pauses[i].failures, 1);
    int shift = failures < PAUSE_SHIFTS ? failures : PAUSE_SHIFTS;
    atomic_store(&pauses[i].until_ms, clock_monotonic_ms() + ((int64_t)PAUSE_MS << shift));
}

bool outbox_is_due(struct ctx *cx)
{
    const struct outbox_channel *channel;

    for (size_t i = 0; (channel = channel_at(i)) != NULL; i++) {
        struct q_outbox_due_args args = { str_c(channel->name), cx->now_ms,
                                          cx->now_ms + LEASE_MAX_MS };
        struct q_outbox_due_row row;
        bool found = false;
        if (!is_paused(i) && q_outbox_due(cx, &args, &row, &found) == OK && found)
            return true;
    }
    return false;
}

/* One row of each channel in turn, so that a slow one holds up no other for long. A failed
 * delivery is noted in its row; here it only says whether the channel is away. */
static bool run_round(struct ctx *cx)
{
    const struct outbox_channel *channel;
    bool is_any = false;

    for (size_t i = 0; (channel = channel_at(i)) != NULL; i++) {
        assert(i < CHANNELS_MAX);
        bool is_done;
        if (is_paused(i))
            continue;
        cx->now_ms = clock_now_ms();
        enum status st = run_one(cx, channel, &is_done);
        if (st == E_BUSY || is_done)
            note_health(i, st == E_BUSY);
        if (!is_done && st != OK)
            LOG(WARN, "outbox.waits", K_CZ("channel", channel->name), K_CZ("why", cx->err.text));
        err_clear(&cx->err);
        is_any |= is_done;
    }
    return is_any;
}

enum status outbox_run(struct ctx *cx, struct str argument)
{
    int64_t end = clock_monotonic_ms() + RUN_MS;

    (void)argument;
    for (;;) {
        struct arena_mark mark = arena_mark(cx->arena);
        bool is_any = run_round(cx);
        arena_rewind(cx->arena, mark);
        if (!is_any || clock_monotonic_ms() >= end)
            return OK;
    }
}

enum status outbox_start(struct ctx *cx)
{
    if (db_kind(cx->db) != DB_SQLITE)
        return OK;
    return q_outbox_free(cx);
}

enum status outbox_purge(struct ctx *cx, struct str argument)
{
    (void)argument;
    return q_outbox_forget(
        cx, &(struct q_outbox_forget_args){ cx->now_ms - (int64_t)OUTBOX_SENT_DAYS * MS_PER_DAY,
                                            cx->now_ms - (int64_t)OUTBOX_DEAD_DAYS * MS_PER_DAY });
}
