#include "base/base.h"

#include "feature/inbound/inbound.h"

#include "base/ctx.h"
#include "base/lock.h"
#include "base/network.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "feature/inbound/inbound_int.h"
#include "port/json.h"

enum {
    NETWORKS_MAX = 200, /* read one by one for each request of the project */
    GLOBS_MAX = 200,
    GLOB_BYTES = 500,
};

#define GLOBS(name) FIELD_STR_LIST(#name, struct inbound_settings, name, FIELD_OPTIONAL, GLOBS_MAX)
#define FLAG(name)  FIELD_BOOL(#name, struct inbound_settings, name, FIELD_OPTIONAL)
const struct field inbound_fields[] = {
    FIELD_STR_LIST("addresses", struct inbound_settings, addresses, FIELD_OPTIONAL, NETWORKS_MAX),
    GLOBS(user_agents),
    GLOBS(releases),
    GLOBS(environments),
    GLOBS(messages),
    GLOBS(error_types),
    FLAG(browser_extensions),
    FLAG(localhost),
    FLAG(web_crawlers),
    FLAG(health_checks),
    GLOBS(allowed_origins),
    FIELD_OPT_I64("version", struct inbound_settings, version, FIELD_OPTIONAL),
    FIELD_END,
};

static const struct inbound_settings defaults; /* everything is wanted */

static enum status settle_addresses(struct ctx *cx, const struct str_list *list)
{
    struct network n;

    for (size_t i = 0; i < list->n; i++) {
        if (!network_parse(list->items[i], &n))
            return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "addresses" },
                           "'%.*s' is no address and no network like 10.0.0.0/8",
                           FMT(str_utf8_clip(list->items[i], GLOB_BYTES)));
    }
    return OK;
}

static enum status settle(struct ctx *cx, void *value)
{
    struct inbound_settings *s = value;

    TRY(project_section_tidy(cx, "addresses", &s->addresses, GLOB_BYTES));
    TRY(project_section_tidy(cx, "user_agents", &s->user_agents, GLOB_BYTES));
    TRY(project_section_tidy(cx, "releases", &s->releases, GLOB_BYTES));
    TRY(project_section_tidy(cx, "environments", &s->environments, GLOB_BYTES));
    TRY(project_section_tidy(cx, "messages", &s->messages, GLOB_BYTES));
    TRY(project_section_tidy(cx, "error_types", &s->error_types, GLOB_BYTES));
    TRY(project_section_tidy(cx, "allowed_origins", &s->allowed_origins, GLOB_BYTES));
    return settle_addresses(cx, &s->addresses);
}

const struct section inbound_section = {
    .name = { "filters", 7 },
    .fields = inbound_fields,
    .size = sizeof(struct inbound_settings),
    .defaults = &defaults,
    .settle = settle,
};

static bool matches(const struct str_list *globs, struct str s)
{
    if (str_is_null(s))
        return false;
    for (size_t i = 0; i < globs->n; i++) {
        if (str_glob(s, globs->items[i]))
            return true;
    }
    return false;
}

/* --- accept ---------------------------------------------------------------------------- */

static struct lock accept_lock = LOCK_INIT(LOCK_INBOUND);
static struct section_cache accept_cache GUARDED_BY(accept_lock);

static const struct inbound_settings *accept_settings(int64_t project_id) REQUIRES(accept_lock);
static const struct inbound_settings *accept_settings(int64_t project_id)
{
    return section_cache_get(&accept_cache, &inbound_section, project_id);
}

static bool is_in_networks(const struct str_list *list, struct str address)
{
    uint8_t bytes[NETWORK_ADDRESS_BYTES];
    struct network n;
    bool is_v4;

    if (list->n == 0 || !network_parse_address(address, bytes, &is_v4))
        return false;
    for (size_t i = 0; i < list->n; i++) {
        if (network_parse(list->items[i], &n) && network_contains(&n, bytes))
            return true;
    }
    return false;
}

enum event_filter inbound_filter_address(int64_t project_id, struct str address)
{
    lock_take(&accept_lock);
    const struct inbound_settings *s = accept_settings(project_id);
    bool is_filtered = s != NULL && is_in_networks(&s->addresses, address);
    lock_give(&accept_lock);
    return is_filtered ? FILTER_ADDRESS : FILTER_NONE;
}

/* "https://shop.test:443" → "shop.test:443" → "shop.test" */
static struct str origin_host(struct str origin, bool with_port)
{
    size_t scheme = str_find(origin, S("://"));
    struct str host = scheme < origin.len ? str_from(origin, scheme + S("://").len) : origin;

    return with_port ? host : str_to(host, str_find_char(host, ':'));
}

bool inbound_is_origin_allowed(int64_t project_id, struct str origin)
{
    bool is_allowed = true;

    if (str_is_null(origin))
        return true;
    lock_take(&accept_lock);
    const struct inbound_settings *s = accept_settings(project_id);
    if (s != NULL && s->allowed_origins.n > 0)
        is_allowed = matches(&s->allowed_origins, origin) ||
                     matches(&s->allowed_origins, origin_host(origin, true)) ||
                     matches(&s->allowed_origins, origin_host(origin, false));
    lock_give(&accept_lock);
    return is_allowed;
}

bool inbound_filters_health_checks(int64_t project_id)
{
    lock_take(&accept_lock);
    const struct inbound_settings *s = accept_settings(project_id);
    bool is_on = s != NULL && s->health_checks;
    lock_give(&accept_lock);
    return is_on;
}

void inbound_release(void)
{
    lock_take(&accept_lock);
    section_cache_release(&accept_cache);
    lock_give(&accept_lock);
}

/* --- digest ---------------------------------------------------------------------------- */

/* Of the main exception "Type: value" and its value, and the message. */
static bool is_message_filtered(const struct inbound_settings *s, const struct event *ev)
{
    char text[2 * GLOB_BYTES];
    struct json *exception = event_main_exception(ev);
    struct str type = json_str(json_get(exception, S("type")));
    struct str value = json_str(json_get(exception, S("value")));

    if (s->messages.n == 0)
        return false;
    if (matches(&s->messages, value) ||
        matches(&s->messages, json_str(json_get_path(ev->root, "logentry.formatted"))))
        return true;
    if (type.len == 0)
        return false;
    struct str line = str_utf8_clip(value, sizeof text - 1 - GLOB_BYTES);
    type = str_utf8_clip(type, GLOB_BYTES - 2);
    int n = snprintf(text, sizeof text, "%.*s: %.*s", FMT(type), FMT(line));
    return matches(&s->messages, str_make(text, (size_t)n));
}

static bool is_type_filtered(const struct inbound_settings *s, const struct event *ev)
{
    return s->error_types.n > 0 &&
           matches(&s->error_types, json_str(json_get(event_main_exception(ev), S("type"))));
}

static enum event_filter by_noise(const struct inbound_settings *s, const struct event *ev,
                                  struct str user_agent)
{
    if (s->browser_extensions && noise_is_extension(ev))
        return FILTER_BROWSER_EXTENSION;
    if (s->localhost && noise_is_localhost(ev))
        return FILTER_LOCALHOST;
    if (s->web_crawlers && noise_is_crawler(user_agent))
        return FILTER_WEB_CRAWLER;
    return FILTER_NONE;
}

enum event_filter inbound_filter_event(struct section_cache *cache, int64_t project_id,
                                       const struct event *ev)
{
    const struct inbound_settings *s = section_cache_get(cache, &inbound_section, project_id);

    if (s == NULL)
        return FILTER_NONE;
    struct str user_agent = event_user_agent(ev);
    if (matches(&s->user_agents, user_agent))
        return FILTER_USER_AGENT;
    if (matches(&s->releases, ev->release))
        return FILTER_RELEASE;
    if (matches(&s->environments, ev->environment))
        return FILTER_ENVIRONMENT;
    if (is_message_filtered(s, ev))
        return FILTER_MESSAGE;
    if (is_type_filtered(s, ev))
        return FILTER_ERROR_TYPE;
    return by_noise(s, ev, user_agent);
}
