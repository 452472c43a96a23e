#include "core/live_text.c"

#include "base/test.h"

enum { TEXT_BYTES = 64 << 10 };

static struct arena arena;
static struct buf text;

static void fresh(void)
{
    arena_init(&arena, "test", 1 << 20);
    buf_init(&text, &arena, TEXT_BYTES);
}

static const struct live_message first = { .event = "issue",
                                           .topic = S("issues:7"),
                                           .id = S("i-1"),
                                           .project = S("p-uuid"),
                                           .version = 3,
                                           .op = "change",
                                           .patch = S("{\"a\":1}") };

static struct str written(const struct live_message *const *messages, size_t n)
{
    buf_init(&text, &arena, TEXT_BYTES);
    live_write_messages(&text, messages, n);
    return buf_str(&text);
}

TEST(live_text_says_the_projects_uuid_instead_of_its_number)
{
    const struct live_message *one[] = { &first };

    fresh();
    assert_str_equal(written(one, 1),
                     S("event: issue\ndata: {\"topic\":\"issues:p-uuid\",\"id\":\"i-1\","
                       "\"project_id\":\"p-uuid\",\"version\":3,\"op\":\"change\","
                       "\"patch\":{\"a\":1}}\n\n"));
    arena_release(&arena);
}

TEST(live_text_tells_whoever_listens_to_himself_me)
{
    struct live_message m = first;
    const struct live_message *one[] = { &m };

    fresh();
    m.topic = S("me:3");
    m.project = (struct str){ 0 };
    m.patch = S("");
    struct str got = written(one, 1);
    assert_true(str_contains(got, S("\"topic\":\"me\"")));
    assert_true(str_contains(got, S("\"patch\":{}}")));
    m.topic = S("presence:01934567-89ab");
    assert_true(str_contains(written(one, 1), S("\"topic\":\"presence:01934567-89ab\"")));
    arena_release(&arena);
}

TEST(live_text_of_several_objects_names_the_topic_once)
{
    struct live_message second = first, third = first;
    const struct live_message *all[] = { &first, &second, &third };

    fresh();
    second.id = S("i-2");
    third.id = S("i-3");
    third.op = "gone";
    struct str got = written(all, 3);
    assert_true(str_ends(got, S("\"patch\":{\"a\":1},\"more\":[{\"id\":\"i-2\",\"project_id\":"
                                "\"p-uuid\",\"version\":3,\"op\":\"change\",\"patch\":{\"a\":1}},"
                                "{\"id\":\"i-3\",\"project_id\":\"p-uuid\",\"version\":3,\"op\":"
                                "\"gone\",\"patch\":{\"a\":1}}]}\n\n")));
    size_t at = str_find(got, S("\"topic\""));
    assert_false(str_contains(str_from(got, at + 1), S("\"topic\"")));
    arena_release(&arena);
}

TEST(live_text_is_never_longer_than_foretold)
{
    struct live_message longest = first;
    const struct live_message *all[] = { &longest, &longest };

    fresh();
    longest.version = INT64_MIN;
    longest.event = "feedback";
    for (size_t n = 1; n <= ARRAY_LEN(all); n++)
        assert_true(written(all, n).len <= n * live_message_bytes(&longest));
    arena_release(&arena);
}

TEST(live_patches_are_merged_member_by_member)
{
    static const struct {
        struct str older, newer, merged;
    } cases[] = {
        { S("{\"a\":1,\"b\":[1,2]}"), S("{\"a\":2,\"c\":null}"),
          S("{\"b\":[1,2],\"a\":2,\"c\":null}") },
        { S("{\"a\":1}"), S(""), S("{\"a\":1}") },
        { S(""), S("{\"a\":1}"), S("{\"a\":1}") },
        { S("{\"a\":{\"x\":1}}"), S("{\"a\":{\"y\":2}}"), S("{\"a\":{\"y\":2}}") },
        { S("[1]"), S("{\"a\":1}"), S("{\"a\":1}") },
        { S("{\"a\":1}"), S("7"), S("7") },
        { S("{\"a\":"), S("{\"b\":1}"), S("{\"b\":1}") },
    };

    fresh();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_str_equal(live_merge_patches(&arena, cases[i].older, cases[i].newer),
                         cases[i].merged);
    arena_release(&arena);
}

TEST(live_patches_too_long_together_leave_the_newer)
{
    enum { HALF = LIVE_TEXT_BYTES * 2 / 3 };
    static char filler[HALF];

    fresh();
    memset(filler, 'x', sizeof(filler));
    struct str older = str_printf(&arena, "{\"a\":\"%.*s\"}", HALF, filler);
    struct str newer = str_printf(&arena, "{\"b\":\"%.*s\"}", HALF, filler);
    assert_str_equal(live_merge_patches(&arena, older, newer), newer);
    arena_release(&arena);
}
