/* rule_int.h - what the files of this folder share. */
#ifndef FEATURE_RULE_RULE_INT_H
#define FEATURE_RULE_RULE_INT_H

#include "feature/project/project_section.h"
#include "feature/rule/rule.h"

/* The section "rules": what the digest must know of a project without asking the store. */
struct rules_summary {
    int64_t n; /* enabled ones */
    bool wants_minutes;
    struct opt_i64 version;
};
extern const struct section rules_section;

bool rule_wants_event(const struct issue_change *change);
NODISCARD enum status rule_after_event(struct ctx *cx, struct issue_change *change);
/* Gives the memory of kept books back. */
void rule_stop(struct ctx *cx);

#endif
