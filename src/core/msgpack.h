/* core/msgpack.h - MessagePack to JSON text (https://github.com/msgpack/msgpack).
 *
 * Crash reporters keep events and breadcrumbs in it. Text must be UTF-8 (mended), bytes and
 * extension types become null, keys that are no text their text. Bounded: depth
 * MSGPACK_DEPTH, output by the buf's ceiling; a length beyond the input ends it. */
#ifndef CORE_MSGPACK_H
#define CORE_MSGPACK_H

#include "base/base.h"

struct buf;
struct ctx;

enum { MSGPACK_DEPTH = 64 };

/* Reads one value off *rest and writes it as JSON. E_INVALID: broken or cut off;
 * E_TOO_LARGE: too deep, or b is full. */
NODISCARD enum status msgpack_to_json(struct ctx *cx, struct str *rest, struct buf *b);

#endif
