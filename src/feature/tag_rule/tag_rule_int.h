/* tag_rule_int.h - what the files of this folder share. */
#ifndef FEATURE_TAG_RULE_TAG_RULE_INT_H
#define FEATURE_TAG_RULE_TAG_RULE_INT_H

#include "core/router.h"
#include "feature/rule/rule.h"
#include "feature/tag_rule/tag_rule.h"

extern const char tag_kind[]; /* of rules */
extern const struct route tag_rule_routes[];
extern const struct route_param tag_rule_params[];

/* Takes off what the rule has put on: a step of it in the caller's transaction, the rest as a
 * job. Its number is not given again before that is done. */
NODISCARD enum status tag_rule_unlabel(struct ctx *cx, int64_t rule_id);

/* A rule's own fields. */
struct tag_settings {
    struct str rule_type, pattern, tag_key, tag_value;
    int64_t threshold;
};
extern const struct field tag_settings_fields[];
NODISCARD enum status tag_settings_read(struct ctx *cx, struct str settings,
                                        struct tag_settings *out);

#endif
