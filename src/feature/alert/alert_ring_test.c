#include "feature/alert/alert_ring.c"

#include "base/test.h"

TEST(an_issue_is_new_came_back_or_was_reopened)
{
    struct issue_change change = { .is_new = true };

    assert_string_equal(life_of(&change), "new");
    change.is_new = false;
    assert_null(life_of(&change));
    change.is_reopened = true;
    change.before.status = S("resolved");
    assert_string_equal(life_of(&change), "regressed");
    change.before.status = S("snoozed");
    assert_string_equal(life_of(&change), "reopened");
}
