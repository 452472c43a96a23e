/* core/actor.h - who is asking: a person, a token, or nobody.
 *
 * A role is a property of the person; a token narrows it and never widens it.
 * Every query across projects takes the actor's set of visible projects as bound
 * parameters (`sees_all`, `visible`), so that project roles can come without
 * touching queries (decisions.md §1). */
#ifndef CORE_ACTOR_H
#define CORE_ACTOR_H

#include "base/base.h"

struct ctx;

enum role { ROLE_NONE, ROLE_VIEWER, ROLE_MEMBER, ROLE_ADMIN };

enum actor_kind { ACTOR_ANONYMOUS, ACTOR_SESSION, ACTOR_TOKEN, ACTOR_PROJECT_TOKEN };

struct actor {
    enum actor_kind kind;
    int64_t user_id;          /* 0 = no person behind it (project token, anonymous) */
    struct str user_uuid;
    struct str user_name;
    struct str user_email;
    enum role role;           /* of the person; MEMBER for project tokens            */
    bool is_readonly;         /* token with permission "read"                        */
    int64_t project_id;       /* project tokens: theirs; else 0                      */
    int64_t token_id;         /* 0 = not a token                                     */
    uint8_t session_hash[32]; /* sessions: SHA-256 of the cookie                     */
    struct str address;       /* where the request came from, absent without one     */
    bool sees_all;            /* today always true for persons                       */
    struct str visible;       /* JSON array of project ids when !sees_all, else "[]" */
};

/* The scopes of decisions.md §1; the third column of a route row. */
enum scope {
    SCOPE_UNSET,       /* refused at start: a route must say who may use it */
    SCOPE_PUBLIC,
    SCOPE_READ,
    SCOPE_OWN,
    SCOPE_FOLLOW,      /* OWN that a read-only token may do too            */
    SCOPE_TRIAGE,
    SCOPE_TRIAGE_USER, /* TRIAGE with a person behind it                   */
    SCOPE_ADMIN,
};
const char *scope_name(enum scope s);

/* E_UNAUTHENTICATED or E_DENIED with words, or OK. project_id 0 = route without a
 * project: project tokens are refused there. is_write: method is not GET or HEAD. */
NODISCARD enum status actor_allow(struct ctx *cx, enum scope scope, int64_t project_id,
                                  bool is_write);

/* What a query across projects binds: everything for the program itself. */
struct actor_sight {
    bool sees_all;
    struct str visible; /* JSON array of project numbers */
};
struct actor_sight actor_sight(const struct ctx *cx);
/* The same for one project. */
bool actor_sees(const struct ctx *cx, int64_t project_id);

NODISCARD bool role_parse(struct str s, enum role *out);

#endif
