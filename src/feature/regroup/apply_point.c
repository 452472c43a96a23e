/* A fingerprint of which every event goes to one place: it goes as a whole. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/issue/issue_digest.h"
#include "feature/issue/issue_regroup.h"
#include "feature/issue/issue_verb.h"
#include "feature/regroup/apply.h"
#include "feature/regroup/apply_sql.h"

static enum status take_one(struct apply *a, const struct issue_regroup *move, bool *is_full)
{
    TRY(issue_regroup(a->cx, move, is_full));
    return *is_full ? OK : apply_note(a, move);
}

/* All fingerprints of move->from. */
static enum status take_all(struct apply *a, const struct issue_regroup *move, bool *is_full)
{
    struct q_regroup_ids_of_row *rows;
    size_t n;

    TRY(q_regroup_ids_of(a->cx, &(struct q_regroup_ids_of_args){ move->from }, &rows, &n));
    TRY(issue_regroup_all(a->cx, move, is_full));
    for (size_t i = 0; i < n && !*is_full; i++) {
        struct issue_regroup each = *move;
        each.fingerprint_id = rows[i].id;
        TRY(apply_note(a, &each));
    }
    return OK;
}

/* The hash has an issue. The older of the two survives, unless it has more fingerprints than
 * this one: then only this one leaves it. */
static enum status join(struct apply *a, const struct regroup_fingerprint *f, int64_t owner)
{
    const struct issue_regroup move = { a->project_id, f->id, f->issue_id, owner };
    const struct issue_regroup all = { a->project_id, 0, owner, f->issue_id };
    bool is_full, is_taken = false;

    if (f->issue_id < owner)
        TRY(issue_is_of_one(a->cx, f->issue_id, &is_taken));
    TRY(is_taken ? take_all(a, &all, &is_full) : take_one(a, &move, &is_full));
    a->s.done.repointed += !is_full;
    a->s.done.left += is_full;
    return OK;
}

/* Its newest event says what the issue is called. */
static enum status make_place(struct apply *a, const struct regroup_fingerprint *f,
                              struct issue_place *out)
{
    struct regroup_page page = { .limit = 1 };
    struct regroup_verdict v;

    *out = (struct issue_place){ 0 };
    TRY(regroup_page(a->cx, f, &page));
    if (page.n == 0)
        return OK;
    TRY(regroup_judge(a->cx, &a->settings, f, page.events[0].data, &v));
    struct issue_event ev = apply_event_of(a->cx, &page.events[0], &v);
    return apply_place_of(a, a->cx, &ev, out);
}

/* Not what people have discarded: an issue that has the hash would let its events in again. */
static enum status may_adopt(struct apply *a, int64_t issue_id, struct str hash, bool *out)
{
    bool is_full, is_discarded;

    TRY(issue_is_full(a->cx, issue_id, &is_full));
    TRY(issue_is_discarded(a->cx, a->project_id, hash, &is_discarded));
    *out = !is_full && !is_discarded;
    return OK;
}

/* Nobody has the hash yet: the issue takes it, and its later events with it. Only moved
 * events have no issue to stay in: theirs was another's. */
static enum status settle(struct apply *a, const struct regroup_fingerprint *f, struct str hash)
{
    struct q_regroup_adopt_row made;
    struct issue_place place;
    bool is_open;

    if (str_eq(f->how, S(REGROUP_HOW))) {
        TRY(make_place(a, f, &place));
        a->s.done.left += place.issue_id == 0;
        return place.issue_id == 0 ? OK : join(a, f, place.issue_id);
    }
    TRY(may_adopt(a, f->issue_id, hash, &is_open));
    a->s.done.left += !is_open;
    if (!is_open)
        return OK;
    struct q_regroup_adopt_args args = { a->project_id, hash, GROUPING_VERSION, f->issue_id,
                                         a->s.how };
    TRY(q_regroup_adopt(a->cx, &args, &made));
    return apply_note(a, &(struct issue_regroup){ a->project_id, made.id, 0, f->issue_id });
}

static enum status owner_of(struct apply *a, struct str hash, int64_t *issue_id)
{
    struct q_regroup_hash_row row;
    bool found;

    TRY(q_regroup_hash(a->cx, &(struct q_regroup_hash_args){ a->project_id, hash }, &row, &found));
    *issue_id = found ? row.issue_id : 0;
    return OK;
}

static enum status point(struct apply *a, const struct regroup_fingerprint *f, struct str hash,
                         int64_t owner)
{
    if (owner == 0)
        TRY(settle(a, f, hash));
    else if (owner != f->issue_id)
        TRY(join(a, f, owner));
    apply_finish(a);
    return OK;
}

/* Judged and locked: nothing was counted for it since, else it is judged again. */
enum status apply_point(struct apply *a)
{
    uint8_t bytes[GROUPING_HASH_BYTES];
    struct str hash = str_make((const char *)bytes, sizeof bytes);
    struct regroup_fingerprint f, now;
    int64_t owner, owner_now;
    bool found;

    if (!str_unhex(a->s.leaves, bytes, sizeof bytes))
        return fail(a->cx, E_INVALID, "the state of a work is broken");
    TRY(apply_current(a, &f, &found));
    if (!found) {
        apply_finish(a);
        return OK;
    }
    TRY(owner_of(a, hash, &owner));
    const int64_t issues[] = { f.issue_id, owner };
    TRY(issue_lock_rows(a->cx, a->project_id, issues, owner == 0 ? 1 : ARRAY_LEN(issues)));
    a->has_written = true;
    TRY(apply_current(a, &now, &found));
    TRY(owner_of(a, hash, &owner_now));
    if (!found || now.issue_id != f.issue_id || owner_now != owner)
        return OK; /* somebody was quicker: once more */
    if (now.event_count != a->s.event_count) {
        apply_judge_anew(a, &now);
        return OK;
    }
    return point(a, &now, hash, owner);
}
