#include "base/base.h"
#include "port/json_int.h"

#include "base/buf.h"
#include "base/limits.h"

#define EACH_BYTE 0x0101010101010101u /* times c: c in each of eight bytes */
#define HIGH_BITS 0x8080808080808080u

enum {
    WRITE_DEPTH = 2 * LIMIT_JSON_DEPTH, /* trees that were built may be deeper than parsed ones */
    SHORT_ESCAPE_BYTES = 2,
    LONG_ESCAPE_BYTES = 6, /* \u00XX */
    SCRATCH_BYTES = 256,
    QUOTES = 2,
    BITS_PER_BYTE = 8,
    NIBBLE_BITS = 4,
    NIBBLE_MASK = 0xF,
};

/* Where text goes: the room left in a buf, or a scratch that is filled again and
 * again when only the size is asked for. */
struct sink {
    char *p, *end;
    struct buf *buf; /* NULL: count only            */
    size_t counted;  /* bytes that left the scratch */
    char scratch[SCRATCH_BYTES];
};

static void sink_over_buf(struct sink *s)
{
    s->p = s->end = s->buf->p;
    if (s->p == NULL) /* nothing was ever added */
        return;
    s->p += s->buf->len;
    s->end += s->buf->cap;
}

/* NULL: the text is not wanted, or the buf is full. */
static char *more_room(struct sink *s, size_t n)
{
    if (s->buf != NULL) {
        s->buf->len = (size_t)(s->p - s->buf->p);
        char *room = buf_extend(s->buf, n);
        if (room != NULL)
            sink_over_buf(s);
        return room;
    }
    s->counted += (size_t)(s->p - s->scratch) + n;
    s->p = s->scratch;
    return NULL;
}

static inline char *room_for(struct sink *s, size_t n)
{
    if (n > (size_t)(s->end - s->p))
        return more_room(s, n);
    s->p += n;
    return s->p - n;
}

/* Most texts are short: two overlapping words instead of a call. */
static inline void copy_text(char *to, const char *p, size_t n)
{
    uint64_t first8, last8;
    uint32_t first4, last4;
    if (n > 2 * sizeof(first8)) {
        memcpy(to, p, n);
    } else if (n >= sizeof(first8)) {
        memcpy(&first8, p, sizeof(first8));
        memcpy(&last8, p + n - sizeof(last8), sizeof(last8));
        memcpy(to, &first8, sizeof(first8));
        memcpy(to + n - sizeof(last8), &last8, sizeof(last8));
    } else if (n >= sizeof(first4)) {
        memcpy(&first4, p, sizeof(first4));
        memcpy(&last4, p + n - sizeof(last4), sizeof(last4));
        memcpy(to, &first4, sizeof(first4));
        memcpy(to + n - sizeof(last4), &last4, sizeof(last4));
    } else {
        for (size_t i = 0; i < n; i++)
            to[i] = p[i];
    }
}

static inline void put(struct sink *s, const char *p, size_t n)
{
    char *to = room_for(s, n);
    if (to != NULL)
        copy_text(to, p, n);
}

static inline void put_char(struct sink *s, char c)
{
    char *to = room_for(s, 1);
    if (to != NULL)
        *to = c;
}

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the lowest bits are the first byte");

/* Bit 7 of each byte of the word below ' ', equal to " or to \. The lowest hit is
 * true; those above it may be borrows. */
static inline uint64_t special_bytes(uint64_t w)
{
    uint64_t quote = w ^ (EACH_BYTE * '"'), backslash = w ^ (EACH_BYTE * '\\');
    return (((w - EACH_BYTE * ' ') & ~w) | ((quote - EACH_BYTE) & ~quote) |
            ((backslash - EACH_BYTE) & ~backslash)) &
           HIGH_BITS;
}

static inline bool is_special(char c)
{
    return (uint8_t)c < ' ' || c == '"' || c == '\\';
}

static inline size_t plain_run(const char *p, size_t n)
{
    size_t i = 0;
    uint64_t word;
    for (; n - i >= sizeof(word); i += sizeof(word)) {
        memcpy(&word, p + i, sizeof(word));
        uint64_t hits = special_bytes(word);
        if (hits != 0)
            return i + (size_t)__builtin_ctzll(hits) / BITS_PER_BYTE;
    }
    while (i < n && !is_special(p[i]))
        i++;
    return i;
}

static void put_escape(struct sink *s, char c)
{
    static const char hex_digits[] = "0123456789abcdef";
    static const char short_names[] = {
        ['"'] = '"',  ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f',
        ['\n'] = 'n', ['\r'] = 'r',  ['\t'] = 't',
    };
    char name = short_names[(uint8_t)c];
    if (name != '\0') {
        put(s, (char[SHORT_ESCAPE_BYTES]){ '\\', name }, SHORT_ESCAPE_BYTES);
        return;
    }
    char text[LONG_ESCAPE_BYTES] = { '\\',
                                     'u',
                                     '0',
                                     '0',
                                     hex_digits[(uint8_t)c >> NIBBLE_BITS],
                                     hex_digits[(uint8_t)c & NIBBLE_MASK] };
    put(s, text, sizeof(text));
}

static void put_escaped(struct sink *s, const char *p, size_t n)
{
    size_t at = 0;
    while (at < n) {
        size_t run = plain_run(p + at, n - at);
        put(s, p + at, run);
        at += run;
        if (at < n)
            put_escape(s, p[at++]);
    }
}

static void put_unknown(struct sink *s, const struct json *v)
{
    put_char(s, '"');
    put_escaped(s, v->text, v->n);
    put_char(s, '"');
}

static inline void put_str(struct sink *s, const struct json *v)
{
    if (!v->is_plain) {
        put_unknown(s, v);
        return;
    }
    char *to = room_for(s, v->n + QUOTES);
    if (to == NULL)
        return;
    *to = '"';
    copy_text(to + 1, v->text, v->n);
    to[1 + v->n] = '"';
}

static void put_scalar(struct sink *s, const struct json *v)
{
    switch ((enum json_type)v->type) {
    case JSON_STR:
        put_str(s, v);
        break;
    case JSON_NUMBER:
        put(s, v->text, v->n);
        break;
    case JSON_BOOL:
        if (v->is_true)
            put(s, "true", sizeof("true") - 1);
        else
            put(s, "false", sizeof("false") - 1);
        break;
    case JSON_ARR:
        put(s, "[]", 2);
        break;
    case JSON_OBJ:
        put(s, "{}", 2);
        break;
    default:
        put(s, "null", sizeof("null") - 1);
        break;
    }
}

/* Also stands for what is too deep. */
static const struct json json_absent = { .type = JSON_NULL };

/* Key and colon in objects; returns the value. */
static inline const struct json *put_key(struct sink *s, const struct json *container,
                                         const struct json *node)
{
    if (container->type != JSON_OBJ)
        return node;
    if (node->is_plain) {
        char *to = room_for(s, node->n + QUOTES + 1);
        if (to == NULL)
            return node->next;
        *to = '"';
        copy_text(to + 1, node->text, node->n);
        to[1 + node->n] = '"';
        to[1 + node->n + 1] = ':';
        return node->next;
    }
    put_unknown(s, node);
    put_char(s, ':');
    return node->next;
}

static inline const struct json *first_of(const struct json *container)
{
    return json_last_value(container)->next;
}

/* The ends of all that ends with v; the innermost that stays open, or NULL. */
static inline const struct json *put_ends(struct sink *s, const struct json *const *open,
                                          size_t *depth, const struct json **v)
{
    while (*depth > 0 && *v == json_last_value(open[*depth - 1])) {
        *v = open[--*depth];
        put_char(s, (*v)->type == JSON_OBJ ? '}' : ']');
    }
    return *depth > 0 ? open[*depth - 1] : NULL;
}

static void put_tree(struct sink *s, const struct json *v)
{
    const struct json *open[WRITE_DEPTH];
    size_t depth = 0;
    for (;;) {
        bool has_children = json_is_container(v) && v->n > 0;
        if (has_children && depth < WRITE_DEPTH) {
            put_char(s, v->type == JSON_OBJ ? '{' : '[');
            open[depth++] = v;
            v = put_key(s, v, first_of(v));
            continue;
        }
        put_scalar(s, has_children ? &json_absent : v);
        const struct json *container = put_ends(s, open, &depth, &v);
        if (container == NULL)
            return;
        put_char(s, ',');
        v = put_key(s, container, v->next);
    }
}

size_t json_text_bytes(const struct json *v)
{
    struct sink s;
    s.buf = NULL;
    s.counted = 0;
    s.p = s.scratch;
    s.end = s.scratch + sizeof(s.scratch);
    put_tree(&s, v != NULL ? v : &json_absent);
    return s.counted + (size_t)(s.p - s.scratch);
}

void json_write(const struct json *v, struct buf *b)
{
    struct sink s;
    size_t start = b->len;
    s.buf = b;
    sink_over_buf(&s);
    put_tree(&s, v != NULL ? v : &json_absent);
    b->len = buf_is_full(b) ? start : (size_t)(s.p - b->p);
}
