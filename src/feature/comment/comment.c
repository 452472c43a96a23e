#include "base/base.h"

#include "feature/comment/comment.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/tx.h"
#include "feature/comment/comment_sql.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_machine.h"
#include "feature/notify/notify.h"

/* Both queries have these columns. */
#define COMMENT_OF(issue, row)                                                                     \
    ((struct comment){ .id = (row).uuid,                                                           \
                       .issue_id = (issue)->uuid,                                                  \
                       .parent_id = (row).parent_uuid,                                             \
                       .user_id = (row).user_uuid,                                                 \
                       .user_name = (row).user_name,                                               \
                       .user_email = (row).user_email,                                             \
                       .user_avatar = (row).user_avatar,                                           \
                       .body = (row).body,                                                         \
                       .version = (row).version,                                                   \
                       .created_ms = (row).created_ms,                                             \
                       .updated_ms = (row).updated_ms })

enum status comment_list(struct ctx *cx, const struct issue_ref *issue, struct comment **out,
                         size_t *n)
{
    struct q_comment_list_row *rows;

    TRY(q_comment_list(cx, &(struct q_comment_list_args){ issue->id }, &rows, n));
    *out = arena_array(cx->arena, struct comment, *n);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = COMMENT_OF(issue, rows[i]);
    return OK;
}

static enum status find(struct ctx *cx, const struct issue_ref *issue, struct str id,
                        struct q_comment_get_row *row)
{
    struct str uuid;
    bool found = false;

    if (uuid_parse(cx->arena, id, &uuid))
        TRY(q_comment_get(cx, &(struct q_comment_get_args){ issue->id, uuid }, row, &found));
    return found ? OK : fail(cx, E_MISSING, "no such comment on this issue");
}

static enum status check_body(struct ctx *cx, struct str body)
{
    if (str_trim(body).len == 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "body" },
                       "a comment needs words");
    return OK;
}

/* --- mentions ----------------------------------------------------------------- */

struct people {
    int64_t ids[COMMENT_MENTIONS];
    size_t n;
};

static bool is_among(const struct people *people, int64_t id)
{
    for (size_t i = 0; i < people->n; i++) {
        if (people->ids[i] == id)
            return true;
    }
    return false;
}

static enum status find_person(struct ctx *cx, const struct mention *m, struct people *out)
{
    struct q_comment_mentioned_args args = { .uuid = m->is_uuid ? m->token : S(""),
                                             .name = m->is_uuid ? S("") : m->token,
                                             .folded = m->is_uuid ? S("")
                                                                  : str_fold(cx->arena, m->token) };
    struct q_comment_mentioned_row *rows;
    size_t n;

    TRY(q_comment_mentioned(cx, &args, &rows, &n));
    bool is_clear = n > 0 && (rows[0].is_exact || n == 1);
    if (is_clear && !is_among(out, rows[0].id))
        out->ids[out->n++] = rows[0].id;
    return OK;
}

/* Whom a text names, its author left out. */
static enum status find_people(struct ctx *cx, struct str body, struct people *out)
{
    struct mention *mentions = arena_array(cx->arena, struct mention, COMMENT_MENTIONS);
    size_t n = mention_find(cx, body, mentions), kept = 0;

    out->n = 0;
    for (size_t i = 0; i < n; i++)
        TRY(find_person(cx, &mentions[i], out));
    for (size_t i = 0; i < out->n; i++) {
        if (out->ids[i] != cx->actor->user_id)
            out->ids[kept++] = out->ids[i];
    }
    out->n = kept;
    return OK;
}

static struct notify_happening happening(struct ctx *cx, const struct issue_ref *issue,
                                         struct str body)
{
    return (struct notify_happening){ .project_id = issue->project_id,
                                      .issue_id = issue->id,
                                      .action = "commented",
                                      .words = mention_plain(cx, body) };
}

/* They follow the issue from now on. known: those who were told of this comment before. */
static enum status tell_mentioned(struct ctx *cx, const struct issue_ref *issue, struct str body,
                                  const struct people *people, const struct people *known)
{
    struct notify_happening h = happening(cx, issue, body);

    h.kind = NOTIFY_MENTION;
    for (size_t i = 0; i < people->n; i++) {
        if (is_among(known, people->ids[i]))
            continue;
        TRY(q_comment_follow(
            cx, &(struct q_comment_follow_args){ people->ids[i], issue->id, cx->now_ms }));
        TRY(notify_user(cx, &h, people->ids[i], "mention"));
    }
    return OK;
}

/* --- verbs -------------------------------------------------------------------- */

static enum status find_parent(struct ctx *cx, const struct issue_ref *issue, struct str id,
                               struct opt_i64 *out)
{
    struct q_comment_get_row parent;

    if (id.len == 0)
        return OK;
    TRY(find(cx, issue, id, &parent));
    if (parent.parent_id.set)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "parent_id" },
                       "that comment is an answer itself");
    *out = (struct opt_i64){ parent.id, true };
    return OK;
}

static enum status tell_new(struct ctx *cx, const struct issue_ref *issue, struct str body)
{
    static const struct people nobody;
    struct notify_happening h = happening(cx, issue, body);
    struct people people;

    TRY(find_people(cx, body, &people));
    h.kind = NOTIFY_FOLLOWED;
    h.except = people.ids;
    h.n_except = people.n;
    TRY(notify_watchers(cx, &h));
    return tell_mentioned(cx, issue, body, &people, &nobody);
}

enum status comment_add(struct ctx *cx, const struct issue_ref *issue, const struct comment_new *in,
                        struct comment *out)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct str uuid = uuid_new(cx->arena, cx->now_ms);
    struct q_comment_insert_args args = { .uuid = uuid,
                                          .project_id = issue->project_id,
                                          .issue_id = issue->id,
                                          .user_id = cx->actor->user_id,
                                          .body = in->body,
                                          .now_ms = cx->now_ms };
    struct issue_note note = { .project_id = issue->project_id,
                               .issue_id = issue->id,
                               .action = "commented" };
    struct q_comment_get_row row;

    TRY(check_body(cx, in->body));
    TRY(tx_begin(cx, &tx));
    TRY(find_parent(cx, issue, in->parent, &args.parent_id));
    TRY(q_comment_insert(cx, &args));
    note.metadata = str_printf(cx->arena, "{\"comment_id\":\"%.*s\"}", FMT(uuid));
    TRY(issue_note(cx, &note));
    TRY(tell_new(cx, issue, in->body));
    TRY(find(cx, issue, uuid, &row));
    *out = COMMENT_OF(issue, row);
    return tx_commit(&tx);
}

static enum status find_own(struct ctx *cx, const struct issue_ref *issue, struct str id,
                            struct q_comment_get_row *row)
{
    TRY(find(cx, issue, id, row));
    if (row->user_id != cx->actor->user_id && cx->actor->role != ROLE_ADMIN)
        return fail(cx, E_DENIED, "only its author or an admin may do that");
    return OK;
}

enum status comment_change(struct ctx *cx, const struct issue_ref *issue,
                           const struct comment_edit *edit, struct comment *out)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_comment_get_row row;
    struct people before, after;
    int64_t changed = 0;

    TRY(check_body(cx, edit->body));
    TRY(tx_begin(cx, &tx));
    TRY(find_own(cx, issue, edit->id, &row));
    TRY(q_comment_set_body(
        cx,
        &(struct q_comment_set_body_args){
            .id = row.id, .body = edit->body, .now_ms = cx->now_ms, .version = edit->version },
        &changed));
    if (changed == 0) {
        enum status st = fail_at(cx, E_CONFLICT, (struct err_where){ "stale", "version" },
                                 "somebody changed this comment meanwhile");
        err_more(&cx->err, str_printf(cx->arena, "\"current\":%lld", (long long)row.version));
        return st;
    }
    TRY(find_people(cx, row.body, &before));
    TRY(find_people(cx, edit->body, &after));
    TRY(tell_mentioned(cx, issue, edit->body, &after, &before));
    TRY(find(cx, issue, row.uuid, &row));
    *out = COMMENT_OF(issue, row);
    return tx_commit(&tx);
}

enum status comment_remove(struct ctx *cx, const struct issue_ref *issue, struct str id)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_comment_get_row row;

    TRY(tx_begin(cx, &tx));
    TRY(find_own(cx, issue, id, &row));
    TRY(q_comment_orphan(cx, &(struct q_comment_orphan_args){ row.id }));
    TRY(q_comment_delete(cx, &(struct q_comment_delete_args){ row.id }));
    return tx_commit(&tx);
}
