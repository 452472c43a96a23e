/* fingerprint_rule_store.h - a project's fingerprint rules in its settings: one section,
 * changed as a whole under the project's row, so that two changes never lose each other. */
#ifndef FEATURE_GROUPING_FINGERPRINT_RULE_STORE_H
#define FEATURE_GROUPING_FINGERPRINT_RULE_STORE_H

#include "feature/grouping/fingerprint_rule.h"

/* In order, with their positions. */
NODISCARD enum status fingerprint_rules_load(struct ctx *cx, int64_t project_id,
                                             struct fingerprint_rules *out);

struct fingerprint_rule_change {
    int64_t project_id;
    struct str id;             /* uuid; absent: a new one                        */
    struct opt_i64 position;   /* where it goes; not set: the end, or it stays   */
    struct opt_i64 version;    /* what the caller saw; not set: last write wins  */
};
/* Adds or replaces: *rule is what is wanted, and then what is stored. *is_stale: nothing was
 * done, *rule is the one there is. E_MISSING: no rule of that id; E_CONFLICT:
 * FINGERPRINT_RULES_MAX are there; E_INVALID as fingerprint_rule_settle. */
NODISCARD enum status fingerprint_rule_put(struct ctx *cx, const struct fingerprint_rule_change *c,
                                           struct fingerprint_rule *rule, bool *is_stale);
NODISCARD enum status fingerprint_rule_delete(struct ctx *cx,
                                              const struct fingerprint_rule_change *c,
                                              struct fingerprint_rule *rule, bool *is_stale);

#endif
