#include "feature/system/storage.c"

#include "base/test.h"
#include "core/store_testing.h"

enum { NOW_HOUR = 480000 };

static const struct storage_kind *kind_of(const struct storage *s, struct str name)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_eq(s->kinds[i].kind, name))
            return &s->kinds[i];
    fail_msg("no kind %.*s", FMT(name));
    return NULL;
}

static struct storage read_at(struct test_store *t, int64_t hour)
{
    struct storage s;
    t->cx.now_ms = hour * MS_PER_HOUR;
    assert_int_equal(storage_read(&t->cx, &s), OK);
    return s;
}

TEST(storage_counts_events_and_files_from_kept_counters)
{
    struct test_store t;
    test_store_open(&t, DB_SQLITE);
    assert_int_equal(db_script(&t.cx, "INSERT INTO segment (id, day, first_ms, last_ms, events,"
                                      " bytes, is_closed) VALUES (1, 1, 1, 1, 40, 5000, TRUE);"
                                      "INSERT INTO attachment_usage VALUES (7, 3, 900)"),
                     OK);
    struct storage s = read_at(&t, NOW_HOUR);
    assert_int_equal(kind_of(&s, S("events"))->bytes, 5000);
    assert_int_equal(kind_of(&s, S("events"))->n_rows.value, 40);
    assert_int_equal(kind_of(&s, S("files"))->bytes, 900);
    assert_int_equal(kind_of(&s, S("files"))->n_rows.value, 3);
    assert_true(kind_of(&s, S("other"))->bytes > 0);
    test_store_close(&t);
}

TEST(storage_does_not_guess_growth_within_the_first_hour)
{
    struct test_store t;
    test_store_open(&t, DB_SQLITE);
    t.cx.now_ms = (int64_t)NOW_HOUR * MS_PER_HOUR;
    assert_int_equal(storage_measure(&t.cx, (struct str){ NULL, 0 }), OK);
    struct storage s = read_at(&t, NOW_HOUR);
    assert_false(s.growth_bytes.set);
    assert_false(s.full_in_days.set);
    test_store_close(&t);
}

TEST(storage_says_when_the_disk_is_full_at_this_growth)
{
    struct test_store t;
    test_store_open(&t, DB_SQLITE);
    t.cx.now_ms = (int64_t)NOW_HOUR * MS_PER_HOUR;
    assert_int_equal(storage_measure(&t.cx, (struct str){ NULL, 0 }), OK);
    assert_int_equal(db_script(&t.cx, "INSERT INTO attachment_usage VALUES (7, 1, 4800000)"), OK);
    struct storage s = read_at(&t, NOW_HOUR + 2 * HOURS_PER_DAY);
    assert_int_equal(kind_of(&s, S("files"))->growth_bytes.value, 2400000);
    assert_true(s.growth_bytes.value >= 2400000);
    assert_true(s.full_in_days.set);
    test_store_close(&t);
}

TEST(storage_forgets_what_is_older_than_a_week)
{
    struct test_store t;
    struct q_storage_oldest_row *rows;
    size_t n;
    test_store_open(&t, DB_SQLITE);
    for (int64_t day = 0; day < 9; day++) {
        t.cx.now_ms = (NOW_HOUR + day * HOURS_PER_DAY) * MS_PER_HOUR;
        assert_int_equal(storage_measure(&t.cx, (struct str){ NULL, 0 }), OK);
    }
    assert_int_equal(q_storage_oldest(&t.cx, &rows, &n), OK);
    assert_int_equal(rows[0].hour, NOW_HOUR + HOURS_PER_DAY);
    test_store_close(&t);
}
