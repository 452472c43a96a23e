/* checksum.h - fingerprints that a sender chose itself, as a hash and back.
 *
 * Reports about statements keep the text the contract gives them: "n1:", "sq:" and 29 hex digits
 * (gosnag-domain.md §12). Three digits of the hash say which. */
#ifndef FEATURE_GROUPING_CHECKSUM_H
#define FEATURE_GROUPING_CHECKSUM_H

#include "feature/grouping/grouping.h"

struct arena;

/* 32 hex digits, or such a text, as they are; any other text is hashed. */
void checksum_hash(struct str checksum, uint8_t out[GROUPING_HASH_BYTES]);
/* The text of such a report's hash; else its hex digits. */
struct str checksum_report_text(struct arena *a, struct str hash);

#endif
