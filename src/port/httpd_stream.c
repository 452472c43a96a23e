/* httpd_stream.c - server-sent events on suspended connections.
 *
 * Who may touch a stream, and until when.
 *
 *   1. All streams, their rings and their flags are under one lock, streams_lock.
 *      Nothing of ours is called with it held; of the library only suspend and
 *      resume, which take its own innermost lock.
 *   2. A stream is made by httpd_stream_open, on whatever thread owns the request,
 *      and listed before the connection is resumed. From there on the request
 *      belongs to its loop; the stream belongs to both sides.
 *   3. It ends in one way only: its loop finishes the request (stream ended, client
 *      gone, server stopping) and calls stream_free. That unlists it, so the timer
 *      and httpd_stop cannot meet it any more, runs on_close without a lock, then
 *      frees it.
 *   4. So a publisher may push until on_close has returned, never later. It orders
 *      its pushes against on_close by a lock of its own, ranked below LOCK_STREAM:
 *      push with that lock held, take it in on_close to forget the handle. It may
 *      hold it over httpd_stream_open too, when on_close must not run before the
 *      handle is written down.
 *   5. A connection is suspended only by on_content, with the ring found empty under
 *      the lock; it is resumed only by whoever finds is_suspended under the lock and
 *      clears it. So no wake-up is lost, none is given twice, and a connection that
 *      is being closed is never resumed (it is not suspended then). */
#include "base/base.h"
#include "port/httpd.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/log.h"
#include "port/httpd_int.h"

enum {
    STREAM_RING_BYTES = 256 << 10, /* the ring's other bound, for large messages        */
    STREAM_BLOCK = 4 << 10,        /* the library asks for this much at a time          */
};

struct stream_message {
    struct stream_message *next;
    size_t len;
    char bytes[];
};

struct httpd_stream {
    struct httpd_private *request;
    void (*on_close)(void *user);
    void *user;
    struct stream_message *first; /* oldest */
    struct stream_message *last;
    size_t n;
    size_t bytes;
    size_t sent; /* bytes of `first` that went out */
    bool is_suspended;
    bool is_due;    /* a comment is to go out         */
    bool is_ending; /* nothing is added any more      */
    struct httpd_stream *prev;
    struct httpd_stream *next;
};

static struct lock streams_lock = LOCK_INIT(LOCK_STREAM);
static struct httpd_stream *streams GUARDED_BY(streams_lock);
static size_t n_streams GUARDED_BY(streams_lock);
static size_t waiting_bytes GUARDED_BY(streams_lock); /* in all rings */

static void stream_wake(struct httpd_stream *s) REQUIRES(streams_lock)
{
    if (!s->is_suspended)
        return;
    s->is_suspended = false;
    MHD_resume_connection(s->request->connection);
}

static void stream_list(struct httpd_stream *s) REQUIRES(streams_lock)
{
    s->next = streams;
    if (streams != NULL)
        streams->prev = s;
    streams = s;
    n_streams++;
}

static void stream_unlist(struct httpd_stream *s) REQUIRES(streams_lock)
{
    if (s->prev != NULL)
        s->prev->next = s->next;
    else
        streams = s->next;
    if (s->next != NULL)
        s->next->prev = s->prev;
    n_streams--;
}

static void message_free(struct stream_message *m) REQUIRES(streams_lock)
{
    waiting_bytes -= m->len;
    free(m);
}

static void message_drop(struct httpd_stream *s) REQUIRES(streams_lock)
{
    struct stream_message *m = s->first;
    s->first = m->next;
    if (s->first == NULL)
        s->last = NULL;
    s->n--;
    s->bytes -= m->len;
    s->sent = 0;
    message_free(m);
}

static void message_add(struct httpd_stream *s, struct str text) REQUIRES(streams_lock)
{
    if (text.len == 0)
        return;
    struct stream_message *m = malloc(sizeof(*m) + text.len);
    if (m == NULL)
        log_die("httpd.no_memory", "stream");
    m->next = NULL;
    m->len = text.len;
    memcpy(m->bytes, text.p, text.len);
    if (s->last != NULL)
        s->last->next = m;
    else
        s->first = m;
    s->last = m;
    s->n++;
    s->bytes += m->len;
    waiting_bytes += m->len;
}

/* Empties the ring, but for a message that has partly left: half of one would
 * spoil the next. */
static void messages_drop(struct httpd_stream *s) REQUIRES(streams_lock)
{
    struct stream_message *half = NULL;
    if (s->sent > 0) {
        half = s->first;
        s->first = half->next;
    }
    while (s->first != NULL) {
        struct stream_message *m = s->first;
        s->first = m->next;
        message_free(m);
    }
    s->first = s->last = half;
    s->n = half != NULL;
    s->bytes = half != NULL ? half->len : 0;
    if (half != NULL)
        half->next = NULL;
}

static size_t copy_out(struct httpd_stream *s, char *out, size_t max) REQUIRES(streams_lock)
{
    static const struct str comment = { ":\n\n", 3 };
    size_t done = 0;
    if (s->is_due && s->first == NULL && max >= comment.len) {
        memcpy(out, comment.p, comment.len);
        done = comment.len;
    }
    s->is_due = false;
    while (s->first != NULL && done < max) {
        size_t left = s->first->len - s->sent;
        size_t n = left < max - done ? left : max - done;
        memcpy(out + done, s->first->bytes + s->sent, n);
        done += n;
        s->sent += n;
        if (s->sent == s->first->len)
            message_drop(s);
    }
    return done;
}

/* On the loop. Never 0 without a suspended connection: the library would ask again
 * at once, for ever. */
static ssize_t on_content(void *cls, uint64_t position, char *out, size_t max)
{
    (void)position;
    struct httpd_stream *s = cls;
    lock_take(&streams_lock);
    ssize_t n = (ssize_t)copy_out(s, out, max);
    if (n == 0 && s->is_ending)
        n = MHD_CONTENT_READER_END_OF_STREAM;
    if (n == 0) {
        MHD_suspend_connection(s->request->connection);
        s->is_suspended = true;
    }
    lock_give(&streams_lock);
    return n;
}

/* Listed, or refused: too many, or the server is stopping. */
static bool stream_admit(struct httpd_stream *s)
{
    lock_take(&streams_lock);
    bool ok = n_streams < LIMIT_STREAMS && !atomic_load(&s->request->httpd->is_stopping);
    if (ok)
        stream_list(s);
    lock_give(&streams_lock);
    return ok;
}

static struct httpd_stream *stream_new(struct httpd_private *p,
                                       const struct httpd_stream_options *options)
{
    struct httpd_stream *s = calloc(1, sizeof(*s));
    if (s == NULL)
        log_die("httpd.no_memory", "stream");
    s->request = p;
    s->on_close = options->on_close;
    s->user = options->user;
    return s;
}

enum status httpd_stream_open(struct ctx *cx, struct httpd_request *rq,
                              const struct httpd_stream_options *options, struct httpd_stream **out)
{
    struct httpd_private *p = rq->priv;
    bool is_handed_over = rq->owner == OWNER_HANDED_OVER;
    assert(is_handed_over || (p->is_ready && !p->has_answer));
    struct httpd_stream *s = stream_new(p, options);
    if (!stream_admit(s)) {
        free(s);
        return fail(cx, E_BUSY, "%d streams are open, no more are allowed", LIMIT_STREAMS);
    }
    if (is_handed_over && !request_claim(p)) {
        lock_take(&streams_lock);
        stream_unlist(s);
        lock_give(&streams_lock);
        free(s);
        return fail(cx, E_BUSY, "the server is stopping");
    }
    p->answer = (struct httpd_response){ .status = MHD_HTTP_OK };
    for (size_t i = 0; i < options->n_headers; i++)
        httpd_response_header(&p->answer, options->headers[i].name, options->headers[i].value);
    p->stream = s;
    *out = s;
    if (is_handed_over)
        request_return(p);
    else
        p->has_answer = true;
    return OK;
}

bool stream_send(struct httpd_private *p)
{
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, STREAM_BLOCK, on_content, p->stream, NULL);
    if (response == NULL)
        return false;
    request_add_headers(p, response); /* copies them */
    arena_release(&p->rq.arena);      /* nobody reads the request any more: streams are many */
    enum MHD_Result queued =
        MHD_queue_response(p->connection, (unsigned)p->answer.status, response);
    MHD_destroy_response(response);
    return queued == MHD_YES;
}

void stream_free(struct httpd_stream *s)
{
    lock_take(&streams_lock);
    assert(!s->is_suspended);
    stream_unlist(s);
    s->is_ending = true;
    lock_give(&streams_lock);
    if (s->on_close != NULL)
        s->on_close(s->user);
    lock_take(&streams_lock);
    while (s->first != NULL)
        message_drop(s);
    lock_give(&streams_lock);
    free(s);
}

bool httpd_stream_push(struct httpd_stream *s, struct str message)
{
    lock_take(&streams_lock);
    bool is_full = s->n >= LIMIT_STREAM_RING || s->bytes + message.len > STREAM_RING_BYTES ||
                   (s->n > 0 && waiting_bytes + message.len > LIMIT_STREAMS_BYTES);
    if (!s->is_ending && !is_full) {
        message_add(s, message);
        stream_wake(s);
    }
    bool ok = s->is_ending || !is_full;
    lock_give(&streams_lock);
    return ok;
}

void httpd_stream_reset(struct httpd_stream *s, struct str message)
{
    lock_take(&streams_lock);
    if (!s->is_ending) {
        messages_drop(s);
        message_add(s, message);
        stream_wake(s);
    }
    lock_give(&streams_lock);
}

void httpd_stream_end(struct httpd_stream *s)
{
    lock_take(&streams_lock);
    s->is_ending = true;
    stream_wake(s);
    lock_give(&streams_lock);
}

/* A stream with something in its ring needs no comment: it is not silent, or its
 * client does not read. */
void stream_tick(struct httpd *h)
{
    lock_take(&streams_lock);
    for (struct httpd_stream *s = streams; s != NULL; s = s->next) {
        if (s->request->httpd != h || s->first != NULL || s->is_ending)
            continue;
        s->is_due = true;
        stream_wake(s);
    }
    lock_give(&streams_lock);
}

void stream_stop(struct httpd *h)
{
    lock_take(&streams_lock);
    for (struct httpd_stream *s = streams; s != NULL; s = s->next) {
        if (s->request->httpd != h)
            continue;
        messages_drop(s);
        s->is_ending = true;
        stream_wake(s);
    }
    lock_give(&streams_lock);
}
