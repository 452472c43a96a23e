#include "base/base.h"
#include "port/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"

enum {
    STEPS_MAX = 2000, /* of one search                             */
    DEPTH_MAX = 200,  /* of nested repeats, when it runs unjitted  */
    NESTED_MAX = 50,  /* parentheses                               */
    MESSAGE_BYTES = 128,
};

struct regex {
    pcre2_code *code;
    pcre2_match_data *found;
    pcre2_match_context *limits;
};

/* --- RE2's language ------------------------------------------------------------------ */

static bool is_flag(char c)
{
    return c == 'i' || c == 'm' || c == 's' || c == 'U' || c == '-';
}

/* What follows "(?": a group that RE2 knows. */
static bool is_known_group(struct str s)
{
    size_t n = 0;

    if (str_starts(s, S(":")) || str_starts(s, S("P<")))
        return true;
    if (str_starts(s, S("<")))
        return s.len > 1 && s.p[1] != '=' && s.p[1] != '!';
    while (n < s.len && is_flag(s.p[n]))
        n++;
    return n > 0 && n < s.len && (s.p[n] == ':' || s.p[n] == ')');
}

/* \1, \g{1}, \k<n> refer back; \K, \R, \X, \G, \C are PCRE's own. */
static bool is_known_escape(char c)
{
    return !(c >= '1' && c <= '9') && strchr("gkKRXGC", c) == NULL;
}

/* The byte after the class that begins at i, or the end. */
static size_t skip_class(struct str s, size_t i)
{
    i++;
    if (i < s.len && s.p[i] == '^')
        i++;
    if (i < s.len && s.p[i] == ']')
        i++;
    while (i < s.len && s.p[i] != ']')
        i += s.p[i] == '\\' ? 2 : 1;
    return i + 1;
}

/* Index of what RE2 would not take; s.len = nothing. */
static size_t find_foreign(struct str s)
{
    for (size_t i = 0; i < s.len;) {
        struct str rest = str_from(s, i);
        if (s.p[i] == '[') {
            i = skip_class(s, i);
            continue;
        }
        if (s.p[i] == '\\') {
            if (i + 1 < s.len && !is_known_escape(s.p[i + 1]))
                return i;
            i += 2;
            continue;
        }
        if (str_starts(rest, S("(*")) ||
            (str_starts(rest, S("(?")) && !is_known_group(str_from(rest, 2))))
            return i;
        i++;
    }
    return s.len;
}

/* --- compiling ----------------------------------------------------------------------- */

static void release(void *p)
{
    struct regex *re = p;

    pcre2_match_data_free(re->found);
    pcre2_match_context_free(re->limits);
    pcre2_code_free(re->code);
}

static enum status refuse(struct ctx *cx, int code, size_t at)
{
    PCRE2_UCHAR text[MESSAGE_BYTES];
    int n = pcre2_get_error_message(code, text, sizeof text);

    return fail(cx, E_INVALID, "pattern: %.*s at %zu", n > 0 ? n : 0, (const char *)text, at);
}

static enum status compile(struct ctx *cx, struct str pattern, pcre2_code **out)
{
    const uint32_t options =
        PCRE2_CASELESS | PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
    pcre2_compile_context *limits = pcre2_compile_context_create(NULL);
    size_t at = 0;
    int code = 0;

    assert(limits != NULL);
    (void)pcre2_set_parens_nest_limit(limits, NESTED_MAX);
    *out = pcre2_compile((PCRE2_SPTR)pattern.p, pattern.len, options, &code, &at, limits);
    pcre2_compile_context_free(limits);
    return *out != NULL ? OK : refuse(cx, code, at);
}

enum status regex_compile(struct ctx *cx, struct str pattern, struct regex **out)
{
    size_t foreign = find_foreign(pattern);
    pcre2_code *code;

    if (foreign < pattern.len)
        return fail(cx, E_INVALID, "pattern: this cannot be searched in linear time at %zu",
                    foreign);
    TRY(compile(cx, pattern, &code));
    struct regex *re = arena_new(cx->arena, struct regex);
    *re = (struct regex){ .code = code,
                          .found = pcre2_match_data_create(1, NULL),
                          .limits = pcre2_match_context_create(NULL) };
    assert(re->found != NULL && re->limits != NULL);
    arena_on_reset(cx->arena, release, re);
    (void)pcre2_set_match_limit(re->limits, STEPS_MAX);
    (void)pcre2_set_depth_limit(re->limits, DEPTH_MAX);
    (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* slower without, never wrong */
    *out = re;
    return OK;
}

bool regex_search(const struct regex *re, struct str text)
{
    return pcre2_match(re->code, (PCRE2_SPTR)text.p, text.len, 0, 0, re->found, re->limits) >= 0;
}
