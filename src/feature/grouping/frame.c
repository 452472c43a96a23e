#include "base/base.h"
#include "feature/grouping/grouping_int.h"

#include "base/arena.h"
#include "base/str.h"
#include "base/str_int.h"
#include "port/json.h"

enum {
    CONTEXT_CHARS_MAX = 120, /* longer lines are minified code (§12.1)              */
    HASH_HEX_MIN = 6,        /* shortest part of a file name taken for a hash       */
    SHORT_NAME = 2,          /* minified function names                             */
    NPM_MODULES = 4,         /* of machinery_modules, the first                     */
    MINIFIED_LINE = 2000,    /* columns beyond it mean one long line                */
};

/* --- functions --- */

static const struct str silent_functions[] = {
    S("<redacted>"),  S("<unknown>"),   S("<lambda>"),  S("?"),         S("<anonymous function>"),
    S("<anonymous>"), S("[anonymous]"), S("anonymous"), S("{closure}"), S("_anonymous"),
};

static bool is_one_of(struct str s, const struct str *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(s, list[i]))
            return true;
    }
    return false;
}

static bool is_javascript(struct str platform)
{
    return str_eq(platform, S("javascript")) || str_eq(platform, S("node"));
}

static bool is_native(struct str platform)
{
    static const struct str natives[] = { S("native"), S("c"),    S("cocoa"),
                                          S("objc"),   S("rust"), S("swift") };
    return is_one_of(platform, natives, ARRAY_LEN(natives));
}

/* "void ns::f<T>(int) const" → "ns::f": arguments, templates and return type go. */
static struct str native_function(struct str s)
{
    size_t depth = 0;
    size_t end = s.len;
    size_t start = 0;
    if (s.len > 0 && (s.p[0] == '-' || s.p[0] == '+' || s.p[0] == '<'))
        return s; /* -[Class method:], <T as Trait>::f */
    for (size_t i = 0; i < s.len && end == s.len; i++) {
        char c = s.p[i];
        if (c == '<')
            depth++;
        else if (c == '>' && depth > 0)
            depth--;
        else if (c == '(' && depth == 0 && i > start &&
                 !str_starts(str_from(s, i), S("(anonymous")))
            end = i;
        else if (c == ' ' && depth == 0)
            start = i + 1;
    }
    struct str name = str_slice(s, start, end);
    size_t angle = str_find_char(name, '<');
    return angle > 0 && name.len > 0 ? str_to(name, angle) : name;
}

/* "block in save", "block (2 levels) in save", "rescue in save" → "save". */
static struct str ruby_function(struct str s)
{
    bool is_nested = str_starts(s, S("block ")) || str_starts(s, S("rescue in ")) ||
                     str_starts(s, S("ensure in "));
    if (is_nested) {
        size_t in = str_find(s, S(" in "));
        s = in < s.len ? str_from(s, in + S(" in ").len) : s;
    }
    size_t erb = str_find(s, S("_erb__"));
    return erb < s.len ? str_to(s, erb + S("_erb").len) : s;
}

static struct str php_function(struct str s)
{
    size_t closure = str_find(s, S("{closure"));
    if (closure < s.len)
        s = str_to(s, closure);
    size_t anonymous = str_find(s, S("class@anonymous"));
    if (anonymous < s.len)
        s = str_to(s, anonymous + S("class@anonymous").len);
    while (s.len > 0 && (s.p[s.len - 1] == '\\' || s.p[s.len - 1] == ':'))
        s = str_to(s, s.len - 1);
    return s;
}

/* "lambda$run$0" → "run". */
static struct str java_function(struct str s)
{
    if (!str_starts(s, S("lambda$")))
        return s;
    s = str_from(s, S("lambda$").len);
    size_t dollar = str_find_char(s, '$');
    return dollar < s.len ? str_to(s, dollar) : S("");
}

/* "Object.<anonymous>" → "", "async Foo.bar" → "bar", "new Cart" → "Cart". */
static struct str javascript_function(struct str s)
{
    size_t alias = str_find(s, S(" [as "));
    s = str_to(s, alias);
    size_t dot = str_rfind_char(s, '.');
    if (dot < s.len && dot > 0)
        s = str_from(s, dot + 1);
    size_t blank = str_rfind_char(s, ' ');
    return blank < s.len ? str_from(s, blank + 1) : s;
}

struct str function_clean(struct str platform, struct str name)
{
    struct str s = str_trim(name);
    if (is_javascript(platform))
        s = javascript_function(s);
    else if (is_native(platform))
        s = native_function(s);
    else if (str_eq(platform, S("ruby")))
        s = ruby_function(s);
    else if (str_eq(platform, S("php")))
        s = php_function(s);
    else if (str_eq(platform, S("java")))
        s = java_function(s);
    return is_one_of(s, silent_functions, ARRAY_LEN(silent_functions)) ? S("") : s;
}

/* --- modules and files --- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What Java's class makers append; the name ends before it. */
static const struct str generated_marks[] = {
    S("$$Lambda"),        S("$$EnhancerBy"), S("$$FastClassBy"),
    S("_$$_javassist"),   S("_$$_jvst"),     S("$$SpringCGLIB"),
    S("$HibernateProxy"), S("$ByteBuddy"),   S("$$KeyFactoryByCGLIB"),
    S("$Proxy"),
};

static struct str java_module(struct str s)
{
    for (size_t i = 0; i < ARRAY_LEN(generated_marks); i++)
        s = str_to(s, str_find(s, generated_marks[i]));
    size_t accessor = str_find(s, S("Accessor"));
    if (str_contains(s, S("Generated")) && accessor < s.len)
        s = str_to(s, accessor + S("Accessor").len);
    size_t clojure = str_find(s, S("fn__"));
    if (clojure < s.len)
        s = str_to(s, clojure + 2);
    /* "Outer$1" and "Outer$2" are the same anonymous class to people. */
    size_t n = s.len;
    while (n > 0 && is_digit(s.p[n - 1]))
        n--;
    return n > 0 && n < s.len && s.p[n - 1] == '$' ? str_to(s, n - 1) : s;
}

static bool is_url(struct str s)
{
    size_t mark = str_find(str_to(s, HASH_HEX_MIN * 4), S("://"));
    return mark > 0 && mark < s.len && mark < HASH_HEX_MIN * 4;
}

static struct str base_name(struct str path)
{
    size_t slash = str_rfind_char(path, '/');
    if (slash < path.len)
        path = str_from(path, slash + 1);
    size_t back = str_rfind_char(path, '\\');
    return back < path.len ? str_from(path, back + 1) : path;
}

/* A part between dots or dashes that a bundler made: hex with a digit, or letters and
 * digits in both cases. */
static bool is_hash_part(struct str s)
{
    bool has_digit = false;
    bool is_hex = true;
    bool has_upper = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        has_digit |= is_digit(c);
        has_upper |= c >= 'A' && c <= 'Z';
        is_hex &= hex_value(c) >= 0;
        if (!is_digit(c) && !(ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') && c != '_')
            return false;
    }
    return s.len >= HASH_HEX_MIN && has_digit && (is_hex || has_upper);
}

static bool is_part_mark(char c)
{
    return c == '.' || c == '-' || c == '~';
}

/* "main.3f9a1c.js" → "main.js", "chunk-ABC123.js" → "chunk.js". Lower case. */
static struct str file_clean(struct arena *a, struct str path)
{
    struct str name = base_name(path);
    name = str_to(name, str_find_char(name, '?'));
    char *p = arena_alloc(a, name.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < name.len;) {
        size_t start = i + (is_part_mark(name.p[i]) ? 1 : 0); /* a part takes its mark along */
        size_t end = start;
        while (end < name.len && !is_part_mark(name.p[end]))
            end++;
        bool is_dropped = i > 0 && is_hash_part(str_slice(name, start, end));
        for (; i < end; i++) {
            if (!is_dropped)
                p[n++] = ascii_lower(name.p[i]);
        }
    }
    return str_make(p, n);
}

static const struct str silent_files[] = {
    S("<anonymous>"), S("[native code]"), S("native code"), S("<unknown>"),
    S("<string>"),    S("<stdin>"),       S("eval code"),
};

/* --- lines --- */

static bool has_context(struct str platform)
{
    static const struct str platforms[] = { S("javascript"), S("node"), S("python"), S("php"),
                                            S("ruby") };
    return is_one_of(platform, platforms, ARRAY_LEN(platforms));
}

/* Blanks folded to one, none at the ends; "" when the line is too long. */
static struct str context_clean(struct arena *a, struct str line)
{
    line = str_trim(line);
    if (line.len == 0 || line.len > (size_t)CONTEXT_CHARS_MAX * UTF8_MAX_BYTES)
        return S("");
    char *p = arena_alloc(a, line.len);
    size_t n = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.p[i] == '\t' ? ' ' : line.p[i];
        if (c != ' ' || (n > 0 && p[n - 1] != ' '))
            p[n++] = c;
    }
    struct str out = str_make(p, n);
    return str_utf8_count(out) > CONTEXT_CHARS_MAX ? S("") : out;
}

/* --- machinery --- */

static const struct str machinery_modules[] = {
    S("@babel/"),        S("core-js/"),   S("regenerator-runtime/"),
    S("tslib/"),         S("io.sentry."), S("org-dartlang-sdk:///"),
    S("package:sentry"), S("newrelic"),   S("LogRocket"),
};
static const struct str machinery_functions[] = {
    S("processTicksAndRejections"),
    S("runMicrotasks"),
    S("runNextTicks"),
    S("nextTick"),
    S("queueMicrotask"),
    S("eval"),
};

/* The members of a frame that say something, read in one walk. */
struct members {
    struct json *function;
    struct json *module;
    struct json *filename;
    struct json *abs_path;
    struct json *context_line;
    struct json *platform;
    struct json *in_app;
    struct json *colno;
    struct json *data;
};
static const struct str member_keys[] = {
    S("function"), S("module"), S("filename"), S("abs_path"), S("context_line"),
    S("platform"), S("in_app"), S("colno"),    S("data"),
};
static_assert(sizeof(struct members) == ARRAY_LEN(member_keys) * sizeof(struct json *),
              "one key for each member, in their order");

static bool is_machinery(struct str platform, const struct members *m, struct str function)
{
    struct str module = json_str(m->module);
    for (size_t i = 0; i < ARRAY_LEN(machinery_modules); i++) {
        if (str_starts(module, machinery_modules[i]))
            return true;
    }
    if (!is_javascript(platform))
        return false;
    struct str abs_path = json_str(m->abs_path);
    struct str packages = str_from(abs_path, str_find(abs_path, S("node_modules/")));
    packages = str_from(packages, S("node_modules/").len);
    for (size_t i = 0; i < NPM_MODULES; i++) {
        if (str_starts(packages, machinery_modules[i]))
            return true;
    }
    return is_one_of(function, machinery_functions, ARRAY_LEN(machinery_functions)) ||
           is_one_of(abs_path, silent_files, ARRAY_LEN(silent_files));
}

/* --- the whole --- */

/* A function's name says nothing when a source map gave the line, or when a minifier
 * chose it. */
static bool is_function_noise(struct str platform, const struct members *m, const struct frame *f)
{
    if (!is_javascript(platform))
        return false;
    if (f->context.len > 0 && !json_is_null(json_get(m->data, S("sourcemap"))))
        return true;
    int64_t colno = 0;
    bool is_minified = json_i64(m->colno, &colno) && colno > MINIFIED_LINE;
    return f->function.len <= SHORT_NAME && (is_minified || str_eq(platform, S("javascript")));
}

/* "" when the file says nothing. */
static struct str file_of(struct arena *a, struct str filename)
{
    if (is_one_of(filename, silent_files, ARRAY_LEN(silent_files)))
        return S("");
    struct str name = file_clean(a, filename);
    /* An address without a file is a page: its name is an id as often as not. */
    bool is_page = is_url(filename) && str_find_char(name, '.') == name.len;
    return is_page ? S("") : name;
}

void frame_read(struct arena *a, struct str event_platform, const struct json *frame,
                struct frame *out)
{
    struct members m;
    json_get_all(frame, member_keys, (struct json **)&m, ARRAY_LEN(member_keys));
    struct str own_platform = json_str(m.platform);
    struct str platform = own_platform.len > 0 ? own_platform : event_platform;
    *out = (struct frame){ S(""), S(""), S(""), S(""), false, false, false };
    out->is_in_app = json_bool(m.in_app, false);
    out->function = function_clean(platform, json_str(m.function));
    out->is_ignored = is_machinery(platform, &m, out->function);
    if (out->is_ignored)
        return;
    struct str module = json_str(m.module);
    out->module = str_eq(platform, S("java")) ? java_module(module) : module;
    if (is_javascript(platform) && is_url(out->module))
        out->module = S("");
    if (out->module.len == 0)
        out->filename = file_of(a, json_str(m.filename));
    if (has_context(platform))
        out->context = context_clean(a, json_str(m.context_line));
    if (is_function_noise(platform, &m, out))
        out->function = S("");
    out->is_used = out->module.len + out->filename.len + out->function.len > 0;
}

bool frame_is_repeat(const struct json *frame, const struct json *before)
{
    static const struct str keys[] = { S("lineno"), S("function"), S("filename"), S("module") };
    struct json *a[ARRAY_LEN(keys)];
    struct json *b[ARRAY_LEN(keys)];
    json_get_all(frame, keys, a, ARRAY_LEN(keys));
    json_get_all(before, keys, b, ARRAY_LEN(keys));
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        if (!str_eq(json_scalar_text(a[i], false), json_scalar_text(b[i], false)))
            return false;
    }
    return true;
}

struct json *frame_of_crash(struct json *frames)
{
    struct json *last = NULL;
    struct json *last_in_app = NULL;
    struct json_iter it = json_iter(frames);
    while (json_next(&it)) {
        last = it.value;
        if (json_bool(json_get(it.value, S("in_app")), false))
            last_in_app = it.value;
    }
    return last_in_app != NULL ? last_in_app : last;
}
