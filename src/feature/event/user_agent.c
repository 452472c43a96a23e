#include "base/base.h"
#include "feature/event/user_agent.h"

#include "base/str.h"

enum { HEADER_BYTES = 1024, VERSION_BYTES = 20 };

struct ua_row {
    const char *token; /* must occur                                     */
    const char *name;
    const char *version; /* text the version follows; NULL = no version    */
};

/* First hit wins: browsers built on another one name that too. */
static const struct ua_row browsers[] = {
    { "Edg/", "Edge", "Edg/" },
    { "EdgA/", "Edge", "EdgA/" },
    { "EdgiOS/", "Edge", "EdgiOS/" },
    { "Edge/", "Edge", "Edge/" },
    { "OPR/", "Opera", "OPR/" },
    { "OPT/", "Opera", "OPT/" },
    { "Vivaldi/", "Vivaldi", "Vivaldi/" },
    { "YaBrowser/", "Yandex Browser", "YaBrowser/" },
    { "SamsungBrowser/", "Samsung Internet", "SamsungBrowser/" },
    { "UCBrowser/", "UC Browser", "UCBrowser/" },
    { "DuckDuckGo/", "DuckDuckGo", "DuckDuckGo/" },
    { "Electron/", "Electron", "Electron/" },
    { "HeadlessChrome/", "HeadlessChrome", "HeadlessChrome/" },
    { "FBAV/", "Facebook", "FBAV/" },
    { "Instagram ", "Instagram", "Instagram " },
    { "CriOS/", "Chrome Mobile iOS", "CriOS/" },
    { "FxiOS/", "Firefox iOS", "FxiOS/" },
    { "Firefox/", "Firefox", "Firefox/" },
    { "Chrome/", "Chrome", "Chrome/" },
    { "Chromium/", "Chromium", "Chromium/" },
    { "Android", "Android Browser", "Version/" },
    { "Mobile/", "Mobile Safari", "Version/" },
    { "Safari/", "Safari", "Version/" },
    { "MSIE ", "IE", "MSIE " },
    { "Trident/", "IE", "rv:" },
    { "Googlebot", "Googlebot", "Googlebot/" },
    { "bingbot", "bingbot", "bingbot/" },
    { "curl/", "curl", "curl/" },
    { "Wget/", "Wget", "Wget/" },
    { "python-requests/", "Python Requests", "python-requests/" },
    { "okhttp/", "okhttp", "okhttp/" },
    { "PostmanRuntime/", "Postman", "PostmanRuntime/" },
};

static const struct ua_row systems[] = {
    { "Windows Phone", "Windows Phone", "Windows Phone " },
    { "Windows NT 10.0", "Windows", NULL },
    { "Windows NT 6.3", "Windows", NULL },
    { "Windows NT 6.1", "Windows", NULL },
    { "Windows", "Windows", NULL },
    { "iPhone OS ", "iOS", "iPhone OS " },
    { "iPad", "iOS", "CPU OS " },
    { "iPhone", "iOS", NULL },
    { "Android", "Android", "Android " },
    { "CrOS", "Chrome OS", NULL },
    { "Mac OS X", "Mac OS X", "Mac OS X " },
    { "Ubuntu", "Ubuntu", "Ubuntu/" },
    { "Linux", "Linux", NULL },
    { "FreeBSD", "FreeBSD", NULL },
};

static const struct ua_row devices[] = {
    { "iPhone", "iPhone", NULL },    { "iPad", "iPad", NULL },        { "iPod", "iPod", NULL },
    { "Macintosh", "Mac", NULL },    { "Googlebot", "Spider", NULL }, { "bingbot", "Spider", NULL },
    { "YandexBot", "Spider", NULL }, { "AhrefsBot", "Spider", NULL },
};

static const struct {
    const char *token;
    const char *version;
} windows_versions[] = {
    { "Windows NT 10.0", "10" },
    { "Windows NT 6.3", "8.1" },
    { "Windows NT 6.2", "8" },
    { "Windows NT 6.1", "7" },
};

static bool is_version_char(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == '_';
}

/* Digits and dots (or underscores, as Apple writes) after the text. */
static struct str version_after(struct str header, const char *text)
{
    struct str mark = str_c(text);
    size_t at = str_find(header, mark);
    if (at == header.len)
        return S("");
    struct str rest = str_to(str_from(header, at + mark.len), VERSION_BYTES);
    size_t n = 0;
    while (n < rest.len && is_version_char(rest.p[n]))
        n++;
    while (n > 0 && rest.p[n - 1] == '.')
        n--;
    return str_to(rest, n);
}

static const struct ua_row *row_of(struct str header, const struct ua_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_contains(header, str_c(rows[i].token)))
            return &rows[i];
    }
    return NULL;
}

static struct ua_part part_of(struct str header, const struct ua_row *row)
{
    struct ua_part part = { S(""), S("") };
    if (row == NULL)
        return part;
    part.name = str_c(row->name);
    if (row->version != NULL)
        part.version = version_after(header, row->version);
    return part;
}

static struct str windows_version(struct str header)
{
    for (size_t i = 0; i < ARRAY_LEN(windows_versions); i++) {
        if (str_contains(header, str_c(windows_versions[i].token)))
            return str_c(windows_versions[i].version);
    }
    return S("");
}

/* "… Android 13; Pixel 7 Build/TQ2A)" → "Pixel 7". Newer Chrome writes "K". */
static struct str android_model(struct str header)
{
    size_t at = str_find(header, S("Android "));
    struct str rest = str_from(header, at);
    rest = str_to(rest, str_find_char(rest, ')'));
    size_t semicolon = str_find_char(rest, ';');
    if (semicolon == rest.len)
        return S("");
    struct str model = str_from(rest, semicolon + 1);
    model = str_trim(str_to(model, str_find(model, S(" Build"))));
    return model.len > 1 && str_find_char(model, ';') == model.len ? model : S("");
}

void user_agent_parse(struct str header, struct user_agent *out)
{
    header = str_to(header, HEADER_BYTES);
    out->browser = part_of(header, row_of(header, browsers, ARRAY_LEN(browsers)));
    out->os = part_of(header, row_of(header, systems, ARRAY_LEN(systems)));
    if (str_eq(out->os.name, S("Windows")))
        out->os.version = windows_version(header);
    const struct ua_row *device = row_of(header, devices, ARRAY_LEN(devices));
    if (device != NULL)
        out->device = str_c(device->name);
    else
        out->device = str_eq(out->os.name, S("Android")) ? android_model(header) : S("");
}
