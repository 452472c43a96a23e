#include "base/base.h"

#include "feature/notify/notify_preferences.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"

enum {
    MINUTES_PER_DAY = 24 * 60,
    MINUTES_PER_HOUR = 60,
    OFFSET_MAX_MIN = 14 * 60, /* Kiribati */
    PREFERENCES_BYTES = 32 << 10,
    CLOCK_BYTES = 5, /* "22:00" */
};

static const char *const kind_names[NOTIFY_KINDS] = {
    [NOTIFY_MENTION] = "mention",   [NOTIFY_ASSIGNED] = "assigned", [NOTIFY_FOLLOWED] = "followed",
    [NOTIFY_REOPENED] = "reopened", [NOTIFY_ALERT] = "alert",
};

const char *notify_kind_name(enum notify_kind kind)
{
    return kind_names[kind];
}

static void read_kinds(const struct json *channel, bool out[NOTIFY_KINDS])
{
    bool is_on = json_bool(json_get(channel, S("all")), true);

    for (int k = 0; k < NOTIFY_KINDS; k++)
        out[k] = is_on && json_bool(json_get(channel, str_c(kind_names[k])), true);
}

/* "22:00" → 1320 */
static bool read_minute(struct str text, int64_t *out)
{
    int64_t hours, minutes;

    if (text.len != CLOCK_BYTES || text.p[2] != ':' || !str_i64(str_to(text, 2), &hours) ||
        !str_i64(str_from(text, 3), &minutes))
        return false;
    *out = hours * MINUTES_PER_HOUR + minutes;
    return hours >= 0 && minutes >= 0 && minutes < MINUTES_PER_HOUR && *out < MINUTES_PER_DAY;
}

void notify_preferences_read(struct ctx *cx, struct str text, struct notify_preferences *out)
{
    struct json_doc *doc;
    struct json *root = NULL;

    *out = (struct notify_preferences){ 0 };
    if (json_parse(cx, text, &doc, NULL) == OK)
        root = json_root(doc);
    else
        err_clear(&cx->err); /* by default, then */
    read_kinds(json_get_path(root, "notify.inbox"), out->inbox);
    read_kinds(json_get_path(root, "notify.mail"), out->mail);
    const struct json *quiet = json_get(root, S("quiet_hours"));
    out->has_quiet_hours =
        read_minute(json_str(json_get(quiet, S("from"))), &out->quiet_from_min) &&
        read_minute(json_str(json_get(quiet, S("to"))), &out->quiet_to_min) &&
        out->quiet_from_min != out->quiet_to_min;
    int64_t offset;
    if (json_i64(json_get(root, S("utc_offset_min")), &offset) && offset >= -OFFSET_MAX_MIN &&
        offset <= OFFSET_MAX_MIN)
        out->utc_offset_min = offset;
}

/* The member of that name as an object, made when it is none. */
static struct json *object_at(struct json_doc *doc, struct json *parent, struct str key)
{
    struct json *v = json_get(parent, key);

    if (v != NULL && json_type(v) == JSON_OBJ)
        return v;
    v = json_new_obj(doc);
    json_set(doc, parent, key, v);
    return v;
}

enum status notify_preferences_without_mail(struct ctx *cx, struct str text, struct str *out)
{
    struct json_doc *doc;
    struct buf b;

    TRY(json_parse(cx, text, &doc, NULL));
    struct json *root = json_root(doc);
    if (json_type(root) != JSON_OBJ) {
        root = json_new_obj(doc);
        json_set_root(doc, root);
    }
    struct json *mail = object_at(doc, object_at(doc, root, S("notify")), S("mail"));
    json_set(doc, mail, S("all"), json_new_bool(doc, false));
    buf_init(&b, cx->arena, PREFERENCES_BYTES);
    json_write(root, &b);
    if (buf_is_full(&b))
        return fail(cx, E_TOO_LARGE, "preferences may have %d bytes", PREFERENCES_BYTES);
    *out = buf_str(&b);
    return OK;
}

int64_t notify_after_quiet(const struct notify_preferences *p, int64_t at_ms)
{
    if (!p->has_quiet_hours)
        return at_ms;
    int64_t minute = (at_ms / MS_PER_MINUTE + p->utc_offset_min) % MINUTES_PER_DAY;
    bool is_over_midnight = p->quiet_from_min > p->quiet_to_min;
    bool is_after = minute >= p->quiet_from_min, is_before = minute < p->quiet_to_min;
    bool is_quiet = is_over_midnight ? is_after || is_before : is_after && is_before;

    if (!is_quiet)
        return at_ms;
    int64_t left = (p->quiet_to_min - minute + MINUTES_PER_DAY) % MINUTES_PER_DAY;
    return (at_ms / MS_PER_MINUTE + left) * MS_PER_MINUTE;
}
