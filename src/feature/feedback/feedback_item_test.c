#include "feature/feedback/feedback_item.c"

#include "base/test.h"
#include "feature/ingest/digest_testing.h"

static struct digest_test t;

static void digest_event(void)
{
    struct record_id id = { .id = { .b = { 7 } } };
    struct record r = { .seq = ++t.seq,
                        .received_ms = t.store.cx.now_ms,
                        .project_id = 1,
                        .kind = RECORD_EVENT,
                        .ids = &id,
                        .n_ids = 1,
                        .body = S("{\"message\":\"it broke\"}") };
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    struct digest_result result;

    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &r, b), OK);
    assert_int_equal(digest_store(&t.store.cx, &t.tools, digest_test_spool, b, &result), OK);
}

static void write_feedback(int64_t n, int64_t received_ms, uint8_t event)
{
    const uint8_t event_id[EVENT_ID_BYTES] = { event }, own_id[EVENT_ID_BYTES] = { 9, (uint8_t)n };
    struct q_feedback_insert_args args = {
        .project_id = 1,
        .id = str_printf(&t.store.arena, "01934567-89ab-7cde-8f01-%012lld", (long long)n),
        .received_ms = received_ms,
        .own_id = str_make((const char *)own_id, EVENT_ID_BYTES),
        .event_id = str_make((const char *)event_id, EVENT_ID_BYTES),
        .source = S("user_report"),
        .name = S(""),
        .email = S(""),
        .comments = S("late"),
        .url = S(""),
    };

    assert_int_equal(q_feedback_insert(&t.store.cx, &args), OK);
}

/* More than a page waits in vain, all of the same moment; what came last has its event. */
static void check_link(enum db_kind kind)
{
    digest_test_begin(&t, kind);
    digest_event();
    for (int64_t n = 0; n < LINK_ROWS + 3; n++)
        write_feedback(n, t.store.cx.now_ms - MS_PER_HOUR, 8);
    write_feedback(LINK_ROWS + 3, t.store.cx.now_ms, 7);
    assert_int_equal(link_events(&t.store.cx, S("")), OK);
    assert_int_equal(
        test_number(&t.store, "SELECT count(*) FROM feedback WHERE fingerprint_id > 0"), 1);
    assert_int_equal(
        test_number(&t.store, "SELECT count(*) FROM feedback WHERE fingerprint_id = 0"),
        LINK_ROWS + 3);
    digest_test_end(&t);
}

TEST(feedback_that_waits_in_vain_does_not_hide_what_came_after_it_on_sqlite)
{
    check_link(DB_SQLITE);
}

TEST(feedback_that_waits_in_vain_does_not_hide_what_came_after_it_on_postgres)
{
    check_link(DB_POSTGRES);
}
