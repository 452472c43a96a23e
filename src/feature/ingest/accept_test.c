#include "feature/ingest/accept.c"

#include "base/test.h"

/* No feature keeps items here, and no project has limits: events alone are taken. */
static struct arena arena;

static struct accepted accept_text(const char *text)
{
    struct accepted out = { 0 };
    struct ctx cx = { .arena = &arena, .now_ms = 1 };

    arena_release(&arena);
    arena_init(&arena, "test", 8 << 20);
    if (accept_envelope(&cx, str_c(text), 9, &out) != OK)
        fail_msg("%s", cx.err.text);
    return out;
}

TEST(accept_takes_a_plain_envelope_as_it_is)
{
    static const char text[] = "{\"event_id\":\"0000000000000000000000000000000a\"}\n"
                               "{\"type\":\"event\"}\n{\"message\":\"x\"}\n";
    struct accepted a = accept_text(text);

    assert_true(a.record.body.p == text);
    assert_int_equal(a.record.n_ids, 1);
    assert_int_equal(a.record.ids[0].item, 0);
    assert_int_equal(a.limits.n, 0);
    arena_release(&arena);
}

TEST(accept_leaves_out_what_is_not_kept_and_numbers_the_rest_anew)
{
    struct accepted a = accept_text("{}\n{\"type\":\"session\"}\n{\"sid\":1}\n\n"
                                    "{\"type\":\"event\",\"length\":16}\n{\"message\":\n\"x\"}\n"
                                    "{\"type\":\"span\",\"length\":3}\n\n\n\n\n"
                                    "{\"type\":\"event\"}\n{\"message\":\"y\"}");

    assert_str_equal(a.record.body,
                     S("{}\n\n{\"type\":\"event\",\"length\":16}\n{\"message\":\n\"x\"}\n"
                       "{\"type\":\"event\"}\n{\"message\":\"y\"}"));
    assert_int_equal(a.record.n_ids, 2);
    assert_int_equal(a.record.ids[0].item, 0);
    assert_int_equal(a.record.ids[1].item, 1);
    assert_str_equal(a.kinds, S("session, event, span"));
    arena_release(&arena);
}

TEST(accept_keeps_nothing_of_an_envelope_without_events)
{
    struct accepted a = accept_text("{}\n{\"type\":\"session\"}\n{\"sid\":1}\n");

    assert_false(a.is_kept);
    assert_false(a.has_answer_id);
    arena_release(&arena);
}

static int64_t counted(int64_t project_id)
{
    struct ctx cx = { .arena = &arena };
    struct outcome *list;
    size_t n = outcome_pending(&cx, project_id, &list);
    int64_t sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += list[i].quantity;
    return sum;
}

TEST(accept_counts_nothing_of_an_envelope_that_it_refuses)
{
    static const char report[] = "{}\n{\"type\":\"client_report\"}\n{\"discarded_events\":[{"
                                 "\"reason\":\"queue_overflow\",\"category\":\"error\","
                                 "\"quantity\":7}]}\n{\"type\":\"span\"}\n{}\n";
    struct accepted out = { 0 };
    struct ctx cx = { .arena = &arena, .now_ms = 1 };

    arena_init(&arena, "test", 8 << 20);
    struct str broken = str_printf(&arena, "%s{\"no type\":1}\n{}\n", report);
    assert_int_equal(accept_envelope(&cx, broken, 9001, &out), E_INVALID);
    assert_int_equal(counted(9001), 0);
    assert_int_equal(accept_envelope(&cx, str_c(report), 9001, &out), OK);
    assert_int_equal(counted(9001), 8);
    arena_release(&arena);
}

/* --- any envelope at all --- */

enum { ROUNDS = 4000, PIECES_MAX = 12 };

static uint32_t random_state;

static uint32_t next_random(uint32_t below)
{
    random_state = random_state * 1664525u + 1013904223u; /* Numerical Recipes */
    return (random_state >> 8) % below;
}

/* Items of all sorts, some broken, in any order. */
static struct str random_envelope(struct arena *a)
{
    static const char *const pieces[] = {
        "{\"type\":\"event\"}\n{\"message\":\"x\"}\n",
        "{\"type\":\"event\",\"length\":2}\n{}",
        "{\"type\":\"event\",\"length\":13}\n{\"a\":\n\n\"b\"  }\n",
        "{\"type\":\"session\"}\n{\"sid\":1}\n",
        "{\"type\":\"span\",\"length\":3}\n\n\n\n\n",
        "{\"type\":\"attachment\",\"length\":0}\n\n",
        "{\"type\":\"client_report\"}\n{\"discarded_events\":[]}\n",
        "{\"type\":\"nonsense\"}\n",
        "\n",
        "\r\n",
        "{\"type\":\"event\",\"length\":900}\n{}\n",
        "{\"type\":7}\n{}\n",
    };
    struct buf b;

    buf_init(&b, a, 1 << 16);
    buf_add(&b, next_random(3) == 0 ? S("{\"event_id\":\"0000000000000000000000000000000a\"}\n")
                                    : S("{}\n"));
    for (uint32_t n = next_random(PIECES_MAX); n > 0; n--) {
        /* The broken ones seldom: most envelopes are to be read to their end. */
        uint32_t i = next_random(ARRAY_LEN(pieces) * 4);
        buf_add(&b, str_c(pieces[i < ARRAY_LEN(pieces) ? i : i % (ARRAY_LEN(pieces) - 2)]));
    }
    return buf_str(&b);
}

static size_t events_of(struct ctx *cx, struct str body, struct envelope_item *out,
                        uint32_t *n_items)
{
    struct envelope e;
    bool found;
    size_t n = 0;

    assert_int_equal(envelope_open(cx, body, &e), OK);
    for (;;) {
        assert_int_equal(envelope_next(cx, &e, &out[n], &found), OK);
        if (!found)
            break;
        n += item_kind_of(out[n].type)->use == ITEM_EVENT;
    }
    *n_items = e.n_items;
    return n;
}

TEST(accept_cuts_any_envelope_into_one_with_the_same_events)
{
    struct envelope_item before[LIMIT_ENVELOPE_ITEMS], after[LIMIT_ENVELOPE_ITEMS];
    uint32_t n_before, n_after;
    size_t n_read = 0;

    arena_init(&arena, "test", 64 << 20);
    for (random_state = 1; random_state < ROUNDS; random_state++) {
        uint32_t seed = random_state;
        struct ctx cx = { .arena = &arena, .now_ms = 1 };
        struct accepted a = { 0 };
        struct str body = random_envelope(&arena);
        if (accept_envelope(&cx, body, 9, &a) == OK && a.is_kept) {
            size_t n = events_of(&cx, body, before, &n_before);
            assert_int_equal(events_of(&cx, a.record.body, after, &n_after), n);
            assert_int_equal(n_after, n);
            assert_int_equal(a.record.n_ids, n);
            for (size_t i = 0; i < n; i++) {
                assert_str_equal(before[i].payload, after[i].payload);
                assert_int_equal(a.record.ids[i].item, after[i].index);
            }
            n_read++;
        }
        arena_reset(&arena);
        random_state = seed;
    }
    assert_true(n_read > ROUNDS / 4);
    arena_release(&arena);
}
