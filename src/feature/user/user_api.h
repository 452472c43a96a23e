/* user_api.h - handlers and body tables of this feature; the table of routes is in
 * routes_api.c. */
#ifndef FEATURE_USER_USER_API_H
#define FEATURE_USER_USER_API_H

#include "base/ctx.h"
#include "core/actor.h"
#include "core/field.h"
#include "core/router.h"
#include "feature/user/user.h"

extern const struct route user_routes[];

/* {"status":"deleted"} */
struct status_answer {
    struct str status;
};

/* The person behind the request; 0 = the program itself (router_run without an actor). */
static inline int64_t request_user_id(const struct ctx *cx)
{
    return cx->actor != NULL ? cx->actor->user_id : 0;
}

/* signin_api.c */
extern const struct field auth_config_out[], setup_body[], sign_in_body[], invite_out[];
extern const struct field accept_body[], reset_body[], ok_out[];
route_handler auth_config_get, auth_setup_post, auth_login_post, auth_logout_post;
route_handler auth_invite_get, auth_invite_post, auth_reset_post;

/* forgot_api.c */
extern const struct field forgot_body[];
route_handler auth_forgot_post;

/* me_api.c */
extern const struct field me_body[], password_body[], session_fields[];
route_handler me_get, me_put, me_password_put, me_sessions_get, me_session_delete;
route_handler me_sessions_delete;
/* The account behind the request. */
NODISCARD enum status me_load(struct ctx *cx, struct user *out);
/* What only a person at a keyboard does: a token is E_DENIED. */
NODISCARD enum status me_by_session(struct ctx *cx);
/* Throttled; OK for accounts without a password. */
NODISCARD enum status me_check_password(struct ctx *cx, const struct request *rq,
                                        const struct user *me, struct str current);
route_handler me_preferences_get, me_preferences_put;

/* totp_api.c */
extern const struct field totp_out[], totp_begin_body[], totp_begun_out[], totp_code_body[];
extern const struct field totp_codes_out[];
route_handler me_totp_get, me_totp_post, me_totp_put, me_totp_delete, user_totp_delete;

/* user_api.c */
extern const struct field safe_user_fields[], invite_body[], invited_out[], role_body[];
extern const struct field status_body[], link_out[];
route_handler users_get, users_invite_post, user_put, user_status_put;
route_handler user_invite_link_post, user_reset_link_post;

/* token_api.c */
extern const struct field token_fields[], token_body[], status_out[];
route_handler tokens_get, tokens_post, token_delete;
route_handler project_tokens_get, project_tokens_post, project_token_delete;

#endif
