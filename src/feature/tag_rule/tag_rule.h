/* tag_rule.h - labels that issues get by themselves (gosnag-domain.md §11).
 *
 * When a rule comes to hold for an issue, its label is put on; nothing takes it off again but a
 * person, or the rule's removal when asked. Labels of rules know their rule and are told from
 * those of people; a label that is there stays as it is.
 *
 * A pattern is searched for in the title and the event's data. Rules of the type "ai_prompt"
 * are kept and shown, and never hold. */
#ifndef FEATURE_TAG_RULE_TAG_RULE_H
#define FEATURE_TAG_RULE_TAG_RULE_H

#include "core/feature.h"

extern const struct feature feature_tag_rule;

#endif
