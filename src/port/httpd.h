/* port/httpd.h - the HTTP/1.1 server (libmicrohttpd ≥ 0.9.75, epoll, thread pool).
 *
 * Life of a request and who owns it (decisions.md §9). Exactly one thread owns it
 * at a time; `owner` is asserted at every step:
 *
 *   loop    headers() → body is read (bounded) → ready()
 *           ready() either answers at once (httpd_answer), or calls
 *           httpd_suspend() and hands the request to another thread by a queue
 *   other   httpd_answer() or httpd_stream_open(): stores the answer and resumes
 *           the connection; that call is the thread's last touch of the request
 *   loop    sends; done(); the arena is reset
 *
 *   body    threads of this module: a body over memory_max is written to a file
 *           (base/spill.h) piece by piece, the connection suspended meanwhile, so that
 *           a slow disk slows its sender and no loop. ready() is then called there,
 *           with the request handed over already; it may wait for the disk
 *
 * A client that leaves is not seen while suspended. Loops never block: headers(),
 * ready() and done() touch no store and wait for nothing.
 *
 * An error found early is kept, up to LIMIT_DRAIN_BYTES of the body are read and
 * thrown away, then it is answered and the connection closed (so that the client
 * sees the answer and not a reset). Bodies share LIMIT_INFLIGHT_BYTES: a request
 * takes its share as it grows; when none is free it is refused with 503 and
 * Retry-After through refuse(). */
#ifndef PORT_HTTPD_H
#define PORT_HTTPD_H

#include "base/arena.h"
#include "base/base.h"

struct ctx;
struct httpd;
struct httpd_private;
struct httpd_stream;
struct spill;

enum http_method {
    HTTP_GET,
    HTTP_HEAD,
    HTTP_POST,
    HTTP_PUT,
    HTTP_DELETE,
    HTTP_OPTIONS,
    HTTP_PATCH,
    HTTP_OTHER,
};
const char *http_method_name(enum http_method m);

enum httpd_owner { OWNER_LOOP, OWNER_HANDED_OVER };

struct httpd_request {
    struct arena arena; /* ceiling LIMIT_INGEST_ARENA; reset after done()        */
    enum http_method method;
    struct str path;  /* as sent: not decoded, without query; up to LIMIT_URI_BYTES */
    struct str query; /* as sent, after '?'; absent when there is none         */
    struct str peer;  /* address of the connection, text, no port              */
    bool is_loopback_peer;
    struct str body;        /* complete when ready() is called                       */
    size_t body_max;        /* set by headers(); more is 413 through refuse()        */
    size_t memory_max;      /* set by headers(): what is over it goes to a file; 0 = never */
    struct spill *spill;    /* the file that body is a mapping of; NULL = memory     */
    bool is_aside;          /* ready() was called on a thread that may wait          */
    int64_t content_length; /* -1 = chunked or none                                  */
    void *user;             /* the layer above keeps its state here (in the arena)   */
    enum httpd_owner owner;
    struct httpd_private *priv;
};

struct httpd_header {
    const char *name;
    struct str value;
};

enum { HTTPD_HEADERS_MAX = 24 };

/* Body and header values must live in the request's arena or be static: the loop
 * reads them after httpd_answer has returned. Connection, Date and Content-Length
 * are made by the server. */
struct httpd_response {
    int status;
    struct str body;
    struct httpd_header headers[HTTPD_HEADERS_MAX];
    size_t n_headers;
    bool is_close; /* close the connection afterwards */
    bool is_file;  /* the body is file_len bytes of file_fd, which stays the caller's */
    int file_fd;
    uint64_t file_len;
};
void httpd_response_header(struct httpd_response *rs, const char *name, struct str value);

struct httpd_ops {
    /* After the request line and headers. Sets body_max, may refuse (httpd_refuse). */
    void (*headers)(struct httpd_request *rq);
    /* The body is over memory_max: the last chance to refuse it (httpd_refuse) before any of
     * it is written to disk. rq->body is what has come, for this call alone. */
    void (*large)(struct httpd_request *rq);
    /* The whole body is there. */
    void (*ready)(struct httpd_request *rq);
    /* Words for an answer that httpd itself decides: 413 body over body_max, 503 no
     * memory share, 400 broken framing. Fills rs; runs on the loop. */
    void (*refuse)(struct httpd_request *rq, int status, struct httpd_response *rs);
    /* Sent or broken off; last call for this request. */
    void (*done)(struct httpd_request *rq);
};

struct httpd_options {
    const char *address;     /* "" = all, dual stack */
    uint16_t port;           /* 0 = any free one     */
    unsigned threads;        /* event loops          */
    unsigned connections;    /* at one time          */
    unsigned idle_timeout_s; /* keep-alive           */
    struct httpd_ops ops;
};

/* Raises RLIMIT_NOFILE, listens and starts the loops. E_CONFLICT when the port is
 * taken (the text names it). */
NODISCARD enum status httpd_start(struct ctx *cx, const struct httpd_options *options,
                                  struct httpd **out);
uint16_t httpd_port(const struct httpd *h);
/* New connections are closed at once, kept ones with their next answer; running
 * requests go on. */
void httpd_quiesce(struct httpd *h);
/* Number of requests begun and not done. */
size_t httpd_active(const struct httpd *h);
/* Ends every stream, closes suspended connections that nobody has answered, stops
 * the loops. Whoever takes requests over has ended before: threads joined, queues
 * closed (a push that fails is answered as usual, which then does nothing). NULL-safe. */
void httpd_stop(struct httpd *h);

/* First header of that name; absent when there is none. Owner only. */
struct str httpd_header(struct httpd_request *rq, const char *name);
/* Keeps an answer to give once the body is drained. Only inside headers() and large(). */
void httpd_refuse(struct httpd_request *rq, const struct httpd_response *rs);
/* From ready(): the caller takes the request over. */
void httpd_suspend(struct httpd_request *rq);
/* From ready() on the loop: the caller needs a thread that may wait for the disk. work
 * runs there, owns the request and answers it; it is not the caller's any more. */
void httpd_go_aside(struct httpd_request *rq, void (*work)(void *arg), void *arg);
/* Answers: on the loop inside ready(), or from the thread that took it over. */
void httpd_answer(struct httpd_request *rq, const struct httpd_response *rs);

/* Server-sent events. The handle may be used from any thread until on_close has
 * returned: order your calls against on_close by a lock ranked below LOCK_STREAM
 * (rule 4 in httpd_stream.c). The stream keeps a ring of LIMIT_STREAM_RING messages; a
 * comment line goes out every 15 s. on_close runs once, on a loop or in httpd_stop,
 * after which user is never used again. E_BUSY beyond LIMIT_STREAMS (the request is
 * then still the caller's to answer). */
struct httpd_stream_options {
    const struct httpd_header *headers;
    size_t n_headers;
    void (*on_close)(void *user);
    void *user;
};
NODISCARD enum status httpd_stream_open(struct ctx *cx, struct httpd_request *rq,
                                        const struct httpd_stream_options *options,
                                        struct httpd_stream **out);
/* Copies the message (complete with its blank line). False when the ring is full:
 * the caller then sends "reset" with httpd_stream_reset, which empties the ring first. */
NODISCARD bool httpd_stream_push(struct httpd_stream *s, struct str message);
void httpd_stream_reset(struct httpd_stream *s, struct str message);
/* Ends the stream after what is in its ring. on_close still runs. */
void httpd_stream_end(struct httpd_stream *s);

#endif
