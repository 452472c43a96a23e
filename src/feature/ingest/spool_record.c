#include "base/base.h"

#include "base/ctx.h"
#include "feature/ingest/spool_int.h"
#include "port/crypto.h"

/* A segment file: header, then records one behind the other, then bytes of its former
 * life or zeros, which never pass the check of a record's sequence and sum.
 *
 * Segment header                      Record header
 *   0 magic, 8 bytes                    0 u32 length of the whole record
 *   8 u32 version                       4 u32 body length
 *  12 u32 bytes of this header          8 u64 XXH3 of bytes 16..80 and 0..8
 *  16 spool id                         16 u64 sequence
 *  32 store id                         24 i64 received, ms
 *  48 u64 first sequence               32 i64 project
 *  56 u64 XXH3 of bytes 0..56          40 public key, 16 bytes
 *                                      56 u32 number of ids
 *                                      60 u16 client length, 62 u8 remote length, 63 u8 kind
 *                                      64 u64 XXH3 of remote, client, ids
 *                                      72 u64 XXH3 of the body
 *                                      80 remote, client, ids (20 bytes each), body */
static const char segment_magic[8] = { 'G', 'S', 'N', 'S', 'P', 'O', 'O', 'L' };

enum { SEGMENT_VERSION = 1, SEGMENT_SUMMED = 56, RECORD_SUMMED = 64 };

static void put_u32(char *p, uint32_t v)
{
    for (unsigned i = 0; i < sizeof v; i++)
        p[i] = (char)(v >> (8 * i));
}

static void put_u64(char *p, uint64_t v)
{
    for (unsigned i = 0; i < sizeof v; i++)
        p[i] = (char)(v >> (8 * i));
}

static uint32_t get_u32(const char *p)
{
    uint32_t v = 0;

    for (unsigned i = 0; i < sizeof v; i++)
        v |= (uint32_t)(uint8_t)p[i] << (8 * i);
    return v;
}

static uint64_t get_u64(const char *p)
{
    return get_u32(p) | (uint64_t)get_u32(p + 4) << 32;
}

void segment_header_encode(const struct spool *s, uint64_t first_seq,
                           char out[SEGMENT_HEADER_BYTES])
{
    memcpy(out, segment_magic, sizeof segment_magic);
    put_u32(out + 8, SEGMENT_VERSION);
    put_u32(out + 12, SEGMENT_HEADER_BYTES);
    memcpy(out + 16, s->id, EVENT_ID_BYTES);
    memcpy(out + 32, s->store_id, EVENT_ID_BYTES);
    put_u64(out + 48, first_seq);
    put_u64(out + SEGMENT_SUMMED, hash64(str_make(out, SEGMENT_SUMMED)));
}

bool segment_header_decode(const char in[SEGMENT_HEADER_BYTES], uint8_t spool_id[EVENT_ID_BYTES],
                           uint8_t store_id[EVENT_ID_BYTES], uint64_t *first_seq)
{
    if (memcmp(in, segment_magic, sizeof segment_magic) != 0)
        return false;
    if (get_u64(in + SEGMENT_SUMMED) != hash64(str_make(in, SEGMENT_SUMMED)))
        return false;
    if (get_u32(in + 8) != SEGMENT_VERSION)
        return false;
    memcpy(spool_id, in + 16, EVENT_ID_BYTES);
    memcpy(store_id, in + 32, EVENT_ID_BYTES);
    *first_seq = get_u64(in + 48);
    return true;
}

static size_t record_small_bytes(const struct record *r)
{
    return r->remote.len + r->client.len + r->n_ids * RECORD_ID_BYTES;
}

enum status record_encode(struct ctx *cx, struct spool_entry *e)
{
    struct record *r = &e->record;

    r->remote = str_to(r->remote, RECORD_REMOTE_MAX);
    r->client = str_to(r->client, RECORD_CLIENT_MAX);
    if (r->body.len > LIMIT_RECORD_BYTES || r->n_ids > LIMIT_ENVELOPE_ITEMS)
        return fail(cx, E_TOO_LARGE, "record is larger than %d bytes", LIMIT_RECORD_BYTES);

    size_t small = record_small_bytes(r);
    char *h = arena_try(cx->arena, RECORD_HEADER_BYTES + small);
    if (h == NULL)
        return fail(cx, E_TOO_LARGE, "request is too large");
    memset(h, 0, RECORD_HEADER_BYTES);
    put_u32(h, (uint32_t)(RECORD_HEADER_BYTES + small + r->body.len));
    put_u32(h + 4, (uint32_t)r->body.len);
    put_u64(h + 24, (uint64_t)r->received_ms);
    put_u64(h + 32, (uint64_t)r->project_id);
    memcpy(h + 40, r->public_key, RECORD_KEY_BYTES);
    put_u32(h + 56, (uint32_t)r->n_ids);
    h[60] = (char)(r->client.len & 0xff);
    h[61] = (char)(r->client.len >> 8);
    h[62] = (char)r->remote.len;
    h[63] = (char)r->kind;

    char *p = h + RECORD_HEADER_BYTES;
    if (r->remote.len > 0)
        memcpy(p, r->remote.p, r->remote.len);
    p += r->remote.len;
    if (r->client.len > 0)
        memcpy(p, r->client.p, r->client.len);
    p += r->client.len;
    for (size_t i = 0; i < r->n_ids; i++, p += RECORD_ID_BYTES) {
        put_u32(p, r->ids[i].item);
        memcpy(p + 4, r->ids[i].id.b, EVENT_ID_BYTES);
    }
    put_u64(h + 64, hash64(str_make(h + RECORD_HEADER_BYTES, small)));
    put_u64(h + 72, hash64(str_make(r->body.len > 0 ? r->body.p : "", r->body.len)));
    e->head_ = h;
    e->head_len_ = RECORD_HEADER_BYTES + small;
    return OK;
}

static uint64_t record_sum(const char *header)
{
    char summed[RECORD_SUMMED + 8];

    memcpy(summed, header + 16, RECORD_SUMMED);
    memcpy(summed + RECORD_SUMMED, header, 8);
    return hash64(str_make(summed, sizeof summed));
}

void record_number(struct spool_entry *e, uint64_t seq)
{
    e->record.seq = seq;
    put_u64(e->head_ + 16, seq);
    put_u64(e->head_ + 8, record_sum(e->head_));
}

size_t record_length(const char header[RECORD_HEADER_BYTES], uint64_t expected_seq)
{
    size_t length = get_u32(header);
    size_t small = (size_t)(uint8_t)header[60] + ((size_t)(uint8_t)header[61] << 8) +
                   (uint8_t)header[62] + (size_t)get_u32(header + 56) * RECORD_ID_BYTES;

    if (get_u64(header + 16) != expected_seq || get_u64(header + 8) != record_sum(header))
        return 0;
    if (length != RECORD_HEADER_BYTES + small + get_u32(header + 4))
        return 0;
    return length;
}

bool record_decode(struct arena *a, struct str bytes, struct record *out)
{
    const char *h = bytes.p;
    size_t n_ids = get_u32(h + 56);
    struct str small = { h + RECORD_HEADER_BYTES,
                         bytes.len - RECORD_HEADER_BYTES - get_u32(h + 4) };
    struct str body = { small.p + small.len, get_u32(h + 4) };

    if (get_u64(h + 64) != hash64(small) || get_u64(h + 72) != hash64(body))
        return false;

    struct record_id *ids = arena_array(a, struct record_id, n_ids);
    *out = (struct record){
        .seq = get_u64(h + 16),
        .received_ms = (int64_t)get_u64(h + 24),
        .project_id = (int64_t)get_u64(h + 32),
        .kind = (enum record_kind)(uint8_t)h[63],
        .ids = ids,
        .n_ids = n_ids,
        .body = body,
    };
    memcpy(out->public_key, h + 40, RECORD_KEY_BYTES);
    const char *p = small.p;
    out->remote = str_make(p, (uint8_t)h[62]);
    p += out->remote.len;
    out->client = str_make(p, (size_t)(uint8_t)h[60] + ((size_t)(uint8_t)h[61] << 8));
    p += out->client.len;
    for (size_t i = 0; i < n_ids; i++, p += RECORD_ID_BYTES) {
        ids[i].item = get_u32(p);
        memcpy(ids[i].id.b, p + 4, EVENT_ID_BYTES);
    }
    return true;
}

const struct record_id *record_id_of(const struct record *r, uint32_t item)
{
    for (size_t i = 0; i < r->n_ids; i++) {
        if (r->ids[i].item == item)
            return &r->ids[i];
    }
    return NULL;
}
