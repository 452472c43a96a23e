#include "feature/tracker/tracker_text.c"

#include "base/arena.h"
#include "base/test.h"

static struct arena arena;
static struct ctx cx;

static void begin(void)
{
    arena_init(&arena, "test", 1 << 20);
    cx = (struct ctx){ .arena = &arena };
}

TEST(a_ticket_in_markdown_shows_texts_of_events_as_they_are_and_calls_nobody)
{
    begin();
    const struct tracker_ticket t = { .facts = S("Where: a*b @all\nEvents: 3"),
                                      .frames = S("f.py:1 in ```run"),
                                      .url = S("https://g/i"),
                                      .short_id = S("SHOP-1"),
                                      .marker = S("gosnag-ticket-1") };
    assert_str_equal(tracker_markdown(&cx, &t),
                     S("- **Where**: a\\*b @\xe2\x80\x8b"
                       "all\n- **Events**: 3\n\n[Open SHOP-1 in GoSnag](https://g/i)\n\n"
                       "<details><summary>Stack trace</summary>\n\n````\nf.py:1 in ```run\n````\n\n"
                       "</details>\n\n<!-- gosnag-ticket-1 -->\n"));
    arena_release(&arena);
}

TEST(a_ticket_without_frames_has_no_block)
{
    begin();
    const struct tracker_ticket t = { .facts = S("Events: 3"),
                                      .frames = S(""),
                                      .url = S("u"),
                                      .short_id = S("S-1"),
                                      .marker = S("m") };
    assert_false(str_contains(tracker_markdown(&cx, &t), S("details")));
    arena_release(&arena);
}

TEST(frames_next_to_the_crash_come_first_and_are_one_line_each)
{
    begin();
    struct str frames = frames_of(
        &cx, S("{\"exception\":{\"values\":[{\"stacktrace\":{\"frames\":[{\"filename\":\"a.c\","
               "\"lineno\":1},{\"filename\":\"b\\nc\",\"function\":\"f\"},{}]}}]}}"));
    assert_str_equal(frames, S("?\nb c in f\na.c:1"));
    assert_int_equal(frames_of(&cx, S("[")).len, 0);
    assert_int_equal(frames_of(&cx, S("{\"exception\":3}")).len, 0);
    arena_release(&arena);
}
