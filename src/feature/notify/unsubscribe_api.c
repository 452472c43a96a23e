/* Unsubscribing by a link, without signing in: GET shows, POST acts, so that programs that
 * follow links in mails change nothing (RFC 8058). */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/config.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/mail/mail.h"
#include "feature/notify/notify_int.h"
#include "feature/notify/notify_preferences.h"
#include "feature/notify/notify_sql.h"
#include "port/crypto.h"
#include "port/json.h"

enum { MAC_BYTES = 16, TOKEN_PARTS = 4, HTML_BYTES = 16 << 10 };

/* --- the link ------------------------------------------------------------------------ */

static struct str sign(struct ctx *cx, struct str text)
{
    uint8_t key[SECRET_KEY_BYTES], mac[SHA256_BYTES];

    secret_key_derive(core_config()->session_secret, S("unsubscribe"), key);
    hmac_sha256(str_make((const char *)key, sizeof key), text, mac);
    return str_hex(cx->arena, mac, MAC_BYTES);
}

/* Numbers and their signature: nothing is kept, and it works for ever. */
struct str unsubscribe_token(struct ctx *cx, const struct notice_key *key)
{
    struct str text = str_printf(cx->arena, "%lld.%lld.%lld", (long long)key->user_id,
                                 (long long)key->project_id, (long long)key->issue_id);

    return str_printf(cx->arena, "%.*s.%.*s", FMT(text), FMT(sign(cx, text)));
}

static enum status read_token(struct ctx *cx, const struct request *rq, struct notice_key *out)
{
    struct str token = request_param(rq, "unsubscribe"), rest = token, part;
    int64_t *const numbers[] = { &out->user_id, &out->project_id, &out->issue_id };
    size_t dot = str_rfind_char(token, '.'), n = 0;
    bool is_good = crypto_equal(sign(cx, str_to(token, dot)), str_from(token, dot + 1));

    while (is_good && n < ARRAY_LEN(numbers) && str_split(&rest, '.', &part))
        is_good = str_i64(part, numbers[n++]);
    if (!is_good || n != ARRAY_LEN(numbers))
        return fail_at(cx, E_MISSING, (struct err_where){ "link", NULL },
                       "this link is not one of ours");
    return OK;
}

/* --- what it is about ------------------------------------------------------------------ */

struct subscription {
    struct str email; /* "a…@example.com": whoever has the mail knows it */
    struct str issue_id;
    struct str short_id;
    struct str title;
    bool has_issue_mail;
    bool has_mail; /* any at all */
};
const struct field unsubscribe_out[] = {
    FIELD_STR("email", struct subscription, email, FIELD_REQUIRED, 0),
    FIELD_STR("issue_id", struct subscription, issue_id, FIELD_UUID, 0),
    FIELD_STR("short_id", struct subscription, short_id, 0, 0),
    FIELD_STR("title", struct subscription, title, 0, 0),
    FIELD_BOOL("issue_mail", struct subscription, has_issue_mail, 0),
    FIELD_BOOL("mail", struct subscription, has_mail, 0),
    FIELD_END,
};

static struct str masked(struct ctx *cx, struct str email)
{
    return str_printf(cx->arena, "%.*s…%.*s", FMT(str_utf8_to(email, 1)),
                      FMT(str_from(email, str_rfind_char(email, '@'))));
}

static bool has_any(const bool kinds[NOTIFY_KINDS])
{
    bool is_any = false;

    for (int k = 0; k < NOTIFY_KINDS; k++)
        is_any |= kinds[k];
    return is_any;
}

static enum status look(struct ctx *cx, const struct notice_key *key, struct subscription *out,
                        struct str *preferences)
{
    struct q_notice_state_get_args args = { key->project_id, key->user_id, key->issue_id };
    struct q_notice_state_get_row state = { 0 };
    struct notify_preferences wanted;
    struct q_notice_scene_row scene;
    bool found;

    TRY(q_notice_scene(cx, &(struct q_notice_scene_args){ key->user_id, key->issue_id }, &scene,
                       &found));
    if (!found)
        return fail(cx, E_MISSING, "what this link was about is gone");
    TRY(q_notice_state_get(cx, &args, &state, &found));
    notify_preferences_read(cx, scene.preferences, &wanted);
    *preferences = scene.preferences;
    *out = (struct subscription){
        .email = masked(cx, scene.email),
        .issue_id = scene.issue_uuid,
        .short_id =
            str_printf(cx->arena, "%.*s-%lld", FMT(scene.short_prefix), (long long)scene.short_no),
        .title = scene.title,
        .has_mail = has_any(wanted.mail),
    };
    out->has_issue_mail = out->has_mail && !(found && state.muted_ms != 0 && !state.is_followed);
    return OK;
}

/* --- answers ------------------------------------------------------------------------ */

static struct str page(struct ctx *cx, const struct subscription *s)
{
    struct buf b;

    buf_init(&b, cx->arena, HTML_BYTES);
    buf_add(&b, S("<p><b>"));
    buf_add_html(&b, s->short_id);
    buf_add(&b, S("</b> "));
    buf_add_html(&b, s->title);
    buf_add(&b, S("</p>\n<p>"));
    buf_add_html(&b, s->email);
    buf_add(&b, s->has_issue_mail ? S(" gets mail about this issue.</p>\n<form method=\"post\">"
                                      "<button>No more mail about this issue</button></form>\n")
                : s->has_mail     ? S(" gets no more mail about this issue.</p>\n")
                                  : S(" gets no mail at all.</p>\n"));
    if (s->has_mail)
        buf_add(&b, S("<form method=\"post\"><input type=\"hidden\" name=\"all\" value=\"true\">"
                      "<button>No mail at all</button></form>\n"));
    return mail_page(cx, S("Mail"), buf_str(&b), (struct str){ 0 });
}

static enum status answer(struct ctx *cx, const struct request *rq, struct response *rs,
                          const struct notice_key *key)
{
    struct subscription out;
    struct str preferences;

    TRY(look(cx, key, &out, &preferences));
    respond_header(rs, "Cache-Control", S("no-store"));
    if (str_contains(request_header(rq, "Accept"), S("text/html")))
        return respond_text(rs, status_http(OK), "text/html; charset=utf-8", page(cx, &out));
    return respond(cx, rs, status_http(OK), unsubscribe_out, &out);
}

enum status unsubscribe_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct notice_key key;

    TRY(read_token(cx, rq, &key));
    return answer(cx, rq, rs, &key);
}

/* A form ("List-Unsubscribe=One-Click", or our page's "all=true"), JSON, or nothing. */
static bool wants_all(struct ctx *cx, struct str body)
{
    struct json_doc *doc;

    if (str_eq(str_trim(body), S("all=true")))
        return true;
    if (!str_starts(str_trim(body), S("{")) || json_parse(cx, body, &doc, NULL) != OK) {
        err_clear(&cx->err);
        return false;
    }
    return json_bool(json_get(json_root(doc), S("all")), false);
}

static enum status leave_all(struct ctx *cx, const struct notice_key *key, struct str preferences)
{
    struct str without;

    TRY(notify_preferences_without_mail(cx, preferences, &without));
    TRY(q_notify_set_preferences(cx,
                                 &(struct q_notify_set_preferences_args){ key->user_id, without }));
    return q_notice_drop_all(cx, &(struct q_notice_drop_all_args){ key->user_id });
}

static enum status leave_issue(struct ctx *cx, const struct notice_key *key)
{
    TRY(q_notice_unfollow(cx, &(struct q_notice_unfollow_args){ key->user_id, key->issue_id }));
    TRY(q_notice_drop(cx, &(struct q_notice_drop_args){ key->user_id, key->issue_id }));
    return q_notice_mute(cx, &(struct q_notice_mute_args){ key->project_id, key->user_id,
                                                           key->issue_id, cx->now_ms });
}

enum status unsubscribe_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct subscription now;
    struct str preferences;
    struct notice_key key;

    TRY(read_token(cx, rq, &key));
    TRY(tx_begin(cx, &tx));
    TRY(look(cx, &key, &now, &preferences));
    TRY(wants_all(cx, rq->body) ? leave_all(cx, &key, preferences) : leave_issue(cx, &key));
    TRY(tx_commit(&tx));
    return answer(cx, rq, rs, &key);
}
