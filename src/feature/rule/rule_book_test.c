#include "feature/rule/rule_book.c"

#include "base/test.h"

static struct kept_book *use(int64_t project_id)
{
    struct kept_book *slot = slot_of(project_id);

    slot->project_id = project_id;
    return slot;
}

TEST(as_many_projects_as_there_are_books_keep_theirs_whatever_their_numbers)
{
    struct kept_book *mine[BOOKS];

    for (int i = 0; i < BOOKS; i++)
        mine[i] = use(7 + (int64_t)i * BOOKS);
    for (int i = 0; i < BOOKS; i++)
        assert_ptr_equal(slot_of(7 + (int64_t)i * BOOKS), mine[i]);
    rule_stop(NULL);
}

TEST(one_project_more_takes_the_book_that_was_used_longest_ago)
{
    struct kept_book *second;

    for (int i = 1; i <= BOOKS; i++)
        (void)use(i);
    (void)use(1);
    second = slot_of(2);
    assert_int_equal(second->project_id, 2);
    (void)use(100); /* 3 has to go */
    assert_int_equal(slot_of(1)->project_id, 1);
    assert_int_equal(slot_of(2)->project_id, 2);
    assert_int_equal(slot_of(3)->project_id, 4);
    rule_stop(NULL);
}
