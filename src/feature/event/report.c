#include "base/base.h"
#include "feature/event/report.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"

enum { KEY_CHARS = 200 };

static const struct {
    struct str wrapper; /* key of the report as browsers send it */
    struct str kind;    /* key in the event                      */
} shapes[] = {
    { S("csp-report"), S("csp") },
    { S("expect-ct-report"), S("expectct") },
    { S("expect-staple-report"), S("expectstaple") },
};

/* --- telling them apart --- */

struct shape {
    struct str kind; /* absent = none of ours                  */
    struct str key;  /* of the member that is the report; absent: the whole is */
};

static struct shape shape_of(const struct json *root)
{
    for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
        if (json_type(json_get(root, shapes[i].wrapper)) == JSON_OBJ)
            return (struct shape){ shapes[i].kind, shapes[i].wrapper };
    }
    if (str_eq(json_str(json_get(root, S("type"))), S("csp-violation")) &&
        json_type(json_get(root, S("body"))) == JSON_OBJ)
        return (struct shape){ S("csp"), S("body") };
    if (json_get(root, S("known-pins")) != NULL)
        return (struct shape){ S("hpkp"), { 0 } };
    return (struct shape){ { 0 }, { 0 } };
}

/* An event under the type of a report has one of these. */
static bool is_event(const struct json *root)
{
    static const struct str keys[] = { S("csp"), S("expectct"), S("expectstaple"), S("hpkp") };

    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        if (json_get(root, keys[i]) != NULL)
            return true;
    }
    return false;
}

/* Browsers name their own parts and those of extensions by such schemes, or by the bare
 * scheme. */
static bool is_of_extension(struct str uri)
{
    static const struct str schemes[] = {
        S("about"),
        S("chrome"),
        S("chrome-extension"),
        S("moz-extension"),
        S("safari-extension"),
        S("safari-web-extension"),
        S("resource"),
        S("symres"),
        S("ms-browser-extension"),
        S("mxaddon-pkg"),
        S("webkit-masked-url"),
    };
    struct str scheme = str_to(uri, str_find_char(uri, ':'));

    for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
        if (str_eq_fold(scheme, schemes[i]))
            return true;
    }
    return false;
}

enum report_use report_judge(const struct json *root)
{
    static const struct str places[] = { S("blocked-uri"), S("blockedURL"), S("source-file"),
                                         S("sourceFile") };
    struct shape shape = shape_of(root);

    if (str_is_null(shape.kind))
        return is_event(root) ? REPORT_EVENT : REPORT_OTHER;
    const struct json *report = str_is_null(shape.key) ? root : json_get(root, shape.key);
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        if (is_of_extension(str_trim(json_str(json_get(report, places[i])))))
            return REPORT_NOISE;
    }
    return REPORT_EVENT;
}

/* --- the report in one spelling --- */

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* blocked-uri, blockedURL → blocked_uri. */
static struct str snake_key(struct arena *a, struct str key)
{
    static const struct {
        struct str from;
        struct str to;
    } names[] = {
        { S("blocked_url"), S("blocked_uri") },
        { S("document_url"), S("document_uri") },
        { S("sample"), S("script_sample") },
    };
    struct buf b;

    buf_init(&b, a, 2 * KEY_CHARS + 1);
    key = str_to(key, KEY_CHARS);
    for (size_t i = 0; i < key.len; i++) {
        char c = key.p[i];
        if (is_upper(c) && i > 0 && !is_upper(key.p[i - 1]))
            buf_add_char(&b, '_');
        buf_add_char(&b, c == '-' ? '_' : is_upper(c) ? (char)(c - 'A' + 'a') : c);
    }
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (str_eq(buf_str(&b), names[i].from))
            return names[i].to;
    }
    return buf_str(&b);
}

static void rename_keys(struct ctx *cx, struct json_doc *doc, struct json *report)
{
    struct json_iter it = json_iter(report);

    while (json_next(&it)) {
        struct str name = snake_key(cx->arena, it.key);
        if (!str_eq(name, it.key))
            json_iter_rename(&it, doc, name);
    }
}

/* Lines, columns and statuses may be texts. */
static void read_numbers(struct json_doc *doc, struct json *report)
{
    static const struct str keys[] = { S("line_number"), S("column_number"), S("status_code") };

    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        int64_t n;
        if (str_i64(str_trim(json_str(json_get(report, keys[i]))), &n))
            json_set(doc, report, keys[i], json_new_i64(doc, n));
    }
}

static struct str text_of(const struct json *report, const char *key)
{
    return str_trim(json_scalar_text(json_get(report, str_c(key)), false));
}

/* Takes the member out of obj; NULL when there is none. */
static struct json *take(struct json *obj, struct str key)
{
    struct json_iter it = json_iter(obj);

    while (json_next(&it)) {
        if (str_eq(it.key, key)) {
            struct json *taken = it.value;
            json_iter_remove(&it);
            return taken;
        }
    }
    return NULL;
}

/* --- the event --- */

struct making {
    struct ctx *cx;
    struct json_doc *doc;
    struct json *event;
    struct json *tags;
    struct json *report;
};

static void set_text(struct making *m, struct json *obj, const char *key, struct str value)
{
    if (value.len > 0)
        json_set_str(m->doc, obj, str_c(key), value);
}

static void add_header(struct making *m, struct json *headers, const char *name, struct str value)
{
    if (value.len == 0)
        return;
    struct json *pair = json_new_arr(m->doc);
    json_append(pair, json_new_str(m->doc, str_c(name)));
    json_append(pair, json_new_str(m->doc, value));
    json_append(headers, pair);
}

static void set_request(struct making *m, struct str url, struct str user_agent)
{
    struct json *request = json_new_obj(m->doc), *headers = json_new_arr(m->doc);

    add_header(m, headers, "User-Agent", user_agent);
    add_header(m, headers, "Referer", text_of(m->report, "referrer"));
    set_text(m, request, "url", url);
    json_set(m->doc, request, S("headers"), headers);
    json_set(m->doc, m->event, S("request"), request);
}

/* Of http(s) addresses, without the port. */
static struct str host_of(struct str uri)
{
    size_t mark = str_find(uri, S("://"));
    struct str scheme = str_to(uri, mark);

    if (!str_eq(scheme, S("http")) && !str_eq(scheme, S("https")))
        return S("");
    struct str host = str_from(uri, mark + S("://").len);
    host = str_to(host, str_find_char(host, '/'));
    if (str_starts(host, S("[")))
        return str_to(host, str_find_char(host, ']') + 1);
    return str_to(host, str_find_char(host, ':'));
}

static void fill_csp(struct making *m)
{
    struct str violated = text_of(m->report, "violated_directive");
    struct str directive = text_of(m->report, "effective_directive");
    struct str blocked = text_of(m->report, "blocked_uri");

    if (directive.len == 0) {
        directive = str_to(violated, str_find_char(violated, ' '));
        set_text(m, m->report, "effective_directive", directive);
    }
    set_text(m, m->tags, "effective-directive", directive);
    set_text(m, m->tags, "blocked-uri", blocked.len > 0 ? blocked : S("self"));
    set_text(m, m->tags, "blocked-host", host_of(blocked));
    set_text(m, m->event, "culprit", violated.len > 0 ? violated : directive);
}

static void fill_host(struct making *m)
{
    static const char *const members[][2] = {
        { "hostname", "hostname" },
        { "port", "port" },
        { "include-subdomains", "include_subdomains" },
        { "response_status", "response_status" },
        { "cert_status", "cert_status" },
    };

    for (size_t i = 0; i < ARRAY_LEN(members); i++)
        set_text(m, m->tags, members[i][0], text_of(m->report, members[i][1]));
    set_text(m, m->event, "culprit", text_of(m->report, "hostname"));
}

/* The Reporting API says how many milliseconds ago it was. */
static void set_time(struct making *m, const struct json *root, int64_t received_ms)
{
    int64_t age_ms;
    struct buf b;

    if (!json_i64(json_get(root, S("age")), &age_ms) || age_ms <= 0 || age_ms > received_ms)
        return;
    buf_init(&b, m->cx->arena, KEY_CHARS);
    buf_add_time(&b, received_ms - age_ms);
    json_set_str(m->doc, m->event, S("timestamp"), buf_str(&b));
}

static struct str first_of(struct str a, struct str b)
{
    return a.len > 0 ? a : b;
}

void report_to_event(struct ctx *cx, struct json_doc *doc, const struct report_source *from,
                     int64_t received_ms)
{
    struct json *root = json_root(doc);
    struct shape shape = shape_of(root);
    struct making m = { .cx = cx, .doc = doc };

    if (str_is_null(shape.kind))
        return;
    bool is_csp = str_eq(shape.kind, S("csp"));
    m.report = str_is_null(shape.key) ? root : take(root, shape.key);
    m.event = json_new_obj(doc);
    m.tags = json_new_obj(doc);
    json_set_root(doc, m.event);
    rename_keys(cx, doc, m.report);
    read_numbers(doc, m.report);

    json_set_str(doc, m.event, S("type"), shape.kind);
    json_set_str(doc, m.event, S("logger"), S("csp"));
    set_text(&m, m.event, "release", from->release);
    set_text(&m, m.event, "environment", from->environment);
    set_time(&m, root, received_ms);
    if (is_csp)
        fill_csp(&m);
    else
        fill_host(&m);
    struct str document = first_of(text_of(m.report, "document_uri"), text_of(root, "url"));
    set_request(&m, is_csp ? document : text_of(m.report, "hostname"),
                first_of(text_of(root, "user_agent"), from->user_agent));
    struct json *user = json_new_obj(doc);
    json_set_str(doc, user, S("ip_address"), S("{{auto}}"));
    json_set(doc, m.event, S("user"), user);
    json_set(doc, m.event, S("tags"), m.tags);
    json_set(doc, m.event, shape.kind, m.report);
}
