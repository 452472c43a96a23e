#include "base/base.h"

#include "core/actor.h"

#include "base/ctx.h"
#include "base/str.h"

static const char *const role_names[] = {
    [ROLE_NONE] = "", [ROLE_VIEWER] = "viewer", [ROLE_MEMBER] = "member", [ROLE_ADMIN] = "admin"
};

static const char *const scope_names[] = {
    [SCOPE_UNSET] = "UNSET",
    [SCOPE_PUBLIC] = "PUBLIC",
    [SCOPE_READ] = "READ",
    [SCOPE_OWN] = "OWN",
    [SCOPE_FOLLOW] = "FOLLOW",
    [SCOPE_TRIAGE] = "TRIAGE",
    [SCOPE_TRIAGE_USER] = "TRIAGE_USER",
    [SCOPE_ADMIN] = "ADMIN",
};

/* What each scope asks for; read by actor_allow alone. */
struct scope_rule {
    enum role role;   /* at least, for a person                               */
    bool needs_write; /* a read-only token is refused, on reading too         */
    bool needs_user;  /* a project token has nobody behind it                 */
    bool refuses_project_token;
    bool is_write_narrowed; /* a read-only token is refused when the call writes */
};
static const struct scope_rule rules[] = {
    [SCOPE_READ] = { .role = ROLE_VIEWER },
    [SCOPE_OWN] = { .role = ROLE_VIEWER, .needs_user = true, .is_write_narrowed = true },
    [SCOPE_FOLLOW] = { .role = ROLE_VIEWER, .needs_user = true },
    [SCOPE_TRIAGE] = { .role = ROLE_MEMBER, .needs_write = true },
    [SCOPE_TRIAGE_USER] = { .role = ROLE_MEMBER, .needs_write = true, .needs_user = true },
    [SCOPE_ADMIN] = { .role = ROLE_ADMIN, .needs_write = true, .refuses_project_token = true },
};

const char *scope_name(enum scope s)
{
    return scope_names[s];
}

static const char *role_name(enum role r)
{
    return role_names[r];
}

bool role_parse(struct str s, enum role *out)
{
    for (size_t r = ROLE_VIEWER; r < ARRAY_LEN(role_names); r++) {
        if (str_eq(s, str_c(role_names[r]))) {
            *out = (enum role)r;
            return true;
        }
    }
    return false;
}

/* The actor's role in a project (today: in the instance). */
static enum role actor_role(const struct ctx *cx, int64_t project_id)
{
    (void)project_id; /* roles are the instance's today */
    return cx->actor == NULL ? ROLE_ADMIN : cx->actor->role;
}

static enum status allow_project_token(struct ctx *cx, const struct scope_rule *rule,
                                       int64_t project_id)
{
    if (project_id == 0 || project_id != cx->actor->project_id)
        return fail(cx, E_DENIED, "this token belongs to another project");
    if (rule->refuses_project_token)
        return fail(cx, E_DENIED, "a project token may not do this");
    return OK;
}

enum status actor_allow(struct ctx *cx, enum scope scope, int64_t project_id, bool is_write)
{
    assert(scope != SCOPE_UNSET && (size_t)scope < ARRAY_LEN(rules));
    const struct actor *who = cx->actor;
    if (scope == SCOPE_PUBLIC || who == NULL)
        return OK;
    if (who->kind == ACTOR_ANONYMOUS)
        return fail(cx, E_UNAUTHENTICATED, "sign in first");
    const struct scope_rule *rule = &rules[scope];
    if (who->kind == ACTOR_PROJECT_TOKEN)
        TRY(allow_project_token(cx, rule, project_id));
    if (who->is_readonly && (rule->needs_write || (rule->is_write_narrowed && is_write)))
        return fail(cx, E_DENIED, "this token may only read");
    if (rule->needs_user && who->user_id == 0)
        return fail(cx, E_UNAUTHENTICATED, "this needs a person, not a project token");
    if (actor_role(cx, project_id) < rule->role)
        return fail(cx, E_DENIED, "this needs the role %s", role_name(rule->role));
    return OK;
}

struct actor_sight actor_sight(const struct ctx *cx)
{
    if (cx->actor == NULL)
        return (struct actor_sight){ true, S("[]") };
    return (struct actor_sight){ cx->actor->sees_all, cx->actor->visible };
}

bool actor_sees(const struct ctx *cx, int64_t project_id)
{
    struct actor_sight sight = actor_sight(cx);
    struct str rest = str_trim_char(str_trim_char(sight.visible, '['), ']'), part;
    int64_t number;

    if (sight.sees_all)
        return true;
    while (rest.len > 0 && str_split(&rest, ',', &part)) {
        if (str_i64(str_trim(part), &number) && number == project_id)
            return true;
    }
    return false;
}
