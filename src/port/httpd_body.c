/* Bodies: in memory, or in a file once they are over the request's memory_max.
 *
 * A file is written by two threads here, a piece at a time: the loop fills the piece,
 * suspends the connection and hands it over; the thread writes and resumes. At the end
 * the thread keeps the request and calls ready(). */
#include "base/base.h"
#include "port/httpd.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/queue.h"
#include "base/share.h"
#include "base/str.h"
#include "port/httpd_int.h"

enum { HTTP_BODY_TOO_BIG = 413, HTTP_NO_SHARE = 503 };

size_t request_body_max(const struct httpd_private *p)
{
    size_t max = p->rq.body_max;

    return p->rq.memory_max == 0 && max > LIMIT_INFLIGHT_BYTES ? LIMIT_INFLIGHT_BYTES : max;
}

void request_drop_body(struct httpd_private *p)
{
    if (p->body != NULL)
        arena_rewind(&p->rq.arena, p->before_body);
    share_give(p->share);
    p->body = NULL;
    p->body_len = p->body_cap = p->share = 0;
    spill_end(&p->spill);
    p->rq.spill = NULL;
}

/* ---- in memory ---- */

/* Room to have next: what is announced while that is little, then doubling. */
static size_t next_body_cap(const struct httpd_private *p, size_t need)
{
    size_t length = p->rq.content_length > 0 ? (size_t)p->rq.content_length : SIZE_MAX;
    size_t cap = 2 * p->body_cap;
    if (cap == 0 && length <= HTTPD_BODY_HINT_BYTES)
        cap = length;
    if (cap > length)
        cap = length;
    if (p->rq.memory_max > 0 && cap > p->rq.memory_max)
        cap = p->rq.memory_max;
    return cap > need ? cap : need;
}

/* 0, or the status to refuse with. */
static int reserve_body(struct httpd_private *p, size_t need)
{
    if (need > request_body_max(p))
        return HTTP_BODY_TOO_BIG;
    if (need <= p->body_cap)
        return 0;
    size_t cap = next_body_cap(p, need);
    if (!share_take(cap - p->share)) {
        cap = need;
        if (!share_take(cap - p->share))
            return HTTP_NO_SHARE;
    }
    p->share = cap;
    if (p->body == NULL)
        p->before_body = arena_mark(&p->rq.arena);
    char *body = arena_try_grow(&p->rq.arena, p->body, p->body_cap, cap);
    if (body == NULL)
        return HTTP_BODY_TOO_BIG;
    p->body = body;
    p->body_cap = cap;
    return 0;
}

static int take_in_memory(struct httpd_private *p, const char *bytes, size_t n)
{
    int status = reserve_body(p, p->body_len + n);
    if (status != 0)
        return status;
    memcpy(p->body + p->body_len, bytes, n);
    p->body_len += n;
    return 0;
}

/* ---- in a file: the loop's side ---- */

static bool is_for_file(const struct httpd_private *p, size_t n)
{
    size_t max = p->rq.memory_max;

    if (max == 0)
        return false;
    return p->spill.fd >= 0 || p->body_len + n > max ||
           (p->rq.content_length > 0 && (uint64_t)p->rq.content_length > max);
}

/* The last touch of p: a body thread, or httpd_stop, has it from here on. */
static void hand_to_disk(struct httpd_private *p)
{
    p->rq.owner = OWNER_HANDED_OVER;
    atomic_store(&p->holders, 1);
    MHD_suspend_connection(p->connection);
    atomic_store(&p->hand, HAND_HANDED_OVER);
    if (!queue_push(p->httpd->bodies, p) && request_step(p, HAND_ENDED))
        MHD_resume_connection(p->connection);
}

/* Asks the layer above before the first piece goes to disk. What it answers lies behind the
 * piece in the arena, which is not rewound therefore. */
static bool is_wanted(struct httpd_private *p)
{
    if (p->spill.fd >= 0)
        return true;
    p->rq.body = str_make(p->body, p->body_len);
    p->httpd->options.ops.large(&p->rq);
    p->rq.body = (struct str){ 0 };
    if (!p->is_refused)
        return true;
    share_give(p->share);
    p->body = NULL;
    p->body_len = p->body_cap = p->share = 0;
    return false;
}

/* 0, or the status to refuse with; takes of *n what the piece has room for. */
static int take_for_file(struct httpd_private *p, const char *bytes, size_t *n)
{
    if (p->spill.len + p->body_len + *n > request_body_max(p))
        return HTTP_BODY_TOO_BIG;
    int status = p->body_cap == 0 ? reserve_body(p, HTTPD_PIECE_BYTES) : 0;
    if (status != 0)
        return status;
    size_t room = p->body_cap - p->body_len;
    size_t taken = *n < room ? *n : room;
    memcpy(p->body + p->body_len, bytes, taken);
    p->body_len += taken;
    *n -= taken;
    if (p->body_len == p->body_cap && is_wanted(p))
        hand_to_disk(p);
    return 0;
}

bool request_take_body(struct httpd_private *p, const char *bytes, size_t *n)
{
    int status = p->has_disk_failed ? HTTP_NO_SHARE : 0;
    if (!p->is_refused && status == 0) {
        if (is_for_file(p, *n)) {
            status = take_for_file(p, bytes, n);
        } else {
            status = take_in_memory(p, bytes, *n);
            *n = 0;
        }
        if (status == 0 && !p->is_refused)
            return true;
    }
    if (!p->is_refused)
        request_refuse(p, status);
    size_t left = *n;
    *n = 0;
    return request_drain(p, left);
}

bool request_body_goes_on(struct httpd_private *p)
{
    if (p->is_refused)
        return false;
    if (p->has_disk_failed) {
        request_refuse(p, HTTP_NO_SHARE);
        return false;
    }
    if (p->spill.fd < 0)
        return false;
    p->is_whole = true;
    hand_to_disk(p);
    return true;
}

void httpd_go_aside(struct httpd_request *rq, void (*work)(void *arg), void *arg)
{
    struct httpd_private *p = rq->priv;
    assert(rq->owner == OWNER_LOOP && p->is_ready && !p->has_answer);
    p->aside = work;
    p->aside_arg = arg;
    rq->is_aside = true;
    hand_to_disk(p);
}

/* ---- in a file: the threads' side ---- */

static bool write_piece(struct httpd_private *p)
{
    struct ctx cx = { .arena = &p->rq.arena };
    enum status st = p->spill.fd < 0 ? spill_begin(&cx, &p->spill) : OK;
    if (st == OK)
        st = spill_add(&cx, &p->spill, str_make(p->body, p->body_len));
    p->body_len = 0;
    if (st == OK && p->is_whole)
        st = spill_map(&cx, &p->spill, &p->rq.body);
    if (st != OK)
        LOG(WARN, "httpd.body_not_written", K_CZ("why", cx.err.text));
    p->has_disk_failed = st != OK;
    return st == OK;
}

/* The loop reads on; resuming is the last touch. */
static void give_back(struct httpd_private *p)
{
    p->rq.owner = OWNER_LOOP;
    if (request_step(p, HAND_LOOP))
        MHD_resume_connection(p->connection);
}

static void body_work(struct httpd_private *p)
{
    if (p->aside == NULL) {
        bool ok = write_piece(p);
        if (!ok || !p->is_whole) {
            give_back(p);
            return;
        }
    }
    /* The answer may be given by another thread before ready() returns here. */
    atomic_store(&p->holders, 2);
    if (p->aside != NULL) {
        p->aside(p->aside_arg);
    } else {
        p->rq.spill = &p->spill;
        p->rq.is_aside = true;
        p->is_ready = true;
        p->httpd->options.ops.ready(&p->rq);
    }
    request_let_go(p);
}

static void *body_run(void *arg)
{
    struct httpd *h = arg;
    struct httpd_private *p;
    while ((p = queue_pop(h->bodies, -1)) != NULL)
        body_work(p);
    return NULL;
}

void body_threads_start(struct httpd *h)
{
    for (size_t i = 0; i < HTTPD_BODY_THREADS; i++)
        if (pthread_create(&h->body_threads[i], NULL, body_run, h) != 0)
            log_die("httpd.no_thread", "body");
}

void body_threads_stop(struct httpd *h)
{
    queue_close(h->bodies);
    for (size_t i = 0; i < HTTPD_BODY_THREADS; i++)
        pthread_join(h->body_threads[i], NULL);
}
