/* issue_job.h - what time does to issues: snoozes and cooldowns end. */
#ifndef FEATURE_ISSUE_ISSUE_JOB_H
#define FEATURE_ISSUE_ISSUE_JOB_H

#include "base/base.h"

struct ctx;

enum { ISSUE_TIMERS_S = 2 }; /* a timer fires within 5 s: this, and the scheduler's poll */

NODISCARD enum status issue_timers_run(struct ctx *cx, struct str argument);

#endif
