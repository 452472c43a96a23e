/* digest_targets.h - which fingerprint each event of a batch belongs to, inside the
 * transaction: found, or made with its issue.
 *
 * A project gets NEW_ISSUES_PER_HOUR new issues an hour of receipt. Further events of
 * unknown fingerprints join one issue per type, "Too many different errors (Type)", with
 * the outcome "issue_limit": a program that puts a random number into every message costs
 * its project one issue more, not a million. */
#ifndef FEATURE_INGEST_DIGEST_TARGETS_H
#define FEATURE_INGEST_DIGEST_TARGETS_H

#include "base/map.h"
#include "feature/ingest/digest_batch.h"

struct digest_targets {
    struct issue_batch *issues;
    struct map by_hash; /* project and hash → fingerprint_target */
    struct map made;    /* project and hour → int64_t, issues made or to be made in it */
    struct fingerprint_target **order; /* each once */
    size_t n;
};

void digest_targets_init(struct ctx *cx, struct digest_targets *t, struct issue_batch *issues,
                         const struct digest_batch *b);
/* Sets target of every event that is to be counted; those beyond the limit get the
 * grouping of the issue they join, and own_grouping. */
NODISCARD enum status digest_targets_find(struct ctx *cx, struct digest_targets *t,
                                          struct digest_batch *b);

#endif
