#include "base/base.h"
#include "feature/release/release_version.h"

#include "base/str.h"

enum { NUMBERS_MIN = 2, NUMBERS_MAX = 4 };

struct version {
    struct str package;
    int64_t numbers[NUMBERS_MAX]; /* missing ones are 0 */
    struct str pre;               /* "" = none          */
};

static int sign(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static bool read_numbers(struct str text, struct version *v)
{
    struct str part;
    size_t n = 0;

    while (str_split(&text, '.', &part)) {
        if (n == NUMBERS_MAX || !str_i64(part, &v->numbers[n]) || v->numbers[n] < 0)
            return false;
        n++;
    }
    return n >= NUMBERS_MIN;
}

static bool version_parse(struct str text, struct version *v)
{
    size_t at = str_rfind_char(text, '@');

    *v = (struct version){ .package = S(""), .pre = S("") };
    if (at < text.len) {
        v->package = str_to(text, at);
        text = str_from(text, at + 1);
    }
    text = str_to(text, str_find_char(text, '+'));
    if (text.len > 0 && (text.p[0] == 'v' || text.p[0] == 'V'))
        text = str_from(text, 1);
    size_t dash = str_find_char(text, '-');
    if (dash < text.len) {
        v->pre = str_from(text, dash + 1);
        if (v->pre.len == 0)
            return false;
    }
    return read_numbers(str_to(text, dash), v);
}

/* semver.org §11.4: numbers by value and below words, words by their bytes. */
static int compare_part(struct str a, struct str b)
{
    int64_t x, y;
    bool is_number_a = str_i64(a, &x), is_number_b = str_i64(b, &y);

    if (is_number_a && is_number_b)
        return sign(x, y);
    if (is_number_a != is_number_b)
        return is_number_a ? -1 : 1;
    return sign(str_cmp(a, b), 0);
}

static int compare_pre(struct str a, struct str b)
{
    struct str part_a, part_b;

    if (a.len == 0 || b.len == 0)
        return sign(a.len == 0, b.len == 0); /* a version without one is the later */
    for (;;) {
        bool has_a = str_split(&a, '.', &part_a), has_b = str_split(&b, '.', &part_b);
        if (!has_a || !has_b)
            return sign(has_a, has_b);
        int c = compare_part(part_a, part_b);
        if (c != 0)
            return c;
    }
}

static int compare_versions(const struct version *a, const struct version *b)
{
    for (size_t i = 0; i < NUMBERS_MAX; i++) {
        if (a->numbers[i] != b->numbers[i])
            return sign(a->numbers[i], b->numbers[i]);
    }
    return compare_pre(a->pre, b->pre);
}

int release_compare(const struct release_place *a, const struct release_place *b)
{
    struct version x, y;

    if (str_eq(a->version, b->version))
        return 0;
    if (version_parse(a->version, &x) && version_parse(b->version, &y) &&
        str_eq(x.package, y.package)) {
        int c = compare_versions(&x, &y);
        if (c != 0)
            return c;
    }
    if (a->id == 0 || b->id == 0)
        return sign(a->id == 0, b->id == 0);
    return sign(a->id, b->id);
}
