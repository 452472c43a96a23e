/* Gitea and Forgejo (docs.gitea.com/api, "/repos/{owner}/{repo}/issues"). */
#include "base/base.h"
#include "feature/tracker/tracker_forge.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"
#include "port/jsonw.h"

enum { LABEL_PAGES = 20 };

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

/* Ids of labels that are wanted; as many as are wanted at most. */
struct label_ids {
    int64_t *ids;
    size_t n;
};

static void take_ids(struct json *page, const struct str_list *labels, struct label_ids *out)
{
    struct json_iter it = json_iter(page);

    while (out->n < labels->n && json_next(&it)) {
        struct str name = json_str(json_get(it.value, S("name")));
        size_t i = 0;
        while (i < labels->n && !str_eq_fold(labels->items[i], name))
            i++;
        if (i < labels->n && json_i64(json_get(it.value, S("id")), &out->ids[out->n]))
            out->n++;
    }
}

/* By number: those the repository has of these names; others are left out. A page may be shorter
 * than was asked for: the server has its own bound. */
static enum status add_labels(struct ctx *cx, struct tracker_session *s, struct jsonw *w)
{
    struct str_list labels = tracker_labels(cx, &s->settings);
    struct str path = forge_repository(cx, &s->settings);
    struct label_ids found = { arena_array(cx->arena, int64_t, labels.n + 1), 0 };
    size_t n = 1;

    if (labels.n == 0)
        return OK;
    for (int page = 1; page <= LABEL_PAGES && n > 0 && found.n < labels.n; page++) {
        struct tracker_call call = { .method = "GET" };
        struct arena_mark mark = arena_mark(cx->arena);
        struct json *answer;
        call.path = str_printf(cx->arena, "%.*s/labels?limit=50&page=%d", FMT(path), page);
        TRY(tracker_call(cx, s, &call, &answer));
        n = json_length(answer);
        take_ids(answer, &labels, &found);
        arena_rewind(cx->arena, mark);
    }
    jsonw_key_arr(w, "labels");
    for (size_t i = 0; i < found.n; i++)
        jsonw_i64(w, found.ids[i]);
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
