#define clock_monotonic_ms still_ms
#include "core/live.c"

#include "base/test.h"

/* "At once" is less than half a second, which a busy machine may take for a few lines: here
 * time stands still. */
int64_t still_ms(void)
{
    return MS_PER_DAY;
}

/* The hub without streams and without its thread: what it would send stands in the ring. */
static void begin(void) NO_LOCK_CHECK;
static void begin(void)
{
    arena_release(&scratch);
    arena_init(&scratch, "test", LIVE_SCRATCH_BYTES);
    cond_init(&flush_cond);
    live_pace_reset();
    memset(pending, 0, sizeof(pending));
    next_seq = ring_first = 1;
    ring_write = n_pending = 0;
    epoch = 0xabcd;
    is_running = true;
}

static struct str sent_text(uint64_t seq) NO_LOCK_CHECK;
static struct str sent_text(uint64_t seq)
{
    const struct sent *s = &ring[seq % LIVE_RING_ENTRIES];
    return str_make(ring_text + s->at, s->len);
}

static void flush(void) NO_LOCK_CHECK;
static void flush(void)
{
    flush_all();
}

static void publish(const char *topic, const char *id, const char *op, const char *patch)
{
    const struct live_message m = { .event = "issue",
                                    .topic = str_c(topic),
                                    .id = str_c(id),
                                    .project = S("p-uuid"),
                                    .version = 3,
                                    .op = op,
                                    .patch = str_c(patch) };
    live_publish(&m);
}

TEST(live_writes_a_message_for_event_source)
{
    begin();
    publish("issues:7", "i-1", "change", "{\"event_count\":2}");
    assert_str_equal(sent_text(1),
                     S("id: 0000abcd-1\nevent: issue\ndata: {\"topic\":\"issues:p-uuid\","
                       "\"id\":\"i-1\",\"project_id\":\"p-uuid\",\"version\":3,\"op\":\"change\","
                       "\"patch\":{\"event_count\":2}}\n\n"));
}

static uint64_t n_sent(void) NO_LOCK_CHECK;
static uint64_t n_sent(void)
{
    return next_seq - 1;
}

TEST(live_folds_what_follows_at_once)
{
    begin();
    publish("issues:7", "i-1", "change", "{\"a\":1,\"b\":1}");
    publish("issues:7", "i-1", "change", "{\"a\":2,\"c\":1}");
    publish("issues:7", "i-1", "change", "{\"a\":3}");
    publish("issues:7", "i-2", "change", "{}");
    publish("issues:8", "i-3", "change", "{}");
    assert_int_equal(n_sent(), 2); /* the first of each topic */
    flush();
    assert_int_equal(n_sent(), 3);
    assert_true(str_contains(sent_text(3), S("\"patch\":{\"c\":1,\"a\":3}")));
}

TEST(live_tells_a_topic_of_several_objects_in_one_message)
{
    begin();
    publish("issues:7", "i-0", "change", "{}");
    publish("issues:7", "i-1", "change", "{\"n\":1}");
    publish("issues:7", "i-2", "new", "{\"n\":2}");
    publish("issues:7", "i-1", "change", "{\"n\":3}");
    flush();
    assert_int_equal(n_sent(), 2);
    assert_str_equal(sent_text(2),
                     S("id: 0000abcd-2\nevent: issue\ndata: {\"topic\":\"issues:p-uuid\","
                       "\"id\":\"i-1\",\"project_id\":\"p-uuid\",\"version\":3,\"op\":\"change\","
                       "\"patch\":{\"n\":3},\"more\":[{\"id\":\"i-2\",\"project_id\":\"p-uuid\","
                       "\"version\":3,\"op\":\"new\",\"patch\":{\"n\":2}}]}\n\n"));
}

static size_t n_waiting(void) NO_LOCK_CHECK;
static size_t n_waiting(void)
{
    return n_pending;
}

TEST(live_tells_a_topic_twice_a_second_at_most_however_many_objects_change)
{
    char id[16], patch[1024];
    begin();
    memset(patch, ' ', sizeof(patch));
    patch[0] = '{';
    patch[sizeof(patch) - 2] = '}';
    patch[sizeof(patch) - 1] = '\0';
    for (int i = 0; i < 40; i++) {
        (void)snprintf(id, sizeof(id), "i-%d", i);
        publish("issues:7", id, "change", patch);
    }
    assert_int_equal(n_sent(), 1);
    for (uint64_t tick = 2; n_waiting() > 0; tick++) { /* 16 KiB each */
        size_t before = n_waiting();
        flush();
        assert_int_equal(n_sent(), tick);
        assert_true(n_waiting() < before);
    }
    assert_true(n_sent() > 3);
}

static bool waits_for_reset(void) NO_LOCK_CHECK;
static bool waits_for_reset(void)
{
    return pending[0].is_reset;
}

TEST(live_flood_of_objects_ends_in_one_reset)
{
    char id[16];
    begin();
    for (int i = 0; i < 3 * LIVE_PENDING; i++) {
        (void)snprintf(id, sizeof(id), "i-%d", i);
        publish("issues:7", id, "change", "{}");
    }
    assert_int_equal(n_sent(), 1);
    assert_true(waits_for_reset());
    flush();
    assert_int_equal(n_waiting(), 0);
    assert_int_equal(n_sent(), 1); /* a reset has no number */
    publish("issues:7", "i-1", "change", "{}");
    assert_int_equal(n_sent(), 1); /* but counts as one of the two */
    flush();
    assert_int_equal(n_sent(), 2);
}

TEST(live_a_new_object_stays_new_when_folded)
{
    begin();
    publish("issues:7", "i-0", "change", "{}");
    publish("issues:7", "i-1", "new", "{\"title\":\"x\"}");
    publish("issues:7", "i-1", "change", "{\"n\":2}");
    flush();
    assert_true(
        str_contains(sent_text(2), S("\"op\":\"new\",\"patch\":{\"title\":\"x\",\"n\":2}")));
}

TEST(live_gone_outweighs_what_came_before)
{
    begin();
    publish("issues:7", "i-0", "change", "{}");
    publish("issues:7", "i-1", "change", "{\"n\":2}");
    publish("issues:7", "i-1", "gone", "{}");
    flush();
    assert_true(str_contains(sent_text(2), S("\"op\":\"gone\",\"patch\":{}")));
}

TEST(live_ring_forgets_the_oldest_and_stays_whole)
{
    char patch[4096];
    begin();
    memset(patch, ' ', sizeof(patch));
    patch[0] = '{';
    patch[sizeof(patch) - 2] = '}';
    patch[sizeof(patch) - 1] = '\0';
    uint64_t n = 2 * LIVE_RING_BYTES / sizeof(patch);
    for (uint64_t i = 1; i <= n; i++) {
        char topic[32];
        (void)snprintf(topic, sizeof(topic), "issue:%llu", (unsigned long long)i);
        publish(topic, "x", "change", patch);
        flush();
    }
    lock_take(&live_lock);
    uint64_t first = ring_first, next = next_seq;
    lock_give(&live_lock);
    assert_int_equal(next, n + 1);
    assert_true(first > 1 && first < next);
    for (uint64_t i = first; i < next; i++)
        assert_true(str_starts(sent_text(i), S("id: ")) && str_ends(sent_text(i), S("\n\n")));
}

TEST(live_tells_a_person_nothing_of_numbers)
{
    begin();
    publish("me:3", "n-1", "new", "{}");
    assert_true(str_contains(sent_text(1), S("\"topic\":\"me\"")));
}

TEST(live_families_take_all_their_topics)
{
    struct subscriber all = { .topics = { map_hash(S("issues")) }, .n_topics = 1 };
    struct subscriber one = { .topics = { map_hash(S("issues:7")) }, .n_topics = 1 };
    uint64_t seven = map_hash(S("issues:7")), eight = map_hash(S("issues:8"));
    uint64_t family = family_of(S("issues:7"));
    assert_true(wants(&all, seven, family) && wants(&all, eight, family));
    assert_true(wants(&one, seven, family) && !wants(&one, eight, family));
    assert_int_equal(family_of(S("issues")), 0);
}

static bool since(const char *text, uint64_t *seq) NO_LOCK_CHECK;
static bool since(const char *text, uint64_t *seq)
{
    return parse_since(str_c(text), seq);
}

TEST(live_knows_its_own_ids)
{
    uint64_t seq = 0;
    begin();
    assert_true(since("0000abcd-17", &seq));
    assert_int_equal(seq, 17);
    assert_false(since("0000abce-17", &seq));
    assert_false(since("0000abcd-", &seq));
    assert_false(since("0000abcd-1x", &seq));
    assert_false(since("17", &seq));
}
