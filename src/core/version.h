/* core/version.h - who writes may say which version they have seen (decisions.md §3).
 *
 * `version` of a body, or ?version= of a DELETE. Absent: the last write wins. Another than
 * the object's: 409 {error, code:"stale", current}, current being the version of now or,
 * where a person edits texts, the whole object.
 * Check inside the transaction that writes, with the row locked. */
#ifndef CORE_VERSION_H
#define CORE_VERSION_H

#include "base/base.h"

struct ctx;
struct request;

/* ?version=; E_INVALID when it is no number. */
NODISCARD enum status version_of_query(struct ctx *cx, const struct request *rq,
                                       struct opt_i64 *out);
/* what: "issue"; for the words. */
NODISCARD enum status version_check(struct ctx *cx, struct opt_i64 sent, int64_t current,
                                    const char *what);

#endif
