/* The JavaScript loader (sentry-ingest.md §3.6): a small script for a page's head that keeps
 * errors and calls until the SDK's bundle is there. The bundle comes from where the operator
 * says (JS_SDK_URL); we have none of our own. Whatever happens, the answer is JavaScript:
 * a page executes it. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/project/project_api.h"
#include "feature/project/project_int.h"
#include "feature/project/project_key.h"

enum { LOADER_BYTES = 16 << 10, HTTP_NOT_FOUND = 404 };

/* Between the two: "(dsn, url)" as JSON. Loads at the first error or call, or when told to
 * by Sentry.forceLoad(); window.sentryOnLoad may call Sentry.init with options of its own. */
static const char head[] =
    "(function (dsn, url) {\n"
    "  var w = window, queue = [], ready = [], isLoading = false;\n"
    "  var own = w.Sentry = w.Sentry || {};\n"
    "  var names = ['captureException', 'captureMessage', 'captureEvent', 'addBreadcrumb',\n"
    "    'setUser', 'setTag', 'setTags', 'setExtra', 'setExtras', 'setContext'];\n"
    "  function keep(name, loads) {\n"
    "    return function () { queue.push([name, arguments]); if (loads) load(); };\n"
    "  }\n"
    "  var onError = keep('error', true), onReject = keep('unhandledrejection', true);\n"
    "  names.forEach(function (name) { own[name] = keep(name, !name.indexOf('capture')); });\n"
    "  own.onLoad = function (run) { ready.push(run); };\n"
    "  own.forceLoad = load;\n"
    "  w.addEventListener('error', onError);\n"
    "  w.addEventListener('unhandledrejection', onReject);\n"
    "  function load() {\n"
    "    if (isLoading) return;\n"
    "    isLoading = true;\n"
    "    var script = document.createElement('script');\n"
    "    script.src = url;\n"
    "    script.crossOrigin = 'anonymous';\n"
    "    script.onload = loaded;\n"
    "    document.head.appendChild(script);\n"
    "  }\n"
    "  function replay(sdk, name, args) {\n"
    "    if (name === 'error') sdk.captureException(args[0].error || new Error(args[0].message));\n"
    "    else if (name === 'unhandledrejection') sdk.captureException(args[0].reason);\n"
    "    else sdk[name].apply(sdk, args);\n"
    "  }\n"
    "  function loaded() {\n"
    "    var bundle = w.Sentry, isReady = false, sdk = {}, name;\n"
    "    for (name in bundle) sdk[name] = bundle[name];\n"
    "    sdk.init = function (options) {\n"
    "      isReady = true;\n"
    "      return bundle.init(Object.assign({ dsn: dsn }, options));\n"
    "    };\n"
    "    w.removeEventListener('error', onError);\n"
    "    w.removeEventListener('unhandledrejection', onReject);\n"
    "    w.Sentry = sdk;\n"
    "    if (typeof w.sentryOnLoad === 'function') w.sentryOnLoad();\n"
    "    ready.forEach(function (run) { run(); });\n"
    "    if (!isReady) sdk.init();\n"
    "    queue.forEach(function (call) { replay(sdk, call[0], call[1]); });\n"
    "  }\n"
    "})";

static enum status answer_script(struct response *rs, int status, struct str text)
{
    return respond_text(rs, status, "application/javascript; charset=utf-8", text);
}

/* KEY.js or KEY.min.js */
static struct str key_of_file(struct str file)
{
    return str_to(file, str_find_char(file, '.'));
}

enum status loader_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct str file = request_param(rq, "loader_file"), url = project_js_sdk_url();
    struct project_key key;
    struct buf b;

    if (!str_ends(file, S(".js")) || project_key_find(key_of_file(file), &key) != KEY_FOUND ||
        !key.is_enabled)
        return answer_script(rs, HTTP_NOT_FOUND, S("// no such key\n"));
    if (url.len == 0)
        return answer_script(rs, HTTP_NOT_FOUND,
                             S("// This server has no bundle of the SDK: install it with npm, "
                               "or set JS_SDK_URL.\n"));
    struct str number = str_printf(cx->arena, "%lld", (long long)key.project_id);
    struct str public_key = str_lower(cx->arena, key_of_file(file));
    buf_init(&b, cx->arena, LOADER_BYTES);
    buf_add(&b, str_make(head, sizeof head - 1));
    buf_add(&b, S("("));
    buf_add_json_str(&b, project_dsn(cx, rq, public_key, number));
    buf_add(&b, S(", "));
    buf_add_json_str(&b, url);
    buf_add(&b, S(");\n"));
    respond_header(rs, "Cache-Control", S("public, max-age=3600"));
    return answer_script(rs, status_http(OK), buf_str(&b));
}
