#include "base/base.h"
#include "feature/stats/stat_merge.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/map.h"
#include "base/str.h"
#include "core/filter.h"
#include "core/tx.h"
#include "feature/stats/stat.h"
#include "feature/stats/stat_delta.h"
#include "feature/stats/stat_sql.h"
#include "port/db.h"

enum {
    STEP_BYTES = 4 << 20, /* of deltas merged in one transaction, or a single larger row */
    BLOB_BYTES = 4 << 20,
    EXPECTED = 64,
};

/* Deltas of one step, by fingerprint and, within it, in order of the log. */
struct step {
    struct stat_delta **deltas;
    size_t n;
    size_t cap;
    struct map issues; /* 8 bytes of id → itself: their users are counted anew */
};

bool stat_is_shared(const struct ctx *cx)
{
    return db_kind(cx->db) == DB_POSTGRES;
}

static void step_add(struct ctx *cx, struct step *s, struct stat_delta *d)
{
    if (s->n == s->cap) {
        s->cap = s->cap > 0 ? 2 * s->cap : EXPECTED;
        struct stat_delta **grown = arena_array(cx->arena, struct stat_delta *, s->cap);
        if (s->n > 0)
            memcpy(grown, s->deltas, s->n * sizeof *grown);
        s->deltas = grown;
    }
    s->deltas[s->n++] = d;
}

static void read_row(struct ctx *cx, struct step *s, struct str deltas, int64_t segment)
{
    uint64_t n = 0;

    (void)stat_get(&deltas, &n);
    for (uint64_t i = 0; i < n; i++) {
        struct stat_delta *d = arena_new(cx->arena, struct stat_delta);
        if (!stat_delta_decode(cx->arena, &deltas, d)) {
            LOG(WARN, "stats.log_damaged", K_I64("segment", segment));
            return;
        }
        d->place = s->n;
        step_add(cx, s, d);
    }
}

/* Reads the oldest rows and deletes them: it is one transaction with what is made of them. */
static enum status take_rows(struct ctx *cx, struct step *s, bool *is_last)
{
    struct q_stat_log_heads_row *heads;
    int64_t bytes = 0;
    size_t n, i;

    TRY(q_stat_log_heads(cx, &heads, &n));
    for (i = 0; i < n && (i == 0 || bytes + heads[i].bytes <= STEP_BYTES); i++) {
        struct q_stat_log_get_row row;
        struct q_stat_log_drop_args key = { heads[i].segment, heads[i].seq };
        bool found;
        TRY(q_stat_log_get(cx, &(struct q_stat_log_get_args){ key.segment, key.seq }, &row,
                           &found));
        if (found)
            read_row(cx, s, row.deltas, key.segment);
        TRY(q_stat_log_drop(cx, &key));
        bytes += heads[i].bytes;
    }
    *is_last = i == n;
    return OK;
}

static int delta_order(const void *a, const void *b)
{
    const struct stat_delta *x = *(struct stat_delta *const *)a;
    const struct stat_delta *y = *(struct stat_delta *const *)b;

    if (x->fingerprint_id != y->fingerprint_id)
        return x->fingerprint_id < y->fingerprint_id ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

static enum status load_blob(struct ctx *cx, int64_t project_id, int64_t fingerprint_id,
                             struct stat_blob *out)
{
    struct q_stat_get_row row;
    bool found;

    *out = (struct stat_blob){ .fingerprint_id = fingerprint_id, .project_id = project_id };
    TRY(q_stat_get(cx, &(struct q_stat_get_args){ project_id, fingerprint_id }, &row, &found));
    if (found && !stat_blob_decode(cx->arena, row.stats, out))
        LOG(WARN, "stats.damaged", K_I64("fingerprint", fingerprint_id));
    return OK;
}

static enum status write_blob(struct ctx *cx, const struct stat_blob *s)
{
    struct buf b;

    buf_init(&b, cx->arena, BLOB_BYTES);
    stat_blob_encode(s, &b);
    return q_stat_set(cx, &(struct q_stat_set_args){ .fingerprint_id = s->fingerprint_id,
                                                     .project_id = s->project_id,
                                                     .stats = buf_str(&b) });
}

/* All deltas of one fingerprint; n of them. *issue_id: 0 = its users are the same. */
static enum status merge_fingerprint(struct ctx *cx, struct stat_delta *const *deltas, size_t n,
                                     int64_t *issue_id)
{
    struct arena_mark mark = arena_mark(cx->arena);
    struct stat_blob blob;
    struct q_stat_issue_of_row issue = { 0 };
    bool has_new_user = false, found;

    TRY(load_blob(cx, deltas[0]->project_id, deltas[0]->fingerprint_id, &blob));
    for (size_t i = 0; i < n; i++)
        has_new_user |= stat_delta_apply(cx->arena, deltas[i], &blob);
    TRY(write_blob(cx, &blob));
    if (has_new_user)
        TRY(q_stat_issue_of(cx, &(struct q_stat_issue_of_args){ blob.fingerprint_id }, &issue,
                            &found));
    *issue_id = issue.issue_id;
    arena_rewind(cx->arena, mark);
    return OK;
}

static enum status merge_all(struct ctx *cx, struct step *s)
{
    map_init(&s->issues, cx->arena, EXPECTED);
    qsort(s->deltas, s->n, sizeof(struct stat_delta *), delta_order);
    for (size_t i = 0, end; i < s->n; i = end) {
        for (end = i + 1; end < s->n; end++) {
            if (s->deltas[end]->fingerprint_id != s->deltas[i]->fingerprint_id)
                break;
        }
        int64_t *issue_id = &s->deltas[i]->issue_id;
        TRY(merge_fingerprint(cx, s->deltas + i, end - i, issue_id));
        if (*issue_id != 0)
            *map_at(&s->issues, str_make((const char *)issue_id, sizeof *issue_id)) = issue_id;
    }
    return OK;
}

static enum status count_users(struct ctx *cx, int64_t issue_id)
{
    struct arena_mark mark = arena_mark(cx->arena);
    struct q_stat_fingerprints_of_row *rows;
    struct sketch users = { 0 };
    size_t n;

    TRY(q_stat_fingerprints_of(cx, &(struct q_stat_fingerprints_of_args){ issue_id }, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct stat_blob blob;
        TRY(load_blob(cx, rows[i].project_id, rows[i].id, &blob));
        sketch_merge(cx->arena, &users, &blob.users);
    }
    TRY(q_stat_users_set(cx, &(struct q_stat_users_set_args){ issue_id, sketch_count(&users) }));
    arena_rewind(cx->arena, mark);
    return OK;
}

static int id_order(const void *a, const void *b)
{
    const int64_t *x = *(int64_t *const *)a, *y = *(int64_t *const *)b;

    return (*x > *y) - (*x < *y);
}

/* In order of id, as the digest locks them. */
static enum status count_all_users(struct ctx *cx, const struct step *s)
{
    int64_t **ids = arena_array(cx->arena, int64_t *, s->issues.n);
    struct str key;
    void *value;
    size_t i = 0, n = 0;

    while (map_next(&s->issues, &i, &key, &value))
        ids[n++] = value;
    qsort(ids, n, sizeof *ids, id_order);
    for (i = 0; i < n; i++)
        TRY(count_users(cx, *ids[i]));
    return OK;
}

static enum status merge_step(struct ctx *cx, bool *is_last)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct step step = { 0 };
    struct q_stat_merge_lock_row lock;

    TRY(tx_begin(cx, &tx));
    TRY(q_stat_merge_lock(cx, &lock));
    *is_last = !lock.is_mine;
    if (*is_last)
        return tx_commit(&tx);
    TRY(take_rows(cx, &step, is_last));
    TRY(merge_all(cx, &step));
    TRY(count_all_users(cx, &step));
    return tx_commit(&tx);
}

enum status stat_merge(struct ctx *cx)
{
    bool is_last = !stat_is_shared(cx);

    while (!is_last) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(merge_step(cx, &is_last));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

static bool is_in_set(const struct stat_set *set, int64_t id)
{
    for (size_t i = 0; i < set->n; i++) {
        if (set->fingerprint_ids[i] == id)
            return true;
    }
    return false;
}

static void add_unmerged(struct ctx *cx, struct str deltas, const struct stat_set *set,
                         struct stat_blob *all)
{
    uint64_t n = 0;
    struct stat_delta d;

    (void)stat_get(&deltas, &n);
    for (uint64_t i = 0; i < n && stat_delta_decode(cx->arena, &deltas, &d); i++) {
        if (is_in_set(set, d.fingerprint_id))
            (void)stat_delta_apply(cx->arena, &d, all);
    }
}

enum status stat_merge_read(struct ctx *cx, const struct stat_set *set, struct stat_blob *all)
{
    struct q_stat_shared_row *rows;
    struct q_stat_shared_args args = { set->project_id,
                                       filter_numbers(cx, set->fingerprint_ids, set->n) };
    size_t n_rows;

    TRY(q_stat_shared(cx, &args, &rows, &n_rows));
    for (size_t i = 0; i < n_rows; i++) {
        struct stat_blob blob = { 0 };
        if (rows[i].fingerprint_id == 0)
            add_unmerged(cx, rows[i].bytes, set, all);
        else if (stat_blob_decode(cx->arena, rows[i].bytes, &blob))
            stat_blob_merge(cx->arena, all, &blob);
        else
            LOG(WARN, "stats.damaged", K_I64("fingerprint", rows[i].fingerprint_id));
    }
    return OK;
}
