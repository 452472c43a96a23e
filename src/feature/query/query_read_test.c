#include "feature/query/query_read.c"

#include "base/buf.h"
#include "base/test.h"
#include "feature/ingest/digest_batch.h"

static struct arena arena, kept;
static struct ctx cx;

static const struct query_sight *read_event(const char *text)
{
    struct event ev = { .transaction = S("/t"), .received_ms = 5 };
    struct event_reading in = { &ev, 1, &kept };
    struct json_doc *doc;

    arena_init(&arena, "test", 8 << 20);
    arena_init(&kept, "kept", 8 << 20);
    cx = (struct ctx){ .arena = &arena };
    assert_int_equal(json_parse(&cx, str_c(text), &doc, NULL), OK);
    ev.root = json_root(doc);
    return query_read_event(&cx, &in);
}

#define CRUMBS(list) "{\"breadcrumbs\":{\"values\":[" list "]}}"

TEST(an_event_without_sql_tells_nothing)
{
    assert_null(read_event("{}"));
    arena_release(&arena);
    arena_release(&kept);
    assert_null(read_event(CRUMBS("{\"category\":\"http\",\"message\":\"select me\"},"
                                  "{\"category\":\"query\",\"message\":\"COMMIT\"},"
                                  "{\"category\":\"query\"},7,{\"category\":3}")));
    arena_release(&arena);
    arena_release(&kept);
    assert_null(read_event("{\"extra\":{\"gosnag_query_summary\":\"none\"}}"));
    arena_release(&arena);
    arena_release(&kept);
}

TEST(an_agents_hash_is_one_pattern_whatever_it_says)
{
    const struct query_sight *s = read_event(
        "{\"extra\":{\"gosnag_query_summary\":[{\"hash\":\"h\",\"query\":\"q 1\",\"count\":5},"
        "{\"hash\":\"h\",\"query\":\"q 2\",\"count\":6}]}}");

    assert_int_equal(s->n, 1); /* else one event would be two */
    assert_int_equal(s->uses[0].count, 11);
    arena_release(&arena);
    arena_release(&kept);
}

TEST(one_event_tells_no_more_than_a_sum_holds_for_long)
{
#define MUCH "{\"hash\":\"h\",\"query\":\"q\",\"count\":900000,\"total_ms\":80000000}"
    const struct query_sight *s =
        read_event("{\"extra\":{\"gosnag_query_summary\":[" MUCH "," MUCH "]}}");

    assert_int_equal(s->uses[0].count, COUNT_MAX);
    assert_int_equal(s->uses[0].timed, COUNT_MAX);
    assert_int_equal(s->uses[0].total_us, (int64_t)MS_MAX * US_PER_MS);
    arena_release(&arena);
    arena_release(&kept);
}

TEST(breadcrumbs_of_one_shape_are_added_up)
{
    const struct query_sight *s = read_event(CRUMBS(
        "{\"category\":\"query\",\"message\":\"SELECT a FROM t WHERE id = 1\"},"
        "{\"category\":\"sql.query\",\"message\":\"SELECT a FROM t WHERE id = 2\","
        "\"data\":{\"executionTimeMs\":2.5}},"
        "{\"category\":\"sql.query\",\"message\":\"SELECT a FROM t WHERE id = 2\","
        "\"data\":{\"duration_ms\":\"7\"}},"
        "{\"type\":\"query\",\"data\":{\"statement\":\"DELETE FROM u\",\"duration_ms\":-1}}"));

    assert_int_equal(s->n, 2);
    assert_str_equal(s->transaction, S("/t"));
    assert_str_equal(s->uses[0].shape, S("SELECT a FROM t WHERE id = ?"));
    assert_str_equal(s->uses[0].table, S("t"));
    assert_int_equal(s->uses[0].count, 3);
    assert_int_equal(s->uses[0].timed, 2);
    assert_int_equal(s->uses[0].total_us, 9500);
    assert_int_equal(s->uses[0].max_us, 7000);
    assert_int_equal(s->uses[1].timed, 0);
    arena_release(&arena);
    arena_release(&kept);
}

TEST(an_events_shapes_have_a_bound)
{
    struct buf b;
    char text[40 << 10];

    buf_init_fixed(&b, text, sizeof text);
    buf_add(&b, S("{\"breadcrumbs\":{\"values\":["));
    for (int i = 0; i < 2 * QUERY_SHAPES_MAX; i++)
        buf_printf(&b, "%s{\"category\":\"query\",\"message\":\"SELECT a%d\"}", i > 0 ? "," : "",
                   i);
    buf_add(&b, S("]}}"));
    buf_add_char(&b, '\0');
    assert_int_equal(read_event(text)->n, QUERY_SHAPES_MAX);
    arena_release(&arena);
    arena_release(&kept);
}

TEST(a_summary_that_makes_no_sense_is_read_as_far_as_it_does)
{
    const struct query_sight *s = read_event(
        "{\"extra\":{\"gosnag_query_summary\":[{\"query\":\"SELECT 1\",\"hash\":\"h\","
        "\"count\":-5,\"total_ms\":\"x\"},{\"query\":\"SELECT 1\",\"hash\":\"h\",\"count\":4,"
        "\"total_ms\":8,\"table\":\"t\"},{\"hash\":\"only\"},null]}}");

    assert_int_equal(s->n, 1);
    assert_int_equal(s->uses[0].count, 5);
    assert_int_equal(s->uses[0].timed, 4);
    assert_int_equal(s->uses[0].total_us, 8000);
    assert_int_equal(s->uses[0].max_us, 2000);
    assert_str_equal(s->uses[0].table, S("t"));
    arena_release(&arena);
    arena_release(&kept);
}

TEST(times_of_spans_are_numbers_or_dates)
{
    struct envelope_item item = {
        .payload = S("{\"transaction\":\"/x\",\"spans\":["
                     "{\"op\":\"db\",\"description\":\"SELECT 1\",\"start_timestamp\":10.5,"
                     "\"timestamp\":10.75},"
                     "{\"op\":\"db.query\",\"data\":{\"db.statement\":\"SELECT 2\"},"
                     "\"start_timestamp\":\"2026-11-24T10:00:00Z\","
                     "\"timestamp\":\"2026-11-24T10:00:01Z\"},"
                     "{\"op\":\"db\",\"description\":\"SELECT 3\",\"start_timestamp\":9,"
                     "\"timestamp\":1},{\"op\":\"dbx\",\"description\":\"SELECT 4\"}]}"),
    };
    struct item_input in = { .item = &item, .project_id = 1, .received_ms = 5, .kept = &kept };
    void *out = NULL;

    arena_init(&arena, "test", 8 << 20);
    arena_init(&kept, "kept", 8 << 20);
    cx = (struct ctx){ .arena = &arena };
    assert_true(query_wants_transaction(item.payload));
    assert_int_equal(query_prepare_transaction(&cx, &in, &out), OK);
    assert_non_null(out);
    const struct query_sight *s = out;
    assert_int_equal(s->n, 1);
    assert_int_equal(s->uses[0].count, 3);
    assert_int_equal(s->uses[0].timed, 2);
    assert_int_equal(s->uses[0].total_us, 1250000);
    arena_release(&arena);
    arena_release(&kept);
}

TEST(a_transaction_that_tells_of_no_sql_is_counted_as_such)
{
    struct envelope_item item = {
        .payload = S("{\"spans\":[{\"op\":\"db.redis\",\"description\":\"GET user:1\"}]}"),
    };
    struct item_count *counts = NULL;
    struct item_input in = { .item = &item, .project_id = 1, .kept = &kept, .counts = &counts };
    void *out = NULL;

    arena_init(&arena, "test", 8 << 20);
    arena_init(&kept, "kept", 8 << 20);
    cx = (struct ctx){ .arena = &arena };
    assert_true(query_wants_transaction(item.payload));
    assert_int_equal(query_prepare_transaction(&cx, &in, &out), OK);
    assert_null(out);
    assert_non_null(counts);
    assert_string_equal(counts->reason, "not_kept");
    assert_int_equal(counts->quantity, 1);
    arena_release(&arena);
    arena_release(&kept);
}
