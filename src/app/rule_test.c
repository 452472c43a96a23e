#include "base/base.h"

#include "base/test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "feature/ingest/digest_testing.h"
#include "feature/issue/issue_change.h"
#include "feature/rule/rule_int.h"
#include "port/db.h"

/* What a project's rules may take together, on both stores. */

enum { LARGE_BYTES = 60000, MANY = 600 };

static struct digest_test t;

static struct str large_tree(const char *head, size_t bytes)
{
    struct buf b;

    buf_init(&b, t.store.cx.arena, CONDITION_BYTES);
    buf_printf(&b, "{\"type\":\"level\",\"op\":\"in\",\"value\":[\"%s\"", head);
    while (b.len + 1010 < bytes)
        buf_printf(&b, ",\"%01000d\"", 0);
    buf_add(&b, S("]}"));
    assert_false(buf_is_full(&b));
    return buf_str(&b);
}

static enum status put(struct str uuid, struct str tree, struct rule *out)
{
    struct rule_change change = { .project_id = 1, .kind = "tag", .uuid = uuid };

    *out = (struct rule){ .name = S("r"),
                          .is_enabled = true,
                          .conditions = tree,
                          .tree = tree,
                          .settings = S("{}") };
    return rule_put(&t.store.cx, &change, out);
}

/* Adds rules until there is no room; how many there are. */
static int fill(struct str tree, struct rule *last)
{
    struct rule rule;
    int n = 0;

    while (put((struct str){ 0 }, tree, &rule) == OK) {
        *last = rule;
        n++;
    }
    if (strcmp(t.store.cx.err.code, "rules_too_large") != 0)
        fail_msg("%s", t.store.cx.err.text);
    err_clear(&t.store.cx.err);
    return n;
}

static void check_read(size_t wanted)
{
    struct rule_book book;
    struct rule *rules;
    size_t n;

    assert_int_equal(rules_read(&t.store.cx, 1, "tag", &rules, &n), OK);
    assert_int_equal(n, wanted);
    assert_int_equal(rule_book_read(&t.store.cx, 1, 1, &book), OK);
    assert_true(book.n >= wanted);
}

static void check_bytes(enum db_kind kind)
{
    struct rule last, rule;

    digest_test_begin(&t, kind);
    struct str large = large_tree("a", LARGE_BYTES);
    int n = fill(large, &last);
    assert_int_equal(n, RULES_BYTES / (int)(2 * large.len + 2));
    check_read((size_t)n);
    assert_int_equal(put(last.uuid, S("{\"type\":\"title\",\"value\":\"a\"}"), &rule), OK);
    assert_int_equal(put((struct str){ 0 }, large, &rule), OK);
    digest_test_end(&t);
}

TEST(rules_of_a_project_have_so_many_bytes_together_on_sqlite)
{
    check_bytes(DB_SQLITE);
}

TEST(rules_of_a_project_have_so_many_bytes_together_on_postgres)
{
    check_bytes(DB_POSTGRES);
}

TEST(compiled_patterns_of_a_project_have_so_much_memory_together)
{
    struct str tree = S("{\"type\":\"title\",\"op\":\"matches\",\"value\":"
                        "\"(?:[a-z]x[0-9]{2}y[^k]z){200}\"}");
    struct rule last;

    digest_test_begin(&t, DB_SQLITE);
    int n = fill(tree, &last);
    assert_in_range(n, 100, RULES_MAX - 1);
    check_read((size_t)n);
    digest_test_end(&t);
}

static enum status put_hours(int hours, struct rule *out)
{
    return put((struct str){ 0 },
               str_printf(t.store.cx.arena,
                          "{\"type\":\"velocity\",\"hours\":%d,\"op\":\"gte\",\"value\":5}", hours),
               out);
}

TEST(one_window_more_than_are_counted_is_refused_and_one_that_is_counted_is_not)
{
    struct rule rule;

    digest_test_begin(&t, DB_SQLITE);
    for (int i = 0; i < CONDITION_WINDOWS; i++)
        assert_int_equal(put_hours(2 + i, &rule), OK);
    assert_int_equal(put_hours(100, &rule), E_INVALID);
    assert_string_equal(t.store.cx.err.code, "too_many_windows");
    err_clear(&t.store.cx.err);
    assert_int_equal(put_hours(2, &rule), OK);
    assert_int_equal(test_number(&t.store, "SELECT count(*) FROM rule"), CONDITION_WINDOWS + 1);
    digest_test_end(&t);
}

/* --- as the digest's hook ---------------------------------------------------------------- */

static enum status read_document(struct ctx *cx, const void *from, struct str *out)
{
    (void)from;
    *out = str_dup(cx->arena, S("{\"extra\":{\"path\":\"payment\"}}"));
    return OK;
}

/* The issue gets its event number n. */
static enum status run_hook(int64_t n)
{
    struct issue_change change = {
        .project_id = 1,
        .issue_id = 9,
        .after = { .title = S("broke"), .level = S("error"), .event_count = n, .priority = 50 },
        .type = S(""),
        .culprit = S(""),
        .platform = S(""),
        .first_release = S(""),
        .n_events = 1,
        .event = { .read_document = read_document },
    };

    return rule_after_event(&t.store.cx, &change);
}

static void add_tag_rule(void)
{
    struct rule_change change = { .project_id = 1, .kind = "tag" };
    struct rule rule = {
        .name = S("r"),
        .is_enabled = true,
        .tree = S("{\"type\":\"event_data\",\"op\":\"contains\",\"value\":\"payment\"}"),
        .settings = S("{\"tag_key\":\"team\",\"tag_value\":\"money\"}"),
    };

    assert_int_equal(rule_put(&t.store.cx, &change, &rule), OK);
}

TEST(documents_that_rules_looked_at_are_given_back)
{
    digest_test_begin(&t, DB_SQLITE);
    add_tag_rule();
    for (int64_t i = 1; i <= 3; i++) {
        size_t used = t.store.cx.arena->used;
        assert_int_equal(run_hook(i), OK);
        assert_int_equal(t.store.cx.arena->used, used);
    }
    assert_int_equal(test_number(&t.store, "SELECT count(*) FROM issue_label"), 1);
    rule_stop(&t.store.cx);
    digest_test_end(&t);
}

TEST(a_label_that_could_not_be_put_on_is_by_the_next_event)
{
    struct ctx *cx = &t.store.cx;

    digest_test_begin(&t, DB_SQLITE);
    add_tag_rule();
    assert_int_equal(db_script(cx, "ALTER TABLE issue_label RENAME TO away"), OK);
    assert_int_not_equal(run_hook(1), OK);
    err_clear(&cx->err);
    assert_int_equal(db_script(cx, "ALTER TABLE away RENAME TO issue_label"), OK);
    assert_int_equal(run_hook(2), OK);
    assert_int_equal(test_number(&t.store, "SELECT count(*) FROM issue_label"), 1);
    rule_stop(cx);
    digest_test_end(&t);
}

/* Rules that were saved before there was a bound. */
static void fill_unbounded(enum db_kind kind)
{
    struct ctx *cx = &t.store.cx;
    struct str text = str_printf(
        cx->arena,
        "INSERT INTO rule (uuid, project_id, kind, name, is_enabled, position, points, conditions,"
        " tree, data_patterns, settings, version, created_ms, updated_ms)"
        " WITH RECURSIVE c (n) AS (SELECT 10000 UNION ALL SELECT n + 1 FROM c WHERE n < %d)"
        " SELECT '01a20cff-7d00-7000-8000-0000000' || n, 1, 'tag', 'old', TRUE, n, 0, '',"
        " '{\"type\":\"title\",\"value\":\"a\",\"more\":\"' || %s || '\"}', 0, '{}', 1, 1, 1"
        " FROM c",
        10000 + MANY - 1,
        kind == DB_SQLITE ? "replace(hex(zeroblob(30000)), '00', 'xx')" : "repeat('xx', 30000)");

    assert_int_equal(db_script(cx, str_cz(cx->arena, text)), OK);
}

static void check_repair(enum db_kind kind)
{
    struct rule rule;
    struct rule *rules;
    size_t n;
    int64_t id;

    digest_test_begin(&t, kind);
    struct ctx *cx = &t.store.cx;
    fill_unbounded(kind);
    check_read(RULES_BYTES / (LARGE_BYTES + 50));
    assert_int_equal(put((struct str){ 0 }, large_tree("a", LARGE_BYTES), &rule), E_CONFLICT);
    err_clear(&cx->err);
    assert_int_equal(rules_read(cx, 1, "tag", &rules, &n), OK);
    struct str smaller = large_tree("a", LARGE_BYTES / 3);
    if (put(rules[0].uuid, smaller, &rule) != OK)
        fail_msg("%s", cx->err.text);
    struct rule_change gone = { .project_id = 1, .kind = "tag", .uuid = rules[1].uuid };
    assert_int_equal(rule_drop(cx, &gone), OK);
    id = test_number(&t.store, "SELECT count(*) FROM rule");
    assert_int_equal(id, MANY - 1);
    digest_test_end(&t);
}

TEST(a_project_with_more_rules_than_there_may_be_can_be_mended_on_sqlite)
{
    check_repair(DB_SQLITE);
}

TEST(a_project_with_more_rules_than_there_may_be_can_be_mended_on_postgres)
{
    check_repair(DB_POSTGRES);
}
