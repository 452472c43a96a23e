#include "base/base.h"
#include "feature/issue/issue_facet.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"

enum { VALUES_EXPECTED = 16 };

static const struct field facet_value_fields[] = {
    FIELD_STR("value", struct facet_value, value, FIELD_REQUIRED, 0),
    FIELD_STR("label", struct facet_value, label, FIELD_OMIT, 0),
    FIELD_I64("count", struct facet_value, count, 0),
    FIELD_F64("share", struct facet_value, share, 0),
    FIELD_JSON("lift", struct facet_value, lift, 0, 0),
    FIELD_END,
};
static const struct field facet_out_fields[] = {
    FIELD_STR("key", struct facet, key, FIELD_REQUIRED, 0),
    FIELD_I64("total", struct facet, total, 0),
    FIELD_I64("other", struct facet, other, 0),
    FIELD_LIST("values", struct facet, values, 0, struct facet_value, facet_value_fields, 0),
    FIELD_END,
};
const struct field facets_out_fields[] = {
    FIELD_LIST("keys", struct facets_out, keys, 0, struct facet, facet_out_fields, 0),
    FIELD_BOOL("sampled", struct facets_out, sampled, 0),
    FIELD_END,
};

void facet_counter_init(struct ctx *cx, struct facet_counter *c, struct str key)
{
    *c = (struct facet_counter){ .cx = cx, .key = key };
    map_init(&c->counts, cx->arena, VALUES_EXPECTED);
}

void facet_counter_add(struct facet_counter *c, struct str value, int64_t n)
{
    int64_t *count = map_get(&c->counts, value);

    if (count == NULL) {
        count = arena_new(c->cx->arena, int64_t);
        *map_at(&c->counts, str_dup(c->cx->arena, value)) = count;
    }
    *count += n;
    c->total += n;
}

static int by_count(const void *a, const void *b)
{
    const struct facet_value *x = a, *y = b;

    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return str_cmp(x->value, y->value);
}

struct facet facet_counter_done(struct facet_counter *c, size_t max)
{
    struct facet_value *values = arena_array(c->cx->arena, struct facet_value, c->counts.n);
    struct facet out = { .key = c->key, .total = c->total, .other = c->total };
    struct str value;
    void *count;
    size_t i = 0, n = 0;

    while (map_next(&c->counts, &i, &value, &count)) {
        int64_t times = *(const int64_t *)count;
        values[n++] = (struct facet_value){ .value = value,
                                            .count = times,
                                            .share = (double)times / (double)c->total };
    }
    if (n > 1)
        qsort(values, n, sizeof *values, by_count);
    n = n > max ? max : n;
    for (i = 0; i < n; i++)
        out.other -= values[i].count;
    out.values = (struct field_list){ values, n, sizeof *values };
    return out;
}
