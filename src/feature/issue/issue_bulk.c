#include "base/base.h"
#include "feature/issue/issue_bulk.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/field.h"
#include "core/tx.h"
#include "feature/issue/issue_merge.h"
#include "feature/issue/issue_sql.h"
#include "feature/issue/issue_verb.h"
#include "port/json.h"
#include "port/jsonw.h"

enum { STEP_ISSUES = 100, PRIORITY_MAX = 100, MERGE_OTHERS_MAX = 100 };

static const char bulk_work[] = "issues.bulk";

static enum status invalid(struct ctx *cx, const char *field, const char *words)
{
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", field }, "%s", words);
}

/* --- verbs ------------------------------------------------------------------------ */

struct bulk_act {
    const struct issue_bulk_values *values;
    struct issue_user user;
    bool is_discarded;
};

static enum status check_status(struct ctx *cx, const struct issue_bulk *in, struct bulk_act *act)
{
    (void)act;
    return in->values.change.status.len > 0
               ? OK
               : invalid(cx, "values.status", "values.status is required");
}

static enum status do_status(struct ctx *cx, const struct bulk_act *b, const struct issue_act *act,
                             bool *is_changed)
{
    return issue_act_status(cx, act, &b->values->change, is_changed);
}

static enum status check_assign(struct ctx *cx, const struct issue_bulk *in, struct bulk_act *act)
{
    return issue_find_user(cx, in->values.assigned_to, &act->user);
}

static enum status do_assign(struct ctx *cx, const struct bulk_act *b, const struct issue_act *act,
                             bool *is_changed)
{
    return issue_act_assign(cx, act, &b->user, is_changed);
}

static enum status check_label(struct ctx *cx, const struct issue_bulk *in, struct bulk_act *act)
{
    (void)act;
    if (in->values.label.key.len == 0)
        return invalid(cx, "values.key", "values.key is required");
    if (in->values.label.value.len == 0)
        return invalid(cx, "values.value", "values.value is required");
    return OK;
}

static enum status do_tag(struct ctx *cx, const struct bulk_act *b, const struct issue_act *act,
                          bool *is_changed)
{
    return issue_act_tag(cx, act, &b->values->label, true, is_changed);
}

static enum status do_untag(struct ctx *cx, const struct bulk_act *b, const struct issue_act *act,
                            bool *is_changed)
{
    return issue_act_tag(cx, act, &b->values->label, false, is_changed);
}

static enum status check_priority(struct ctx *cx, const struct issue_bulk *in, struct bulk_act *act)
{
    const struct opt_i64 *p = &in->values.priority;

    (void)act;
    if (p->set && (p->value < 0 || p->value > PRIORITY_MAX))
        return invalid(cx, "values.priority", "values.priority is 0 to 100, or null");
    return OK;
}

static enum status do_priority(struct ctx *cx, const struct bulk_act *b,
                               const struct issue_act *act, bool *is_changed)
{
    return issue_act_priority(cx, act, b->values->priority, is_changed);
}

static enum status check_follow(struct ctx *cx, const struct issue_bulk *in, struct bulk_act *act)
{
    (void)in;
    (void)act;
    if (cx->actor == NULL || cx->actor->user_id == 0)
        return fail(cx, E_UNAUTHENTICATED, "only a person follows issues");
    return OK;
}

static enum status do_follow(struct ctx *cx, const struct bulk_act *b, const struct issue_act *act,
                             bool *is_changed)
{
    bool is_on = !b->values->followed.set || b->values->followed.value;

    return issue_act_follow(cx, act, is_on, is_changed);
}

static enum status do_unfollow(struct ctx *cx, const struct bulk_act *b,
                               const struct issue_act *act, bool *is_changed)
{
    (void)b;
    return issue_act_follow(cx, act, false, is_changed);
}

static enum status check_delete(struct ctx *cx, const struct issue_bulk *in, struct bulk_act *act)
{
    struct str mode = in->values.mode.len > 0 ? in->values.mode : in->mode;

    act->is_discarded = str_eq(mode, S("discard"));
    if (mode.len > 0 && !act->is_discarded)
        return invalid(cx, "mode", "mode is discard, or absent");
    return OK;
}

static enum status do_delete(struct ctx *cx, const struct bulk_act *b, const struct issue_act *act,
                             bool *is_changed)
{
    return issue_act_delete(cx, act, b->is_discarded, is_changed);
}

/* act NULL: all of them together (merge). */
static const struct bulk_verb {
    struct str name;
    enum status (*check)(struct ctx *cx, const struct issue_bulk *in, struct bulk_act *act);
    enum status (*act)(struct ctx *cx, const struct bulk_act *b, const struct issue_act *act,
                       bool *is_changed);
    bool follows_merges;
    bool is_gone;
    const char *idle; /* why one was left alone */
} verbs[] = {
    { S("status"), check_status, do_status, true, false, "gone" },
    { S("assign"), check_assign, do_assign, true, false, "gone" },
    { S("tag"), check_label, do_tag, true, false, "unchanged" },
    { S("untag"), check_label, do_untag, true, false, "unchanged" },
    { S("priority"), check_priority, do_priority, true, false, "unchanged" },
    { S("follow"), check_follow, do_follow, true, false, "unchanged" },
    { S("unfollow"), check_follow, do_unfollow, true, false, "unchanged" },
    { S("delete"), check_delete, do_delete, false, true, "gone" },
    { S("merge"), NULL, NULL, false, false, "gone" },
};

static enum status find_verb(struct ctx *cx, struct str name, const struct bulk_verb **out)
{
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        if (str_eq(name, verbs[i].name)) {
            *out = &verbs[i];
            return OK;
        }
    }
    return invalid(
        cx, "verb",
        "verb is status, assign, tag, untag, priority, follow, unfollow, delete or merge");
}

/* --- some of them, in a transaction --------------------------------------------------- */

struct share {
    const struct bulk_verb *verb;
    struct bulk_act act;
    const struct issue_ref *refs;
    size_t n;
    int64_t until_ms; /* monotonic; 0 = all of them            */
    size_t n_done;    /* how far it came                       */
};

static enum status lock_share(struct ctx *cx, const struct share *s)
{
    int64_t *ids = arena_array(cx->arena, int64_t, s->n);
    size_t end;

    for (size_t from = 0; from < s->n; from = end) {
        for (end = from; end < s->n && s->refs[end].project_id == s->refs[from].project_id; end++)
            ids[end - from] = s->refs[end].id;
        TRY(issue_lock_rows(cx, s->refs[from].project_id, ids, end - from));
    }
    return OK;
}

/* out->refs and out->skipped have room for s->n more. */
static enum status act_on_share(struct ctx *cx, struct share *s, struct issue_bulk_result *out)
{
    TRY(lock_share(cx, s));
    for (s->n_done = 0; s->n_done < s->n; s->n_done++) {
        const struct issue_ref *ref = &s->refs[s->n_done];
        struct issue_act act = { .issue = ref, .undo = &out->undo };
        bool is_changed = false;
        if (s->until_ms != 0 && s->n_done > 0 && clock_monotonic_ms() >= s->until_ms)
            break;
        TRY(s->verb->act(cx, &s->act, &act, &is_changed));
        if (is_changed)
            out->refs[out->n_refs++] = *ref;
        else
            out->skipped[out->n_skipped++] =
                (struct issue_bulk_skip){ ref->uuid, str_c(s->verb->idle) };
    }
    out->affected = (int64_t)out->n_refs;
    return OK;
}

/* --- merging ---------------------------------------------------------------------------- */

/* The survivor: as asked for, else the one with most events. */
static enum status pick_primary(struct ctx *cx, const struct issue_bulk *in,
                                const struct issue_bulk_targets *t, size_t *out)
{
    int64_t most = -1;

    for (size_t i = 0; i < t->n; i++) {
        struct q_issue_for_merge_row row;
        if (in->values.primary_id.len > 0) {
            if (str_eq(t->refs[i].uuid, in->values.primary_id))
                *out = i;
            continue;
        }
        TRY(q_issue_for_merge(cx, &(struct q_issue_for_merge_args){ t->refs[i].id }, &row));
        if (row.event_count > most) {
            most = row.event_count;
            *out = i;
        }
    }
    return *out < t->n ? OK
                       : invalid(cx, "values.primary_id", "the survivor is none of the issues");
}

static enum status merge_all(struct ctx *cx, const struct issue_bulk *in,
                             const struct issue_bulk_targets *t, struct issue_bulk_result *out)
{
    struct issue_ref primary;
    size_t first = t->n, n = 0;

    if (t->n < 2 || t->n > MERGE_OTHERS_MAX + 1)
        return invalid(cx, "ids", "2 to 101 issues can be merged");
    TRY(pick_primary(cx, in, t, &first));
    struct str *others = arena_array(cx->arena, struct str, t->n);
    for (size_t i = 0; i < t->n; i++) {
        if (i != first)
            others[n++] = t->refs[i].uuid;
    }
    struct issue_merge merge = { t->refs[first].project_id, t->refs[first].uuid, { others, n } };
    TRY(issue_merge(cx, &merge, &out->undo, &primary));
    out->refs = t->refs;
    out->n_refs = t->n;
    out->affected = (int64_t)t->n;
    return OK;
}

/* --- as work ---------------------------------------------------------------------------- */

static enum status start_work(struct ctx *cx, const struct issue_bulk *in,
                              const struct issue_bulk_targets *t, struct str *job)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct buf b;
    struct jsonw w;

    if (cx->actor == NULL || cx->actor->user_id == 0)
        return fail(cx, E_UNAUTHENTICATED, "more than %d issues want a person", ISSUE_BULK_AT_ONCE);
    buf_init(&b, cx->arena, LIMIT_API_BODY_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "verb", in->verb);
    jsonw_key_str(&w, "mode", in->mode);
    jsonw_key(&w, S("values"));
    field_encode(&w, issue_bulk_values_in, &in->values);
    jsonw_key_arr(&w, "issues"); /* number and project, by turns */
    for (size_t i = 0; i < t->n; i++) {
        jsonw_i64(&w, t->refs[i].id);
        jsonw_i64(&w, t->refs[i].project_id);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    assert(!buf_is_full(&b));
    struct work_order order = { bulk_work, buf_str(&b), (int64_t)t->n };
    TRY(tx_begin(cx, &tx));
    TRY(work_start(cx, &order, job));
    return tx_commit(&tx);
}

/* The share of this step: from w->done on. */
static enum status read_share(struct ctx *cx, const struct work *w, struct issue_bulk *in,
                              struct share *out)
{
    struct json_doc *doc;

    TRY(json_parse(cx, w->argument, &doc, NULL));
    struct json *root = json_root(doc);
    in->verb = json_str(json_get(root, S("verb")));
    in->mode = json_str(json_get(root, S("mode")));
    TRY(field_decode(cx, issue_bulk_values_in, json_get(root, S("values")), &in->values));
    struct issue_ref *refs = arena_array(cx->arena, struct issue_ref, STEP_ISSUES);
    struct json_iter it = json_iter(json_get(root, S("issues")));
    for (int64_t i = 0; i < w->done + STEP_ISSUES && json_next(&it); i++) {
        struct issue_ref ref = { 0 };
        bool is_right =
            json_i64(it.value, &ref.id) && json_next(&it) && json_i64(it.value, &ref.project_id);
        if (!is_right)
            return fail(cx, E_INVALID, "the list of issues is broken");
        if (i >= w->done)
            refs[out->n++] = ref;
    }
    out->refs = refs;
    TRY(find_verb(cx, in->verb, &out->verb));
    out->act.values = &in->values;
    return out->verb->check(cx, in, &out->act);
}

static enum status bulk_step(struct ctx *cx, struct work *w)
{
    struct issue_bulk in = { 0 };
    struct share share = { .until_ms = clock_monotonic_ms() + WORK_STEP_MS };
    struct issue_bulk_result out = { 0 };

    TRY(read_share(cx, w, &in, &share));
    TRY(undo_resume(cx, w->state, &out.undo));
    out.refs = arena_array(cx->arena, struct issue_ref, share.n);
    out.skipped = arena_array(cx->arena, struct issue_bulk_skip, share.n);
    TRY(act_on_share(cx, &share, &out));
    w->undo = undo_token(&out.undo);
    w->state = undo_state(cx, &out.undo);
    w->done += (int64_t)share.n_done;
    w->affected += out.affected;
    w->skipped += (int64_t)out.n_skipped;
    return OK;
}

const struct work_kind issue_works[] = {
    { bulk_work, bulk_step },
    { 0 },
};

/* --- from the wire ------------------------------------------------------------------------ */

static enum status do_now(struct ctx *cx, struct share *share, struct issue_bulk_result *out)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    out->refs = arena_array(cx->arena, struct issue_ref, share->n);
    TRY(tx_begin(cx, &tx));
    TRY(act_on_share(cx, share, out));
    return tx_commit(&tx);
}

enum status issue_bulk_run(struct ctx *cx, struct issue_bulk *in, struct issue_bulk_result *out)
{
    struct issue_bulk_targets targets;
    struct share share = { .act = { .values = &in->values } };

    *out = (struct issue_bulk_result){ 0 };
    TRY(find_verb(cx, in->verb, &share.verb));
    if (share.verb->check != NULL)
        TRY(share.verb->check(cx, in, &share.act));
    in->follows_merges = share.verb->follows_merges;
    TRY(issue_bulk_find(cx, in, &targets));
    out->is_gone = share.verb->is_gone;
    out->skipped = arena_array(cx->arena, struct issue_bulk_skip, targets.n + targets.n_skipped);
    for (size_t i = 0; i < targets.n_skipped; i++)
        out->skipped[out->n_skipped++] = targets.skipped[i];
    if (share.verb->act == NULL)
        return merge_all(cx, in, &targets, out);
    if (targets.n > ISSUE_BULK_AT_ONCE)
        return start_work(cx, in, &targets, &out->job);
    share.refs = targets.refs;
    share.n = targets.n;
    return do_now(cx, &share, out);
}
