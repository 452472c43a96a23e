/* Every route that writes, with each of its statements failing in turn: whatever a request
 * leaves behind is all of its work or none of it. A new route wants a row in `steps`. */
#include "base/base.h"

#include "app/app.h"
#include "app/fault_rows.h"
#include "app/fault_rules.h"
#include "app/fault_tracker.h"
#include "base/test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "core/live.h"
#include "core/request.h"
#include "core/config.h"
#include "core/store_testing.h"
#include "feature/user/totp.h"
#include "port/crypto.h"

enum {
    DUMP_BYTES = 8 << 20,
    FAULTS_MAX = 200, /* no request has so many statements */
    STATUS_NOT_DONE = 300,
    STATUS_ERROR = 500,
    RANDOM_RUN = 16, /* hex digits in a row from here on are an id, a hash or a salt */
    BOX_RUN = 64,    /* letters of base64 in quotes: a sealed box                    */
};

#define TOTP_SECRET "12345678901234567890"
#define SECRET      "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

/* Done by the first user, an admin. Names in a path stand for `arg`, {project} for the first. */
struct step {
    enum http_method method;
    const char *route;
    const char *arg;    /* text, or SELECT that gives it; "TOTP": a code of TOTP_SECRET */
    const char *body;   /* $ is replaced by arg, ~ by the user's id  */
    const char *before; /* rows it needs; #h is the SHA-256 of SECRET, #t TOTP_SECRET sealed */
    bool is_idle;       /* changes nothing here: the reason beside it */
    bool is_called;     /* calls others in its middle: tests/api/trackers.py kills it there */
};

#define V1      "/api/v1"
#define PROJECT V1 "/projects/{project}"
#define ISSUE   PROJECT "/issues/{issue}"

static const struct step steps[] = {
    { POST, V1 "/auth/setup", SECRET,
      "{\"code\":\"$\",\"email\":\"ana@b.c\",\"name\":\"Ana\",\"password\":\"long enough\"}",
      LINK("'setup', NULL"), false },
    { POST, V1 "/auth/local/login", NULL, "{\"email\":\"ana@b.c\",\"password\":\"long enough\"}",
      NULL, false },
    { POST, V1 "/auth/logout", NULL, NULL, NULL, .is_idle = true /* there is no cookie */ },
    { PUT, V1 "/me", NULL, "{\"name\":\"Grace\"}", NULL, false },
    { PUT, V1 "/me/preferences", NULL, "{\"theme\":\"dark\"}", NULL, false },
    { POST, V1 "/tokens", NULL, "{\"name\":\"ci\",\"permission\":\"read\"}", NULL, false },
    { DELETE, V1 "/tokens/{token}", UUID_OF("api_token"), NULL, NULL, false },
    { DELETE, V1 "/me/sessions/{session}", "SELECT lower(hex(token_hash)) FROM session LIMIT 1",
      NULL, NULL, false },
    { PUT, V1 "/me/password", NULL, "{\"current\":\"long enough\",\"password\":\"longer still\"}",
      "INSERT INTO session (token_hash, user_id, created_ms, expires_ms, user_agent, address)"
      " VALUES (#h, " FIRST("user_account") ", 1, 1900000000000, '', '')",
      false },
    { DELETE, V1 "/me/sessions", NULL, NULL,
      "INSERT INTO session (token_hash, user_id, created_ms, expires_ms, user_agent, address)"
      " VALUES (#h, " FIRST("user_account") ", 1, 1900000000000, '', '')",
      false },
    { POST, V1 "/me/totp", NULL, "{\"current\":\"longer still\"}", NULL, false },
    { PUT, V1 "/me/totp", "TOTP", "{\"code\":\"$\"}", "UPDATE user_totp SET secret_box = #t",
      false },
    { DELETE, V1 "/me/totp", SECRET, "{\"code\":\"$\"}",
      "UPDATE user_recovery_code SET code_hash = #h WHERE code_hash ="
      " (SELECT code_hash FROM user_recovery_code ORDER BY code_hash LIMIT 1)",
      false },
    { POST, V1 "/users/invite", NULL, "{\"email\":\"mem@b.c\",\"role\":\"member\"}", NULL, false },
    { POST, V1 "/users/{user}/invite-link", UUID_OF("user_account"), NULL, NULL, false },
    { POST, V1 "/auth/invite/{token}", SECRET, "{\"name\":\"Mem\",\"password\":\"long enough\"}",
      LINK("'invite', " LAST("user_account")), false },
    { POST, V1 "/users/{user}/reset-link", UUID_OF("user_account"), NULL, NULL, false },
    { POST, V1 "/auth/password/forgot", NULL, "{\"email\":\"ana@b.c\"}", NULL, false },
    { POST, V1 "/auth/password/reset/{token}", SECRET, "{\"password\":\"longer still\"}",
      LINK("'reset', " LAST("user_account")), false },
    { PUT, V1 "/users/{user}", UUID_OF("user_account"), "{\"role\":\"viewer\"}", NULL, false },
    { DELETE, V1 "/users/{user}/totp", UUID_OF("user_account"), NULL,
      "INSERT INTO user_totp (user_id, secret_box, is_on, last_step, created_ms) VALUES"
      " (" LAST("user_account") ", #t, TRUE, 0, 1)",
      false },
    { PUT, V1 "/users/{user}/status", UUID_OF("user_account"), "{\"status\":\"disabled\"}" },
    { POST, V1 "/projects", NULL, "{\"name\":\"Shop\"}", NULL, false },
    { PUT, V1 "/projects/reorder", UUID_OF("project"), "[{\"id\":\"$\",\"position\":7}]" },
    { PUT, PROJECT, NULL, "{\"name\":\"Store\",\"slug\":\"store\",\"short_prefix\":\"STORE\"}",
      NULL, false },
    { POST, PROJECT "/deploys", NULL, "{\"version\":\"9.9\",\"commit\":\"abc\"}", NULL, false },
    { PUT, PROJECT "/settings/scrubbing", NULL, "{\"sensitive_fields\":[\"salary\"],\"version\":0}",
      NULL, false },
    { PUT, PROJECT "/settings/filters", NULL, "{\"releases\":[\"0.*\"],\"version\":0}" },
    { PUT, PROJECT "/settings/limits", NULL, "{\"per_minute\":100,\"version\":0}", NULL, false },
    { POST, PROJECT "/grouping/rules", NULL,
      "{\"matchers\":[{\"key\":\"type\",\"pattern\":\"E\"}],\"fingerprint\":[\"x\"]}", NULL,
      false },
    { PUT, PROJECT "/grouping/rules/{grouping_rule}", RULE_UUID,
      "{\"matchers\":[{\"key\":\"type\",\"pattern\":\"F\"}],\"fingerprint\":[\"y\"]}", RULE_ROW,
      false },
    { DELETE, PROJECT "/grouping/rules/{grouping_rule}", RULE_UUID, NULL, NULL, false },
    { POST, PROJECT "/route-rules", NULL, "{\"match_pattern\":\"a\",\"canonical_path\":\"b\"}",
      NULL, false },
    { PUT, PROJECT "/route-rules/{route_rule}", ROUTE_UUID,
      "{\"match_pattern\":\"a\",\"canonical_path\":\"b\"}", ROUTE_ROW, false },
    { POST, PROJECT "/route-rules/import", NULL, "{\"source\":\"framework_convention\"}" },
    { DELETE, PROJECT "/route-rules/{route_rule}", ROUTE_UUID, NULL, NULL, false },
    { POST, PROJECT "/grouping/preview", NULL, "{}", NULL, .is_idle = true /* it only reads */ },
    { POST, PROJECT "/conditions/preview", NULL, "{\"conditions\":{\"operator\":\"or\"}}", NULL,
      .is_idle = true /* it only reads */ },
    { POST, PROJECT "/grouping/apply", NULL, NULL, NULL, false },
    { POST, PROJECT "/keys", NULL, "{\"label\":\"Two\"}", NULL, false },
    { PUT, PROJECT "/keys/{key}", UUID_OF("project_key"), "{\"is_enabled\":false}", NULL, false },
    { DELETE, PROJECT "/keys/{key}", UUID_OF("project_key"), NULL, NULL, false },
    { POST, PROJECT "/tokens", NULL, "{\"name\":\"ci\",\"permission\":\"read\"}", NULL, false },
    { DELETE, PROJECT "/tokens/{token}", UUID_OF("api_token"), NULL, NULL, false },
    { POST, PROJECT "/erasures", NULL, "{\"value\":\"ann@example.com\"}", NULL, false },
    { POST, V1 "/groups", NULL, "{\"name\":\"Team\"}", NULL, false },
    { PUT, V1 "/groups/{group}", UUID_OF("project_group"), "{\"name\":\"Crew\"}", NULL, false },
    { DELETE, V1 "/groups/{group}", UUID_OF("project_group"), NULL,
      "UPDATE project SET group_id = " LAST("project_group"), false },
    { PUT, PROJECT "/favorite", NULL, NULL, NULL, false },
    { PUT, PROJECT "/feedback/{feedback}", "01934567-89ab-7cde-8f01-0000000000fb",
      "{\"status\":\"resolved\"}",
      "INSERT INTO feedback (project_id, id, received_ms, own_id, event_id, fingerprint_id, source,"
      " name, email, comments, url, status, updated_ms)"
      " SELECT min(id), '01934567-89ab-7cde-8f01-0000000000fb', 1,"
      " CAST('aaaaaaaaaaaaaaaa' AS blob), CAST('' AS blob), -1, 'feedback', '', '', 'x', '',"
      " 'new', 1 FROM project",
      false },
    { POST, PROJECT "/feedback/{feedback}/reply", "01934567-89ab-7cde-8f01-0000000000fb",
      "{\"body\":\"Thanks\"}", "UPDATE feedback SET email = 'eve@b.c'", false },
    { POST, V1 "/system/quarantine/{quarantined}/retry", QUARANTINE_UUID, NULL, QUARANTINE_ROW,
      false },
    { POST, V1 "/system/workers/{worker}/run", "storage.measure", NULL,
      "INSERT INTO job_state (name, due_ms) VALUES ('storage.measure', 9)", false },
    { DELETE, V1 "/system/quarantine/{quarantined}", QUARANTINE_UUID, NULL, NULL, false },
    { POST, V1 "/system/outbox/{delivery}/retry", "01934567-89ab-7cde-8f01-0000000000fc", NULL,
      "INSERT INTO outbox (uuid, channel, kind, recipient, payload_box, state, due_ms, created_ms)"
      " VALUES ('01934567-89ab-7cde-8f01-0000000000fc', 'mail', 'invite', 'x', '', 'dead', 1, 1)",
      false },

    { PUT, ISSUE, "STORE-1", "{\"status\":\"resolved\"}", ISSUE_ROWS("1"), false },
    { POST, PROJECT "/priority-rules", NULL, RULED(POINTS("7")), NULL, false },
    { PUT, PROJECT "/priority-rules/{priority_rule}", UUID_OF("rule"), RULED(POINTS("9")) },
    { PUT, PROJECT "/priority-rules/order", UUID_OF("rule"), "{\"ids\":[\"$\"]}", NULL, false },
    { POST, PROJECT "/priority-rules/recalc", NULL, NULL, NULL, false },
    { DELETE, PROJECT "/priority-rules/{priority_rule}", UUID_OF("rule"), NULL, NULL, false },
    { POST, PROJECT "/tag-rules", NULL, RULED(TAG), NULL, false },
    { PUT, PROJECT "/tag-rules/{tag_rule}", UUID_OF("rule"), RULED(TAG), NULL, false },
    { DELETE, PROJECT "/tag-rules/{tag_rule}?remove_tags=true", UUID_OF("rule"), NULL,
      "INSERT INTO issue_label (issue_id, key, value, uuid, source, rule_id, created_ms) SELECT"
      " i.id, 'r', 'v', 'u-1', 'rule', r.id, 1 FROM issue i, rule r WHERE i.short_no = 1",
      false },
    { POST, PROJECT "/alerts", NULL, RULED(ALERT), NULL, false },
    { POST, PROJECT "/alerts/message", NULL, "{}", NULL, .is_idle = true /* it only reads */ },
    { PUT, PROJECT "/alerts/{alert}", UUID_OF("rule"), RULED(ALERT), NULL, false },
    { POST, PROJECT "/alerts/{alert}/test", UUID_OF("rule"), NULL, NULL, false },
    { POST, PROJECT "/alerts/{alert}/deliveries/{delivery}/retry", UUID_OF("rule"), NULL,
      "UPDATE rule SET uuid = '" DELIVERY_UUID "' WHERE kind = 'alert';" DELIVERY_ROWS, false },
    { DELETE, PROJECT "/alerts/{alert}", UUID_OF("rule"), NULL,
      "INSERT INTO alert_ring (project_id, issue_id, rule_id, rung_ms)"
      " SELECT project_id, 1, id, 1 FROM rule WHERE kind = 'alert'",
      false },
    TRACKER_STEPS,
    { PUT, ISSUE "/assign", "STORE-1", "{\"assigned_to\":\"~\"}", NULL, false },
    { POST, V1 "/undo/{undo}", LAST_UNDO, NULL, NULL, false },
    { POST, ISSUE "/tags", "STORE-1", "{\"key\":\"team\",\"value\":\"blue\"}", NULL, false },
    { DELETE, ISSUE "/tags", "STORE-1", "{\"key\":\"team\",\"value\":\"blue\"}", NULL, false },
    { POST, V1 "/undo/{undo}", LAST_UNDO, NULL, NULL, false },
    { POST, ISSUE "/follow", "STORE-1", NULL, NULL, false },
    { DELETE, ISSUE "/follow", "STORE-1", NULL, NULL, false },
    { POST, ISSUE "/comments", "STORE-1", "{\"body\":\"@[Ana](user:~) look\"}", NULL, false },
    { PUT, ISSUE "/comments/{comment}", ISSUE_UUID("1"), "{\"body\":\"changed\"}", COMMENT_ROW,
      false },
    { DELETE, ISSUE "/comments/{comment}", ISSUE_UUID("1"), NULL, NULL, false },
    { POST, V1 "/notifications/read", NULL, "{\"all\":true}",
      "INSERT INTO notification (uuid, project_id, user_id, issue_id, kind, reason, action, detail,"
      " count, first_ms, last_ms) SELECT '01934567-89ab-7cde-8f01-0000000000fd', i.project_id,"
      " u.id, i.id, 'mention', 'mention', 'commented', 'x', 1, 1, 1 FROM issue i, user_account u"
      " WHERE u.id = " FIRST("user_account") " AND i.id = " FIRST("issue"),
      false },
    { POST, V1 "/views", NULL, "{\"name\":\"Mine\",\"shared\":true}", NULL, false },
    { PUT, V1 "/views/{view}", UUID_OF("saved_view"), "{\"name\":\"Ours\"}", NULL, false },
    { DELETE, V1 "/views/{view}", UUID_OF("saved_view"), NULL, NULL, false },
    { PUT, V1 "/me/visits/{scope}", "issues", NULL, NULL, false },
    { POST, V1 "/search", NULL, "{\"q\":\"x\"}", NULL, .is_idle = true /* it only reads */ },
    { POST, PROJECT "/issues/merge", ISSUE_UUID("2"),
      "{\"primary_id\":\"" ISSUE_UUID("1") "\",\"issue_ids\":[\"$\"]}", ISSUE_ROWS("2"), false },
    { POST, V1 "/undo/{undo}", LAST_UNDO, NULL, NULL, false },
    { POST, PROJECT "/issues/merge", ISSUE_UUID("2"),
      "{\"primary_id\":\"" ISSUE_UUID("1") "\",\"issue_ids\":[\"$\"]}", NULL, false },
    { POST, ISSUE "/unmerge", "STORE-1",
      "{\"fingerprints\":[\"61616161616161616161616161616132\"]}", NULL, false },
    { POST, V1 "/undo/{undo}", LAST_UNDO, NULL, NULL, false },
    { POST, ISSUE "/unmerge", "STORE-1",
      "{\"fingerprints\":[\"61616161616161616161616161616132\"]}", NULL, false },
    { DELETE, PROJECT "/issues", UUID_OF("issue"), "{\"ids\":[\"$\"]}", NULL, false },
    { POST, V1 "/undo/{undo}", LAST_UNDO, NULL, NULL, false },
    { POST, PROJECT "/issues/bulk", UUID_OF("issue"),
      "{\"ids\":[\"$\"],\"verb\":\"tag\",\"values\":{\"key\":\"a\",\"value\":\"b\"}}", NULL,
      false },
    { POST, V1 "/issues/bulk", UUID_OF("issue"),
      "{\"ids\":[\"$\"],\"verb\":\"delete\",\"mode\":\"discard\"}", NULL, false },
    { PUT, PROJECT "/settings/discarded",
      "SELECT lower(hex(hash)) FROM discarded_fingerprint ORDER BY hash LIMIT 1",
      "{\"remove\":[\"$\"]}", NULL, false },
    { DELETE, V1 "/jobs/{job}", WORK_UUID, NULL,
      "INSERT INTO work (uuid, kind, user_id, argument, state, status, done, total, affected,"
      " skipped, undo, error, created_ms, updated_ms, ended_ms) SELECT '" WORK_UUID "', 'x',"
      " min(id), '{}', '', 'running', 1, 2, 1, 0, '', '', 1, 1, 0 FROM user_account",
      false },
    { POST, V1 "/auth/unsubscribe/{unsubscribe}", LEAVING_TOKEN, NULL, LEAVING_ROWS, false },
    { DELETE, PROJECT "/favorite", NULL, NULL, NULL, false },
    { PUT, PROJECT "/monitors/{monitor}", "backup", "{\"schedule\":\"0 4 * * *\"}",
      "INSERT INTO monitor (project_id, id, slug, name, schedule_kind, schedule, timezone,"
      " margin_min, max_runtime_min, failure_threshold, recovery_threshold, note, is_enabled,"
      " is_muted, created_ms, updated_ms) SELECT min(id), 7, 'backup', 'Backup', 'crontab',"
      " '0 3 * * *', 'UTC', 1, 30, 1, 1, '', TRUE, FALSE, 1, 1 FROM project",
      false },
    { DELETE, PROJECT "/monitors/{monitor}", "backup", NULL, NULL, false },
    QUERY_STEPS,
    { DELETE, PROJECT, NULL, NULL,
      "INSERT INTO project_favorite (user_id, project_id) VALUES"
      " (" FIRST("user_account") ", " FIRST("project") ")",
      false },
};

/* --- what lies in the store ---------------------------------------------------- */

/* The rows of a query whose one column is text, one a line. */
static void add_rows(struct test_store *t, struct buf *out, const char *sql)
{
    static const uint8_t columns[] = { DB_TEXT };
    struct db_query q = { .name = "test", .sql = { sql, sql }, .columns = columns, .n_columns = 1 };
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row = false;

    if (db_query_open(&t->cx, &q, NULL, &rows) != OK || db_step(&t->cx, &rows, &has_row) != OK)
        fail_msg("%s: %s", sql, t->cx.err.text);
    while (has_row) {
        if (!rows.values[0].is_null)
            buf_printf(out, "%.*s\n", FMT(rows.values[0].text));
        assert_int_equal(db_step(&t->cx, &rows, &has_row), OK);
    }
}

/* One query for each table, which gives its rows as text; made by the store itself. */
static const char *const dump_queries[] = {
    [DB_SQLITE] =
        "SELECT 'SELECT ''' || m.name || ' '' || ' || group_concat('quote(\"' || c.name ||"
        " '\")', ' || '','' || ') || ' FROM \"' || m.name || '\" ORDER BY 1'"
        " FROM sqlite_master m, pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' GROUP BY m.name",
    [DB_POSTGRES] = "SELECT 'SELECT ''' || tablename || ' '' || CAST(t AS TEXT) FROM \"' ||"
                    " tablename || '\" t ORDER BY 1' FROM pg_tables WHERE schemaname = 'public'"
                    " ORDER BY tablename",
};

static struct str dump(struct test_store *t)
{
    struct buf queries, out;
    buf_init(&queries, &t->arena, DUMP_BYTES);
    buf_init(&out, &t->arena, DUMP_BYTES);
    add_rows(t, &queries, dump_queries[t->kind]);
    struct str rest = buf_str(&queries), line;
    while (str_split(&rest, '\n', &line))
        if (line.len > 0)
            add_rows(t, &out, str_cz(&t->arena, line));
    return buf_str(&out);
}

static bool is_random(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-';
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static struct str sorted(struct arena *a, struct str text)
{
    struct str *lines = arena_array(a, struct str, text.len + 1);
    struct buf out;
    size_t n = 0;
    buf_init(&out, a, DUMP_BYTES);
    while (str_split(&text, '\n', &lines[n]))
        n++;
    qsort(lines, n, sizeof lines[0], by_text);
    for (size_t i = 0; i < n; i++)
        buf_printf(&out, "%.*s\n", FMT(lines[i]));
    return buf_str(&out);
}

static bool is_of_box(char c)
{
    return is_random(c) || (c >= 'g' && c <= 'z') || (c >= 'G' && c <= 'Z') || c == '+' ||
           c == '/' || c == '=';
}

/* How much of it is an id, a hash, a password, or a sealed box in quotes. */
static size_t random_length(struct str left)
{
    size_t n = 0;
    if (str_starts(left, S("$argon2id")))
        return str_find_char(left, '\'');
    bool is_quoted = left.p[0] == '\'' || left.p[0] == '"';
    while (is_quoted && n + 1 < left.len && is_of_box(left.p[n + 1]))
        n++;
    if (n >= BOX_RUN)
        return n + 1;
    for (n = 0; n < left.len && is_random(left.p[n]);)
        n++;
    return n < RANDOM_RUN ? 0 : n;
}

/* The same with all of these as "#", to compare two stores. */
static struct str without_random(struct arena *a, struct str text)
{
    struct buf out;
    buf_init(&out, a, DUMP_BYTES);
    for (size_t i = 0; i < text.len;) {
        struct str left = str_from(text, i);
        size_t n = random_length(left);
        buf_add(&out, n > 0 ? S("#") : str_to(left, 1));
        i += n > 0 ? n : 1;
    }
    return sorted(a, buf_str(&out));
}

/* Around the first difference, for the person who reads the failure. */
static struct str difference(struct arena *a, struct str left, struct str right)
{
    size_t i = 0;
    while (i < left.len && i < right.len && left.p[i] == right.p[i])
        i++;
    size_t from = i > 200 ? i - 200 : 0;
    return str_printf(a, "…%.*s\n  instead of\n…%.*s", FMT(str_to(str_from(left, from), 400)),
                      FMT(str_to(str_from(right, from), 400)));
}

/* --- a step -------------------------------------------------------------------- */

static void add_marked(struct test_store *t, struct buf *out, struct str mark)
{
    const char *blob = t->kind == DB_POSTGRES ? "'\\x" : "x'";
    uint8_t key[SECRET_KEY_BYTES];
    if (str_eq(mark, S("#h"))) {
        buf_printf(out, "%s%.*s'", blob, FMT(sha256_hex(&t->arena, S(SECRET))));
    } else if (str_eq(mark, S("#t"))) {
        secret_key_derive(core_config()->session_secret, S("totp"), key);
        buf_printf(out, "'%.*s'", FMT(secret_seal(&t->arena, key, S(TOTP_SECRET))));
    } else {
        buf_add(out, mark);
    }
}

static void prepare(struct test_store *t, const char *sql)
{
    struct buf b;
    buf_init(&b, &t->arena, DUMP_BYTES);
    for (struct str rest = str_c(sql); rest.len > 0;) {
        size_t at = str_find_char(rest, '#');
        buf_add(&b, str_to(rest, at));
        if (at < rest.len)
            add_marked(t, &b, str_to(str_from(rest, at), 2));
        rest = str_from(rest, at + 2 < rest.len ? at + 2 : rest.len);
    }
    if (sql != NULL && db_script(&t->cx, str_cz(&t->arena, buf_str(&b))) != OK)
        fail_msg("%s: %s", sql, t->cx.err.text);
}

/* What a step is about; looked up once, before anything fails. */
struct asked {
    struct str project; /* id of the first project, as text */
    struct str arg;
    struct str user_uuid;
    int64_t user_id;
};

static struct str text_of(struct test_store *t, const char *sql)
{
    struct buf b;
    buf_init(&b, &t->arena, DUMP_BYTES);
    add_rows(t, &b, sql);
    return str_trim(buf_str(&b));
}

static struct asked ask(struct test_store *t, const struct step *s)
{
    struct asked a = { .arg = str_c(s->arg) };
    if (str_starts(a.arg, S("SELECT")))
        a.arg = text_of(t, s->arg);
    if (str_eq(a.arg, S("TOTP")))
        a.arg = totp_code(&t->arena, S(TOTP_SECRET), t->cx.now_ms / TOTP_STEP_MS);
    a.project = text_of(t, "SELECT CAST(min(id) AS TEXT) FROM project");
    struct str user = text_of(t, "SELECT CAST(min(id) AS TEXT) FROM user_account");
    a.user_uuid = text_of(t, "SELECT uuid FROM user_account ORDER BY id LIMIT 1");
    assert_true(user.len == 0 || str_i64(user, &a.user_id));
    return a;
}

/* {name} in a path, or $ in a body, becomes the argument. */
static struct str filled(struct arena *arena, struct str text, const struct asked *a)
{
    bool is_path = str_starts(text, S("/"));
    struct buf b;
    buf_init(&b, arena, DUMP_BYTES);
    while (text.len > 0) {
        bool is_name = is_path && text.p[0] == '{', is_project = str_starts(text, S("{project}"));
        size_t n = is_name ? str_find_char(text, '}') + 1 : 1;
        struct str piece = is_name || text.p[0] == '$' ? a->arg : str_to(text, 1);
        if (is_project || text.p[0] == '~')
            piece = is_project ? a->project : a->user_uuid;
        buf_add(&b, piece);
        text = str_from(text, n);
    }
    return buf_str(&b);
}

/* But for its query. */
static bool is_of(const struct step *s, const struct route *r)
{
    size_t n = strcspn(s->route, "?");

    return s->method == r->method && strlen(r->path) == n && !strncmp(r->path, s->route, n);
}

static struct response call(struct test_store *t, const struct step *s, const struct asked *a)
{
    const struct actor ana = {
        .kind = ACTOR_SESSION, .user_id = a->user_id, .role = ROLE_ADMIN, .sees_all = true
    };
    const struct router_call c = { s->method, filled(&t->arena, str_c(s->route), a),
                                   filled(&t->arena, str_c(s->body), a) };
    struct response rs = { 0 };
    t->cx.actor = &ana;
    assert_int_equal(router_run(&t->cx, &c, &rs), OK);
    t->cx.actor = NULL;
    return rs;
}

static const struct route *route_of(const struct step *s)
{
    const struct route *r;
    for (size_t i = 0; (r = router_route(i)) != NULL; i++)
        if (is_of(s, r))
            return r;
    fail_msg("%s %s is no route", http_method_name(s->method), s->route);
    return NULL;
}

/* What an admin changes stands in the audit log, written by the same transaction. */
static void must_succeed(struct test_store *t, const struct step *s)
{
    const char *last = "SELECT CAST(COALESCE(max(id), 0) AS TEXT) FROM audit_entry";
    prepare(t, s->before);
    struct asked a = ask(t, s);
    struct str before = text_of(t, last);
    struct response rs = call(t, s, &a);
    if (rs.status >= STATUS_NOT_DONE)
        fail_msg("%s %s: %d %.*s", http_method_name(s->method), s->route, rs.status, FMT(rs.body));
    if (route_of(s)->scope == SCOPE_ADMIN && str_eq(text_of(t, last), before))
        fail_msg("%s %s leaves no entry in the audit log (feature/audit/audit.h)",
                 http_method_name(s->method), s->route);
}

static void begin(struct test_store *t, enum db_kind kind)
{
    test_store_open(t, kind);
    assert_int_equal(setenv("DATA_DIR", "/nonexistent", 1), 0); /* no snapshot of keys */
    assert_int_equal(setenv("SMTP_HOST", "localhost", 1), 0);   /* mail is queued, none sent */
    if (app_configure(&t->cx) != OK)
        fail_msg("%s", t->cx.err.text);
    if (kind == DB_POSTGRES)
        prepare(
            t,
            "CREATE DOMAIN blob AS bytea; CREATE FUNCTION hex(b bytea) RETURNS text LANGUAGE sql AS"
            " 'SELECT encode(b, ''hex'')'");
}

/* Fails the 1st, 2nd, 3rd… statement of the step until it has done its work. */
static void fail_each_statement(struct test_store *t, const struct step *s, struct str complete)
{
    prepare(t, s->before);
    struct asked a = ask(t, s);
    struct str before = dump(t), after = before;
    for (unsigned nth = 1; str_eq(before, after) && nth < FAULTS_MAX; nth++) {
        db_fail_nth(t->cx.db, nth, E_INTERNAL);
        struct response rs = call(t, s, &a);
        db_fail_nth(t->cx.db, 0, OK);
        assert_false(db_in_tx(t->cx.db));
        after = dump(t);
        if (rs.status < STATUS_ERROR && (s->is_idle || !str_eq(before, after)))
            break;
        if (rs.status != STATUS_ERROR)
            fail_msg("%s %s, statement %u: answered %d", http_method_name(s->method), s->route, nth,
                     rs.status);
    }
    struct str left = without_random(&t->arena, after);
    if (t->kind == DB_SQLITE && !str_eq(left, complete)) /* numbers differ on PostgreSQL */
        fail_msg("%s %s is half done: %.*s", http_method_name(s->method), s->route,
                 FMT(difference(&t->arena, left, complete)));
    assert_true(s->is_idle || !str_eq(before, after));
}

static void nothing_is_half_done(enum db_kind kind)
{
    struct test_store whole, faulty;
    live_stop(); /* what a failed test before has left */
    live_init();
    begin(&whole, kind);
    begin(&faulty, kind);
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        if (steps[i].is_called)
            continue;
        must_succeed(&whole, &steps[i]);
        fail_each_statement(&faulty, &steps[i], without_random(&whole.arena, dump(&whole)));
    }
    test_store_close(&whole);
    test_store_close(&faulty);
    live_stop();
}

TEST(fault_in_any_statement_leaves_nothing_half_done_on_sqlite)
{
    nothing_is_half_done(DB_SQLITE);
}

TEST(fault_in_any_statement_leaves_nothing_half_done_on_postgres)
{
    nothing_is_half_done(DB_POSTGRES);
}

TEST(fault_test_has_a_step_for_every_route_that_writes)
{
    struct test_store t;
    const struct route *r;
    begin(&t, DB_SQLITE);
    for (size_t i = 0; (r = router_route(i)) != NULL; i++) {
        bool is_known = r->method == GET || (r->flags & ROUTE_ON_LOOP) != 0;
        /* What they write when Google has answered fails in feature/user/identity_test.c. */
        is_known = is_known || strstr(r->path, "/google/") || strstr(r->path, "/oidc/");
        for (size_t s = 0; s < ARRAY_LEN(steps); s++)
            is_known = is_known || is_of(&steps[s], r);
        if (!is_known)
            fail_msg("%s %s has no step in src/app/fault_test.c", http_method_name(r->method),
                     r->path);
    }
    test_store_close(&t);
}
