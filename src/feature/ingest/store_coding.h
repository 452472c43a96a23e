/* store_coding.h - the codings that bodies of the store endpoint come in (sentry-ingest.md
 * §3.1): JSON; base64 of it; base64 of zlib or gzip of it, as raven sends; zlib or gzip by
 * their first bytes, whatever the headers say. */
#ifndef FEATURE_INGEST_STORE_CODING_H
#define FEATURE_INGEST_STORE_CODING_H

#include "base/base.h"

struct ctx;

/* *out is what should be JSON; it points into body or cx->arena. E_INVALID: none of these;
 * E_BUSY, E_TOO_LARGE: as body_inflate. */
NODISCARD enum status store_decode(struct ctx *cx, struct str body, struct str *out);

#endif
