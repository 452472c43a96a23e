/* What a rule would do to stored events, or what today's settings would: which issues would
 * become one, which would part. Nothing is written. */
#include "base/base.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/grouping/fingerprint_rule.h"
#include "feature/regroup/preview_sql.h"
#include "feature/regroup/regroup_int.h"

enum {
    FINGERPRINTS_MAX = 1000, /* those seen last               */
    EVENTS_EACH = 20,        /* the newest of each            */
    ENTRIES_MAX = 4000,
    TOLD_MAX = 50, /* joins, and splits, told of    */
    BUDGET_MS = 2000,
};

/* --- bodies ------------------------------------------------------------------------------ */

struct preview_body {
    struct fingerprint_rule_in rule; /* not sent: the settings as they are          */
    struct str replaces;             /* id of the rule it would take the place of   */
};
const struct field preview_in[] = {
    FIELD_OBJECT("rule", struct preview_body, rule, FIELD_OPTIONAL, struct fingerprint_rule_in,
                 fingerprint_rule_in_fields),
    FIELD_STR("replaces", struct preview_body, replaces, FIELD_UUID, 0),
    FIELD_END,
};

struct preview_issue {
    struct str id, title;
    int64_t short_no;
    int64_t events; /* of those looked at */
};
static const struct field issue_fields[] = {
    FIELD_STR("id", struct preview_issue, id, FIELD_UUID, 0),
    FIELD_STR("title", struct preview_issue, title, 0, 0),
    FIELD_I64("short_no", struct preview_issue, short_no, 0),
    FIELD_I64("events", struct preview_issue, events, 0),
    FIELD_END,
};

struct preview_join {
    struct str hash, title, issue_id; /* absent: it would be new, or one of them */
    int64_t events;
    struct field_list issues;
};
static const struct field join_fields[] = {
    FIELD_STR("hash", struct preview_join, hash, 0, 0),
    FIELD_STR("title", struct preview_join, title, 0, 0),
    FIELD_STR("issue_id", struct preview_join, issue_id, 0, 0),
    FIELD_I64("events", struct preview_join, events, 0),
    FIELD_LIST("issues", struct preview_join, issues, 0, struct preview_issue, issue_fields, 0),
    FIELD_END,
};

struct preview_part {
    struct str hash, title, example_event_id, how;
    bool stays;
    int64_t events;
};
static const struct field part_fields[] = {
    FIELD_STR("hash", struct preview_part, hash, 0, 0),
    FIELD_STR("title", struct preview_part, title, 0, 0),
    FIELD_STR("example_event_id", struct preview_part, example_event_id, 0, 0),
    FIELD_STR("how", struct preview_part, how, 0, 0),
    FIELD_BOOL("stays", struct preview_part, stays, 0),
    FIELD_I64("events", struct preview_part, events, 0),
    FIELD_END,
};

struct preview_split {
    struct preview_issue issue;
    struct field_list parts;
};
static const struct field split_fields[] = {
    FIELD_OBJECT("issue", struct preview_split, issue, 0, struct preview_issue, issue_fields),
    FIELD_LIST("parts", struct preview_split, parts, 0, struct preview_part, part_fields, 0),
    FIELD_END,
};

struct preview_answer {
    int64_t fingerprints, events, moving;
    bool complete;
    int64_t n_joins, n_splits;
    struct field_list joins, splits;
};
const struct field preview_out[] = {
    FIELD_I64("scanned_fingerprints", struct preview_answer, fingerprints, 0),
    FIELD_I64("scanned_events", struct preview_answer, events, 0),
    FIELD_I64("moving_events", struct preview_answer, moving, 0),
    FIELD_BOOL("complete", struct preview_answer, complete, 0),
    FIELD_I64("total_joins", struct preview_answer, n_joins, 0),
    FIELD_I64("total_splits", struct preview_answer, n_splits, 0),
    FIELD_LIST("joins", struct preview_answer, joins, 0, struct preview_join, join_fields,
               TOLD_MAX),
    FIELD_LIST("splits", struct preview_answer, splits, 0, struct preview_split, split_fields,
               TOLD_MAX),
    FIELD_END,
};

/* --- gathering ----------------------------------------------------------------------------- */

/* Events of one issue that go to one place. */
struct entry {
    const struct q_preview_fingerprints_row *from;
    uint8_t hash[GROUPING_HASH_BYTES];
    struct str target; /* "=" and the issue whose hash it is, else the hash itself */
    bool stays;
    bool is_home; /* it stays, or its hash is another of the same issue */
    int64_t n;
    struct str title, how;
    struct event_id example;
};

struct preview {
    struct ctx *cx;
    int64_t project_id;
    struct grouping_settings settings;
    struct entry *entries;
    size_t n_entries;
    struct preview_answer out;
};

static struct str hash_text(struct ctx *cx, const uint8_t hash[GROUPING_HASH_BYTES])
{
    return str_hex(cx->arena, hash, GROUPING_HASH_BYTES);
}

/* The issue that has this hash already, else the hash. */
static enum status find_target(struct preview *p, struct entry *e)
{
    struct q_preview_owner_args args = { p->project_id,
                                         str_make((const char *)e->hash, GROUPING_HASH_BYTES) };
    struct q_preview_owner_row row;
    bool found;

    e->is_home = e->stays;
    if (e->stays) {
        e->target = str_printf(p->cx->arena, "=%.*s", FMT(e->from->issue_uuid));
        return OK;
    }
    TRY(q_preview_owner(p->cx, &args, &row, &found));
    e->is_home = found && str_eq(row.issue_uuid, e->from->issue_uuid);
    e->target =
        found ? str_printf(p->cx->arena, "=%.*s", FMT(row.issue_uuid)) : hash_text(p->cx, e->hash);
    return OK;
}

static enum status add_entries(struct preview *p, const struct q_preview_fingerprints_row *row,
                               const struct regroup_groups *groups)
{
    for (size_t i = 0; i < groups->n && p->n_entries < ENTRIES_MAX; i++) {
        const struct regroup_group *g = &groups->list[i];
        struct entry *e = &p->entries[p->n_entries++];
        *e = (struct entry){ .from = row,
                             .stays = g->stays,
                             .n = g->n,
                             .title = g->title,
                             .how = g->how,
                             .example = g->example };
        memcpy(e->hash, g->hash, GROUPING_HASH_BYTES);
        TRY(find_target(p, e));
        p->out.moving += e->is_home ? 0 : g->n;
    }
    p->out.events += groups->n_judged;
    p->out.fingerprints++;
    p->out.complete &= groups->is_whole && p->n_entries < ENTRIES_MAX;
    return OK;
}

static enum status gather(struct preview *p)
{
    struct q_preview_fingerprints_args args = { p->project_id, FINGERPRINTS_MAX };
    struct regroup_bound bound = { EVENTS_EACH, clock_monotonic_ms() + BUDGET_MS };
    struct q_preview_fingerprints_row *rows;
    size_t n;

    TRY(q_preview_fingerprints(p->cx, &args, &rows, &n));
    p->out.complete = n < FINGERPRINTS_MAX;
    p->entries = arena_array(p->cx->arena, struct entry, ENTRIES_MAX);
    for (size_t i = 0; i < n; i++) {
        struct regroup_fingerprint f = {
            .id = rows[i].id, .project_id = p->project_id, .how = rows[i].how
        };
        struct regroup_groups *groups = arena_new(p->cx->arena, struct regroup_groups);
        if (clock_monotonic_ms() >= bound.deadline_ms || rows[i].hash.len != GROUPING_HASH_BYTES) {
            p->out.complete = false;
            continue;
        }
        memcpy(f.hash, rows[i].hash.p, GROUPING_HASH_BYTES);
        TRY(regroup_count(p->cx, &p->settings, &f, &bound, groups));
        TRY(add_entries(p, &rows[i], groups));
    }
    return OK;
}

/* --- telling ------------------------------------------------------------------------------- */

static int by_target(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int c = str_cmp(x->target, y->target);

    return c != 0 ? c : str_cmp(x->from->issue_uuid, y->from->issue_uuid);
}

static int by_issue(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int c = str_cmp(x->from->issue_uuid, y->from->issue_uuid);

    return c != 0 ? c : str_cmp(x->target, y->target);
}

static struct preview_issue issue_of(const struct entry *e)
{
    return (struct preview_issue){ e->from->issue_uuid, e->from->issue_title, e->from->short_no,
                                   0 };
}

/* Entries of one target, sorted by issue: issues that would be together. */
static void tell_join(struct preview *p, const struct entry *run, size_t n,
                      struct preview_join *joins)
{
    struct preview_issue *issues = arena_array(p->cx->arena, struct preview_issue, n);
    struct preview_join join = { .hash = hash_text(p->cx, run[0].hash), .title = run[0].title };
    size_t n_issues = 0;

    if (run[0].target.p[0] == '=')
        join.issue_id = str_from(run[0].target, 1);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !str_eq(run[i].from->issue_uuid, run[i - 1].from->issue_uuid))
            issues[n_issues++] = issue_of(&run[i]);
        issues[n_issues - 1].events += run[i].n;
        join.events += run[i].n;
        if (!run[i].stays)
            join.title = run[i].title;
    }
    if (n_issues < 2)
        return;
    join.issues = FIELD_ITEMS(issues, n_issues);
    if (p->out.n_joins++ < TOLD_MAX)
        joins[p->out.n_joins - 1] = join;
}

/* Entries of one issue, sorted by target: the parts it would have. */
static void tell_split(struct preview *p, const struct entry *run, size_t n,
                       struct preview_split *splits)
{
    struct preview_part *parts = arena_array(p->cx->arena, struct preview_part, n);
    struct preview_split split = { .issue = issue_of(&run[0]) };
    size_t n_parts = 0;

    for (size_t i = 0; i < n; i++) {
        const struct entry *e = &run[i];
        if (i == 0 || !str_eq(e->target, run[i - 1].target))
            parts[n_parts++] =
                (struct preview_part){ .hash = hash_text(p->cx, e->hash),
                                       .title = e->title,
                                       .example_event_id = event_id_text(p->cx->arena, &e->example),
                                       .how = e->how,
                                       .stays = e->stays };
        parts[n_parts - 1].events += e->n;
        split.issue.events += e->n;
    }
    if (n_parts < 2)
        return;
    split.parts = FIELD_ITEMS(parts, n_parts);
    if (p->out.n_splits++ < TOLD_MAX)
        splits[p->out.n_splits - 1] = split;
}

static void tell(struct preview *p)
{
    struct preview_join *joins = arena_array(p->cx->arena, struct preview_join, TOLD_MAX);
    struct preview_split *splits = arena_array(p->cx->arena, struct preview_split, TOLD_MAX);
    struct entry *e = p->entries;
    size_t start = 0, n = p->n_entries;

    qsort(e, n, sizeof *e, by_target);
    for (size_t i = 1; i <= n; i++) {
        if (i < n && str_eq(e[i].target, e[start].target))
            continue;
        tell_join(p, &e[start], i - start, joins);
        start = i;
    }
    qsort(e, n, sizeof *e, by_issue);
    start = 0;
    for (size_t i = 1; i <= n; i++) {
        if (i < n && str_eq(e[i].from->issue_uuid, e[start].from->issue_uuid))
            continue;
        tell_split(p, &e[start], i - start, splits);
        start = i;
    }
    p->out.joins =
        FIELD_ITEMS(joins, p->out.n_joins < TOLD_MAX ? (size_t)p->out.n_joins : TOLD_MAX);
    p->out.splits =
        FIELD_ITEMS(splits, p->out.n_splits < TOLD_MAX ? (size_t)p->out.n_splits : TOLD_MAX);
}

enum status preview_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct preview_body in = { 0 };
    struct preview p = { .cx = cx, .project_id = rq->project_id };

    TRY(request_read(cx, rq, preview_in, &in));
    p.settings = grouping_settings_now(cx, rq->project_id);
    if (in.rule.matchers.n > 0 || in.rule.fingerprint.n > 0) {
        struct fingerprint_rule rule = fingerprint_rule_of(&in.rule);
        TRY(fingerprint_rule_settle(cx, &rule));
        p.settings.rules =
            fingerprint_rules_with(cx, p.settings.rules, in.replaces, in.rule.position, &rule);
    }
    TRY(gather(&p));
    tell(&p);
    return respond(cx, rs, status_http(OK), preview_out, &p.out);
}
