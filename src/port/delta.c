#include "base/base.h"
#include "port/delta.h"

#include "base/arena.h"
#include "base/buf.h"
#include "port/crypto.h"

enum {
    WORD_BYTES = 8, /* what is looked up, and the shortest piece worth finding */
    INDEX_STEP = 4, /* every fourth place of the prefix is in the index        */
    INDEX_BITS_MIN = 6,
    SUM_BYTES = 4,
    HEX_BYTES_MIN = 8, /* shorter runs are not worth the pairing */
    WRITTEN_SHARE = 8, /* of the text; more: refused             */
    NUMBER_BITS = 7,
    NUMBER_BYTES = 10, /* of the longest number                  */
    NUMBER_MORE = 0x80,
    HEX_DIGITS_A_BYTE = 2,
    NIBBLE_BITS = 4,
    NIBBLE_MASK = 0xF,
    BYTE_BITS = 8,
};

/* The last place of each hash; 0 also means none, which costs one comparison. */
struct delta_index {
    unsigned bits;
    uint16_t places[];
};

static uint64_t word_of(const char *p)
{
    uint64_t word;

    memcpy(&word, p, sizeof word);
    return word;
}

/* Multiplication by the golden ratio (Knuth, TAOCP 6.4). */
static size_t place_of(const struct delta_index *x, uint64_t word)
{
    enum { HASH_BITS = 64 };

    return (size_t)((word * UINT64_C(0x9E3779B97F4A7C15)) >> (HASH_BITS - x->bits));
}

const struct delta_index *delta_index_new(struct arena *a, struct str prefix)
{
    unsigned bits = INDEX_BITS_MIN;

    if (prefix.len > DELTA_PREFIX_BYTES_MAX || prefix.len < WORD_BYTES)
        return NULL;
    while (((size_t)1 << bits) < prefix.len / INDEX_STEP)
        bits++;
    struct delta_index *x = arena_alloc(a, sizeof *x + (sizeof *x->places << bits));
    x->bits = bits;
    for (size_t i = 0; i + WORD_BYTES <= prefix.len; i += INDEX_STEP)
        x->places[place_of(x, word_of(prefix.p + i))] = (uint16_t)i;
    return x;
}

/* --- encoding --- */

struct encoder {
    struct str text;
    struct str prefix;
    const struct delta_index *index;
    char *out;       /* room for all that may come: delta_bound */
    size_t expected; /* place in the prefix where the last piece ended */
};

static char *put_number(char *p, uint64_t v)
{
    for (; v >= NUMBER_MORE; v >>= NUMBER_BITS)
        *p++ = (char)(v | NUMBER_MORE);
    *p++ = (char)v;
    return p;
}

static uint64_t zigzag(int64_t v)
{
    return (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0);
}

static int64_t unzigzag(uint64_t v)
{
    return (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}

/* Bytes that are equal from there on. */
static size_t equal_run(const struct encoder *e, size_t at, size_t place)
{
    size_t left = e->text.len - at, n = 0;
    const char *a = e->text.p + at, *b = e->prefix.p + place;

    if (left > e->prefix.len - place)
        left = e->prefix.len - place;
    for (; left - n >= WORD_BYTES; n += WORD_BYTES) {
        uint64_t different = word_of(a + n) ^ word_of(b + n);
        if (different != 0)
            return n + (size_t)__builtin_ctzll(different) / BYTE_BITS;
    }
    while (n < left && a[n] == b[n])
        n++;
    return n;
}

/* Where the text goes on like the prefix: at the place it should, or by the index. False:
 * nowhere. *at moves to the beginning of the piece, not before `from`. */
static bool find_piece(const struct encoder *e, size_t from, size_t *at, size_t *place)
{
    for (size_t i = from; i + WORD_BYTES <= e->text.len; i++) {
        uint64_t word = word_of(e->text.p + i);
        size_t straight = e->expected + (i - from);
        size_t there = straight;
        if (straight + WORD_BYTES > e->prefix.len || word_of(e->prefix.p + straight) != word)
            there = e->index->places[place_of(e->index, word)];
        if (there != straight && word_of(e->prefix.p + there) != word)
            continue;
        while (i > from && there > 0 && e->text.p[i - 1] == e->prefix.p[there - 1]) {
            i--;
            there--;
        }
        *at = i;
        *place = there;
        return true;
    }
    return false;
}

static int nibble(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + ('9' - '0' + 1) : -1;
}

static bool is_hex(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (nibble(s.p[i]) < 0)
            return false;
    }
    return s.len >= HEX_BYTES_MIN && s.len % HEX_DIGITS_A_BYTE == 0;
}

static void put_bytes(struct encoder *e, struct str s)
{
    bool hex = is_hex(s);

    e->out = put_number(e->out, (uint64_t)s.len << 1 | hex);
    for (size_t i = 0; hex && i < s.len; i += HEX_DIGITS_A_BYTE)
        *e->out++ = (char)((unsigned)nibble(s.p[i]) << NIBBLE_BITS | (unsigned)nibble(s.p[i + 1]));
    if (hex)
        return;
    memcpy(e->out, s.p, s.len);
    e->out += s.len;
}

/* False when too much has to be written. */
static bool encode(struct encoder *e)
{
    size_t most = e->text.len / WRITTEN_SHARE, written = 0, at = 0;

    while (at < e->text.len) {
        size_t piece = e->text.len, place = 0, n = 0;
        if (find_piece(e, at, &piece, &place))
            n = equal_run(e, piece, place);
        written += piece - at + 2; /* its two numbers are no gain either */
        if (written > most)
            return false;
        put_bytes(e, str_slice(e->text, at, piece));
        size_t straight = e->expected + (piece - at);
        e->out = put_number(e->out, n);
        if (n > 0)
            e->out = put_number(e->out, zigzag((int64_t)place - (int64_t)straight));
        e->expected = place + n;
        at = piece + n;
    }
    return true;
}

/* Each piece takes two bytes of the eighth that may be written, and three numbers. */
size_t delta_bound(size_t text_bytes)
{
    return 1 + NUMBER_BYTES + SUM_BYTES + 2 * NUMBER_BYTES * (text_bytes / WRITTEN_SHARE + 2);
}

bool delta_encode(struct str text, struct str prefix, const struct delta_index *index,
                  struct buf *b)
{
    size_t before = b->len;
    char *start = index != NULL ? buf_extend(b, delta_bound(text.len)) : NULL;

    if (start == NULL)
        return false;
    struct encoder e = { text, prefix, index, start, 0 };
    uint32_t sum = (uint32_t)hash64(text);
    *e.out++ = DELTA_MARK;
    e.out = put_number(e.out, text.len);
    memcpy(e.out, &sum, SUM_BYTES);
    e.out += SUM_BYTES;
    bool is_alike = encode(&e);
    b->len = is_alike ? before + (size_t)(e.out - start) : before;
    return is_alike;
}

/* --- decoding --- */

static bool get_number(struct str *in, uint64_t *out)
{
    uint64_t v = 0;

    for (unsigned i = 0; i < NUMBER_BYTES && i < in->len; i++) {
        uint8_t byte = (uint8_t)in->p[i];
        v |= (uint64_t)(byte & ~(unsigned)NUMBER_MORE) << (NUMBER_BITS * i);
        if ((byte & NUMBER_MORE) == 0) {
            *in = str_from(*in, i + 1);
            *out = v;
            return true;
        }
    }
    return false;
}

static bool get_head(struct str *in, uint64_t *n, uint32_t *sum)
{
    if (!delta_is(*in))
        return false;
    *in = str_from(*in, 1);
    if (!get_number(in, n) || in->len < SUM_BYTES)
        return false;
    memcpy(sum, in->p, SUM_BYTES);
    *in = str_from(*in, SUM_BYTES);
    return true;
}

bool delta_is(struct str bytes)
{
    return bytes.len > 0 && bytes.p[0] == DELTA_MARK;
}

bool delta_length(struct str bytes, size_t *out)
{
    uint64_t n;
    uint32_t sum;

    if (!get_head(&bytes, &n, &sum))
        return false;
    *out = (size_t)n;
    return true;
}

/* The bytes that stand in the delta itself; at most `room` of text. */
static bool get_bytes(struct str *in, char *to, size_t room, size_t *n)
{
    static const char digits[] = "0123456789abcdef";
    uint64_t head;

    if (!get_number(in, &head) || head >> 1 > room)
        return false;
    bool hex = (head & 1) != 0;
    *n = (size_t)(head >> 1);
    size_t stored = hex ? *n / HEX_DIGITS_A_BYTE : *n;
    if (stored > in->len || (hex && *n % HEX_DIGITS_A_BYTE != 0))
        return false;
    for (size_t i = 0; hex && i < stored; i++) {
        to[HEX_DIGITS_A_BYTE * i] = digits[(uint8_t)in->p[i] >> NIBBLE_BITS];
        to[HEX_DIGITS_A_BYTE * i + 1] = digits[in->p[i] & NIBBLE_MASK];
    }
    if (!hex)
        memcpy(to, in->p, stored);
    *in = str_from(*in, stored);
    return true;
}

struct decoder {
    struct str in, prefix;
    uint64_t expected; /* where the next piece begins without a jump */
};

/* A piece of the prefix: its length and, unless empty, how far it lies from `expected`. */
static bool get_piece(struct decoder *d, char *to, size_t room, size_t *n)
{
    uint64_t length, jump = 0;

    if (!get_number(&d->in, &length) || (length > 0 && !get_number(&d->in, &jump)))
        return false;
    uint64_t place = d->expected + (uint64_t)unzigzag(jump);
    if (length > room || length > d->prefix.len || (length > 0 && place > d->prefix.len - length))
        return false;
    if (length > 0)
        memcpy(to, d->prefix.p + place, (size_t)length);
    d->expected = place + length;
    *n = (size_t)length;
    return true;
}

bool delta_decode(struct str bytes, struct str prefix, char *to, size_t n)
{
    struct decoder d = { .in = bytes, .prefix = prefix };
    uint64_t length;
    uint32_t sum;
    size_t done = 0, piece;

    if (!get_head(&d.in, &length, &sum) || length != n)
        return false;
    while (done < n) {
        size_t before = done;
        if (!get_bytes(&d.in, to + done, n - done, &piece))
            return false;
        done += piece;
        d.expected += piece;
        if (!get_piece(&d, to + done, n - done, &piece))
            return false;
        done += piece;
        if (done == before)
            return false; /* an empty step would go on for ever */
    }
    return d.in.len == 0 && (uint32_t)hash64(str_make(to, n)) == sum;
}
