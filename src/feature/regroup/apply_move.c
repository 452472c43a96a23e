/* Stored events that leave their fingerprint: rewritten, a page at a time. */
#include "base/base.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/issue/issue_digest.h"
#include "feature/issue/issue_regroup.h"
#include "feature/issue/issue_verb.h"
#include "feature/issue/issue_word.h"
#include "feature/regroup/apply.h"
#include "feature/regroup/apply_sql.h"
#include "feature/stats/stat.h"
#include "port/crypto.h"

struct leaver {
    int64_t id;
    int64_t received_ms;
    struct stat_event stat;
};

/* Leavers of one page that go to one place, and the newest of them as an issue sees it. */
struct party {
    const struct regroup_fingerprint *from;
    struct leaver list[REGROUP_PAGE];
    size_t n;
    int64_t newest_id;
    struct issue_event newest;
};

struct issue_event apply_event_of(struct ctx *cx, const struct stored_event *stored,
                                  const struct regroup_verdict *v)
{
    struct issue_event ev = { .project_id = stored->project_id,
                              .received_ms = stored->received_ms,
                              .grouping = v->grouping,
                              .level = str_c(event_level_name(v->event.level)),
                              .platform = v->event.platform,
                              .release = v->event.release,
                              .is_unhandled = v->event.is_unhandled };

    ev.words =
        words_of_event(cx, &v->event, v->grouping.type, v->grouping.title, v->grouping.culprit);
    return ev;
}

enum status apply_place_of(struct apply *a, struct ctx *cx, const struct issue_event *ev,
                           struct issue_place *out)
{
    TRY(issue_place_of(cx, ev, out));
    if (!out->is_made)
        return OK;
    return apply_note(
        a, &(struct issue_regroup){ a->project_id, out->fingerprint_id, 0, out->issue_id });
}

/* --- gathering ---------------------------------------------------------------------------- */

/* keep: outlives the event's tree. */
static void join(struct arena *keep, struct party *p, const struct stored_event *stored,
                 const struct event *ev)
{
    struct event_tag *tags = arena_array(keep, struct event_tag, ev->n_tags);

    for (size_t i = 0; i < ev->n_tags; i++)
        tags[i] =
            (struct event_tag){ str_dup(keep, ev->tags[i].key), str_dup(keep, ev->tags[i].value) };
    p->list[p->n++] = (struct leaver){ .id = stored->id,
                                       .received_ms = stored->received_ms,
                                       .stat = { .project_id = stored->project_id,
                                                 .received_ms = stored->received_ms,
                                                 .user_hash = stored->user_hash,
                                                 .tags = tags,
                                                 .n_tags = ev->n_tags } };
}

/* When no event stays, those of the newest place go with the fingerprint as a whole. The
 * first of the page says where its party goes. */
static bool leaves(const struct apply *a, const struct party *p, const struct regroup_verdict *v)
{
    if (v->stays || (p->n > 0 && memcmp(v->hash, p->newest.grouping.hash, sizeof v->hash) != 0))
        return false;
    return a->s.stays || !str_eq(str_hex(a->cx->arena, v->hash, GROUPING_HASH_BYTES), a->s.leaves);
}

/* All of the page that go where the first goes; others come with the next round, for those
 * that have left are not in the list any more. */
static enum status gather(const struct apply *a, struct ctx *scratch, struct regroup_page *page,
                          struct party *p)
{
    TRY(regroup_page(scratch, p->from, page));
    for (size_t i = 0; i < page->n; i++) {
        struct arena_mark mark = arena_mark(scratch->arena);
        const struct stored_event *stored = &page->events[i];
        struct regroup_verdict v;
        bool is_event = regroup_judge(scratch, &a->settings, p->from, stored->data, &v) == OK;
        err_clear(&scratch->err);
        bool is_leaver = is_event && leaves(a, p, &v);
        bool is_first = is_leaver && p->n == 0;
        if (is_first) {
            p->newest = apply_event_of(scratch, stored, &v);
            p->newest_id = stored->id;
        }
        if (is_leaver)
            join(a->cx->arena, p, stored, &v.event);
        if (!is_first)
            arena_rewind(scratch->arena, mark);
    }
    return OK;
}

/* --- moving ------------------------------------------------------------------------------- */

/* Where events of f with that hash lie: a fingerprint that no event ever finds. */
static void history_hash(const struct regroup_fingerprint *f, const uint8_t *hash, uint8_t *out)
{
    const struct str parts[] = { S(REGROUP_HOW), str_make((const char *)&f->id, sizeof f->id),
                                 str_make((const char *)hash, GROUPING_HASH_BYTES) };

    hash128(parts, ARRAY_LEN(parts), out);
}

/* Where a party goes, as far as it is there already: 0 = to be made. */
struct goal {
    struct str history; /* its hash */
    int64_t history_id;
    int64_t issue_id;
};

/* A history that people have moved elsewhere since takes its events there. */
static enum status find_goal(const struct apply *a, struct ctx *cx, const struct party *p,
                             struct goal *out)
{
    struct str hash = str_make((const char *)p->newest.grouping.hash, GROUPING_HASH_BYTES);
    struct q_regroup_hash_row row;
    bool found;

    TRY(q_regroup_hash(cx, &(struct q_regroup_hash_args){ a->project_id, out->history }, &row,
                       &found));
    out->history_id = found ? row.id : 0;
    out->issue_id = found ? row.issue_id : 0;
    if (found)
        return OK;
    TRY(q_regroup_hash(cx, &(struct q_regroup_hash_args){ a->project_id, hash }, &row, &found));
    out->issue_id = found ? row.issue_id : 0;
    return OK;
}

/* The rows of both issues, and whether all is still as it was read. *is_same false: try
 * again. */
static enum status lock_goal(struct apply *a, struct ctx *cx, const struct party *p,
                             const struct goal *goal, bool *is_same)
{
    int64_t issues[] = { p->from->issue_id, goal->issue_id };
    struct regroup_fingerprint now;
    struct goal again = *goal;
    bool found;

    TRY(issue_lock_rows(cx, a->project_id, issues, goal->issue_id == 0 ? 1 : ARRAY_LEN(issues)));
    TRY(apply_current(a, &now, &found));
    TRY(find_goal(a, cx, p, &again));
    *is_same = found && now.issue_id == p->from->issue_id && again.history_id == goal->history_id &&
               again.issue_id == goal->issue_id;
    return OK;
}

/* *is_open false: the hash is discarded, or its issue has fingerprints enough. */
static enum status make_goal(struct apply *a, struct ctx *cx, const struct party *p,
                             struct goal *goal, bool *is_open)
{
    struct q_regroup_adopt_row made;
    bool is_full = false;

    if (goal->issue_id == 0) {
        struct issue_place place;
        TRY(apply_place_of(a, cx, &p->newest, &place));
        goal->issue_id = place.issue_id;
    }
    if (goal->issue_id != 0 && goal->history_id == 0)
        TRY(issue_is_full(cx, goal->issue_id, &is_full));
    *is_open = goal->issue_id != 0 && !is_full;
    if (!*is_open || goal->history_id != 0)
        return OK;
    struct q_regroup_adopt_args args = { a->project_id, goal->history, GROUPING_VERSION,
                                         goal->issue_id, S(REGROUP_HOW) };
    TRY(q_regroup_adopt(cx, &args, &made));
    goal->history_id = made.id;
    return apply_note(
        a, &(struct issue_regroup){ a->project_id, made.id, p->from->issue_id, goal->issue_id });
}

/* One event and its hour; *moved: it was still there. The list says so: what retention has
 * taken off it is not counted any more, though on PostgreSQL the document stays for a while. */
static enum status move_event(struct ctx *cx, const struct regroup_fingerprint *from, int64_t to,
                              const struct leaver *e, bool *moved)
{
    int64_t segment = e->id / LIMIT_SEGMENT_EVENTS, ordinal = e->id % LIMIT_SEGMENT_EVENTS;
    int64_t hour = clock_hour(e->received_ms), changed = 0, project = from->project_id;
    struct q_regroup_segment_day_row row;

    TRY(q_regroup_segment_day(cx, &(struct q_regroup_segment_day_args){ segment }, &row, moved));
    if (!*moved)
        return OK; /* retention took it */
    struct q_regroup_list_point_args list = { row.day, segment, project, from->id, ordinal, to };
    TRY(q_regroup_list_point(cx, &list, &changed));
    *moved = changed == 1;
    if (!*moved)
        return OK;
    struct q_regroup_event_point_args point = { row.day, project, e->id, from->id, to };
    TRY(q_regroup_event_point(cx, &point));
    TRY(q_regroup_hour_take(cx, &(struct q_regroup_hour_take_args){ hour, project, from->id, 1 },
                            &changed));
    if (changed == 0)
        return OK;
    return q_regroup_hour_add(cx, &(struct q_regroup_hour_add_args){ hour, project, to, 1 });
}

/* *n: how many there were. */
static enum status move_events(struct ctx *cx, const struct party *p, int64_t to, int64_t *n)
{
    struct stat_event *stats = arena_array(cx->arena, struct stat_event, p->n);
    int64_t first = INT64_MAX, last = 0;

    *n = 0;
    for (size_t i = 0; i < p->n; i++) {
        const struct leaver *e = &p->list[i];
        bool moved;
        TRY(move_event(cx, p->from, to, e, &moved));
        if (!moved)
            continue;
        stats[*n] = e->stat;
        stats[(*n)++].fingerprint_id = to;
        first = e->received_ms < first ? e->received_ms : first;
        last = e->received_ms > last ? e->received_ms : last;
    }
    if (*n == 0)
        return OK;
    TRY(stat_add_moved(cx, stats, (size_t)*n));
    TRY(q_regroup_count_out(cx, &(struct q_regroup_count_out_args){ p->from->id, *n }));
    return q_regroup_count_in(cx, &(struct q_regroup_count_in_args){ to, *n, first, last });
}

/* How it went with a party. */
enum party_end {
    PARTY_MOVED,   /* those that were still there, if any    */
    PARTY_AGAIN,   /* somebody was quicker, nothing was done */
    PARTY_REFUSED, /* they may not go there                  */
};

static enum status move_party(struct apply *a, struct ctx *cx, const struct party *p, int64_t *n,
                              enum party_end *out)
{
    uint8_t hash[GROUPING_HASH_BYTES];
    struct goal goal = { .history = str_make((const char *)hash, sizeof hash) };
    int64_t from = p->from->issue_id;
    bool is_same, is_open;

    *n = 0;
    *out = PARTY_AGAIN;
    history_hash(p->from, p->newest.grouping.hash, hash);
    TRY(find_goal(a, cx, p, &goal));
    TRY(lock_goal(a, cx, p, &goal, &is_same));
    if (!is_same)
        return OK;
    TRY(make_goal(a, cx, p, &goal, &is_open));
    *out = is_open ? PARTY_MOVED : PARTY_REFUSED;
    if (!is_open)
        return OK;
    TRY(move_events(cx, p, goal.history_id, n));
    a->s.done.moved_events += *n;
    TRY(issue_figures_anew(cx, a->project_id, from));
    return goal.issue_id == from ? OK : issue_figures_anew(cx, a->project_id, goal.issue_id);
}

/* --- the phase ---------------------------------------------------------------------------- */

/* None is left to move. What is left of a fingerprint of which nothing stays goes as a
 * whole, once it was seen that this is still so. */
static void end(struct apply *a, const struct regroup_fingerprint *f)
{
    if (!a->s.stays) {
        apply_judge_anew(a, f);
        return;
    }
    if (f->event_count > f->stored_count)
        a->s.done.counted_only += f->event_count - f->stored_count;
    apply_finish(a);
}

/* The rest of the fingerprint stays with those that may not go: asking again for every page
 * would cost as much as moving it. */
static void give_up(struct apply *a)
{
    a->s.done.left++;
    apply_finish(a);
}

static enum status move_page(struct apply *a, struct ctx *scratch,
                             const struct regroup_fingerprint *f)
{
    struct regroup_page page = { .limit = REGROUP_PAGE, .before_id = a->s.before_id };
    struct party *p = arena_new(scratch->arena, struct party);
    int64_t n = 0;
    enum party_end how;

    p->from = f;
    TRY(gather(a, scratch, &page, p));
    if (p->n > 0) {
        TRY(move_party(a, scratch, p, &n, &how));
        a->has_written = true;
        if (how == PARTY_REFUSED)
            give_up(a);
        else if (how == PARTY_MOVED && n == 0)
            a->s.before_id = p->newest_id;
        return OK; /* else the same page again, for those that were passed over */
    }
    a->n_units += (int64_t)page.n;
    a->s.before_id = page.before_id;
    if (page.is_end)
        end(a, f);
    return OK;
}

enum status apply_move(struct apply *a)
{
    struct arena memory SCOPED(arena_release) = { 0 };
    struct ctx scratch = *a->cx;
    struct regroup_fingerprint f;
    bool found;

    TRY(apply_current(a, &f, &found));
    if (!found) {
        apply_finish(a);
        return OK;
    }
    if (!apply_has_room(a)) { /* the rest waits for another run */
        a->s.done.complete = false;
        a->is_over = true;
        return OK;
    }
    arena_init(&memory, "regroup.move", REGROUP_SCRATCH_BYTES);
    scratch.arena = &memory;
    enum status st = move_page(a, &scratch, &f);
    if (scratch.err.status != OK) /* else it failed in a->cx, if it did */
        a->cx->err = scratch.err;
    return st;
}
