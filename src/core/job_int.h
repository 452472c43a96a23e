/* job_int.h - between job.c and job_view.c. */
#ifndef CORE_JOB_INT_H
#define CORE_JOB_INT_H

#include "core/job.h"

/* Runs of jobs that look after a table (is_due), which no row of job_state tells of: kept in
 * memory, those of this process. Threads: any. */
void job_table_began(const struct job *job, int64_t now_ms);
void job_table_ended(const struct job *job, int64_t now_ms, enum status st);

#endif
