/* The HTTP request (sentry-ingest.md §9.6). Headers, cookies and the query become
 * lists of [name, value], so that order and repetition survive. */
#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/err.h"
#include "base/str.h"
#include "base/str_int.h"
#include "port/json.h"

enum {
    URL_CHARS = 2048,
    METHOD_CHARS_MIN = 3,
    METHOD_CHARS = 32,
    FRAGMENT_CHARS = 1024,
    DATA_BYTES = 32 << 10,
    ENV_BYTES = 16 << 10,
    PAIR_NAME_CHARS = 256,
    PAIR_VALUE_CHARS = 4096,
    PAIRS_MAX = 200,
    PAIRS_LOOKED_AT = 2000, /* empty ones included */
    PAIRS_BYTES = 32 << 10,
    TYPE_CHARS = 128,
};

/* [name, value] as it stands in lists of pairs. */
static struct json *pair_new(struct json_doc *doc, struct str name, struct json *value)
{
    struct json *pair = json_new_arr(doc);
    json_append(pair, json_new_str(doc, name));
    json_append(pair, value);
    return pair;
}

/* --- lists of pairs --- */

struct pairs {
    struct normal *n;
    struct json *list;
    size_t bytes_left;
    bool is_title_case; /* header names */
};

/* "content-TYPE" → "Content-Type". */
static struct str title_case(struct arena *a, struct str name)
{
    struct str out = str_lower(a, name);
    char *p = arena_try(a, out.len + 1);
    if (p == NULL)
        return name;
    bool is_start = true;
    for (size_t i = 0; i < out.len; i++) {
        p[i] = is_start ? ascii_upper(out.p[i]) : out.p[i];
        is_start = out.p[i] == '-';
    }
    return str_make(p, out.len);
}

/* "a, b" of a list; scalars as their text; null stays null. */
static struct json *pair_value(struct pairs *p, struct json *v)
{
    struct normal *n = p->n;
    if (json_type(v) == JSON_STR)
        return json_new_str_ref(n->doc, text_bound(n, json_str(v), PAIR_VALUE_CHARS, 0));
    if (json_is_null(v))
        return json_new_null(n->doc);
    struct str text = json_scalar_text(v, true);
    if (!str_is_null(text))
        return json_new_str_ref(n->doc, str_utf8_clip(text, PAIR_VALUE_CHARS));
    struct buf b;
    buf_init(&b, n->cx->arena, PAIR_VALUE_CHARS);
    if (json_type(v) == JSON_OBJ)
        json_write(v, &b);
    struct json_iter it = json_iter(json_type(v) == JSON_ARR ? v : NULL);
    while (json_next(&it) && !buf_is_full(&b)) {
        if (b.len > 0)
            buf_add_char(&b, ',');
        buf_add(&b, json_scalar_text(it.value, true));
    }
    return json_new_str(n->doc, str_utf8_repair(n->cx->arena, buf_str(&b)));
}

/* False when no more are taken. */
static bool add_pair(struct pairs *p, struct str name, struct json *value)
{
    struct normal *n = p->n;
    if (json_length(p->list) >= PAIRS_MAX || p->bytes_left == 0)
        return false;
    name = str_utf8_to(str_trim(name), PAIR_NAME_CHARS);
    if (p->is_title_case)
        name = title_case(n->cx->arena, name);
    struct json *v = pair_value(p, value);
    size_t bytes = name.len + json_str(v).len;
    p->bytes_left -= bytes < p->bytes_left ? bytes : p->bytes_left;
    json_append(p->list, pair_new(n->doc, name, v));
    return true;
}

static void add_text_pair(struct pairs *p, struct str name, struct str value)
{
    if (name.len == 0 && value.len == 0)
        return;
    (void)add_pair(p, name, json_new_str(p->n->doc, value));
}

/* "a=b; c=d" or "a=b&c=d", percent-decoded when is_query. */
static void add_text_pairs(struct pairs *p, struct str text, char sep, bool is_query)
{
    struct str rest = text;
    struct str part;
    size_t n_looked = 0;
    while (json_length(p->list) < PAIRS_MAX && n_looked++ < PAIRS_LOOKED_AT &&
           str_split(&rest, sep, &part)) {
        size_t eq = str_find_char(part, '=');
        struct str name = str_trim(str_to(part, eq));
        struct str value = eq < part.len ? str_from(part, eq + 1) : S("");
        struct arena *a = p->n->cx->arena;
        if (is_query) {
            (void)!str_url_decode(a, name, true, &name);
            (void)!str_url_decode(a, value, true, &value);
        }
        add_text_pair(p, str_utf8_repair(a, name), str_utf8_repair(a, value));
    }
}

static void add_element(struct pairs *p, struct json *v)
{
    if (json_type(v) == JSON_ARR && json_length(v) == 2) {
        (void)add_pair(p, json_scalar_text(json_at(v, 0), false), json_at(v, 1));
        return;
    }
    struct json_iter it = json_iter(json_type(v) == JSON_OBJ ? v : NULL);
    while (json_next(&it) && add_pair(p, it.key, it.value)) {
    }
}

/* From a map, a list of pairs or of maps, or a text. NULL = none of these. */
static struct json *pairs_of(struct pairs *p, struct json *v, char sep, bool is_query)
{
    p->list = json_new_arr(p->n->doc);
    p->bytes_left = PAIRS_BYTES;
    struct json_iter it = json_iter(v);
    switch (json_type(v)) {
    case JSON_OBJ:
        while (json_next(&it) && add_pair(p, it.key, it.value)) {
        }
        return p->list;
    case JSON_ARR:
        while (json_next(&it))
            add_element(p, it.value);
        return p->list;
    case JSON_STR:
        if (sep == '\0')
            return NULL;
        add_text_pairs(p, json_str(v), sep, is_query);
        return p->list;
    case JSON_NULL:
    case JSON_BOOL:
    case JSON_NUMBER:
        break;
    }
    return NULL;
}

static struct json *normalize_headers(struct normal *n, struct json *v)
{
    struct pairs p = { .n = n, .is_title_case = true };
    struct json *list = pairs_of(&p, v, '\0', false);
    return list != NULL ? list : normalize_invalid(n, v, "invalid_data");
}

static struct json *normalize_cookies(struct normal *n, struct json *v)
{
    struct pairs p = { .n = n };
    struct json *list = pairs_of(&p, v, ';', false);
    return list != NULL ? list : normalize_invalid(n, v, "invalid_data");
}

static struct json *query_pairs(struct normal *n, struct str query)
{
    struct pairs p = { .n = n, .list = json_new_arr(n->doc), .bytes_left = PAIRS_BYTES };
    add_text_pairs(&p, str_starts(query, S("?")) ? str_from(query, 1) : query, '&', true);
    return p.list;
}

static struct json *normalize_query(struct normal *n, struct json *v)
{
    if (json_type(v) == JSON_STR)
        return query_pairs(n, json_str(v));
    struct pairs p = { .n = n };
    struct json *list = pairs_of(&p, v, '&', true);
    return list != NULL ? list : normalize_invalid(n, v, "invalid_data");
}

/* --- the rest --- */

static struct json *normalize_method(struct normal *n, struct json *v)
{
    struct str s = str_upper(n->cx->arena, str_trim(json_str(v)));
    bool is_fine = s.len >= METHOD_CHARS_MIN && s.len <= METHOD_CHARS;
    for (size_t i = 0; is_fine && i < s.len; i++)
        is_fine = (s.p[i] >= 'A' && s.p[i] <= 'Z') || s.p[i] == '-' || s.p[i] == '_';
    if (!is_fine)
        return normalize_invalid(n, v, "invalid_data");
    return str_eq(s, json_str(v)) ? v : json_new_str_ref(n->doc, s);
}

/* The tree of a JSON text; NULL when it is none. */
static struct json *parse_json(struct normal *n, struct str s)
{
    struct json_doc *doc;
    if (json_parse(n->cx, s, &doc, NULL) != OK) {
        err_clear(&n->cx->err);
        return NULL;
    }
    struct json *v = json_root(doc);
    json_set_root(doc, NULL); /* same arena: it may join the event's tree */
    return v;
}

/* Text that is JSON becomes JSON; forms become lists of pairs. Both so that the
 * scrubber sees names. */
static struct json *normalize_data(struct normal *n, struct json *v)
{
    struct str s = str_trim(json_str(v));
    if (json_type(v) != JSON_STR || s.len == 0 || s.len > DATA_BYTES)
        return normalize_free(n, v, DATA_BYTES);
    bool is_json = s.p[0] == '{' || s.p[0] == '[';
    bool is_form = !is_json && str_find_char(s, '=') < s.len && str_find_char(s, ' ') == s.len &&
                   str_find_char(s, '\n') == s.len;
    if (is_form)
        return query_pairs(n, s);
    struct json *parsed = is_json ? parse_json(n, s) : NULL;
    return normalize_free(n, parsed != NULL ? parsed : v, DATA_BYTES);
}

static const struct member request_rows[] = {
    { S("url"), MEMBER_NAME, URL_CHARS, NULL },
    { S("method"), MEMBER_FN, 0, normalize_method },
    { S("headers"), MEMBER_FN, 0, normalize_headers },
    { S("query_string"), MEMBER_FN, 0, normalize_query },
    { S("cookies"), MEMBER_FN, 0, normalize_cookies },
    { S("data"), MEMBER_FN, 0, normalize_data },
    { S("env"), MEMBER_MAP, ENV_BYTES, NULL },
    { S("fragment"), MEMBER_TEXT, FRAGMENT_CHARS, NULL },
    { S("inferred_content_type"), MEMBER_NAME, TYPE_CHARS, NULL },
    { S("body_size"), MEMBER_SCALAR, 0, NULL },
    { S("protocol"), MEMBER_NAME, TYPE_CHARS, NULL },
};
static const struct member_table request_table = MEMBER_TABLE(request_rows);

/* Header `Cookie` → cookies, when these were not sent. */
static void move_cookie(struct normal *n, struct json *request)
{
    struct json_iter it = json_iter(json_get(request, S("headers")));
    while (json_next(&it)) {
        if (!str_eq(json_str(json_at(it.value, 0)), S("Cookie")))
            continue;
        struct str text = json_str(json_at(it.value, 1));
        json_iter_remove(&it);
        if (json_length(json_get(request, S("cookies"))) > 0 || text.len == 0)
            continue;
        struct pairs p = { .n = n, .list = json_new_arr(n->doc), .bytes_left = PAIRS_BYTES };
        add_text_pairs(&p, text, ';', false);
        json_set(n->doc, request, S("cookies"), p.list);
    }
}

static bool is_blank(const struct json *v)
{
    return json_is_null(v) || (json_str(v).len == 0 && json_length(v) == 0);
}

/* Query and fragment leave the URL; they fill their own members when these are empty. */
static void split_url(struct normal *n, struct json *request)
{
    struct str url = json_str(json_get(request, S("url")));
    size_t hash = str_find_char(url, '#');
    size_t mark = str_find_char(str_to(url, hash), '?');
    if (mark == url.len)
        return;
    struct str query = str_slice(url, mark + 1, hash);
    struct str fragment = str_from(url, hash + 1);
    if (mark < hash && query.len > 0 && is_blank(json_get(request, S("query_string"))))
        json_set(n->doc, request, S("query_string"), query_pairs(n, query));
    if (fragment.len > 0 && is_blank(json_get(request, S("fragment"))))
        json_set(n->doc, request, S("fragment"), json_new_str_ref(n->doc, fragment));
    json_set(n->doc, request, S("url"), json_new_str_ref(n->doc, str_to(url, mark)));
}

/* What a text body was taken for. */
static void infer_type(struct normal *n, struct json *request, struct str body)
{
    struct json *data = json_get(request, S("data"));
    bool is_told = json_str(json_get(request, S("inferred_content_type"))).len > 0;
    if (body.len == 0 || is_told || json_length(data) == 0)
        return;
    bool is_json = body.p[0] == '{' || body.p[0] == '[';
    struct str type = is_json ? S("application/json") : S("application/x-www-form-urlencoded");
    json_set(n->doc, request, S("inferred_content_type"), json_new_str_ref(n->doc, type));
}

struct json *normalize_request(struct normal *n, struct json *v)
{
    if (json_type(v) != JSON_OBJ)
        return normalize_invalid(n, v, "invalid_data");
    struct str body = str_trim(json_str(json_get(v, S("data"))));
    normalize_members(n, v, &request_table);
    infer_type(n, v, body);
    move_cookie(n, v);
    split_url(n, v);
    return v;
}

struct str event_request_header(const struct json *request, struct str name)
{
    struct json_iter it = json_iter(json_get(request, S("headers")));
    while (json_next(&it)) {
        if (str_eq_fold(json_str(json_at(it.value, 0)), name))
            return json_str(json_at(it.value, 1));
    }
    return (struct str){ NULL, 0 };
}
