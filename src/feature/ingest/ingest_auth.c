#include "base/base.h"
#include "feature/ingest/ingest_auth.h"

#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"

enum { AUTH_SOURCES = 6, PUBLIC_KEY_HEX = 2 * PUBLIC_KEY_BYTES };

struct candidate {
    struct str key;
    struct str client;
};

struct candidates {
    struct candidate found[AUTH_SOURCES];
    size_t n;
};

static void candidate_add(struct candidates *c, struct str key, struct str client)
{
    key = str_trim(key);
    if (key.len > 0 && c->n < AUTH_SOURCES)
        c->found[c->n++] = (struct candidate){ key, client };
}

/* "Sentry k=v, k=v": items without '=' and unknown names are ignored (§2.2). */
static void read_sentry_pairs(struct candidates *c, struct str header)
{
    struct str key = { 0 }, client = { 0 }, item;

    header = str_trim(header);
    if (str_starts_fold(header, S("Sentry ")))
        header = str_from(header, S("Sentry ").len);
    while (str_split(&header, ',', &item)) {
        struct str name;
        if (!str_split(&item, '=', &name) || str_is_null(item))
            continue;
        name = str_trim(name);
        struct str value = str_trim(str_to(item, str_find_char(item, '=')));
        if (str_eq(name, S("sentry_key")))
            key = value;
        else if (str_eq(name, S("sentry_client")))
            client = value;
    }
    candidate_add(c, key, client);
}

static void read_basic(struct ctx *cx, struct candidates *c, struct str header)
{
    struct str decoded;

    if (str_base64_decode(cx->arena, str_trim(str_from(header, S("Basic ").len)), &decoded))
        candidate_add(c, str_to(decoded, str_find_char(decoded, ':')), (struct str){ 0 });
}

/* The key inside a DSN: text between scheme:// and : or @. Absent when malformed. */
static struct str dsn_public_key(struct str dsn)
{
    size_t scheme = str_find(dsn, S("://"));
    struct str rest = str_from(dsn, scheme + S("://").len);
    size_t at = str_find_char(rest, '@');

    if (scheme == dsn.len || at == rest.len)
        return (struct str){ 0 };
    rest = str_to(rest, at);
    return str_to(rest, str_find_char(rest, ':'));
}

static void collect(struct ctx *cx, const struct ingest_credentials *in, struct candidates *c)
{
    read_sentry_pairs(c, in->x_sentry_auth);
    if (str_starts_fold(in->authorization, S("Sentry ")))
        read_sentry_pairs(c, in->authorization);
    if (str_starts_fold(in->authorization, S("DSN ")))
        candidate_add(c, dsn_public_key(str_trim(str_from(in->authorization, S("DSN ").len))),
                      (struct str){ 0 });
    candidate_add(c, in->query_key, in->query_client);
    candidate_add(c, in->path_key, (struct str){ 0 });
    if (str_starts_fold(in->authorization, S("Basic ")))
        read_basic(cx, c, in->authorization);
    candidate_add(c, dsn_public_key(in->dsn), (struct str){ 0 });
}

/* Another source that names an existing key of another project (§2.3). */
static bool is_contradicted(const struct candidates *c, int64_t project_id)
{
    struct project_key other;

    for (size_t i = 1; i < c->n; i++) {
        if (project_key_find(c->found[i].key, &other) == KEY_FOUND &&
            other.project_id != project_id)
            return true;
    }
    return false;
}

static bool is_path_project(struct str path, const struct project_key *key)
{
    int64_t number;

    if (str_i64(path, &number))
        return number == key->project_id;
    return str_eq_fold(path, str_c(key->project_uuid));
}

static enum status check_key(struct ctx *cx, struct str text, struct project_key *out)
{
    uint8_t raw[PUBLIC_KEY_BYTES];

    if (text.len != PUBLIC_KEY_HEX || !str_unhex(text, raw, sizeof raw))
        return fail(cx, E_INVALID, "sentry_key is not 32 hex digits");
    switch (project_key_find(text, out)) {
    case KEY_NOT_SURE:
        return fail(cx, E_BUSY, "the project keys are being loaded");
    case KEY_UNKNOWN:
        return fail(cx, E_DENIED, "unknown key (yours ends in ...%.*s)", FMT(str_from(text, 28)));
    case KEY_FOUND:
        break;
    }
    if (!out->is_enabled)
        return fail(cx, E_DENIED, "this key is disabled");
    return OK;
}

bool ingest_auth_is_sent(struct ctx *cx, const struct ingest_credentials *in)
{
    struct candidates c = { 0 };

    collect(cx, in, &c);
    return c.n > 0;
}

enum status ingest_auth_check_dsn(struct ctx *cx, const struct ingest_auth *auth, struct str dsn)
{
    struct project_key other;

    if (str_is_null(dsn) || project_key_find(dsn_public_key(dsn), &other) != KEY_FOUND ||
        other.project_id == auth->key.project_id)
        return OK;
    return fail(cx, E_INVALID, "the envelope's dsn names a key of another project");
}

enum status ingest_auth_check(struct ctx *cx, const struct ingest_credentials *in,
                              struct ingest_auth *out)
{
    struct candidates c = { 0 };
    struct str path = in->path_project;
    struct project_key key;
    struct str uuid;
    int64_t number;

    collect(cx, in, &c);
    if (c.n == 0)
        return fail(cx, E_UNAUTHENTICATED, "no sentry_key in header, query or envelope");
    TRY(check_key(cx, c.found[0].key, &key));
    if (!str_is_null(path) && !str_i64(path, &number) && !uuid_parse(cx->arena, path, &uuid))
        return fail(cx, E_INVALID, "the path names no project");
    if (is_contradicted(&c, key.project_id))
        return fail(cx, E_UNAUTHENTICATED, "two keys of different projects were sent");
    if (!str_is_null(path) && !is_path_project(path, &key))
        return fail(cx, E_DENIED, "this key belongs to another project");
    out->key = key;
    out->client = c.found[0].client.len > 0 ? c.found[0].client : in->user_agent;
    return OK;
}
