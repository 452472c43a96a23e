#include "base/log.c"

#include "base/test.h"

static char got_text[4 * LOG_LINE_BYTES];

/* What the call wrote to standard error. */
static struct str captured(void (*call)(void))
{
    int ends[2], saved = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
    call();
    assert_true(dup2(saved, STDERR_FILENO) >= 0);
    (void)close(saved);
    (void)close(ends[1]);
    size_t n = 0;
    ssize_t got;
    while ((got = read(ends[0], got_text + n, sizeof(got_text) - n)) > 0)
        n += (size_t)got;
    (void)close(ends[0]);
    return str_make(got_text, n);
}

static void defaults(void)
{
    log_set_level(LOG_INFO);
    log_set_format(LOG_FORMAT_LOGFMT);
    log_set_request((struct str){ NULL, 0 });
    clock_set_for_test(1764000000500);
}

static void two_pairs(void)
{
    LOG(INFO, "issue.created", K_I64("issue", -5), K_STR("project", S("my api")));
}

TEST(logfmt_is_one_line)
{
    defaults();
    assert_str_equal(captured(two_pairs),
                     S("time=2025-11-24T16:00:00.5Z level=info event=issue.created issue=-5 "
                       "project=\"my api\"\n"));
}

TEST(json_is_one_line)
{
    defaults();
    log_set_format(LOG_FORMAT_JSON);
    assert_str_equal(captured(two_pairs),
                     S("{\"time\":\"2025-11-24T16:00:00.5Z\",\"level\":\"info\",\"event\":"
                       "\"issue.created\",\"issue\":-5,\"project\":\"my api\"}\n"));
}

static void no_pairs(void)
{
    LOG(WARN, "queue.full");
}

TEST(the_request_of_the_thread_is_added)
{
    defaults();
    log_set_request(S("r1"));
    assert_true(str_ends(captured(no_pairs), S(" level=warn event=queue.full request=r1\n")));
    log_set_request(S(""));
    assert_true(str_ends(captured(no_pairs), S(" level=warn event=queue.full\n")));
}

static void raw_line(void)
{
    log_write_raw(S("level=error event=x\n"), S("{\"level\":\"error\",\"event\":\"x\"}\n"));
}

TEST(a_line_of_a_signal_handler_has_the_format_of_the_others)
{
    defaults();
    assert_str_equal(captured(raw_line), S("level=error event=x\n"));
    log_set_format(LOG_FORMAT_JSON);
    assert_str_equal(captured(raw_line), S("{\"level\":\"error\",\"event\":\"x\"}\n"));
}

static void debug_line(void)
{
    LOG(DEBUG, "noise");
}

TEST(lines_below_the_level_are_not_written)
{
    defaults();
    assert_int_equal(captured(debug_line).len, 0);
    log_set_level(LOG_DEBUG);
    assert_true(captured(debug_line).len > 0);
}

static void nasty_values(void)
{
    LOG(ERROR, "x", K_STR("a", S("one\ntwo\x1b[0m")), K_STR("b", S("q\"=\\")), K_STR("c", S("")),
        K_CZ("d", NULL), K_STR("e", S("\xFF")), K_F64("f", 0.5));
}

TEST(values_cannot_break_the_line)
{
    defaults();
    struct str line = captured(nasty_values);
    assert_int_equal(str_find_char(line, '\n'), line.len - 1);
    assert_true(str_ends(line, S(" a=\"one\\ntwo\\u001b[0m\" b=\"q\\\"=\\\\\" c=\"\" d=\"\" "
                                 "e=\"\xEF\xBF\xBD\" f=0.5\n")));
}

static char long_value[2 * LOG_VALUE_BYTES];

static void long_line(void)
{
    struct str v = str_make(long_value, sizeof(long_value));
    LOG(INFO, "long", K_STR("v", v));
}

TEST(long_values_are_cut)
{
    defaults();
    memset(long_value, 'v', sizeof(long_value));
    struct str line = captured(long_line);
    size_t at = str_find(line, S("v=")) + 2;
    assert_int_equal(line.len - at - 1, LOG_VALUE_BYTES);
}

static void overlong_line(void)
{
    struct str v = str_make(long_value, sizeof(long_value));
    LOG(INFO, "long", K_STR("v1", v), K_STR("v2", v), K_STR("v3", v), K_STR("v4", v),
        K_STR("v5", v), K_STR("v6", v), K_STR("v7", v), K_STR("v8", v), K_I64("last", 1));
}

TEST(a_line_is_never_longer_than_one_atomic_write)
{
    defaults();
    memset(long_value, '\x01', sizeof(long_value));
    for (int format = LOG_FORMAT_LOGFMT; format <= LOG_FORMAT_JSON; format++) {
        log_set_format((enum log_format)format);
        struct str line = captured(overlong_line);
        assert_true(line.len <= LOG_LINE_BYTES);
        assert_int_equal(str_find_char(line, '\n'), line.len - 1);
        assert_true(str_contains(line, S("last")));
        assert_false(str_contains(line, S("v5")));
    }
}

TEST(dying_ends_the_process)
{
    assert_dies(log_die("test.died", "on purpose"));
}

TEST(logging_keeps_errno)
{
    defaults();
    errno = ENOENT;
    (void)captured(no_pairs);
    errno = EAGAIN;
    log_write(LOG_DEBUG, "x", NULL);
    assert_int_equal(errno, EAGAIN);
}
