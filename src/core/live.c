#include "base/base.h"

#include "core/live.h"

#include <pthread.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/map.h"
#include "base/str.h"
#include "core/live_pace.h"
#include "core/live_share.h"
#include "core/live_text.h"
#include "core/request.h"
#include "port/httpd.h"

enum {
    LIVE_TOPICS = 32,          /* per stream                                      */
    LIVE_RING_BYTES = 2 << 20, /* of the last ten minutes; only touched pages cost */
    LIVE_RING_ENTRIES = 8192,
    LIVE_RING_MS = 10 * MS_PER_MINUTE,
    LIVE_SLOW_MS = MS_PER_MINUTE,
    LIVE_PENDING = 256, /* folded messages that wait for their tick        */
    LIVE_SCRATCH_BYTES = 4 << 20,
    LIVE_ID_BYTES = 48,
    LIVE_AHEAD = 1024, /* numbers another process may be ahead of this one */
    STATUS_OK = 200,
};

struct subscriber {
    struct httpd_stream *stream; /* NULL = free place */
    struct live_owner owner;
    int64_t overflow_ms; /* its ring was full then, and emptied; 0 = never */
    uint64_t topics[LIVE_TOPICS];
    size_t n_topics;
};

/* One message that was sent, for `since`. */
struct sent {
    uint64_t seq;
    uint64_t topic;
    uint64_t family;
    int64_t at_ms;
    uint32_t at; /* in ring_text */
    uint32_t len;
};

/* One message that waits; `text` are the parts of a live_message. */
struct pending {
    bool is_used;
    bool is_left;  /* there was no room for it; for the next tick        */
    bool is_reset; /* in place of all that waited for the topic          */
    uint64_t topic;
    uint64_t object;
    struct live_message m; /* strings point into slots of its own */
    char text[LIVE_TEXT_BYTES];
};

static struct lock live_lock = LOCK_INIT(LOCK_LIVE);
static struct subscriber subscribers[LIMIT_STREAMS] GUARDED_BY(live_lock);
static char ring_text[LIVE_RING_BYTES] GUARDED_BY(live_lock);
static struct sent ring[LIVE_RING_ENTRIES] GUARDED_BY(live_lock);
static uint64_t ring_first GUARDED_BY(live_lock); /* seq of the oldest kept; ring[seq % N] */
static uint64_t next_seq GUARDED_BY(live_lock);
static size_t ring_write GUARDED_BY(live_lock);
static struct pending pending[LIVE_PENDING] GUARDED_BY(live_lock);
static size_t n_pending GUARDED_BY(live_lock);
static struct arena scratch GUARDED_BY(live_lock);
static uint32_t epoch GUARDED_BY(live_lock);
static bool is_running GUARDED_BY(live_lock);
static bool is_shared GUARDED_BY(live_lock); /* messages come back by live_deliver */
static struct cond flush_cond;
static pthread_t flusher;

/* "issues:7" belongs to the family "issues", which a stream may take as a whole. */
static uint64_t family_of(struct str topic)
{
    size_t colon = str_find_char(topic, ':');
    return colon < topic.len ? map_hash(str_to(topic, colon)) : 0;
}

/* --- the ring -------------------------------------------------------------- */

static bool overlaps(const struct sent *s, size_t at, size_t len)
{
    return s->at < at + len && at < s->at + s->len;
}

/* Room for len bytes in one piece: what lies there is the oldest, and goes. */
static char *ring_reserve(size_t len) REQUIRES(live_lock)
{
    if (ring_write + len > LIVE_RING_BYTES)
        ring_write = 0;
    int64_t oldest_ms = clock_monotonic_ms() - LIVE_RING_MS;
    for (; ring_first < next_seq; ring_first++) {
        const struct sent *s = &ring[ring_first % LIVE_RING_ENTRIES];
        bool is_full = next_seq - ring_first >= LIVE_RING_ENTRIES;
        if (!is_full && s->at_ms >= oldest_ms && !overlaps(s, ring_write, len))
            break;
    }
    char *at = ring_text + ring_write;
    ring_write += len;
    return at;
}

static struct str id_text(char out[LIVE_ID_BYTES], uint64_t seq) REQUIRES(live_lock)
{
    int n = snprintf(out, LIVE_ID_BYTES, "%08x-%llu", epoch, (unsigned long long)seq);
    return str_make(out, (size_t)n);
}

struct str live_position(struct arena *arena)
{
    char id[LIVE_ID_BYTES];
    lock_take(&live_lock);
    struct str at = is_running ? str_dup(arena, id_text(id, next_seq - 1)) : (struct str){ 0 };
    lock_give(&live_lock);
    return at;
}

/* --- sending --------------------------------------------------------------- */

static bool wants(const struct subscriber *s, uint64_t topic, uint64_t family)
{
    for (size_t i = 0; i < s->n_topics; i++)
        if (s->topics[i] == topic || (family != 0 && s->topics[i] == family))
            return true;
    return false;
}

static void send_reset(struct subscriber *s) REQUIRES(live_lock)
{
    char id[LIVE_ID_BYTES], text[LIVE_ID_BYTES * 2];
    struct str at = id_text(id, next_seq - 1);
    int n = snprintf(text, sizeof(text), "id: %.*s\nevent: reset\ndata: {}\n\n", FMT(at));
    httpd_stream_reset(s->stream, str_make(text, (size_t)n));
}

/* Who does not keep up starts anew once; when that does not help, his stream ends. */
static void send_to(struct subscriber *s, struct str message) REQUIRES(live_lock)
{
    if (httpd_stream_push(s->stream, message))
        return;
    int64_t now_ms = clock_monotonic_ms();
    bool is_slow = s->overflow_ms != 0 && now_ms - s->overflow_ms < LIVE_SLOW_MS;
    s->overflow_ms = now_ms;
    send_reset(s);
    if (is_slow)
        httpd_stream_end(s->stream);
}

/* Numbers that were never used, or whose message was for nobody here. */
static void ring_skip_to(uint64_t seq) REQUIRES(live_lock)
{
    if (seq - next_seq > LIVE_RING_ENTRIES)
        ring_first = next_seq = seq;
    for (; next_seq < seq; next_seq++) {
        (void)ring_reserve(0);
        ring[next_seq % LIVE_RING_ENTRIES] =
            (struct sent){ .seq = next_seq, .at_ms = clock_monotonic_ms() };
    }
}

/* text: all but the id; or LIVE_RESET. */
static void deliver(uint64_t seq, struct str topic, struct str text) REQUIRES(live_lock)
{
    char id[LIVE_ID_BYTES];
    bool is_reset = str_eq(text, S(LIVE_RESET)), is_for_all = str_eq(topic, S(LIVE_EVERYBODY));
    uint64_t hash = map_hash(topic), family = family_of(topic);
    struct str whole = str_printf(&scratch, "id: %.*s\n%.*s", FMT(id_text(id, seq)), FMT(text));

    ring_skip_to(seq);
    if (!is_reset) {
        char *at = ring_reserve(whole.len);
        memcpy(at, whole.p, whole.len);
        ring[seq % LIVE_RING_ENTRIES] = (struct sent){
            seq, hash, family, clock_monotonic_ms(), (uint32_t)(at - ring_text), (uint32_t)whole.len
        };
        next_seq = seq + 1;
    }
    for (size_t i = 0; i < LIMIT_STREAMS; i++) {
        struct subscriber *s = &subscribers[i];
        if (s->stream == NULL || (!is_for_all && !wants(s, hash, family)))
            continue;
        if (is_reset)
            send_reset(s);
        else
            send_to(s, whole);
    }
}

static void send_out(struct str topic, struct str text) REQUIRES(live_lock)
{
    if (is_shared)
        live_share_put(topic, text);
    else
        deliver(next_seq, topic, text);
}

/* One event of the stream; all are of one topic. */
static void emit(const struct live_message *const *messages, size_t n) REQUIRES(live_lock)
{
    struct arena_mark mark = arena_mark(&scratch);
    struct buf b;
    buf_init(&b, &scratch, LIVE_TEXT_BYTES);
    live_write_messages(&b, messages, n);
    send_out(messages[0]->topic, buf_is_full(&b) ? S(LIVE_RESET) : buf_str(&b));
    arena_rewind(&scratch, mark);
}

void live_deliver(uint64_t seq, struct str topic, struct str text)
{
    lock_take(&live_lock);
    if (is_running && seq >= next_seq) {
        struct arena_mark mark = arena_mark(&scratch);
        deliver(seq, topic, text);
        arena_rewind(&scratch, mark);
    }
    lock_give(&live_lock);
}

/* --- folding --------------------------------------------------------------- */

static struct str put(struct pending *p, size_t *used, struct str s)
{
    if (s.p == NULL || *used + s.len > sizeof(p->text))
        return (struct str){ NULL, 0 };
    memcpy(p->text + *used, s.p, s.len);
    struct str kept = str_make(p->text + *used, s.len);
    *used += s.len;
    return kept;
}

static void pending_set(struct pending *p, const struct live_message *m)
{
    size_t used = 0;
    p->is_used = true;
    p->is_left = p->is_reset = false;
    p->topic = map_hash(m->topic);
    p->object = map_hash(m->id);
    p->m = *m;
    p->m.topic = put(p, &used, m->topic);
    p->m.id = put(p, &used, m->id);
    p->m.project = put(p, &used, m->project);
    p->m.patch = put(p, &used, m->patch);
}

static void fold(struct pending *p, const struct live_message *m) REQUIRES(live_lock)
{
    struct arena_mark mark = arena_mark(&scratch);
    struct live_message folded = *m;
    struct str older = str_dup(&scratch, p->m.patch);
    if (!str_eq(str_c(m->op), S("gone")))
        folded.patch = live_merge_patches(&scratch, older, m->patch);
    if (str_eq(str_c(p->m.op), S("new")) && str_eq(str_c(m->op), S("change")))
        folded.op = "new"; /* nobody has heard of it yet */
    if (p->m.version > m->version)
        folded.version = p->m.version;
    folded.topic = str_dup(&scratch, m->topic);
    pending_set(p, &folded);
    arena_rewind(&scratch, mark);
}

/* What waits for the topic of this one goes as one message; what finds no room in it is
 * left for the next tick. */
static void flush_topic(struct pending *first) REQUIRES(live_lock)
{
    const struct live_message *messages[LIVE_PENDING];
    size_t n = 0, bytes = 0;
    for (struct pending *p = first; p < pending + LIVE_PENDING; p++) {
        bool is_of_it = p->is_used && p->topic == first->topic;
        if (!is_of_it)
            continue;
        bytes += live_message_bytes(&p->m);
        bool fits = n == 0 || (bytes <= LIVE_TEXT_BYTES && !strcmp(p->m.event, first->m.event));
        p->is_left = !fits;
        if (!fits)
            continue;
        messages[n++] = &p->m;
        p->is_used = false;
        n_pending--;
    }
    if (first->is_reset)
        send_out(first->m.topic, S(LIVE_RESET));
    else
        emit(messages, n);
    live_pace_note(first->topic, clock_monotonic_ms());
}

static void flush_all(void) REQUIRES(live_lock)
{
    for (size_t i = 0; i < LIVE_PENDING; i++)
        if (pending[i].is_used && !pending[i].is_left)
            flush_topic(&pending[i]);
    for (size_t i = 0; i < LIVE_PENDING; i++)
        pending[i].is_left = false;
}

/* Who is told of that many objects does better to read anew, once. */
static void make_room(uint64_t topic) REQUIRES(live_lock)
{
    struct pending *first = NULL;
    size_t n = 0;
    for (size_t i = 0; i < LIVE_PENDING; i++) {
        if (pending[i].topic != topic)
            continue;
        if (n++ == 0)
            first = &pending[i];
        else
            pending[i].is_used = false;
    }
    if (n < LIVE_PENDING / 2) { /* many topics: none of them waits longer for another's sake */
        flush_all();
        return;
    }
    first->is_reset = true;
    n_pending -= n - 1;
}

/* The same object, or the reset that stands for all of the topic. */
static struct pending *find_pending(uint64_t topic, uint64_t object) REQUIRES(live_lock)
{
    for (size_t i = 0; i < LIVE_PENDING; i++)
        if (pending[i].is_used && pending[i].topic == topic &&
            (pending[i].object == object || pending[i].is_reset))
            return &pending[i];
    return NULL;
}

static void hold_back(const struct live_message *m) REQUIRES(live_lock)
{
    if (n_pending == LIVE_PENDING)
        make_room(map_hash(m->topic));
    for (size_t i = 0; i < LIVE_PENDING; i++) {
        if (pending[i].is_used)
            continue;
        pending_set(&pending[i], m);
        n_pending++;
        break;
    }
    cond_signal(&flush_cond);
}

void live_publish(const struct live_message *m)
{
    lock_take(&live_lock);
    if (!is_running) {
        lock_give(&live_lock);
        return;
    }
    uint64_t topic = map_hash(m->topic);
    if (is_shared && !live_share_is_wanted(topic, family_of(m->topic))) {
        lock_give(&live_lock);
        return;
    }
    struct pending *p = n_pending > 0 ? find_pending(topic, map_hash(m->id)) : NULL;
    int64_t now_ms = clock_monotonic_ms();
    if (p != NULL && !p->is_reset) {
        fold(p, m);
    } else if (p == NULL && live_pace_is_early(topic, now_ms)) {
        hold_back(m);
    } else if (p == NULL) {
        live_pace_note(topic, now_ms);
        emit(&m, 1);
    }
    lock_give(&live_lock);
}

/* Sleeps while nothing waits; else one tick later sends what has gathered. */
static void *flusher_main(void *arg)
{
    (void)arg;
    lock_take(&live_lock);
    while (is_running) {
        if (n_pending == 0) {
            (void)cond_wait(&flush_cond, &live_lock, -1);
            continue;
        }
        int64_t end = clock_monotonic_ms() + LIVE_TICK_MS;
        for (int64_t left = LIVE_TICK_MS; is_running && left > 0; left = end - clock_monotonic_ms())
            (void)cond_wait(&flush_cond, &live_lock, left);
        flush_all();
    }
    lock_give(&live_lock);
    return NULL;
}

/* --- streams --------------------------------------------------------------- */

/* What a stream asked for; in the request's arena until it is open. */
struct wish {
    struct subscriber like;
    struct str since;
};

static void on_close(void *user)
{
    struct subscriber *s = user;
    lock_take(&live_lock);
    struct live_owner owner = s->owner;
    *s = (struct subscriber){ 0 };
    lock_give(&live_lock);
    if (owner.closed != NULL)
        owner.closed(owner.arg);
}

static bool parse_since(struct str since, uint64_t *seq) REQUIRES(live_lock)
{
    char mine[LIVE_ID_BYTES];
    size_t dash = str_find_char(since, '-');
    int n = snprintf(mine, sizeof(mine), "%08x", epoch);
    return str_eq(str_to(since, dash), str_make(mine, (size_t)n)) &&
           str_u64(str_from(since, dash + 1), seq);
}

/* A stream without `since` learns where it begins: an id without data sets the
 * browser's Last-Event-ID and tells the page nothing. */
static void replay(struct subscriber *s, struct str since) REQUIRES(live_lock)
{
    char id[LIVE_ID_BYTES], text[LIVE_ID_BYTES * 2];
    uint64_t seq;
    if (since.len == 0) {
        struct str at = id_text(id, next_seq - 1);
        int n = snprintf(text, sizeof(text), "retry: 2000\nid: %.*s\n\n", FMT(at));
        send_to(s, str_make(text, (size_t)n));
        return;
    }
    bool is_known = parse_since(since, &seq);
    if (is_known && is_shared && seq >= next_seq && seq - next_seq < LIVE_AHEAD)
        return; /* another process was a little quicker; here it comes yet */
    if (!is_known || seq >= next_seq || seq + 1 < ring_first) {
        send_reset(s);
        return;
    }
    for (uint64_t i = seq + 1; i < next_seq; i++) {
        const struct sent *m = &ring[i % LIVE_RING_ENTRIES];
        if (m->len > 0 && wants(s, m->topic, m->family))
            send_to(s, str_make(ring_text + m->at, m->len));
    }
}

static struct subscriber *free_place(void) REQUIRES(live_lock)
{
    for (size_t i = 0; i < LIMIT_STREAMS; i++)
        if (subscribers[i].stream == NULL)
            return &subscribers[i];
    return NULL;
}

static enum status open_locked(struct ctx *cx, const struct request *rq, struct response *rs)
    REQUIRES(live_lock)
{
    const struct wish *wish = rs->stream_arg;
    struct subscriber *s = is_running ? free_place() : NULL;
    if (s == NULL)
        return fail(cx, E_BUSY, "no more live streams can be opened now");
    struct subscriber like = wish->like;
    struct str since = str_dup(&scratch, wish->since);
    const struct httpd_stream_options options = { rs->headers, rs->n_headers, on_close, s };
    struct httpd_stream *stream;
    TRY(httpd_stream_open(cx, rq->http, &options, &stream));
    *s = like; /* the request's arena is not ours any more */
    s->stream = stream;
    replay(s, since);
    return OK;
}

/* The lock is held over opening, so that on_close finds the handle written down. */
static enum status open_stream(struct ctx *cx, const struct request *rq, struct response *rs)
{
    lock_take(&live_lock);
    struct arena_mark mark = arena_mark(&scratch);
    const struct wish *wish = rs->stream_arg;
    struct live_owner owner = wish->like.owner;
    enum status st = open_locked(cx, rq, rs);
    arena_rewind(&scratch, mark);
    lock_give(&live_lock);
    if (st != OK && owner.closed != NULL)
        owner.closed(owner.arg);
    return st;
}

enum status live_subscribe(struct ctx *cx, const struct request *rq, struct response *rs,
                           const struct live_wish *in)
{
    const struct str *topics = in->topics, since = in->since;
    size_t n = in->n;
    assert((rq->route->flags & ROUTE_STREAM) != 0);
    if (n == 0 || n > LIVE_TOPICS)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "topics" },
                       "a stream takes 1 to %d topics", LIVE_TOPICS);
    struct wish *wish = arena_new(cx->arena, struct wish);
    for (size_t i = 0; i < n; i++)
        wish->like.topics[i] = map_hash(topics[i]);
    for (size_t i = 0; i < n; i++)
        live_share_listen(topics[i]); /* before anything is read: nothing in between is missed */
    wish->like.n_topics = n;
    wish->like.owner = in->owner;
    wish->since = str_to(since, LIVE_ID_BYTES);
    rs->status = STATUS_OK;
    rs->content_type = "text/event-stream";
    respond_header(rs, "Cache-Control", S("no-store"));
    respond_header(rs, "X-Accel-Buffering", S("no"));
    rs->is_stream = true;
    rs->stream_open = open_stream;
    rs->stream_arg = wish;
    return OK;
}

/* --- life ------------------------------------------------------------------ */

void live_init(void)
{
    lock_take(&live_lock);
    assert(!is_running);
    arena_init(&scratch, "live", LIVE_SCRATCH_BYTES);
    cond_init(&flush_cond);
    live_pace_reset();
    epoch = (uint32_t)random_u64();
    next_seq = ring_first = 1;
    ring_write = n_pending = 0;
    is_running = true;
    is_shared = false;
    lock_give(&live_lock);
    if (pthread_create(&flusher, NULL, flusher_main, NULL) != 0)
        log_die("live.thread", "cannot start");
}

void live_begin_shared(uint32_t of_store, uint64_t seq)
{
    lock_take(&live_lock);
    epoch = of_store;
    next_seq = ring_first = seq;
    is_shared = true;
    lock_give(&live_lock);
}

bool live_has_listener(uint64_t topic)
{
    bool found = false;
    lock_take(&live_lock);
    for (size_t i = 0; i < LIMIT_STREAMS && !found; i++)
        found = subscribers[i].stream != NULL && wants(&subscribers[i], topic, 0);
    lock_give(&live_lock);
    return found;
}

bool live_is_wanted(struct str topic)
{
    lock_take(&live_lock);
    bool shared = is_shared;
    lock_give(&live_lock);
    return shared ? live_share_is_wanted(map_hash(topic), family_of(topic))
                  : live_has_listener(map_hash(topic));
}

void live_end(const void *owner)
{
    lock_take(&live_lock);
    for (size_t i = 0; i < LIMIT_STREAMS; i++)
        if (subscribers[i].stream != NULL && subscribers[i].owner.arg == owner)
            httpd_stream_end(subscribers[i].stream);
    lock_give(&live_lock);
}

int64_t live_count(void)
{
    int64_t n = 0;
    lock_take(&live_lock);
    for (size_t i = 0; i < LIMIT_STREAMS; i++)
        n += subscribers[i].stream != NULL;
    lock_give(&live_lock);
    return n;
}

/* Ends every stream; their on_close runs when the loops notice. */
void live_stop(void)
{
    lock_take(&live_lock);
    bool was_running = is_running;
    is_running = false;
    for (size_t i = 0; i < LIMIT_STREAMS; i++)
        if (subscribers[i].stream != NULL)
            httpd_stream_end(subscribers[i].stream);
    cond_broadcast(&flush_cond);
    lock_give(&live_lock);
    if (!was_running)
        return;
    (void)pthread_join(flusher, NULL);
    lock_take(&live_lock);
    arena_release(&scratch);
    cond_release(&flush_cond);
    lock_give(&live_lock);
}
