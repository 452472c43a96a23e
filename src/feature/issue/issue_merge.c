#include "base/base.h"
#include "feature/issue/issue_merge.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/filter.h"
#include "core/tx.h"
#include "feature/grouping/grouping.h"
#include "feature/issue/issue_digest_sql.h"
#include "feature/issue/issue_machine.h"
#include "feature/issue/issue_machine_sql.h"
#include "feature/issue/issue_merge_int.h"
#include "feature/issue/issue_merge_sql.h"
#include "feature/issue/issue_undo.h"
#include "feature/issue/issue_verb.h"
#include "feature/issue/issue_word_sql.h"
#include "feature/release/release.h"
#include "feature/stats/stat.h"
#include "feature/stats/stat_blob.h"

enum { MERGE_MAX = 100 };

struct merge_row {
    struct str uuid;
    struct q_issue_to_merge_row row;
};

static enum status invalid(struct ctx *cx, const char *field, const char *words)
{
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", field }, "%s", words);
}

/* --- figures ------------------------------------------------------------------ */

static enum status fingerprints_of(struct ctx *cx, int64_t issue_id, int64_t **ids, size_t *n)
{
    struct q_issue_fingerprints_row *rows;

    TRY(q_issue_fingerprints(cx, &(struct q_issue_fingerprints_args){ issue_id }, &rows, n));
    *ids = arena_array(cx->arena, int64_t, *n);
    for (size_t i = 0; i < *n; i++)
        (*ids)[i] = rows[i].id;
    return OK;
}

static enum status sum_up(struct ctx *cx, int64_t project_id, int64_t issue_id, int64_t changes)
{
    struct q_issue_sum_row sum;
    int64_t *ids, users;
    size_t n;

    TRY(q_issue_sum(cx, &(struct q_issue_sum_args){ issue_id }, &sum));
    TRY(fingerprints_of(cx, issue_id, &ids, &n));
    TRY(stat_users(cx, &(struct stat_set){ project_id, ids, n }, &users));
    return q_issue_set_sums(
        cx, &(struct q_issue_set_sums_args){ .id = issue_id,
                                             .events = sum.events,
                                             .stored = sum.stored,
                                             .users = users,
                                             .first_seen_ms = sum.first_seen_ms,
                                             .last_seen_ms = sum.last_seen_ms,
                                             .last_seen_minute = sum.last_seen_ms / MS_PER_MINUTE,
                                             .now_ms = cx->now_ms,
                                             .changes = changes });
}

enum status issue_sum_up(struct ctx *cx, int64_t project_id, int64_t issue_id)
{
    return sum_up(cx, project_id, issue_id, 1);
}

enum status issue_count_up(struct ctx *cx, int64_t project_id, int64_t issue_id)
{
    return sum_up(cx, project_id, issue_id, 0);
}

/* First and last by first appearance, of those its events named. */
static enum status set_releases(struct ctx *cx, int64_t project_id, int64_t issue_id,
                                const struct stat_key *key)
{
    struct release_place first = { S(""), INT64_MAX }, last = { S(""), 0 };

    for (size_t i = 0; i < key->n_values; i++) {
        struct release_place place;
        TRY(release_place_of(cx, project_id, key->values[i].value, &place));
        if (place.id != 0 && place.id < first.id)
            first = place;
        if (place.id > last.id)
            last = place;
    }
    return q_issue_set_releases(
        cx, &(struct q_issue_set_releases_args){ issue_id, first.version, last.version });
}

static int tag_order(const void *a, const void *b)
{
    const struct q_issue_tag_add_row *x = a, *y = b;
    int c = str_cmp(x->key, y->key);

    return c != 0 ? c : str_cmp(x->value, y->value);
}

enum status issue_list_tags(struct ctx *cx, int64_t project_id, int64_t issue_id)
{
    struct stat_key *keys;
    size_t n_keys, n;
    int64_t *ids;

    TRY(q_tags_forget(cx, &(struct q_tags_forget_args){ issue_id }));
    TRY(fingerprints_of(cx, issue_id, &ids, &n));
    TRY(stat_tags(cx, &(struct stat_set){ project_id, ids, n }, &keys, &n_keys));
    struct q_issue_tag_add_row *rows =
        arena_array(cx->arena, struct q_issue_tag_add_row, STAT_KEYS * STAT_VALUES);
    n = 0;
    for (size_t i = 0; i < n_keys; i++) {
        if (str_eq(keys[i].key, S("release")))
            TRY(set_releases(cx, project_id, issue_id, &keys[i]));
        for (size_t j = 0; j < keys[i].n_values && n < STAT_KEYS * STAT_VALUES; j++)
            rows[n++] = (struct q_issue_tag_add_row){ project_id, keys[i].key,
                                                      keys[i].values[j].value, issue_id };
    }
    qsort(rows, n, sizeof *rows, tag_order);
    return q_issue_tag_add(cx, rows, n);
}

static enum status note(struct ctx *cx, int64_t project_id, int64_t issue_id, const char *action,
                        struct q_issue_names_row *other)
{
    return issue_note(
        cx, &(struct issue_note){
                .project_id = project_id,
                .issue_id = issue_id,
                .action = action,
                .new_value = other->title,
                .metadata = str_printf(cx->arena, "{\"issue_id\":\"%.*s\"}", FMT(other->uuid)) });
}

/* One line in the history of each of the two. */
static enum status note_both(struct ctx *cx, int64_t project_id, const int64_t issues[2],
                             const char *const actions[2])
{
    struct q_issue_names_row names[2];

    TRY(q_issue_names(cx, &(struct q_issue_names_args){ issues[0] }, &names[0]));
    TRY(q_issue_names(cx, &(struct q_issue_names_args){ issues[1] }, &names[1]));
    TRY(note(cx, project_id, issues[0], actions[0], &names[1]));
    return note(cx, project_id, issues[1], actions[1], &names[0]);
}

/* --- merge -------------------------------------------------------------------- */

static enum status read_row(struct ctx *cx, const struct issue_merge *in, struct str text,
                            struct merge_row *out)
{
    bool found;

    if (!uuid_parse(cx->arena, text, &out->uuid))
        return invalid(cx, "issue_ids", "this is no issue id");
    TRY(q_issue_to_merge(cx, &(struct q_issue_to_merge_args){ out->uuid }, &out->row, &found));
    if (!found || out->row.deleted_ms != 0 || out->row.merged_into.set)
        return fail(cx, E_MISSING, "no such issue, or it is merged already");
    if (out->row.project_id != in->project_id)
        return invalid(cx, "issue_ids", "an issue belongs to another project");
    return OK;
}

/* The survivor first; ids that are named twice count once. */
static enum status read_rows(struct ctx *cx, const struct issue_merge *in, struct merge_row *rows,
                             size_t *n)
{
    int64_t fingerprints;

    TRY(read_row(cx, in, in->primary, &rows[0]));
    fingerprints = rows[0].row.fingerprints;
    *n = 1;
    for (size_t i = 0; i < in->ids.n; i++) {
        bool is_known = false;
        TRY(read_row(cx, in, in->ids.items[i], &rows[*n]));
        if (rows[*n].row.id == rows[0].row.id)
            return invalid(cx, "issue_ids", "an issue cannot be merged into itself");
        for (size_t j = 1; j < *n; j++)
            is_known |= rows[j].row.id == rows[*n].row.id;
        if (is_known)
            continue;
        fingerprints += rows[(*n)++].row.fingerprints;
    }
    if (fingerprints > ISSUE_FINGERPRINTS_MAX)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "too_many_fingerprints", "issue_ids" },
                       "together they have %lld fingerprints, %d at most", (long long)fingerprints,
                       ISSUE_FINGERPRINTS_MAX);
    return OK;
}

static enum status copy_labels(struct ctx *cx, int64_t from, int64_t to)
{
    struct q_labels_of_row *rows;
    size_t n;

    TRY(q_labels_of(cx, &(struct q_labels_of_args){ from }, &rows, &n));
    for (size_t i = 0; i < n; i++)
        TRY(q_label_copy(cx, &(struct q_label_copy_args){ .issue_id = to,
                                                          .key = rows[i].key,
                                                          .value = rows[i].value,
                                                          .uuid = uuid_new(cx->arena, cx->now_ms),
                                                          .source = rows[i].source,
                                                          .rule_id = rows[i].rule_id,
                                                          .created_ms = rows[i].created_ms,
                                                          .origin_issue_id = from }));
    return OK;
}

enum status issue_take_in(struct ctx *cx, int64_t project_id, int64_t to, int64_t from)
{
    TRY(q_fingerprints_repoint(cx, &(struct q_fingerprints_repoint_args){ from, to }));
    TRY(q_issue_take_releases(cx, &(struct q_issue_take_releases_args){ to, from }));
    TRY(q_activity_repoint(cx, &(struct q_activity_repoint_args){ from, to }));
    TRY(q_comments_repoint(cx, &(struct q_comments_repoint_args){ from, to }));
    TRY(copy_labels(cx, from, to));
    TRY(q_labels_off_copy(cx, &(struct q_labels_off_copy_args){ from, to }));
    TRY(q_follows_copy(cx, &(struct q_follows_copy_args){ from, to }));
    TRY(q_issue_word_merge(cx, &(struct q_issue_word_merge_args){ from, to }));
    TRY(q_tags_copy(cx, &(struct q_tags_copy_args){ from, to }));
    TRY(q_issue_set_merged(cx,
                           &(struct q_issue_set_merged_args){ from, { to, true }, cx->now_ms }));
    return note_both(cx, project_id, (const int64_t[2]){ to, from },
                     (const char *const[2]){ "merged", "merged_into" });
}

static enum status lock_merged(struct ctx *cx, const struct issue_merge *in,
                               const struct merge_row *rows, size_t n)
{
    int64_t *ids = arena_array(cx->arena, int64_t, n);

    for (size_t i = 0; i < n; i++)
        ids[i] = rows[i].row.id;
    return issue_lock_rows(cx, in->project_id, ids, n);
}

/* What the others bring, before they do. */
static enum status note_members(struct ctx *cx, const struct merge_row *rows, size_t n,
                                struct issue_was *was)
{
    struct issue_was_member *members = arena_array(cx->arena, struct issue_was_member, n);

    for (size_t i = 1; i < n; i++) {
        int64_t *ids;
        size_t n_ids;
        TRY(fingerprints_of(cx, rows[i].row.id, &ids, &n_ids));
        members[i - 1] =
            (struct issue_was_member){ rows[i].row.id, filter_numbers(cx, ids, n_ids) };
    }
    *was = (struct issue_was){ .verb = S("merge"), .members = { members, n - 1 } };
    return OK;
}

static enum status issue_merge_rows(struct ctx *cx, const struct issue_merge *in, struct undo *undo,
                                    struct issue_ref *primary)
{
    struct merge_row *rows = arena_array(cx->arena, struct merge_row, in->ids.n + 1);
    bool found;
    struct q_issue_lock_row survivor;
    struct issue_was was;
    size_t n;

    if (in->ids.n == 0 || in->ids.n > MERGE_MAX)
        return invalid(cx, "issue_ids", "issue_ids names 1 to 100 issues");
    TRY(read_rows(cx, in, rows, &n));
    TRY(lock_merged(cx, in, rows, n));
    TRY(read_rows(cx, in, rows, &n)); /* as they are now that nobody moves them */
    TRY(note_members(cx, rows, n, &was));
    int64_t id = rows[0].row.id;
    for (size_t i = 1; i < n; i++)
        TRY(issue_take_in(cx, in->project_id, id, rows[i].row.id));
    TRY(issue_sum_up(cx, in->project_id, id));
    *primary = (struct issue_ref){ .id = id, .project_id = in->project_id, .uuid = rows[0].uuid };
    TRY(q_issue_lock(cx, &(struct q_issue_lock_args){ id }, &survivor, &found));
    if (!found)
        return fail(cx, E_MISSING, "the issue is gone");
    return issue_note_was(cx, undo, primary, survivor.version, &was);
}

enum status issue_merge(struct ctx *cx, const struct issue_merge *in, struct undo *undo,
                        struct issue_ref *primary)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    TRY(issue_merge_rows(cx, in, undo, primary));
    return tx_commit(&tx);
}

/* --- unmerge ------------------------------------------------------------------ */

enum status issue_give_back(struct ctx *cx, int64_t project_id, int64_t from, int64_t home)
{
    TRY(q_issue_set_merged(cx, &(struct q_issue_set_merged_args){ home, { 0 }, cx->now_ms }));
    TRY(q_activity_take_back(cx, &(struct q_activity_take_back_args){ from, home }));
    TRY(q_comments_take_back(cx, &(struct q_comments_take_back_args){ from, home }));
    TRY(q_labels_take_back(cx, &(struct q_labels_take_back_args){ from, home }));
    TRY(q_labels_off_take_back(cx, &(struct q_labels_off_take_back_args){ from, home }));
    TRY(q_follows_take_back(cx, &(struct q_follows_take_back_args){ from, home }));
    return note_both(cx, project_id, (const int64_t[2]){ from, home },
                     (const char *const[2]){ "unmerged", "unmerged_from" });
}

static enum status split_off(struct ctx *cx, const struct issue_unmerge *in, int64_t *issue_id)
{
    struct q_issue_take_short_no_row no;
    struct q_issue_split_row row;

    TRY(q_issue_take_short_no(cx, &(struct q_issue_take_short_no_args){ in->project_id }, &no));
    struct q_issue_split_args args = { .id = in->issue_id,
                                       .uuid = uuid_new(cx->arena, cx->now_ms),
                                       .short_no = no.short_no,
                                       .now_ms = cx->now_ms };
    TRY(q_issue_split(cx, &args, &row));
    *issue_id = row.id;
    struct q_issue_word_add_row words = { in->project_id, row.id, S("") };
    TRY(q_issue_word_add(cx, &words, 1));
    TRY(q_issue_word_merge(cx, &(struct q_issue_word_merge_args){ in->issue_id, row.id }));
    return note_both(cx, in->project_id, (const int64_t[2]){ in->issue_id, row.id },
                     (const char *const[2]){ "unmerged", "unmerged_from" });
}

struct unmerging {
    const struct issue_unmerge *in;
    struct undo *undo;
    int64_t own; /* the new issue for fingerprints that were this issue's own; 0 = none yet */
    int64_t *restored;
    size_t n_restored;
};

static bool is_restored(const struct unmerging *u, int64_t issue_id)
{
    for (size_t i = 0; i < u->n_restored; i++) {
        if (u->restored[i] == issue_id)
            return true;
    }
    return false;
}

/* The issue a fingerprint goes to: where it was at home while that one is merged into
 * this, else one new issue for all others. */
static enum status goes_to(struct ctx *cx, struct unmerging *u, int64_t home, int64_t *out)
{
    struct q_issue_names_row names = { 0 };
    int64_t here = u->in->issue_id;

    *out = home;
    if (is_restored(u, home))
        return OK;
    if (home != here)
        TRY(q_issue_names(cx, &(struct q_issue_names_args){ home }, &names));
    if (home != here && names.merged_into.set && names.merged_into.value == here) {
        u->restored[u->n_restored++] = home;
        return issue_give_back(cx, u->in->project_id, here, home);
    }
    if (u->own == 0) {
        TRY(split_off(cx, u->in, &u->own));
        u->restored[u->n_restored++] = u->own;
    }
    *out = u->own;
    return OK;
}

static enum status take_out(struct ctx *cx, struct unmerging *u, struct str hex)
{
    uint8_t *hash = arena_array(cx->arena, uint8_t, GROUPING_HASH_BYTES);
    struct q_fingerprint_of_issue_row row;
    int64_t to;
    bool found;

    if (!str_unhex(hex, hash, GROUPING_HASH_BYTES))
        return invalid(cx, "fingerprints", "a fingerprint is 32 hex digits");
    struct q_fingerprint_of_issue_args args = {
        .issue_id = u->in->issue_id, .hash = str_make((const char *)hash, GROUPING_HASH_BYTES)
    };
    TRY(q_fingerprint_of_issue(cx, &args, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "this issue has no fingerprint %.*s", FMT(hex));
    TRY(goes_to(cx, u, row.home_issue_id, &to));
    return q_fingerprint_point(cx, &(struct q_fingerprint_point_args){ row.id, to, to });
}

/* How to take it in again, as it is left. */
static enum status note_restored(struct ctx *cx, struct unmerging *u, const struct issue_ref *ref)
{
    struct issue_was_member from = { u->in->issue_id, S("[]") };
    struct issue_was was = { .verb = S("unmerge"), .members = { &from, 1 } };
    struct q_issue_lock_row row;
    bool found;

    TRY(q_issue_lock(cx, &(struct q_issue_lock_args){ ref->id }, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "the issue is gone");
    return issue_note_was(cx, u->undo, ref, row.version, &was);
}

static enum status finish(struct ctx *cx, struct unmerging *u, struct issue_ref *restored)
{
    TRY(issue_sum_up(cx, u->in->project_id, u->in->issue_id));
    TRY(issue_list_tags(cx, u->in->project_id, u->in->issue_id));
    TRY(issue_describe_anew(cx, u->in->project_id, u->in->issue_id));
    for (size_t i = 0; i < u->n_restored; i++) {
        struct q_issue_names_row names;
        TRY(issue_sum_up(cx, u->in->project_id, u->restored[i]));
        TRY(issue_list_tags(cx, u->in->project_id, u->restored[i]));
        TRY(issue_describe_anew(cx, u->in->project_id, u->restored[i]));
        TRY(q_issue_names(cx, &(struct q_issue_names_args){ u->restored[i] }, &names));
        restored[i] = (struct issue_ref){ .id = u->restored[i],
                                          .project_id = u->in->project_id,
                                          .uuid = names.uuid };
        TRY(note_restored(cx, u, &restored[i]));
    }
    return OK;
}

enum status issue_unmerge(struct ctx *cx, const struct issue_unmerge *in, struct undo *undo,
                          struct issue_ref **restored, size_t *n_restored)
{
    struct unmerging u = { .in = in, .undo = undo };
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t *left;
    size_t n;

    if (in->fingerprints.n == 0)
        return invalid(cx, "fingerprints", "fingerprints is empty");
    u.restored = arena_array(cx->arena, int64_t, in->fingerprints.n);
    TRY(tx_begin(cx, &tx));
    TRY(issue_lock_rows(cx, in->project_id, &in->issue_id, 1));
    for (size_t i = 0; i < in->fingerprints.n; i++)
        TRY(take_out(cx, &u, in->fingerprints.items[i]));
    TRY(fingerprints_of(cx, in->issue_id, &left, &n));
    if (n == 0)
        return invalid(cx, "fingerprints", "one fingerprint at least must stay");
    struct issue_ref *refs = arena_array(cx->arena, struct issue_ref, u.n_restored);
    TRY(finish(cx, &u, refs));
    TRY(tx_commit(&tx));
    *restored = refs;
    *n_restored = u.n_restored;
    return OK;
}
