#include "base/base.h"

#include "base/ctx.h"
#include "core/feature.h"
#include "feature/stats/stat.h"
#include "feature/stats/stat_merge.h"

static enum status merge(struct ctx *cx, struct str argument)
{
    (void)argument;
    return stat_merge(cx);
}

static const struct job stat_jobs[] = {
    { "stats.merge", merge, .every_s = STAT_MERGE_S, .timeout_s = 60 },
    { "stats.project", stat_project_run, .every_s = STAT_PROJECT_S, .timeout_s = 300 },
    { 0 },
};

const struct feature feature_stats = {
    .name = "stats",
    .jobs = stat_jobs,
};
