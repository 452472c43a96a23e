/* Answering by mail to somebody who wrote. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/feedback/feedback_int.h"
#include "feature/feedback/feedback_sql.h"
#include "feature/mail/mail.h"
#include "port/mail.h"

enum { HTTP_CREATED = 201, TEXT_BYTES = 128 << 10, BODY_BYTES = 32 << 10 };

const struct field feedback_reply_out[] = {
    FIELD_STR("id", struct feedback_reply, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("user_id", struct feedback_reply, user_id, FIELD_UUID, 0),
    FIELD_STR("user_name", struct feedback_reply, user_name, 0, 0),
    FIELD_STR("body", struct feedback_reply, body, FIELD_REQUIRED, 0),
    FIELD_TIME("created_at", struct feedback_reply, created_ms, FIELD_REQUIRED),
    FIELD_END,
};

struct reply_in {
    struct str body;
};
const struct field feedback_reply_in[] = {
    FIELD_STR("body", struct reply_in, body, FIELD_REQUIRED, BODY_BYTES),
    FIELD_END,
};

enum status feedback_replies(struct ctx *cx, int64_t project_id, struct str feedback_id,
                             struct field_list *out)
{
    struct q_feedback_replies_args args = { project_id, feedback_id };
    struct q_feedback_replies_row *rows;
    size_t n;

    TRY(q_feedback_replies(cx, &args, &rows, &n));
    struct feedback_reply *list = arena_array(cx->arena, struct feedback_reply, n);
    for (size_t i = 0; i < n; i++)
        list[i] = (struct feedback_reply){ .id = rows[i].id,
                                           .user_id = rows[i].user_uuid,
                                           .user_name = rows[i].user_name,
                                           .body = rows[i].body,
                                           .created_ms = rows[i].created_ms };
    *out = FIELD_ITEMS(list, n);
    return OK;
}

/* --- the mail ----------------------------------------------------------------- */

static void add_lines(struct buf *b, struct str text, const char *mark)
{
    struct str rest = text, line;

    while (str_split(&rest, '\n', &line))
        buf_printf(b, "%s%.*s\n", mark, FMT(line));
}

static void add_html_lines(struct buf *b, struct str text)
{
    struct str rest = text, line;

    while (str_split(&rest, '\n', &line)) {
        buf_add_html(b, line);
        buf_add(b, S("<br>\n"));
    }
}

/* The answer, and below it what it answers. */
static struct mail write_mail(struct ctx *cx, const struct q_feedback_get_row *row,
                              struct str project, struct str body)
{
    bool has_person = cx->actor != NULL && cx->actor->user_id != 0;
    struct buf text, html;

    buf_init(&text, cx->arena, TEXT_BYTES);
    add_lines(&text, body, "");
    buf_add(&text, S("\nYou wrote:\n"));
    add_lines(&text, row->comments, "> ");
    struct str plain = buf_str(&text);
    buf_init(&html, cx->arena, TEXT_BYTES);
    buf_add(&html, S("<p>"));
    add_html_lines(&html, body);
    buf_add(&html, S("</p>\n<p>You wrote:</p>\n<blockquote>"));
    add_html_lines(&html, row->comments);
    buf_add(&html, S("</blockquote>\n"));
    struct str subject = str_printf(cx->arena, "Your feedback on %.*s", FMT(project));
    return (struct mail){ .to = row->email,
                          .to_name = row->name,
                          .subject = subject,
                          .text = plain,
                          .html = mail_page(cx, subject, buf_str(&html), (struct str){ 0 }),
                          .thread = str_printf(cx->arena, "feedback-%.*s", FMT(row->id)),
                          .reply_to = has_person ? cx->actor->user_email : (struct str){ 0 } };
}

/* --- the route ------------------------------------------------------------------ */

static enum status may_write_to(struct ctx *cx, struct str email)
{
    if (!mail_is_on())
        return fail_at(cx, E_CONFLICT, (struct err_where){ "mail_off", NULL },
                       "this server sends no mail (SMTP_HOST)");
    if (!mail_address_is_good(email))
        return fail_at(cx, E_CONFLICT, (struct err_where){ "no_address", NULL },
                       "whoever wrote this left no mail address");
    return OK;
}

enum status feedback_reply_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t user_id = cx->actor != NULL ? cx->actor->user_id : 0;
    struct feedback_reply out = { .id = uuid_new(cx->arena, cx->now_ms), .created_ms = cx->now_ms };
    struct q_feedback_project_row project;
    struct q_feedback_get_row row;
    struct reply_in in = { 0 };
    struct str id;
    bool found;

    TRY(feedback_read_id(cx, rq, &id));
    TRY(request_read(cx, rq, feedback_reply_in, &in));
    TRY(tx_begin(cx, &tx));
    TRY(q_feedback_get(cx, &(struct q_feedback_get_args){ rq->project_id, id }, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "no such feedback in this project");
    TRY(may_write_to(cx, row.email));
    TRY(q_feedback_project(cx, &(struct q_feedback_project_args){ rq->project_id }, &project));
    TRY(q_feedback_reply_insert(
        cx, &(struct q_feedback_reply_insert_args){ .project_id = rq->project_id,
                                                    .id = out.id,
                                                    .feedback_id = id,
                                                    .user_id = { user_id, user_id != 0 },
                                                    .body = in.body,
                                                    .now_ms = cx->now_ms }));
    struct mail mail = write_mail(cx, &row, project.name, in.body);
    TRY(mail_queue(cx, &(struct mail_order){ .kind = "feedback_reply" }, &mail));
    TRY(tx_commit(&tx));
    out.body = in.body;
    if (user_id != 0) {
        out.user_id = cx->actor->user_uuid;
        out.user_name = cx->actor->user_name;
    }
    return respond(cx, rs, HTTP_CREATED, feedback_reply_out, &out);
}
