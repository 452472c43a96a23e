#include "base/base.h"

#include "core/feature.h"
#include "feature/oidc/google.h"
#include "feature/oidc/oidc.h"

/* The one provider there is; plain text for the handlers. */
static const struct route_param oidc_params[] = { { "provider", NULL }, { 0 } };

const struct feature feature_oidc = {
    .name = "oidc",
    .settings = google_settings,
    .routes = oidc_routes,
    .params = oidc_params,
    .start = google_start,
};
