#include "base/base.h"
#include "feature/search/trace.h"

#include "base/str.h"
#include "feature/search/trace_int.h"

enum { TYPE_BYTES = 200 };

static const struct {
    const char *name;
    trace_form *read;
    bool is_innermost_last;
} forms[] = {
    [TRACE_NONE] = { "", NULL, false },
    [TRACE_PYTHON] = { "python", trace_python, true },
    [TRACE_JAVA] = { "java", trace_java, false },
    [TRACE_JAVASCRIPT] = { "javascript", trace_javascript, false },
    [TRACE_GO] = { "go", trace_go, false },
    [TRACE_RUBY] = { "ruby", trace_ruby, false },
    [TRACE_PHP] = { "php", trace_php, false },
    [TRACE_DOTNET] = { "dotnet", trace_dotnet, false },
    [TRACE_RUST] = { "rust", trace_rust, false },
};

const char *trace_language_name(enum trace_language language)
{
    return forms[language].name;
}

void trace_add(struct trace_state *s, struct trace_frame frame)
{
    struct trace *t = s->out;

    s->pending = (struct str){ 0 };
    if (s->is_done)
        return;
    if (t->n < TRACE_FRAMES) {
        t->frames[t->n++] = frame;
        return;
    }
    if (!forms[t->language].is_innermost_last)
        return;
    memmove(t->frames, t->frames + 1, (TRACE_FRAMES - 1) * sizeof *t->frames);
    t->frames[TRACE_FRAMES - 1] = frame;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '$' || c == '\\' || c == ':' || (unsigned char)c >= 0x80;
}

/* Where a name ends: before the colon that a blank or the end follows. */
static size_t type_end(struct str text)
{
    size_t end = 0;

    while (end < text.len && is_name_char(text.p[end])) {
        bool is_colon = text.p[end] == ':';
        if (is_colon && (end + 1 == text.len || text.p[end + 1] == ' '))
            break;
        end++;
    }
    return end;
}

bool trace_take_head(struct trace_state *s, struct str text)
{
    size_t end = type_end(text);
    struct str rest = str_from(text, end);

    if (end < 2 || end > TYPE_BYTES || (text.p[0] >= '0' && text.p[0] <= '9'))
        return false;
    if (rest.len > 0 && rest.p[0] != ':')
        return false;
    s->out->type = str_to(text, end);
    s->out->message = rest.len > 0 ? str_trim(str_from(rest, 1)) : (struct str){ 0 };
    return true;
}

bool trace_take_place(struct str text, struct str *file, int64_t *line)
{
    size_t colon = str_rfind_char(text, ':');
    int64_t number, column;

    if (colon == text.len || !str_i64(str_from(text, colon + 1), &number))
        return false;
    struct str rest = str_to(text, colon);
    size_t before = str_rfind_char(rest, ':');
    if (before < rest.len && str_i64(str_from(rest, before + 1), &column)) {
        number = column;
        rest = str_to(rest, before);
    }
    if (rest.len == 0 || number < 0)
        return false;
    *file = rest;
    *line = number;
    return true;
}

struct str trace_last_part(struct str name, const char *separators)
{
    size_t start = name.len;

    while (start > 0 && strchr(separators, name.p[start - 1]) == NULL)
        start--;
    return str_from(name, start);
}

static void read_as(struct str text, enum trace_language language, struct trace *out)
{
    struct trace_state s = { .out = out };
    struct str rest = text, line;

    *out = (struct trace){ .language = language };
    for (size_t i = 0; i < TRACE_LINES && str_split(&rest, '\n', &line); i++) {
        s.line = str_ends(line, S("\r")) ? str_to(line, line.len - 1) : line;
        s.trimmed = str_trim(s.line);
        if (memchr(s.line.p, '\0', s.line.len) == NULL)
            forms[language].read(&s);
    }
    for (size_t i = 0; forms[language].is_innermost_last && i < out->n / 2; i++) {
        struct trace_frame kept = out->frames[i];
        out->frames[i] = out->frames[out->n - 1 - i];
        out->frames[out->n - 1 - i] = kept;
    }
}

bool trace_read(struct str text, struct trace *out)
{
    struct trace one;

    *out = (struct trace){ 0 };
    for (size_t i = TRACE_NONE + 1; i < ARRAY_LEN(forms); i++) {
        read_as(text, (enum trace_language)i, &one);
        if (one.n > out->n)
            *out = one;
    }
    return out->n > 0;
}
