#include "base/base.h"

#include "base/ctx.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/str.h"
#include "feature/event/minidump.h"
#include "feature/event/report.h"
#include "feature/inbound/inbound.h"
#include "feature/ingest/body.h"
#include "feature/ingest/crash_switch.h"
#include "feature/ingest/digest_batch.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/item_kind.h"
#include "feature/issue/issue_word.h"

struct digest_batch *digest_batch_new(struct ctx *cx)
{
    struct digest_batch *b = arena_new(cx->arena, struct digest_batch);

    /* Not zeroed: each is written whole, and most batches touch the first few pages only. */
    b->events =
        arena_bytes(cx->arena, sizeof *b->events * (LIMIT_DIGEST_EVENTS + LIMIT_ENVELOPE_EVENTS));
    b->rejected = arena_array(cx->arena, struct rejected_record, DIGEST_REJECTED);
    return b;
}

bool digest_batch_is_full(const struct digest_batch *b)
{
    return b->n_events >= LIMIT_DIGEST_EVENTS || b->n_items >= LIMIT_DIGEST_EVENTS ||
           b->bytes >= LIMIT_DIGEST_ROW_BYTES ||
           b->n_rejected + LIMIT_ENVELOPE_EVENTS >= DIGEST_REJECTED;
}

static struct str put_text(char **to, struct str s)
{
    struct str copy = str_make(*to, s.len);

    memcpy(*to, s.p, s.len);
    *to += s.len;
    return copy;
}

/* List and texts in one piece. */
static const struct event_tag *keep_tags(struct arena *a, const struct event *ev)
{
    size_t bytes = sizeof(struct event_tag) * ev->n_tags;

    for (size_t i = 0; i < ev->n_tags; i++)
        bytes += ev->tags[i].key.len + ev->tags[i].value.len;
    struct event_tag *tags = arena_bytes(a, bytes);
    char *to = (char *)(tags + ev->n_tags);
    for (size_t i = 0; i < ev->n_tags; i++) {
        tags[i].key = put_text(&to, ev->tags[i].key);
        tags[i].value = put_text(&to, ev->tags[i].value);
    }
    return tags;
}

static struct str keep_text(struct arena *a, struct str s)
{
    return str_is_null(s) ? S("") : str_dup(a, s);
}

/* Copies what outlives the scratch arena. */
static void keep_event(struct arena *a, const struct event *ev, const struct grouping *g,
                       struct prepared_event *out)
{
    out->issue.grouping = *g;
    out->issue.grouping.rule = NULL;
    out->issue.grouping.title = keep_text(a, g->title);
    out->issue.grouping.type = keep_text(a, g->type);
    out->issue.grouping.culprit = keep_text(a, g->culprit);
    out->issue.grouping.location = keep_text(a, g->location);
    out->issue.level = str_c(event_level_name(ev->level));
    out->issue.platform = keep_text(a, ev->platform);
    out->issue.release = str_dup(a, ev->release);
    out->issue.is_unhandled = ev->is_unhandled;
    out->id = ev->id;
    out->timestamp_ms = ev->timestamp_ms;
    out->level = ev->level;
    out->environment = str_dup(a, ev->environment);
    out->user_hash = ev->user_hash;
    out->tags = keep_tags(a, ev);
    out->n_tags = ev->n_tags;
}

/* Packs against the exemplar in memory, if there is one and it still serves; otherwise the
 * document is kept and packed when the fingerprint's row is known. */
static enum status keep_payload(struct ctx *cx, struct ctx *scratch, struct digest_tools *tools,
                                struct str document, struct prepared_event *out)
{
    const struct exemplar *e = exemplar_get(&tools->exemplars, cx->now_ms, out->issue.project_id,
                                            out->issue.grouping.hash);
    struct str packed = { 0 };

    if (e != NULL)
        TRY(pack(scratch, tools->packer, document, (struct pack_prefix){ e->text, e->index },
                 &packed));
    if (e != NULL && packed.len * EXEMPLAR_RATIO <= document.len) {
        out->packed = str_dup(cx->arena, packed);
        out->exemplar_id = e->id;
    } else {
        out->raw = str_dup(cx->arena, document);
    }
    return OK;
}

/* A fingerprint whose exemplar is not in memory may be a new issue's. */
static void keep_words(struct ctx *cx, struct ctx *scratch, struct digest_tools *tools,
                       const struct event *ev, struct prepared_event *out)
{
    const struct grouping *g = &out->issue.grouping;

    if (exemplar_get(&tools->exemplars, cx->now_ms, out->issue.project_id, g->hash) == NULL)
        out->issue.words =
            str_dup(cx->arena, words_of_event(scratch, ev, g->type, g->title, g->culprit));
}

/* Of a filtered event its id alone, so that a look-up knows of it. */
static enum status keep_id(const struct event_input *in, struct prepared_event *out)
{
    out->id = in->id;
    return OK;
}

/* normalize → filter → fingerprint → scrub → describe → document, in the scratch arena. */
static enum status digest_event(struct ctx *cx, struct digest_tools *tools,
                                const struct event_input *in, struct prepared_event *out)
{
    struct scrub_rules rules = scrub_rules_of(&tools->scrubbing, out->issue.project_id);
    struct grouping_settings settings =
        grouping_settings_of(&tools->grouping, out->issue.project_id);
    struct ctx scratch = { .arena = &tools->scratch,
                           .now_ms = cx->now_ms,
                           .request_id = cx->request_id };
    struct event ev;
    struct grouping g;
    struct str document;

    enum status st = event_normalize(&scratch, in, &ev);
    if (st == OK)
        out->filter = inbound_filter_event(&tools->filters, out->issue.project_id, &ev);
    if (out->filter != FILTER_NONE)
        return keep_id(in, out);
    if (st == OK)
        grouping_frames(&settings, &ev);
    if (st == OK)
        st = grouping_compute(&scratch, &settings, &ev, &g, NULL);
    if (st == OK) {
        event_scrub(&scratch, &rules, &ev);
        grouping_describe(&scratch, &settings, &ev, &g);
        digest_read_event(cx, &scratch, &ev, out);
        st = event_write(&scratch, &ev, &document);
    }
    if (st == OK) {
        keep_event(cx->arena, &ev, &g, out);
        keep_words(cx, &scratch, tools, &ev, out);
        st = keep_payload(cx, &scratch, tools, document, out);
    }
    cx->err = scratch.err;
    return st;
}

/* An event item, or the event of a store request. */
struct event_source {
    struct event_input input;
    const char *category;
    const struct item_source *item; /* NULL = the record itself */
};

static enum status prepare_event(struct ctx *cx, struct digest_tools *tools, const struct record *r,
                                 const struct event_source *from, struct digest_batch *b)
{
    const struct event_input *in = &from->input;
    struct prepared_event *out = &b->events[b->n_events];
    struct arena_mark mark = arena_mark(&tools->scratch);
    size_t before = cx->arena->used;
    enum status st = OK;

    crash_switch(&in->id);

    *out = (struct prepared_event){
        .issue = { .project_id = r->project_id, .received_ms = r->received_ms },
        .category = from->category,
    };
    if (digest_event(cx, tools, in, out) == OK)
        b->n_events++;
    else
        st = digest_reject_event(cx, tools, b, from->item, r);
    if (st == OK)
        err_clear(&cx->err);
    b->bytes += cx->arena->used - before;
    arena_rewind(&tools->scratch, mark);
    return st;
}

static struct str payload_of(const struct envelope_item *item)
{
    return item != NULL ? item->payload : (struct str){ 0 };
}

/* An item without an id is a report that accept did not take. */
static enum status prepare_event_item(struct ctx *cx, struct digest_tools *tools,
                                      const struct item_source *from, struct digest_batch *b)
{
    const struct record *r = from->record;
    const struct record_id *id = record_id_of(r, from->item->index);
    const struct report_source source = { from->item->release, from->item->environment,
                                          from->envelope->user_agent };
    bool is_report = item_kind_of(from->item->type)->use == ITEM_REPORT;

    if (id == NULL)
        return OK;
    struct event_source event = { .input = { .text = from->item->payload,
                                             .id = id->id,
                                             .received_ms = r->received_ms,
                                             .sent_at_ms = from->envelope->sent_at_ms,
                                             .client_address = r->remote,
                                             .sdk_name = from->envelope->sdk_name,
                                             .report = is_report ? &source : NULL,
                                             .minidump = payload_of(from->minidump),
                                             .form = payload_of(from->form) },
                                  .category = item_kind_of(from->item->type)->category,
                                  .item = from };
    return prepare_event(cx, tools, r, &event, b);
}

static bool is_dump(const struct envelope_item *item)
{
    return str_eq(item->type, S("attachment")) &&
           str_eq(item->attachment_type, S("event.minidump")) && minidump_is_one(item->payload);
}

/* What comes with an envelope's first event. */
struct company {
    struct envelope_item dump; /* makes it a crash */
    struct envelope_item form;
    bool has_dump;
    bool has_form;
};

static enum status find_company(struct ctx *cx, struct envelope e, struct company *out)
{
    struct envelope_item item;
    bool found = true;

    for (;;) {
        TRY(envelope_next(cx, &e, &item, &found));
        if (!found)
            return OK;
        if (!out->has_dump && is_dump(&item)) {
            out->dump = item;
            out->has_dump = true;
        } else if (item_kind_of(item.type)->use == ITEM_FORM) {
            out->form = item;
            out->has_form = true;
        }
    }
}

/* Accept read this envelope before: what fails here is a mistake of ours, kept aside. */
static enum status prepare_envelope(struct ctx *cx, struct digest_tools *tools,
                                    const struct record *r, const struct spill *file,
                                    struct digest_batch *b)
{
    struct company company = { .has_dump = false };
    struct envelope e;
    struct envelope_item item;
    bool found;

    TRY(envelope_open(cx, r->body, &e));
    if (r->n_ids > 1 || b->quarantine_id != 0) /* an event, and what belongs to it */
        TRY(find_company(cx, e, &company));
    for (;;) {
        TRY(envelope_next(cx, &e, &item, &found));
        if (!found)
            return OK;
        struct item_source from = { r,
                                    &e,
                                    &item,
                                    file,
                                    company.has_dump ? &company.dump : NULL,
                                    company.has_form ? &company.form : NULL };
        const struct item_kind *kind = item_kind_of(item.type);
        if (kind->use == ITEM_EVENT || kind->use == ITEM_REPORT) {
            TRY(prepare_event_item(cx, tools, &from, b));
            company = (struct company){ .has_dump = false };
        } else if (kind->use == ITEM_KEEP) {
            TRY(digest_prepare_item(cx, tools, &from, kind, b));
        }
    }
}

/* The body lies in a file. */
static enum status prepare_file(struct ctx *cx, struct digest_tools *tools, const struct record *r,
                                struct digest_batch *b)
{
    struct spill file SCOPED(spill_end) = SPILL_NONE;
    struct record view = *r;

    TRY(body_reopen(cx, r, &file, &view.body));
    TRY(prepare_envelope(cx, tools, &view, &file, b));
    struct filed_body *f = arena_new(cx->arena, struct filed_body);
    *f = (struct filed_body){ b->files, r->seq, str_dup(cx->arena, body_name(r)) };
    b->files = f;
    return OK;
}

void digest_remove_files(const struct digest_batch *b)
{
    for (const struct filed_body *f = b->files; f != NULL; f = f->next)
        spill_remove(f->name);
}

/* What a record brought before it failed: it comes again when the record is digested again,
 * and must not be there twice then. */
static void take_back(struct digest_batch *b, const struct digest_batch *before)
{
    b->n_events = before->n_events;
    b->n_rejected = before->n_rejected;
    b->n_items = before->n_items;
    b->first_item = before->first_item;
    b->last_item = before->last_item;
    if (b->last_item != NULL)
        b->last_item->next = NULL;
    b->counts = before->counts;
    b->files = before->files;
}

enum status digest_prepare(struct ctx *cx, struct digest_tools *tools, const struct record *r,
                           struct digest_batch *b)
{
    if (b->first_seq == 0) {
        b->first_seq = r->seq;
        b->first_received_ms = r->received_ms;
    }
    b->last_seq = r->seq;
    b->last_received_ms = r->received_ms;
    if (r->kind == RECORD_ENVELOPE || r->kind == RECORD_ENVELOPE_FILE) {
        const struct digest_batch before = *b;
        enum status st = r->kind == RECORD_ENVELOPE ? prepare_envelope(cx, tools, r, NULL, b)
                                                    : prepare_file(cx, tools, r, b);
        if (st == E_BUSY)
            return st; /* the program is stopping: nothing of the batch is stored */
        if (st != OK) {
            take_back(b, &before);
            digest_reject(cx, b, r, "internal", str_c(cx->err.text));
        }
    } else if (r->n_ids > 0) {
        struct event_source event = { .input = { .text = r->body,
                                                 .id = r->ids[0].id,
                                                 .received_ms = r->received_ms,
                                                 .client_address = r->remote,
                                                 .sdk_name = r->client },
                                      .category = item_kind_of(S("event"))->category };
        TRY(prepare_event(cx, tools, r, &event, b));
    }
    err_clear(&cx->err);
    return OK;
}
