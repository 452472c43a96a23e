/* Merging and deleting, taken back. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/filter.h"
#include "feature/grouping/grouping.h"
#include "feature/issue/issue_discard_sql.h"
#include "feature/issue/issue_merge.h"
#include "feature/issue/issue_merge_int.h"
#include "feature/issue/issue_merge_sql.h"
#include "feature/issue/issue_undo.h"
#include "feature/issue/issue_undo_sql.h"
#include "feature/issue/issue_verb.h"

enum { SUFFIX_BYTES = 8 };

/* --- merging ---------------------------------------------------------------------- */

static enum status give_back(struct ctx *cx, const struct undo_object *o,
                             const struct issue_was_member *m)
{
    struct q_fingerprints_take_back_args args = { o->object_id, m->id, m->fingerprints };
    int64_t changed;

    TRY(q_fingerprints_take_back(cx, &args, &changed));
    TRY(issue_give_back(cx, o->project_id, o->object_id, m->id));
    TRY(issue_sum_up(cx, o->project_id, m->id));
    TRY(issue_list_tags(cx, o->project_id, m->id));
    return issue_describe_anew(cx, o->project_id, m->id);
}

enum status issue_restore_merged(struct ctx *cx, const struct undo_object *o,
                                 const struct issue_was *was)
{
    const struct issue_was_member *members = was->members.items;

    for (size_t i = 0; i < was->members.n; i++)
        TRY(give_back(cx, o, &members[i]));
    TRY(issue_sum_up(cx, o->project_id, o->object_id));
    TRY(issue_list_tags(cx, o->project_id, o->object_id));
    return issue_describe_anew(cx, o->project_id, o->object_id);
}

/* --- unmerging -------------------------------------------------------------------- */

static const struct issue_was_member *came_out_of(const struct issue_was *was)
{
    assert(was->members.n == 1);
    return was->members.items;
}

enum status issue_may_take_in(struct ctx *cx, const struct undo_object *o,
                              const struct issue_was *was, bool *out)
{
    const struct issue_was_member *from = came_out_of(was);
    struct q_issue_fingerprint_count_args together = { filter_numbers(
        cx, (const int64_t[2]){ from->id, o->object_id }, 2) };
    struct q_issue_fingerprint_count_row count;
    struct q_issue_for_undo_row row;
    bool found;

    TRY(q_issue_for_undo(cx, &(struct q_issue_for_undo_args){ from->id }, &row, &found));
    TRY(q_issue_fingerprint_count(cx, &together, &count));
    *out = found && row.deleted_ms == 0 && !row.is_merged && count.n <= ISSUE_FINGERPRINTS_MAX;
    return OK;
}

/* Of the same version it has the fingerprints that were taken out, and no others. */
enum status issue_restore_unmerged(struct ctx *cx, const struct undo_object *o,
                                   const struct issue_was *was)
{
    int64_t to = came_out_of(was)->id;

    TRY(issue_take_in(cx, o->project_id, to, o->object_id));
    TRY(issue_sum_up(cx, o->project_id, to));
    return issue_list_tags(cx, o->project_id, to);
}

/* --- deleting --------------------------------------------------------------------- */

/* The issues that later events have made of the same fingerprints. */
struct newer {
    int64_t ids[ISSUE_FINGERPRINTS_MAX];
    size_t n;
};

static void add_newer(struct newer *list, int64_t id)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->ids[i] == id)
            return;
    }
    list->ids[list->n++] = id;
}

/* Made after the deletion; an older issue has the hash because people merged it there. */
static bool is_newer(const struct q_fingerprints_buried_row *row, const struct issue_was *was)
{
    return row->newer_issue_id.set && row->newer_created_ms.value >= was->deleted_ms;
}

static enum status buried(struct ctx *cx, int64_t issue_id, const struct issue_was *was,
                          struct q_fingerprints_buried_row **rows, size_t *n)
{
    uint8_t *suffix = arena_array(cx->arena, uint8_t, SUFFIX_BYTES);

    if (!str_unhex(was->suffix, suffix, SUFFIX_BYTES))
        return fail(cx, E_INTERNAL, "a tombstone without the suffix of its hashes");
    return q_fingerprints_buried(cx,
                                 &(struct q_fingerprints_buried_args){
                                     issue_id, str_make((const char *)suffix, SUFFIX_BYTES) },
                                 rows, n);
}

/* The newer fingerprint gives its hash up: later events are the old one's again. */
static enum status swap_hash(struct ctx *cx, const struct q_fingerprints_buried_row *row)
{
    struct str own = str_to(row->hash, GROUPING_HASH_BYTES);

    if (row->newer_id.set) {
        char *hash = arena_bytes(cx->arena, GROUPING_HASH_BYTES + SUFFIX_BYTES);
        memcpy(hash, own.p, GROUPING_HASH_BYTES);
        random_bytes(hash + GROUPING_HASH_BYTES, SUFFIX_BYTES);
        TRY(q_fingerprint_set_hash(
            cx, &(struct q_fingerprint_set_hash_args){
                    row->newer_id.value, str_make(hash, GROUPING_HASH_BYTES + SUFFIX_BYTES) }));
    }
    return q_fingerprint_set_hash(cx, &(struct q_fingerprint_set_hash_args){ row->id, own });
}

/* May they be one issue? Else the newer ones stay by themselves, with the hashes. */
static enum status fits(struct ctx *cx, int64_t issue_id, const struct newer *newer, bool *out)
{
    struct q_issue_fingerprint_count_row own = { 0 }, others = { 0 };

    TRY(q_issue_fingerprint_count(
        cx, &(struct q_issue_fingerprint_count_args){ filter_numbers(cx, &issue_id, 1) }, &own));
    TRY(q_issue_fingerprint_count(
        cx, &(struct q_issue_fingerprint_count_args){ filter_numbers(cx, newer->ids, newer->n) },
        &others));
    *out = own.n + others.n <= ISSUE_FINGERPRINTS_MAX;
    return OK;
}

static enum status take_hashes_back(struct ctx *cx, const struct undo_object *o,
                                    const struct issue_was *was)
{
    struct q_fingerprints_buried_row *rows;
    struct newer *newer = arena_new(cx->arena, struct newer);
    bool is_fitting;
    size_t n;

    TRY(buried(cx, o->object_id, was, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        if (is_newer(&rows[i], was))
            add_newer(newer, rows[i].newer_issue_id.value);
    }
    TRY(fits(cx, o->object_id, newer, &is_fitting));
    for (size_t i = 0; i < n; i++) {
        bool is_free = !rows[i].newer_id.set;
        if (is_free || (is_fitting && is_newer(&rows[i], was)))
            TRY(swap_hash(cx, &rows[i]));
    }
    for (size_t i = 0; is_fitting && i < newer->n; i++)
        TRY(issue_take_in(cx, o->project_id, o->object_id, newer->ids[i]));
    return OK;
}

enum status issue_restore_deleted(struct ctx *cx, const struct undo_object *o,
                                  const struct issue_was *was)
{
    TRY(q_issue_unbury(cx, &(struct q_issue_unbury_args){ o->object_id, cx->now_ms }));
    TRY(q_discard_forget(cx, &(struct q_discard_forget_args){ o->object_id, o->project_id }));
    TRY(take_hashes_back(cx, o, was));
    TRY(issue_sum_up(cx, o->project_id, o->object_id));
    return issue_note(cx, &(struct issue_note){ .project_id = o->project_id,
                                                .issue_id = o->object_id,
                                                .action = "restored" });
}

/* --- locks ------------------------------------------------------------------------ */

struct concerned {
    int64_t project_id;
    int64_t id;
};

static int concerned_order(const void *a, const void *b)
{
    const struct concerned *x = a, *y = b;

    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

enum { CONCERNED_MAX = 1 + ISSUE_FINGERPRINTS_MAX }; /* by one object */

/* The issue itself, those merged into it, those made of its fingerprints since. */
static enum status concern(struct ctx *cx, const struct undo_object *o, struct concerned *list,
                           size_t *n)
{
    struct q_fingerprints_buried_row *rows;
    struct issue_was was;
    size_t n_rows = 0;

    TRY(issue_read_was(cx, o, &was));
    list[(*n)++] = (struct concerned){ o->project_id, o->object_id };
    const struct issue_was_member *members = was.members.items;
    for (size_t i = 0; i < was.members.n; i++)
        list[(*n)++] = (struct concerned){ o->project_id, members[i].id };
    if (!str_is_null(was.suffix))
        TRY(buried(cx, o->object_id, &was, &rows, &n_rows));
    for (size_t i = 0; i < n_rows; i++) {
        if (rows[i].newer_issue_id.set)
            list[(*n)++] = (struct concerned){ o->project_id, rows[i].newer_issue_id.value };
    }
    return OK;
}

enum status issue_undo_lock(struct ctx *cx, const struct undo_object *objects, size_t n)
{
    struct concerned *list = arena_array(cx->arena, struct concerned, n * CONCERNED_MAX);
    size_t n_list = 0, end;

    for (size_t i = 0; i < n; i++)
        TRY(concern(cx, &objects[i], list, &n_list));
    qsort(list, n_list, sizeof *list, concerned_order);
    int64_t *ids = arena_array(cx->arena, int64_t, n_list);
    for (size_t from = 0; from < n_list; from = end) {
        for (end = from; end < n_list && list[end].project_id == list[from].project_id; end++)
            ids[end - from] = list[end].id;
        TRY(issue_lock_rows(cx, list[from].project_id, ids, end - from));
    }
    return OK;
}
