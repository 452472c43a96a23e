/* priority.h - how urgent an issue is, by the project's rules (gosnag-domain.md §10).
 *
 * A score begins at 50; each rule that holds adds its points; what comes out is kept between 0
 * and 100, with the reasons: which rules it was and what they say. A project without enabled
 * rules leaves priorities as they are, and so does a person's choice.
 *
 * Rules of the kind "ai_prompt" are kept and shown, and never hold. */
#ifndef FEATURE_PRIORITY_PRIORITY_H
#define FEATURE_PRIORITY_PRIORITY_H

#include "core/feature.h"

extern const struct feature feature_priority;

#endif
