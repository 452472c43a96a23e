#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/analysis/analysis_int.h"
#include "port/json.h"

/* --- reading -------------------------------------------------------------------------------- */

static bool is_query_name(struct str name)
{
    return str_contains(name, S("query")) || str_contains(name, S("sql"));
}

static struct str sql_of(const struct json *crumb)
{
    static const struct str keys[] = { S("query"), S("sql"), S("statement") };
    struct str sql = str_trim(json_str(json_get(crumb, S("message"))));

    for (size_t i = 0; i < ARRAY_LEN(keys) && sql.len == 0; i++)
        sql = str_trim(json_str(json_get(json_get(crumb, S("data")), keys[i])));
    return sql;
}

static bool read_ms(const struct json *crumb, double *ms)
{
    static const struct str keys[] = { S("duration_ms"), S("executionTimeMs") };

    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        const struct json *v = json_get(json_get(crumb, S("data")), keys[i]);
        if (json_type(v) == JSON_STR ? str_f64(str_trim(json_str(v)), ms) : json_f64(v, ms))
            return *ms >= 0;
    }
    return false;
}

/* NULL: there are enough of them. */
static struct analysis_group *group_of(struct ctx *cx, struct analysis *a, struct str sql)
{
    struct str shape = statement_shape(cx->arena, sql);

    for (size_t i = 0; i < a->n; i++) {
        if (str_eq(a->groups[i].shape, shape))
            return &a->groups[i];
    }
    if (a->n == ANALYSIS_GROUPS) {
        a->is_cut = true;
        return NULL;
    }
    struct analysis_group *g = &a->groups[a->n++];
    *g = (struct analysis_group){ .shape = shape,
                                  .sample = sql,
                                  .table = statement_table(cx->arena, shape),
                                  .kind = statement_kind(shape) };
    return g;
}

static void take_crumb(struct ctx *cx, struct analysis *a, const struct json *crumb)
{
    struct str sql = sql_of(crumb);
    double ms = 0;

    if (sql.len == 0 || (!is_query_name(json_str(json_get(crumb, S("category")))) &&
                         !is_query_name(json_str(json_get(crumb, S("type"))))))
        return;
    struct analysis_group *g = group_of(cx, a, sql);
    if (g == NULL)
        return;
    bool is_timed = read_ms(crumb, &ms);
    g->count++;
    a->queries++;
    g->untimed += !is_timed;
    a->untimed += !is_timed;
    if (!is_timed)
        return;
    g->total_ms += ms;
    a->total_ms += ms;
    g->max_ms = ms > g->max_ms ? ms : g->max_ms;
}

static int group_order(const void *a, const void *b)
{
    const struct analysis_group *x = a, *y = b;

    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    if (x->total_ms < y->total_ms || x->total_ms > y->total_ms)
        return x->total_ms > y->total_ms ? -1 : 1;
    return str_cmp(x->sample, y->sample);
}

static bool is_n_plus_one(const struct analysis_group *g)
{
    return g->kind == STATEMENT_SELECT && g->count >= ANALYSIS_N_PLUS_ONE &&
           (str_contains_fold(g->shape, S(" where ")) || str_contains_fold(g->shape, S(" join ")));
}

enum status analysis_read(struct ctx *cx, struct str document, struct analysis *out)
{
    struct json_doc *doc;

    *out = (struct analysis){ .n = 0 };
    TRY(json_parse(cx, document, &doc, NULL));
    struct json *crumbs = json_get(json_root(doc), S("breadcrumbs"));
    struct json *values = json_get(crumbs, S("values"));
    if (!json_is_null(crumbs) && json_type(crumbs) != JSON_OBJ)
        return fail(cx, E_INVALID, "the event's breadcrumbs are no object with values");
    struct json_iter it = json_iter(json_type(values) == JSON_ARR ? values : NULL);
    while (json_next(&it))
        take_crumb(cx, out, it.value);
    for (size_t i = 0; i < out->n; i++)
        out->groups[i].is_n_plus_one = is_n_plus_one(&out->groups[i]);
    qsort(out->groups, out->n, sizeof *out->groups, group_order);
    return OK;
}

/* --- what may be explained ------------------------------------------------------------------- */

/* It must begin with its own first word: an option of EXPLAIN would be obeyed there. MySQL runs
 * what stands in a comment with an exclamation mark. */
enum status analysis_check(struct ctx *cx, struct str sql)
{
    static const struct str first[] = { S("select"), S("with") };
    struct str shape = statement_shape(cx->arena, sql);
    struct str text = str_trim(sql);
    bool is_select = false;

    for (size_t i = 0; i < ARRAY_LEN(first); i++)
        is_select |= str_starts_fold(text, first[i]) && str_starts_fold(shape, first[i]) &&
                     (shape.len == first[i].len || shape.p[first[i].len] == ' ' ||
                      shape.p[first[i].len] == '(');
    if (!is_select)
        return fail(cx, E_INVALID, "only a SELECT can be explained");
    if (sql.len > STATEMENT_READ_BYTES)
        return fail(cx, E_INVALID, "the statement is longer than %d bytes", STATEMENT_READ_BYTES);
    if (!statement_is_one(cx->arena, sql))
        return fail(cx, E_INVALID, "only one statement can be explained");
    if (str_contains(sql, S("/*!")) || str_contains_fold(sql, S("/*M!")) ||
        memchr(sql.p, '\0', sql.len) != NULL)
        return fail(cx, E_INVALID, "a statement with such a comment is not explained");
    return OK;
}

/* --- what a plan says ----------------------------------------------------------------------------
 */

static const struct {
    struct str sign;
    struct str words;
} signs[] = {
    { S("Seq Scan"), S("Reads a whole table (Seq Scan): an index on the columns it filters by "
                       "would help, unless the table is small.") },
    { S("Nested Loop"), S("Looks up row by row (Nested Loop): costly when the outer side has many "
                          "rows or the inner side has no index.") },
    { S("type=ALL"), S("Reads a whole table (type=ALL): an index on the columns it filters by "
                       "would help, unless the table is small.") },
    { S("key=NULL"), S("Uses no index (key=NULL).") },
    { S("Using temporary"), S("Builds a temporary table: look at GROUP BY, DISTINCT and UNION.") },
    { S("Using filesort"), S("Sorts without an index (filesort): look at ORDER BY.") },
    { S("External merge"), S("Sorts on disk (external merge): more work_mem, or an index in this "
                             "order, would help.") },
};

size_t analysis_warnings(struct str plan, struct str *out)
{
    size_t n = 0;

    for (size_t i = 0; i < ARRAY_LEN(signs) && n < ANALYSIS_WARNINGS; i++) {
        if (str_contains(plan, signs[i].sign))
            out[n++] = signs[i].words;
    }
    return n;
}
