#include "feature/grouping/parameterize_date.c"

#include "base/test.h"

/* Bytes of the date that text begins with. */
static size_t date_of(const char *text)
{
    struct param_scan sc = { .s = str_c(text), .at = 0 };

    return param_match_date(&sc);
}

static void is_date(const char *date, const char *after)
{
    char text[128];

    (void)snprintf(text, sizeof(text), "%s%s", date, after);
    if (date_of(text) != strlen(date))
        fail_msg("\"%s\": %zu bytes are a date, not %zu", text, date_of(text), strlen(date));
}

TEST(a_date_ends_where_its_form_ends)
{
    static const char *const dates[] = {
        "2006-01-02",
        "2006/12/31",
        "2006-01-02T15:04:05Z",
        "2006-01-02 15:04:05.123456789",
        "2006-01-02T15:04:05,5+01:00",
        "2006-01-02T15:04:05-0700",
        "2006-01-02 15:04:05 CEST",
        "2 Jan 2006",
        "02-Jan-06 15:04:05 MST",
        "02 January 2006 15:04",
        "Mon, 02 Jan 2006 15:04:05 GMT",
        "Monday, 02-Jan-06 15:04:05 MST",
        "Mon Jan  2 15:04:05 2006",
        "Jan 2, 2006",
        "jan 2 15:04:05",
        "Jan 02 2006 15:04:05 GMT+0000",
        "3:04PM",
        "03:04 pm",
        "15:04:60",
        "datetime.datetime(2006, 1, 2, 15, 4)",
    };

    for (size_t i = 0; i < ARRAY_LEN(dates); i++) {
        is_date(dates[i], "");
        is_date(dates[i], ", then it broke");
        is_date(dates[i], ")");
    }
}

TEST(what_only_begins_like_a_date_is_none)
{
    static const char *const others[] = {
        "",
        "2006",
        "2006-13-02",
        "2006-01-32",
        "2006-01/02",
        "2006-01-021",
        "2006-01-02x",
        "24:00",
        "12:60",
        "12:31:99",
        "12:31_",
        "2 Foo 2006",
        "2 Jan 6",
        "Money, 02 Jan 2006",
        "Mo",
        "Mon, tomorrow",
        "Jan",
        "Jan 32",
        "Jan 2",
        "March of the penguins",
        "datetime.datetime(2006, 1",
        "datetime.date(2006, 1, 2)",
    };

    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        if (date_of(others[i]) != 0)
            fail_msg("\"%s\": %zu bytes are taken for a date", others[i], date_of(others[i]));
    }
}

TEST(a_date_is_read_from_where_the_scan_stands)
{
    static const char text[] = "at 2006-01-02 it broke";
    struct param_scan sc = { .s = str_c(text), .at = 3 };

    assert_int_equal(param_match_date(&sc), strlen("2006-01-02"));
    sc.at = sc.s.len;
    assert_int_equal(param_match_date(&sc), 0);
}
