/* A store of every older schema, brought to today's, answers with what it held. The rows are
 * tests/upgrade/NNNN.sql: those that a program of schema NNNN would have added. */
#include "base/base.h"

#include "app/app.h"
#include "base/test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/request.h"
#include "core/store_testing.h"

enum { FIXTURE_BYTES = 1 << 20, PATH_BYTES = 64 };

static struct test_store t;

static struct str fixture_text(int number)
{
    char path[PATH_BYTES], *text = arena_array(&t.arena, char, FIXTURE_BYTES);
    (void)snprintf(path, sizeof path, "tests/upgrade/%04d.sql", number);
    FILE *f = fopen(path, "r");
    if (f == NULL)
        return S("");
    struct str got = { text, fread(text, 1, FIXTURE_BYTES, f) };
    assert_true(got.len < FIXTURE_BYTES);
    assert_int_equal(fclose(f), 0);
    return got;
}

/* What the file says for this store: its --@ sections, #hex# as a blob. */
static const char *fixture_sql(int number)
{
    struct str rest = fixture_text(number), line;
    bool is_ours = true, is_open = false;
    struct buf out;
    buf_init(&out, &t.arena, FIXTURE_BYTES);
    while (str_split(&rest, '\n', &line)) {
        if (str_starts(line, S("--@")))
            is_ours = str_eq(line, S("--@all")) ||
                      str_eq(line, t.kind == DB_SQLITE ? S("--@sqlite") : S("--@postgres"));
        for (size_t i = 0; is_ours && i < line.len; i++) {
            bool is_blob = line.p[i] == '#';
            is_open = is_open != is_blob;
            if (is_blob)
                buf_add(&out, !is_open ? S("'") : t.kind == DB_SQLITE ? S("x'") : S("'\\x"));
            else
                buf_add(&out, str_make(line.p + i, 1));
        }
        buf_add(&out, S("\n"));
    }
    return str_cz(&t.arena, buf_str(&out));
}

static void script(const char *sql, int number)
{
    if (str_trim(str_c(sql)).len > 0 && db_script(&t.cx, sql) != OK)
        fail_msg("schema %d: %s", number, t.cx.err.text);
}

/* The answer to a GET holds the words. */
static void answers(const char *target, const char *words)
{
    const struct router_call call = { GET, str_c(target), S("") };
    struct response rs = { 0 };
    assert_int_equal(router_run(&t.cx, &call, &rs), OK);
    if (rs.status >= 300 || !str_contains(rs.body, str_c(words)))
        fail_msg("%s: %d %.*s", target, rs.status, FMT(rs.body));
}

/* What a store of that schema and later ones holds. */
static const struct {
    int since;
    const char *target;
    const char *words;
} held[] = {
    { 1, "/api/v1/projects", "\"name\":\"Shop\"" },
    { 1, "/api/v1/projects", "\"latest_event\":\"2026-11-24T10:00:00Z\"" },
    { 1, "/api/v1/projects/shop/keys", "8298495db9c44f31818e90f8785b2638" },
    { 1, "/api/v1/users", "member@example.com" },
    { 1, "/api/v1/groups", "\"name\":\"Team\"" },
    { 1, "/api/v1/projects/shop/issues", "ValueError: it broke" },
    { 1, "/api/v1/projects/shop/issues/SHOP-2", "\"status\":\"resolved\"" },
    { 1, "/api/v1/projects/shop/issues/SHOP-1/events", "\"value\":\"it broke\"" },
    { 1, "/api/v1/projects/shop/issues/SHOP-1/facets", "\"plan\"" },
    { 1, "/api/v1/projects/shop/issues/SHOP-1/tags", "\"value\":\"blue\"" },
    { 13, "/api/v1/system/outbox?state=dead", "550 no such user" },
    { 14, "/api/v1/system/audit", "\"action\":\"user.role\"" },
    { 16, "/api/v1/projects/shop/issues/SHOP-1/comments", "It is the cart" },
    { 16, "/api/v1/notifications", "\"kind\":\"followed\"" },
    { 21, "/api/v1/projects/shop/issues/SHOP-1", "\"priority\":80" },
    { 21, "/api/v1/projects/shop/issues/SHOP-1/tags", "\"value\":\"rule\"" },
    { 22, "/api/v1/jobs/01a20cff-7d00-7000-8000-00000000e001", "\"affected\":699" },
    { 22, "/api/v1/projects/shop/settings/discarded", "Noise: dropped" },
    { 25, "/api/v1/views", "\"name\":\"Open errors\"" },
    { 35, "/api/v1/projects/shop/issues/SHOP-1/trackers", "\"key\":\"SHOP-7\"" },
    { 35, "/api/v1/projects/shop/issues/SHOP-1/trackers", "\"key\":\"12\"" },
    { 39, "/api/v1/projects/shop/trackers", "https://git.example.com/api/v1" },
};

static void answers_all(int schema)
{
    static const struct actor ana = {
        .kind = ACTOR_SESSION, .user_id = 1, .role = ROLE_ADMIN, .sees_all = true
    };

    t.cx.actor = &ana;
    for (size_t i = 0; i < ARRAY_LEN(held); i++)
        if (schema >= held[i].since)
            answers(held[i].target, held[i].words);
    t.cx.actor = NULL;
}

static void upgrade_from(enum db_kind kind, int start)
{
    int applied = 0;
    test_store_open_empty(&t, kind);
    for (int number = 1; number <= start; number++) {
        script(migration_table[number - 1].sql[kind], number);
        script(fixture_sql(number), number);
    }
    char mark[PATH_BYTES];
    (void)snprintf(mark, sizeof mark, "UPDATE meta SET value = '%d' WHERE key = 'schema'", start);
    script(mark, start);
    if (migrate_run(&t.cx, &applied) != OK)
        fail_msg("from schema %d: %s", start, t.cx.err.text);
    assert_int_equal(applied, (int)migration_count - start);
    if (app_configure(&t.cx) != OK)
        fail_msg("%s", t.cx.err.text);
    answers_all(start);
    test_store_close(&t);
}

static void upgrade_from_each(enum db_kind kind)
{
    for (int start = 1; start <= (int)migration_count; start++)
        upgrade_from(kind, start);
}

TEST(upgrade_from_every_older_schema_keeps_what_it_held_on_sqlite)
{
    upgrade_from_each(DB_SQLITE);
}

TEST(upgrade_from_every_older_schema_keeps_what_it_held_on_postgres)
{
    upgrade_from_each(DB_POSTGRES);
}
