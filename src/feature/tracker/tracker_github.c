/* GitHub (docs.github.com/rest/issues/issues), and GitHub Enterprise under an address of its own.
 */
#include "base/base.h"
#include "feature/tracker/tracker_forge.h"

#include "base/ctx.h"
#include "base/str.h"
#include "port/jsonw.h"

static const char *const needs[] = { "owner", "repo", "token", NULL };

static struct str base(const struct tracker_settings *s)
{
    return s->base_url.len > 0 ? s->base_url : S("https://api.github.com");
}

static void sign(struct ctx *cx, const struct tracker_session *s, struct httpc_header *out)
{
    out[0] = (struct httpc_header){ "Accept", S("application/vnd.github+json"), false };
    out[1] =
        (struct httpc_header){ "Authorization",
                               str_printf(cx->arena, "Bearer %.*s", FMT(s->settings.token)), true };
    out[2] = (struct httpc_header){ "X-GitHub-Api-Version", S("2022-11-28"), false };
}

/* By name; GitHub makes those that are missing. */
static enum status add_labels(struct ctx *cx, struct tracker_session *s, struct jsonw *w)
{
    struct str_list labels = tracker_labels(cx, &s->settings);

    if (labels.n == 0)
        return OK;
    jsonw_key_arr(w, "labels");
    for (size_t i = 0; i < labels.n; i++)
        jsonw_str(w, labels.items[i]);
    jsonw_end(w);
    return OK;
}

static const struct forge forge = { "per_page", "&sort=created&direction=desc", add_labels };

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

const struct tracker tracker_github = {
    .name = "github",
    .title = "GitHub",
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
    .hook_header = "X-Hub-Signature-256",
    .hook_prefix = "sha256=",
};
