/* httpd_int.h - what the files of the HTTP server share.
 *
 *   httpd.c          daemon, listening socket, access handler, stop
 *   httpd_request.c  request objects, refusals, answers
 *   httpd_body.c     bodies in memory and in files, the threads that write them
 *   httpd_stream.c   server-sent events
 *
 * Words: "loop" is one of the library's threads; a connection belongs to one loop
 * for all its life, and every callback about it runs there. */
#ifndef PORT_HTTPD_INT_H
#define PORT_HTTPD_INT_H

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>

#include <microhttpd.h>

#include "base/lock.h"
#include "base/spill.h"
#include "port/httpd.h"

enum {
    /* Header lines, request line and read buffer of one connection. */
    HTTPD_CONNECTION_BYTES = 32 << 10,
    /* Content-Length is believed up to here; beyond, a body's memory follows what came. */
    HTTPD_BODY_HINT_BYTES = 64 << 10,
    /* Of a body in a file: what is written at once. */
    HTTPD_PIECE_BYTES = 256 << 10,
    /* They wait for the disk, so that loops do not. */
    HTTPD_BODY_THREADS = 2,
    /* The timer's period: proxies cut silent connections after 30 s or more. */
    HTTPD_TICK_MS = 15000,
    /* Closed connections from which on their memory is asked back from malloc. */
    HTTPD_TRIM_CONNECTIONS = 256,
    /* An arena that handed out more is given back, not kept with its request. */
    HTTPD_KEEP_ARENA_BYTES = 256 << 10,
    /* Requests kept for reuse: 256 × first arena block (16 KiB) = 4 MiB. */
    HTTPD_KEEP_REQUESTS = 256,
};

/* Who may act on a request. Only these steps exist:
 *   LOOP → HANDED_OVER   httpd_suspend, on the loop
 *   HANDED_OVER → LOOP_AGAIN   the one answer, by the thread that holds it
 *   HANDED_OVER → LOOP         a piece of the body is on disk: the loop reads on
 *   HANDED_OVER → ENDED        httpd_stop, when no answer came
 * The last ones race; whoever makes the step resumes the connection. */
enum httpd_hand { HAND_LOOP, HAND_HANDED_OVER, HAND_LOOP_AGAIN, HAND_ENDED };

struct httpd_private {
    struct httpd_request rq; /* first: rq->priv points back here */
    struct httpd *httpd;
    struct MHD_Connection *connection;
    _Atomic(enum httpd_hand) hand;
    atomic_int holders; /* whoever answers, and a body thread that still runs ready() */

    bool has_begun;         /* the access handler saw the headers: done() is owed          */
    bool is_ready;          /* ready() was called                                          */
    bool has_answer;        /* `answer` is filled; for a stream its headers                */
    bool is_refused;        /* `answer` says no; the body is thrown away                   */
    bool is_answered_early; /* answered by hand after LIMIT_DRAIN_BYTES; then closed  */
    struct httpd_response answer;

    char *body;
    size_t body_len;
    size_t body_cap;
    size_t share;   /* bytes of LIMIT_INFLIGHT_BYTES it holds, = body_cap          */
    struct spill spill;   /* a body that is over httpd_request.memory_max; body is then the
                             piece that goes to disk next                                */
    bool is_whole;        /* … and its last piece has gone                               */
    bool has_disk_failed; /* … or could not be written                                   */
    void (*aside)(void *); /* httpd_go_aside                                             */
    void *aside_arg;
    size_t drained; /* bytes thrown away                                           */
    struct arena_mark before_body;

    struct httpd_stream *stream;
    struct httpd_private *prev; /* list of requests in use, under the pool's lock */
    struct httpd_private *next;
    char peer[INET6_ADDRSTRLEN];
};

struct httpd {
    struct httpd_options options;
    struct MHD_Daemon *daemon;
    int listen_fd;
    uint16_t port;
    atomic_bool is_quiesced;
    atomic_bool is_stopping;
    atomic_size_t active;
    atomic_size_t answering; /* threads between their step to LOOP_AGAIN and the resume */

    struct lock lock; /* LOCK_HTTPD: the two lists */
    struct httpd_private *in_use;
    struct httpd_private *kept;
    size_t n_kept;

    struct queue *bodies; /* requests that wait for httpd_body.c's threads */
    pthread_t body_threads[HTTPD_BODY_THREADS];

    pthread_t timer;
    struct cond timer_cond; /* with `lock` */
    bool is_timer_over;
    size_t connections_peak; /* since memory was given back; the timer's own */
};

/* httpd_request.c */

/* A clean request, listed as in use. target is copied and cut at LIMIT_URI_BYTES + 1. */
struct httpd_private *request_new(struct httpd *h, struct MHD_Connection *connection,
                                  const char *target);
/* After the request line and headers: fills rq, asks headers(), checks the length. */
void request_begin(struct httpd_private *p, const char *method);
/* True when the client waits for "100 Continue" before it sends the body. */
bool request_expects_continue(struct httpd_private *p);
/* Reads n bytes of a refused body and throws them away. False: close the connection. */
NODISCARD bool request_drain(struct httpd_private *p, size_t n);
/* Fills the answer by ops.refuse and throws the body away from here on. */
void request_refuse(struct httpd_private *p, int status);
/* Hands the answer to the library; on the loop. False = close the connection. */
NODISCARD bool request_send(struct httpd_private *p);
/* Adds the answer's headers to the library's response. */
void request_add_headers(struct httpd_private *p, struct MHD_Response *response);
/* done(), then back to the pool. */
void request_free(struct httpd_private *p);
void request_pool_free(struct httpd *h);
/* The step away from HANDED_OVER; false when somebody else was faster. */
NODISCARD bool request_step(struct httpd_private *p, enum httpd_hand to);
/* The same by whoever answers. False: httpd_stop was faster,
 * the request is gone. True: fill the answer, then request_return. */
NODISCARD bool request_claim(struct httpd_private *p);
void request_return(struct httpd_private *p);
/* The last touch of p by one of its holders; the last of them resumes the connection. */
void request_let_go(struct httpd_private *p);
/* Ends every request that nobody answered; for httpd_stop. */
void request_end_all(struct httpd *h);

/* httpd_body.c */

/* The bound for this request, in memory or in a file. */
size_t request_body_max(const struct httpd_private *p);
/* *n becomes what is left, to be offered again once the connection is resumed. False when
 * it has to be closed now. */
NODISCARD bool request_take_body(struct httpd_private *p, const char *bytes, size_t *n);
/* The end of the body has come. True: the last piece is on its way to disk and ready()
 * will be called from there; the request is not the loop's any more. */
NODISCARD bool request_body_goes_on(struct httpd_private *p);
/* Memory, share and file are given back. */
void request_drop_body(struct httpd_private *p);
void body_threads_start(struct httpd *h);
/* What waits is finished first. */
void body_threads_stop(struct httpd *h);

/* httpd_stream.c */

/* Sends every idle stream its comment line; for the timer. */
void stream_tick(struct httpd *h);
/* Ends all streams of h; on_close of each runs from its loop. */
void stream_stop(struct httpd *h);
/* On the loop: begins to send. False = close the connection. */
NODISCARD bool stream_send(struct httpd_private *p);
/* On the loop, when the request is over: on_close, then the memory. */
void stream_free(struct httpd_stream *s);

#endif
