#include "feature/ingest/outcome.c"

#include "base/test.h"
#include "core/store_testing.h"

static struct test_store t;
static const struct str own_spool = { "01934567-89ab-7cde-8f01-000000000001", 36 };

static int64_t quantity(void)
{
    return test_number(&t, "SELECT CAST(coalesce(sum(quantity), 0) AS BIGINT) FROM outcome_hour");
}

static void count_one(void)
{
    outcome_count(1, t.cx.now_ms, "error", "rate_limited:address", 1);
}

/* Each statement of a flush fails in its turn, and so does the answer to its commit. */
static void check_flush(enum db_kind kind)
{
    enum status st = E_BUSY;
    int64_t counted = 0;

    test_store_open(&t, kind);
    for (unsigned nth = 1; st != OK; nth++) {
        count_one();
        counted++;
        db_fail_nth(t.cx.db, nth, E_BUSY);
        st = outcome_flush(&t.cx, own_spool);
        db_fail_nth(t.cx.db, 0, OK);
        err_clear(&t.cx.err);
        struct outcome *pending;
        size_t n = outcome_pending(&t.cx, 1, &pending);
        int64_t sum = quantity();
        for (size_t i = 0; i < n; i++)
            sum += pending[i].quantity;
        assert_int_equal(sum, counted);
    }
    while (counted > quantity())
        assert_int_equal(outcome_flush(&t.cx, own_spool), OK);
    assert_int_equal(quantity(), counted);
    test_store_close(&t);
}

TEST(outcomes_are_kept_when_they_cannot_be_written_on_sqlite)
{
    check_flush(DB_SQLITE);
}

TEST(outcomes_are_kept_when_they_cannot_be_written_on_postgres)
{
    check_flush(DB_POSTGRES);
}

/* The commit was done, its answer did not come. */
static void check_lost_answer(enum db_kind kind)
{
    test_store_open(&t, kind);
    count_one();
    take_next();
    assert_int_equal(write_all(&t.cx, own_spool), OK);
    count_one();
    assert_int_equal(outcome_flush(&t.cx, own_spool), OK);
    assert_int_equal(quantity(), 2);
    assert_int_equal(outcome_flush(&t.cx, own_spool), OK);
    assert_int_equal(quantity(), 2);
    test_store_close(&t);
}

TEST(outcomes_are_written_once_when_the_answer_to_the_commit_was_lost_on_sqlite)
{
    check_lost_answer(DB_SQLITE);
}

TEST(outcomes_are_written_once_when_the_answer_to_the_commit_was_lost_on_postgres)
{
    check_lost_answer(DB_POSTGRES);
}
