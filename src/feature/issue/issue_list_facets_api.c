/* What the issues of a query have in common: columns over all of them, tags over the
 * newest. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/filter.h"
#include "core/request.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_facet.h"
#include "feature/issue/issue_int.h"
#include "feature/issue/issue_sql.h"

enum {
    TAGS_ISSUES = 300, /* whose tags are counted */
    TAG_KEYS = 30,
};

enum column {
    COLUMN_PROJECT,
    COLUMN_STATUS,
    COLUMN_LEVEL,
    COLUMN_PLATFORM,
    COLUMN_ASSIGNEE,
    COLUMN_FIRST_RELEASE,
    COLUMNS
};
/* As the query language calls them. */
static const char *const column_names[] = { "project",  "is",       "level",
                                            "platform", "assignee", "first_release" };

struct counting {
    struct facet_counter columns[COLUMNS];
    int64_t newest[TAGS_ISSUES];
    size_t n_newest;
    int64_t n;
};

static struct str number_text(struct ctx *cx, int64_t n)
{
    return str_printf(cx->arena, "%lld", (long long)n);
}

static void count_row(struct ctx *cx, struct counting *c, const struct l_issue_facet_rows_row *row)
{
    struct str person = row->assigned_to.set ? number_text(cx, row->assigned_to.value) : S("none");

    if (c->n_newest < TAGS_ISSUES)
        c->newest[c->n_newest++] = row->id;
    facet_counter_add(&c->columns[COLUMN_PROJECT], number_text(cx, row->project_id), 1);
    facet_counter_add(&c->columns[COLUMN_STATUS], row->status, 1);
    facet_counter_add(&c->columns[COLUMN_LEVEL], row->level, 1);
    facet_counter_add(&c->columns[COLUMN_PLATFORM], row->platform, 1);
    facet_counter_add(&c->columns[COLUMN_ASSIGNEE], person, 1);
    if (row->first_release.len > 0)
        facet_counter_add(&c->columns[COLUMN_FIRST_RELEASE], row->first_release, 1);
    c->n++;
}

static enum status count_columns(struct ctx *cx, const struct issue_filter *in,
                                 struct counting *out)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    struct filter f;
    bool has_row = false;

    for (size_t i = 0; i < COLUMNS; i++)
        facet_counter_init(cx, &out->columns[i], str_c(column_names[i]));
    filter_init(cx, &f, &l_issue_facet_rows, NULL, 0);
    TRY(issue_filter_apply(cx, in, &f));
    filter_tail(&f, f_issue_order_last_seen,
                (struct db_value[]){ FILTER_I64(LIMIT_COUNT_TOTAL), FILTER_I64(0) }, 2);
    TRY(filter_open(cx, &f, &rows));
    TRY(db_step(cx, &rows, &has_row));
    while (has_row) {
        struct l_issue_facet_rows_row row;
        TRY(l_issue_facet_rows_read(cx, rows.values, &row));
        count_row(cx, out, &row);
        TRY(db_step(cx, &rows, &has_row));
    }
    return OK;
}

/* --- numbers become names -------------------------------------------------------- */

static struct str ids_of(struct ctx *cx, const struct facet *f)
{
    const struct facet_value *values = f->values.items;
    int64_t *ids = arena_array(cx->arena, int64_t, f->values.n);
    size_t n = 0;

    for (size_t i = 0; i < f->values.n; i++)
        n += str_i64(values[i].value, &ids[n]);
    return filter_numbers(cx, ids, n);
}

static void name_value(struct facet *f, struct str id, struct str value, struct str label)
{
    struct facet_value *values = (struct facet_value *)(uintptr_t)f->values.items;

    for (size_t i = 0; i < f->values.n; i++) {
        if (str_eq(values[i].value, id)) {
            values[i].value = value;
            values[i].label = label;
            return;
        }
    }
}

static enum status name_projects(struct ctx *cx, struct facet *f)
{
    struct q_issue_facet_projects_args args = { ids_of(cx, f) };
    struct q_issue_facet_projects_row *rows;
    size_t n;

    TRY(q_issue_facet_projects(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++)
        name_value(f, number_text(cx, rows[i].id), rows[i].slug, rows[i].name);
    return OK;
}

static enum status name_people(struct ctx *cx, struct facet *f)
{
    struct q_issue_facet_people_args args = { ids_of(cx, f) };
    struct q_issue_facet_people_row *rows;
    size_t n;

    TRY(q_issue_facet_people(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++)
        name_value(f, number_text(cx, rows[i].id), rows[i].email, rows[i].name);
    return OK;
}

/* --- tags ------------------------------------------------------------------------ */

/* Rows come with the most frequent value first, so keys do, too. */
static enum status add_tags(struct ctx *cx, const struct counting *c, struct facet *facets,
                            size_t *n_facets)
{
    struct q_issue_tag_counts_args args = { filter_numbers(cx, c->newest, c->n_newest) };
    struct facet_counter *counters[TAG_KEYS];
    struct q_issue_tag_counts_row *rows;
    struct map keys;
    size_t n, n_keys = 0;

    TRY(q_issue_tag_counts(cx, &args, &rows, &n));
    map_init(&keys, cx->arena, TAG_KEYS);
    for (size_t i = 0; i < n; i++) {
        struct facet_counter *counter = map_get(&keys, rows[i].key);
        if (counter == NULL && n_keys < TAG_KEYS) {
            counter = counters[n_keys++] = arena_new(cx->arena, struct facet_counter);
            facet_counter_init(cx, counter, rows[i].key);
            *map_at(&keys, rows[i].key) = counter;
        }
        if (counter != NULL)
            facet_counter_add(counter, rows[i].value, rows[i].n);
    }
    for (size_t i = 0; i < n_keys; i++)
        facets[(*n_facets)++] = facet_counter_done(counters[i], FACET_VALUES);
    return OK;
}

enum status issue_list_facets_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct facet *facets = arena_array(cx->arena, struct facet, COLUMNS + TAG_KEYS);
    struct counting *counting = arena_new(cx->arena, struct counting);
    struct issue_filter filter;
    size_t n = 0;

    TRY(issue_filter_read(cx, rq, &filter));
    TRY(count_columns(cx, &filter, counting));
    for (size_t i = 0; i < COLUMNS; i++) {
        if (i == COLUMN_PROJECT && rq->project_id != 0)
            continue;
        bool is_whole = i == COLUMN_PROJECT;
        facets[n] = facet_counter_done(&counting->columns[i], is_whole ? SIZE_MAX : FACET_VALUES);
        if (i == COLUMN_PROJECT)
            TRY(name_projects(cx, &facets[n]));
        if (i == COLUMN_ASSIGNEE)
            TRY(name_people(cx, &facets[n]));
        n++;
    }
    TRY(add_tags(cx, counting, facets, &n));
    struct facets_out out = { FIELD_ITEMS(facets, n), counting->n > TAGS_ISSUES };
    return respond(cx, rs, status_http(OK), facets_out_fields, &out);
}
