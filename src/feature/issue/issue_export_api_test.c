#include "feature/issue/issue_export_api.c"

#include "base/test.h"

static void becomes(const char *text, const char *cell)
{
    struct arena a;
    struct buf b;

    arena_init(&a, "test", 1 << 20);
    buf_init(&b, &a, 1000);
    add_cell(&b, str_c(text), false);
    assert_str_equal(buf_str(&b), str_c(cell));
    arena_release(&a);
}

TEST(a_cell_is_no_formula_and_may_hold_anything)
{
    becomes("plain", "\"plain\",");
    becomes("", "\"\",");
    becomes("say \"no\", twice\n", "\"say \"\"no\"\", twice\n\",");
    becomes("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\",");
    becomes("+1", "\"'+1\",");
    becomes("-1", "\"'-1\",");
    becomes("@SUM(A1)", "\"'@SUM(A1)\",");
    becomes("\t=1", "\"'\t=1\",");
    becomes("a=1", "\"a=1\",");
}
