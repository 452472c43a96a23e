/* A filtered list as a file: CSV (RFC 4180) or JSON. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_int.h"
#include "port/jsonw.h"

enum {
    EXPORT_ISSUES = LIMIT_COUNT_TOTAL, /* of one file */
    PAGE_BYTES = 32 << 20,
};

/* Pages are read into an arena of their own; only the file grows. */
struct export
{
    struct ctx *cx;
    struct issue_filter filter;
    struct buf out;
    struct jsonw json;
    size_t n;
    bool is_json;
};

/* --- CSV ---------------------------------------------------------------------------------- */

/* A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV
 * injection): titles and tags come from whoever sends events. */
static void add_cell(struct buf *b, struct str text, bool is_last)
{
    bool is_formula = text.len > 0 && strchr("=+-@\t\r", text.p[0]) != NULL;

    buf_add_char(b, '"');
    if (is_formula)
        buf_add_char(b, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == '"')
            buf_add_char(b, '"');
        buf_add_char(b, text.p[i]);
    }
    buf_add(b, is_last ? S("\"\r\n") : S("\","));
}

static struct str number_text(struct arena *a, int64_t n)
{
    return str_printf(a, "%lld", (long long)n);
}

static struct str time_text(struct arena *a, int64_t ms)
{
    enum { TIME_BYTES = 40 };
    struct buf b;

    buf_init(&b, a, TIME_BYTES);
    if (ms != 0)
        buf_add_time(&b, ms);
    return buf_str(&b);
}

static struct str tags_text(struct arena *a, const struct issue_view *v)
{
    const struct issue_label *labels = v->tags.items;
    struct str out = S("");

    for (size_t i = 0; i < v->tags.n; i++)
        out = str_printf(a, "%.*s%s%.*s:%.*s", FMT(out), i > 0 ? " " : "", FMT(labels[i].key),
                         FMT(labels[i].value));
    return out;
}

static void add_csv_row(struct arena *a, struct buf *b, const struct issue_view *v)
{
    const struct str cells[] = {
        v->short_id,
        v->id,
        v->title,
        v->culprit,
        v->status,
        v->level,
        v->platform,
        number_text(a, v->event_count),
        number_text(a, v->user_count),
        time_text(a, v->first_seen_ms),
        time_text(a, v->last_seen_ms),
        v->first_release,
        v->last_release,
        v->assigned_to,
        number_text(a, v->priority),
        number_text(a, v->trend_percent),
        tags_text(a, v),
    };

    for (size_t i = 0; i < ARRAY_LEN(cells); i++)
        add_cell(b, cells[i], i + 1 == ARRAY_LEN(cells));
}

static const char csv_head[] =
    "short_id,id,title,culprit,status,level,platform,events,users,first_seen,last_seen,"
    "first_release,last_release,assigned_to,priority,trend_percent,tags\r\n";

/* --- pages -------------------------------------------------------------------------------- */

static void begin(struct export *e)
{
    if (!e->is_json) {
        buf_add(&e->out, str_c(csv_head));
        return;
    }
    jsonw_init(&e->json, &e->out);
    jsonw_obj(&e->json);
    jsonw_key_arr(&e->json, "issues");
}

static void add_page(struct export *e, struct arena *a, const struct issue_page *page)
{
    for (size_t i = 0; i < page->n; i++) {
        if (e->is_json)
            field_encode(&e->json, issue_item_fields, &page->items[i]);
        else
            add_csv_row(a, &e->out, &page->items[i]);
        e->n++;
    }
}

static enum status add_pages(struct export *e, bool *is_cut)
{
    struct arena memory SCOPED(arena_release);
    struct ctx page_cx = *e->cx;
    struct issue_page page = { 0 };

    arena_init(&memory, "issue.export", PAGE_BYTES);
    page_cx.arena = &memory;
    e->filter.cursor = S("");
    do {
        enum status st = issue_list(&page_cx, &e->filter, &page);
        if (st != OK) {
            e->cx->err = page_cx.err;
            return st;
        }
        add_page(e, &memory, &page);
        e->filter.cursor = str_is_null(page.next) ? page.next : str_dup(e->cx->arena, page.next);
        arena_reset(&memory);
    } while (!str_is_null(e->filter.cursor) && e->n < EXPORT_ISSUES && !buf_is_full(&e->out));
    *is_cut = !str_is_null(e->filter.cursor);
    return OK;
}

const struct route_query issue_export_query[] = {
    { "format", "string", "csv (default) or json." },
    { "q", "string", "The query language; all other filters of the list work too." },
    { "sort", "string", "last_seen, first_seen, events, users, priority, trend." },
    { NULL, NULL, NULL },
};

enum status issue_export_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct export *e = arena_new(cx->arena, struct export);
    struct str format = request_query(rq, "format");
    bool is_cut;

    e->cx = cx;
    e->is_json = str_eq(format, S("json"));
    if (format.len > 0 && !e->is_json && !str_eq(format, S("csv")))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "format" },
                       "format is csv or json");
    TRY(issue_filter_read(cx, rq, &e->filter));
    e->filter.limit = LIMIT_PAGE;
    e->filter.offset = 0;
    e->filter.without_total = true;
    buf_init(&e->out, cx->arena, LIMIT_RESPONSE_BYTES);
    begin(e);
    TRY(add_pages(e, &is_cut));
    if (e->is_json) {
        jsonw_end(&e->json);
        jsonw_key_bool(&e->json, "truncated", is_cut);
        jsonw_end(&e->json);
    }
    if (buf_is_full(&e->out))
        return fail(cx, E_TOO_LARGE, "an export is at most %d bytes", LIMIT_RESPONSE_BYTES);
    respond_header(rs, "Content-Disposition",
                   e->is_json ? S("attachment; filename=\"issues.json\"")
                              : S("attachment; filename=\"issues.csv\""));
    if (is_cut)
        respond_header(rs, "X-Truncated", S("true"));
    return e->is_json
               ? respond_json(rs, status_http(OK), buf_str(&e->out))
               : respond_text(rs, status_http(OK), "text/csv; charset=utf-8", buf_str(&e->out));
}
