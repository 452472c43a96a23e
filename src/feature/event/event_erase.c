#include "base/base.h"

#include "feature/event/event_erase.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/event/event_erase_sql.h"
#include "feature/event/event_store.h"
#include "feature/event/event_store_sql.h"
#include "port/compress.h"

enum {
    SEGMENT_SHIFT = 16,
    ORDINAL_MASK = (1 << SEGMENT_SHIFT) - 1,
    EXEMPLAR_BYTES = 8 << 20, /* no stored document is larger than 2 MiB */
};

/* --- walking ---------------------------------------------------------------------- */

/* The segment of the place, or the first one behind it when that is gone. */
static enum status open_segment(struct ctx *cx, struct event_walk *w, int64_t *day, bool *found)
{
    struct q_event_segment_from_row row = { 0 };

    TRY(q_event_segment_from(cx, &(struct q_event_segment_from_args){ w->segment }, &row, found));
    if (*found && row.id != w->segment)
        *w = (struct event_walk){ w->project_id, row.id, 0, -1 };
    *day = row.day;
    return OK;
}

static void note_refs(const struct q_event_walk_row *rows, size_t n, struct event_walk *w,
                      struct event_ref *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = (struct event_ref){ (w->segment << SEGMENT_SHIFT) + rows[i].ordinal,
                                     rows[i].fingerprint_id };
        w->fingerprint_id = rows[i].fingerprint_id;
        w->ordinal = rows[i].ordinal;
    }
}

enum status event_walk_next(struct ctx *cx, struct event_walk *w, size_t max,
                            struct event_ref **out, size_t *n)
{
    struct q_event_next_segment_row next;
    struct q_event_walk_row *rows;
    bool found;
    int64_t day;

    *n = 0;
    TRY(open_segment(cx, w, &day, &found));
    while (found && *n == 0) {
        struct q_event_walk_args args = { day,        w->segment,  w->project_id, w->fingerprint_id,
                                          w->ordinal, (int64_t)max };
        TRY(q_event_walk(cx, &args, &rows, n));
        *out = arena_array(cx->arena, struct event_ref, *n);
        note_refs(rows, *n, w, *out);
        if (*n > 0)
            return OK;
        TRY(q_event_next_segment(cx, &(struct q_event_next_segment_args){ w->segment }, &next,
                                 &found));
        if (found)
            *w = (struct event_walk){ w->project_id, next.id, 0, -1 };
        day = found ? next.day : day;
    }
    return OK;
}

/* --- taking out ------------------------------------------------------------------- */

enum status event_erase(struct ctx *cx, int64_t project_id, const struct event_ref *ref,
                        const struct event_id *event_id)
{
    int64_t segment = ref->id >> SEGMENT_SHIFT, changed = 0;
    struct q_event_segment_day_row row;
    bool found;

    TRY(q_event_segment_day(cx, &(struct q_event_segment_day_args){ segment }, &row, &found));
    if (!found)
        return OK;
    TRY(q_event_list_erase(cx,
                           &(struct q_event_list_erase_args){ row.day, segment, project_id,
                                                              ref->fingerprint_id,
                                                              ref->id & ORDINAL_MASK },
                           &changed));
    if (changed == 0)
        return OK;
    struct str id = str_make((const char *)event_id->b, EVENT_ID_BYTES);
    TRY(q_event_row_erase(cx, &(struct q_event_row_erase_args){ row.day, project_id, ref->id }));
    TRY(q_event_key_count(cx, &(struct q_event_key_count_args){ row.day, segment, project_id, id,
                                                                -ref->fingerprint_id }));
    TRY(q_event_uncount_issue(cx, &(struct q_event_uncount_issue_args){ ref->fingerprint_id }));
    return q_event_uncount_fingerprint(
        cx, &(struct q_event_uncount_fingerprint_args){ ref->fingerprint_id });
}

/* --- exemplars -------------------------------------------------------------------- */

enum status event_exemplar_text(struct ctx *cx, int64_t project_id, int64_t id, struct str *out,
                                bool *found)
{
    struct packer *packer = packer_new();
    struct q_event_exemplar_row row;
    enum status st =
        q_event_exemplar(cx, &(struct q_event_exemplar_args){ project_id, id }, &row, found);

    if (st == OK && *found)
        st = unpack(cx, packer, (struct packed){ row.payload, S("") }, EXEMPLAR_BYTES, out);
    packer_free(packer);
    return st;
}

/* Without a prefix, as the first event of a fingerprint may be. */
static enum status repack(struct ctx *cx, int64_t project_id, const struct q_event_bound_row *row)
{
    struct packer *packer;
    struct stored_event ev;
    struct str packed;
    bool found;

    TRY(event_read(cx, project_id, row->id, &ev, &found));
    if (!found || str_is_null(ev.data))
        return fail(cx, E_INTERNAL, "event %lld cannot be read", (long long)row->id);
    packer = packer_new();
    enum status st = pack(cx, packer, ev.data, (struct pack_prefix){ 0 }, &packed);
    packer_free(packer);
    TRY(st);
    return q_event_repack(cx,
                          &(struct q_event_repack_args){ row->day, project_id, row->id, packed });
}

enum status event_unbind(struct ctx *cx, const struct event_exemplar_ref *exemplar, size_t max,
                         size_t *n)
{
    struct q_event_bound_args args = { exemplar->project_id, exemplar->fingerprint_id, exemplar->id,
                                       (int64_t)max };
    struct q_event_bound_row *rows;

    TRY(q_event_bound(cx, &args, &rows, n));
    for (size_t i = 0; i < *n; i++)
        TRY(repack(cx, exemplar->project_id, &rows[i]));
    if (*n > 0)
        return OK;
    return q_event_exemplar_delete(
        cx, &(struct q_event_exemplar_delete_args){ exemplar->project_id, exemplar->id });
}
