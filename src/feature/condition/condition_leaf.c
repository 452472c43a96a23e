/* The types of leaves and their operators: one row each. A new leaf is a row here and what
 * reads its value; parsing, judging, preview and tests follow the table. */
#include "base/base.h"
#include "feature/condition/condition_int.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"

enum { NO_COUNTER = -1, MINUTES_OF_HOUR = 60, MINUTES_OF_DAY = 24 * 60 };

#define READS_TEXT(name, member)                                                                   \
    static struct str name(struct ctx *cx, struct condition_facts *f, const struct leaf *leaf)     \
    {                                                                                              \
        (void)cx;                                                                                  \
        (void)leaf;                                                                                \
        return f->member;                                                                          \
    }
#define READS_NUMBER(name, expression)                                                             \
    static int64_t name(struct ctx *cx, struct condition_facts *f, const struct leaf *leaf)        \
    {                                                                                              \
        (void)cx;                                                                                  \
        (void)leaf;                                                                                \
        return expression;                                                                         \
    }
#define READS_FLAG(name, expression)                                                               \
    static bool name(struct ctx *cx, struct condition_facts *f, const struct leaf *leaf)           \
    {                                                                                              \
        (void)cx;                                                                                  \
        (void)leaf;                                                                                \
        return expression;                                                                         \
    }

READS_TEXT(read_level, level)
READS_TEXT(read_platform, platform)
READS_TEXT(read_title, title)
READS_TEXT(read_culprit, culprit)
READS_TEXT(read_type, type)
READS_TEXT(read_first_release, first_release)
READS_TEXT(read_environment, environment)
READS_TEXT(read_release, release)
READS_NUMBER(read_events, f->event_count)
READS_NUMBER(read_priority, f->priority)
READS_NUMBER(read_age, (f->now_ms - f->first_seen_ms) / MS_PER_HOUR)
READS_NUMBER(read_velocity, fact_window(cx, f, WINDOW_EVENTS, leaf->minutes))
READS_NUMBER(read_users, leaf->minutes == 0 ? f->user_count
                                            : fact_window(cx, f, WINDOW_USERS, leaf->minutes))
READS_FLAG(read_is_new, f->is_new)
READS_FLAG(read_is_regressed, f->is_regressed)
READS_FLAG(read_is_reopened, f->is_reopened)
READS_FLAG(read_has_app_frame, fact_has_app_frame(cx, f))
READS_FLAG(read_handled, !str_eq(fact_tag(cx, f, S("handled")), S("no")))

static struct str read_assignee(struct ctx *cx, struct condition_facts *f, const struct leaf *leaf)
{
    (void)leaf;
    return fact_person(cx, f);
}

static struct str read_tag(struct ctx *cx, struct condition_facts *f, const struct leaf *leaf)
{
    return fact_tag(cx, f, leaf->key);
}

static struct str read_logger(struct ctx *cx, struct condition_facts *f, const struct leaf *leaf)
{
    (void)leaf;
    return fact_tag(cx, f, S("logger"));
}

static struct str read_user(struct ctx *cx, struct condition_facts *f, const struct leaf *leaf)
{
    (void)leaf;
    return fact_tag(cx, f, S("user"));
}

static struct str read_message(struct ctx *cx, struct condition_facts *f, const struct leaf *leaf)
{
    (void)leaf;
    return fact_message(cx, f);
}

/* A member of arrays is named by its number: "exception.values.0.type". */
static const struct json *at_path(const struct json *v, struct str path)
{
    struct str part;
    int64_t i;

    while (v != NULL && str_split(&path, '.', &part)) {
        if (json_type(v) == JSON_ARR)
            v = str_i64(part, &i) && i >= 0 ? json_at(v, (size_t)i) : NULL;
        else
            v = json_get(v, part);
    }
    return v;
}

static struct str read_data(struct ctx *cx, struct condition_facts *f, const struct leaf *leaf)
{
    if (str_is_null(leaf->key))
        return fact_whole(cx, f);
    const struct json *v = at_path(fact_document(cx, f), leaf->key);
    struct str text = json_scalar_text(v, false);
    if (!str_is_null(text) || json_is_null(v))
        return str_is_null(text) ? S("") : text;
    struct buf b;
    buf_init(&b, cx->arena, CONDITION_DATA_BYTES);
    json_write(v, &b);
    return buf_str(&b);
}

#define TEXT_OF(fn)   .text = (fn), .counter = NO_COUNTER
#define FLAG_OF(fn)   .flag = (fn), .counter = NO_COUNTER
#define WINDOW_OF(fn) .number = (fn), .counter = NO_COUNTER

const struct leaf_type leaf_types[] = {
    { "level", LEAF_STRING, COST_ISSUE, .words = "level", TEXT_OF(read_level) },
    { "platform", LEAF_STRING, COST_ISSUE, .words = "platform", TEXT_OF(read_platform) },
    { "title", LEAF_TEXT, COST_ISSUE, .words = "title", TEXT_OF(read_title) },
    { "culprit", LEAF_STRING, COST_ISSUE, .words = "culprit", TEXT_OF(read_culprit) },
    { "exception_type", LEAF_STRING, COST_ISSUE, .words = "exception type", TEXT_OF(read_type) },
    { "first_release", LEAF_STRING, COST_ISSUE, .words = "first release",
      TEXT_OF(read_first_release) },
    { "assignee", LEAF_STRING, COST_ISSUE, .words = "assignee", TEXT_OF(read_assignee) },
    { "total_events", LEAF_NUMBER, COST_COUNTER, .words = "events", .number = read_events,
      .counter = COUNT_EVENTS },
    { "priority", LEAF_NUMBER, COST_COUNTER, .words = "priority", .number = read_priority,
      .counter = COUNT_PRIORITY },
    { "age", LEAF_NUMBER, COST_COUNTER, .words = "age in hours", .number = read_age,
      .counter = COUNT_AGE },
    { "user_count", LEAF_NUMBER, COST_COUNTER, PARAM_HOURS, .words = "users",
      .number = read_users, .counter = COUNT_USERS },
    { "velocity", LEAF_NUMBER, COST_WINDOW, PARAM_MINUTES, .words = "events",
      WINDOW_OF(read_velocity) },
    { "velocity_1h", LEAF_NUMBER, COST_WINDOW, .minutes = MINUTES_OF_HOUR, .words = "events",
      WINDOW_OF(read_velocity) },
    { "velocity_24h", LEAF_NUMBER, COST_WINDOW, .minutes = MINUTES_OF_DAY, .words = "events",
      WINDOW_OF(read_velocity) },
    { "is_new", LEAF_BOOL, COST_EVENT, .words = "new", FLAG_OF(read_is_new) },
    { "is_regressed", LEAF_BOOL, COST_EVENT, .words = "regressed", FLAG_OF(read_is_regressed) },
    { "is_reopened", LEAF_BOOL, COST_EVENT, .words = "reopened", FLAG_OF(read_is_reopened) },
    { "environment", LEAF_STRING, COST_EVENT, .words = "environment", TEXT_OF(read_environment) },
    { "release", LEAF_STRING, COST_EVENT, .words = "release", TEXT_OF(read_release) },
    { "tag", LEAF_STRING, COST_EVENT, PARAM_KEY, .words = "tag", TEXT_OF(read_tag) },
    { "user", LEAF_STRING, COST_EVENT, .words = "user", TEXT_OF(read_user) },
    { "logger", LEAF_STRING, COST_EVENT, .words = "logger", TEXT_OF(read_logger) },
    { "handled", LEAF_BOOL, COST_EVENT, .words = "handled", FLAG_OF(read_handled) },
    { "message", LEAF_TEXT, COST_DOCUMENT, .words = "message", TEXT_OF(read_message) },
    { "event_data", LEAF_TEXT, COST_DOCUMENT, PARAM_PATH, .words = "event data",
      TEXT_OF(read_data) },
    { "has_app_frame", LEAF_BOOL, COST_DOCUMENT, .words = "has a frame of the app",
      FLAG_OF(read_has_app_frame) },
};
const size_t n_leaf_types = ARRAY_LEN(leaf_types);

#define STRING (1 << LEAF_STRING)
#define TEXT   (1 << LEAF_TEXT)
#define NUMBER (1 << LEAF_NUMBER)
#define BOOL   (1 << LEAF_BOOL)

/* Of each kind the first is what it has when none is named. */
const struct op_row leaf_ops[] = {
    { "gte", ">=", OP_GTE, NUMBER, "≥" },
    { "contains", NULL, OP_CONTAINS, TEXT, "contains" },
    { "eq", "==", OP_EQ, STRING | TEXT | NUMBER | BOOL, "is" },
    { "neq", "!=", OP_NEQ, STRING | TEXT | NUMBER | BOOL, "is not" },
    { "in", NULL, OP_IN, STRING, "is one of" },
    { "not_in", NULL, OP_NOT_IN, STRING, "is none of" },
    { "contains", NULL, OP_CONTAINS, STRING, "contains" },
    { "not_contains", NULL, OP_NOT_CONTAINS, STRING | TEXT, "does not contain" },
    { "matches", NULL, OP_MATCHES, STRING | TEXT, "matches" },
    { "lte", "<=", OP_LTE, NUMBER, "≤" },
    { "gt", ">", OP_GT, NUMBER, ">" },
    { "lt", "<", OP_LT, NUMBER, "<" },
};
const size_t n_leaf_ops = ARRAY_LEN(leaf_ops);

const struct leaf_type *leaf_type_named(struct str name)
{
    for (size_t i = 0; i < n_leaf_types; i++) {
        if (str_eq(name, str_c(leaf_types[i].name)))
            return &leaf_types[i];
    }
    return NULL;
}

const struct op_row *leaf_op_named(enum leaf_kind kind, struct str name)
{
    for (size_t i = 0; i < n_leaf_ops; i++) {
        const struct op_row *row = &leaf_ops[i];
        bool is_it = name.len == 0 || str_eq(name, str_c(row->name)) ||
                     (row->symbol != NULL && str_eq(name, str_c(row->symbol)));
        if ((row->kinds >> kind & 1) != 0 && is_it)
            return row;
    }
    return NULL;
}

const struct op_row *leaf_op_row(enum condition_op op)
{
    size_t i = 0;

    while (leaf_ops[i].op != op)
        i++;
    return &leaf_ops[i];
}
