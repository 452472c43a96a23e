/* Which issues a bulk verb means. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/str.h"
#include "core/actor.h"
#include "feature/issue/issue_bulk.h"
#include "feature/issue/issue_query.h"
#include "feature/issue/issue_sql.h"

enum { TOLERANCE = 10 }; /* a tenth */

static int ref_order(const void *a, const void *b)
{
    const struct issue_ref *x = a, *y = b;

    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static void drop_doubles(struct issue_bulk_targets *t)
{
    size_t n = 0;

    qsort(t->refs, t->n, sizeof *t->refs, ref_order);
    for (size_t i = 0; i < t->n; i++) {
        if (n == 0 || t->refs[n - 1].id != t->refs[i].id)
            t->refs[n++] = t->refs[i];
    }
    t->n = n;
}

static enum status changed(struct ctx *cx, int64_t matching)
{
    enum status st = fail_at(cx, E_CONFLICT, (struct err_where){ "changed", "query" },
                             "the query now finds %lld issues", (long long)matching);

    err_more(&cx->err, str_printf(cx->arena, "\"matching\":%lld", (long long)matching));
    return st;
}

static enum status find_by_query(struct ctx *cx, const struct issue_bulk *in,
                                 struct issue_bulk_targets *out)
{
    struct issue_query *parsed = arena_new(cx->arena, struct issue_query);
    int64_t total;

    if (in->query.q.len > 0)
        TRY(issue_query_parse(cx, in->project_id, in->query.q, parsed));
    struct issue_filter filter = {
        .project_id = in->project_id,
        .query = in->query.q.len > 0 ? parsed : NULL,
        .first_until_ms = in->query.as_of_ms != 0 ? in->query.as_of_ms : cx->now_ms,
        .limit = ISSUE_BULK_MAX,
    };
    TRY(issue_find_all(cx, &filter, &out->refs, &out->n, &total));
    int64_t expected = in->query.expected.set ? in->query.expected.value : total;
    int64_t off = total > expected ? total - expected : expected - total;
    if (total > ISSUE_BULK_MAX || off * TOLERANCE > expected)
        return changed(cx, total);
    return OK;
}

/* --- by ids -------------------------------------------------------------------------- */

static void skip(struct issue_bulk_targets *t, struct str id, const char *reason)
{
    t->skipped[t->n_skipped++] = (struct issue_bulk_skip){ id, str_c(reason) };
}

/* One by one where the set was not enough: short ids, merged ones. */
static enum status resolve(struct ctx *cx, const struct issue_bulk *in, struct str id,
                           struct issue_bulk_targets *out)
{
    struct issue_ref ref;
    enum status st = issue_resolve(cx, in->project_id, id, &ref);

    if (st == E_MISSING) {
        err_clear(&cx->err);
        skip(out, id, "missing");
        return OK;
    }
    TRY(st);
    if (!actor_sees(cx, ref.project_id))
        skip(out, id, "missing");
    else
        out->refs[out->n++] = ref;
    return OK;
}

static enum status take_id(struct ctx *cx, const struct issue_bulk *in, struct str id,
                           const struct q_issues_by_uuids_row *row, struct issue_bulk_targets *out)
{
    if (row == NULL || (row->merged_into.set && in->follows_merges))
        return resolve(cx, in, id, out);
    bool is_here = row->deleted_ms == 0 && actor_sees(cx, row->project_id) &&
                   (in->project_id == 0 || row->project_id == in->project_id);
    if (!is_here)
        skip(out, id, "missing");
    else if (row->merged_into.set)
        skip(out, id, "merged");
    else
        out->refs[out->n++] =
            (struct issue_ref){ .id = row->id, .project_id = row->project_id, .uuid = row->uuid };
    return OK;
}

static struct str uuid_list(struct ctx *cx, const struct str_list *ids)
{
    struct buf b;

    buf_init(&b, cx->arena, LIMIT_API_BODY_BYTES);
    buf_add_char(&b, '[');
    for (size_t i = 0; i < ids->n; i++) {
        struct str uuid;
        if (!uuid_parse(cx->arena, ids->items[i], &uuid))
            continue;
        if (b.len > 1)
            buf_add_char(&b, ',');
        buf_add_json_str(&b, uuid);
    }
    buf_add_char(&b, ']');
    return buf_str(&b);
}

static enum status find_by_ids(struct ctx *cx, const struct issue_bulk *in,
                               struct issue_bulk_targets *out)
{
    struct q_issues_by_uuids_row *rows;
    struct map by_uuid;
    size_t n;

    TRY(q_issues_by_uuids(cx, &(struct q_issues_by_uuids_args){ uuid_list(cx, &in->ids) }, &rows,
                          &n));
    map_init(&by_uuid, cx->arena, n + 1);
    for (size_t i = 0; i < n; i++)
        *map_at(&by_uuid, rows[i].uuid) = &rows[i];
    out->refs = arena_array(cx->arena, struct issue_ref, in->ids.n);
    out->skipped = arena_array(cx->arena, struct issue_bulk_skip, in->ids.n);
    for (size_t i = 0; i < in->ids.n; i++) {
        struct str id = in->ids.items[i], uuid;
        bool is_uuid = uuid_parse(cx->arena, id, &uuid);
        TRY(take_id(cx, in, id, is_uuid ? map_get(&by_uuid, uuid) : NULL, out));
    }
    return OK;
}

enum status issue_bulk_find(struct ctx *cx, const struct issue_bulk *in,
                            struct issue_bulk_targets *out)
{
    *out = (struct issue_bulk_targets){ 0 };
    TRY(in->has_query ? find_by_query(cx, in, out) : find_by_ids(cx, in, out));
    drop_doubles(out);
    return OK;
}
