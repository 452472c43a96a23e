/* What a ticket says. */
#include "base/base.h"
#include "feature/tracker/tracker_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/mail/mail.h"
#include "feature/tracker/tracker_sql.h"
#include "port/json.h"

enum {
    TITLE_SPARE = 16, /* "[GoSnag] " and the end */
    FRAMES_BYTES = TRACKER_FRAMES * (TRACKER_FRAME_BYTES + 1) + 1,
    MARKDOWN_BYTES = 48 << 10,
    FENCE_MIN = 3,
};

/* One line of an event's text. */
static struct str line_of(struct ctx *cx, struct str text, size_t max)
{
    struct str cut = str_utf8_clip(text, max);
    struct buf b;

    buf_init(&b, cx->arena, cut.len + 1);
    for (size_t i = 0; i < cut.len; i++)
        buf_add_char(&b, (unsigned char)cut.p[i] < ' ' ? ' ' : cut.p[i]);
    return buf_str(&b);
}

/* --- frames ---------------------------------------------------------------------------- */

static void add_frame(struct ctx *cx, struct buf *out, const struct json *frame)
{
    struct str file = json_str(json_get(frame, S("filename")));
    struct str function = json_str(json_get(frame, S("function")));
    struct str line = json_number(json_get(frame, S("lineno")));
    struct buf b;

    buf_init(&b, cx->arena, file.len + function.len + line.len + TITLE_SPARE);
    buf_add(&b, file.len > 0 ? file : S("?"));
    if (line.len > 0)
        buf_printf(&b, ":%.*s", FMT(line));
    if (function.len > 0)
        buf_printf(&b, " in %.*s", FMT(function));
    if (out->len > 0)
        buf_add_char(out, '\n');
    buf_add(out, line_of(cx, buf_str(&b), TRACKER_FRAME_BYTES));
}

/* Those next to the crash, of the first exception; it comes last in the list of frames. */
static struct str frames_of(struct ctx *cx, struct str document)
{
    struct json_doc *doc;
    struct buf b;

    buf_init(&b, cx->arena, FRAMES_BYTES);
    if (str_is_null(document) || json_parse(cx, document, &doc, NULL) != OK) {
        err_clear(&cx->err);
        return S("");
    }
    struct json *first = json_at(json_get_path(json_root(doc), "exception.values"), 0);
    struct json *frames = json_get_path(first, "stacktrace.frames");
    size_t n = json_length(frames), last = n > TRACKER_FRAMES ? n - TRACKER_FRAMES : 0;
    for (size_t i = n; i > last; i--)
        add_frame(cx, &b, json_at(frames, i - 1));
    return buf_str(&b);
}

/* --- facts ----------------------------------------------------------------------------- */

static struct str facts_of(struct ctx *cx, const struct q_tracker_issue_row *i)
{
    struct buf b;

    buf_init(&b, cx->arena, TRACKER_FACTS_BYTES);
    if (i->culprit.len > 0)
        buf_printf(&b, "Where: %.*s\n", FMT(line_of(cx, i->culprit, TRACKER_FRAME_BYTES)));
    buf_printf(&b, "Level: %.*s\n", FMT(i->level));
    if (i->platform.len > 0)
        buf_printf(&b, "Platform: %.*s\n", FMT(line_of(cx, i->platform, TRACKER_TITLE_BYTES)));
    if (i->first_release.len > 0)
        buf_printf(&b, "First release: %.*s\n",
                   FMT(line_of(cx, i->first_release, TRACKER_TITLE_BYTES)));
    buf_printf(&b, "Events: %lld\nUsers: %lld\nFirst seen: ", (long long)i->event_count,
               (long long)i->user_count);
    buf_add_time0(&b, i->first_seen_ms);
    buf_add(&b, S("\nLast seen: "));
    buf_add_time0(&b, i->last_seen_ms);
    return buf_str(&b);
}

enum status tracker_ticket_write(struct ctx *cx, const struct tracker_spot *spot, struct str marker,
                                 struct tracker_ticket *out)
{
    struct q_tracker_issue_args args = { spot->project_id, spot->issue_id };
    struct condition_facts facts = { .project_id = spot->project_id, .issue_id = spot->issue_id };
    struct q_tracker_issue_row i;
    bool found;

    TRY(q_tracker_issue(cx, &args, &i, &found));
    if (!found || i.deleted_ms != 0)
        return fail(cx, E_MISSING, "the issue is gone");
    TRY(condition_facts_of_issue(cx, true, &facts, &found));
    struct str title = line_of(cx, i.title, TRACKER_TITLE_BYTES);
    *out = (struct tracker_ticket){
        .title = str_printf(cx->arena, "[GoSnag] %.*s", FMT(title)),
        .facts = facts_of(cx, &i),
        .frames = frames_of(cx, facts.document),
        .url = mail_link(cx, str_printf(cx->arena, "/projects/%.*s/issues/%.*s",
                                        FMT(i.project_uuid), FMT(i.uuid))),
        .short_id = str_printf(cx->arena, "%.*s-%lld", FMT(i.short_prefix), (long long)i.short_no),
        .marker = marker,
    };
    return OK;
}

/* --- Markdown -------------------------------------------------------------------------- */

/* Longer than any row of backticks in the text, so that it cannot end the block. */
static size_t fence_of(struct str text)
{
    size_t longest = 0, run = 0;

    for (size_t i = 0; i < text.len; i++) {
        run = text.p[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest + 1 > FENCE_MIN ? longest + 1 : FENCE_MIN;
}

static void add_fence(struct buf *b, size_t n)
{
    while (n-- > 0)
        buf_add_char(b, '`');
}

struct str tracker_markdown(struct ctx *cx, const struct tracker_ticket *t)
{
    struct str rest = t->facts, line;
    size_t fence = fence_of(t->frames);
    struct buf b;

    buf_init(&b, cx->arena, MARKDOWN_BYTES);
    while (str_split(&rest, '\n', &line)) {
        size_t colon = str_find_char(line, ':');
        buf_printf(&b, "- **%.*s**", FMT(str_to(line, colon)));
        buf_add_markdown(&b, str_from(line, colon));
        buf_add_char(&b, '\n');
    }
    buf_printf(&b, "\n[Open %.*s in GoSnag](%.*s)\n", FMT(t->short_id), FMT(t->url));
    if (t->frames.len > 0) {
        buf_add(&b, S("\n<details><summary>Stack trace</summary>\n\n"));
        add_fence(&b, fence);
        buf_printf(&b, "\n%.*s\n", FMT(t->frames));
        add_fence(&b, fence);
        buf_add(&b, S("\n\n</details>\n"));
    }
    if (t->marker.len > 0)
        buf_printf(&b, "\n<!-- %.*s -->\n", FMT(t->marker));
    return buf_str(&b);
}
