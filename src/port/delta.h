/* delta.h - a text as its differences from one that is much like it.
 *
 * An event of a known issue repeats the exemplar but for ids, times and a few
 * values. Written as pieces of the exemplar and the bytes between them it is smaller than
 * any frame of a compressor, and finding the pieces is little more than comparing the two
 * texts (3.3 KB: a tenth of the instructions of zstd with a prefix). A text that is not
 * like the other is refused: there zstd does better.
 *
 * Format, all numbers LEB128: DELTA_MARK, length of the text, 4 bytes of its XXH3 (little
 * endian), then until the length is reached: bytes to write << 1 | hex, those bytes (hex:
 * lower-case digits, two a byte), bytes to copy, zigzag of where they begin in the prefix
 * less where the last piece and the bytes written since would have led to. */
#ifndef PORT_DELTA_H
#define PORT_DELTA_H

#include "base/base.h"
#include "base/str.h"

struct arena;
struct buf;

enum {
    DELTA_MARK = 0x01,                /* zstd frames begin with 0x28          */
    DELTA_PREFIX_BYTES_MAX = 1 << 16, /* longer ones get no index             */
};

/* Places of a prefix by the bytes found there. Lives as long as the prefix. */
struct delta_index;
/* NULL when the prefix is too long or too short to help. */
const struct delta_index *delta_index_new(struct arena *a, struct str prefix);

/* False, b as before, when more than an eighth of the text would have to be written out. */
bool delta_encode(struct str text, struct str prefix, const struct delta_index *index,
                  struct buf *b);
/* Room that delta_encode needs in b, however the texts differ. */
size_t delta_bound(size_t text_bytes);

bool delta_is(struct str bytes);
/* Length of the text; false when the head is broken. */
bool delta_length(struct str bytes, size_t *out);
/* Writes n bytes, which delta_length told. False: broken, or made with another prefix. */
NODISCARD bool delta_decode(struct str bytes, struct str prefix, char *to, size_t n);

#endif
