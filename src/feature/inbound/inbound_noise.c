/* inbound_noise.c - noise that everybody gets and nobody can mend: crawlers, extensions,
 * developers' own machines, health checks. */
#include "base/base.h"

#include "base/str.h"
#include "feature/event/event.h"
#include "feature/inbound/inbound_int.h"
#include "port/json.h"

/* Crawlers call themselves so; people's browsers do not. */
static const struct str crawlers[] = {
    S("googlebot"),
    S("mediapartners-google"),
    S("adsbot-google"),
    S("apis-google"),
    S("google-inspectiontool"),
    S("bingbot"),
    S("bingpreview"),
    S("slurp"),
    S("duckduckbot"),
    S("baiduspider"),
    S("yandex"),
    S("sogou"),
    S("exabot"),
    S("facebookexternalhit"),
    S("facebot"),
    S("ia_archiver"),
    S("twitterbot"),
    S("slackbot"),
    S("linkedinbot"),
    S("discordbot"),
    S("telegrambot"),
    S("whatsapp/"),
    S("applebot"),
    S("ahrefsbot"),
    S("semrushbot"),
    S("mj12bot"),
    S("dotbot"),
    S("petalbot"),
    S("bytespider"),
    S("gptbot"),
    S("claudebot"),
    S("ccbot"),
    S("amazonbot"),
    S("pingdom"),
    S("uptimerobot"),
    S("chrome-lighthouse"),
    S("crawler"),
    S("spider"),
    S("pinterestbot"),
};

static const struct str extension_schemes[] = {
    S("chrome-extension:"),
    S("moz-extension:"),
    S("safari-extension:"),
    S("safari-web-extension:"),
    S("ms-browser-extension:"),
    S("webkit-masked-url:"),
    S("chrome://"),
    S("resource://"),
    S("file:///extensions/"),
};

/* What scripts that extensions put into pages are known to throw. */
static const struct str extension_words[] = {
    S("top.GLOBALS"),
    S("originalCreateNotification"),
    S("canvas.contentDocument"),
    S("MyApp_RemoveAllHighlights"),
    S("http://tt.epicplay.com"),
    S("Can't find variable: ZiteReader"),
    S("jigsaw is not defined"),
    S("ComboSearch is not defined"),
    S("http://loading.retry.widdit.com/"),
    S("atomicFindClose"),
    S("fb_xd_fragment"),
    S("bmi_SafeAddOnload"),
    S("EBCallBackMessageReceived"),
    S("conduitPage"),
    S("__gCrWeb"),
    S("_AutofillCallbackHandler"),
    S("Extension context invalidated"),
    S("runtime.sendMessage"),
};

static const struct str health_checks[] = {
    S("*healthcheck*"), S("*health-check*"), S("*health_check*"), S("*heartbeat*"), S("*/health"),
    S("*/health/"),     S("*/healthy"),      S("*/healthz"),      S("*/_health"),   S("*/live"),
    S("*/livez"),       S("*/ready"),        S("*/readyz"),       S("*/readiness"), S("*/liveness"),
    S("*/ping"),        S("*/up"),
};

static bool contains_any(struct str s, const struct str *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_contains_fold(s, words[i]))
            return true;
    }
    return false;
}

bool noise_is_crawler(struct str user_agent)
{
    return user_agent.len > 0 && contains_any(user_agent, crawlers, ARRAY_LEN(crawlers));
}

static bool is_extension_path(struct str path)
{
    for (size_t i = 0; i < ARRAY_LEN(extension_schemes); i++) {
        if (str_starts_fold(path, extension_schemes[i]))
            return true;
    }
    return false;
}

/* The newest frame with a path says whose code it was; browsers alone have extensions. */
bool noise_is_extension(const struct event *ev)
{
    struct str last = { 0 };
    struct json *exception = event_main_exception(ev);

    if (!str_eq(ev->platform, S("javascript")))
        return false;
    if (contains_any(json_str(json_get(exception, S("value"))), extension_words,
                     ARRAY_LEN(extension_words)))
        return true;
    struct json_iter it = json_iter(event_main_frames(ev));
    while (json_next(&it)) {
        struct str path = json_str(json_get(it.value, S("abs_path")));
        last = path.len > 0 && !str_eq(path, S("<anonymous>")) ? path : last;
    }
    return is_extension_path(last);
}

static struct str url_host(struct str url)
{
    size_t scheme = str_find(url, S("://"));

    if (scheme == url.len)
        return (struct str){ 0 };
    url = str_from(url, scheme + S("://").len);
    url = str_to(url, str_find_char(url, '/'));
    if (url.len > 0 && url.p[0] == '[')
        return str_to(url, str_find_char(url, ']') + 1);
    return str_to(url, str_find_char(url, ':'));
}

bool noise_is_localhost(const struct event *ev)
{
    static const struct str hosts[] = { S("localhost"), S("127.0.0.1"), S("[::1]") };
    struct str host = url_host(json_str(json_get_path(ev->root, "request.url")));
    struct str address = json_str(json_get_path(ev->root, "user.ip_address"));

    if (str_eq(address, S("127.0.0.1")) || str_eq(address, S("::1")))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(hosts); i++) {
        if (str_eq_fold(host, hosts[i]))
            return true;
    }
    return host.len > 0 && str_glob(host, S("*.localhost"));
}

bool inbound_is_health_check(struct str transaction)
{
    for (size_t i = 0; i < ARRAY_LEN(health_checks); i++) {
        if (str_glob(transaction, health_checks[i]))
            return true;
    }
    return false;
}
