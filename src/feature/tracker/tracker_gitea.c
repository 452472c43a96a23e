/* Gitea and Forgejo (docs.gitea.com/api, "/repos/{owner}/{repo}/issues"). */
#include "base/base.h"
#include "feature/tracker/tracker_forge.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"
#include "port/jsonw.h"

static const char *const needs[] = { "base_url", "owner", "repo", "token", NULL };

static struct str base(const struct tracker_settings *s)
{
    return s->base_url; /* with /api/v1: tracker_settings.c sees to it */
}

static void sign(struct ctx *cx, const struct tracker_session *s, struct httpc_header *out)
{
    out[0] = (struct httpc_header){ "Accept", S("application/json"), false };
    out[1] =
        (struct httpc_header){ "Authorization",
                               str_printf(cx->arena, "token %.*s", FMT(s->settings.token)), true };
}

static bool is_wanted(const struct str_list *labels, struct str name)
{
    size_t i = 0;

    while (i < labels->n && !str_eq_fold(labels->items[i], name))
        i++;
    return i < labels->n;
}

/* By number: those the repository has of these names; others are left out. */
static enum status add_labels(struct ctx *cx, struct tracker_session *s, struct jsonw *w)
{
    struct str_list labels = tracker_labels(cx, &s->settings);
    struct str path = forge_repository(cx, &s->settings);
    struct tracker_call call = { .method = "GET" };
    struct json *answer;

    if (labels.n == 0)
        return OK;
    call.path = str_printf(cx->arena, "%.*s/labels?limit=50", FMT(path));
    TRY(tracker_call(cx, s, &call, &answer));
    struct json_iter it = json_iter(answer);
    jsonw_key_arr(w, "labels");
    while (json_next(&it)) {
        int64_t id;
        if (is_wanted(&labels, json_str(json_get(it.value, S("name")))) &&
            json_i64(json_get(it.value, S("id")), &id))
            jsonw_i64(w, id);
    }
    jsonw_end(w);
    return OK;
}

static const struct forge forge = { "limit", "&type=issues", add_labels };

static enum status create(struct ctx *cx, struct tracker_session *s,
                          const struct tracker_ticket *ticket, struct tracker_ref *out)
{
    return forge_create(cx, s, &forge, ticket, out);
}

static enum status find(struct ctx *cx, struct tracker_session *s, const struct tracker_look *look,
                        struct tracker_ref *out)
{
    return forge_find(cx, s, &forge, look, out);
}

const struct tracker tracker_gitea = {
    .name = "gitea",
    .title = "Gitea",
    .has_number = true,
    .needs = needs,
    .base = base,
    .sign = sign,
    .check = forge_check,
    .create = create,
    .find = find,
    .get = forge_get,
    .reopen = forge_reopen,
    .hear = forge_hear,
    .hook_header = "X-Gitea-Signature",
    .hook_prefix = "",
};
