/* priority_int.h - what the files of this folder share. */
#ifndef FEATURE_PRIORITY_PRIORITY_INT_H
#define FEATURE_PRIORITY_PRIORITY_INT_H

#include "core/router.h"
#include "feature/priority/priority.h"
#include "feature/rule/rule.h"
#include "feature/work/work.h"

enum {
    PRIORITY_START = 50,
    PRIORITY_MAX = 100,
    PRIORITY_AT_ONCE = 50, /* issues that "recalculate" does before it answers */
};

extern const char priority_kind[]; /* of rules */
extern const struct route priority_routes[];
extern const struct route_param priority_params[];

/* A rule's own fields. */
struct priority_settings {
    struct str rule_type, pattern, operator;
    int64_t threshold;
};
extern const struct field priority_settings_fields[];
/* The tree that they stand for; "" = never holds (ai_prompt). E_INVALID: no such rule_type. */
NODISCARD enum status priority_tree(struct ctx *cx, const struct priority_settings *s,
                                    struct str *out);

struct priority_reason {
    struct str rule_id, name, sentence;
    int64_t points;
};
extern const struct field priority_reason_fields[];

/* Writes what the verdict says of the issue, if that is another score or, when `is_whole`,
 * other reasons. *score becomes the new one. */
struct priority_issue {
    int64_t project_id, issue_id;
    bool is_manual;
};
NODISCARD enum status priority_write(struct ctx *cx, const struct priority_issue *issue,
                                     const struct rule_verdict *v, int64_t *score);

/* All issues of the project anew, at once or as work. *job: absent = done, *n of them. */
NODISCARD enum status priority_recalculate(struct ctx *cx, int64_t project_id, int64_t *n,
                                           struct str *job);
extern const struct work_kind priority_works[];

#endif
