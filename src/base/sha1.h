/* sha1.h - HMAC-SHA-1, for one-time codes alone (RFC 6238: it is what authenticator
 * apps know). Nothing else may rest on SHA-1: port/crypto.h has what is strong. */
#ifndef BASE_SHA1_H
#define BASE_SHA1_H

#include "base/base.h"

enum { SHA1_BYTES = 20 };

/* RFC 2104. The key may be longer than a block. */
void hmac_sha1(struct str key, struct str in, uint8_t out[SHA1_BYTES]);

#endif
