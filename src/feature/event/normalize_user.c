/* The user (sentry-ingest.md §9.7, §10.6): who is counted as affected. */
#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/crypto.h"
#include "port/json.h"

#include <arpa/inet.h>

enum { USER_CHARS = 128, EMAIL_CHARS = 254, GEO_BYTES = 2 << 10, USER_DATA_BYTES = 8 << 10 };

bool is_ip_address(struct str s)
{
    char text[INET6_ADDRSTRLEN + 1];
    uint8_t address[sizeof(struct in6_addr)];
    if (s.len == 0 || s.len >= sizeof(text) || memchr(s.p, '\0', s.len) != NULL)
        return false;
    memcpy(text, s.p, s.len);
    text[s.len] = '\0';
    return inet_pton(AF_INET, text, address) == 1 || inet_pton(AF_INET6, text, address) == 1;
}

static struct json *normalize_ip(struct normal *n, struct json *v)
{
    struct str s = str_trim(json_str(v));
    if (str_eq(s, S("{{auto}}")))
        return is_ip_address(n->in->client_address) ? json_new_str(n->doc, n->in->client_address)
                                                    : NULL;
    if (!is_ip_address(s))
        return s.len == 0 && json_type(v) == JSON_STR ? NULL
                                                      : normalize_invalid(n, v, "invalid_data");
    return s.len == json_str(v).len ? v : json_new_str_ref(n->doc, s);
}

static struct json *normalize_user_id(struct normal *n, struct json *v)
{
    return normalize_text(n, v, USER_CHARS, TEXT_ONE_LINE);
}

static const struct member user_rows[] = {
    { S("id"), MEMBER_FN, 0, normalize_user_id },
    { S("email"), MEMBER_NAME, EMAIL_CHARS, NULL },
    { S("username"), MEMBER_NAME, USER_CHARS, NULL },
    { S("name"), MEMBER_NAME, USER_CHARS, NULL },
    { S("ip_address"), MEMBER_FN, 0, normalize_ip },
    { S("geo"), MEMBER_MAP, GEO_BYTES, NULL },
    { S("segment"), MEMBER_NAME, USER_CHARS, NULL },
    { S("data"), MEMBER_FREE, USER_DATA_BYTES, NULL },
};
static const struct member_table user_table = MEMBER_TABLE(user_rows);

struct json *normalize_user(struct normal *n, struct json *v)
{
    if (json_type(v) != JSON_OBJ)
        return normalize_invalid(n, v, "invalid_data");
    normalize_members(n, v, &user_table);
    return v;
}

/* --- the address nobody sent --- */

/* SDKs on people's own devices: the connection is the user's. */
static const struct str device_platforms[] = { S("javascript"), S("cocoa"), S("objc"), S("dart") };

static struct str guess_address(struct normal *n)
{
    struct json *env = json_get(json_get(n->root, S("request")), S("env"));
    struct str remote = json_str(json_get(env, S("REMOTE_ADDR")));
    if (is_ip_address(remote))
        return remote;
    struct json *settings = json_get(json_get(n->root, S("sdk")), S("settings"));
    if (str_eq(json_str(json_get(settings, S("infer_ip"))), S("never")))
        return S("");
    struct str platform = json_str(json_get(n->root, S("platform")));
    for (size_t i = 0; i < ARRAY_LEN(device_platforms); i++) {
        if (str_eq(platform, device_platforms[i]) && is_ip_address(n->in->client_address))
            return n->in->client_address;
    }
    return S("");
}

static const struct {
    struct str member;
    const char *prefix;
} identities[] = {
    { S("id"), "id" },
    { S("username"), "username" },
    { S("email"), "email" },
    { S("ip_address"), "ip" },
};

static void identify(struct normal *n, const struct json *user)
{
    for (size_t i = 0; i < ARRAY_LEN(identities); i++) {
        struct str s = json_str(json_get(user, identities[i].member));
        if (s.len == 0)
            continue;
        struct str who = str_printf(n->cx->arena, "%s:%.*s", identities[i].prefix, FMT(s));
        uint8_t hash[HASH128_BYTES];
        hash128(&who, 1, hash);
        n->ev->user_identity = who;
        memcpy(&n->ev->user_hash, hash, sizeof(n->ev->user_hash));
        if (n->ev->user_hash == 0) /* 0 says "nobody" */
            n->ev->user_hash = 1;
        return;
    }
}

void normalize_user_finish(struct normal *n)
{
    struct json *user = json_get(n->root, S("user"));
    if (json_is_null(json_get(user, S("ip_address")))) {
        struct str address = guess_address(n);
        if (address.len > 0 && json_type(user) != JSON_OBJ) {
            user = json_new_obj(n->doc);
            json_set(n->doc, n->root, S("user"), user);
        }
        if (address.len > 0)
            json_set_str(n->doc, user, S("ip_address"), address);
    }
    identify(n, user);
}
