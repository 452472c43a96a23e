/* The driver: top-level keys by table, then the steps that need several of them. */
#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/event/form_data.h"
#include "feature/event/minidump.h"
#include "feature/event/report.h"
#include "port/json.h"

enum {
    DRIFT_MIN_MS = 55 * 60 * 1000, /* smaller differences are network and queue (§5) */
    UNKNOWN_MEMBER_BYTES = 16 << 10,
    UNKNOWN_BYTES = 256 << 10, /* all keys nobody knows, and `extra` (§10.9) */
    MODULES_BYTES = 32 << 10,
    SDK_BYTES = 16 << 10,
    IMAGES_BYTES = 512 << 10,
    TRANSACTION_BYTES = 512 << 10, /* spans: not shown yet, only bounded */
    SCALAR_BYTES_MAX = 400,
    LINES_MAX = 50,
    SERVER_NAME_CHARS = 256,
    LOGGER_CHARS = 64,
    DIST_CHARS = 64,
    CHECKSUM_CHARS = 128,
    PLATFORM_CHARS = 64,
    META_SENT_DEPTH = 64,
    MODULES_MAX = 1000,
    MODULE_NAME_BYTES = 256,
    FINGERPRINT_CHARS = 1024,
};

/* --- values of one kind --- */

struct json *normalize_invalid(struct normal *n, const struct json *v, const char *kind)
{
    meta_error(&n->meta, kind, v);
    return json_new_null(n->doc);
}

static struct json *normalize_count(struct normal *n, struct json *v)
{
    int64_t count = 0;
    bool is_number = json_i64(v, &count) || str_i64(str_trim(json_str(v)), &count);
    if (!is_number || count < 0)
        return normalize_invalid(n, v, "invalid_data");
    if (count == 0)
        return json_new_null(n->doc);
    return json_type(v) == JSON_NUMBER ? v : json_new_i64(n->doc, count);
}

static struct json *normalize_lines(struct normal *n, struct json *v, size_t limit)
{
    if (json_type(v) != JSON_ARR)
        return normalize_invalid(n, v, "invalid_data");
    size_t index = 0;
    struct json_iter it = json_iter(v);
    while (json_next(&it)) {
        if (index >= LINES_MAX) {
            json_iter_remove(&it);
            continue;
        }
        meta_enter_at(&n->meta, index++);
        struct json *line = it.value;
        if (!json_is_null(line))
            line = normalize_text(n, line, limit, 0);
        if (line != it.value)
            json_iter_replace(&it, line);
        meta_leave(&n->meta);
    }
    return v;
}

static struct json *normalize_scalar(struct normal *n, struct json *v)
{
    switch (json_type(v)) {
    case JSON_STR:
        return normalize_text(n, v, SCALAR_BYTES_MAX, TEXT_ONE_LINE);
    case JSON_NUMBER:
        if (json_number(v).len <= SCALAR_BYTES_MAX)
            return v;
        break;
    case JSON_NULL:
    case JSON_BOOL:
        return v;
    case JSON_ARR:
    case JSON_OBJ:
        break;
    }
    return normalize_invalid(n, v, "invalid_data");
}

static struct json *normalize_member(struct normal *n, const struct member *row, struct json *v)
{
    switch (row->kind) {
    case MEMBER_TEXT:
        return normalize_text(n, v, (size_t)row->limit, 0);
    case MEMBER_NAME:
        return normalize_text(n, v, (size_t)row->limit, TEXT_ONE_LINE);
    case MEMBER_ANY_TEXT:
        return normalize_text(n, v, (size_t)row->limit, TEXT_ANY);
    case MEMBER_COUNT:
        return normalize_count(n, v);
    case MEMBER_BOOL:
        return json_type(v) == JSON_BOOL ? v : normalize_invalid(n, v, "invalid_data");
    case MEMBER_LINES:
        return normalize_lines(n, v, (size_t)row->limit);
    case MEMBER_FREE:
        return normalize_free(n, v, (size_t)row->limit);
    case MEMBER_MAP:
        return json_type(v) == JSON_OBJ ? normalize_free(n, v, (size_t)row->limit)
                                        : normalize_invalid(n, v, "invalid_data");
    case MEMBER_SCALAR:
        return normalize_scalar(n, v);
    case MEMBER_FN:
        return row->fn(n, v);
    }
    return v;
}

/* --- objects by table --- */

/* Row of the key, or NULL. */
static const struct member *member_find(const struct member_table *t, struct str key)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct member *row = &t->rows[i];
        if (row->key.len == key.len && row->key.p[0] == key.p[0] &&
            bytes_eq(row->key.p, key.p, key.len))
            return row;
    }
    return NULL;
}

/* All of them together have a bound, names included. NULL = it leaves. */
static struct json *normalize_unknown(struct normal *n, struct str key, struct json *v)
{
    if (key.len > KEY_BYTES || key.len >= n->unknown_left) {
        if (key.len <= KEY_BYTES)
            meta_error(&n->meta, "value_too_long", NULL);
        return NULL;
    }
    n->unknown_left -= key.len;
    size_t left = UNKNOWN_MEMBER_BYTES < n->unknown_left ? UNKNOWN_MEMBER_BYTES : n->unknown_left;
    size_t before = left;
    struct json *out = trim_free(n, v, FREE_DEPTH, &left);
    n->unknown_left -= before - left;
    return out;
}

/* What the current member becomes: by its row, or bounded when nobody knows it. */
static void normalize_current(struct normal *n, struct json_iter *it, const struct member *row)
{
    if (row != NULL && json_is_null(it->value))
        return;
    meta_enter(&n->meta, it->key);
    struct json *v = row != NULL ? normalize_member(n, row, it->value)
                                 : normalize_unknown(n, it->key, it->value);
    if (v == NULL)
        json_iter_remove(it);
    else if (v != it->value)
        json_iter_replace(it, v);
    meta_leave(&n->meta);
}

void normalize_members(struct normal *n, struct json *obj, const struct member_table *t)
{
    struct json_iter it = json_iter(obj);
    while (json_next(&it))
        normalize_current(n, &it, member_find(t, it.key));
}

/* --- top-level keys --- */

static struct json *normalize_level(struct normal *n, struct json *v)
{
    enum event_level level;
    struct str s = json_scalar_text(v, false);
    if (!event_level_parse(s, &level))
        return normalize_invalid(n, v, "invalid_data");
    n->ev->level = level;
    n->has_level = true;
    struct str name = str_c(event_level_name(level));
    return str_eq(json_str(v), name) ? v : json_new_str_ref(n->doc, name);
}

static bool is_platform(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        bool is_fine =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
        if (!is_fine)
            return false;
    }
    return s.len > 0 && s.len <= PLATFORM_CHARS;
}

static struct json *normalize_platform(struct normal *n, struct json *v)
{
    struct str sent = json_str(v);
    if (is_platform(sent))
        return v;
    struct str lower = str_lower(n->cx->arena, str_trim(sent));
    if (is_platform(lower))
        return json_new_str_ref(n->doc, lower);
    return normalize_invalid(n, v, "invalid_data");
}

/* Accept has chosen the id; one that was sent and is none is remembered (§3.1). */
static struct json *normalize_event_id(struct normal *n, struct json *v)
{
    struct event_id id;
    struct str sent = json_str(v);
    bool is_made = json_type(v) == JSON_STR && str_trim(sent).len == 0;
    if (is_made || event_id_parse(sent, &id))
        return v;
    return normalize_invalid(n, v, "invalid_data");
}

static bool has_char(struct str s, const char *set)
{
    for (; *set != '\0'; set++) {
        if (str_find_char(s, *set) < s.len)
            return true;
    }
    return false;
}

static bool is_only(struct str s, char c)
{
    return s.len > 0 && str_trim_char(s, c).len == 0;
}

static struct json *normalize_release(struct normal *n, struct json *v)
{
    struct str s = str_trim(json_scalar_text(v, true));
    bool is_bad = s.len == 0 || has_char(s, "\n\r\t\f") || str_eq(s, S(".")) ||
                  str_eq(s, S("..")) || is_only(s, '/') || is_only(s, '\\') ||
                  str_eq_fold(s, S("latest"));
    return is_bad ? normalize_invalid(n, v, "invalid_data")
                  : normalize_text(n, v, LIMIT_RELEASE, TEXT_ONE_LINE);
}

static struct json *normalize_environment(struct normal *n, struct json *v)
{
    struct str s = str_trim(json_scalar_text(v, true));
    bool is_bad = s.len == 0 || has_char(s, "/\n\r") || str_eq_fold(s, S("none"));
    return is_bad ? normalize_invalid(n, v, "invalid_data")
                  : normalize_text(n, v, LIMIT_ENVIRONMENT, TEXT_ONE_LINE);
}

static bool is_dist_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
}

static struct json *normalize_dist(struct normal *n, struct json *v)
{
    struct str s = str_trim(json_scalar_text(v, true));
    bool is_fine = s.len > 0 && s.len <= DIST_CHARS;
    for (size_t i = 0; is_fine && i < s.len; i++)
        is_fine = is_dist_char(s.p[i]);
    return is_fine ? normalize_text(n, v, DIST_CHARS, TEXT_ONE_LINE)
                   : normalize_invalid(n, v, "invalid_data");
}

static struct json *normalize_extra(struct normal *n, struct json *v)
{
    if (json_type(v) != JSON_OBJ)
        return normalize_invalid(n, v, "invalid_data");
    static const struct member_table no_rows = { NULL, 0 };
    normalize_members(n, v, &no_rows);
    return v;
}

/* name → version; a list of pairs is taken too. */
static struct json *normalize_modules(struct normal *n, struct json *v)
{
    if (json_type(v) == JSON_OBJ)
        return normalize_free(n, v, MODULES_BYTES);
    if (json_type(v) != JSON_ARR)
        return normalize_invalid(n, v, "invalid_data");
    struct json *map = json_new_obj(n->doc);
    struct json_iter it = json_iter(v);
    while (json_next(&it) && json_length(map) < MODULES_MAX) {
        struct str name = json_str(json_at(it.value, 0));
        if (name.len > 0)
            json_set_str(
                n->doc, map, str_utf8_clip(name, MODULE_NAME_BYTES),
                str_utf8_clip(json_scalar_text(json_at(it.value, 1), false), MODULE_NAME_BYTES));
    }
    return map;
}

static struct json *normalize_fingerprint(struct normal *n, struct json *v)
{
    if (json_type(v) != JSON_ARR)
        return normalize_invalid(n, v, "invalid_data");
    size_t index = 0;
    struct json_iter it = json_iter(v);
    while (json_next(&it)) {
        meta_enter_at(&n->meta, index);
        struct json *part = it.value;
        bool is_scalar = json_type(part) != JSON_ARR && json_type(part) != JSON_OBJ;
        if (json_is_null(part) || !is_scalar || index >= LIMIT_FINGERPRINT_PARTS) {
            meta_error(&n->meta, "invalid_data", part);
            json_iter_remove(&it);
        } else {
            struct json *text = normalize_text(n, part, FINGERPRINT_CHARS, 0);
            if (text != part)
                json_iter_replace(&it, text);
            index++;
        }
        meta_leave(&n->meta);
    }
    return v;
}

/* The SDK's own remarks are kept unless they are as large as an attack. */
static bool is_bounded(struct json *v, size_t depth, size_t *nodes_left)
{
    size_t n = json_length(v);
    if (n > *nodes_left || (n > 0 && depth == 0))
        return false;
    *nodes_left -= n;
    struct json_iter it = json_iter(v);
    while (json_next(&it)) {
        if (!is_bounded(it.value, depth - 1, nodes_left))
            return false;
    }
    return true;
}

static void bound_meta(struct json *root)
{
    struct json *v = json_get(root, S("_meta"));
    size_t nodes_left = META_SENT_NODES;
    bool is_fine = json_type(v) == JSON_OBJ && is_bounded(v, META_SENT_DEPTH, &nodes_left);
    if (!is_fine)
        (void)json_remove(root, S("_meta"));
}

static struct json *keep(struct normal *n, struct json *v)
{
    (void)n;
    return v;
}

static struct json *drop(struct normal *n, struct json *v)
{
    (void)n;
    (void)v;
    return NULL;
}

/* §9 in the order SDKs like to write. */
static const struct member top_rows[] = {
    { S("event_id"), MEMBER_FN, 0, normalize_event_id },
    { S("timestamp"), MEMBER_FN, 0, normalize_timestamp },
    { S("platform"), MEMBER_FN, 0, normalize_platform },
    { S("level"), MEMBER_FN, 0, normalize_level },
    { S("exception"), MEMBER_FN, 0, normalize_exception },
    { S("contexts"), MEMBER_FN, 0, normalize_contexts },
    { S("breadcrumbs"), MEMBER_FN, 0, normalize_breadcrumbs },
    { S("user"), MEMBER_FN, 0, normalize_user },
    { S("tags"), MEMBER_FN, 0, normalize_tags },
    { S("request"), MEMBER_FN, 0, normalize_request },
    { S("release"), MEMBER_FN, 0, normalize_release },
    { S("environment"), MEMBER_FN, 0, normalize_environment },
    { S("server_name"), MEMBER_NAME, SERVER_NAME_CHARS, NULL },
    { S("transaction"), MEMBER_NAME, LIMIT_CULPRIT, NULL },
    { S("logger"), MEMBER_NAME, LOGGER_CHARS, NULL },
    { S("logentry"), MEMBER_FN, 0, normalize_logentry },
    { S("message"), MEMBER_FN, 0, normalize_message },
    { S("extra"), MEMBER_FN, 0, normalize_extra },
    { S("modules"), MEMBER_FN, 0, normalize_modules },
    { S("sdk"), MEMBER_MAP, SDK_BYTES, NULL },
    { S("threads"), MEMBER_FN, 0, normalize_threads },
    { S("stacktrace"), MEMBER_FN, 0, normalize_stack },
    { S("fingerprint"), MEMBER_FN, 0, normalize_fingerprint },
    { S("dist"), MEMBER_FN, 0, normalize_dist },
    { S("culprit"), MEMBER_NAME, LIMIT_CULPRIT, NULL },
    { S("site"), MEMBER_NAME, LIMIT_TAG_VALUE, NULL },
    { S("type"), MEMBER_NAME, LOGGER_CHARS, NULL },
    { S("checksum"), MEMBER_NAME, CHECKSUM_CHARS, NULL },
    { S("debug_meta"), MEMBER_MAP, IMAGES_BYTES, NULL },
    { S("start_timestamp"), MEMBER_FN, 0, normalize_time_value },
    { S("received"), MEMBER_FN, 0, drop },
    { S("spans"), MEMBER_FREE, TRANSACTION_BYTES, NULL },
    { S("_meta"), MEMBER_FN, 0, keep },
};
static const struct member_table top_table = MEMBER_TABLE(top_rows);
static_assert(ARRAY_LEN(top_rows) <= sizeof(uint64_t) * 8, "one bit each in `seen`");

static const struct {
    struct str from;
    struct str to;
} aliases[] = {
    { S("sentry.interfaces.Message"), S("logentry") },
    { S("sentry.interfaces.Exception"), S("exception") },
    { S("sentry.interfaces.Stacktrace"), S("stacktrace") },
    { S("sentry.interfaces.Breadcrumbs"), S("breadcrumbs") },
    { S("sentry.interfaces.Http"), S("request") },
    { S("sentry.interfaces.User"), S("user") },
    { S("sentry.interfaces.Contexts"), S("contexts") },
    { S("sentry.interfaces.Sdk"), S("sdk") },
    { S("sentry.interfaces.Template"), S("template") },
    { S("sentry.interfaces.Threads"), S("threads") },
    { S("sentry.interfaces.Csp"), S("csp") },
    { S("sentry.interfaces.Hpkp"), S("hpkp") },
    { S("sentry.interfaces.ExpectCT"), S("expectct") },
    { S("sentry.interfaces.ExpectStaple"), S("expectstaple") },
    { S("sentry.interfaces.DebugMeta"), S("debug_meta") },
};

static struct str canonical_key(struct str key)
{
    if (!str_starts(key, S("sentry.interfaces.")))
        return key;
    for (size_t i = 0; i < ARRAY_LEN(aliases); i++) {
        if (str_eq(aliases[i].from, key))
            return aliases[i].to;
    }
    return key;
}

/* The old name gives way when the new one was sent too. */
static bool rename_alias(struct normal *n, struct json_iter *it)
{
    struct str name = canonical_key(it->key);
    if (name.p == it->key.p)
        return true;
    if (json_get(n->root, name) != NULL)
        return false;
    json_iter_rename(it, n->doc, name);
    it->key = name;
    return true;
}

static void normalize_top(struct normal *n)
{
    uint64_t seen = 0;
    struct json_iter it = json_iter(n->root);
    while (json_next(&it)) {
        const struct member *row = member_find(&top_table, it.key);
        if (row == NULL && !rename_alias(n, &it)) {
            json_iter_remove(&it);
            continue;
        }
        if (row == NULL)
            row = member_find(&top_table, it.key);
        uint64_t bit = row != NULL ? (uint64_t)1 << (row - top_rows) : 0;
        if ((seen & bit) != 0) { /* the first of a repeated key counts */
            json_iter_remove(&it);
            continue;
        }
        seen |= bit;
        normalize_current(n, &it, row);
    }
}

/* --- the whole --- */

static const struct str security_kinds[] = { S("csp"), S("hpkp"), S("expectct"), S("expectstaple"),
                                             S("nel") };

/* §10.1 */
static struct str event_type(struct normal *n)
{
    struct str sent = json_str(json_get(n->root, S("type")));
    if (str_eq(sent, S("transaction")) || str_eq(sent, S("feedback")))
        return sent;
    if (json_length(json_get(json_get(n->root, S("exception")), S("values"))) > 0)
        return S("error");
    for (size_t i = 0; i < ARRAY_LEN(security_kinds); i++) {
        if (json_type(json_get(n->root, security_kinds[i])) == JSON_OBJ)
            return security_kinds[i];
    }
    return S("default");
}

static void set_default(struct normal *n, struct str key, struct str value)
{
    if (!str_eq(json_str(json_get(n->root, key)), value))
        json_set(n->doc, n->root, key, json_new_str_ref(n->doc, value));
}

static void normalize_constants(struct normal *n)
{
    set_default(n, S("event_id"), event_id_text(n->cx->arena, &n->ev->id));
    set_default(n, S("type"), event_type(n));
    if (!n->has_level)
        n->ev->level = LEVEL_ERROR;
    set_default(n, S("level"), str_c(event_level_name(n->ev->level)));
    if (json_is_null(json_get(n->root, S("platform"))))
        set_default(n, S("platform"), S("other"));
    if (json_is_null(json_get(n->root, S("release")))) /* dist says nothing alone (§9) */
        (void)json_remove(n->root, S("dist"));
}

static int64_t clock_drift(const struct event_input *in)
{
    if (in->sent_at_ms == 0)
        return 0;
    int64_t drift = in->received_ms - in->sent_at_ms;
    return drift >= DRIFT_MIN_MS || drift <= -DRIFT_MIN_MS ? drift : 0;
}

enum status event_normalize(struct ctx *cx, const struct event_input *in, struct event *out)
{
    struct json_repairs repairs = { 0 };
    struct event ev = { .id = in->id, .received_ms = in->received_ms };
    TRY(json_parse(cx, in->text, &ev.doc, &repairs));
    if (in->report != NULL)
        report_to_event(cx, ev.doc, in->report, in->received_ms);
    if (!str_is_null(in->minidump))
        minidump_to_event(cx, ev.doc, in->minidump);
    if (!str_is_null(in->form))
        form_data_to_event(cx, ev.doc, in->form);
    ev.root = json_root(ev.doc);
    if (json_type(ev.root) != JSON_OBJ)
        return fail(cx, E_INVALID, "an event must be a JSON object");

    struct normal n = { .cx = cx, .doc = ev.doc, .root = ev.root, .in = in, .ev = &ev };
    n.drift_ms = clock_drift(in);
    n.unknown_left = UNKNOWN_BYTES;
    bound_meta(ev.root);
    meta_init(&n.meta, ev.doc, ev.root);
    normalize_top(&n);
    normalize_message_merge(&n);
    normalize_stack_move(&n);
    normalize_time_finish(&n);
    normalize_user_finish(&n);
    normalize_contexts_finish(&n);
    normalize_constants(&n);
    normalize_tags_finish(&n);
    if (repairs.depth)
        meta_error(&n.meta, "value_too_deep", NULL);
    meta_finish(&n.meta, ev.root);
    event_refresh(cx, &ev);
    *out = ev;
    return OK;
}
