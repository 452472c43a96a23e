/* rule_int.h - what the files of this folder share. */
#ifndef FEATURE_RULE_RULE_INT_H
#define FEATURE_RULE_RULE_INT_H

#include "core/job.h"
#include "feature/project/project_section.h"
#include "feature/rule/rule.h"

struct issue_note;

/* The section "rules": what the digest must know of a project without asking the store. */
struct rules_summary {
    int64_t n; /* enabled ones */
    bool wants_minutes;
    struct opt_i64 version;
};
extern const struct section rules_section;

/* Does the project have enabled rules? From memory, for any thread. */
bool rules_exist(int64_t project_id);
/* All its rules about one issue, and each kind acts. */
NODISCARD enum status rule_book_judge(struct ctx *cx, struct rule_book *book,
                                      struct issue_change *change,
                                      const struct condition_facts *facts);
/* rule_return.c: a snooze has ended by the clock. */
NODISCARD enum status rule_after_note(struct ctx *cx, const struct issue_note *note);
extern const struct job rule_jobs[];

bool rule_wants_event(const struct issue_change *change);
NODISCARD enum status rule_after_event(struct ctx *cx, struct issue_change *change);
/* Gives the memory of kept books back. */
void rule_stop(struct ctx *cx);

#endif
