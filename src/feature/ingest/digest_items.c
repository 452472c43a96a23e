#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "feature/ingest/digest_batch.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/item_kind.h"
#include "feature/ingest/item_sink.h"

static enum status run_prepare(struct ctx *cx, struct digest_tools *tools,
                               const struct item_input *in, const struct item_sink *sink,
                               void **out)
{
    struct ctx scratch = { .arena = &tools->scratch,
                           .now_ms = cx->now_ms,
                           .request_id = cx->request_id };
    struct arena_mark mark = arena_mark(&tools->scratch);
    enum status st = sink->prepare(&scratch, in, out);

    cx->err = scratch.err;
    arena_rewind(&tools->scratch, mark);
    return st;
}

void item_count(const struct item_input *in, const char *category, const char *reason,
                int64_t quantity)
{
    struct item_count *c = arena_new(in->kept, struct item_count);

    *c = (struct item_count){ *in->counts, in->project_id, in->received_ms,
                              category,    reason,         quantity };
    *in->counts = c;
}

static void keep_item(struct ctx *cx, struct digest_batch *b, const struct item_sink *sink,
                      const struct item_input *in, void *value)
{
    struct kept_item *k = arena_new(cx->arena, struct kept_item);

    *k = (struct kept_item){
        .sink = sink, .value = value, .project_id = in->project_id, .received_ms = in->received_ms
    };
    if (b->last_item != NULL)
        b->last_item->next = k;
    else
        b->first_item = k;
    b->last_item = k;
    b->n_items++;
}

enum status digest_prepare_item(struct ctx *cx, struct digest_tools *tools,
                                const struct item_source *from, const struct item_kind *kind,
                                struct digest_batch *b)
{
    const struct record *r = from->record;
    const struct record_id *id = record_id_of(r, from->item->index);
    struct item_input in = {
        .item = from->item,
        .file = from->file,
        .project_id = r->project_id,
        .received_ms = r->received_ms,
        .sent_at_ms = from->envelope->sent_at_ms,
        .remote = r->remote,
        .client = str_is_null(from->envelope->sdk_name) ? r->client : from->envelope->sdk_name,
        .kept = cx->arena,
        .counts = &b->counts,
    };
    size_t before = cx->arena->used;
    void *value = NULL;

    if (kind->sink->has_event_id && id == NULL)
        return OK; /* accept counted it as one too many */
    if (id != NULL)
        in.event_id = id->id;
    enum status st = run_prepare(cx, tools, &in, kind->sink, &value);
    while (st == E_BUSY && tools->wait_for_disk(&cx->err)) {
        err_clear(&cx->err);
        st = run_prepare(cx, tools, &in, kind->sink, &value);
    }
    if (st == E_INVALID) {
        item_count(&in, kind->category, "invalid:malformed", 1);
        LOG(DEBUG, "item.invalid", K_CZ("type", kind->type), K_CZ("why", cx->err.text));
        err_clear(&cx->err);
        return OK;
    }
    if (st == OK && value != NULL)
        keep_item(cx, b, kind->sink, &in, value);
    b->bytes += cx->arena->used - before;
    return st;
}

/* Items of one sink, side by side. */
struct sink_items {
    struct kept_item **kept;
    void **values;
    const char **outcomes;
    size_t n;
};

static void collect(struct digest_batch *b, const struct item_sink *sink, struct sink_items *out)
{
    out->n = 0;
    for (struct kept_item *k = b->first_item; k != NULL; k = k->next) {
        if (k->sink != sink)
            continue;
        out->kept[out->n] = k;
        out->values[out->n] = k->value;
        out->outcomes[out->n++] = NULL;
    }
}

enum status digest_write_items(struct ctx *cx, struct digest_batch *b)
{
    const struct item_kind *kind;

    if (b->n_items == 0)
        return OK;
    struct sink_items items = { .kept = arena_array(cx->arena, struct kept_item *, b->n_items),
                                .values = arena_array(cx->arena, void *, b->n_items),
                                .outcomes = arena_array(cx->arena, const char *, b->n_items) };
    for (size_t i = 0; (kind = item_kind_kept(i)) != NULL; i++) {
        collect(b, kind->sink, &items);
        if (items.n > 0)
            TRY(kind->sink->store(cx, items.values, items.n, items.outcomes));
        for (size_t j = 0; j < items.n; j++)
            items.kept[j]->outcome = items.outcomes[j];
    }
    return OK;
}
