/* id.h - event ids, uuids, tokens. Randomness comes from getrandom(2). */
#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/base.h"

struct arena;

enum {
    EVENT_ID_BYTES   = 16,
    UUID_TEXT_BYTES  = 36,
    TOKEN_HEX_BYTES  = 64, /* 32 random bytes as hex */
};

struct event_id {
    uint8_t b[EVENT_ID_BYTES];
};

void random_bytes(void *p, size_t n);
/* For names and salts, not for secrets: each thread has some in stock, so that one costs no
 * call of the kernel. */
uint64_t random_u64(void);

/* Event id of the wire: 32 hex, hyphens anywhere a UUID has them, any case,
 * braces tolerated. False for all else and for the nil id. */
NODISCARD bool event_id_parse(struct str s, struct event_id *out);
void event_id_random(struct event_id *out); /* UUIDv4 bits */
/* 32 lower-case hex. */
struct str event_id_text(struct arena *a, const struct event_id *id);

/* UUIDv7 (RFC 9562) of the time, hyphenated lower case. */
struct str uuid_new(struct arena *a, int64_t now_ms);
/* Accepts upper case, {…}, urn:uuid:… and 32 hex; writes the canonical text. */
NODISCARD bool uuid_parse(struct arena *a, struct str s, struct str *canonical);

/* A stored event's 63-bit id as UUIDv8 on the wire and back (arithmetic). */
struct str uuid_from_row_id(struct arena *a, int64_t id);
NODISCARD bool uuid_to_row_id(struct str uuid, int64_t *id);

/* 64 hex characters from 32 random bytes: session cookies, API tokens' tail. */
struct str token_new(struct arena *a);

#endif
