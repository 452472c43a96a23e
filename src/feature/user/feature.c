#include "base/base.h"

#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "core/config.h"
#include "core/feature.h"
#include "feature/user/user.h"
#include "feature/user/user_api.h"
#include "feature/user/identity.h"
#include "feature/user/user_int.h"
#include "feature/user/user_sql.h"

enum { PURGE_EVERY_S = 3600, PURGE_TIMEOUT_S = 60 };

static enum status purge(struct ctx *cx, struct str argument)
{
    (void)argument;
    TRY(q_session_purge(cx, &(struct q_session_purge_args){ cx->now_ms }));
    return q_link_purge(cx, &(struct q_link_purge_args){ cx->now_ms });
}

static const struct job user_jobs[] = {
    { "user.purge", purge, .every_s = PURGE_EVERY_S, .timeout_s = PURGE_TIMEOUT_S,
      .forgets = true },
    { 0 },
};

static enum status user_start(struct ctx *cx)
{
    if (!identity_by_password() && core_config()->google_client_id.len == 0)
        LOG(WARN, "user.nobody_can_sign_in",
            K_CZ("why", "AUTH_MODE is google and GOOGLE_CLIENT_ID is not set"));
    return setup_start(cx);
}

/* Plain text for the handlers. */
static const struct route_param user_params[] = {
    { "user", NULL },
    { "token", NULL },
    { "session", NULL },
    { 0 },
};

const struct feature feature_user = {
    .name = "user",
    .settings = user_settings,
    .routes = user_routes,
    .params = user_params,
    .jobs = user_jobs,
    .commands = user_commands,
    .start = user_start,
    .announce = setup_announce,
};
