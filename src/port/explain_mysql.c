/* MySQL and MariaDB by libmariadb. */
#define BASE_BANNED_H /* macros of mysql.h name what is banned: the ban begins behind it */
#include "base/base.h"
#include "port/explain_int.h"

#include <mysql.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#undef BASE_BANNED_H
#include "base/banned.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/guard.h"

enum {
    USUAL_PORT = 3306,
    PORT_MAX = 65535,
    TIMEOUT_S = EXPLAIN_TIMEOUT_MS / MS_PER_SECOND,
    TIME_MS = EXPLAIN_TIMEOUT_MS + 500, /* the server ends it first */
    PACKET_BYTES = 1 << 20,
};

/* --- the DSN: user:password@tcp(host:3306)/database?…, or mysql://user:password@host/database ---
 */

static struct str decoded(struct ctx *cx, struct str s, bool is_url)
{
    struct str out;

    return is_url && str_url_decode(cx->arena, s, false, &out) ? out : str_dup(cx->arena, s);
}

static bool split_host(struct str place, struct explain_target *out)
{
    size_t colon = str_rfind_char(place, ':');
    size_t bracket = str_find_char(place, ']');

    if (place.len > 0 && place.p[0] == '[') { /* IPv6 */
        out->host = str_slice(place, 1, bracket);
        colon = bracket + 1;
    } else {
        out->host = str_to(place, colon);
    }
    out->port = str_from(place, colon + 1);
    return out->host.len > 0 && str_find_char(out->host, '/') == out->host.len &&
           str_find_char(out->host, ',') == out->host.len;
}

/* tls=true, skip-verify or a name of Go's driver, ssl-mode=REQUIRED of a URL. */
static bool wants_tls(struct str query)
{
    return (str_contains_fold(query, S("tls=")) && !str_contains_fold(query, S("tls=false")) &&
            !str_contains_fold(query, S("tls=preferred"))) ||
           str_contains_fold(query, S("ssl-mode=required")) ||
           str_contains_fold(query, S("ssl-mode=verify"));
}

static enum status mysql_read_dsn(struct ctx *cx, struct str dsn, struct explain_target *out)
{
    size_t scheme = str_find(dsn, S("://"));
    bool is_url = scheme < dsn.len;
    struct str rest = is_url ? str_from(dsn, scheme + S("://").len) : dsn;
    struct str tcp = S("tcp(");

    *out = (struct explain_target){ .ssl_mode = S(""), .schema = S("") };
    size_t slash = str_rfind_char(rest, '/');
    struct str before = str_to(rest, slash), database = str_from(rest, slash + 1);
    size_t at = str_rfind_char(before, '@');
    if (slash == rest.len || at == before.len)
        return fail(cx, E_INVALID, "a connection string of MySQL is user:password@tcp(host)/name");
    struct str who = str_to(before, at), place = str_from(before, at + 1);
    size_t colon = str_find_char(who, ':');
    if (str_starts(place, tcp) && str_ends(place, S(")")))
        place = str_slice(place, tcp.len, place.len - 1);
    else if (!is_url)
        return fail(cx, E_INVALID, "the connection string must name one host: tcp(host:port)");
    out->user = decoded(cx, str_to(who, colon), is_url);
    out->password = decoded(cx, str_from(who, colon + 1), is_url);
    size_t query = str_find_char(database, '?');
    out->database = decoded(cx, str_to(database, query), is_url);
    out->ssl_mode = wants_tls(str_from(database, query)) ? S("require") : S("");
    if (!split_host(place, out))
        return fail(cx, E_INVALID, "the connection string must name one host");
    return OK;
}

/* --- the connection -----------------------------------------------------------------------------
 */

static void disconnect(MYSQL **db)
{
    if (*db != NULL)
        mysql_close(*db);
}

static void free_result(MYSQL_RES **result)
{
    if (*result != NULL)
        mysql_free_result(*result);
}

/* The library counts its time limit anew with each byte: this one is for all of them. */
static _Thread_local int64_t until_ms;

static int wait_for(my_socket fd, my_bool is_read, int timeout_ms)
{
    struct pollfd p = { .fd = fd, .events = is_read ? POLLIN : POLLOUT };
    int64_t left_ms = until_ms - clock_monotonic_ms();

    (void)timeout_ms;
    return left_ms > 0 ? poll(&p, 1, (int)left_ms) : 0;
}

/* The first mysql_init of two threads at once would be two. */
static void start_library(void)
{
    (void)mysql_library_init(0, NULL, NULL);
}

static enum status refused(struct ctx *cx, const struct explain_target *t, MYSQL *db,
                           enum status st)
{
    struct str words = explain_words(cx, t, mysql_error(db));

    if (clock_monotonic_ms() >= until_ms)
        return fail(cx, E_UPSTREAM, "the database did not answer within %d s", TIMEOUT_S);
    return fail(cx, st, "%.*s", FMT(words));
}

static enum status connect_to(struct ctx *cx, const struct explain_target *t, struct str address,
                              MYSQL *db)
{
    unsigned timeout_s = TIMEOUT_S, no = 0;
    size_t packet_bytes = PACKET_BYTES;
    int64_t port = USUAL_PORT;
    struct arena *a = cx->arena;

    if (t->port.len > 0 && (!str_i64(t->port, &port) || port < 1 || port > PORT_MAX))
        return fail(cx, E_INVALID, "a port is 1 to %d", PORT_MAX);
    (void)mysql_options(db, MYSQL_OPT_CONNECT_TIMEOUT, &timeout_s);
    (void)mysql_options(db, MYSQL_OPT_READ_TIMEOUT, &timeout_s);
    (void)mysql_options(db, MYSQL_OPT_WRITE_TIMEOUT, &timeout_s);
    (void)mysql_options(db, MYSQL_OPT_LOCAL_INFILE, &no); /* else a server may ask for our files */
    (void)mysql_options(db, MARIADB_OPT_IO_WAIT, wait_for);
    (void)mysql_options(db, MYSQL_OPT_MAX_ALLOWED_PACKET, &packet_bytes);
    (void)mysql_options(db, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    /* Who answers is not checked: the library knows but an address. From 3.4 on it would check, and
     * refuse all servers without TLS. */
    my_bool is_enforced = t->ssl_mode.len > 0, is_checked = 0;
    (void)mysql_options(db, MYSQL_OPT_SSL_ENFORCE, &is_enforced);
    (void)mysql_options(db, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &is_checked);
    unsigned protocol = MYSQL_PROTOCOL_TCP;
    (void)mysql_options(db, MYSQL_OPT_PROTOCOL, &protocol);
    if (mysql_real_connect(db, str_cz(a, address), str_cz(a, t->user), str_cz(a, t->password),
                           t->database.len > 0 ? str_cz(a, t->database) : NULL, (unsigned)port,
                           NULL, 0) == NULL)
        return refused(cx, t, db, E_UPSTREAM);
    if (t->ssl_mode.len > 0 && mysql_get_ssl_cipher(db) == NULL)
        return fail(cx, E_UPSTREAM,
                    "the database offers no TLS, which the connection string wants");
    return OK;
}

/* One statement: CLIENT_MULTI_STATEMENTS is not set. */
static enum status ask(struct ctx *cx, const struct explain_target *t, MYSQL *db, struct str sql)
{
    return mysql_real_query(db, sql.p, sql.len) == 0 ? OK : refused(cx, t, db, E_INVALID);
}

static void take_row(MYSQL_RES *result, MYSQL_ROW row, struct buf *plan)
{
    const unsigned long *lengths = mysql_fetch_lengths(result);
    const MYSQL_FIELD *fields = mysql_fetch_fields(result);

    for (unsigned i = 0; i < mysql_num_fields(result); i++)
        explain_add(plan, i, fields[i].name,
                    row[i] != NULL ? str_make(row[i], lengths[i]) : S("NULL"));
    buf_add_char(plan, '\n');
}

static enum status take_rows(struct ctx *cx, const struct explain_target *t, MYSQL *db,
                             struct buf *plan)
{
    MYSQL_RES *result SCOPED(free_result) = mysql_use_result(db);
    MYSQL_ROW row;
    int n = 0;

    if (result == NULL)
        return refused(cx, t, db, E_INVALID);
    while ((row = mysql_fetch_row(result)) != NULL && n++ < EXPLAIN_ROWS &&
           clock_monotonic_ms() < until_ms)
        take_row(result, row, plan);
    if (row != NULL)
        (void)shutdown(mysql_get_socket(db), SHUT_RDWR); /* else the rest would be read */
    if (n > EXPLAIN_ROWS)
        return fail(cx, E_INVALID, "the plan has more than %d rows", EXPLAIN_ROWS);
    if (row != NULL)
        return refused(cx, t, db, E_UPSTREAM);
    return mysql_errno(db) == 0 ? OK : refused(cx, t, db, E_INVALID);
}

static enum status mysql_run(struct ctx *cx, const struct explain_target *t, struct str sql,
                             struct str *plan)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    MYSQL *db SCOPED(disconnect) = NULL;
    struct str address;
    struct buf b;

    TRY(guard_resolve(cx, t->host, &address));
    (void)pthread_once(&once, start_library);
    until_ms = clock_monotonic_ms() + TIME_MS;
    db = mysql_init(NULL);
    if (db == NULL)
        return fail(cx, E_INTERNAL, "no memory for a connection");
    TRY(connect_to(cx, t, address, db));
    bool is_mariadb = strstr(mysql_get_server_info(db), "MariaDB") != NULL;
    TRY(ask(cx, t, db,
            is_mariadb ? S("SET SESSION max_statement_time = 4")
                       : S("SET SESSION max_execution_time = 4000")));
    TRY(ask(cx, t, db, S("START TRANSACTION READ ONLY")));
    TRY(ask(cx, t, db, str_printf(cx->arena, "EXPLAIN %.*s", FMT(sql))));
    buf_init(&b, cx->arena, EXPLAIN_PLAN_BYTES);
    TRY(take_rows(cx, t, db, &b));
    *plan = str_utf8_repair(cx->arena, str_trim(buf_str(&b)));
    return OK;
}

const struct explain_driver explain_mysql = { "mysql", mysql_read_dsn, mysql_run };
