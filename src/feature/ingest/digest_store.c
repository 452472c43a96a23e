#include "base/base.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/map.h"
#include "base/str.h"
#include "core/feature.h"
#include "core/tx.h"
#include "feature/ingest/digest_batch.h"
#include "feature/ingest/digest_names.h"
#include "feature/ingest/digest_rows.h"
#include "feature/ingest/digest_sql.h"
#include "feature/ingest/digest_targets.h"
#include "feature/ingest/hook.h"
#include "feature/ingest/quarantine_sql.h"
#include "feature/ingest/repeat.h"
#include "feature/stats/stat.h"
#include "port/db.h"

enum { EXPECTED = 256, KEY_BYTES = sizeof(int64_t) + GROUPING_HASH_BYTES };

/* A project is looked up once per batch. */
struct project_facts {
    int64_t id;
    bool is_there;
    struct q_digest_project_row row;
};

struct writer {
    struct digest_tools *tools;
    struct digest_batch *batch;
    struct issue_batch *issues;
    struct stat_batch *stats;
    struct digest_names names;
    struct map projects; /* number            → project_facts      */
    struct project_facts *last_project;
    struct digest_targets targets;
    size_t n_repeats;
    struct map kept; /* exemplar id → kept_exemplar, to be kept alive */
    bool has_strangers;
};

struct kept_exemplar {
    int64_t project_id;
    int64_t id;
    int64_t last_segment;
};

static struct str key_of(struct ctx *cx, int64_t project_id, struct str rest)
{
    return str_printf(cx->arena, "%lld %.*s", (long long)project_id, FMT(rest));
}

static enum status find_project(struct ctx *cx, struct writer *w, int64_t id,
                                struct project_facts **out)
{
    if (w->last_project != NULL && w->last_project->id == id) {
        *out = w->last_project;
        return OK;
    }
    void **slot = map_at(&w->projects, key_of(cx, id, S("")));
    if (*slot == NULL) {
        struct project_facts *p = arena_new(cx->arena, struct project_facts);
        p->id = id;
        TRY(q_digest_project(cx, &(struct q_digest_project_args){ .project_id = id }, &p->row,
                             &p->is_there));
        *slot = p;
    }
    *out = w->last_project = *slot;
    return OK;
}

/* What must be known before the first event is counted. Rows that others write too are
 * made here, table by table, in order of key. */
static enum status look_up(struct ctx *cx, struct writer *w)
{
    for (size_t i = 0; i < w->batch->n_events; i++) {
        struct prepared_event *ev = &w->batch->events[i];
        struct project_facts *project;
        TRY(find_project(cx, w, ev->issue.project_id, &project));
        ev->is_dropped = !project->is_there;
        if (project->row.warning_as_error && ev->level == LEVEL_WARNING)
            ev->issue.level = str_c(event_level_name(LEVEL_ERROR));
        ev->issue.info_limit = ev->level <= LEVEL_INFO ? project->row.max_info_issues : 0;
    }
    TRY(repeat_mark(cx, w->tools, w->batch, w->tools->looks_today, &w->n_repeats));
    TRY(digest_names_find(cx, &w->names, w->batch));
    return digest_targets_find(cx, &w->targets, w->batch);
}

/* The prefix for this fingerprint's events: from memory, from the store, or this very
 * document when there is none, when it is too old, or when it no longer helps. */
static enum status find_exemplar(struct ctx *cx, struct writer *w, const struct prepared_event *ev,
                                 struct exemplar **out)
{
    struct q_exemplar_get_row row;
    bool found;
    struct str text;

    *out = exemplar_get(&w->tools->exemplars, cx->now_ms, ev->issue.project_id,
                        ev->issue.grouping.hash);
    if (*out != NULL || ev->target->exemplar_id == 0)
        return OK;
    struct arena_mark mark = arena_mark(cx->arena); /* the cache has a copy of its own */
    TRY(q_exemplar_get(
        cx, &(struct q_exemplar_get_args){ ev->issue.project_id, ev->target->exemplar_id }, &row,
        &found));
    if (!found || row.created_ms < cx->now_ms - (int64_t)EXEMPLAR_LIFE_DAYS * MS_PER_DAY)
        return OK;
    TRY(unpack(cx, w->tools->packer, (struct packed){ row.payload, S("") }, EXEMPLAR_CACHE_BYTES,
               &text));
    struct exemplar e = { ev->target->exemplar_id, row.created_ms, row.last_segment, text, NULL };
    *out = exemplar_put(&w->tools->exemplars, ev->issue.project_id, ev->issue.grouping.hash, &e);
    arena_rewind(cx->arena, mark);
    return OK;
}

static enum status make_exemplar(struct ctx *cx, struct writer *w, struct prepared_event *ev,
                                 struct exemplar **out)
{
    struct q_exemplar_insert_row row;
    struct str packed;
    struct arena_mark mark = arena_mark(cx->arena);

    TRY(pack(cx, w->tools->packer, ev->raw, (struct pack_prefix){ 0 }, &packed));
    struct q_exemplar_insert_args args = { .project_id = ev->issue.project_id,
                                           .fingerprint_id = ev->target->id,
                                           .payload = packed,
                                           .now_ms = cx->now_ms,
                                           .last_segment = ev->place.segment };
    TRY(q_exemplar_insert(cx, &args, &row));
    struct exemplar e = { row.id, cx->now_ms, ev->place.segment, ev->raw, NULL };
    *out = exemplar_put(&w->tools->exemplars, ev->issue.project_id, ev->issue.grouping.hash, &e);
    ev->target->exemplar_id = row.id;
    arena_rewind(cx->arena, mark);
    return OK;
}

/* Its life is prolonged to this segment; once per exemplar and segment while it is in
 * memory. */
static void keep_exemplar(struct ctx *cx, struct writer *w, struct exemplar *e,
                          const struct prepared_event *ev)
{
    if (e != NULL && e->id == ev->exemplar_id && e->last_segment >= ev->place.segment)
        return;
    struct kept_exemplar *kept = arena_new(cx->arena, struct kept_exemplar);
    if (e != NULL && e->id == ev->exemplar_id)
        e->last_segment = ev->place.segment;
    *kept = (struct kept_exemplar){ ev->issue.project_id, ev->exemplar_id, ev->place.segment };
    *map_at(&w->kept, str_make((const char *)&kept->id, sizeof kept->id)) = kept;
}

static int kept_order(const void *a, const void *b)
{
    const struct kept_exemplar *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

static enum status write_kept(struct ctx *cx, const struct writer *w)
{
    struct kept_exemplar *list = arena_array(cx->arena, struct kept_exemplar, w->kept.n);
    struct str key;
    void *value;
    size_t i = 0, n = 0;

    while (map_next(&w->kept, &i, &key, &value))
        list[n++] = *(const struct kept_exemplar *)value;
    qsort(list, n, sizeof *list, kept_order);
    for (i = 0; i < n; i++) {
        struct q_exemplar_keep_args args = { list[i].project_id, list[i].id, list[i].last_segment };
        TRY(q_exemplar_keep(cx, &args));
    }
    return OK;
}

static enum status pack_with(struct ctx *cx, struct writer *w, struct prepared_event *ev,
                             const struct exemplar *e)
{
    struct pack_prefix prefix = { 0 };

    if (e != NULL)
        prefix = (struct pack_prefix){ e->text, e->index };
    ev->exemplar_id = e != NULL ? e->id : 0;
    return pack(cx, w->tools->packer, ev->raw, prefix, &ev->packed);
}

static enum status pack_event(struct ctx *cx, struct writer *w, struct prepared_event *ev)
{
    struct exemplar *e;

    TRY(find_exemplar(cx, w, ev, &e));
    if (str_is_null(ev->raw)) { /* packed while it was prepared */
        keep_exemplar(cx, w, e, ev);
        return OK;
    }
    if (e != NULL || ev->raw.len > EXEMPLAR_TEXT_BYTES)
        TRY(pack_with(cx, w, ev, e));
    if (e != NULL)
        keep_exemplar(cx, w, e, ev);
    if (ev->raw.len > EXEMPLAR_TEXT_BYTES)
        return OK;
    if (e == NULL || ev->packed.len * EXEMPLAR_RATIO > ev->raw.len) {
        TRY(make_exemplar(cx, w, ev, &e));
        TRY(pack_with(cx, w, ev, e));
    }
    return OK;
}

/* Over its cap a fingerprint keeps only what tells something new. */
static bool is_worth_storing(const struct project_facts *project, const struct prepared_event *ev,
                             const struct stat_news *news, bool is_cause)
{
    int64_t max = project->row.max_events_per_issue;

    return max < 0 || issue_stored(ev->target->issue) < max || is_cause || news->new_user ||
           news->new_tags != 0;
}

/* The document of an event that is only counted becomes the fingerprint's latest. */
static enum status keep_as_latest(struct ctx *cx, struct writer *w, const struct prepared_event *ev)
{
    struct str packed = { 0 };
    struct exemplar *e = NULL;
    struct str document = ev->raw;

    if (str_is_null(document)) {
        TRY(find_exemplar(cx, w, ev, &e));
        if (e == NULL || e->id != ev->exemplar_id)
            return OK; /* its exemplar has just been replaced: the next event will do */
        TRY(unpack(cx, w->tools->packer, (struct packed){ ev->packed, e->text },
                   EXEMPLAR_CACHE_BYTES, &document));
    }
    TRY(pack(cx, w->tools->packer, document, (struct pack_prefix){ 0 }, &packed));
    struct q_fingerprint_latest_set_args args = {
        .fingerprint_id = ev->target->id,
        .project_id = ev->issue.project_id,
        .event_id = str_make((const char *)ev->id.b, EVENT_ID_BYTES),
        .received_ms = ev->issue.received_ms,
        .timestamp_delta_ms = ev->issue.received_ms - ev->timestamp_ms,
        .level = ev->level,
        .environment_id = ev->environment_id,
        .release_id = ev->issue.release_id,
        .user_hash = (int64_t)ev->user_hash,
        .payload = packed,
    };
    return q_fingerprint_latest_set(cx, &args);
}

static void note_tags(struct ctx *cx, struct writer *w, const struct prepared_event *ev,
                      const struct stat_news *news)
{
    for (size_t i = 0; i < ev->n_tags && i < 64; i++) {
        if ((news->new_tags >> i & 1) != 0)
            issue_note_tag(cx, w->issues, ev->target, &ev->tags[i]);
    }
}

static enum status count_stats(struct ctx *cx, struct writer *w, const struct prepared_event *ev,
                               struct stat_news *news)
{
    struct stat_event stat = { .project_id = ev->issue.project_id,
                               .fingerprint_id = ev->target->id,
                               .received_ms = ev->issue.received_ms,
                               .user_hash = ev->user_hash,
                               .tags = ev->tags,
                               .n_tags = ev->n_tags };

    *news = (struct stat_news){ 0 };
    return stat_batch_add(cx, w->stats, &stat, news);
}

/* Decides about one event, in the order of receipt. */
static enum status take_event(struct ctx *cx, struct writer *w, struct prepared_event *ev)
{
    struct project_facts *project;
    struct stat_news news;
    bool is_cause;

    if (ev->is_dropped)
        return OK;
    if (ev->filter != FILTER_NONE)
        return segments_take(cx, &w->tools->segments, ev->issue.received_ms, 0, &ev->place);
    TRY(find_project(cx, w, ev->issue.project_id, &project));
    digest_names_take(cx, &w->names, ev);
    TRY(issue_see(cx, ev->target, &ev->issue, &is_cause));
    TRY(count_stats(cx, w, ev, &news));
    note_tags(cx, w, ev, &news);
    TRY(segments_take(cx, &w->tools->segments, ev->issue.received_ms, ev->packed.len, &ev->place));
    ev->is_stored = is_worth_storing(project, ev, &news, is_cause);
    if (!ev->is_stored)
        return OK;
    issue_note_stored(ev->target);
    return pack_event(cx, w, ev);
}

static int fingerprint_order(const void *a, const void *b)
{
    const struct fingerprint_target *x = *(struct fingerprint_target *const *)a;
    const struct fingerprint_target *y = *(struct fingerprint_target *const *)b;

    return (x->id > y->id) - (x->id < y->id);
}

/* The newest of each fingerprint that was only counted; order is that of fingerprints. */
static enum status write_latest(struct ctx *cx, struct writer *w)
{
    struct map latest;

    map_init(&latest, cx->arena, EXPECTED);
    for (size_t i = 0; i < w->batch->n_events; i++) {
        struct prepared_event *ev = &w->batch->events[i];
        if (ev->target != NULL)
            *map_at(&latest, str_make((const char *)&ev->target->id, sizeof ev->target->id)) = ev;
    }
    for (size_t i = 0; i < w->targets.n; i++) {
        const int64_t *id = &w->targets.order[i]->id;
        const struct prepared_event *ev = map_get(&latest, str_make((const char *)id, sizeof *id));
        if (ev != NULL && !ev->is_stored)
            TRY(keep_as_latest(cx, w, ev));
    }
    return OK;
}

static enum status write_targets(struct ctx *cx, struct writer *w)
{
    for (size_t i = 0; i < w->targets.n; i++)
        TRY(issue_write_fingerprint(cx, w->targets.order[i]));
    return issue_write_all(cx, w->issues, w->stats);
}

/* How far the spool is in the store; or that a record has left the quarantine. */
static enum status write_mark(struct ctx *cx, const struct digest_batch *b, struct str spool_id)
{
    struct q_digest_mark_set_args mark = { .spool_id = spool_id,
                                           .last_seq =
                                               (int64_t)(b->is_ahead ? b->mark : b->last_seq),
                                           .now_ms = cx->now_ms,
                                           .ahead = str_is_null(b->ahead) ? S("") : b->ahead };
    int64_t changed = 0;

    if (b->quarantine_id == 0)
        return q_digest_mark_set(cx, &mark);
    TRY(q_quarantine_digested(cx, &(struct q_quarantine_digested_args){ b->quarantine_id },
                              &changed));
    return changed == 1 ? OK : fail(cx, E_CONFLICT, "the record has been dropped meanwhile");
}

/* Rows of our own first, then those that every process writes: these are locked from here
 * to the commit only, table by table, in order of key. */
static enum status write_rows(struct ctx *cx, struct writer *w, struct str spool_id)
{
    qsort(w->targets.order, w->targets.n, sizeof(struct fingerprint_target *), fingerprint_order);
    TRY(digest_write_events(cx, w->batch, &w->has_strangers));
    TRY(stat_batch_write(cx, w->stats, w->tools->segments.open.id));
    TRY(segments_write(cx, &w->tools->segments));
    TRY(digest_write_items(cx, w->batch));
    TRY(digest_write_readings(cx, w->batch));
    TRY(digest_write_rejected(cx, spool_id, w->batch));
    TRY(write_mark(cx, w->batch, spool_id));
    TRY(write_kept(cx, w));
    TRY(write_latest(cx, w));
    TRY(write_targets(cx, w));
    TRY(digest_names_saw(cx, &w->names));
    TRY(digest_write_outcomes(cx, w->batch));
    TRY(digest_write_minutes(cx, w->batch));
    return digest_write_hours(cx, w->batch);
}

/* An event of this batch, for hooks that ask for its document. */
struct event_source {
    struct writer *writer;
    const struct prepared_event *event;
};

/* Absent when what it was packed against has left the memory. */
static enum status read_document(struct ctx *cx, const void *from, struct str *out)
{
    const struct event_source *source = from;
    const struct prepared_event *ev = source->event;
    struct digest_tools *tools = source->writer->tools;
    const struct exemplar *e = NULL;

    *out = ev->raw;
    if (!str_is_null(ev->raw))
        return OK;
    if (ev->exemplar_id != 0)
        e = exemplar_get(&tools->exemplars, cx->now_ms, ev->issue.project_id,
                         ev->issue.grouping.hash);
    if (ev->exemplar_id != 0 && (e == NULL || e->id != ev->exemplar_id))
        return OK;
    return unpack(cx, tools->packer, (struct packed){ ev->packed, e != NULL ? e->text : S("") },
                  EXEMPLAR_CACHE_BYTES, out);
}

static_assert(offsetof(struct prepared_event, issue) == 0, "an issue_event leads to its event");

/* What issues do not know of their newest event. */
static void describe_event(struct ctx *cx, struct writer *w, struct change_event *out)
{
    const struct prepared_event *ev = out->from;
    struct event_source *source = arena_new(cx->arena, struct event_source);

    *source = (struct event_source){ w, ev };
    out->environment = ev->environment;
    out->tags = ev->tags;
    out->n_tags = ev->n_tags;
    out->read_document = read_document;
    out->from = source;
}

static enum status store(struct ctx *cx, struct writer *w, struct str spool_id,
                         struct digest_result *out)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    TRY(look_up(cx, w));
    for (size_t i = 0; i < w->batch->n_events; i++)
        TRY(take_event(cx, w, &w->batch->events[i]));
    TRY(write_rows(cx, w, spool_id));
    out->n_changes = issue_changes(cx, w->issues, &out->changes);
    for (size_t i = 0; i < out->n_changes; i++) {
        struct project_facts *project;
        TRY(find_project(cx, w, out->changes[i].project_id, &project));
        out->changes[i].project_uuid = project->row.uuid;
        describe_event(cx, w, &out->changes[i].event);
        TRY(hooks_run(cx, feature_table, &out->changes[i]));
    }
    return tx_commit(&tx);
}

static void init_writer(struct ctx *cx, struct writer *w, struct digest_tools *tools,
                        struct digest_batch *b)
{
    *w = (struct writer){ .tools = tools,
                          .batch = b,
                          .issues = issue_batch_new(cx),
                          .stats = stat_batch_new(cx->arena) };
    digest_targets_init(cx, &w->targets, w->issues, b);
    map_init(&w->projects, cx->arena, EXPECTED);
    digest_names_init(cx, &w->names);
    map_init(&w->kept, cx->arena, EXPECTED);
}

/* What a try that was rolled back has decided about these events. Called while the memory
 * it took still stands. */
static void forget_decisions(struct digest_batch *b)
{
    for (size_t i = 0; i < b->n_events; i++) {
        struct prepared_event *ev = &b->events[i];
        if (ev->own_grouping != NULL)
            ev->issue.grouping = *ev->own_grouping;
        ev->own_grouping = NULL;
        if (ev->filter == FILTER_INFO_ISSUES || ev->filter == FILTER_DISCARDED)
            ev->filter = FILTER_NONE;
        ev->is_stored = ev->is_dropped = ev->is_repeat = false;
        ev->target = NULL;
        if (!str_is_null(ev->raw))
            ev->packed = (struct str){ 0 };
    }
}

/* One try. *has_strangers: it failed because another process has accepted some of these
 * events; it will not when they are looked for. */
static enum status try_store(struct ctx *cx, struct digest_tools *tools, struct str spool_id,
                             struct writer *w, struct digest_result *out)
{
    struct segment_state before = tools->segments.open;

    enum status st = store(cx, w, spool_id, out);
    if (st == OK) {
        stat_batch_committed(w->stats);
        return OK;
    }
    stat_batch_dropped(w->stats);
    exemplar_cache_clear(&tools->exemplars);
    tools->segments.open = before;
    return st;
}

static enum status make_partitions(struct ctx *cx, struct segments *s, const struct digest_batch *b)
{
    int64_t day = INT64_MIN;

    for (size_t i = 0; i < b->n_events; i++) {
        int64_t next = clock_day(b->events[i].issue.received_ms);
        if (next != day)
            TRY(segments_make_partitions(cx, s, next));
        day = next;
    }
    return OK;
}

static void remember(struct digest_tools *tools, const struct digest_batch *b,
                     struct digest_result *out)
{
    for (size_t i = 0; i < b->n_events; i++) {
        const struct prepared_event *ev = &b->events[i];
        if (ev->is_dropped)
            continue;
        out->n_accepted++;
        segments_remember(&tools->segments, &ev->place, ev->issue.project_id, &ev->id);
    }
}

enum status digest_store(struct ctx *cx, struct digest_tools *tools, struct str spool_id,
                         struct digest_batch *b, struct digest_result *out)
{
    struct writer w;
    enum status st;

    TRY(segments_load(cx, &tools->segments, spool_id));
    TRY(make_partitions(cx, &tools->segments, b));
    do {
        *out = (struct digest_result){ 0 };
        init_writer(cx, &w, tools, b);
        bool has_looked = tools->looks_today;
        st = try_store(cx, tools, spool_id, &w, out);
        if (st != OK)
            forget_decisions(b);
        tools->looks_today |= w.has_strangers;
        w.has_strangers &= !has_looked; /* accepted within this very moment: tried again later */
    } while (st != OK && w.has_strangers);
    if (st != OK)
        segments_doubt(&tools->segments);
    TRY(st);
    tools->looks_today = w.n_repeats > 0;
    remember(tools, b, out);
    out->n_repeats = w.n_repeats;
    return OK;
}
