#include "base/base.h"
#include "feature/ingest/envelope.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "port/json.h"

static const struct str utf8_bom = { "\xEF\xBB\xBF", 3 };

static struct str skip_blank_lines(struct str s)
{
    size_t i = 0;

    while (i < s.len && (s.p[i] == '\n' || s.p[i] == '\r'))
        i++;
    return str_from(s, i);
}

/* Cuts a header line off and parses it as an object. */
static enum status read_header_line(struct ctx *cx, struct str *rest, const char *what,
                                    struct json **out)
{
    struct str line;
    struct json_doc *doc;

    (void)str_split(rest, '\n', &line);
    if (line.len > LIMIT_ENVELOPE_HEADER)
        return fail(cx, E_INVALID, "%s is longer than %d bytes", what, LIMIT_ENVELOPE_HEADER);
    if (json_parse(cx, line, &doc, NULL) != OK || json_type(json_root(doc)) != JSON_OBJ)
        return fail(cx, E_INVALID, "%s is not a JSON object", what);
    *out = json_root(doc);
    return OK;
}

enum status envelope_open(struct ctx *cx, struct str body, struct envelope *out)
{
    struct json *header;

    if (str_starts(body, utf8_bom))
        body = str_from(body, utf8_bom.len);
    body = skip_blank_lines(body);
    if (body.len == 0)
        return fail(cx, E_INVALID, "the envelope is empty");

    struct envelope e = { .rest = body };
    TRY(read_header_line(cx, &e.rest, "the envelope header", &header));
    e.header = str_first_line(body);
    e.has_event_id = event_id_parse(json_str(json_get(header, S("event_id"))), &e.event_id);
    e.dsn = json_str(json_get(header, S("dsn")));
    if (!clock_parse(json_str(json_get(header, S("sent_at"))), &e.sent_at_ms))
        e.sent_at_ms = 0;
    e.sdk_name = json_str(json_get_path(header, "sdk.name"));
    e.sdk_version = json_str(json_get_path(header, "sdk.version"));
    e.user_agent = json_str(json_get(header, S("user_agent")));
    *out = e;
    return OK;
}

/* §5 rule 4: exactly `length` bytes, then LF or the end. */
static enum status read_sized(struct ctx *cx, struct str *rest, int64_t length, struct str *out)
{
    if (length < 0 || (uint64_t)length > rest->len)
        return fail(cx, E_INVALID, "an item says %lld bytes, %zu follow", (long long)length,
                    rest->len);

    struct str payload = str_to(*rest, (size_t)length);
    struct str tail = str_from(*rest, (size_t)length);
    if (str_starts(tail, S("\r\n")))
        tail = str_from(tail, 1);
    if (tail.len > 0 && tail.p[0] != '\n')
        return fail(cx, E_INVALID, "missing newline after an item's payload");
    *out = payload;
    *rest = str_from(tail, 1);
    return OK;
}

static enum status read_payload(struct ctx *cx, struct str *rest, struct json *header,
                                struct str *out)
{
    const struct json *sent = json_get(header, S("length"));
    int64_t length;

    if (str_is_null(*rest))
        *rest = S("");
    if (json_i64(sent, &length))
        return read_sized(cx, rest, length, out);
    if (json_type(sent) == JSON_NUMBER)
        return fail(cx, E_INVALID, "an item's length is no whole number");
    *out = S("");
    if (rest->len > 0)
        (void)str_split(rest, '\n', out);
    return OK;
}

enum status envelope_next(struct ctx *cx, struct envelope *e, struct envelope_item *out,
                          bool *found)
{
    struct json *header;
    struct str payload;

    e->rest = skip_blank_lines(e->rest);
    *found = e->rest.len > 0;
    if (!*found)
        return OK;
    if (e->n_items == LIMIT_ENVELOPE_ITEMS)
        return fail(cx, E_TOO_LARGE, "more than %d items in one envelope", LIMIT_ENVELOPE_ITEMS);

    struct str line = str_first_line(e->rest);
    TRY(read_header_line(cx, &e->rest, "an item header", &header));
    struct str type = json_str(json_get(header, S("type")));
    if (str_is_null(type))
        return fail(cx, E_INVALID, "an item header has no type");
    TRY(read_payload(cx, &e->rest, header, &payload));

    *out = (struct envelope_item){
        .index = e->n_items++,
        .type = type,
        .content_type = json_str(json_get(header, S("content_type"))),
        .filename = json_str(json_get(header, S("filename"))),
        .attachment_type = json_str(json_get(header, S("attachment_type"))),
        .release = json_str(json_get(header, S("sentry_release"))),
        .environment = json_str(json_get(header, S("sentry_environment"))),
        .payload = payload,
        .whole = line,
    };
    if (payload.len > 0)
        out->whole.len = (size_t)(payload.p + payload.len - line.p);
    if (!json_i64(json_get(header, S("item_count")), &out->item_count))
        out->item_count = 0;
    return OK;
}
