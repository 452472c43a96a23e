#include "base/base.h"
#include "feature/event/event_store.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/filter.h"
#include "feature/event/event_filter.h"
#include "feature/event/event_store_sql.h"
#include "port/compress.h"

enum {
    SEGMENT_SHIFT = 16,
    SCRATCH_BYTES = 24 << 20, /* one exemplar and one payload at a time        */
    DOCUMENT_BYTES = 8 << 20, /* no stored document is larger than 2 MiB       */
    EXEMPLARS_KEPT = 4,       /* unpacked ones, while a page is read           */
};

/* Unpacks the documents of one page. */
struct reader {
    int64_t project_id;
    struct packer *packer;
    struct arena scratch;
    struct {
        int64_t id;
        struct str text;
    } exemplars[EXEMPLARS_KEPT];
    size_t n_exemplars;
};

static void reader_open(struct reader *r, int64_t project_id)
{
    *r = (struct reader){ .project_id = project_id, .packer = packer_new() };
    arena_init(&r->scratch, "event.read", SCRATCH_BYTES);
}

static void reader_close(struct reader *r)
{
    packer_free(r->packer);
    arena_release(&r->scratch);
}

/* The prefix a payload was packed with. *found = false: it is gone. */
static enum status reader_exemplar(struct ctx *cx, struct reader *r, int64_t id, struct str *out,
                                   bool *found)
{
    struct q_event_exemplar_args args = { r->project_id, id };
    struct q_event_exemplar_row row;

    for (size_t i = 0; i < r->n_exemplars; i++) {
        if (r->exemplars[i].id == id) {
            *out = r->exemplars[i].text;
            *found = true;
            return OK;
        }
    }
    if (r->n_exemplars == EXEMPLARS_KEPT) {
        arena_reset(&r->scratch);
        r->n_exemplars = 0;
    }
    TRY(q_event_exemplar(cx, &args, &row, found));
    if (!*found)
        return OK;
    TRY(unpack(cx, r->packer, (struct packed){ row.payload, S("") }, DOCUMENT_BYTES, out));
    r->exemplars[r->n_exemplars].id = id;
    r->exemplars[r->n_exemplars].text = *out;
    r->n_exemplars++;
    return OK;
}

enum status event_exemplar(struct ctx *cx, int64_t project_id, int64_t exemplar_id,
                           struct str *document, bool *found)
{
    struct reader reader SCOPED(reader_close);
    struct str text;

    reader_open(&reader, project_id);
    TRY(reader_exemplar(cx, &reader, exemplar_id, &text, found));
    if (*found)
        *document = text;
    return OK;
}

/* A body as its row holds it. */
struct body {
    int64_t exemplar_id; /* 0 = packed without prefix */
    struct str payload;
};

/* The document into cx->arena; absent when its exemplar is gone or it exceeds room. */
static enum status reader_document(struct ctx *cx, struct reader *r, struct body body, size_t room,
                                   struct str *out)
{
    struct ctx scratch = *cx;
    struct str prefix = S("");
    bool found = true;

    *out = (struct str){ 0 };
    scratch.arena = &r->scratch;
    if (body.exemplar_id != 0) {
        enum status st = reader_exemplar(&scratch, r, body.exemplar_id, &prefix, &found);
        cx->err = scratch.err;
        if (st != OK)
            return st;
    }
    if (!found)
        return OK;
    enum status st = unpack(cx, r->packer, (struct packed){ body.payload, prefix }, room, out);
    if (st != E_TOO_LARGE)
        return st;
    err_clear(&cx->err);
    return OK;
}

static int64_t segment_of(int64_t id)
{
    return id >> SEGMENT_SHIFT;
}

static enum status day_of(struct ctx *cx, int64_t id, int64_t *day, bool *found)
{
    struct q_event_segment_day_row row = { 0 };

    TRY(q_event_segment_day(cx, &(struct q_event_segment_day_args){ .segment = segment_of(id) },
                            &row, found));
    *day = row.day;
    return OK;
}

/* --- where an event is ------------------------------------------------------ */

enum status event_lookup(struct ctx *cx, int64_t project_id, const struct event_id *id,
                         struct event_found *out)
{
    struct q_event_key_find_row row;
    struct q_event_key_find_args args = { .project_id = project_id,
                                          .event_id =
                                              str_make((const char *)id->b, EVENT_ID_BYTES) };
    bool found;

    *out = (struct event_found){ .place = EVENT_NEVER_SEEN };
    TRY(q_event_key_find(cx, &args, &row, &found));
    if (!found)
        return OK;
    int64_t filter = event_filter_of_place(row.place);
    if (filter != FILTER_NONE) {
        *out = (struct event_found){ .place = EVENT_FILTERED, .filter = filter };
        return OK;
    }
    if (row.place < 0) {
        int64_t last = ((row.segment + 1) << SEGMENT_SHIFT) - 1;
        *out = (struct event_found){ EVENT_COUNTED, last, -row.place, 0 };
        return OK;
    }
    struct event_found there = { .place = EVENT_STORED,
                                 .id = (row.segment << SEGMENT_SHIFT) + row.place };
    struct q_event_row_fingerprint_args where = { .project_id = project_id, .id = there.id };
    struct q_event_row_fingerprint_row event = { 0 };
    TRY(day_of(cx, there.id, &where.day, &found));
    if (found)
        TRY(q_event_row_fingerprint(cx, &where, &event, &found));
    if (found)
        there.fingerprint_id = event.fingerprint_id;
    *out = there;
    return OK;
}

enum status event_id_of_row(struct ctx *cx, int64_t project_id, int64_t id, struct event_id *out,
                            bool *found)
{
    struct q_event_id_of_place_row row;
    struct q_event_id_of_place_args args = { .segment = segment_of(id),
                                             .project_id = project_id,
                                             .place = id - (segment_of(id) << SEGMENT_SHIFT) };

    TRY(day_of(cx, id, &args.day, found));
    if (!*found)
        return OK;
    TRY(q_event_id_of_place(cx, &args, &row, found));
    if (*found && row.event_id.len == EVENT_ID_BYTES)
        memcpy(out->b, row.event_id.p, EVENT_ID_BYTES);
    return OK;
}

/* --- reading ---------------------------------------------------------------- */

/* The rows to read: ids and the days they were received. */
struct selection {
    int64_t project_id;
    int64_t *ids;
    size_t n;
    int64_t day_first;
    int64_t day_last;
};

static void fill_event(const struct selection *sel, const struct q_event_heads_row *row,
                       struct stored_event *out)
{
    *out = (struct stored_event){
        .id = row->id,
        .project_id = sel->project_id,
        .fingerprint_id = row->fingerprint_id,
        .received_ms = row->received_ms,
        .timestamp_ms = row->received_ms - row->timestamp_delta_ms,
        .level = row->level,
        .user_hash = (uint64_t)row->user_hash,
        .environment = row->environment,
        .release = row->release,
    };
}

/* Payloads are read as far as they fit together; a document that does not fit any more
 * stays absent, and so do those after it. */
static enum status read_documents(struct ctx *cx, const struct selection *sel,
                                  const struct q_event_heads_row *heads, size_t n_heads,
                                  struct stored_event *events)
{
    struct reader reader SCOPED(reader_close);
    struct q_event_payloads_row *payloads;
    int64_t *ids = arena_array(cx->arena, int64_t, n_heads);
    size_t n = 0, n_payloads, room = LIMIT_EVENTS_PAGE_BYTES;
    int64_t packed = 0;

    reader_open(&reader, sel->project_id);
    while (n < n_heads && packed + heads[n].payload_bytes <= LIMIT_EVENTS_PAGE_BYTES) {
        packed += heads[n].payload_bytes;
        ids[n] = heads[n].id;
        n++;
    }
    struct q_event_payloads_args args = { .ids = filter_numbers(cx, ids, n),
                                          .project_id = sel->project_id,
                                          .day_first = sel->day_first,
                                          .day_last = sel->day_last };
    TRY(q_event_payloads(cx, &args, &payloads, &n_payloads));
    for (size_t i = 0; i < n && i < n_payloads && payloads[i].id == heads[i].id; i++) {
        TRY(reader_document(cx, &reader, (struct body){ heads[i].exemplar_id, payloads[i].payload },
                            room, &events[i].data));
        if (str_is_null(events[i].data))
            break;
        room -= events[i].data.len;
    }
    return OK;
}

/* Newest first, whatever the order of ids. */
static enum status read_selection(struct ctx *cx, const struct selection *sel, bool with_data,
                                  struct stored_event **out, size_t *n)
{
    struct q_event_heads_row *heads;
    struct q_event_heads_args args = { .ids = filter_numbers(cx, sel->ids, sel->n),
                                       .project_id = sel->project_id,
                                       .day_first = sel->day_first,
                                       .day_last = sel->day_last };

    TRY(q_event_heads(cx, &args, &heads, n));
    *out = arena_array(cx->arena, struct stored_event, *n);
    for (size_t i = 0; i < *n; i++)
        fill_event(sel, &heads[i], &(*out)[i]);
    return with_data && *n > 0 ? read_documents(cx, sel, heads, *n, *out) : OK;
}

enum status event_read(struct ctx *cx, int64_t project_id, int64_t id, struct stored_event *out,
                       bool *found)
{
    struct selection sel = { .project_id = project_id, .ids = &id, .n = 1 };
    struct stored_event *events;
    size_t n;

    TRY(day_of(cx, id, &sel.day_first, found));
    if (!*found)
        return OK;
    sel.day_last = sel.day_first;
    TRY(read_selection(cx, &sel, true, &events, &n));
    *found = n == 1;
    if (*found)
        *out = events[0];
    return OK;
}

/* --- walking ---------------------------------------------------------------- */

static struct str fingerprints_of(struct ctx *cx, const struct event_range *range)
{
    return filter_numbers(cx, range->fingerprint_ids, range->n_fingerprints);
}

static void select_one(struct selection *sel, int64_t id, int64_t day)
{
    if (sel->n == 0 || day < sel->day_first)
        sel->day_first = day;
    if (sel->n == 0 || day > sel->day_last)
        sel->day_last = day;
    sel->ids[sel->n++] = id;
}

/* Segments are walked in stretches of 1, 2, 4 … of them, so that a page of a busy issue
 * reads one and a page of a rare one costs few queries. Whoever skips rows reads all. */
struct stretch {
    int64_t first;
    int64_t last;
    int64_t width;
};

static enum status stretch_begin(struct ctx *cx, const struct event_range *range,
                                 struct stretch *out)
{
    struct q_event_segment_span_row row;

    TRY(q_event_segment_span(cx, &row));
    *out = (struct stretch){ row.first_id, row.last_id, 1 };
    if (range->skip > 0)
        out->width = row.last_id - row.first_id + 1;
    return OK;
}

static enum status select_newest(struct ctx *cx, const struct event_range *range,
                                 struct selection *sel)
{
    struct q_event_refs_newest_args args = {
        .project_id = range->project_id,
        .fingerprints = fingerprints_of(cx, range),
        .before_id = range->before_id != 0 ? range->before_id : INT64_MAX,
        .skip = range->skip,
    };
    struct stretch s;

    TRY(stretch_begin(cx, range, &s));
    sel->ids = arena_array(cx->arena, int64_t, (size_t)range->limit);
    if (segment_of(args.before_id) < s.last)
        s.last = segment_of(args.before_id);
    while (s.first <= s.last && sel->n < (size_t)range->limit) {
        struct q_event_refs_newest_row *rows;
        size_t n;
        int64_t end = (s.last + 1) << SEGMENT_SHIFT;
        args.before_id = args.before_id < end ? args.before_id : end;
        args.first_segment = s.last - s.width + 1;
        args.limit_n = range->limit - (int64_t)sel->n;
        TRY(q_event_refs_newest(cx, &args, &rows, &n));
        for (size_t i = 0; i < n; i++)
            select_one(sel, rows[i].id, rows[i].day);
        s.last -= s.width;
        s.width *= 2;
    }
    return OK;
}

static enum status select_oldest(struct ctx *cx, const struct event_range *range,
                                 struct selection *sel)
{
    struct q_event_refs_oldest_args args = {
        .project_id = range->project_id,
        .fingerprints = fingerprints_of(cx, range),
        .after_id = range->after_id,
        .skip = range->skip,
    };
    struct stretch s;

    TRY(stretch_begin(cx, range, &s));
    sel->ids = arena_array(cx->arena, int64_t, (size_t)range->limit);
    if (segment_of(args.after_id) > s.first)
        s.first = segment_of(args.after_id);
    while (s.first <= s.last && sel->n < (size_t)range->limit) {
        struct q_event_refs_oldest_row *rows;
        size_t n;
        int64_t begin = (s.first << SEGMENT_SHIFT) - 1;
        args.after_id = args.after_id > begin ? args.after_id : begin;
        args.last_segment = s.first + s.width - 1;
        args.limit_n = range->limit - (int64_t)sel->n;
        TRY(q_event_refs_oldest(cx, &args, &rows, &n));
        for (size_t i = 0; i < n; i++)
            select_one(sel, rows[i].id, rows[i].day);
        s.first += s.width;
        s.width *= 2;
    }
    return OK;
}

static void reverse(struct stored_event *events, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        struct stored_event kept = events[i];
        events[i] = events[n - 1 - i];
        events[n - 1 - i] = kept;
    }
}

enum status event_page(struct ctx *cx, const struct event_range *range, struct stored_event **out,
                       size_t *n)
{
    struct selection sel = { .project_id = range->project_id };

    assert(range->limit > 0 && range->limit <= LIMIT_PAGE);
    if (range->after_id != 0)
        TRY(select_oldest(cx, range, &sel));
    else
        TRY(select_newest(cx, range, &sel));
    if (sel.n == 0) {
        *out = NULL;
        *n = 0;
        return OK;
    }
    TRY(read_selection(cx, &sel, range->with_data, out, n));
    if (range->after_id != 0)
        reverse(*out, *n);
    return OK;
}

enum status event_latest_counted(struct ctx *cx, const struct event_range *range,
                                 struct event_id *event_id, struct stored_event *out, bool *found)
{
    struct reader reader SCOPED(reader_close);
    struct q_event_latest_of_row row;
    struct q_event_latest_of_args args = { .project_id = range->project_id,
                                           .fingerprints = fingerprints_of(cx, range) };

    reader_open(&reader, range->project_id);
    TRY(q_event_latest_of(cx, &args, &row, found));
    if (!*found || row.event_id.len != EVENT_ID_BYTES)
        return OK;
    struct stored_event ev = {
        .project_id = range->project_id,
        .fingerprint_id = row.fingerprint_id,
        .received_ms = row.received_ms,
        .timestamp_ms = row.received_ms - row.timestamp_delta_ms,
        .level = row.level,
        .environment = row.environment,
        .release = row.release,
    };
    TRY(reader_document(cx, &reader, (struct body){ 0, row.payload }, DOCUMENT_BYTES, &ev.data));
    memcpy(event_id->b, row.event_id.p, EVENT_ID_BYTES);
    *out = ev;
    return OK;
}

enum status event_bounds(struct ctx *cx, const struct event_range *range, struct event_bounds *out)
{
    struct event_range all = { .project_id = range->project_id,
                               .fingerprint_ids = range->fingerprint_ids,
                               .n_fingerprints = range->n_fingerprints,
                               .limit = 1 };
    struct selection newest = { .project_id = range->project_id }, oldest = newest;
    struct q_event_stored_of_row stored;
    struct q_event_stored_of_args args = { .fingerprints = fingerprints_of(cx, range) };

    TRY(select_newest(cx, &all, &newest));
    TRY(select_oldest(cx, &all, &oldest));
    TRY(q_event_stored_of(cx, &args, &stored));
    *out = (struct event_bounds){ .oldest_id = oldest.n > 0 ? oldest.ids[0] : 0,
                                  .newest_id = newest.n > 0 ? newest.ids[0] : 0,
                                  .stored = stored.stored };
    return OK;
}

enum status event_ordinal(struct ctx *cx, const struct event_range *range, int64_t id, int64_t *out)
{
    struct q_event_refs_below_row row;
    struct q_event_refs_below_args args = { .project_id = range->project_id,
                                            .fingerprints = fingerprints_of(cx, range),
                                            .before_id = id,
                                            .limit_n = LIMIT_COUNT_TOTAL + 1 };

    TRY(q_event_refs_below(cx, &args, &row));
    *out = row.n > LIMIT_COUNT_TOTAL ? -1 : row.n;
    return OK;
}
