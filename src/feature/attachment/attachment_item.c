/* From an envelope's item to a file and its row. */
#include "base/base.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/spill.h"
#include "base/str.h"
#include "feature/attachment/attachment_int.h"
#include "feature/attachment/attachment_sql.h"
#include "feature/ingest/envelope.h"
#include "port/crypto.h"

enum { SUM_BYTES = 1 << 20, SUMS = 2 };

/* Decided once: what was refused in a batch that is tried again stays so, its file is gone. */
struct kept_attachment {
    struct attachment a;
    uint64_t sum;
    const char *outcome; /* NULL = accepted */
    bool is_dropped;
};

/* Of pieces, so that a large file never lies in memory as a whole. */
static uint64_t sum_of(struct str bytes, const struct spill *from)
{
    uint64_t sums[SUMS] = { 0 };

    do {
        sums[1] = hash64(str_to(bytes, SUM_BYTES));
        sums[0] = hash64(str_make((const char *)sums, sizeof sums));
        bytes = str_from(bytes, SUM_BYTES);
        if (from != NULL)
            spill_unload(from);
    } while (bytes.len > 0);
    return sums[0];
}

static struct str kind_of(struct ctx *cx, const struct envelope_item *item)
{
    struct str kind = str_trim(item->attachment_type);

    if (str_eq(item->type, S("unreal_report")))
        return S("unreal.report");
    if (kind.len == 0 || kind.len > ATTACHMENT_TYPE || !str_is_utf8(kind))
        return S("event.attachment");
    return str_lower(cx->arena, kind);
}

enum status attachment_prepare(struct ctx *cx, const struct item_input *in, void **out)
{
    struct kept_attachment *k = arena_new(in->kept, struct kept_attachment);
    const struct envelope_item *item = in->item;

    k->a = (struct attachment){
        .key = { clock_day(in->received_ms), in->project_id, in->event_id, { { 0 } } },
        .received_ms = in->received_ms,
        .name = str_dup(in->kept, attachment_clean_name(cx, item->filename)),
        .content_type =
            str_dup(in->kept, attachment_content_type(cx, item->content_type, item->payload)),
        .kind = str_dup(in->kept, kind_of(cx, item)),
        .size = (int64_t)item->payload.len,
        .refused = S(""),
    };
    event_id_random(&k->a.key.id);
    *out = k;
    if (k->a.size > attachment_config()->max_bytes) {
        k->a.refused = S("too_large");
        k->outcome = "invalid:too_large";
        return OK;
    }
    k->sum = sum_of(item->payload, in->file);
    return file_store()->put(cx, &k->a.key, item->payload, in->file);
}

/* A client that sends an envelope again sends its files again. */
static bool is_repeat(const struct kept_attachment *k, const struct q_attachment_of_event_row *row)
{
    return row->size == k->a.size && row->sum == (int64_t)k->sum && str_eq(row->name, k->a.name) &&
           str_eq(row->kind, k->a.kind);
}

/* NULL = it may be kept. */
static enum status why_not(struct ctx *cx, const struct kept_attachment *k, const char **why)
{
    struct q_attachment_of_event_args event = { .project_id = k->a.key.project_id,
                                                .event_id =
                                                    attachment_id_bytes(&k->a.key.event_id) };
    struct q_attachment_of_event_row *rows;
    struct q_attachment_usage_get_args project = { .project_id = k->a.key.project_id };
    struct q_attachment_usage_get_row usage = { 0 };
    size_t n;
    bool found;

    *why = NULL;
    TRY(q_attachment_of_event(cx, &event, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        if (is_repeat(k, &rows[i]))
            *why = "invalid:repeat";
    }
    if (*why != NULL)
        return OK;
    TRY(q_attachment_usage_get(cx, &project, &usage, &found));
    if ((int64_t)n >= attachment_config()->per_event)
        *why = "invalid:too_many";
    else if (k->a.refused.len == 0 &&
             usage.bytes + k->a.size > attachment_config()->project_max_bytes)
        *why = "rate_limited:quota";
    return OK;
}

static void drop(struct kept_attachment *k, const char *why)
{
    k->is_dropped = true;
    k->outcome = why;
    file_store()->remove(&k->a.key);
}

static enum status insert(struct ctx *cx, const struct kept_attachment *k, bool *is_there)
{
    struct q_attachment_insert_args args = { .day = k->a.key.day,
                                             .project_id = k->a.key.project_id,
                                             .event_id = attachment_id_bytes(&k->a.key.event_id),
                                             .id = attachment_id_bytes(&k->a.key.id),
                                             .received_ms = k->a.received_ms,
                                             .name = k->a.name,
                                             .content_type = k->a.content_type,
                                             .kind = k->a.kind,
                                             .size = k->a.size,
                                             .sum = (int64_t)k->sum,
                                             .refused = k->a.refused };
    int64_t changed = 0;

    TRY(q_attachment_insert(cx, &args, &changed));
    *is_there = changed > 0;
    if (changed == 0 || k->a.refused.len > 0)
        return OK;
    return q_attachment_usage_add(
        cx, &(struct q_attachment_usage_add_args){ k->a.key.project_id, 1, k->a.size });
}

/* By project, then as they came: processes that share a store take rows in one order. */
static int item_order(const void *a, const void *b)
{
    const struct kept_attachment *x = *(struct kept_attachment *const *)a;
    const struct kept_attachment *y = *(struct kept_attachment *const *)b;

    if (x->a.key.project_id != y->a.key.project_id)
        return x->a.key.project_id < y->a.key.project_id ? -1 : 1;
    return (x->a.received_ms > y->a.received_ms) - (x->a.received_ms < y->a.received_ms);
}

static enum status touch_day(struct ctx *cx, int64_t day, int64_t *last)
{
    if (day == *last)
        return OK;
    *last = day;
    return q_attachment_day_touch(cx, &(struct q_attachment_day_touch_args){ .day = day });
}

enum status attachment_store(struct ctx *cx, void *const *items, size_t n, const char **outcomes)
{
    struct kept_attachment **sorted = arena_array(cx->arena, struct kept_attachment *, n);
    int64_t last_day = -1;

    for (size_t i = 0; i < n; i++) {
        sorted[i] = items[i];
        TRY(touch_day(cx, sorted[i]->a.key.day, &last_day));
    }
    qsort(sorted, n, sizeof *sorted, item_order);
    for (size_t i = 0; i < n; i++) {
        const char *why = NULL;
        bool is_there = true;
        if (sorted[i]->is_dropped)
            continue;
        TRY(why_not(cx, sorted[i], &why));
        if (why == NULL)
            TRY(insert(cx, sorted[i], &is_there));
        if (why != NULL || !is_there)
            drop(sorted[i], why != NULL ? why : "invalid:project");
    }
    for (size_t i = 0; i < n; i++)
        outcomes[i] = ((const struct kept_attachment *)items[i])->outcome;
    return OK;
}
