/* Events with a story: a shop whose parts fail in the ways that such programs fail. */
#include "base/base.h"
#include "feature/demo/demo_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/str.h"
#include "port/jsonw.h"

enum {
    EVENT_BYTES = 64 << 10,
    USERS = 3000,
    RELEASE_DAYS = 2, /* a release lives as long */
    RELEASES_KEPT = 1000,
    LINES_AROUND = 5,
    CRUMBS = 6,
    CRUMB_STEP_MS = 700,
    LINE_MAX = 400,
    STAGING_OF = 9, /* one event of so many is not from production */
};

uint64_t demo_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static const struct demo_project projects[DEMO_PROJECTS] = {
    { "Storefront web", "javascript" },
    { "Billing API", "python" },
    { "Orders", "java" },
    { "Search gateway", "go" },
    { "Mail worker", "ruby" },
    { "Checkout BFF", "node" },
    { "Admin panel", "javascript" },
    { "Warehouse", "java" },
    { "Pricing", "python" },
    { "Media proxy", "go" },
    { "Back office", "ruby" },
    { "Notifications", "node" },
};

const struct demo_project *demo_project(size_t no)
{
    assert(no < DEMO_PROJECTS);
    return &projects[no];
}

/* How a language spells a place. %V and %v: the verb with and without a capital, %N and
 * %n the noun. */
struct language {
    const char *platform;
    const char *sdk, *sdk_version;
    const char *runtime, *runtime_version;
    const char *function, *file, *abs_path, *module, *line;
    const char *lib_function, *lib_file, *lib_module;
    const char *logger;
};

static const struct language languages[] = {
    { "javascript", "sentry.javascript.react", "11.12.0", "browser", "", "%v%N",
      "app:///src/%n/%V%N.tsx", "https://shop.example.com/assets/%n.js", "src/%n/%V%N",
      "  const result = await %v%N(cart.%n, { signal });", "performWorkUntilDeadline",
      "app:///node_modules/scheduler/index.js", "scheduler", "" },
    { "python", "sentry.python.django", "2.75.0", "CPython", "3.13.1", "%v_%n", "shop/%n/views.py",
      "/srv/shop/shop/%n/views.py", "shop.%n.views", "        result = %v_%n(request.%n)",
      "get_response", "django/core/handlers/base.py", "django.core.handlers.base",
      "django.request" },
    { "java", "sentry.java.spring-boot", "8.20.0", "OpenJDK", "21.0.5", "%v%N", "%NService.java",
      "%NService.java", "com.example.shop.%n.%NService",
      "        return %nRepository.%v%N(id).orElseThrow();", "doDispatch", "DispatcherServlet.java",
      "org.springframework.web.servlet.DispatcherServlet", "c.e.shop.%n" },
    { "go", "sentry.go", "0.40.0", "go", "go1.25.1", "(*%NStore).%V%N", "%n/store.go",
      "/src/shop/%n/store.go", "example.com/shop/%n", "\tif err := s.%v%N(ctx, id); err != nil {",
      "(*Mux).ServeHTTP", "net/http/server.go", "net/http", "" },
    { "ruby", "sentry.ruby.rails", "6.2.0", "ruby", "3.4.1", "%v_%n", "app/models/%n.rb",
      "/srv/shop/app/models/%n.rb", "", "    %n.%v_%n!(params.fetch(:%n))", "process_action",
      "action_controller/metal.rb", "", "" },
    { "node", "sentry.javascript.node", "11.12.0", "node", "22.12.0", "%v%N", "src/%n/%v.ts",
      "/srv/shop/src/%n/%v.ts", "src.%n:%v", "    const row = await db.%n.%v(id);", "next",
      "node:internal/process/task_queues", "node:internal", "" },
};

/* What went wrong; {} is a number that differs from event to event. */
struct story {
    const char *platform;
    const char *type, *value;
    const char *level; /* absent = error */
    bool is_unhandled;
};

static const struct story stories[] = {
    { "javascript", "TypeError", "Cannot read properties of undefined (reading '%n')", NULL, true },
    { "javascript", "HydrationError", "Text content of %N is not what the server sent", NULL,
      true },
    { "javascript", "NetworkError", "Request to /api/%n failed with status code 502", NULL, false },
    { "javascript", "AbortError", "The user aborted a request for %n {}", "warning", false },
    { "python", "ValueError", "cannot %v %n {}: total is negative", NULL, false },
    { "python", "IntegrityError", "duplicate key value violates unique constraint \"%n_pkey\"",
      NULL, true },
    { "python", "OperationalError", "server closed the connection unexpectedly", "fatal", true },
    { "python", "KeyError", "'%n_id'", NULL, true },
    { "java", "java.lang.NullPointerException",
      "Cannot invoke \"%N.total()\" because \"%n\" is null", NULL, true },
    { "java", "java.util.concurrent.TimeoutException", "%n did not answer within {} ms", NULL,
      false },
    { "java", "org.hibernate.StaleObjectStateException", "%N#{} was updated by another transaction",
      "warning", false },
    { "java", "java.lang.IllegalStateException", "%n {} is already closed", NULL, true },
    { "go", "*errors.errorString", "%n {} not found", NULL, false },
    { "go", "*net.OpError", "dial tcp 10.0.4.7:5432: connect: connection refused", "fatal", false },
    { "go", "context.deadlineExceededError", "context deadline exceeded", NULL, false },
    { "go", "runtime.boundsError", "index out of range [{}] with length 3", "fatal", true },
    { "ruby", "NoMethodError", "undefined method 'price' for nil", NULL, true },
    { "ruby", "ActiveRecord::RecordNotFound", "Couldn't find %N with 'id'={}", NULL, false },
    { "ruby", "Net::SMTPServerBusy", "450 4.7.1 mailbox {} is busy", "warning", false },
    { "ruby", "JSON::ParserError", "unexpected token at '<html>'", NULL, true },
    { "node", "Error", "connect ECONNREFUSED 10.0.4.9:6379", "fatal", false },
    { "node", "TypeError", "Cannot destructure property '%n' of undefined", NULL, true },
    { "node", "RangeError", "Invalid count value: -{}", NULL, true },
    { "node", "PrismaClientKnownRequestError", "Unique constraint failed on the fields: (`%n_id`)",
      NULL, false },
};

static const char *const nouns[] = {
    "cart",     "order",   "invoice",  "payment",  "refund",  "coupon",  "customer", "address",
    "shipment", "parcel",  "stock",    "supplier", "product", "variant", "category", "price",
    "discount", "tax",     "currency", "checkout", "session", "account", "profile",  "password",
    "review",   "rating",  "wishlist", "search",   "index",   "facet",   "banner",   "campaign",
    "mail",     "message", "template", "webhook",  "job",     "queue",   "report",   "export",
    "image",    "upload",  "picture",  "document", "label",   "barcode", "scanner",  "printer",
    "ledger",   "payout",  "dispute",  "contract", "quote",   "budget",  "forecast", "margin",
    "region",   "store",   "locale",   "feature",
};
static const char *const verbs[] = {
    "load",     "save",    "update", "remove",  "sync",    "render",  "parse",
    "send",     "apply",   "verify", "reserve", "release", "merge",   "split",
    "schedule", "archive", "total",  "fetch",   "publish", "rebuild",
};
static const char *const browsers[][2] = {
    { "Chrome", "142.0.0" },
    { "Safari", "19.1" },
    { "Firefox", "145.0" },
    { "Edge", "142.0.0" },
};
static const char *const systems[][2] = {
    { "Windows", "11" }, { "iOS", "19.1" },   { "macOS", "16.1" },
    { "Android", "16" }, { "Linux", "6.12" },
};
static const char *const regions[] = { "eu-west-1", "eu-central-1", "us-east-1", "ap-south-1" };
static const char *const plans[] = { "free", "team", "business" };

/* --- an issue's own things ------------------------------------------------------ */

struct place {
    const struct language *language;
    const struct story *story;
    const char *verb, *noun;
};

static size_t stories_of(const char *platform, const struct story **first)
{
    size_t n = 0;

    for (size_t i = 0; i < ARRAY_LEN(stories); i++) {
        if (strcmp(stories[i].platform, platform) != 0)
            continue;
        if (n++ == 0)
            *first = &stories[i];
    }
    return n;
}

size_t demo_issues_max(size_t project)
{
    const struct story *first;

    return ARRAY_LEN(nouns) * ARRAY_LEN(verbs) * stories_of(projects[project].platform, &first);
}

/* Neighbouring issues differ in noun, verb and story. */
static struct place place_of(const struct demo_event *e)
{
    struct place out = { .language = &languages[0] };
    const char *platform = projects[e->project].platform;
    const struct story *first = NULL;
    size_t n = stories_of(platform, &first);

    for (size_t i = 0; i < ARRAY_LEN(languages); i++)
        if (strcmp(languages[i].platform, platform) == 0)
            out.language = &languages[i];
    out.noun = nouns[e->issue % ARRAY_LEN(nouns)];
    out.verb = verbs[(e->issue / ARRAY_LEN(nouns) + e->issue) % ARRAY_LEN(verbs)];
    out.story = &first[(e->issue / (ARRAY_LEN(nouns) * ARRAY_LEN(verbs)) + e->issue) % n];
    return out;
}

static void add_word(struct buf *b, const char *word, bool has_capital)
{
    if (has_capital) {
        buf_add_char(b, (char)(word[0] - 'a' + 'A'));
        word++;
    }
    buf_add(b, str_c(word));
}

/* A pattern of the tables with its words put in. */
static struct str spelled(struct arena *a, const struct place *at, const char *pattern,
                          uint64_t number)
{
    struct buf b;

    buf_init(&b, a, LINE_MAX);
    for (const char *p = pattern; *p != '\0'; p++) {
        bool is_word = p[0] == '%' && p[1] != '\0';
        if (is_word && (p[1] == 'v' || p[1] == 'V'))
            add_word(&b, at->verb, p[1] == 'V');
        else if (is_word && (p[1] == 'n' || p[1] == 'N'))
            add_word(&b, at->noun, p[1] == 'N');
        else if (p[0] == '{' && p[1] == '}')
            buf_add_u64(&b, number);
        else {
            buf_add_char(&b, *p);
            continue;
        }
        p++;
    }
    return buf_str(&b);
}

/* --- the parts of an event ------------------------------------------------------- */

struct writer {
    struct arena *arena;
    struct jsonw w;
    struct place at;
    const struct demo_event *event;
    uint64_t number; /* what {} stands for */
    uint64_t user;   /* few of them have most of the events */
};

static void put_spelled(struct writer *o, const char *key, const char *pattern)
{
    if (pattern[0] != '\0')
        jsonw_key_str(&o->w, key, spelled(o->arena, &o->at, pattern, o->number));
}

static void put_lines(struct writer *o, const char *key, const char *const *lines)
{
    jsonw_key_arr(&o->w, key);
    for (size_t i = 0; i < LINES_AROUND && lines[i] != NULL; i++)
        jsonw_str(&o->w, spelled(o->arena, &o->at, lines[i], o->number));
    jsonw_end(&o->w);
}

/* The application's frames; the innermost one has source and variables. */
static void put_app_frame(struct writer *o, bool is_innermost)
{
    static const char *const before[] = { "  // the %n as it was asked for", "  log(\"%v %n\")", "",
                                          NULL };
    static const char *const after[] = { "  if (result == null) {", "    return", "  }", NULL };
    const struct language *l = o->at.language;
    enum { FIRST_LINE = 20, LINES = 180, OUTER_LINE = 12 };

    jsonw_obj(&o->w);
    put_spelled(o, "function", is_innermost ? l->function : "handle%N");
    put_spelled(o, "filename", l->file);
    put_spelled(o, "abs_path", l->abs_path);
    put_spelled(o, "module", l->module);
    int64_t line = FIRST_LINE + (int64_t)(o->event->issue % LINES);
    jsonw_key_i64(&o->w, "lineno", is_innermost ? line : OUTER_LINE);
    jsonw_key_bool(&o->w, "in_app", true);
    if (is_innermost) {
        put_lines(o, "pre_context", before);
        put_spelled(o, "context_line", l->line);
        put_lines(o, "post_context", after);
        jsonw_key_obj(&o->w, "vars");
        put_spelled(o, "id", "{}");
        put_spelled(o, o->at.noun, "<%N id={}>");
        jsonw_end(&o->w);
    }
    jsonw_end(&o->w);
}

static void put_exception(struct writer *o)
{
    const struct story *s = o->at.story;
    const struct language *l = o->at.language;

    jsonw_key_obj(&o->w, "exception");
    jsonw_key_arr(&o->w, "values");
    jsonw_obj(&o->w);
    jsonw_key_str(&o->w, "type", str_c(s->type));
    put_spelled(o, "value", s->value);
    jsonw_key_obj(&o->w, "mechanism");
    jsonw_key_str(&o->w, "type", s->is_unhandled ? S("onerror") : S("generic"));
    jsonw_key_bool(&o->w, "handled", !s->is_unhandled);
    jsonw_end(&o->w);
    jsonw_key_obj(&o->w, "stacktrace");
    jsonw_key_arr(&o->w, "frames");
    jsonw_obj(&o->w);
    put_spelled(o, "function", l->lib_function);
    put_spelled(o, "filename", l->lib_file);
    put_spelled(o, "module", l->lib_module);
    jsonw_key_bool(&o->w, "in_app", false);
    jsonw_end(&o->w);
    put_app_frame(o, false);
    put_app_frame(o, true);
    for (int i = 0; i < 4; i++) /* frames, stacktrace, the exception, values */
        jsonw_end(&o->w);
    jsonw_end(&o->w);
}

static void put_crumbs(struct writer *o)
{
    static const char *const crumbs[CRUMBS][3] = {
        { "navigation", "navigation", "opened /%n/{}" },
        { "default", "auth", "session was renewed" },
        { "query", "query", "%n by id {}" },
        { "http", "http", "GET /api/%n/{} 200" },
        { "default", "ui.click", "button#%v-%n" },
        { "http", "http", "POST /api/%n 502" },
    };

    jsonw_key_arr(&o->w, "breadcrumbs");
    for (size_t i = 0; i < CRUMBS; i++) {
        jsonw_obj(&o->w);
        int64_t before_ms = (int64_t)(CRUMBS - i) * CRUMB_STEP_MS;
        jsonw_key_time(&o->w, "timestamp", o->event->at_ms - before_ms);
        jsonw_key_str(&o->w, "type", str_c(crumbs[i][0]));
        jsonw_key_str(&o->w, "category", str_c(crumbs[i][1]));
        jsonw_key_str(&o->w, "level", i + 1 < CRUMBS ? S("info") : S("warning"));
        put_spelled(o, "message", crumbs[i][2]);
        jsonw_end(&o->w);
    }
    jsonw_end(&o->w);
}

static void put_named(struct writer *o, const char *key, const char *name, const char *version)
{
    jsonw_key_obj(&o->w, key);
    jsonw_key_str(&o->w, "name", str_c(name));
    if (version[0] != '\0')
        jsonw_key_str(&o->w, "version", str_c(version));
    jsonw_end(&o->w);
}

static void put_contexts(struct writer *o)
{
    const struct language *l = o->at.language;
    const char *const *os = systems[o->user % ARRAY_LEN(systems)];
    const char *const *browser = browsers[o->user % ARRAY_LEN(browsers)];
    bool is_browser = strcmp(l->platform, "javascript") == 0;

    jsonw_key_obj(&o->w, "contexts");
    put_named(o, "os", is_browser ? os[0] : "Linux", is_browser ? os[1] : "6.12");
    if (is_browser)
        put_named(o, "browser", browser[0], browser[1]);
    else
        put_named(o, "runtime", l->runtime, l->runtime_version);
    jsonw_end(&o->w);
}

static void put_request_and_user(struct writer *o)
{
    struct arena *a = o->arena;
    unsigned user = (unsigned)o->user;

    jsonw_key_obj(&o->w, "request");
    put_spelled(o, "url", "https://shop.example.com/%n/{}");
    put_spelled(o, "method", o->at.story->is_unhandled ? "GET" : "POST");
    jsonw_end(&o->w);
    jsonw_key_obj(&o->w, "user");
    jsonw_key_str(&o->w, "id", str_printf(a, "%u", user));
    jsonw_key_str(&o->w, "email", str_printf(a, "customer%u@example.com", user));
    jsonw_end(&o->w);
    jsonw_key_obj(&o->w, "tags");
    jsonw_key_str(&o->w, "region", str_c(regions[o->user % ARRAY_LEN(regions)]));
    jsonw_key_str(&o->w, "plan", str_c(plans[o->user % ARRAY_LEN(plans)]));
    put_spelled(o, "component", "%n");
    jsonw_end(&o->w);
}

static void put_release(struct writer *o)
{
    int64_t no = o->event->at_ms / (RELEASE_DAYS * (int64_t)MS_PER_DAY) % RELEASES_KEPT;
    bool is_staging = o->number % STAGING_OF == 0;

    jsonw_key_str(&o->w, "release",
                  str_printf(o->arena, "%s@2.%lld.0", o->at.language->platform, (long long)no));
    jsonw_key_str(&o->w, "environment", is_staging ? S("staging") : S("production"));
    jsonw_key_str(&o->w, "server_name",
                  str_printf(o->arena, "web-%llu", (unsigned long long)(o->number % 4)));
}

struct str demo_event_json(struct arena *a, const struct demo_event *e)
{
    enum { NUMBERS = 90000, FEW = 8 };
    struct writer o = { .arena = a, .at = place_of(e), .event = e };
    const struct language *l = o.at.language;
    uint64_t state = e->salt;
    struct buf b;

    o.number = demo_random(&state) % NUMBERS;
    uint64_t few = demo_random(&state) % FEW;
    o.user = demo_random(&state) % (few == 0 ? (uint64_t)USERS : (uint64_t)USERS >> few) + 1;
    buf_init(&b, a, EVENT_BYTES);
    jsonw_init(&o.w, &b);
    jsonw_obj(&o.w);
    jsonw_key_str(&o.w, "event_id", event_id_text(a, &e->id));
    jsonw_key_time(&o.w, "timestamp", e->at_ms);
    jsonw_key_str(&o.w, "platform", str_c(l->platform));
    jsonw_key_str(&o.w, "level", str_c(o.at.story->level != NULL ? o.at.story->level : "error"));
    put_spelled(&o, "transaction", "/%n/:id");
    put_spelled(&o, "logger", l->logger);
    put_release(&o);
    put_exception(&o);
    put_crumbs(&o);
    put_request_and_user(&o);
    put_contexts(&o);
    put_named(&o, "sdk", l->sdk, l->sdk_version);
    jsonw_end(&o.w);
    return buf_str(&b);
}
