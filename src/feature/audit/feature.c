#include "base/base.h"

#include "feature/audit/audit.h"
#include "feature/audit/audit_api.h"

enum { EXPIRE_EVERY_S = 6 * 3600, EXPIRE_TIMEOUT_S = 60 };

static const struct job audit_jobs[] = {
    { "audit.expire", audit_expire, .every_s = EXPIRE_EVERY_S, .timeout_s = EXPIRE_TIMEOUT_S,
      .forgets = true },
    { 0 },
};

const struct feature feature_audit = {
    .name = "audit",
    .routes = audit_routes,
    .jobs = audit_jobs,
};
