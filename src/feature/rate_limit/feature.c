#include "base/base.h"

#include "core/feature.h"
#include "feature/rate_limit/rate_limit.h"
#include "feature/rate_limit/rate_limit_api.h"
#include "feature/rate_limit/rate_limit_int.h"

static void stop(struct ctx *cx)
{
    (void)cx;
    rate_limit_release();
}

const struct feature feature_rate_limit = {
    .name = "rate_limit",
    .routes = rate_limit_routes,
    .start = rate_limit_seed,
    .stop = stop,
};
