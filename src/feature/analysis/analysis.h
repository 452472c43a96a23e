/* analysis.h - the statements before an issue's newest event, and how the customer's database
 * would run them (gosnag-api.md §14, gosnag-domain.md §18).
 *
 * Statements come from the event's breadcrumbs and are put together by shape (statement.h). Only
 * an admin asks the database, and only for the plan of a SELECT: port/explain.h says how. The
 * connection string is a setting of the project, sealed at rest. */
#ifndef FEATURE_ANALYSIS_ANALYSIS_H
#define FEATURE_ANALYSIS_ANALYSIS_H

#include "core/feature.h"

extern const struct feature feature_analysis;

#endif
