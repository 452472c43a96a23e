/* core/page.h - opaque cursors and page sizes.
 *
 * A cursor is the sort key of the last row and its id, base64 of a small text with a
 * checksum, so that garbage is E_INVALID and never a wrong page. */
#ifndef CORE_PAGE_H
#define CORE_PAGE_H

#include "base/base.h"

struct ctx;

struct page_key {
    int64_t sort; /* the row's value of the sort column */
    int64_t id;
};

struct str page_cursor(struct ctx *cx, char kind, struct page_key key); /* kind: one letter per list and sort */
NODISCARD enum status page_parse(struct ctx *cx, char kind, struct str cursor,
                                 struct page_key *out);

#endif
