/* Facts: at hand, or loaded when a leaf asks for them. */
#include "base/base.h"
#include "feature/condition/condition_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/condition/condition_sql.h"
#include "feature/event/event.h"
#include "feature/event/event_store.h"
#include "feature/grouping/grouping.h"
#include "feature/issue/issue_change.h"
#include "port/json.h"

enum {
    MINUTES_OF_HOUR = 60,
    USER_EVENTS = 5000, /* stored events that users of a window are counted in */
};

static struct str text_or_empty(struct str s)
{
    return str_is_null(s) ? S("") : s;
}

void condition_facts_of_change(struct ctx *cx, const struct issue_change *change,
                               struct condition_facts *out)
{
    const struct issue_state *now = &change->after;
    const struct change_event *ev = &change->event;

    *out = (struct condition_facts){
        .project_id = change->project_id,
        .issue_id = change->issue_id,
        .now_ms = cx->now_ms,
        .title = now->title,
        .level = now->level,
        .platform = change->platform,
        .culprit = change->culprit,
        .type = change->type,
        .first_release = change->first_release,
        .assigned_to = change->assigned_to,
        .first_seen_ms = change->first_seen_ms,
        .event_count = now->event_count,
        .user_count = now->user_count,
        .priority = now->priority,
        .is_new = change->is_new,
        .is_regressed = change->is_reopened && str_eq(change->before.status, S("resolved")),
        .is_reopened = change->is_reopened,
        .environment = text_or_empty(ev->environment),
        .release = text_or_empty(ev->release),
        .tags = ev->tags,
        .n_tags = ev->n_tags,
        .read_document = ev->read_document,
        .from = ev->from,
    };
}

/* --- the document ---------------------------------------------------------------------- */

/* The newest of the stored ones; absent: there is none. */
static enum status read_newest(struct ctx *cx, const struct condition_facts *f,
                               struct stored_event *out, bool *found)
{
    struct q_condition_fingerprints_row *rows;
    struct stored_event *events;
    size_t n;

    *found = false;
    TRY(q_condition_fingerprints(cx, &(struct q_condition_fingerprints_args){ f->issue_id }, &rows,
                                 &n));
    if (n == 0)
        return OK;
    int64_t *ids = arena_array(cx->arena, int64_t, n);
    for (size_t i = 0; i < n; i++)
        ids[i] = rows[i].id;
    struct event_range range = { .project_id = f->project_id,
                                 .fingerprint_ids = ids,
                                 .n_fingerprints = n,
                                 .limit = 1,
                                 .with_data = true };
    TRY(event_page(cx, &range, &events, &n));
    *found = n > 0;
    if (*found)
        *out = events[0];
    return OK;
}

enum status condition_facts_of_issue(struct ctx *cx, bool with_event, struct condition_facts *out,
                                     bool *found)
{
    int64_t project_id = out->project_id, issue_id = out->issue_id;
    struct q_condition_issue_row row;
    struct stored_event ev;
    bool has_event = false;

    TRY(q_condition_issue(cx, &(struct q_condition_issue_args){ project_id, issue_id }, &row,
                          found));
    if (!*found)
        return OK;
    *out = (struct condition_facts){
        .project_id = project_id,
        .issue_id = issue_id,
        .now_ms = cx->now_ms,
        .title = row.title,
        .level = row.level,
        .platform = row.platform,
        .culprit = row.culprit,
        .type = row.type,
        .first_release = row.first_release,
        .assigned_to = row.assigned_to.set ? row.assigned_to.value : 0,
        .first_seen_ms = row.first_seen_ms,
        .event_count = row.event_count,
        .user_count = row.user_count,
        .priority = row.priority,
        .environment = S(""),
        .release = S(""),
    };
    if (with_event)
        TRY(read_newest(cx, out, &ev, &has_event));
    if (!has_event)
        return OK;
    out->environment = text_or_empty(ev.environment);
    out->release = text_or_empty(ev.release);
    out->document = ev.data;
    return OK;
}

static enum status load_document(struct ctx *cx, struct condition_facts *f)
{
    struct stored_event ev = { 0 };
    bool found = false;

    f->has_document = true;
    if (str_is_null(f->document) && f->read_document != NULL)
        TRY(f->read_document(cx, f->from, &f->document));
    if (str_is_null(f->document) && f->issue_id != 0)
        TRY(read_newest(cx, f, &ev, &found));
    if (found)
        f->document = ev.data;
    return str_is_null(f->document) ? OK : json_parse(cx, f->document, &f->parsed, NULL);
}

struct json *fact_document(struct ctx *cx, struct condition_facts *f)
{
    if (!f->has_document && f->failed == OK)
        f->failed = load_document(cx, f);
    return f->parsed != NULL ? json_root(f->parsed) : NULL;
}

struct str fact_tag(struct ctx *cx, struct condition_facts *f, struct str key)
{
    if (f->tags == NULL)
        return text_or_empty(json_str(json_get(json_get(fact_document(cx, f), S("tags")), key)));
    for (size_t i = 0; i < f->n_tags; i++) {
        if (str_eq(f->tags[i].key, key))
            return f->tags[i].value;
    }
    return S("");
}

struct str fact_whole(struct ctx *cx, struct condition_facts *f)
{
    struct buf b;

    if (f->has_whole)
        return f->whole;
    f->has_whole = true;
    (void)fact_document(cx, f);
    struct str data = text_or_empty(f->document);
    buf_init(&b, cx->arena, f->title.len + 1 + CONDITION_DATA_BYTES);
    buf_add(&b, f->title);
    buf_add_char(&b, '\n');
    buf_add(&b, data.len > CONDITION_DATA_BYTES ? str_to(data, CONDITION_DATA_BYTES) : data);
    f->whole = buf_str(&b);
    return f->whole;
}

struct str fact_message(struct ctx *cx, struct condition_facts *f)
{
    static const char *const paths[] = { "logentry.formatted", "logentry.message", "message" };
    const struct json *doc = fact_document(cx, f);
    const struct json *list = json_get_path(doc, "exception.values");

    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        struct str text = json_str(json_get_path(doc, paths[i]));
        if (text.len > 0)
            return text;
    }
    size_t n = json_length(list);
    return text_or_empty(n > 0 ? json_str(json_get(json_at(list, n - 1), S("value")))
                               : (struct str){ 0 });
}

static bool has_app_frame_in(const struct grouping_settings *settings, const struct json *holder)
{
    struct json_iter it = json_iter(event_frames(holder));
    struct str pattern;

    while (json_next(&it)) {
        if (strcmp(grouping_frame_class(settings, it.value, &pattern), "app") == 0)
            return true;
    }
    return false;
}

bool fact_has_app_frame(struct ctx *cx, struct condition_facts *f)
{
    struct json_iter it = json_iter(json_get_path(fact_document(cx, f), "exception.values"));
    struct grouping_settings settings = grouping_settings_now(cx, f->project_id);

    while (json_next(&it)) {
        if (has_app_frame_in(&settings, it.value))
            return true;
    }
    return false;
}

/* --- people ------------------------------------------------------------------------------ */

static enum status load_person(struct ctx *cx, struct condition_facts *f)
{
    struct q_condition_person_row row;
    bool found = false;

    f->has_person = true;
    f->person = S("");
    if (f->assigned_to != 0)
        TRY(q_condition_person(cx, &(struct q_condition_person_args){ f->assigned_to }, &row,
                               &found));
    if (found)
        f->person = row.email;
    return OK;
}

struct str fact_person(struct ctx *cx, struct condition_facts *f)
{
    if (!f->has_person && f->failed == OK)
        f->failed = load_person(cx, f);
    return text_or_empty(f->person);
}

/* --- windows ----------------------------------------------------------------------------- */

static enum status count_minutes(struct ctx *cx, const struct condition_facts *f, int64_t minutes,
                                 int64_t *out)
{
    int64_t last = f->now_ms / MS_PER_MINUTE;
    struct q_condition_minutes_args args = { f->project_id, f->issue_id, last - minutes + 1, last };
    struct q_condition_minutes_row row;

    TRY(q_condition_minutes(cx, &args, &row));
    *out = row.events;
    return OK;
}

/* Whole hours, and of the oldest the part that lies in the window. */
static enum status count_hours(struct ctx *cx, const struct condition_facts *f, int64_t hours,
                               int64_t *out)
{
    int64_t last = clock_hour(f->now_ms), first = last - hours;
    int64_t part = MS_PER_HOUR - (f->now_ms - last * MS_PER_HOUR);
    struct q_condition_hours_args args = { f->project_id, f->issue_id, first, last };
    struct q_condition_hours_row *rows;
    size_t n;

    *out = 0;
    TRY(q_condition_hours(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++)
        *out += rows[i].hour == first ? rows[i].events * part / MS_PER_HOUR : rows[i].events;
    return OK;
}

static enum status count_users(struct ctx *cx, const struct condition_facts *f, int64_t minutes,
                               int64_t *out)
{
    struct q_condition_users_args args = { f->project_id, f->issue_id,
                                           f->now_ms - minutes * MS_PER_MINUTE, USER_EVENTS };
    struct q_condition_users_row row;

    TRY(q_condition_users(cx, &args, &row));
    *out = row.users;
    return OK;
}

static enum status count(struct ctx *cx, const struct condition_facts *f,
                         struct condition_window *w)
{
    if (f->issue_id == 0 || f->is_window_given)
        return OK;
    if (w->of == WINDOW_USERS)
        return count_users(cx, f, w->minutes, &w->value);
    return w->minutes <= MINUTES_OF_HOUR ? count_minutes(cx, f, w->minutes, &w->value)
                                         : count_hours(cx, f, w->minutes / MINUTES_OF_HOUR,
                                                       &w->value);
}

enum status condition_window_count(struct ctx *cx, struct condition_facts *f,
                                   enum condition_window_of of, int64_t minutes, int64_t *out)
{
    struct condition_window w = { of, minutes, 0 };

    for (size_t i = 0; i < f->n_windows; i++) {
        if (f->windows[i].of == of && f->windows[i].minutes == minutes) {
            *out = f->windows[i].value;
            return OK;
        }
    }
    TRY(count(cx, f, &w));
    if (f->n_windows < CONDITION_WINDOWS)
        f->windows[f->n_windows++] = w;
    *out = w.value;
    return OK;
}

int64_t fact_window(struct ctx *cx, struct condition_facts *f, enum condition_window_of of,
                    int64_t minutes)
{
    int64_t value = 0;

    if (f->failed == OK)
        f->failed = condition_window_count(cx, f, of, minutes, &value);
    return value;
}
