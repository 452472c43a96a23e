#include "core/auth.c"

#include "base/test.h"
#include "core/store_testing.h"

static struct test_store t;

#define SESSION_OK      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SESSION_OLD     "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define SESSION_BLOCKED "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

enum { SCRIPT_BYTES = 16 << 10 };

static struct buf script;

static void add_hash(const char *secret)
{
    struct str hex = sha256_hex(&t.arena, str_c(secret));
    buf_printf(&script, t.kind == DB_POSTGRES ? "'\\x%.*s'" : "x'%.*s'", FMT(hex));
}

static void add_user(int id, const char *role, const char *status)
{
    buf_printf(&script,
               "-- a person\nINSERT INTO user_account (id, uuid, email, email_folded, name,"
               " role, status, created_ms, updated_ms) VALUES (%d, 'u%d', 'e%d', 'e%d', 'n%d', "
               "'%s', '%s', 1, 1);\n",
               id, id, id, id, id, role, status);
}

static void add_session(const char *cookie, int user, int64_t expires_ms)
{
    buf_add(&script, S("-- a session\nINSERT INTO session (token_hash, user_id, created_ms, "
                       "expires_ms, user_agent, address) VALUES ("));
    add_hash(cookie);
    buf_printf(&script, ", %d, 1, %lld, '', '');\n", user, (long long)expires_ms);
}

static void add_token(int id, const char *secret, const char *tail)
{
    buf_add(&script, S("-- a token\nINSERT INTO api_token (token_hash, id, uuid, name, created_ms, "
                       "scope, project_id, user_id, permission, expires_ms) VALUES ("));
    add_hash(secret);
    buf_printf(&script, ", %d, 't%d', 'n', 1, %s);\n", id, id, tail);
}

static void open_store(enum db_kind kind)
{
    test_store_open(&t, kind);
    buf_init(&script, &t.arena, SCRIPT_BYTES);
    add_user(1, "member", "active");
    add_user(2, "admin", "disabled");
    add_session(SESSION_OK, 1, TEST_STORE_NOW_MS + 1);
    add_session(SESSION_OLD, 1, TEST_STORE_NOW_MS);
    add_session(SESSION_BLOCKED, 2, TEST_STORE_NOW_MS + 1);
    add_token(1, "gsn_person", "'global', NULL, 1, 'read', 0");
    add_token(2, "gsn_project", "'project', 7, NULL, 'readwrite', 0");
    add_token(3, "gsn_old", "'global', NULL, 1, 'readwrite', 5");
    add_token(4, "gsn_blocked", "'global', NULL, 2, 'readwrite', 0");
    add_token(5, "gsn_orphan", "'global', NULL, 99, 'readwrite', 0");
    if (db_script(&t.cx, str_cz(&t.arena, buf_str(&script))) != OK)
        fail_msg("%s", t.cx.err.text);
}

static enum status resolve(const char *authorization, const char *cookie, struct actor *out,
                           bool *clear_cookie)
{
    const struct auth_credentials in = { str_c(authorization), str_c(cookie) };
    return auth_resolve(&t.cx, &in, out, clear_cookie);
}

static void sessions_and_tokens(enum db_kind kind)
{
    struct actor who;
    bool clear;
    open_store(kind);
    assert_int_equal(resolve(NULL, "x=1; session=" SESSION_OK "; y=2", &who, &clear), OK);
    assert_int_equal(who.kind, ACTOR_SESSION);
    assert_int_equal(who.user_id, 1);
    assert_int_equal(who.role, ROLE_MEMBER);
    assert_true(who.sees_all && !clear);
    assert_int_equal(resolve("Bearer gsn_person", NULL, &who, &clear), OK);
    assert_true(who.kind == ACTOR_TOKEN && who.is_readonly && who.user_id == 1);
    assert_int_equal(resolve("Bearer gsn_project", NULL, &who, &clear), OK);
    assert_true(who.kind == ACTOR_PROJECT_TOKEN && !who.is_readonly && who.user_id == 0);
    assert_int_equal(who.project_id, 7);
    assert_true(!who.sees_all);
    assert_str_equal(who.visible, S("[7]"));
    test_store_close(&t);
}

TEST(auth_knows_sessions_and_tokens_on_sqlite)
{
    sessions_and_tokens(DB_SQLITE);
}

TEST(auth_knows_sessions_and_tokens_on_postgres)
{
    sessions_and_tokens(DB_POSTGRES);
}

TEST(auth_without_credentials_is_nobody)
{
    struct actor who;
    bool clear;
    open_store(DB_SQLITE);
    assert_int_equal(resolve(NULL, NULL, &who, &clear), OK);
    assert_int_equal(who.kind, ACTOR_ANONYMOUS);
    assert_int_equal(resolve("Basic eDp5", "theme=dark", &who, &clear), OK);
    assert_true(who.kind == ACTOR_ANONYMOUS && !clear);
    test_store_close(&t);
}

TEST(auth_a_bad_token_fails_even_beside_a_good_cookie)
{
    struct actor who;
    bool clear;
    open_store(DB_SQLITE);
    const char *cookie = "session=" SESSION_OK;
    assert_int_equal(resolve("Bearer gsn_nobodys", cookie, &who, &clear), E_UNAUTHENTICATED);
    assert_int_equal(resolve("Bearer gsn_old", cookie, &who, &clear), E_UNAUTHENTICATED);
    assert_int_equal(resolve("Bearer gsn_blocked", cookie, &who, &clear), E_DENIED);
    assert_int_equal(resolve("Bearer gsn_orphan", cookie, &who, &clear), E_DENIED);
    assert_int_equal(resolve("Bearer other", cookie, &who, &clear), OK);
    assert_int_equal(who.kind, ACTOR_SESSION);
    test_store_close(&t);
}

static void assert_cookie_is_over(const char *cookie)
{
    struct actor who;
    bool clear = false;
    assert_int_equal(resolve(NULL, cookie, &who, &clear), OK);
    assert_int_equal(who.kind, ACTOR_ANONYMOUS);
    assert_true(clear);
}

TEST(auth_cookies_that_are_over_are_cleared)
{
    struct actor who;
    bool clear;
    open_store(DB_SQLITE);
    assert_cookie_is_over("session=" SESSION_OLD);
    assert_cookie_is_over("session=" SESSION_BLOCKED);
    assert_cookie_is_over("session=0123456789");
    assert_cookie_is_over("session=");
    assert_cookie_is_over("session=zz" SESSION_OK);
    /* the rows are gone, so that enabling the user again revives no session */
    struct q_auth_session_row row;
    bool found;
    struct q_auth_session_args args = { hash_of(&t.cx, S(SESSION_BLOCKED)) };
    assert_int_equal(q_auth_session(&t.cx, &args, &row, &found), OK);
    assert_false(found);
    assert_int_equal(resolve(NULL, "session=" SESSION_OK, &who, &clear), OK);
    assert_int_equal(who.kind, ACTOR_SESSION);
    test_store_close(&t);
}

TEST(auth_a_store_that_is_away_is_busy_not_signed_out)
{
    struct actor who;
    bool clear = false;
    open_store(DB_SQLITE);
    db_fail_nth(t.cx.db, 1, E_BUSY);
    assert_int_equal(resolve(NULL, "session=" SESSION_OK, &who, &clear), E_BUSY);
    assert_false(clear);
    test_store_close(&t);
}

TEST(auth_cookie_says_what_the_contract_says)
{
    open_store(DB_SQLITE);
    assert_str_equal(auth_set_cookie(&t.cx, S("abc"), true),
                     S("session=abc; Path=/; Expires=Tue, 21 Nov 2023 22:13:20 GMT; "
                       "Max-Age=604800; HttpOnly; Secure; SameSite=Lax"));
    assert_str_equal(auth_set_cookie(&t.cx, (struct str){ NULL, 0 }, false),
                     S("session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; "
                       "HttpOnly; SameSite=Lax"));
    test_store_close(&t);
}
