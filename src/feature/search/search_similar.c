/* Issues that a trace, or another issue's first event, looks like. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "feature/event/event_store.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_event.h"
#include "feature/search/search_int.h"
#include "port/json.h"

enum status search_ranked(struct ctx *cx, const struct trace *trace, const struct rank_scope *scope,
                          struct search_results *out)
{
    struct rank_match *matches;
    int64_t ids[RANK_FOUND];
    size_t n, first = out->n;

    TRY(rank_issues(cx, trace, scope, &matches, &n));
    for (size_t i = 0; i < n; i++)
        ids[i] = matches[i].issue_id;
    TRY(search_add_issues(cx, ids, n, out));
    for (size_t i = 0; i < n && first + i < out->n; i++) {
        struct search_item *item = &out->items[first + i];
        struct search_reason *why =
            arena_array(cx->arena, struct search_reason, matches[i].n_reasons);
        for (size_t j = 0; j < matches[i].n_reasons; j++)
            why[j] =
                (struct search_reason){ matches[i].reasons[j].kind, matches[i].reasons[j].text };
        item->score = matches[i].score;
        item->why = FIELD_ITEMS(why, matches[i].n_reasons);
    }
    return OK;
}

/* Frames of the program itself; all when none is marked. */
static bool has_in_app(const struct json *frames)
{
    for (size_t i = 0; i < json_length(frames); i++) {
        if (json_bool(json_get(json_at(frames, i), S("in_app")), false))
            return true;
    }
    return false;
}

static void frames_to_trace(const struct json *frames, struct trace *out)
{
    bool is_marked = has_in_app(frames);

    for (size_t i = json_length(frames); i > 0 && out->n < TRACE_FRAMES; i--) {
        const struct json *f = json_at(frames, i - 1);
        if (is_marked && !json_bool(json_get(f, S("in_app")), false))
            continue;
        out->frames[out->n++] =
            (struct trace_frame){ .function = json_str(json_get(f, S("function"))),
                                  .file = json_str(json_get(f, S("filename"))) };
    }
}

/* The oldest stored event: that is where the issue's words come from. */
static enum status read_frames(struct ctx *cx, int64_t project_id, int64_t issue_id,
                               struct trace *out)
{
    struct event_range range;
    struct event_bounds bounds;
    struct stored_event stored = { 0 };
    struct json_doc *doc;
    bool found = false;

    TRY(issue_range(cx, project_id, issue_id, &range));
    TRY(event_bounds(cx, &range, &bounds));
    if (bounds.oldest_id != 0)
        TRY(event_read(cx, project_id, bounds.oldest_id, &stored, &found));
    if (!found || str_is_null(stored.data))
        return OK;
    TRY(json_parse(cx, stored.data, &doc, NULL));
    struct event ev = { .doc = doc, .root = json_root(doc) };
    frames_to_trace(event_main_frames(&ev), out);
    return OK;
}

enum status search_similar(struct ctx *cx, int64_t project_id, int64_t issue_id,
                           struct search_results *out)
{
    struct trace *trace = arena_new(cx->arena, struct trace);
    struct issue_view view;
    bool found;

    *out = (struct search_results){ .kind = S("similar") };
    TRY(issue_read(cx, project_id, issue_id, &view, &found));
    if (!found)
        return OK;
    trace->type = view.type;
    trace->message = view.title;
    TRY(read_frames(cx, project_id, issue_id, trace));
    return search_ranked(cx, trace,
                         &(struct rank_scope){ .project_id = project_id, .except = issue_id }, out);
}
