#include "base/base.h"
#include "port/guard.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/network.h"
#include "base/str.h"

enum {
    NAT64_PREFIX = 12, /* bytes before the IPv4 part */
    V4_BYTES = 4,
    HOST_SHOWN = 100,
    ADDRESS_BYTES = 64,
};

static bool is_private_allowed;

void guard_init(bool allow_private)
{
    is_private_allowed = allow_private;
}

/* What is not the public internet: the special-purpose registries of IANA (RFC 6890), and
 * 168.63.129.16, where Azure answers its guests. The other clouds' metadata lie in link-local,
 * shared, private and protocol networks. Addresses of both families are compared in their
 * IPv6 form, so IPv4 inside IPv6 (::ffff:0:0/96) is among them. */
static const char *const refused_networks[] = {
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
    "168.63.129.16", "::/96",           "64:ff9b:1::/48", "100::/64",       "2001::/23",
    "2001:db8::/32", "2002::/16",       "3fff::/20",      "5f00::/16",      "fc00::/7",
    "fe80::/10",     "fec0::/10",       "ff00::/8",
};

/* 64:ff9b::/96 stands for the whole of IPv4 (RFC 6052): what it holds decides. */
static void unwrap_nat64(uint8_t address[NETWORK_ADDRESS_BYTES])
{
    static const uint8_t nat64[NAT64_PREFIX] = { 0x00, 0x64, 0xff, 0x9b };
    static const uint8_t mapped[NAT64_PREFIX] = { [10] = 0xff, [11] = 0xff };

    if (memcmp(address, nat64, sizeof nat64) == 0)
        memcpy(address, mapped, sizeof mapped);
}

static bool address_is_public(const uint8_t of[NETWORK_ADDRESS_BYTES])
{
    uint8_t address[NETWORK_ADDRESS_BYTES];
    struct network n;

    memcpy(address, of, sizeof address);
    unwrap_nat64(address);
    for (size_t i = 0; i < ARRAY_LEN(refused_networks); i++) {
        bool is_good = network_parse(str_c(refused_networks[i]), &n);
        assert(is_good);
        if (network_contains(&n, address))
            return false;
    }
    return true;
}

static bool sockaddr_is_public(const struct sockaddr *sa)
{
    uint8_t address[NETWORK_ADDRESS_BYTES] = { [10] = 0xff, [11] = 0xff };

    if (sa->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, sa, sizeof v4);
        memcpy(address + NAT64_PREFIX, &v4.sin_addr, V4_BYTES);
    } else if (sa->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, sa, sizeof v6);
        memcpy(address, &v6.sin6_addr, sizeof address);
    } else {
        return false;
    }
    return address_is_public(address);
}

/* A host as libcurl's URL reader gives it: "0x7f.1" has become 127.0.0.1 there. */
static bool host_is_public(struct str host)
{
    uint8_t address[NETWORK_ADDRESS_BYTES];
    bool is_v4;

    if (network_parse_address(host, address, &is_v4))
        return address_is_public(address);
    host = str_trim_char(host, '.');
    return !str_eq_fold(host, S("localhost")) && !str_ends(host, S(".localhost")) &&
           !str_ends(host, S(".internal"));
}

/* --- asking ----------------------------------------------------------------------------- */

bool guard_allows(const struct sockaddr *address)
{
    return is_private_allowed || sockaddr_is_public(address);
}

enum status guard_refuse(struct ctx *cx, struct str host)
{
    return fail(cx, E_INVALID,
                "%.*s is not in the public internet, and ALLOW_PRIVATE_TARGETS is not set",
                FMT(str_utf8_clip(host, HOST_SHOWN)));
}

enum status guard_check_host(struct ctx *cx, struct str host)
{
    return is_private_allowed || host_is_public(host) ? OK : guard_refuse(cx, host);
}

static void free_addresses(struct addrinfo **list)
{
    if (*list != NULL)
        freeaddrinfo(*list);
}

enum status guard_resolve(struct ctx *cx, struct str host, struct str *address)
{
    struct addrinfo want = { .ai_socktype = SOCK_STREAM };
    struct addrinfo *list SCOPED(free_addresses) = NULL;
    char text[ADDRESS_BYTES];

    TRY(guard_check_host(cx, host));
    if (getaddrinfo(str_cz(cx->arena, host), NULL, &want, &list) != 0)
        return fail(cx, E_UPSTREAM, "%.*s has no address", FMT(str_utf8_clip(host, HOST_SHOWN)));
    for (const struct addrinfo *a = list; a != NULL; a = a->ai_next) {
        if (!guard_allows(a->ai_addr) ||
            getnameinfo(a->ai_addr, a->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST) != 0)
            continue;
        *address = str_dup(cx->arena, str_c(text));
        return OK;
    }
    return guard_refuse(cx, host);
}
