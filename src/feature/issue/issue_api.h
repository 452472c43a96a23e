/* issue_api.h - the issue feature on the wire. */
#ifndef FEATURE_ISSUE_ISSUE_API_H
#define FEATURE_ISSUE_ISSUE_API_H

#include "core/feature.h"

extern const struct feature feature_issue;

#endif
