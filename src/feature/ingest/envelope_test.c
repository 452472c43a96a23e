#include "feature/ingest/envelope.c"

#include "base/arena.h"
#include "base/test.h"

enum { TEST_ARENA = 8 << 20 };

struct read {
    enum status st;
    struct envelope envelope;
    struct envelope_item items[8];
    size_t n;
};

static struct arena arena;

static struct read read_all(struct str body)
{
    struct ctx cx = { .arena = &arena };
    struct read r = { 0 };
    bool found = true;

    arena_release(&arena);
    arena_init(&arena, "test", TEST_ARENA);
    r.st = envelope_open(&cx, body, &r.envelope);
    while (r.st == OK && found && r.n < ARRAY_LEN(r.items)) {
        r.st = envelope_next(&cx, &r.envelope, &r.items[r.n], &found);
        r.n += r.st == OK && found;
    }
    return r;
}

TEST(envelope_with_only_a_header_is_valid)
{
    assert_int_equal(read_all(S("{}")).st, OK);
    assert_int_equal(read_all(S("{}\n")).st, OK);
    assert_int_equal(read_all(S("\xEF\xBB\xBF\n{}\r\n\n\n")).st, OK);
}

TEST(envelope_without_a_header_object_is_refused)
{
    assert_int_equal(read_all(S("")).st, E_INVALID);
    assert_int_equal(read_all(S("\n\n")).st, E_INVALID);
    assert_int_equal(read_all(S("[]\n")).st, E_INVALID);
    assert_int_equal(read_all(S("{\"a\"\n")).st, E_INVALID);
}

TEST(envelope_item_with_length_may_hold_newlines)
{
    struct read r = read_all(S("{}\n{\"type\":\"attachment\",\"length\":5}\na\nb\nc\n"
                               "{\"type\":\"event\"}\n{\"x\":1}"));

    assert_int_equal(r.st, OK);
    assert_int_equal(r.n, 2);
    assert_str_equal(r.items[0].payload, S("a\nb\nc"));
    assert_str_equal(r.items[1].payload, S("{\"x\":1}"));
    assert_int_equal(r.items[1].index, 1);
}

TEST(envelope_item_without_length_runs_to_the_newline)
{
    struct read r =
        read_all(S("{}\n{\"type\":\"a\",\"length\":null}\none\n\r\n\n{\"type\":\"b\"}\n"));

    assert_int_equal(r.st, OK);
    assert_int_equal(r.n, 2);
    assert_str_equal(r.items[0].payload, S("one"));
    assert_int_equal(r.items[1].payload.len, 0);
}

TEST(envelope_with_a_wrong_length_is_refused)
{
    assert_int_equal(read_all(S("{}\n{\"type\":\"a\",\"length\":9}\nabc")).st, E_INVALID);
    assert_int_equal(read_all(S("{}\n{\"type\":\"a\",\"length\":2}\nabc\n")).st, E_INVALID);
    assert_int_equal(read_all(S("{}\n{\"type\":\"a\",\"length\":-1}\nabc\n")).st, E_INVALID);
    assert_int_equal(read_all(S("{}\n{\"type\":\"a\",\"length\":99999999999999999999}\nabc\n")).st,
                     E_INVALID);
    assert_int_equal(read_all(S("{}\n{\"type\":\"a\",\"length\":1.5}\nabc\n")).st, E_INVALID);
    assert_int_equal(read_all(S("{}\n{\"type\":\"a\",\"length\":0}\n\n{\"type\":\"b\"}\n")).st, OK);
    assert_int_equal(read_all(S("{}\n{\"type\":\"a\",\"length\":0}")).st, OK);
}

TEST(envelope_item_header_must_be_an_object_with_a_type)
{
    assert_int_equal(read_all(S("{}\n7\nabc")).st, E_INVALID);
    assert_int_equal(read_all(S("{}\n{}\nabc")).st, E_INVALID);
    assert_int_equal(read_all(S("{}\n{\"type\":4}\nabc")).st, E_INVALID);
}

TEST(envelope_header_members_of_a_wrong_type_are_ignored)
{
    struct read r =
        read_all(S("{\"event_id\":7,\"sent_at\":{},\"sdk\":\"x\",\"dsn\":[],\"trace\":3}"));

    assert_int_equal(r.st, OK);
    assert_false(r.envelope.has_event_id);
    assert_true(str_is_null(r.envelope.dsn));
}

TEST(envelope_header_id_may_have_hyphens)
{
    struct read r = read_all(S("{\"event_id\":\"9EC79C33-EC99-42AB-8353-589FCB2E04DC\","
                               "\"sent_at\":\"2026-11-24T10:00:00.1234567+00:00\","
                               "\"sdk\":{\"name\":\"sentry.dotnet\",\"version\":\"5\"}}"));

    assert_int_equal(r.st, OK);
    assert_true(r.envelope.has_event_id);
    assert_str_equal(event_id_text(&arena, &r.envelope.event_id),
                     S("9ec79c33ec9942ab8353589fcb2e04dc"));
    assert_true(r.envelope.sent_at_ms > 0);
    assert_str_equal(r.envelope.sdk_name, S("sentry.dotnet"));
}
