/* outcome_rows.h - rows of outcome_hour; for the files that write them. */
#ifndef FEATURE_INGEST_OUTCOME_ROWS_H
#define FEATURE_INGEST_OUTCOME_ROWS_H

#include "base/base.h"

struct q_outcome_add_row;

/* Sorts and sums rows of one hour, project, category and reason; how many are left. */
size_t outcome_rows_sum(struct q_outcome_add_row *rows, size_t n);

#endif
