/* What a mail adds to an issue's own columns: how it went in a day, and its newest event's tags. */
#include "base/base.h"
#include "feature/alert/alert_write.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/alert/alert_sql.h"
#include "feature/condition/condition.h"
#include "port/json.h"

enum {
    HOURS = 24,
    TREND_BYTES = 256,
    TAGS_BYTES = 2 << 10,
    TAGS_MAX = 12,
    TAG_CHARACTERS = 80,
};

/* Eight heights; an hour without events is the lowest, one with some never is. */
static struct str bars(struct ctx *cx, const int64_t events[HOURS])
{
    static const char *const heights[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
    int64_t most = 1;
    struct buf b;

    for (size_t i = 0; i < HOURS; i++)
        most = events[i] > most ? events[i] : most;
    buf_init(&b, cx->arena, TREND_BYTES);
    for (size_t i = 0; i < HOURS; i++) {
        int64_t height = events[i] == 0 ? 0 : 1 + events[i] * 6 / most;
        buf_add(&b, str_c(heights[height]));
    }
    return buf_str(&b);
}

/* "▁▁▂█ 12 events in 24 h" */
static enum status read_trend(struct ctx *cx, const struct alert_message *m, struct str *out)
{
    int64_t last = clock_hour(cx->now_ms), first = last - HOURS + 1, sum = 0;
    struct q_alert_hours_args args = { m->project_no, m->issue_no, first, last };
    int64_t events[HOURS] = { 0 };
    struct q_alert_hours_row *rows;
    size_t n;

    TRY(q_alert_hours(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        events[rows[i].hour - first] = rows[i].events;
        sum += rows[i].events;
    }
    *out = str_printf(cx->arena, "%.*s %lld %s in 24 h", FMT(bars(cx, events)), (long long)sum,
                      sum == 1 ? "event" : "events");
    return OK;
}

/* "browser=Chrome, release=1.2" */
static struct str tags_of(struct ctx *cx, const struct json *document)
{
    struct json_iter it = json_iter(json_get(document, S("tags")));
    struct buf b;

    buf_init(&b, cx->arena, TAGS_BYTES);
    for (size_t n = 0; n < TAGS_MAX && json_next(&it); n++) {
        struct str value = json_str(it.value);
        if (value.len > 0)
            buf_printf(&b, "%s%.*s=%.*s", b.len > 0 ? ", " : "",
                       FMT(alert_one_line(cx, str_utf8_to(it.key, TAG_CHARACTERS))),
                       FMT(alert_one_line(cx, str_utf8_to(value, TAG_CHARACTERS))));
    }
    return buf_str(&b);
}

enum status alert_look(struct ctx *cx, const struct alert_test *of, struct alert_message *m)
{
    struct condition_facts facts = { .project_id = m->project_no, .issue_id = m->issue_no };
    struct alert_settings own;
    struct json_doc *doc;
    bool found;

    TRY(alert_settings_read(cx, of->settings, &own));
    if (m->issue_no == 0 || !str_eq(own.alert_type, S("email")))
        return OK;
    TRY(read_trend(cx, m, &m->trend));
    TRY(condition_facts_of_issue(cx, true, &facts, &found));
    if (!found || str_is_null(facts.document))
        return OK;
    if (json_parse(cx, facts.document, &doc, NULL) == OK)
        m->tags = tags_of(cx, json_root(doc));
    else
        err_clear(&cx->err); /* a mail without tags is one all the same */
    return OK;
}
