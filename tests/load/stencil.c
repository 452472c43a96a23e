#include "base/base.h"
#include "stencil.h"

enum {
    PATH_DEPTH = 8, /* deeper keys are not looked at */
    HEAD_BYTES = 512,
};

void die(const char *what, const char *which)
{
    (void)fprintf(stderr, "load: %s: %s\n", what, which);
    exit(2);
}

struct span {
    size_t at;
    size_t len;
};

/* Where the values of three keys stand: /event_id, /timestamp and the type of the
 * last exception. Understands just enough JSON for that. */
struct finder {
    const char *p;
    size_t len;
    struct span key[PATH_DEPTH]; /* newest key by depth */
    struct span id, time, type;
};

static bool key_is(const struct finder *f, size_t depth, const char *name)
{
    struct span k = f->key[depth];
    return k.len == strlen(name) && memcmp(f->p + k.at, name, k.len) == 0;
}

static size_t string_end(const struct finder *f, size_t i)
{
    for (i++; i < f->len && f->p[i] != '"'; i++)
        if (f->p[i] == '\\')
            i++;
    return i;
}

/* i is behind a key's colon at this depth. */
static void note_value(struct finder *f, size_t depth, size_t i)
{
    size_t end = i;
    if (f->p[i] == '"')
        end = string_end(f, i) + 1;
    else
        while (end < f->len && strchr(",}] \n", f->p[end]) == NULL)
            end++;
    struct span value = { i, end - i };
    if (depth == 1 && key_is(f, 1, "event_id"))
        f->id = value;
    else if (depth == 1 && key_is(f, 1, "timestamp"))
        f->time = value;
    else if (depth == 4 && key_is(f, 1, "exception") && key_is(f, 2, "values") &&
             key_is(f, 4, "type"))
        f->type = value;
}

static void find_places(struct finder *f)
{
    size_t depth = 0;
    for (size_t i = 0; i < f->len; i++) {
        char c = f->p[i];
        if (c == '{' || c == '[')
            depth++;
        else if (c == '}' || c == ']')
            depth--;
        if (c != '"')
            continue;
        size_t end = string_end(f, i);
        if (end + 1 < f->len && f->p[end + 1] == ':' && depth < ARRAY_LEN(f->key)) {
            f->key[depth] = (struct span){ i + 1, end - i - 1 };
            note_value(f, depth, end + 2);
        }
        i = end;
    }
}

static char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    char *p = malloc(STENCIL_MAX);
    if (file == NULL || p == NULL)
        die("cannot read", path);
    *len = fread(p, 1, STENCIL_MAX, file);
    (void)fclose(file);
    while (*len > 0 && (p[*len - 1] == '\n' || p[*len - 1] == ' '))
        (*len)--;
    return p;
}

struct splice {
    struct span span;
    const char *text;
    size_t *place; /* gets the offset of the value behind its quote */
};

/* Copies the event with the three values replaced by text of a fixed width. */
static size_t write_event(char *out, const struct finder *f, struct splice *s, size_t n)
{
    size_t from = 0, to = 0;
    for (size_t done = 0; done < n; done++) {
        struct splice *next = NULL;
        for (size_t i = 0; i < n; i++)
            if (s[i].span.len > 0 && s[i].span.at >= from &&
                (next == NULL || s[i].span.at < next->span.at))
                next = &s[i];
        if (next == NULL)
            break;
        memcpy(out + to, f->p + from, next->span.at - from);
        to += next->span.at - from;
        *next->place = to + 1;
        size_t len = strlen(next->text);
        memcpy(out + to, next->text, len);
        to += len;
        from = next->span.at + next->span.len;
    }
    memcpy(out + to, f->p + from, f->len - from);
    return to + f->len - from;
}

/* The event between its two lines of envelope. */
static size_t write_envelope(struct stencil *s, char *out, const char *event, size_t len)
{
    int n = snprintf(out, HEAD_BYTES,
                     "{\"event_id\":\"%032d\"}\n{\"type\":\"event\",\"length\":%zu}\n", 0, len);
    s->head_id = strlen("{\"event_id\":\"");
    s->id += (size_t)n;
    s->time += (size_t)n;
    s->type += s->type > 0 ? (size_t)n : 0;
    memcpy(out + n, event, len);
    out[(size_t)n + len] = '\n';
    return (size_t)n + len + 1;
}

/* Puts the HTTP head before the envelope. */
static void add_head(struct stencil *s, const struct stencil_target *to, const char *envelope,
                     size_t len)
{
    int n = snprintf(s->p, HEAD_BYTES,
                     "POST /api/%lld/envelope/ HTTP/1.1\r\nHost: %s:%u\r\n"
                     "X-Sentry-Auth: Sentry sentry_key=%s, sentry_version=7, "
                     "sentry_client=load/1.0\r\nContent-Type: application/x-sentry-envelope\r\n"
                     "Content-Length: %zu\r\n\r\n",
                     (long long)to->project, to->host, (unsigned)to->port, to->key, len);
    if (n <= 0 || n >= HEAD_BYTES)
        die("the request's head is too long with", to->host);
    s->length_line = (size_t)(strstr(s->p, "Content-Length") - s->p);
    s->body = (size_t)n;
    s->head_id += (size_t)n;
    s->id += (size_t)n;
    s->time += (size_t)n;
    s->type += s->type > 0 ? (size_t)n : 0;
    memcpy(s->p + n, envelope, len);
    s->len = (size_t)n + len;
}

void stencil_load(struct stencil *s, const char *path, const struct stencil_target *to)
{
    struct finder f = { 0 };
    char *file = read_file(path, &f.len);
    f.p = file;
    find_places(&f);
    if (f.id.len != STENCIL_ID_BYTES + 2 || f.time.len == 0)
        die("no event_id or timestamp at the top level", path);
    struct splice places[] = {
        { f.id, "\"00000000000000000000000000000000\"", &s->id },
        { f.time, "\"2026-11-24T10:00:00.000000Z\"", &s->time },
        { f.type, "\"Type00000\"", &s->type },
    };
    s->p = malloc(STENCIL_MAX + 3 * HEAD_BYTES);
    char *event = malloc(STENCIL_MAX + HEAD_BYTES);
    char *envelope = malloc(STENCIL_MAX + 2 * HEAD_BYTES);
    if (s->p == NULL || event == NULL || envelope == NULL)
        die("no memory for", path);
    size_t n = write_event(event, &f, places, ARRAY_LEN(places));
    n = write_envelope(s, envelope, event, n);
    add_head(s, to, envelope, n);
    free(envelope);
    free(event);
    free(file);
}
