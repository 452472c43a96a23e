#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "core/feature.h"
#include "feature/ingest/digest_batch.h"
#include "feature/ingest/event_reader.h"

struct kept_reading {
    struct kept_reading *next;
    const struct event_reader *reader;
    void *value;
};

void digest_read_event(struct ctx *cx, struct ctx *scratch, const struct event *ev,
                       struct prepared_event *out)
{
    const struct event_reading in = { ev, out->issue.project_id, cx->arena };

    for (size_t i = 0; feature_table[i] != NULL; i++) {
        const struct event_reader *reader = feature_table[i]->reads;
        void *value = reader != NULL ? reader->read(scratch, &in) : NULL;
        if (value == NULL)
            continue;
        struct kept_reading *kept = arena_new(cx->arena, struct kept_reading);
        *kept = (struct kept_reading){ out->readings, reader, value };
        out->readings = kept;
    }
}

static bool is_counted(const struct prepared_event *ev)
{
    return !ev->is_dropped && ev->filter == FILTER_NONE;
}

/* values has room for one of each event. */
static size_t collect(const struct digest_batch *b, const struct event_reader *reader,
                      void **values)
{
    size_t n = 0;

    for (size_t i = 0; i < b->n_events; i++) {
        const struct prepared_event *ev = &b->events[i];
        for (const struct kept_reading *k = ev->readings; k != NULL && is_counted(ev);
             k = k->next) {
            if (k->reader == reader)
                values[n++] = k->value;
        }
    }
    return n;
}

enum status digest_write_readings(struct ctx *cx, const struct digest_batch *b)
{
    void **values = NULL;

    for (size_t i = 0; feature_table[i] != NULL; i++) {
        const struct event_reader *reader = feature_table[i]->reads;
        if (reader == NULL || b->n_events == 0)
            continue;
        if (values == NULL)
            values = arena_array(cx->arena, void *, b->n_events);
        size_t n = collect(b, reader, values);
        if (n > 0)
            TRY(reader->store(cx, values, n));
    }
    return OK;
}
