#include "base/base.h"
#include "feature/ingest/accept.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/spill.h"
#include "base/str.h"
#include "feature/event/report.h"
#include "feature/inbound/inbound.h"
#include "feature/ingest/client_report.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/item_kind.h"
#include "feature/ingest/item_limits.h"
#include "feature/ingest/item_sink.h"
#include "feature/ingest/outcome.h"
#include "feature/ingest/store_coding.h"
#include "port/json.h"

enum {
    KINDS_BYTES = 256,
    STORE_BODY_EVENTS = 2, /* base64 makes four bytes of three; blanks around */
    /* Events, and items that belong to one. */
    LIMIT_ENVELOPE_IDS = 2 * LIMIT_ENVELOPE_EVENTS,
};

/* The payload must be a JSON object; its id is chosen here: the envelope's for the first
 * event, else the payload's, else a fresh one. */
static enum status choose_id(struct ctx *cx, struct str payload, const struct event_id *header_id,
                             struct event_id *out)
{
    static const struct str keys[] = { { "event_id", 8 } };
    struct str found[ARRAY_LEN(keys)] = { { 0 } };

    if (payload.len > (size_t)item_limits.event_bytes)
        return fail(cx, E_TOO_LARGE, "an event is larger than %lld bytes",
                    (long long)item_limits.event_bytes);
    TRY(json_peek(cx, payload, keys, found, ARRAY_LEN(keys)));
    if (header_id != NULL)
        *out = *header_id;
    else if (!event_id_parse(found[0], out))
        event_id_random(out);
    return OK;
}

/* What an item does to counters, once the whole envelope is known to be good. */
struct effect {
    struct effect *next;
    const char *category;
    const char *reason; /* outcome of an item that is left out; NULL = one of these: */
    bool is_limited;    /* it was counted for its category's limit                   */
    struct str report;  /* a client's report                                         */
};

struct splitter {
    struct envelope envelope;
    struct effect *effects;
    int64_t project_id;
    struct record_id *ids;
    bool is_own[LIMIT_ENVELOPE_IDS]; /* ids[i] is to be that of the envelope's event */
    size_t n_ids;
    size_t n_events;
    struct event_id first_event; /* n_events > 0 */
    bool is_kept;
    int64_t taken[ITEM_SINKS]; /* items of each sink */
    bool has_form;
    int64_t n_reports; /* of the client, and their bytes */
    int64_t reports_bytes;
    struct buf kinds;
    struct rate_hits limits;
    bool is_event_limited;
    /* What goes into the spool once an item was left out: header and items before it, then
     * the items that were taken. */
    struct str body;
    struct buf cut;
    const struct spill *file; /* body lies in it: the cut goes to a file, too */
    struct spill *cut_file;
    enum status cut_status; /* of writing it */
    uint32_t n_left_out;
};

/* The body up to where the envelope is being read. */
static struct str body_so_far(const struct splitter *s)
{
    struct str rest = s->envelope.rest;

    return rest.len == 0 ? s->body : str_to(s->body, (size_t)(rest.p - s->body.p));
}

static void end_spill(void *p)
{
    spill_end(p);
}

static enum status begin_cut(struct ctx *cx, struct splitter *s)
{
    if (s->file == NULL) {
        buf_init(&s->cut, cx->arena, s->body.len + 1);
        return OK;
    }
    s->cut_file = arena_new(cx->arena, struct spill);
    *s->cut_file = (struct spill)SPILL_NONE;
    arena_on_reset(cx->arena, end_spill, s->cut_file);
    return spill_begin(cx, s->cut_file);
}

static void add_to_cut(struct ctx *cx, struct splitter *s, struct str bytes)
{
    if (s->file == NULL)
        buf_add(&s->cut, bytes);
    else if (s->cut_status == OK)
        s->cut_status = spill_add_from(cx, s->cut_file, bytes, s->file);
}

/* start: of the item, blank lines before it included. */
static void leave_out(struct ctx *cx, struct splitter *s, size_t start)
{
    if (s->n_left_out++ > 0)
        return;
    s->cut_status = begin_cut(cx, s);
    add_to_cut(cx, s, str_to(s->body, start));
}

static void take_over(struct ctx *cx, struct splitter *s, size_t start)
{
    if (s->n_left_out > 0)
        add_to_cut(cx, s, str_from(body_so_far(s), start));
}

/* What goes into the spool, and the file it lies in. */
static enum status finish_cut(struct ctx *cx, struct splitter *s, struct spill *file,
                              struct accepted *out)
{
    out->file = s->cut_file != NULL ? s->cut_file : file;
    out->record.body = s->n_left_out > 0 ? buf_str(&s->cut) : s->body;
    if (s->cut_file == NULL)
        return OK;
    return s->cut_status == OK ? spill_map(cx, s->cut_file, &out->record.body) : s->cut_status;
}

static void note_effect(struct ctx *cx, struct splitter *s, const struct effect *what)
{
    struct effect *e = arena_new(cx->arena, struct effect);

    *e = *what;
    e->next = s->effects;
    s->effects = e;
}

static void note_outcome(struct ctx *cx, struct splitter *s, const char *category,
                         const char *reason)
{
    note_effect(cx, s, &(struct effect){ .category = category, .reason = reason });
}

/* The envelope is good. */
static void apply_effects(struct ctx *cx, const struct splitter *s)
{
    for (const struct effect *e = s->effects; e != NULL; e = e->next) {
        if (e->reason != NULL)
            outcome_count(s->project_id, cx->now_ms, e->category, e->reason, 1);
        else if (!e->is_limited)
            client_report_count(cx, s->project_id, e->report);
    }
}

/* It is refused as a whole. */
static void take_back_effects(const struct ctx *cx, const struct splitter *s)
{
    for (const struct effect *e = s->effects; e != NULL; e = e->next) {
        if (e->is_limited)
            rate_limit_item_back(s->project_id, e->category, cx->now_ms);
    }
}

/* An item over a limit of its category is left out and counted. */
static bool is_over_limit(struct ctx *cx, struct splitter *s, const char *category)
{
    if (rate_limit_item(s->project_id, category, cx->now_ms, &s->limits)) {
        note_effect(cx, s, &(struct effect){ .category = category, .is_limited = true });
        return false;
    }
    note_outcome(cx, s, category, "rate_limited:category_rate_limit");
    return true;
}

static void note_kind(struct splitter *s, struct str type)
{
    if (str_contains(buf_str(&s->kinds), type))
        return;
    if (s->kinds.len > 0)
        buf_add(&s->kinds, S(", "));
    buf_add(&s->kinds, str_utf8_clip(type, LIMIT_ENVIRONMENT));
}

static enum status take_event(struct ctx *cx, struct splitter *s, const struct envelope_item *item)
{
    bool is_first = s->n_events == 0;
    const struct event_id *header_id =
        is_first && s->envelope.has_event_id ? &s->envelope.event_id : NULL;
    struct record_id *out = &s->ids[s->n_ids];

    if (s->n_events == (size_t)item_limits.events || s->n_ids == LIMIT_ENVELOPE_IDS)
        return fail(cx, E_TOO_LARGE, "more than %lld events in one envelope",
                    (long long)item_limits.events);
    TRY(choose_id(cx, item->payload, header_id, &out->id));
    out->item = item->index - s->n_left_out;
    if (is_first)
        s->first_event = out->id;
    s->n_ids++;
    s->n_events++;
    s->is_kept = true;
    return OK;
}

/* *is_taken = false: noise, or a report nobody reads; counted. */
static enum status take_report(struct ctx *cx, struct splitter *s, const struct item_kind *kind,
                               const struct envelope_item *item, bool *is_taken)
{
    struct arena_mark mark = arena_mark(cx->arena);
    struct json_doc *doc;

    if (item->payload.len > (size_t)item_limits.event_bytes)
        return fail(cx, E_TOO_LARGE, "a report is larger than %lld bytes",
                    (long long)item_limits.event_bytes);
    TRY(json_parse(cx, item->payload, &doc, NULL));
    enum report_use use = report_judge(json_root(doc));
    arena_rewind(cx->arena, mark);
    *is_taken = use == REPORT_EVENT;
    if (*is_taken)
        return take_event(cx, s, item);
    note_outcome(cx, s, kind->category, use == REPORT_NOISE ? "filtered:noise" : "not_kept");
    return OK;
}

/* Why an item of this kind is not taken; NULL = it is. */
static const char *refusal(struct splitter *s, const struct item_kind *kind,
                           const struct envelope_item *item)
{
    const struct item_sink *sink = kind->sink;
    size_t i = (size_t)(kind - item_kind_kept(0));

    if (sink->item_bytes != NULL && item->payload.len > (size_t)*sink->item_bytes)
        return "invalid:too_large";
    if (s->taken[i] == *sink->per_envelope ||
        (sink->has_event_id && s->n_ids == LIMIT_ENVELOPE_IDS))
        return "invalid:too_many";
    s->taken[i]++;
    return NULL;
}

/* False: it is left out, and counted. Attachments go with their event. */
static bool take_kept(struct ctx *cx, struct splitter *s, const struct item_kind *kind,
                      const struct envelope_item *item)
{
    const char *reason = refusal(s, kind, item);

    if (reason == NULL && kind->sink->has_event_id && s->is_event_limited && s->n_events == 0)
        reason = "rate_limited:category_rate_limit";
    if (reason != NULL) {
        note_outcome(cx, s, kind->category, reason);
        return false;
    }
    if (kind->sink->has_event_id) { /* which event: known when all items were seen */
        s->is_own[s->n_ids] = true;
        s->ids[s->n_ids++].item = item->index - s->n_left_out;
    }
    s->is_kept = true;
    return true;
}

/* A transaction's name is read only for projects that filter health checks. */
static bool is_health_check(struct ctx *cx, const struct splitter *s,
                            const struct envelope_item *item)
{
    static const struct str keys[] = { { "transaction", 11 } };
    struct str found[ARRAY_LEN(keys)] = { { 0 } };

    if (!str_eq(item->type, S("transaction")) || !inbound_filters_health_checks(s->project_id))
        return false;
    if (json_peek(cx, item->payload, keys, found, ARRAY_LEN(keys)) != OK)
        err_clear(&cx->err);
    return inbound_is_health_check(found[0]);
}

static void count_item(struct ctx *cx, struct splitter *s, const struct item_kind *kind,
                       const struct envelope_item *item)
{
    const char *reason = "not_kept";

    if (is_health_check(cx, s, item))
        reason = event_filter_outcome(FILTER_HEALTH_CHECK);
    note_outcome(cx, s, kind->category, reason);
}

/* Nobody would keep anything of it. */
static bool is_unwanted(struct ctx *cx, const struct splitter *s, const struct item_kind *kind,
                        const struct envelope_item *item)
{
    return kind->sink->wants != NULL &&
           (!kind->sink->wants(item->payload) || is_health_check(cx, s, item));
}

/* One form of an envelope goes with its first event; its id says that there is company. */
static bool take_form(struct ctx *cx, struct splitter *s, const struct item_kind *kind,
                      const struct envelope_item *item)
{
    const char *reason = NULL;

    if (item->payload.len > (size_t)item_limits.event_bytes)
        reason = "invalid:too_large";
    else if (s->has_form || s->n_ids == LIMIT_ENVELOPE_IDS)
        reason = "invalid:too_many";
    if (reason != NULL) {
        note_outcome(cx, s, kind->category, reason);
        return false;
    }
    s->has_form = true;
    s->is_own[s->n_ids] = true;
    s->ids[s->n_ids++].item = item->index - s->n_left_out;
    return true;
}

static void take_client_report(struct ctx *cx, struct splitter *s, const struct item_kind *kind,
                               const struct envelope_item *item)
{
    s->n_reports++;
    s->reports_bytes += (int64_t)item->payload.len;
    if (s->n_reports > item_limits.reports)
        note_outcome(cx, s, kind->category, "invalid:too_many");
    else if (s->reports_bytes > item_limits.reports_bytes)
        note_outcome(cx, s, kind->category, "invalid:too_large");
    else
        note_effect(cx, s, &(struct effect){ .report = item->payload });
}

/* *is_taken = false: the item is left out of the record, and counted. */
static enum status split_item(struct ctx *cx, struct splitter *s, const struct envelope_item *item,
                              bool *is_taken)
{
    const struct item_kind *kind = item_kind_of(item->type);

    note_kind(s, item->type);
    *is_taken = false;
    if (kind->use != ITEM_TOLD && is_over_limit(cx, s, kind->category)) {
        s->is_event_limited = s->is_event_limited || kind->use == ITEM_EVENT;
        return OK;
    }
    switch (kind->use) {
    case ITEM_EVENT:
        *is_taken = true;
        return take_event(cx, s, item);
    case ITEM_REPORT:
        return take_report(cx, s, kind, item, is_taken);
    case ITEM_FORM:
        *is_taken = take_form(cx, s, kind, item);
        return OK;
    case ITEM_KEEP:
        if (is_unwanted(cx, s, kind, item))
            count_item(cx, s, kind, item);
        else
            *is_taken = take_kept(cx, s, kind, item);
        return OK;
    case ITEM_COUNT:
        count_item(cx, s, kind, item);
        return OK;
    case ITEM_TOLD:
        take_client_report(cx, s, kind, item);
        return OK;
    }
    return OK;
}

static enum status split(struct ctx *cx, struct splitter *s)
{
    struct envelope_item item;
    bool found = true, is_taken;

    for (;;) {
        size_t start = body_so_far(s).len;
        TRY(envelope_next(cx, &s->envelope, &item, &found));
        if (!found)
            return OK;
        if (item.index >= item_limits.items)
            return fail(cx, E_TOO_LARGE, "more than %lld items in one envelope",
                        (long long)item_limits.items);
        TRY(split_item(cx, s, &item, &is_taken));
        if (is_taken)
            take_over(cx, s, start);
        else
            leave_out(cx, s, start);
    }
}

/* The event that attachments and reports of this envelope belong to. */
static struct event_id envelope_event(const struct splitter *s)
{
    struct event_id id = { 0 };

    if (s->envelope.has_event_id)
        return s->envelope.event_id;
    if (s->n_events > 0)
        return s->first_event;
    if (s->n_ids > 0)
        event_id_random(&id);
    return id;
}

enum status accept_envelope(struct ctx *cx, struct str body, int64_t project_id,
                            struct accepted *out)
{
    struct spill *file = out->file;
    struct splitter s = { .project_id = project_id,
                          .body = body,
                          .file = file,
                          .ids = arena_array(cx->arena, struct record_id, LIMIT_ENVELOPE_IDS) };

    buf_init(&s.kinds, cx->arena, KINDS_BYTES);
    TRY(envelope_open(cx, body, &s.envelope));
    enum status st = split(cx, &s);
    if (st != OK) {
        take_back_effects(cx, &s);
        return st;
    }
    apply_effects(cx, &s);
    struct event_id own = envelope_event(&s);
    for (size_t i = 0; i < s.n_ids; i++) {
        if (s.is_own[i])
            s.ids[i].id = own;
    }
    *out = (struct accepted){
        .record = { .kind = RECORD_ENVELOPE, .ids = s.ids, .n_ids = s.n_ids },
        .n_events = s.n_events,
        .is_kept = s.is_kept,
        .has_answer_id = s.n_ids > 0 || s.envelope.has_event_id,
        .answer_id = own,
        .kinds = buf_str(&s.kinds),
        .limits = s.limits,
    };
    return finish_cut(cx, &s, file, out);
}

enum status accept_store(struct ctx *cx, struct str body, int64_t project_id, struct accepted *out)
{
    struct record_id *id = arena_new(cx->arena, struct record_id);
    struct rate_hits limits = { 0 };
    struct str text;

    if (str_trim(body).len == 0)
        return fail(cx, E_INVALID, "the body is empty");
    if (body.len > STORE_BODY_EVENTS * (size_t)item_limits.event_bytes)
        return fail(cx, E_TOO_LARGE, "an event is larger than %lld bytes",
                    (long long)item_limits.event_bytes);
    TRY(store_decode(cx, body, &text));
    TRY(choose_id(cx, text, NULL, &id->id));
    bool is_kept = rate_limit_item(project_id, "error", cx->now_ms, &limits);
    if (!is_kept)
        outcome_count(project_id, cx->now_ms, "error", "rate_limited:category_rate_limit", 1);
    *out = (struct accepted){
        .record = { .kind = RECORD_EVENT, .ids = id, .n_ids = 1, .body = text },
        .n_events = 1,
        .is_kept = is_kept,
        .has_answer_id = true,
        .answer_id = id->id,
        .kinds = S("event"),
        .limits = limits,
    };
    return OK;
}
