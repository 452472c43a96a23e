#include "base/base.h"
#include "feature/issue/issue_undo.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/field.h"
#include "feature/issue/issue_digest_sql.h"
#include "feature/issue/issue_machine_sql.h"
#include "feature/issue/issue_sql.h"
#include "feature/issue/issue_undo_sql.h"
#include "feature/issue/issue_verb.h"
#include "port/json.h"
#include "port/jsonw.h"

enum { WAS_BYTES = 64 << 10 };

/* --- how it is kept --------------------------------------------------------------- */

static const struct field member_fields[] = {
    FIELD_I64("id", struct issue_was_member, id, FIELD_WIDE),
    FIELD_JSON("fingerprints", struct issue_was_member, fingerprints, 0, WAS_BYTES),
    FIELD_END,
};
#define COLUMN_I64(name) FIELD_I64(#name, struct issue_was, columns.name, FIELD_WIDE)
#define COLUMN_OPT_I64(name)                                                                       \
    FIELD_OPT_I64(#name, struct issue_was, columns.name, FIELD_OMIT | FIELD_WIDE)
#define COLUMN_STR(name)  FIELD_STR(#name, struct issue_was, columns.name, FIELD_OMIT, WAS_BYTES)
#define WAS_STR(name)     FIELD_STR(#name, struct issue_was, name, FIELD_OMIT, WAS_BYTES)
#define WAS_OPT_I64(name) FIELD_OPT_I64(#name, struct issue_was, name, FIELD_OMIT | FIELD_WIDE)

static const struct field was_fields[] = {
    WAS_STR(verb),
    WAS_STR(status),
    COLUMN_I64(resolved_ms),
    COLUMN_I64(cooldown_until_ms),
    COLUMN_STR(resolved_in_release),
    COLUMN_STR(resolve_pending),
    COLUMN_I64(resolve_base_release),
    COLUMN_I64(snooze_until_ms),
    COLUMN_OPT_I64(snooze_event_threshold),
    COLUMN_I64(snooze_events_at_start),
    COLUMN_OPT_I64(snooze_user_threshold),
    COLUMN_I64(snooze_users_at_start),
    COLUMN_OPT_I64(snooze_rate_events),
    COLUMN_OPT_I64(snooze_rate_minutes),
    COLUMN_OPT_I64(snooze_escalation),
    WAS_STR(snooze_window),
    WAS_OPT_I64(assigned_to),
    WAS_OPT_I64(priority),
    FIELD_BOOL("is_priority_manual", struct issue_was, is_priority_manual, 0),
    WAS_STR(key),
    WAS_STR(value),
    WAS_STR(label_uuid),
    WAS_STR(source),
    FIELD_BOOL("was_off", struct issue_was, was_off, 0),
    FIELD_I64("rule_id", struct issue_was, rule_id, FIELD_WIDE),
    FIELD_I64("created_ms", struct issue_was, created_ms, FIELD_WIDE),
    FIELD_I64("origin_issue_id", struct issue_was, origin_issue_id, FIELD_WIDE),
    FIELD_I64("deleted_ms", struct issue_was, deleted_ms, FIELD_WIDE),
    WAS_STR(suffix),
    FIELD_LIST("members", struct issue_was, members, FIELD_OMIT, struct issue_was_member,
               member_fields, 0),
    FIELD_END,
};

static const char issue_kind[] = "issue";

enum status issue_note_was(struct ctx *cx, struct undo *undo, const struct issue_ref *issue,
                           int64_t version, const struct issue_was *was)
{
    struct buf b;
    struct jsonw w;

    if (undo == NULL)
        return OK;
    buf_init(&b, cx->arena, WAS_BYTES);
    jsonw_init(&w, &b);
    field_encode(&w, was_fields, was);
    assert(!buf_is_full(&b));
    return undo_add(cx, undo,
                    &(struct undo_object){ .kind = issue_kind,
                                           .project_id = issue->project_id,
                                           .object_id = issue->id,
                                           .version = version,
                                           .was = buf_str(&b) });
}

enum status issue_read_was(struct ctx *cx, const struct undo_object *o, struct issue_was *out)
{
    struct json_doc *doc;

    *out = (struct issue_was){ 0 };
    TRY(json_parse(cx, o->was, &doc, NULL));
    return field_decode(cx, was_fields, json_root(doc), out);
}

/* --- the verbs, back ----------------------------------------------------------------- */

static struct issue_ref ref_of(const struct undo_object *o)
{
    return (struct issue_ref){ .id = o->object_id, .project_id = o->project_id };
}

static enum status restore_window(struct ctx *cx, int64_t id, struct str hex)
{
    uint8_t *bytes = arena_array(cx->arena, uint8_t, hex.len / 2);

    if (hex.len == 0 || !str_unhex(hex, bytes, hex.len / 2))
        return OK;
    return q_issue_set_window(
        cx, &(struct q_issue_set_window_args){ id, str_make((const char *)bytes, hex.len / 2) });
}

static enum status restore_status(struct ctx *cx, const struct undo_object *o,
                                  const struct issue_was *was)
{
    struct q_issue_for_digest_row row;
    bool is_moved = false;

    TRY(q_issue_for_digest(cx, &(struct q_issue_for_digest_args){ o->object_id }, &row));
    struct issue_move move = { .project_id = o->project_id,
                               .issue_id = o->object_id,
                               .from = row.status,
                               .happening = ISSUE_SET,
                               .wanted = was->status,
                               .columns = was->columns };
    TRY(issue_move(cx, &move, &is_moved));
    assert(is_moved); /* the row is locked */
    return restore_window(cx, o->object_id, was->snooze_window);
}

static enum status restore_assignee(struct ctx *cx, const struct undo_object *o,
                                    const struct issue_was *was)
{
    struct issue_ref ref = ref_of(o);
    struct issue_act act = { .issue = &ref };
    struct issue_user user = { 0 };
    bool is_changed = false;

    if (was->assigned_to.set) {
        struct q_issue_user_by_id_row row;
        bool found;
        TRY(q_issue_user_by_id(cx, &(struct q_issue_user_by_id_args){ was->assigned_to.value },
                               &row, &found));
        if (found)
            user = (struct issue_user){ was->assigned_to.value, row.uuid };
    }
    return issue_act_assign(cx, &act, &user, &is_changed);
}

static enum status restore_priority(struct ctx *cx, const struct undo_object *o,
                                    const struct issue_was *was)
{
    struct q_issue_set_priority_args args = { o->object_id, was->priority.value,
                                              was->is_priority_manual, cx->now_ms };

    TRY(q_issue_set_priority(cx, &args));
    return issue_note(
        cx, &(struct issue_note){
                .project_id = o->project_id,
                .issue_id = o->object_id,
                .action = "priority_changed",
                .new_value = str_printf(cx->arena, "%lld", (long long)was->priority.value) });
}

static enum status restore_untagged(struct ctx *cx, const struct undo_object *o,
                                    const struct issue_was *was)
{
    struct issue_ref ref = ref_of(o);
    struct issue_act act = { .issue = &ref };
    struct issue_label label = { was->key, was->value };
    struct q_label_forbid_args forbid = { o->object_id, was->key, was->value };
    bool is_changed = false;

    TRY(issue_act_tag(cx, &act, &label, false, &is_changed));
    return was->was_off ? q_label_forbid(cx, &forbid) : OK;
}

/* The very label that was taken off, origin and time included. */
static enum status restore_tagged(struct ctx *cx, const struct undo_object *o,
                                  const struct issue_was *was)
{
    struct q_label_restore_args args = { .issue_id = o->object_id,
                                         .key = was->key,
                                         .value = was->value,
                                         .uuid = was->label_uuid,
                                         .source = was->source,
                                         .rule_id = was->rule_id,
                                         .created_ms = was->created_ms,
                                         .origin_issue_id = was->origin_issue_id };
    struct q_label_allow_args allow = { o->object_id, was->key, was->value };
    struct str text = str_printf(cx->arena, "%.*s:%.*s", FMT(was->key), FMT(was->value));
    int64_t allowed;

    TRY(q_label_restore(cx, &args));
    TRY(q_label_allow(cx, &allow, &allowed));
    TRY(q_issue_touch(cx, &(struct q_issue_touch_args){ o->object_id, cx->now_ms }));
    return issue_note(cx, &(struct issue_note){ .project_id = o->project_id,
                                                .issue_id = o->object_id,
                                                .action = "tagged",
                                                .new_value = text });
}

static enum status restore_unfollowed(struct ctx *cx, const struct undo_object *o,
                                      const struct issue_was *was)
{
    struct issue_ref ref = ref_of(o);
    struct issue_act act = { .issue = &ref };
    bool is_changed = false;

    (void)was;
    return issue_act_follow(cx, &act, false, &is_changed);
}

static enum status restore_followed(struct ctx *cx, const struct undo_object *o,
                                    const struct issue_was *was)
{
    struct issue_ref ref = ref_of(o);
    struct issue_act act = { .issue = &ref };
    bool is_changed = false;

    (void)was;
    return issue_act_follow(cx, &act, true, &is_changed);
}

static const struct verb {
    struct str name;
    enum status (*restore)(struct ctx *cx, const struct undo_object *o,
                           const struct issue_was *was);
    bool is_deleted;  /* the issue lies under a tombstone                        */
    bool any_version; /* it touches nothing that others see, whatever they did   */
    /* Do the other issues it needs allow it? NULL = it needs none. */
    enum status (*is_possible)(struct ctx *cx, const struct undo_object *o,
                               const struct issue_was *was, bool *out);
} verbs[] = {
    { S("status"), restore_status, false, false, NULL },
    { S("assign"), restore_assignee, false, false, NULL },
    { S("priority"), restore_priority, false, false, NULL },
    { S("tag"), restore_untagged, false, false, NULL },
    { S("untag"), restore_tagged, false, false, NULL },
    { S("follow"), restore_unfollowed, false, true, NULL },
    { S("unfollow"), restore_followed, false, true, NULL },
    { S("merge"), issue_restore_merged, false, false, NULL },
    { S("unmerge"), issue_restore_unmerged, false, false, issue_may_take_in },
    { S("delete"), issue_restore_deleted, true, false, NULL },
};

/* --- the kind --------------------------------------------------------------------------- */

static const struct verb *verb_of(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        if (str_eq(name, verbs[i].name))
            return &verbs[i];
    }
    return NULL;
}

/* Who came between, when the history says so. */
static enum status refuse(struct ctx *cx, const struct undo_object *o, struct undo_refusal *out)
{
    struct q_issue_last_activity_row row;
    bool found;

    out->reason = S("changed");
    TRY(q_issue_last_activity(cx, &(struct q_issue_last_activity_args){ o->object_id }, &row,
                              &found));
    if (found) {
        out->by = row.user_uuid;
        out->at_ms = row.created_ms;
    }
    return OK;
}

static enum status restore(struct ctx *cx, const struct undo_object *o, struct undo_refusal *out)
{
    struct q_issue_for_undo_row row;
    struct issue_was was;
    bool found;

    TRY(issue_read_was(cx, o, &was));
    const struct verb *verb = verb_of(was.verb);
    if (verb == NULL)
        return fail(cx, E_MISSING, "this version of the program cannot undo it");
    TRY(q_issue_for_undo(cx, &(struct q_issue_for_undo_args){ o->object_id }, &row, &found));
    out->id = found ? row.uuid : S("");
    out->reason = found ? (struct str){ 0 } : S("gone");
    if (!found)
        return OK;
    bool is_same = verb->any_version || row.version == o->version;
    if (!is_same || row.is_merged || (row.deleted_ms != 0) != verb->is_deleted)
        return refuse(cx, o, out);
    bool is_possible = true;
    if (verb->is_possible != NULL)
        TRY(verb->is_possible(cx, o, &was, &is_possible));
    return is_possible ? verb->restore(cx, o, &was) : refuse(cx, o, out);
}

static enum status tell_of(struct ctx *cx, const struct issue_ref *issue)
{
    struct issue_view view;
    bool found;

    TRY(issue_read(cx, issue->project_id, issue->id, &view, &found));
    if (!found)
        return issue_publish_all(cx, issue, 1, true);
    issue_publish(cx, &view);
    return OK;
}

/* The issue, and those that came out of it or took it in. */
static enum status tell_all(struct ctx *cx, const struct undo_object *o)
{
    struct issue_ref ref = ref_of(o);
    struct issue_was was;

    TRY(tell_of(cx, &ref));
    TRY(issue_read_was(cx, o, &was));
    const struct issue_was_member *members = was.members.items;
    for (size_t i = 0; i < was.members.n; i++)
        TRY(tell_of(cx, &(struct issue_ref){ .id = members[i].id, .project_id = o->project_id }));
    return OK;
}

/* It is done: who listens and is not told reads it anew later. */
static void tell(struct ctx *cx, const struct undo_object *o)
{
    if (tell_all(cx, o) != OK)
        err_clear(&cx->err);
}

const struct undo_kind issue_undoes[] = {
    { issue_kind, issue_undo_lock, restore, tell },
    { 0 },
};
