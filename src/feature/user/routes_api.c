/* routes_api.c - the table of routes; the handlers are in the *_api.c files. */
#include "base/base.h"

#include "core/router.h"
#include "feature/user/user_api.h"
#include "feature/user/user_int.h"

#define V1 "/api/v1"

const struct route user_routes[] = {
    { GET, V1 "/auth/config", SCOPE_PUBLIC, NULL, auth_config_out, auth_config_get, NULL,
      "How people sign in here, and whether the first admin is still to be made." },
    { POST, V1 "/auth/setup", SCOPE_PUBLIC, setup_body, user_fields, auth_setup_post, NULL,
      "Makes the first admin with the code printed at start, and signs in." },
    { POST, V1 "/auth/local/login", SCOPE_PUBLIC, sign_in_body, user_fields, auth_login_post, NULL,
      "Signs in with a password." },
    { POST, V1 "/auth/logout", SCOPE_PUBLIC, NULL, ok_out, auth_logout_post, NULL,
      "Ends the session of the cookie." },
    { GET, V1 "/auth/invite/{token}", SCOPE_PUBLIC, NULL, invite_out, auth_invite_get, NULL,
      "Whom an invitation is for." },
    { POST, V1 "/auth/invite/{token}", SCOPE_PUBLIC, accept_body, user_fields, auth_invite_post,
      NULL, "Accepts an invitation: sets name and password, and signs in." },
    { POST, V1 "/auth/password/reset/{token}", SCOPE_PUBLIC, reset_body, user_fields,
      auth_reset_post, NULL, "Sets a new password by a link, ends all sessions, and signs in." },

    { GET, V1 "/me", SCOPE_OWN, NULL, user_fields, me_get, NULL, "Who is signed in." },
    { PUT, V1 "/me", SCOPE_OWN, me_body, user_fields, me_put, NULL, "Changes the own name." },
    { PUT, V1 "/me/password", SCOPE_OWN, password_body, NULL, me_password_put, NULL,
      "Changes the own password and ends the other sessions.", .flags = ROUTE_NO_CONTENT },
    { GET, V1 "/me/sessions", SCOPE_OWN, NULL, session_fields, me_sessions_get, NULL,
      "Where one is signed in.", .flags = ROUTE_LIST },
    { DELETE, V1 "/me/sessions/{session}", SCOPE_OWN, NULL, status_out, me_session_delete, NULL,
      "Ends one of the own sessions." },
    { GET, V1 "/me/preferences", SCOPE_OWN, NULL, NULL, me_preferences_get, NULL,
      "The page's own settings of this person: any JSON object." },
    { PUT, V1 "/me/preferences", SCOPE_OWN, NULL, NULL, me_preferences_put, NULL,
      "Replaces them; up to 16 KiB.", .flags = ROUTE_BODY_RAW },

    { GET, V1 "/users", SCOPE_READ, NULL, safe_user_fields, users_get, "list_users",
      "Everybody with an account.", .flags = ROUTE_LIST },
    { POST, V1 "/users/invite", SCOPE_ADMIN, invite_body, invited_out, users_invite_post, NULL,
      "Makes an account and a link that lets its owner set a password once.",
      .flags = ROUTE_CREATED },
    { PUT, V1 "/users/{user}", SCOPE_ADMIN, role_body, user_fields, user_put, NULL,
      "Changes a role; never one's own, nor the last admin's." },
    { PUT, V1 "/users/{user}/status", SCOPE_ADMIN, status_body, user_fields, user_status_put, NULL,
      "Disables an account, which ends its sessions, or enables it." },
    { POST, V1 "/users/{user}/invite-link", SCOPE_ADMIN, NULL, link_out, user_invite_link_post,
      NULL, "A new invitation link; the older one is void." },
    { POST, V1 "/users/{user}/reset-link", SCOPE_ADMIN, NULL, link_out, user_reset_link_post, NULL,
      "A link that sets a new password once." },

    { GET, V1 "/tokens", SCOPE_OWN, NULL, token_fields, tokens_get, NULL,
      "The own personal tokens, newest first.", .flags = ROUTE_LIST },
    { POST, V1 "/tokens", SCOPE_OWN, token_body, token_fields, tokens_post, NULL,
      "Makes a personal token; its secret is told this once.", .flags = ROUTE_CREATED },
    { DELETE, V1 "/tokens/{token}", SCOPE_OWN, NULL, status_out, token_delete, NULL,
      "Revokes one of the own tokens." },
    { GET, V1 "/projects/{project}/tokens", SCOPE_READ, NULL, token_fields, project_tokens_get,
      NULL, "Tokens of a project, newest first.", .flags = ROUTE_LIST },
    { POST, V1 "/projects/{project}/tokens", SCOPE_ADMIN, token_body, token_fields,
      project_tokens_post, NULL, "Makes a token for one project; its secret is told this once.",
      .flags = ROUTE_CREATED },
    { DELETE, V1 "/projects/{project}/tokens/{token}", SCOPE_ADMIN, NULL, status_out,
      project_token_delete, NULL, "Revokes a project's token." },
    { 0 },
};
