#include "base/base.h"

#include "core/feature.h"
#include "feature/inbound/inbound.h"
#include "feature/inbound/inbound_api.h"
#include "feature/inbound/inbound_int.h"

static void stop(struct ctx *cx)
{
    (void)cx;
    inbound_release();
}

const struct feature feature_inbound = {
    .name = "inbound",
    .routes = inbound_routes,
    .stop = stop,
};
