#include "feature/stats/stat_project.c"

#include "base/test.h"
#include "core/store_testing.h"

static void put(struct ctx *cx, int64_t fingerprint_id, const char *const *pairs, int64_t count)
{
    struct stat_blob s = { .fingerprint_id = fingerprint_id, .project_id = 1 };
    struct buf b;

    for (; *pairs != NULL; pairs += 2)
        (void)stat_blob_count(cx->arena, &s, str_c(pairs[0]), str_c(pairs[1]), count);
    buf_init(&b, cx->arena, BLOB_BYTES);
    stat_blob_encode(&s, &b);
    assert_int_equal(q_stat_set(cx, &(struct q_stat_set_args){ fingerprint_id, 1, buf_str(&b) }),
                     OK);
}

static void check_sum(enum db_kind kind)
{
    struct test_store t;
    struct stat_key *keys;
    size_t n;

    test_store_open(&t, kind);
    assert_int_equal(
        db_script(&t.cx,
                  "INSERT INTO project (uuid, name, slug, short_prefix, warning_as_error,"
                  " route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"
                  " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage,"
                  " analysis_db_enabled, created_ms, updated_ms) VALUES ('a', 'Shop', 'shop',"
                  " 'SHOP', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE,"
                  " 1, 1);"
                  "INSERT INTO fingerprint (project_id, hash, grouping_version, issue_id,"
                  " home_issue_id, first_seen_ms, last_seen_ms, event_count, stored_count) VALUES"
                  " (1, 'aaaaaaaaaaaaaaaa', 1, 1, 1, 1, 1, 5, 5),"
                  " (1, 'bbbbbbbbbbbbbbbb', 1, 2, 2, 1, 1, 5, 5)"),
        OK);
    put(&t.cx, 1, (const char *const[]){ "os", "Linux", "browser", "Firefox", NULL }, 3);
    put(&t.cx, 2, (const char *const[]){ "os", "Linux", "os", "Mac", NULL }, 1);
    assert_int_equal(stat_project_tags(&t.cx, 1, &keys, &n), OK); /* before the job ran */
    assert_int_equal(n, 2);
    assert_int_equal(keys[0].total, 5);
    assert_int_equal(stat_project_run(&t.cx, S("")), OK);
    assert_int_equal(stat_project_tags(&t.cx, 1, &keys, &n), OK);
    assert_int_equal(n, 2);
    assert_str_equal(keys[0].key, S("os"));
    assert_int_equal(keys[0].total, 5);
    assert_str_equal(keys[0].values[0].value, S("Linux"));
    assert_int_equal(keys[0].values[0].count, 4);
    test_store_close(&t);
}

TEST(a_projects_tags_are_the_sum_of_its_fingerprints_on_sqlite)
{
    check_sum(DB_SQLITE);
}

TEST(a_projects_tags_are_the_sum_of_its_fingerprints_on_postgres)
{
    check_sum(DB_POSTGRES);
}
