#include "base/base.h"
#include "feature/release/deploy.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/release/deploy_sql.h"
#include "feature/release/release.h"

enum status deploy_add(struct ctx *cx, int64_t project_id, struct deploy *d)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct release release;

    d->uuid = uuid_new(cx->arena, cx->now_ms);
    d->deployed_ms = d->created_ms = cx->now_ms;
    struct q_deploy_insert_args row = { .project_id = project_id,
                                        .uuid = d->uuid,
                                        .version = d->version,
                                        .commit_sha = d->commit_sha,
                                        .environment = d->environment,
                                        .url = d->url,
                                        .now_ms = cx->now_ms };
    TRY(tx_begin(cx, &tx));
    TRY(release_touch(cx, project_id, d->version, &release));
    TRY(q_deploy_insert(cx, &row));
    if (d->commit_sha.len > 0) {
        struct q_deploy_commit_set_args commit = { project_id, d->version, d->commit_sha,
                                                   cx->now_ms };
        TRY(q_deploy_commit_set(cx, &commit));
    }
    TRY(q_deploy_forget(cx, &(struct q_deploy_forget_args){ project_id }));
    return tx_commit(&tx);
}

enum status deploy_newest(struct ctx *cx, int64_t project_id, int64_t max, struct deploy **out,
                          size_t *n)
{
    struct q_deploy_page_row *rows;

    TRY(q_deploy_page(cx, &(struct q_deploy_page_args){ project_id, max }, &rows, n));
    *out = arena_array(cx->arena, struct deploy, *n);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = (struct deploy){ rows[i].uuid,        rows[i].version, rows[i].commit_sha,
                                     rows[i].environment, rows[i].url,     rows[i].deployed_ms,
                                     rows[i].created_ms };
    return OK;
}

enum status deploy_between(struct ctx *cx, int64_t project_id, int64_t from_ms, int64_t until_ms,
                           struct field_list *out)
{
    struct q_deploy_between_args args = { project_id, from_ms, until_ms };
    struct q_deploy_between_row *rows;
    size_t n;

    TRY(q_deploy_between(cx, &args, &rows, &n));
    struct deploy_mark *marks = arena_array(cx->arena, struct deploy_mark, n);
    for (size_t i = 0; i < n; i++) /* the newest were read, the oldest of them come first */
        marks[n - 1 - i] =
            (struct deploy_mark){ rows[i].version, rows[i].environment, rows[i].deployed_ms };
    *out = FIELD_ITEMS(marks, n);
    return OK;
}

/* --- where it came from ------------------------------------------------------------- */

/* How a host of repositories addresses commits; %: owner, name, then commits as they go. */
struct repository_host {
    const char *provider;
    const char *root;
    const char *commit;
    const char *compare;
    const char *between;
    bool newer_first;
};
static const struct repository_host hosts[] = {
    { "github", "https://github.com", "commit", "compare", "...", false },
    { "bitbucket", "https://bitbucket.org", "commits", "branches/compare", "..", true },
};

static const struct repository_host *host_of(struct str provider)
{
    for (size_t i = 0; i < ARRAY_LEN(hosts); i++) {
        if (str_eq(provider, str_c(hosts[i].provider)))
            return &hosts[i];
    }
    return NULL;
}

/* The first seven digits, as people know commits. */
static struct str short_sha(struct ctx *cx, struct str sha)
{
    enum { SHORT_SHA = 7 };

    return str_url_encode(cx->arena, str_to(sha, SHORT_SHA));
}

static enum status add_addresses(struct ctx *cx, int64_t project_id, struct str before_sha,
                                 struct release_origin *out)
{
    struct q_deploy_repository_row repo = { 0 };
    bool found;

    TRY(q_deploy_repository(cx, &(struct q_deploy_repository_args){ project_id }, &repo, &found));
    const struct repository_host *host = host_of(repo.provider);
    if (!host || repo.owner.len == 0 || repo.name.len == 0)
        return OK;
    struct str root = str_printf(cx->arena, "%s/%.*s/%.*s", host->root,
                                 FMT(str_url_encode(cx->arena, repo.owner)),
                                 FMT(str_url_encode(cx->arena, repo.name)));
    out->commit_url = str_printf(cx->arena, "%.*s/%s/%.*s", FMT(root), host->commit,
                                 FMT(str_url_encode(cx->arena, out->commit_sha)));
    if (before_sha.len == 0)
        return OK;
    struct str from = short_sha(cx, before_sha), to = short_sha(cx, out->commit_sha);
    out->diff_url = str_printf(cx->arena, "%.*s/%s/%.*s%s%.*s", FMT(root), host->compare,
                               FMT(host->newer_first ? to : from), host->between,
                               FMT(host->newer_first ? from : to));
    return OK;
}

static enum status commit_of(struct ctx *cx, int64_t project_id, struct str version,
                             struct str *out)
{
    struct q_deploy_commit_of_row row = { 0 };
    bool found = false;

    if (version.len > 0)
        TRY(q_deploy_commit_of(cx, &(struct q_deploy_commit_of_args){ project_id, version }, &row,
                               &found));
    *out = found ? row.commit_sha : (struct str){ 0 };
    return OK;
}

enum status release_origin(struct ctx *cx, int64_t project_id, struct str version,
                           struct str before, struct release_origin *out)
{
    struct q_deploy_latest_of_args key = { project_id, version };
    struct q_deploy_latest_of_row latest;
    struct str before_sha;
    bool found;

    *out = (struct release_origin){ 0 };
    TRY(q_deploy_latest_of(cx, &key, &latest, &found));
    if (found) {
        out->deployed_ms = latest.deployed_ms;
        out->environment = latest.environment;
    }
    TRY(commit_of(cx, project_id, version, &out->commit_sha));
    TRY(commit_of(cx, project_id, before, &before_sha));
    return out->commit_sha.len > 0 ? add_addresses(cx, project_id, before_sha, out) : OK;
}
