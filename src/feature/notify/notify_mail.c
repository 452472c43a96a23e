/* Mails about issues: gathered while they wait, written when they go. */
#include "base/base.h"

#include "feature/notify/notify_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/field.h"
#include "feature/mail/mail.h"
#include "feature/notify/notify_preferences.h"
#include "feature/notify/notify_sql.h"
#include "port/json.h"
#include "port/jsonw.h"

enum {
    PAYLOAD_BYTES = 256,
    TEXT_BYTES = 48 << 10,
    HTML_BYTES = 128 << 10,
    TITLE_CHARACTERS = 120,
    NOTICE_ATTEMPTS = 24,
    NOTICE_TIMEOUT_S = 60, /* as other mail */
};

static const struct field key_fields[] = {
    FIELD_I64("user", struct notice_key, user_id, FIELD_REQUIRED),
    FIELD_I64("project", struct notice_key, project_id, FIELD_REQUIRED),
    FIELD_I64("issue", struct notice_key, issue_id, FIELD_REQUIRED),
    FIELD_END,
};

/* --- queueing ------------------------------------------------------------------- */

static enum status queue(struct ctx *cx, const struct notice_key *key, struct str email,
                         int64_t due_ms)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, PAYLOAD_BYTES);
    jsonw_init(&w, &b);
    field_encode(&w, key_fields, key);
    return outbox_add(cx, &(struct outbox_item){ .channel = "notice",
                                                 .kind = "notice",
                                                 .recipient = email,
                                                 .payload = buf_str(&b),
                                                 .key = str_printf(cx->arena, "notice:%lld:%lld",
                                                                   (long long)key->user_id,
                                                                   (long long)key->issue_id),
                                                 .due_ms = due_ms });
}

static enum status read_state(struct ctx *cx, const struct notice_key *key,
                              struct q_notice_state_get_row *out)
{
    struct q_notice_state_get_args args = { key->project_id, key->user_id, key->issue_id };
    bool found;

    TRY(q_notice_state_get(cx, &args, out, &found));
    if (!found)
        *out = (struct q_notice_state_get_row){ 0 };
    return OK;
}

enum status notice_add(struct ctx *cx, const struct notify_happening *h,
                       const struct notice_key *key, const char *reason,
                       const struct notify_preferences *preferences)
{
    int64_t actor = cx->actor != NULL ? cx->actor->user_id : 0;
    struct q_notice_state_get_row state;
    struct q_notice_scene_row scene;
    bool found;

    TRY(read_state(cx, key, &state));
    TRY(q_notice_scene(cx, &(struct q_notice_scene_args){ key->user_id, key->issue_id }, &scene,
                       &found));
    if (!found || (state.muted_ms != 0 && !state.is_followed))
        return OK;
    TRY(q_notice_insert(
        cx, &(struct q_notice_insert_args){
                .project_id = key->project_id,
                .user_id = key->user_id,
                .issue_id = key->issue_id,
                .kind = str_c(notify_kind_name(h->kind)),
                .reason = str_c(reason),
                .action = str_c(h->action),
                .old_value = h->old_value,
                .new_value = h->new_value,
                .words = str_is_null(h->words) ? S("") : str_utf8_to(h->words, NOTIFY_WORDS),
                .actor_id = { actor, actor != 0 },
                .now_ms = cx->now_ms }));
    int64_t due_ms = cx->now_ms + OUTBOX_UNDO_MS;
    if (state.last_mail_ms != 0 && state.last_mail_ms + NOTIFY_GATHER_MS > due_ms)
        due_ms = state.last_mail_ms + NOTIFY_GATHER_MS;
    if (h->kind != NOTIFY_MENTION)
        due_ms = notify_after_quiet(preferences, due_ms);
    return queue(cx, key, scene.email, due_ms);
}

/* --- what is still worth telling ---------------------------------------------------- */

/* "%s" of the actor's name; NULL = the program did it. */
static const struct sentence {
    const char *action;
    const char *by_somebody;
    const char *by_itself;
} sentences[] = {
    { "assigned", "assigned this issue to you", "this issue was assigned to you" },
    { "commented", "commented", "a comment was written" },
    { "status_changed", "changed the status", "the status changed" },
    { "auto_reopened", "reopened it", "it came back" },
    { "auto_unsnoozed", "ended the snooze", "its snooze is over" },
    { "auto_escalated", "reopened it", "it happens much more often than before" },
    { "merged", "merged another issue into it", "another issue was merged into it" },
    { "merged_into", "merged it into another issue", "it was merged into another issue" },
    { "unmerged", "took issues apart", "issues were taken apart" },
    { "deleted", "deleted it", "it was deleted" },
    { "restored", "restored it", "it was restored" },
    { "ticket_created", "made a ticket of it", "a ticket was made of it" },
    { "ticket_status_changed", "moved its ticket", "its ticket was moved" },
    { "alert_failing", "", "an alert about it does not get through" },
};

static const struct sentence *sentence_of(struct str action)
{
    static const struct sentence other = { "", "changed it", "it changed" };

    for (size_t i = 0; i < ARRAY_LEN(sentences); i++) {
        if (str_eq(action, str_c(sentences[i].action)))
            return &sentences[i];
    }
    return &other;
}

struct letter {
    struct q_notice_scene_row scene;
    struct q_notice_list_row *items;
    size_t n;
    int64_t last_id; /* all up to it are told by this mail, or not worth it */
};

/* Changes of status that were taken back since, by an undo mostly: the first one's old status
 * is the last one's new one. */
static bool is_status_as_before(const struct letter *l)
{
    struct str first = { 0 }, last = { 0 };

    for (size_t i = 0; i < l->n; i++) {
        if (!str_eq(l->items[i].action, S("status_changed")))
            continue;
        if (str_is_null(first))
            first = l->items[i].old_value;
        last = l->items[i].new_value;
    }
    return !str_is_null(first) && str_eq(first, last);
}

static void leave_out_stale(const struct notice_key *key, struct letter *l)
{
    bool is_mine = l->scene.assignee_id.set && l->scene.assignee_id.value == key->user_id;
    bool is_as_before = is_status_as_before(l);
    bool has_assigned = false;
    size_t kept = 0;

    for (size_t i = 0; i < l->n; i++) {
        bool is_assigned = str_eq(l->items[i].action, S("assigned"));
        bool is_status = str_eq(l->items[i].action, S("status_changed"));
        if ((is_assigned && (!is_mine || has_assigned)) || (is_status && is_as_before))
            continue;
        has_assigned |= is_assigned;
        l->items[kept++] = l->items[i];
    }
    l->n = kept;
}

/* --- the text ------------------------------------------------------------------------ */

/* "Ann changed the status: open → resolved" */
static struct str headline(struct ctx *cx, const struct q_notice_list_row *item)
{
    const struct sentence *s = sentence_of(item->action);
    bool has_actor = item->actor_name.len > 0;
    bool is_mention = str_eq(item->kind, S("mention"));
    struct str line = has_actor ? str_printf(cx->arena, "%.*s %s", FMT(item->actor_name),
                                             is_mention ? "mentioned you" : s->by_somebody)
                                : str_c(s->by_itself);

    if (item->old_value.len > 0 && item->new_value.len > 0)
        line = str_printf(cx->arena, "%.*s: %.*s → %.*s", FMT(line), FMT(item->old_value),
                          FMT(item->new_value));
    return line;
}

static struct str reason_words(const struct letter *l)
{
    static const struct {
        struct str reason;
        struct str words;
    } all[] = {
        { { "mention", 7 }, { "you were mentioned", 18 } },
        { { "assigned", 8 }, { "it is assigned to you", 21 } },
        { { "follow", 6 }, { "you follow it", 13 } },
        { { "admin", 5 }, { "you are an admin", 16 } },
    };

    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        for (size_t k = 0; k < l->n; k++) {
            if (str_eq(l->items[k].reason, all[i].reason))
                return all[i].words;
        }
    }
    return S("it concerns you");
}

static void add_quoted(struct buf *b, struct str words)
{
    struct str rest = words, line;

    while (str_split(&rest, '\n', &line))
        buf_printf(b, "> %.*s\n", FMT(line));
}

static struct str write_text(struct ctx *cx, const struct letter *l, struct str link,
                             struct str leave)
{
    struct buf b;

    buf_init(&b, cx->arena, TEXT_BYTES);
    for (size_t i = 0; i < l->n; i++) {
        buf_printf(&b, "%.*s\n", FMT(headline(cx, &l->items[i])));
        if (l->items[i].words.len > 0)
            add_quoted(&b, l->items[i].words);
        buf_add_char(&b, '\n');
    }
    buf_printf(&b, "%.*s-%lld  %.*s\n%.*s · %.*s · %.*s\n%.*s\n\n", FMT(l->scene.short_prefix),
               (long long)l->scene.short_no, FMT(l->scene.title), FMT(l->scene.project_name),
               FMT(l->scene.level), FMT(l->scene.status), FMT(link));
    buf_printf(&b, "-- \nYou get this because %.*s.\nNo more mail about this issue: %.*s\n",
               FMT(reason_words(l)), FMT(leave));
    return buf_str(&b);
}

static void add_html_quote(struct buf *b, struct str words)
{
    struct str rest = words, line;
    bool is_first = true;

    buf_add(b, S("<blockquote style=\"margin:0 0 16px;padding:0 12px;border-left:3px solid "
                 "#dcdcd6\">"));
    while (str_split(&rest, '\n', &line)) {
        if (!is_first)
            buf_add(b, S("<br>\n"));
        buf_add_html(b, line);
        is_first = false;
    }
    buf_add(b, S("</blockquote>\n"));
}

static struct str write_html(struct ctx *cx, const struct letter *l, struct str link,
                             struct str leave)
{
    struct buf b, foot;

    buf_init(&b, cx->arena, HTML_BYTES);
    for (size_t i = 0; i < l->n; i++) {
        buf_add(&b, S("<p style=\"margin:0 0 8px\"><b>"));
        buf_add_html(&b, headline(cx, &l->items[i]));
        buf_add(&b, S("</b></p>\n"));
        if (l->items[i].words.len > 0)
            add_html_quote(&b, l->items[i].words);
    }
    buf_add(&b, S("<p style=\"margin:16px 0 0\"><a href=\""));
    buf_add_html(&b, link);
    buf_printf(&b, "\">%.*s-%lld</a> ", FMT(l->scene.short_prefix), (long long)l->scene.short_no);
    buf_add_html(&b, l->scene.title);
    buf_add(&b, S("<br>\n<span style=\"color:#5f646c\">"));
    buf_add_html(&b, l->scene.project_name);
    buf_printf(&b, " · %.*s · %.*s</span></p>\n", FMT(l->scene.level), FMT(l->scene.status));
    struct str body = buf_str(&b);
    buf_init(&foot, cx->arena, HTML_BYTES);
    buf_printf(&foot, "You get this because %.*s. <a href=\"", FMT(reason_words(l)));
    buf_add_html(&foot, leave);
    buf_add(&foot, S("\">No more mail about this issue</a>"));
    return mail_page(cx, l->scene.title, body, buf_str(&foot));
}

static struct mail write_mail(struct ctx *cx, const struct notice_key *key, const struct letter *l)
{
    const struct q_notice_scene_row *s = &l->scene;
    struct str path = str_printf(cx->arena, "/projects/%.*s/issues/%.*s", FMT(s->project_uuid),
                                 FMT(s->issue_uuid));
    struct str link = mail_link(cx, path);
    struct str leave = mail_link(cx, str_printf(cx->arena, "/api/v1/auth/unsubscribe/%.*s",
                                                FMT(unsubscribe_token(cx, key))));

    return (struct mail){
        .to = s->email,
        .to_name = s->name,
        .subject = str_printf(cx->arena, "[%.*s] %.*s (%.*s-%lld)", FMT(s->project_name),
                              FMT(str_utf8_to(s->title, TITLE_CHARACTERS)), FMT(s->short_prefix),
                              (long long)s->short_no),
        .text = write_text(cx, l, link, leave),
        .html = write_html(cx, l, link, leave),
        .thread = str_printf(cx->arena, "issue-%.*s", FMT(s->issue_uuid)),
        .unsubscribe = leave,
    };
}

/* --- the channel ---------------------------------------------------------------------- */

static enum status read_key(struct ctx *cx, const struct outbox_delivery *d, struct notice_key *out)
{
    struct json_doc *doc;

    *out = (struct notice_key){ 0 };
    TRY(json_parse(cx, d->payload, &doc, NULL));
    return field_decode(cx, key_fields, json_root(doc), out);
}

/* Nobody to write to, or nothing that is still worth telling: that is a delivery, too. */
static enum status deliver(struct ctx *cx, struct outbox_delivery *d)
{
    struct letter l = { 0 };
    struct notice_key key;
    bool found;

    TRY(read_key(cx, d, &key));
    TRY(q_notice_list(cx, &(struct q_notice_list_args){ key.user_id, key.issue_id }, &l.items,
                      &l.n));
    TRY(q_notice_scene(cx, &(struct q_notice_scene_args){ key.user_id, key.issue_id }, &l.scene,
                       &found));
    l.last_id = l.n > 0 ? l.items[l.n - 1].id : 0;
    d->done = str_printf(cx->arena, "%lld", (long long)l.last_id);
    if (!found || !str_eq(l.scene.user_status, S("active")) || l.scene.deleted_ms != 0)
        return OK;
    leave_out_stale(&key, &l);
    if (l.n == 0)
        return OK;
    struct mail mail = write_mail(cx, &key, &l);
    TRY(mail_deliver(cx, d, &mail));
    d->done = str_printf(cx->arena, "%lld mailed", (long long)l.last_id);
    return OK;
}

/* What came while the mail was under way waits for the next one. */
static enum status delivered(struct ctx *cx, const struct outbox_delivery *d)
{
    struct q_notice_left_row left;
    struct notice_key key;
    int64_t last_id = 0;

    TRY(read_key(cx, d, &key));
    if (!str_i64(str_to(d->done, str_find_char(d->done, ' ')), &last_id))
        return fail(cx, E_INTERNAL, "a delivery does not say what it told");
    TRY(q_notice_told(cx, &(struct q_notice_told_args){ key.user_id, key.issue_id, last_id }));
    if (str_ends(d->done, S("mailed")))
        TRY(q_notice_mailed(cx, &(struct q_notice_mailed_args){ key.project_id, key.user_id,
                                                                key.issue_id, cx->now_ms }));
    TRY(q_notice_left(cx, &(struct q_notice_left_args){ key.user_id, key.issue_id }, &left));
    return left.n > 0 ? queue(cx, &key, d->recipient, cx->now_ms + NOTIFY_GATHER_MS) : OK;
}

const struct outbox_channel notice_channels[] = {
    { "notice", deliver, delivered, .timeout_s = NOTICE_TIMEOUT_S, .attempts = NOTICE_ATTEMPTS },
    { 0 },
};
