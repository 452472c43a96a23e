#include "feature/tracker/tracker_call.c"

#include "base/test.h"

static struct arena arena;

static struct str words(const char *body)
{
    struct ctx cx = { .arena = &arena };
    return words_of(&cx, str_c(body));
}

TEST(trackers_own_words_are_found_in_each_form)
{
    arena_init(&arena, "test", 1 << 20);
    assert_str_equal(words("{\"message\":\"Bad credentials\"}"), S(": Bad credentials"));
    assert_str_equal(
        words("{\"message\":\"V\",\"errors\":[{\"field\":\"title\",\"code\":\"missing\"},"
              "{\"message\":\"m\"},\"s\"]}"),
        S(": V; title: missing; m; s"));
    assert_str_equal(words("{\"errorMessages\":[\"a\",\"b\"],\"errors\":{\"summary\":\"c\"}}"),
                     S(": a; b; summary: c"));
    assert_str_equal(words("{\"message\":{\"title\":[\"can't be blank\"]}}"),
                     S(": title: can't be blank"));
    assert_str_equal(words("{\"error\":\"e\",\"error_description\":\"d\"}"), S(": e; d"));
    arena_release(&arena);
}

TEST(an_answer_that_is_no_object_has_no_words)
{
    arena_init(&arena, "test", 1 << 20);
    assert_str_equal(words("<html>no</html>"), S(""));
    assert_str_equal(words("[1]"), S(""));
    assert_str_equal(words("{\"message\":"), S(""));
    assert_str_equal(words("{\"message\":5,\"errors\":null}"), S(""));
    arena_release(&arena);
}

TEST(patience_is_told_in_seconds_as_a_second_or_as_a_time)
{
    struct ctx cx = { .arena = &arena, .now_ms = 1795514400000 };
    struct tracker_session s = { 0 };

    arena_init(&arena, "test", 1 << 20);
    note_patience(&cx, &s, &(struct httpc_answer){ .retry_after_s = 7 });
    assert_int_equal(s.not_before_ms, cx.now_ms + 7000);
    note_patience(&cx, &s, &(struct httpc_answer){ .said = { S("0"), S("1795514430") } });
    assert_int_equal(s.not_before_ms, cx.now_ms + 30000);
    note_patience(&cx, &s, &(struct httpc_answer){ .said = { S(""), S("2026-11-24T10:01:00Z") } });
    assert_int_equal(s.not_before_ms, cx.now_ms + 60000);
    note_patience(&cx, &s, &(struct httpc_answer){ .retry_after_s = 1000000 });
    assert_int_equal(s.not_before_ms, cx.now_ms + PATIENCE_MS);
    note_patience(&cx, &s, &(struct httpc_answer){ .retry_after_s = INT64_MAX });
    assert_int_equal(s.not_before_ms, cx.now_ms + PATIENCE_MS);
    note_patience(&cx, &s, &(struct httpc_answer){ .said = { S("0"), S("-9223372036854775807") } });
    assert_int_equal(s.not_before_ms, 0);
    note_patience(&cx, &s, &(struct httpc_answer){ .said = { S("0"), S("soon") } });
    assert_int_equal(s.not_before_ms, 0);
    arena_release(&arena);
}

TEST(a_refusal_that_passes_is_told_from_one_that_stays)
{
    const struct httpc_answer passes[] = {
        { .status = 429 },
        { .status = 403, .retry_after_s = 60 },
        { .status = 403, .said = { S("0") } },
        { .status = 403, .body = S("{\"message\":\"You have exceeded a secondary rate limit.\"}") },
    };
    const struct httpc_answer stays[] = {
        { .status = 401 },
        { .status = 403, .said = { S("4999") } },
        { .status = 403,
          .body = S("{\"message\":\"Resource not accessible by personal access token\"}") },
    };

    for (size_t i = 0; i < ARRAY_LEN(passes); i++)
        assert_true(is_limited(&passes[i]));
    for (size_t i = 0; i < ARRAY_LEN(stays); i++)
        assert_false(is_limited(&stays[i]));
}

TEST(times_are_read_as_each_tracker_writes_them)
{
    const char *const same[] = { "2026-11-24T10:00:00Z", "2026-11-24T11:00:00.000+0100",
                                 "2026-11-24 10:00:00 UTC", "2026-11-24T09:30:00-00:30" };
    struct arena a = { 0 };

    arena_init(&a, "times", 64 << 10);
    struct ctx cx = { .arena = &a };
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        assert_int_equal(tracker_time(&cx, str_c(same[i])), 1795514400000);
    assert_int_equal(tracker_time(&cx, S("yesterday")), 0);
    assert_int_equal(tracker_time(&cx, (struct str){ 0 }), 0);
    arena_release(&a);
}
