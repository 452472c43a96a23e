#include "feature/ingest/client_report.c"

#include "base/buf.h"
#include "base/test.h"

static struct arena arena;
static struct ctx cx = { .arena = &arena };

static struct outcome *counted(int64_t project_id, size_t *n)
{
    struct outcome *list;

    *n = outcome_pending(&cx, project_id, &list);
    return list;
}

static void begin(void)
{
    arena_init(&arena, "test", 16 << 20);
    cx.now_ms = INT64_C(1700000000000);
}

TEST(client_reports_bound_what_strangers_may_name)
{
    struct buf b;
    size_t n;
    int64_t others = 0;

    begin();
    buf_init(&b, &arena, 1 << 16);
    for (int i = 0; i < 50; i++) {
        buf_clear(&b);
        buf_printf(&b,
                   "{\"discarded_events\":[{\"reason\":\"own%d\",\"category\":\"error\","
                   "\"quantity\":1}]}",
                   i);
        client_report_count(&cx, 1, buf_str(&b));
    }
    struct outcome *list = counted(1, &n);
    assert_int_equal(n, REPORT_REASONS + 1);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i].reason, "client_discard:other") == 0)
            others = list[i].quantity;
    }
    assert_int_equal(others, 50 - REPORT_REASONS);
    client_report_count(&cx, 1,
                        S("{\"discarded_events\":[{\"reason\":\"sample_rate\","
                          "\"category\":\"transaction\",\"quantity\":3}]}"));
    (void)counted(1, &n);
    assert_int_equal(n, REPORT_REASONS + 2);
    arena_release(&arena);
}

TEST(client_reports_that_make_no_sense_are_left_alone)
{
    static const char *const texts[] = {
        "",
        "[]",
        "null",
        "{\"discarded_events\":5}",
        "{\"discarded_events\":[5,null,{}]}",
        "{\"discarded_events\":[{\"reason\":\"x\",\"category\":\"error\",\"quantity\":0}]}",
        "{\"discarded_events\":[{\"reason\":\"x\",\"category\":\"error\",\"quantity\":-1}]}",
        "{\"discarded_events\":[{\"reason\":\"x\",\"category\":\"error\",\"quantity\":\"9\"}]}",
    };
    size_t n;

    begin();
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        client_report_count(&cx, 2, str_c(texts[i]));
    (void)counted(2, &n);
    assert_int_equal(n, 0);
    arena_release(&arena);
}

TEST(client_reports_cannot_name_any_quantity)
{
    size_t n;

    begin();
    client_report_count(&cx, 3,
                        S("{\"discarded_events\":[{\"reason\":\"\",\"quantity\":"
                          "9000000000000000000}]}"));
    struct outcome *list = counted(3, &n);
    assert_int_equal(n, 1);
    assert_int_equal(list[0].quantity, REPORT_QUANTITY);
    assert_string_equal(list[0].category, "unknown");
    assert_string_equal(list[0].reason, "client_discard:other");
    arena_release(&arena);
}
