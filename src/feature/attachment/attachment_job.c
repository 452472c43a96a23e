/* What must not be left for ever: files of events that never came, files without a row. */
#include "base/base.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/log.h"
#include "feature/attachment/attachment_int.h"
#include "feature/attachment/attachment_sql.h"
#include "feature/event/event_store.h"
#include "feature/feedback/feedback.h"

enum {
    PAGE_ROWS = 200,
    PAGES_PER_RUN = 500,
    UNKNOWN_AFTER_DAYS = 2, /* the digest writes a file before its row, seconds apart */
    EVERY_S = 6 * 3600,
    TIMEOUT_S = 600,
};

static struct event_id id_of(struct str bytes)
{
    struct event_id id = { { 0 } };

    memcpy(id.b, bytes.p, bytes.len < EVENT_ID_BYTES ? bytes.len : EVENT_ID_BYTES);
    return id;
}

static enum status has_event(struct ctx *cx, int64_t project_id, const struct event_id *id,
                             bool *out)
{
    struct event_found found;

    TRY(event_lookup(cx, project_id, id, &found));
    *out = found.place != EVENT_NEVER_SEEN;
    return *out ? OK : feedback_is_known(cx, project_id, id, out);
}

/* One page of a day behind *at; its rows without an event are deleted. */
static enum status check_page(struct ctx *cx, int64_t day, struct file_key *at, bool *is_more)
{
    struct q_attachment_page_args args = { .day = day,
                                           .project_id = at->project_id,
                                           .event_id = attachment_id_bytes(&at->event_id),
                                           .id = attachment_id_bytes(&at->id),
                                           .limit = PAGE_ROWS };
    struct q_attachment_page_row *rows;
    size_t n, n_doomed = 0;

    TRY(q_attachment_page(cx, &args, &rows, &n));
    struct doomed *doomed = arena_array(cx->arena, struct doomed, n);
    for (size_t i = 0; i < n; i++) {
        bool is_known;
        *at = (struct file_key){ day, rows[i].project_id, id_of(rows[i].event_id),
                                 id_of(rows[i].id) };
        TRY(has_event(cx, at->project_id, &at->event_id, &is_known));
        if (!is_known)
            doomed[n_doomed++] = (struct doomed){ *at, rows[i].size, rows[i].refused.len == 0 };
    }
    *is_more = n == PAGE_ROWS;
    if (n_doomed > 0)
        LOG(INFO, "attachment.orphans_deleted", K_I64("day", day),
            K_I64("files", (int64_t)n_doomed));
    return attachment_delete(cx, doomed, n_doomed);
}

static enum status check_day(struct ctx *cx, int64_t day)
{
    struct file_key at = { .day = day };
    bool is_more = true;

    for (size_t i = 0; is_more && i < PAGES_PER_RUN; i++) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(check_page(cx, day, &at, &is_more));
        arena_rewind(cx->arena, mark);
    }
    if (is_more)
        return OK; /* the next run begins again: what had no event is gone by then */
    return q_attachment_day_check(cx, &(struct q_attachment_day_check_args){ .day = day });
}

static enum status check_orphans(struct ctx *cx, struct str argument)
{
    struct q_attachment_day_unchecked_args args = { .before_day = clock_day(cx->now_ms) -
                                                                  ATTACHMENT_ORPHAN_DAYS };
    struct q_attachment_day_unchecked_row row;
    bool found;

    (void)argument;
    TRY(attachment_open_files(cx));
    TRY(q_attachment_day_unchecked(cx, &args, &row, &found));
    return found ? check_day(cx, row.day) : OK;
}

static enum status sweep_file(struct ctx *cx, void *arg, const struct file_key *key)
{
    struct q_attachment_is_there_args args = { .day = key->day,
                                               .project_id = key->project_id,
                                               .event_id = attachment_id_bytes(&key->event_id),
                                               .id = attachment_id_bytes(&key->id) };
    struct q_attachment_is_there_row row;
    struct arena_mark mark = arena_mark(cx->arena);
    bool found;

    (void)arg;
    TRY(q_attachment_is_there(cx, &args, &row, &found));
    if (!found)
        file_store()->remove(key);
    arena_rewind(cx->arena, mark);
    return OK;
}

static enum status sweep_files(struct ctx *cx, struct str argument)
{
    (void)argument;
    TRY(attachment_open_files(cx));
    return file_store()->each(cx, cx->now_ms - (int64_t)UNKNOWN_AFTER_DAYS * MS_PER_DAY, sweep_file,
                              NULL);
}

const struct job attachment_jobs[] = {
    { "attachment.orphans", check_orphans, .every_s = EVERY_S, .timeout_s = TIMEOUT_S,
      .forgets = true },
    { "attachment.sweep", sweep_files, .every_s = EVERY_S, .timeout_s = TIMEOUT_S,
      .forgets = true },
    { 0 },
};
