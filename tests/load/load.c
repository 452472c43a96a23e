/* load.c - posts events like an SDK would, as fast as the server answers.
 *
 * A closed loop of N keep-alive connections in one thread. Each request is an
 * envelope made of a template (an event's JSON) with a fresh event id, the time of
 * sending, and one of K issues (the last exception's type becomes "TypeNNNNN").
 * A connection that breaks counts as an error and is opened again, so the server
 * may be killed and restarted meanwhile; refused requests are followed by a pause.
 * With --gzip 1 the body is sent as gzip (level 1).
 * Ids are written to --ids only when the server has answered 200 with that very id,
 * to --lost when the connection broke before an answer: such an event may be stored.
 * Prints one line of JSON at the end. */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdatomic.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/str.h"
#include "stencil.h"

enum {
    MAX_CONNECTIONS = 1024,
    MAX_STENCILS = 8,
    MAX_ISSUES = 100000,
    REPLY_BYTES = 8 << 10,
    TIME_DIGITS = 6,
    US_PER_MS = 1000,
    US_PER_SECOND = 1000000,
    SLOWEST_US = 4 << 20, /* histogram of latency, one bucket a µs */
    PAUSE_US = 50000,     /* after a refusal or a broken connection */
    TICK_MS = 10,
    MAX_STATUS = 600,
    HTTP_OK = 200,
};

enum phase { DOWN, CONNECTING, SENDING, READING };

struct connection {
    int fd;
    enum phase phase;
    int64_t since_us; /* DOWN: may be opened again then; else when the request was begun */
    char *out;
    size_t out_len;
    size_t out_sent;
    char id[STENCIL_ID_BYTES + 1];
    char in[REPLY_BYTES + 1];
    size_t in_len;
};

static struct {
    const char *first_id;
    struct stencil_target to;
    size_t connections;
    int64_t events;  /* 0 = no bound */
    int64_t seconds; /* 0 = no bound */
    unsigned issues;
    struct stencil stencils[MAX_STENCILS];
    size_t n_stencils;
    FILE *ids;
    FILE *lost;
    z_stream gzip;
    bool is_gzip;
} how = { .to = { .host = "127.0.0.1", .port = 8080, .project = 1 },
          .connections = 32,
          .issues = 100 };

static struct {
    int64_t begun;
    int64_t acked;
    int64_t refused;
    int64_t errors;
    int64_t statuses[MAX_STATUS];
    uint32_t latency[SLOWEST_US];
} sum;

static struct connection connections[MAX_CONNECTIONS];
static int poller;
static atomic_bool is_told_to_end; /* SIGTERM: as if --seconds were over */

static void on_term(int signal_number)
{
    (void)signal_number;
    atomic_store(&is_told_to_end, true);
}

/* ---- requests ---- */

/* splitmix64: ids must be different, not secret. */
static uint64_t next_random(void)
{
    static uint64_t state;
    if (state == 0)
        state = random_u64();
    uint64_t z = (state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static void write_digits(char *out, int n, uint64_t value)
{
    for (int i = n - 1; i >= 0; i--, value /= 10)
        out[i] = (char)('0' + value % 10);
}

/* The time of sending, made anew once a second; below that its microseconds. */
static void write_time(char *out)
{
    static char text[STENCIL_TIME_BYTES + 1];
    static time_t second;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (now.tv_sec != second) {
        struct tm tm;
        second = now.tv_sec;
        gmtime_r(&second, &tm);
        (void)strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S.000000Z", &tm);
    }
    memcpy(out, text, STENCIL_TIME_BYTES);
    write_digits(out + STENCIL_TIME_BYTES - 1 - TIME_DIGITS, TIME_DIGITS,
                 (uint64_t)now.tv_nsec / US_PER_MS);
}

static void write_id(char *id)
{
    if (how.first_id != NULL) {
        memcpy(id, how.first_id, STENCIL_ID_BYTES);
        how.first_id = NULL;
        return;
    }
    static const char hex[] = "0123456789abcdef";
    uint64_t word = 0;
    for (size_t i = 0; i < STENCIL_ID_BYTES; i++, word >>= 4) {
        if (i % 16 == 0)
            word = next_random();
        id[i] = hex[word & 0xf];
    }
    id[12] = '4'; /* a UUID of version 4, as SDKs make them */
}

/* The body packed, behind a head that says so. */
static void pack_request(struct connection *c, const struct stencil *s)
{
    enum { HEAD_BYTES = 128 };
    static unsigned char packed[2 * STENCIL_MAX];
    (void)deflateReset(&how.gzip);
    how.gzip.next_in = (unsigned char *)c->out + s->body;
    how.gzip.avail_in = (unsigned)(s->len - s->body);
    how.gzip.next_out = packed;
    how.gzip.avail_out = sizeof(packed);
    if (deflate(&how.gzip, Z_FINISH) != Z_STREAM_END)
        die("gzip", "does not end");
    size_t len = sizeof(packed) - how.gzip.avail_out;
    int n = snprintf(c->out + s->length_line, HEAD_BYTES,
                     "Content-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n", len);
    memcpy(c->out + s->length_line + n, packed, len);
    c->out_len = s->length_line + (size_t)n + len;
}

static void gzip_init(void)
{
    enum { GZIP_WINDOW = 15 + 16, MEMORY = 8 };
    if (deflateInit2(&how.gzip, 1, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
        die("cannot start", "gzip");
    how.is_gzip = true;
}

static void make_request(struct connection *c)
{
    const struct stencil *s = &how.stencils[(size_t)sum.begun % how.n_stencils];
    memcpy(c->out, s->p, s->len);
    write_id(c->id);
    memcpy(c->out + s->head_id, c->id, STENCIL_ID_BYTES);
    memcpy(c->out + s->id, c->id, STENCIL_ID_BYTES);
    write_time(c->out + s->time);
    if (s->type > 0) {
        char *digits = c->out + s->type + STENCIL_TYPE_BYTES - STENCIL_ISSUE_DIGITS;
        write_digits(digits, STENCIL_ISSUE_DIGITS, next_random() % how.issues);
    }
    c->out_len = s->len;
    if (how.is_gzip)
        pack_request(c, s);
    c->out_sent = 0;
    c->in_len = 0;
    c->since_us = clock_monotonic_us();
    c->phase = SENDING;
    sum.begun++;
}

static void watch(struct connection *c, int op, uint32_t events)
{
    struct epoll_event e = { .events = events, .data.ptr = c };
    if (epoll_ctl(poller, op, c->fd, &e) != 0)
        die("epoll_ctl", strerrordesc_np(errno));
}

static void take_down(struct connection *c)
{
    close(c->fd);
    c->fd = -1;
    c->phase = DOWN;
    c->since_us = clock_monotonic_us() + PAUSE_US;
}

static void break_off(struct connection *c)
{
    sum.errors++;
    if (how.lost != NULL && (c->phase == SENDING || c->phase == READING))
        (void)fprintf(how.lost, "%.*s\n", STENCIL_ID_BYTES, c->id);
    take_down(c);
}

static void bring_up(struct connection *c)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(how.to.port) };
    if (inet_pton(AF_INET, how.to.host, &at.sin_addr) != 1)
        die("not an IPv4 address", how.to.host);
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int on = 1;
    if (c->fd < 0)
        die("socket", strerrordesc_np(errno));
    (void)setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (connect(c->fd, (const struct sockaddr *)&at, sizeof(at)) != 0 && errno != EINPROGRESS) {
        take_down(c);
        return;
    }
    c->phase = CONNECTING;
    watch(c, EPOLL_CTL_ADD, EPOLLOUT);
}

static void send_some(struct connection *c)
{
    while (c->out_sent < c->out_len) {
        ssize_t n = send(c->fd, c->out + c->out_sent, c->out_len - c->out_sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN) {
            watch(c, EPOLL_CTL_MOD, EPOLLOUT);
            return;
        }
        if (n <= 0) {
            break_off(c);
            return;
        }
        c->out_sent += (size_t)n;
    }
    c->phase = READING;
    watch(c, EPOLL_CTL_MOD, EPOLLIN);
}

static bool is_over(void)
{
    return how.events > 0 && sum.begun >= how.events;
}

static void begin(struct connection *c)
{
    if (is_over()) {
        take_down(c);
        return;
    }
    make_request(c);
    send_some(c);
}

/* ---- answers ---- */

/* Length of head and body once all is there, else 0. */
static size_t reply_length(const struct connection *c, struct str *body)
{
    struct str all = str_make(c->in, c->in_len), end = S("\r\n\r\n");
    size_t head = str_find(all, end);
    if (head == all.len)
        return 0;
    struct str rest = str_to(all, head), line;
    int64_t length = 0;
    while (str_split(&rest, '\n', &line)) {
        size_t colon = str_find_char(line, ':');
        if (str_eq_fold(str_to(line, colon), S("content-length")) &&
            !str_i64(str_trim(str_from(line, colon + 1)), &length))
            return 0;
    }
    *body = str_slice(all, head + end.len, head + end.len + (size_t)length);
    return body->len == (size_t)length ? head + end.len + (size_t)length : 0;
}

static void note_latency(int64_t us)
{
    size_t bucket = us < 0 ? 0 : us < SLOWEST_US ? (size_t)us : SLOWEST_US - 1;
    sum.latency[bucket]++;
}

/* True when the connection may be used again at once. */
static bool take_reply(struct connection *c, struct str body)
{
    int64_t status = 0;
    if (!str_i64(str_slice(str_make(c->in, c->in_len), 9, 12), &status) || status < 0 ||
        status >= MAX_STATUS) {
        sum.errors++;
        return false;
    }
    sum.statuses[status]++;
    if (status != HTTP_OK) {
        sum.refused++;
        return false;
    }
    if (!str_contains(body, str_make(c->id, STENCIL_ID_BYTES))) {
        sum.errors++;
        return false;
    }
    sum.acked++;
    note_latency(clock_monotonic_us() - c->since_us);
    if (how.ids != NULL)
        (void)fprintf(how.ids, "%.*s\n", STENCIL_ID_BYTES, c->id);
    return true;
}

static void read_some(struct connection *c)
{
    ssize_t n = recv(c->fd, c->in + c->in_len, REPLY_BYTES - c->in_len, 0);
    if (n < 0 && errno == EAGAIN)
        return;
    if (n <= 0) {
        break_off(c);
        return;
    }
    c->in_len += (size_t)n;
    struct str body;
    if (reply_length(c, &body) == 0) {
        if (c->in_len == REPLY_BYTES)
            break_off(c);
        return;
    }
    bool is_closing = str_contains_fold(str_make(c->in, c->in_len), S("\nConnection: close"));
    if (take_reply(c, body) && !is_closing)
        begin(c);
    else
        take_down(c);
}

static void on_event(struct connection *c, uint32_t events)
{
    if (c->phase == CONNECTING) {
        int error = 0;
        socklen_t len = sizeof(error);
        if ((events & (EPOLLERR | EPOLLHUP)) != 0 ||
            getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &len) != 0 || error != 0)
            take_down(c);
        else
            begin(c);
    } else if (c->phase == SENDING) {
        send_some(c);
    } else if (c->phase == READING) {
        read_some(c);
    }
}

/* Opens what is down and due. False when nothing is open and nothing may be. */
static bool bring_up_all(bool may_open)
{
    bool is_any = false;
    int64_t now_us = clock_monotonic_us();
    for (size_t i = 0; i < how.connections; i++) {
        struct connection *c = &connections[i];
        if (c->phase == DOWN && may_open && c->since_us <= now_us)
            bring_up(c);
        is_any = is_any || c->phase != DOWN;
    }
    return is_any || may_open;
}

static void run(void)
{
    int64_t end_us = clock_monotonic_us() + how.seconds * US_PER_SECOND;
    int64_t give_up_us = 0;
    for (;;) {
        int64_t now_us = clock_monotonic_us();
        bool is_late = (how.seconds > 0 && now_us >= end_us) || atomic_load(&is_told_to_end);
        if (is_late && !is_over())
            how.events =
                sum.begun > 0 ? sum.begun : 1; /* no new ones; wait for what is under way */
        if (!bring_up_all(!is_over() && !is_late))
            return;
        if (is_over() && give_up_us == 0)
            give_up_us = now_us + 10 * US_PER_SECOND;
        if (give_up_us > 0 && now_us > give_up_us)
            return;
        struct epoll_event events[MAX_CONNECTIONS];
        int n = epoll_wait(poller, events, MAX_CONNECTIONS, TICK_MS);
        for (int i = 0; i < n; i++)
            on_event(events[i].data.ptr, events[i].events);
    }
}

/* ---- command line and result ---- */

static double percentile_ms(double share)
{
    if (sum.acked == 0)
        return 0;
    int64_t rank = (int64_t)(share * (double)sum.acked);
    size_t us = 0;
    for (; us < SLOWEST_US - 1; us++) {
        rank -= sum.latency[us];
        if (rank < 0)
            break;
    }
    return (double)us / US_PER_MS;
}

static void print_result(double seconds)
{
    printf("{\"acked\":%lld,\"refused\":%lld,\"errors\":%lld,\"seconds\":%.3f,"
           "\"per_second\":%.0f,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"bytes\":%zu,\"statuses\":{",
           (long long)sum.acked, (long long)sum.refused, (long long)sum.errors, seconds,
           (double)sum.acked / seconds, percentile_ms(0.5), percentile_ms(0.99),
           how.stencils[0].len);
    const char *comma = "";
    for (int i = 0; i < MAX_STATUS; i++)
        if (sum.statuses[i] > 0) {
            printf("%s\"%d\":%lld", comma, i, (long long)sum.statuses[i]);
            comma = ",";
        }
    printf("}}\n");
}

static int64_t number(const char *text, int64_t max)
{
    int64_t n;
    if (!str_i64(str_c(text), &n) || n < 0 || n > max)
        die("not a number, or too large", text);
    return n;
}

enum option_id {
    HOST,
    PORT,
    PROJECT,
    KEY,
    TEMPLATE,
    CONNECTIONS,
    EVENTS,
    SECONDS,
    ISSUES,
    IDS,
    LOST,
    FIRST,
    GZIP
};

static const struct option options[] = {
    { "host", 1, NULL, HOST },
    { "port", 1, NULL, PORT },
    { "project", 1, NULL, PROJECT },
    { "key", 1, NULL, KEY },
    { "template", 1, NULL, TEMPLATE },
    { "connections", 1, NULL, CONNECTIONS },
    { "events", 1, NULL, EVENTS },
    { "seconds", 1, NULL, SECONDS },
    { "issues", 1, NULL, ISSUES },
    { "ids", 1, NULL, IDS },
    { "first-id", 1, NULL, FIRST },
    { "lost", 1, NULL, LOST },
    { "gzip", 1, NULL, GZIP },
    { 0 },
};

static FILE *open_list(const char *path)
{
    FILE *file = fopen(path, "a");
    if (file == NULL)
        die("cannot write", path);
    return file;
}

static void set_option(int which, const char *value)
{
    switch ((enum option_id)which) {
    case HOST:
        how.to.host = value;
        break;
    case PORT:
        how.to.port = (uint16_t)number(value, UINT16_MAX);
        break;
    case PROJECT:
        how.to.project = number(value, INT64_MAX);
        break;
    case KEY:
        how.to.key = value;
        break;
    case TEMPLATE:
        if (how.n_stencils == MAX_STENCILS)
            die("too many templates", value);
        stencil_load(&how.stencils[how.n_stencils++], value, &how.to);
        break;
    case CONNECTIONS:
        how.connections = (size_t)number(value, MAX_CONNECTIONS);
        break;
    case EVENTS:
        how.events = number(value, INT64_MAX);
        break;
    case SECONDS:
        how.seconds = number(value, INT32_MAX);
        break;
    case ISSUES:
        how.issues = (unsigned)number(value, MAX_ISSUES);
        break;
    case FIRST:
        how.first_id = value;
        break;
    case IDS:
        how.ids = open_list(value);
        break;
    case LOST:
        how.lost = open_list(value);
        break;
    case GZIP:
        if (number(value, 1) == 1)
            gzip_init();
        break;
    }
}

int main(int argc, char **argv)
{
    int which;
    while ((which = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (which == '?')
            return 2;
        if (which == TEMPLATE && how.to.key == NULL)
            die("--key, --host, --port and --project come before", "--template");
        set_option(which, optarg);
    }
    if (how.n_stencils == 0 || how.connections == 0 || how.issues == 0 ||
        (how.events == 0 && how.seconds == 0))
        die("needed", "--key HEX --template FILE, and --events N or --seconds N");
    if (how.first_id != NULL && strlen(how.first_id) != STENCIL_ID_BYTES)
        die("not an event id", how.first_id);
    poller = epoll_create1(0);
    (void)signal(SIGTERM, on_term);
    for (size_t i = 0; i < how.connections; i++) {
        connections[i].fd = -1;
        connections[i].out = malloc(STENCIL_MAX * 2);
        if (poller < 0 || connections[i].out == NULL)
            die("cannot start", "memory or epoll");
    }
    int64_t begin_us = clock_monotonic_us();
    run();
    print_result((double)(clock_monotonic_us() - begin_us) / US_PER_SECOND);
    for (size_t i = 0; how.lost != NULL && i < how.connections; i++)
        if (connections[i].phase == SENDING || connections[i].phase == READING)
            (void)fprintf(how.lost, "%.*s\n", STENCIL_ID_BYTES, connections[i].id);
    if ((how.ids != NULL && fclose(how.ids) != 0) || (how.lost != NULL && fclose(how.lost) != 0))
        die("cannot write", "ids");
    return 0;
}
