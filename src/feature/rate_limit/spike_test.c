#include "feature/rate_limit/spike.c"

#include "base/test.h"

#define NOW_MS INT64_C(1700000000000)

static void begin(void)
{
    lock_take(&spike_lock);
    memset(senders, 0, sizeof senders);
    all = (struct sender){ 0 };
    last = last_other = (struct sent){ 0 };
    lock_give(&spike_lock);
}

static void send(int64_t project_id, int n, int64_t now_ms)
{
    for (int i = 0; i < n; i++)
        spike_note(project_id, now_ms);
}

TEST(spike_of_who_is_alone_harms_nobody)
{
    begin();
    send(1, 1000, NOW_MS);
    assert_false(spike_is_flooding(1, NOW_MS));
}

TEST(spike_is_told_from_those_who_suffer)
{
    begin();
    send(1, 1000, NOW_MS);
    send(2, 10, NOW_MS);
    assert_true(spike_is_flooding(1, NOW_MS));
    assert_false(spike_is_flooding(2, NOW_MS));
    assert_false(spike_is_flooding(3, NOW_MS));
}

TEST(spike_needs_somebody_who_sent_lately)
{
    begin();
    send(2, 1, NOW_MS);
    send(1, 1000, NOW_MS + SPIKE_OTHERS_MS - 1);
    assert_true(spike_is_flooding(1, NOW_MS + SPIKE_OTHERS_MS - 1));
    assert_false(spike_is_flooding(1, NOW_MS + SPIKE_OTHERS_MS));
}

TEST(spike_sees_others_whoever_sent_last)
{
    begin();
    send(1, 1000, NOW_MS);
    send(2, 1, NOW_MS);
    send(1, 1000, NOW_MS + 1);
    send(1, 1000, NOW_MS + SPIKE_OTHERS_MS - 1);
    assert_true(spike_is_flooding(1, NOW_MS + SPIKE_OTHERS_MS - 1));
    assert_false(spike_is_flooding(1, NOW_MS + SPIKE_OTHERS_MS));
    send(3, 1, NOW_MS + SPIKE_OTHERS_MS);
    assert_true(spike_is_flooding(1, NOW_MS + SPIKE_OTHERS_MS));
}

TEST(spike_is_forgotten_after_two_windows)
{
    begin();
    send(1, 1000, NOW_MS);
    send(2, 10, NOW_MS);
    assert_true(spike_is_flooding(1, NOW_MS + WINDOW_MS));
    send(2, 10, NOW_MS + 2 * WINDOW_MS);
    assert_false(spike_is_flooding(1, NOW_MS + 2 * WINDOW_MS));
}
