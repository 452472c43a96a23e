/* buf.h - growing bytes with a ceiling; all formatting goes through here.
 *
 * A buf without a ceiling does not exist. Past the ceiling a buf is marked full
 * and swallows what comes (a piece that does not fit is left out whole); the
 * caller asks once, at the end (buf_is_full). An arena at its own ceiling makes
 * the buf full too.
 * Memory comes from the arena; the bytes stay valid as long as it does.
 * Growth copies when something else was allocated meanwhile: prefer to fill one
 * buf at a time. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/base.h"

struct arena;

struct buf {
    char *p; /* not NUL-terminated */
    size_t len;
    size_t cap;
    size_t ceiling;
    bool is_full;
    struct arena *arena;
};

void buf_init(struct buf *b, struct arena *a, size_t ceiling);
/* Over memory of the caller (a local array): never grows, needs no arena. */
void buf_init_fixed(struct buf *b, char *p, size_t bytes);
void buf_clear(struct buf *b); /* length 0, keeps the memory */
void buf_add(struct buf *b, struct str s);
void buf_add_char(struct buf *b, char c);
void buf_add_bytes(struct buf *b, const void *p, size_t n);
/* Adds n bytes for the caller to fill; NULL, nothing added, when the buf is (now) full. */
NODISCARD char *buf_extend(struct buf *b, size_t n);
void buf_add_i64(struct buf *b, int64_t v);
void buf_add_u64(struct buf *b, uint64_t v);
/* Shortest text that reads back as the same double; "null" for non-finite. */
void buf_add_f64(struct buf *b, double v);
void buf_add_hex(struct buf *b, const uint8_t *p, size_t n);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* JSON string with quotes; <, > and & escaped as \u003c … so that it may stand
 * in HTML; bad UTF-8 becomes U+FFFD. */
void buf_add_json_str(struct buf *b, struct str s);
/* Text for HTML content and double-quoted attributes. */
void buf_add_html(struct buf *b, struct str s);
/* Text that Markdown shows as it stands: its signs get a backslash, and behind an @ stands a
 * zero-width space, so that nobody is called by it. */
void buf_add_markdown(struct buf *b, struct str s);

static inline bool buf_is_full(const struct buf *b)
{
    return b->is_full;
}
static inline struct str buf_str(const struct buf *b)
{
    return (struct str){ b->p ? b->p : "", b->len };
}

#endif
