/* What a tree would have said of a project's newest stored events, before it is saved. It asks
 * every node of every event, so that one sees which condition decides nothing. For an alert also
 * when it would have rung (condition_replay.c).
 *
 * Figures (counts, windows, priority) are those of now: what they were at each event is not
 * known any more. The sample is of the fingerprints seen last. */
#include "base/base.h"
#include "feature/condition/condition_int.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/request.h"
#include "core/router.h"
#include "feature/condition/condition_sql.h"
#include "feature/event/event_store.h"

enum {
    SAMPLE = 100,
    SAMPLE_MAX = 500,
    FINGERPRINTS = 200,
    SHOWN = 20, /* events that match */
    THROTTLE_MIN = 30,
    THROTTLE_MAX_MIN = 7 * 24 * 60,
    UTC_OFFSET_MAX_MIN = 14 * 60,
    REPLAY_MS = 3000, /* patterns over long documents, hour by hour */
};

static const char *const kinds[] = { "alert", "priority", "tag", NULL };

struct preview_in {
    struct str kind, conditions;
    struct opt_i64 sample, throttle_minutes;
    int64_t utc_offset_min;
};
static const struct field preview_in_fields[] = {
    FIELD_JSON("conditions", struct preview_in, conditions, FIELD_REQUIRED, CONDITION_BYTES),
    FIELD_OPT_I64("sample", struct preview_in, sample, 0),
    FIELD_WORD("kind", struct preview_in, kind, 0, kinds),
    FIELD_OPT_I64("throttle_minutes", struct preview_in, throttle_minutes, 0),
    FIELD_I64("utc_offset_min", struct preview_in, utc_offset_min, 0),
    FIELD_END,
};

struct preview_node {
    struct str place, kind, sentence;
    int64_t hits, only_missing;
};
static const struct field node_fields[] = {
    FIELD_STR("path", struct preview_node, place, FIELD_REQUIRED, 0),
    FIELD_STR("kind", struct preview_node, kind, FIELD_REQUIRED, 0),
    FIELD_STR("sentence", struct preview_node, sentence, FIELD_REQUIRED, 0),
    FIELD_I64("hits", struct preview_node, hits, FIELD_REQUIRED),
    FIELD_I64("only_missing", struct preview_node, only_missing, FIELD_REQUIRED),
    FIELD_END,
};
struct preview_match {
    struct str event_id, issue_id, title;
    int64_t at_ms;
};
static const struct field match_fields[] = {
    FIELD_STR("event_id", struct preview_match, event_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("issue_id", struct preview_match, issue_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("title", struct preview_match, title, FIELD_REQUIRED, 0),
    FIELD_TIME("at", struct preview_match, at_ms, FIELD_REQUIRED),
    FIELD_END,
};
static const struct field day_fields[] = {
    FIELD_TIME("from", struct replay_day, from_ms, FIELD_REQUIRED),
    FIELD_I64("rings", struct replay_day, rings, FIELD_REQUIRED),
    FIELD_I64("at_night", struct replay_day, at_night, FIELD_REQUIRED),
    FIELD_END,
};
static const struct field ring_fields[] = {
    FIELD_STR("issue_id", struct replay_ring, issue_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("title", struct replay_ring, title, FIELD_REQUIRED, 0),
    FIELD_STR("reason", struct replay_ring, reason, FIELD_REQUIRED, 0),
    FIELD_TIME("at", struct replay_ring, at_ms, FIELD_REQUIRED),
    FIELD_BOOL("at_night", struct replay_ring, is_night, FIELD_REQUIRED),
    FIELD_END,
};
struct preview_out {
    int64_t rung, at_night, replayed_issues;
    bool is_complete;
    struct field_list days, rings;
    struct str sentence, cost;
    int64_t sample, matched, issues, nearly, oldest_ms, newest_ms;
    struct field_list nodes, matches;
};
static const struct field preview_out_fields[] = {
    FIELD_STR("sentence", struct preview_out, sentence, FIELD_REQUIRED, 0),
    FIELD_STR("cost", struct preview_out, cost, FIELD_REQUIRED, 0),
    FIELD_I64("sample", struct preview_out, sample, FIELD_REQUIRED),
    FIELD_I64("matched", struct preview_out, matched, FIELD_REQUIRED),
    FIELD_I64("issues", struct preview_out, issues, FIELD_REQUIRED),
    FIELD_I64("nearly", struct preview_out, nearly, FIELD_REQUIRED),
    FIELD_TIME("oldest_at", struct preview_out, oldest_ms, 0),
    FIELD_TIME("newest_at", struct preview_out, newest_ms, 0),
    FIELD_LIST("nodes", struct preview_out, nodes, FIELD_REQUIRED, struct preview_node, node_fields,
               0),
    FIELD_LIST("matches", struct preview_out, matches, FIELD_REQUIRED, struct preview_match,
               match_fields, 0),
    FIELD_I64("rung", struct preview_out, rung, FIELD_REQUIRED),
    FIELD_I64("rung_at_night", struct preview_out, at_night, FIELD_REQUIRED),
    FIELD_I64("replayed_issues", struct preview_out, replayed_issues, FIELD_REQUIRED),
    FIELD_BOOL("replay_complete", struct preview_out, is_complete, FIELD_REQUIRED),
    FIELD_LIST("days", struct preview_out, days, FIELD_REQUIRED, struct replay_day, day_fields, 0),
    FIELD_LIST("rings", struct preview_out, rings, FIELD_REQUIRED, struct replay_ring, ring_fields,
               0),
    FIELD_END,
};

/* --- the sample ------------------------------------------------------------------------- */

struct sampled_issue {
    int64_t issue_id;
    struct str uuid;
    struct condition_facts facts; /* without an event; its windows are counted once */
    bool is_there, is_matched;
};
struct sample {
    const struct q_condition_sample_row *fingerprints;
    size_t n_fingerprints;
    struct sampled_issue *issues;
    size_t n_issues;
    struct stored_event *events;
    size_t n_events;
};

static struct sampled_issue *issue_of(struct sample *s, int64_t issue_id)
{
    size_t i = 0;

    while (i < s->n_issues && s->issues[i].issue_id != issue_id)
        i++;
    return &s->issues[i];
}

static enum status read_issues(struct ctx *cx, int64_t project_id, struct sample *s)
{
    s->issues = arena_array(cx->arena, struct sampled_issue, s->n_fingerprints + 1);
    for (size_t i = 0; i < s->n_fingerprints; i++) {
        const struct q_condition_sample_row *row = &s->fingerprints[i];
        struct sampled_issue *issue = issue_of(s, row->issue_id);
        if (issue->issue_id != 0)
            continue;
        issue->facts =
            (struct condition_facts){ .project_id = project_id, .issue_id = row->issue_id };
        TRY(condition_facts_of_issue(cx, false, &issue->facts, &issue->is_there));
        issue->issue_id = row->issue_id;
        issue->uuid = row->issue_uuid;
        s->n_issues++;
    }
    return OK;
}

static enum status read_sample(struct ctx *cx, int64_t project_id, int64_t limit, struct sample *s)
{
    struct q_condition_sample_row *rows;

    *s = (struct sample){ 0 };
    TRY(q_condition_sample(cx, &(struct q_condition_sample_args){ project_id, FINGERPRINTS }, &rows,
                           &s->n_fingerprints));
    s->fingerprints = rows;
    TRY(read_issues(cx, project_id, s));
    if (s->n_fingerprints == 0)
        return OK;
    int64_t *ids = arena_array(cx->arena, int64_t, s->n_fingerprints);
    for (size_t i = 0; i < s->n_fingerprints; i++)
        ids[i] = rows[i].id;
    struct event_range range = { .project_id = project_id,
                                 .fingerprint_ids = ids,
                                 .n_fingerprints = s->n_fingerprints,
                                 .limit = limit,
                                 .with_data = true };
    return event_page(cx, &range, &s->events, &s->n_events);
}

static struct sampled_issue *issue_of_event(struct sample *s, const struct stored_event *ev)
{
    size_t i = 0;

    while (i < s->n_fingerprints && s->fingerprints[i].id != ev->fingerprint_id)
        i++;
    return i < s->n_fingerprints ? issue_of(s, s->fingerprints[i].issue_id) : NULL;
}

/* --- judging ------------------------------------------------------------------------------ */

struct preview {
    const struct condition *tree;
    bool *holds; /* of the event at hand, each node */
    struct preview_node *nodes;
    struct preview_match *matches;
    size_t n_matches;
    struct preview_out out;
};

static struct str or_empty(struct str s)
{
    return str_is_null(s) ? S("") : s;
}

/* The one part of an "all" at the top that keeps the event out; n: there is none, or more. */
static size_t only_missing(const struct preview *p)
{
    const struct node *nodes = p->tree->nodes;
    size_t found = p->tree->n;

    for (size_t i = 1; nodes[0].kind == NODE_ALL && i < nodes[0].end; i = nodes[i].end) {
        if (p->holds[i])
            continue;
        if (found < p->tree->n)
            return p->tree->n;
        found = i;
    }
    return found;
}

static void count(struct ctx *cx, struct preview *p, struct sampled_issue *issue,
                  const struct stored_event *ev)
{
    size_t missing = only_missing(p);

    for (size_t i = 0; i < p->tree->n; i++)
        p->nodes[i].hits += p->holds[i];
    if (missing < p->tree->n && !p->holds[0]) {
        p->nodes[missing].only_missing++;
        p->out.nearly++;
    }
    if (!p->holds[0])
        return;
    p->out.matched++;
    p->out.issues += !issue->is_matched;
    issue->is_matched = true;
    if (p->n_matches < SHOWN)
        p->matches[p->n_matches++] =
            (struct preview_match){ uuid_from_row_id(cx->arena, ev->id), issue->uuid,
                                    issue->facts.title, ev->received_ms };
}

static enum status judge_event(struct ctx *cx, struct preview *p, struct sampled_issue *issue,
                               const struct stored_event *ev)
{
    struct condition_facts facts = issue->facts;
    struct arena_mark mark = arena_mark(cx->arena);

    facts.environment = or_empty(ev->environment);
    facts.release = or_empty(ev->release);
    facts.document = ev->data;
    facts.is_new = ev->received_ms <= facts.first_seen_ms;
    condition_judge_nodes(cx, p->tree, &facts, p->holds);
    memcpy(issue->facts.windows, facts.windows, sizeof facts.windows);
    issue->facts.n_windows = facts.n_windows;
    arena_rewind(cx->arena, mark);
    TRY(facts.failed);
    count(cx, p, issue, ev);
    if (p->out.sample++ == 0)
        p->out.newest_ms = ev->received_ms;
    p->out.oldest_ms = ev->received_ms;
    return OK;
}

/* "conditions[1].conditions[0]", as the parser names places. */
static void name_nodes(struct ctx *cx, struct preview *p, size_t at, struct str path)
{
    static const char *const words[] = { "and", "or", "leaf" };
    const struct node *nodes = p->tree->nodes;
    size_t no = 0;

    p->nodes[at] = (struct preview_node){ .place = path,
                                          .kind = str_c(words[nodes[at].kind]),
                                          .sentence = condition_node_sentence(cx, p->tree, at) };
    for (size_t i = at + 1; i < nodes[at].end; i = nodes[i].end)
        name_nodes(cx, p, i,
                   str_printf(cx->arena, "%.*s%sconditions[%zu]", FMT(path),
                              path.len > 0 ? "." : "", no++));
}

static enum status judge_sample(struct ctx *cx, struct preview *p, struct sample *s)
{
    for (size_t i = 0; i < s->n_events && !str_is_null(s->events[i].data); i++) {
        struct sampled_issue *issue = issue_of_event(s, &s->events[i]);
        if (issue != NULL && issue->is_there)
            TRY(judge_event(cx, p, issue, &s->events[i]));
    }
    return OK;
}

/* --- the time machine ---------------------------------------------------------------------- */

static enum status replay(struct ctx *cx, const struct preview_in *in, const struct sample *s,
                          struct preview *p)
{
    int64_t minutes = in->throttle_minutes.set ? in->throttle_minutes.value : THROTTLE_MIN;
    struct replay_issue *issues = arena_array(cx->arena, struct replay_issue, s->n_issues + 1);
    struct replay_out *out = arena_new(cx->arena, struct replay_out);
    struct replay r = { .tree = p->tree,
                        .issues = issues,
                        .throttle_ms = minutes * MS_PER_MINUTE,
                        .utc_offset_ms = in->utc_offset_min * MS_PER_MINUTE,
                        .time_ms = REPLAY_MS };

    for (size_t i = 0; i < s->n_issues; i++) {
        if (s->issues[i].is_there)
            issues[r.n_issues++] = (struct replay_issue){ s->issues[i].uuid, &s->issues[i].facts };
    }
    TRY(condition_replay(cx, &r, out));
    p->out.rung = out->rung;
    p->out.at_night = out->at_night;
    p->out.replayed_issues = out->issues;
    p->out.is_complete = out->is_complete && s->n_fingerprints < FINGERPRINTS;
    p->out.days = FIELD_ITEMS(out->days, REPLAY_DAYS);
    p->out.rings = FIELD_ITEMS(out->rings, out->n_rings);
    return OK;
}

static enum status check_replay(struct ctx *cx, const struct preview_in *in)
{
    int64_t minutes = in->throttle_minutes.set ? in->throttle_minutes.value : 0;
    int64_t offset = in->utc_offset_min;

    if (minutes < 0 || minutes > THROTTLE_MAX_MIN)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "throttle_minutes" },
                       "throttle_minutes is 0 to %d", THROTTLE_MAX_MIN);
    if (offset < -UTC_OFFSET_MAX_MIN || offset > UTC_OFFSET_MAX_MIN)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "utc_offset_min" },
                       "utc_offset_min is -%d to %d", UTC_OFFSET_MAX_MIN, UTC_OFFSET_MAX_MIN);
    return OK;
}

static enum status preview_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct preview_in in = { 0 };
    struct condition *tree = NULL;
    struct preview p = { 0 };
    struct sample s;

    TRY(request_read(cx, rq, preview_in_fields, &in));
    int64_t limit = in.sample.set ? in.sample.value : SAMPLE;
    if (limit < 1 || limit > SAMPLE_MAX)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "sample" },
                       "sample is 1 to %d", SAMPLE_MAX);
    TRY(check_replay(cx, &in));
    TRY(condition_check(cx, in.conditions, &tree));
    if (tree == NULL)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "conditions" },
                       "there is no condition in it");
    p.tree = tree;
    p.holds = arena_array(cx->arena, bool, tree->n);
    p.nodes = arena_array(cx->arena, struct preview_node, tree->n);
    p.matches = arena_array(cx->arena, struct preview_match, SHOWN);
    name_nodes(cx, &p, 0, S(""));
    TRY(read_sample(cx, rq->project_id, limit, &s));
    TRY(judge_sample(cx, &p, &s));
    if (str_eq(in.kind, S("alert")))
        TRY(replay(cx, &in, &s, &p));
    p.out.sentence = condition_sentence(cx, tree);
    p.out.cost = str_c(condition_cost(tree));
    p.out.nodes = FIELD_ITEMS(p.nodes, tree->n);
    p.out.matches = FIELD_ITEMS(p.matches, p.n_matches);
    return respond(cx, rs, status_http(OK), preview_out_fields, &p.out);
}

const struct route condition_routes[] = {
    { POST, "/api/v1/projects/{project}/conditions/preview", SCOPE_READ, preview_in_fields,
      preview_out_fields, preview_post, NULL,
      "What conditions would have said of the newest stored events, as a whole and each by "
      "itself; with the figures of now. Of the kind alert also when it would have rung in seven "
      "days." },
    { 0 },
};
