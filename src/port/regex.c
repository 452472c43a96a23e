#include "base/base.h"
#include "port/regex.h"

#include <ctype.h>

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
    MATCH_BYTES = 256, /* about: match data and its context          */
    PROBE_BYTES = 500, /* of a text that a pattern is tried on       */
    PROBE_TAIL = 100,  /* of it, the pattern itself                  */
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

static enum status compile(struct ctx *cx, struct str pattern, uint32_t kind, pcre2_code **out)
{
    const uint32_t options =
        kind | PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
    pcre2_compile_context *limits = pcre2_compile_context_create(NULL);
    size_t at = 0;
    int code = 0;

    assert(limits != NULL);
    (void)pcre2_set_parens_nest_limit(limits, NESTED_MAX);
    *out = pcre2_compile((PCRE2_SPTR)pattern.p, pattern.len, options, &code, &at, limits);
    pcre2_compile_context_free(limits);
    return *out != NULL ? OK : refuse(cx, code, at);
}

static enum status compile_as(struct ctx *cx, struct str pattern, uint32_t kind,
                              struct regex **out)
{
    size_t foreign = find_foreign(pattern);
    pcre2_code *code;

    if (foreign < pattern.len)
        return fail(cx, E_INVALID, "pattern: this cannot be searched in linear time at %zu",
                    foreign);
    TRY(compile(cx, pattern, kind, &code));
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

enum status regex_compile(struct ctx *cx, struct str pattern, struct regex **out)
{
    return compile_as(cx, pattern, PCRE2_CASELESS, out);
}

enum status regex_compile_cased(struct ctx *cx, struct str pattern, struct regex **out)
{
    return compile_as(cx, pattern, 0, out);
}

static bool gives_up(const struct regex *re, struct str text)
{
    int code =
        pcre2_match(re->code, (PCRE2_SPTR)text.p, text.len, 0, 0, re->found, re->limits);

    return code < PCRE2_ERROR_NOMATCH && code != PCRE2_ERROR_PARTIAL;
}

/* A run of one letter, something that nobody asks for, and the pattern itself: what it must
 * find at last is there, so the search is not given up before it begins. */
static bool fails_at(const struct regex *re, char run, struct str pattern)
{
    char text[PROBE_BYTES];
    size_t tail = pattern.len < PROBE_TAIL ? pattern.len : PROBE_TAIL;
    size_t n = PROBE_BYTES - PROBE_TAIL - 1;

    memset(text, run, n);
    text[n++] = 1;
    memcpy(text + n, pattern.p, tail);
    return gives_up(re, str_make(text, n)) || gives_up(re, str_make(text, n + tail));
}

enum status regex_probe(struct ctx *cx, const struct regex *re, struct str pattern)
{
    bool is_bad = false;

    for (const char *c = "aA0 .-_/\n="; *c != '\0' && !is_bad; c++)
        is_bad = fails_at(re, *c, pattern);
    for (size_t i = 0; i < pattern.len && !is_bad; i++)
        is_bad = isalnum((unsigned char)pattern.p[i]) != 0 && fails_at(re, pattern.p[i], pattern);
    return is_bad ? fail(cx, E_INVALID, "pattern: searching for it takes too many steps") : OK;
}

size_t regex_bytes(const struct regex *re)
{
    size_t code = 0, jit = 0;

    (void)pcre2_pattern_info(re->code, PCRE2_INFO_SIZE, &code);
    (void)pcre2_pattern_info(re->code, PCRE2_INFO_JITSIZE, &jit);
    return code + jit + MATCH_BYTES;
}

bool regex_search(const struct regex *re, struct str text)
{
    return pcre2_match(re->code, (PCRE2_SPTR)text.p, text.len, 0, 0, re->found, re->limits) >= 0;
}
