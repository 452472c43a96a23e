/* admit_api.h - may this request come, going by its headers alone? Origins and addresses
 * that the project does not want, limits of project and key. */
#ifndef FEATURE_INGEST_ADMIT_API_H
#define FEATURE_INGEST_ADMIT_API_H

#include "feature/ingest/door_api.h"

/* Asks before anything is inflated, as soon as the key is known. OK with ir->dropped set:
 * nothing of it is wanted, the client is answered as if it were. E_DENIED: the origin;
 * E_RATE: with the headers of §8.3. What is refused or dropped is counted. */
NODISCARD enum status admit_request(struct ctx *cx, struct ingest_request *ir);
/* The address has sent too much, seconds until it may again; counted when ir->auth says
 * for whom. OK with ir->dropped set for doors that are never answered 429. */
NODISCARD enum status admit_fail_address(struct ctx *cx, struct ingest_request *ir,
                                         int64_t retry_s);
/* After the door: was a category over its limit? What is not was kept, still the answer
 * is 429; false for doors that are never answered so. */
bool admit_is_limited(const struct ingest_request *ir);
/* E_RATE with the words and headers for such a request. */
NODISCARD enum status admit_fail_limited(struct ctx *cx, const struct ingest_request *ir);
/* A refused request counts as invalid, when its project is known. */
void admit_count_refused(const struct ingest_request *ir, enum status st);

#endif
