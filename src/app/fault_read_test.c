/* Every route that reads, with each of its statements failing in turn: it says that it failed,
 * never half an answer. A new route is tried by itself; what its path names stands in `names`
 * (of what does not, only the look-up is tried), what it must be asked in `queries`. */
#include "base/base.h"

#include "app/app.h"
#include "app/fault_rules.h"
#include "base/test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "core/live.h"
#include "core/request.h"
#include "feature/ingest/digest_testing.h"
#include "port/crypto.h"
#include "port/db_int.h"

enum { STATEMENTS_MAX = 200, TARGET_BYTES = 4 << 10, STATUS_NOT_DONE = 400, STATUS_ERROR = 500 };

#define SECRET "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define EVENT  "01000000000000000000000000000001"
#define OTHER  "01000000000000000000000000000002"
#define V1     "/api/v1"

static struct digest_test t;
static const struct actor ana = {
    .kind = ACTOR_SESSION, .user_id = 7, .role = ROLE_ADMIN, .sees_all = true
};

/* What {name} in a path stands for: text, or SELECT that gives it. */
static const struct {
    const char *name;
    const char *text;
} names[] = {
    { "project", "1" },
    { "issue", "SELECT uuid FROM issue ORDER BY id LIMIT 1" },
    { "event", EVENT },
    { "other", OTHER },
    { "key", "environment" },
    { "version", "1.0" },
    { "token", SECRET },
    { "alert", "SELECT uuid FROM rule WHERE kind = 'alert'" },
    { "feedback", "SELECT id FROM feedback" },
    { "monitor", "SELECT slug FROM monitor" },
    { "job", "SELECT uuid FROM work" },
    { "pattern", "00000000-0000-8000-8000-000000000007" },
};

static const struct {
    const char *route;
    const char *query;
} queries[] = {
    { V1 "/projects/{project}/issues",
      "?q=level:error%20env:prod%20boom%20release:latest&sort=trend&limit=5" },
    { V1 "/issues", "?q=assignee:me%20has:shop%20!%22x%20y%22" },
    { V1 "/search/suggest", "?project=1&q=release:&at=8" },
    { V1 "/events/lookup", "?id=" EVENT },
    { V1 "/projects/{project}/query-patterns", "?kind=n_plus_one&q=users" },
};

/* Which say in another way that something fails. */
static const struct {
    const char *route;
    bool is_page; /* it goes out all the same: the page asks for what is missing in it */
} others[] = {
    { "/ready", false }, /* there is no spool */
    { "/api/relay/healthcheck/ready", false },
    { "/", true },
    { "/{rest...}", true },
};

static struct str text_of(const char *text)
{
    static const uint8_t columns[] = { DB_TEXT };
    struct db_query q = { .name = "t", .sql = { text, text }, .columns = columns, .n_columns = 1 };
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row = false;

    if (strncmp(text, "SELECT", strlen("SELECT")) != 0)
        return str_c(text);
    if (db_query_open(&t.store.cx, &q, NULL, &rows) != OK ||
        db_step(&t.store.cx, &rows, &has_row) != OK || !has_row)
        fail_msg("%s: %s", text, t.store.cx.err.text);
    return str_dup(&t.store.arena, rows.values[0].text);
}

/* Absent: it is not in the list. */
static struct str name_text(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (str_eq(name, str_c(names[i].name)))
            return text_of(names[i].text);
    }
    return (struct str){ 0 };
}

/* *is_known: all that it names is there. */
static struct str target_of(const struct route *r, bool *is_known)
{
    struct str path = str_c(r->path);
    struct buf b;

    buf_init(&b, &t.store.arena, TARGET_BYTES);
    while (path.len > 0) {
        size_t at = str_find_char(path, '{');
        buf_add(&b, str_to(path, at));
        path = str_from(path, at);
        size_t end = str_find_char(path, '}');
        if (path.len > 0) {
            struct str text = name_text(str_slice(path, 1, end));
            *is_known = *is_known && !str_is_null(text);
            buf_add(&b, str_is_null(text) ? S("01934567-89ab-7cde-8f01-0000000000aa") : text);
        }
        path = str_from(path, end < path.len ? end + 1 : end);
    }
    for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
        if (strcmp(queries[i].route, r->path) == 0)
            buf_add(&b, str_c(queries[i].query));
    }
    return buf_str(&b);
}

static struct response call(enum http_method method, struct str target, struct str body)
{
    const struct router_call c = { method, target, body };
    struct response rs = { 0 };

    t.store.cx.actor = &ana;
    assert_int_equal(router_run(&t.store.cx, &c, &rs), OK);
    t.store.cx.actor = NULL;
    return rs;
}

static void must_succeed(enum http_method method, const char *target, const char *body)
{
    struct response rs = call(method, str_c(target), str_c(body));

    if (rs.status >= STATUS_NOT_DONE)
        fail_msg("%s: %d %.*s", target, rs.status, FMT(rs.body));
}

static void run_sql(const char *sql)
{
    if (db_script(&t.store.cx, sql) != OK)
        fail_msg("%s: %s", sql, t.store.cx.err.text);
}

/* --- a store with one of everything that is read --------------------------------------- */

static void receive(uint8_t no, const char *message)
{
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    struct digest_result result;
    struct record_id id = { .id = { .b = { 1 } } };
    struct record r = { .seq = ++t.seq,
                        .received_ms = t.store.cx.now_ms,
                        .project_id = 1,
                        .kind = RECORD_EVENT,
                        .ids = &id,
                        .n_ids = 1 };

    id.id.b[15] = no;
    r.body = str_printf(
        &t.store.arena,
        "{\"platform\":\"python\",\"release\":\"1.0\",\"environment\":\"prod\",\"tags\":{\"shop\":"
        "\"s\"},\"user\":{\"id\":\"u\"},\"exception\":{\"values\":[{\"type\":\"Boom\",\"value\":"
        "\"%s\",\"stacktrace\":{\"frames\":[{\"filename\":\"cart.py\",\"function\":\"total\","
        "\"lineno\":3,\"in_app\":true}]}}]}}",
        message);
    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &r, b), OK);
    if (digest_store(&t.store.cx, &t.tools, digest_test_spool, b, &result) != OK)
        fail_msg("%s", t.store.cx.err.text);
}

static void add_rows(void)
{
    const char *blob = t.store.kind == DB_POSTGRES ? "'\\x" : "x'";
    struct str hash = sha256_hex(&t.store.arena, S(SECRET));

    run_sql(str_cz(
        &t.store.arena,
        str_printf(&t.store.arena,
                   "INSERT INTO user_account (id, uuid, email, email_folded, name, role, status,"
                   " created_ms, updated_ms) VALUES (7, '01934567-89ab-7cde-8f01-000000000007',"
                   " 'ana@b.c', 'ana@b.c', 'Ana', 'admin', 'active', 1, 1);"
                   "INSERT INTO one_time_link (token_hash, kind, user_id, created_ms, expires_ms)"
                   " VALUES (%s%.*s', 'invite', 7, 1, 1900000000000);"
                   "INSERT INTO work (uuid, kind, user_id, argument, state, status, done, total,"
                   " affected, skipped, undo, error, created_ms, updated_ms, ended_ms) VALUES"
                   " ('01934567-89ab-7cde-8f01-0000000000fc', 'issue.bulk', 7, '{}', '', 'done', 1,"
                   " 1, 1, 0, '', '', 1, 1, 1);"
                   "INSERT INTO monitor (project_id, id, slug, name, schedule_kind, schedule,"
                   " timezone, margin_min, max_runtime_min, failure_threshold, recovery_threshold,"
                   " note, is_enabled, is_muted, created_ms, updated_ms) VALUES (1, 5, 'nightly',"
                   " 'Nightly', 'crontab', '0 3 * * *', 'UTC', 1, 30, 1, 1, '', TRUE, FALSE, 1, 1);"
                   "INSERT INTO query_pattern (project_id, id, query_hash, transaction_name,"
                   " normalized_query, table_name, event_count, distinct_events, timed_count,"
                   " total_us, max_us, is_muted, first_seen_ms, last_seen_ms) VALUES (1, 7, 'h',"
                   " '', 'SELECT * FROM users', 'users', 15, 3, 0, 0, 0, FALSE, 1, 1);"
                   "INSERT INTO query_finding (project_id, pattern_id, kind, events, last_ms,"
                   " state, reports, counted, fingerprint_id) VALUES (1, 7, 'n_plus_one', 3, 1,"
                   " 'open', 1, 2, 1);"
                   "INSERT INTO feedback (project_id, id, received_ms, own_id, event_id,"
                   " fingerprint_id, source, name, email, comments, url, status, updated_ms)"
                   " VALUES (1, '01934567-89ab-7cde-8f01-0000000000f1', 1, %s0a', %s" EVENT "',"
                   " 1, 'feedback', 'Ana', 'ana@b.c', 'it broke', '', 'new', 1)",
                   blob, FMT(hash), blob, blob)));
}

static void fill(enum db_kind kind)
{
    digest_test_begin(&t, kind);
    assert_int_equal(setenv("DATA_DIR", "/nonexistent", 1), 0); /* no snapshot of keys */
    if (app_configure(&t.store.cx) != OK)
        fail_msg("%s", t.store.cx.err.text);
    add_rows();
    receive(1, "it broke");
    receive(2, "it broke again");
    const char *issue = "/api/v1/projects/1/issues/";
    struct str uuid = name_text(S("issue"));
    must_succeed(
        POST,
        str_cz(&t.store.arena, str_printf(&t.store.arena, "%s%.*s/comments", issue, FMT(uuid))),
        "{\"body\":\"seen\"}");
    must_succeed(POST, V1 "/projects/1/alerts", RULED(ALERT));
}

/* --- the test ------------------------------------------------------------------------- */

static bool is_other(const struct route *r, bool is_page)
{
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        if (strcmp(others[i].route, r->path) == 0)
            return others[i].is_page || !is_page;
    }
    return false;
}

/* Fails the 1st, 2nd, 3rd… statement until the route needs no more. */
static void fail_each_statement(const struct route *r)
{
    struct arena_mark mark = arena_mark(&t.store.arena);
    bool is_known = true;
    struct str target = target_of(r, &is_known);
    struct response rs = { 0 };
    bool is_hit = true;

    for (unsigned nth = 1; is_hit; nth++) {
        assert_true(nth < STATEMENTS_MAX);
        db_fail_nth(t.store.cx.db, nth, E_INTERNAL);
        rs = call(GET, target, S(""));
        is_hit = t.store.cx.db->fault_in == 0;
        db_fail_nth(t.store.cx.db, 0, OK);
        assert_false(db_in_tx(t.store.cx.db));
        if (is_hit && rs.status < STATUS_ERROR && !is_other(r, true))
            fail_msg("GET %.*s, statement %u fails: answered %d %.*s", FMT(target), nth, rs.status,
                     FMT(str_to(rs.body, 300)));
    }
    if (rs.status >= STATUS_NOT_DONE && is_known && !is_other(r, false))
        fail_msg("GET %.*s: %d %.*s", FMT(target), rs.status, FMT(str_to(rs.body, 200)));
    arena_rewind(&t.store.arena, mark);
}

static void every_failure_is_told(enum db_kind kind)
{
    const struct route *r;

    live_stop(); /* what a failed test before has left */
    live_init();
    fill(kind);
    for (size_t i = 0; (r = router_route(i)) != NULL; i++) {
        if (r->method == GET && (r->flags & (ROUTE_ON_LOOP | ROUTE_STREAM)) == 0)
            fail_each_statement(r);
    }
    digest_test_end(&t);
    live_stop();
}

TEST(a_statement_that_fails_is_no_half_answer_on_sqlite)
{
    every_failure_is_told(DB_SQLITE);
}

TEST(a_statement_that_fails_is_no_half_answer_on_postgres)
{
    every_failure_is_told(DB_POSTGRES);
}
