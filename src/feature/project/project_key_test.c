#include "feature/project/project_key.c"

#include "base/buf.h"
#include "core/config.h"
#include "core/store_testing.h"

static const char two_projects[] =
    "INSERT INTO project (id, uuid, name, slug, short_prefix, warning_as_error,"
    " route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"
    " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage, analysis_db_enabled,"
    " created_ms, updated_ms) VALUES"
    " (1, '01934567-89ab-7cde-8f01-000000000001', 'A', 'a', 'A', FALSE, FALSE, FALSE, FALSE,"
    "  FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1),"
    " (2, '01934567-89ab-7cde-8f01-000000000002', 'B', 'b', 'B', FALSE, FALSE, FALSE, FALSE,"
    "  FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1);"
    "INSERT INTO project_key (id, uuid, project_id, public_key, label, is_enabled, per_hour,"
    " created_ms) VALUES"
    " (11, 'k1', 2, '0000000000000000000000000000000b', '', TRUE, 60, 1),"
    " (12, 'k2', 1, '0000000000000000000000000000000a', '', FALSE, 0, 1);"
    "INSERT INTO project_section (project_id, name, version, body, updated_ms) VALUES"
    " (2, 'limits', 4, '{\"a\":\"x y\"}', 1), (2, 'filters', 1, '{}', 1);";

static struct test_store t;

static void fresh(enum db_kind kind)
{
    test_store_open(&t, kind);
    assert_int_equal(db_script(&t.cx, two_projects), OK);
    assert_int_equal(project_keys_load(&t.cx), OK);
}

static void check_table(void)
{
    struct project_key key;
    struct project_section section;

    assert_int_equal(project_key_find(S("0000000000000000000000000000000B"), &key), KEY_FOUND);
    assert_int_equal(key.project_id, 2);
    assert_int_equal(key.key_id, 11);
    assert_string_equal(key.project_uuid, "01934567-89ab-7cde-8f01-000000000002");
    assert_true(key.is_enabled);
    assert_int_equal(key.rates.per_hour, 60);
    assert_int_equal(key.rates.per_day, 0);
    assert_int_equal(project_key_find(S("0000000000000000000000000000000a"), &key), KEY_FOUND);
    assert_false(key.is_enabled);
    assert_int_equal(project_key_project(S("1")), 1);
    assert_int_equal(project_key_project(S("01934567-89AB-7cde-8f01-000000000002")), 2);
    assert_int_equal(project_key_project(S("3")), 0);
    assert_true(project_section_find(2, S("limits"), &t.arena, &section));
    assert_int_equal(section.version, 4);
    assert_str_equal(section.body, S("{\"a\":\"x y\"}"));
    assert_true(project_section_find(2, S("filters"), &t.arena, &section));
    assert_false(project_section_find(2, S("scrubbing"), &t.arena, &section));
    assert_false(project_section_find(1, S("limits"), &t.arena, &section));
}

static void check_loading(enum db_kind kind)
{
    fresh(kind);
    check_table();
    test_store_close(&t);
}

TEST(keys_and_sections_are_loaded_from_sqlite)
{
    check_loading(DB_SQLITE);
}

TEST(keys_and_sections_are_loaded_from_postgres)
{
    check_loading(DB_POSTGRES);
}

TEST(an_older_load_does_not_replace_a_newer_one)
{
    struct project_table old;
    struct project_key key;

    fresh(DB_SQLITE);
    uint64_t ticket = project_table_ticket();
    assert_int_equal(project_keys_load(&t.cx), OK);
    project_table_begin(&old, 0, 0);
    project_table_put(&old, ticket, true);
    assert_int_equal(project_key_find(S("0000000000000000000000000000000b"), &key), KEY_FOUND);
    test_store_close(&t);
}

static int64_t last_used(int64_t id)
{
    struct q_project_key_list_row *rows;
    size_t n;

    assert_int_equal(
        q_project_key_list(&t.cx, &(struct q_project_key_list_args){ id == 11 ? 2 : 1 }, &rows, &n),
        OK);
    assert_int_equal(n, 1);
    return rows[0].last_used_ms;
}

TEST(last_uses_are_written_and_never_go_back)
{
    fresh(DB_SQLITE);
    project_key_used(11, 5000);
    project_key_used(11, 4000);
    assert_int_equal(last_used(11), 0);
    db_fail_nth(t.cx.db, 2, E_BUSY);
    assert_int_equal(project_keys_write_used(&t.cx), E_BUSY);
    err_clear(&t.cx.err);
    assert_int_equal(project_keys_write_used(&t.cx), OK);
    assert_int_equal(last_used(11), 5000);
    project_key_used(11, 3000);
    assert_int_equal(project_keys_write_used(&t.cx), OK);
    assert_int_equal(last_used(11), 5000);
    assert_int_equal(last_used(12), 0);
    test_store_close(&t);
}

TEST(a_hundred_thousand_projects_fit_into_eight_megabytes)
{
    enum { PROJECTS = 100000, MOST_BYTES = 8 << 20 };
    struct project_table all;
    struct project_key key;
    char text[2 * PUBLIC_KEY_BYTES + 1];

    project_table_begin(&all, PROJECTS, 0);
    for (int i = 1; i <= PROJECTS; i++) {
        (void)snprintf(text, sizeof text, "%032x", (unsigned)i * 2654435761u);
        struct key_text row = { str_c(text),
                                S("01934567-89ab-7cde-8f01-000000000001"),
                                { .key_id = i, .project_id = i, .is_enabled = true } };
        assert_true(project_table_add_key(&all, &row));
    }
    assert_true(all.arena.used <= MOST_BYTES);
    project_table_put(&all, project_table_ticket(), true);
    assert_int_equal(project_key_find(str_c(text), &key), KEY_FOUND);
    assert_int_equal(key.project_id, PROJECTS);
    assert_int_equal(project_key_project(S("77777")), 77777);
    project_table_begin(&all, 0, 0);
    project_table_put(&all, project_table_ticket(), true);
}
