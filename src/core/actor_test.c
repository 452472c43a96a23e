#include "core/actor.c"

#include "base/test.h"

enum { MINE = 7, OTHER = 8 };

/* gosnag-api.md §0.5 and decisions.md §1 as a table: R read token, W readwrite token. */
static const struct actor nobody = { .kind = ACTOR_ANONYMOUS };
static const struct actor viewer = { .kind = ACTOR_SESSION, .user_id = 1, .role = ROLE_VIEWER };
static const struct actor member = { .kind = ACTOR_SESSION, .user_id = 2, .role = ROLE_MEMBER };
static const struct actor admin = { .kind = ACTOR_SESSION, .user_id = 3, .role = ROLE_ADMIN };
static const struct actor admin_r = {
    .kind = ACTOR_TOKEN, .user_id = 3, .role = ROLE_ADMIN, .is_readonly = true
};
static const struct actor viewer_w = { .kind = ACTOR_TOKEN, .user_id = 1, .role = ROLE_VIEWER };
static const struct actor project_r = {
    .kind = ACTOR_PROJECT_TOKEN, .role = ROLE_MEMBER, .project_id = MINE, .is_readonly = true
};
static const struct actor project_w = { .kind = ACTOR_PROJECT_TOKEN,
                                        .role = ROLE_MEMBER,
                                        .project_id = MINE };

static enum status ask(const struct actor *who, enum scope scope, int64_t project, bool is_write)
{
    struct ctx cx = { .actor = who };
    return actor_allow(&cx, scope, project, is_write);
}

TEST(actor_anyone_may_what_is_public)
{
    assert_int_equal(ask(&nobody, SCOPE_PUBLIC, 0, true), OK);
    assert_int_equal(ask(&project_r, SCOPE_PUBLIC, OTHER, true), OK);
}

TEST(actor_nobody_is_unauthenticated_everywhere_else)
{
    for (int s = SCOPE_READ; s <= SCOPE_ADMIN; s++)
        assert_int_equal(ask(&nobody, (enum scope)s, MINE, false), E_UNAUTHENTICATED);
}

TEST(actor_every_role_reads_and_does_its_own)
{
    assert_int_equal(ask(&viewer, SCOPE_READ, MINE, false), OK);
    assert_int_equal(ask(&viewer, SCOPE_OWN, 0, true), OK);
    assert_int_equal(ask(&viewer, SCOPE_FOLLOW, MINE, true), OK);
}

TEST(actor_a_viewer_does_not_triage_and_a_member_does)
{
    assert_int_equal(ask(&viewer, SCOPE_TRIAGE, MINE, true), E_DENIED);
    assert_int_equal(ask(&viewer_w, SCOPE_TRIAGE, MINE, true), E_DENIED);
    assert_int_equal(ask(&member, SCOPE_TRIAGE, MINE, true), OK);
    assert_int_equal(ask(&member, SCOPE_TRIAGE_USER, MINE, true), OK);
}

TEST(actor_only_admins_administrate)
{
    assert_int_equal(ask(&member, SCOPE_ADMIN, 0, true), E_DENIED);
    assert_int_equal(ask(&admin, SCOPE_ADMIN, 0, true), OK);
}

TEST(actor_a_token_to_read_narrows_even_an_admin)
{
    assert_int_equal(ask(&admin_r, SCOPE_READ, MINE, true), OK); /* a search is a POST */
    assert_int_equal(ask(&admin_r, SCOPE_OWN, 0, false), OK);
    assert_int_equal(ask(&admin_r, SCOPE_OWN, 0, true), E_DENIED);
    assert_int_equal(ask(&admin_r, SCOPE_FOLLOW, MINE, true), OK);
    assert_int_equal(ask(&admin_r, SCOPE_TRIAGE, MINE, true), E_DENIED);
    assert_int_equal(ask(&admin_r, SCOPE_ADMIN, 0, false), E_DENIED);
}

TEST(actor_a_project_token_sees_its_project_alone)
{
    assert_int_equal(ask(&project_r, SCOPE_READ, MINE, false), OK);
    assert_int_equal(ask(&project_r, SCOPE_READ, OTHER, false), E_DENIED);
    assert_int_equal(ask(&project_w, SCOPE_READ, 0, false), E_DENIED);
    assert_int_equal(ask(&project_w, SCOPE_TRIAGE, MINE, true), OK);
    assert_int_equal(ask(&project_w, SCOPE_TRIAGE, OTHER, true), E_DENIED);
    assert_int_equal(ask(&project_w, SCOPE_ADMIN, MINE, true), E_DENIED);
}

TEST(actor_a_project_token_has_nobody_behind_it)
{
    assert_int_equal(ask(&project_w, SCOPE_TRIAGE_USER, MINE, true), E_UNAUTHENTICATED);
    assert_int_equal(ask(&project_w, SCOPE_FOLLOW, MINE, true), E_UNAUTHENTICATED);
    assert_int_equal(ask(&project_r, SCOPE_TRIAGE_USER, MINE, true), E_DENIED);
}

TEST(actor_the_program_itself_may_everything)
{
    assert_int_equal(ask(NULL, SCOPE_ADMIN, OTHER, true), OK);
}

TEST(actor_roles_have_names_and_back)
{
    enum role r;
    assert_true(role_parse(S("member"), &r));
    assert_int_equal(r, ROLE_MEMBER);
    assert_false(role_parse(S(""), &r));
    assert_false(role_parse(S("Admin"), &r));
}

TEST(actor_sees_only_the_projects_of_its_set)
{
    const struct actor who = { .kind = ACTOR_PROJECT_TOKEN, .visible = S("[3,17]") };
    const struct actor all = { .sees_all = true, .visible = S("[]") };
    struct ctx cx = { .actor = &who };
    assert_true(actor_sees(&cx, 3) && actor_sees(&cx, 17));
    assert_false(actor_sees(&cx, 1) || actor_sees(&cx, 7));
    cx.actor = &all;
    assert_true(actor_sees(&cx, 1));
    cx.actor = NULL;
    assert_true(actor_sight(&cx).sees_all);
}
