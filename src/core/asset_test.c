#include "core/asset.c"

#include "base/test.h"

TEST(asset_table_is_sorted_and_every_row_is_found)
{
    assert_true(asset_count > 0);
    for (size_t i = 0; i < asset_count; i++) {
        assert_ptr_equal(asset_find(str_c(asset_table[i].path)), &asset_table[i]);
        if (i > 0)
            assert_true(strcmp(asset_table[i - 1].path, asset_table[i].path) < 0);
    }
}

TEST(asset_page_is_there_with_type_and_bytes)
{
    const struct asset *page = asset_find(S("index.html"));
    assert_non_null(page);
    assert_string_equal(page->content_type, "text/html; charset=utf-8");
    assert_memory_equal(page->raw, "<!doctype html>", strlen("<!doctype html>"));
    assert_false(page->is_immutable);
}

TEST(asset_missing_is_null)
{
    assert_null(asset_find(S("")));
    assert_null(asset_find(S("index.htm")));
    assert_null(asset_find(S("zzz")));
}

TEST(asset_forms_are_gzip_and_smaller)
{
    for (size_t i = 0; i < asset_count; i++) {
        const struct asset *a = &asset_table[i];
        assert_true(a->gzip_len < a->raw_len && a->brotli_len < a->raw_len);
        if (a->gzip != NULL)
            assert_memory_equal(a->gzip, "\x1f\x8b", 2);
    }
}
