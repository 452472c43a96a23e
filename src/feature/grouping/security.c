/* Reports of browsers about broken policies (sentry-ingest.md §3.2): what they are
 * grouped by and called. */
#include "base/base.h"
#include "feature/grouping/grouping_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "port/json.h"

/* --- members, in the three spellings that browsers and Sentry use --- */

static struct str first_text(const struct json *report, const struct str *keys, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct str s = str_trim(json_str(json_get(report, keys[i])));
        if (s.len > 0)
            return s;
    }
    return S("");
}

static struct str violated_of(const struct json *report)
{
    static const struct str keys[] = { S("violated_directive"), S("violated-directive"),
                                       S("violatedDirective") };
    return first_text(report, keys, ARRAY_LEN(keys));
}

static struct str directive_of(const struct json *report)
{
    static const struct str keys[] = { S("effective_directive"), S("effective-directive"),
                                       S("effectiveDirective") };
    struct str s = first_text(report, keys, ARRAY_LEN(keys));
    if (s.len == 0)
        s = violated_of(report);
    return str_to(s, str_find_char(s, ' '));
}

static struct str blocked_of(const struct json *report)
{
    static const struct str keys[] = { S("blocked_uri"), S("blocked-uri"), S("blockedURI"),
                                       S("blockedURL") };
    return first_text(report, keys, ARRAY_LEN(keys));
}

static bool is_local(struct str uri)
{
    return uri.len == 0 || str_eq(uri, S("self")) || str_eq(uri, S("'self'"));
}

/* host[:port] of http(s), scheme://host of others, "data:". */
static struct str origin_of(struct str uri)
{
    size_t mark = str_find(uri, S("://"));
    if (mark == uri.len)
        return str_starts(uri, S("data")) ? S("data:") : uri;
    size_t start = mark + S("://").len;
    struct str host = str_from(uri, start);
    size_t end = start + str_find_char(host, '/');
    struct str scheme = str_to(uri, mark);
    bool is_web = str_eq(scheme, S("http")) || str_eq(scheme, S("https"));
    return str_slice(uri, is_web ? start : 0, end);
}

/* --- titles --- */

static const struct {
    struct str directive; /* or what it begins with: script-src-elem */
    struct str word;
} words[] = {
    { S("child-src"), S("child") },       { S("connect-src"), S("connect") },
    { S("font-src"), S("font") },         { S("img-src"), S("image") },
    { S("manifest-src"), S("manifest") }, { S("media-src"), S("media") },
    { S("object-src"), S("object") },     { S("script-src"), S("script") },
    { S("style-src"), S("style") },
};

static struct str word_of(struct str directive)
{
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_starts(directive, words[i].directive))
            return words[i].word;
    }
    return directive;
}

static struct str local_title(struct ctx *cx, struct str word, struct str violated)
{
    if (!str_eq(word, S("script")))
        return str_printf(cx->arena, "Blocked inline '%.*s'", FMT(word));
    if (str_contains(violated, S("'unsafe-inline'")))
        return S("Blocked unsafe inline 'script'");
    if (str_contains(violated, S("'unsafe-eval'")))
        return S("Blocked unsafe eval() 'script'");
    return S("Blocked unsafe (eval() or inline) 'script'");
}

static struct str csp_title(struct ctx *cx, const struct json *report)
{
    struct str directive = directive_of(report);
    struct str uri = blocked_of(report);
    struct str word = word_of(directive);
    if (is_local(uri))
        return local_title(cx, word, violated_of(report));
    struct str origin = origin_of(uri);
    if (str_eq(directive, S("form-action")))
        return str_printf(cx->arena, "Blocked 'form' action to '%.*s'", FMT(origin));
    return str_printf(cx->arena, "Blocked '%.*s' from '%.*s'", FMT(word), FMT(origin));
}

const struct json *security_report(const struct event *ev)
{
    static const struct str types[] = { S("csp"), S("hpkp"), S("expectct"), S("expectstaple") };
    for (size_t i = 0; i < ARRAY_LEN(types); i++) {
        const struct json *report = json_get(ev->root, types[i]);
        if (str_eq(ev->type, types[i]) && json_type(report) == JSON_OBJ)
            return report;
    }
    return NULL;
}

struct str security_title(struct ctx *cx, const struct event *ev)
{
    const struct json *report = security_report(ev);
    if (report == NULL)
        return S("");
    if (str_eq(ev->type, S("csp")))
        return csp_title(cx, report);
    struct str host = json_str(json_get(report, S("hostname")));
    const char *what = "Public key pinning validation";
    if (str_eq(ev->type, S("expectct")))
        what = "Expect-CT";
    else if (str_eq(ev->type, S("expectstaple")))
        what = "Expect-Staple";
    return str_printf(cx->arena, "%s failed for '%.*s'", what, FMT(host));
}

void security_parts(const struct json *report, struct security_parts *out)
{
    struct str uri = blocked_of(report);
    out->directive = directive_of(report);
    out->host = is_local(uri) ? json_str(json_get(report, S("hostname"))) : origin_of(uri);
    out->kind = S("");
    if (is_local(uri) && str_contains(violated_of(report), S("'unsafe-inline'")))
        out->kind = S("inline");
    else if (is_local(uri) && str_contains(violated_of(report), S("'unsafe-eval'")))
        out->kind = S("eval");
}
