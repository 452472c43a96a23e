/* core/live_text.h - messages of the live stream as text; for live.c. */
#ifndef CORE_LIVE_TEXT_H
#define CORE_LIVE_TEXT_H

#include "base/base.h"

struct arena;
struct buf;
struct live_message;

enum { LIVE_TEXT_BYTES = 16 << 10 }; /* one message; a larger patch becomes a reset */

/* All of an event of the stream but its id: n messages of one topic and event. The first
 * is written as itself, the others stand in its list "more" (without topic). */
void live_write_messages(struct buf *b, const struct live_message *const *messages, size_t n);
/* At most what a message adds to it, in bytes. */
size_t live_message_bytes(const struct live_message *m);
/* Members of newer replace those of older. Falls back to newer alone when either is
 * no object. */
struct str live_merge_patches(struct arena *arena, struct str older, struct str newer);

#endif
