/* What one event tells of the SQL before it. */
#include "base/base.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/event_reader.h"
#include "feature/ingest/item_sink.h"
#include "feature/query/query_int.h"
#include "feature/query/statement.h"
#include "port/json.h"

enum {
    US_PER_MS = 1000,
    MS_MAX = 86400 * 1000, /* a statement that took longer than a day did not */
    COUNT_MAX = 1000000,   /* of one shape in an event */
};

/* One event's shapes, in the order they were met. */
struct reading {
    struct arena *scratch;
    struct arena *kept;
    struct query_use uses[QUERY_SHAPES_MAX];
    size_t n;
    struct str last; /* the last statement as it was sent: a loop sends it again */
    struct query_use *last_use;
};

/* By the agent's hash, which it may send with many texts; else by shape. NULL: there are enough
 * of them. */
static struct query_use *use_of(struct reading *r, struct str hash, struct str shape)
{
    for (size_t i = 0; i < r->n; i++) {
        const struct query_use *use = &r->uses[i];
        if (str_eq(use->hash, hash) && (!str_is_null(hash) || str_eq(use->shape, shape)))
            return &r->uses[i];
    }
    if (r->n == QUERY_SHAPES_MAX)
        return NULL;
    struct query_use *use = &r->uses[r->n++];
    *use = (struct query_use){ .hash = str_dup(r->kept, hash),
                               .shape = str_dup(r->kept, shape),
                               .table = str_dup(r->kept, statement_table(r->scratch, shape)) };
    return use;
}

/* A statement as it was sent. NULL: it is none, or one too many. */
static struct query_use *use_of_statement(struct reading *r, struct str sql)
{
    if (!str_is_null(r->last) && str_eq(sql, r->last))
        return r->last_use;
    struct arena_mark mark = arena_mark(r->scratch);
    struct str shape = statement_shape(r->scratch, sql);
    bool is_one = statement_kind(shape) != STATEMENT_NONE;
    r->last = sql;
    r->last_use = is_one ? use_of(r, (struct str){ 0 }, shape) : NULL;
    arena_rewind(r->scratch, mark);
    return r->last_use;
}

/* A number, or text of one. */
static bool read_number(const struct json *v, double *out)
{
    return json_type(v) == JSON_STR ? str_f64(str_trim(json_str(v)), out) : json_f64(v, out);
}

static bool read_us(const struct json *v, int64_t *us)
{
    double ms;

    if (!read_number(v, &ms) || !(ms >= 0 && ms <= MS_MAX))
        return false;
    *us = (int64_t)(ms * US_PER_MS + 0.5);
    return true;
}

static void add_one(struct query_use *use, bool is_timed, int64_t us)
{
    use->count++;
    if (!is_timed)
        return;
    use->timed++;
    use->total_us += us;
    use->max_us = us > use->max_us ? us : use->max_us;
}

/* --- breadcrumbs -------------------------------------------------------------------------- */

/* "query", "db.query", "db.sql.query", "sql.query", "sql.active_record", … */
static bool is_query_name(struct str name)
{
    return str_find_char(name, 'q') < name.len && /* few others have one */
           (str_contains(name, S("query")) || str_contains(name, S("sql")));
}

enum { CATEGORY, TYPE, MESSAGE, DATA, CRUMB_MEMBERS };
enum { QUERY, SQL, STATEMENT, DURATION, EXECUTION, DATA_MEMBERS };

static void read_crumb(struct reading *r, const struct json *crumb)
{
    static const struct str keys[CRUMB_MEMBERS] = {
        [CATEGORY] = { "category", 8 },
        [TYPE] = { "type", 4 },
        [MESSAGE] = { "message", 7 },
        [DATA] = { "data", 4 },
    };
    static const struct str data_keys[DATA_MEMBERS] = {
        [QUERY] = { "query", 5 },
        [SQL] = { "sql", 3 },
        [STATEMENT] = { "statement", 9 },
        [DURATION] = { "duration_ms", 11 },
        [EXECUTION] = { "executionTimeMs", 15 },
    };
    struct json *v[CRUMB_MEMBERS], *data[DATA_MEMBERS];
    int64_t us = 0;

    json_get_all(crumb, keys, v, CRUMB_MEMBERS);
    if (!is_query_name(json_str(v[CATEGORY])) && !is_query_name(json_str(v[TYPE])))
        return;
    json_get_all(v[DATA], data_keys, data, DATA_MEMBERS);
    struct str sql = json_str(v[MESSAGE]);
    for (int i = QUERY; i <= STATEMENT && sql.len == 0; i++)
        sql = json_str(data[i]);
    struct query_use *use = use_of_statement(r, sql);
    if (use == NULL)
        return;
    bool is_timed = read_us(data[DURATION], &us) || read_us(data[EXECUTION], &us);
    add_one(use, is_timed, us);
}

/* --- the summary of an agent -------------------------------------------------------------- */

enum { SUM_QUERY, SUM_TABLE, SUM_COUNT, SUM_TOTAL, SUM_AVERAGE, SUM_HASH, SUM_MEMBERS };

static void read_sum(struct reading *r, const struct json *entry)
{
    static const struct str keys[SUM_MEMBERS] = {
        [SUM_QUERY] = { "query", 5 },    [SUM_TABLE] = { "table", 5 },
        [SUM_COUNT] = { "count", 5 },    [SUM_TOTAL] = { "total_ms", 8 },
        [SUM_AVERAGE] = { "avg_ms", 6 }, [SUM_HASH] = { "hash", 4 },
    };
    struct json *v[SUM_MEMBERS];
    int64_t count = 1, total_us = 0, average_us = 0;

    json_get_all(entry, keys, v, SUM_MEMBERS);
    struct str hash = str_utf8_clip(json_str(v[SUM_HASH]), QUERY_HASH_BYTES);
    struct str query = str_utf8_clip(str_trim(json_str(v[SUM_QUERY])), STATEMENT_BYTES);
    if (hash.len == 0 || query.len == 0)
        return;
    struct query_use *use = use_of(r, hash, query);
    if (use == NULL)
        return;
    if (json_str(v[SUM_TABLE]).len > 0)
        use->table = str_dup(r->kept, str_utf8_clip(json_str(v[SUM_TABLE]), STATEMENT_TABLE_BYTES));
    if (!json_i64(v[SUM_COUNT], &count) || count < 1 || count > COUNT_MAX)
        count = 1;
    use->count += count;
    bool is_timed = read_us(v[SUM_TOTAL], &total_us);
    if (!read_us(v[SUM_AVERAGE], &average_us))
        average_us = total_us / count;
    if (!is_timed)
        return;
    use->timed += count;
    use->total_us += total_us;
    use->max_us = average_us > use->max_us ? average_us : use->max_us;
}

/* --- spans ---------------------------------------------------------------------------------- */

static bool read_seconds(const struct json *v, double *out)
{
    int64_t ms;

    if (json_type(v) != JSON_STR)
        return json_f64(v, out);
    if (!clock_parse(str_trim(json_str(v)), &ms))
        return false;
    *out = (double)ms / MS_PER_SECOND;
    return true;
}

/* False: the span does not say how long it took. */
static bool span_us(const struct json *start, const struct json *end, int64_t *us)
{
    double from, to;

    if (!read_seconds(start, &from) || !read_seconds(end, &to))
        return false;
    double ms = (to - from) * MS_PER_SECOND;
    if (!(ms >= 0 && ms <= MS_MAX))
        return false;
    *us = (int64_t)(ms * US_PER_MS + 0.5);
    return true;
}

enum { SPAN_OP, SPAN_TEXT, SPAN_DATA, SPAN_START, SPAN_END, SPAN_MEMBERS };

static void read_span(struct reading *r, const struct json *span)
{
    static const struct str keys[SPAN_MEMBERS] = {
        [SPAN_OP] = { "op", 2 },         [SPAN_TEXT] = { "description", 11 },
        [SPAN_DATA] = { "data", 4 },     [SPAN_START] = { "start_timestamp", 15 },
        [SPAN_END] = { "timestamp", 9 },
    };
    struct json *v[SPAN_MEMBERS];
    int64_t us = 0;

    json_get_all(span, keys, v, SPAN_MEMBERS);
    struct str op = json_str(v[SPAN_OP]);
    if (!str_eq(op, S("db")) && !str_starts(op, S("db.")))
        return;
    struct str sql = json_str(json_get(v[SPAN_DATA], S("db.query.text")));
    if (sql.len == 0)
        sql = json_str(json_get(v[SPAN_DATA], S("db.statement")));
    struct query_use *use = use_of_statement(r, sql.len > 0 ? sql : json_str(v[SPAN_TEXT]));
    if (use == NULL)
        return;
    bool is_timed = span_us(v[SPAN_START], v[SPAN_END], &us);
    add_one(use, is_timed, us);
}

/* --- the whole ------------------------------------------------------------------------------- */

static void read_all(struct reading *r, struct json *list,
                     void (*read)(struct reading *r, const struct json *v))
{
    struct json_iter it = json_iter(json_type(list) == JSON_ARR ? list : NULL);

    while (json_next(&it)) {
        if (json_type(it.value) == JSON_OBJ)
            read(r, it.value);
    }
}

/* Sums of rows stay far from what a number holds, whatever one event says. */
static void bound(struct query_use *use)
{
    const int64_t max_us = (int64_t)MS_MAX * US_PER_MS;

    use->count = use->count < COUNT_MAX ? use->count : COUNT_MAX;
    use->timed = use->timed < use->count ? use->timed : use->count;
    use->total_us = use->total_us < max_us ? use->total_us : max_us;
}

static struct query_sight *sight_of(const struct reading *r, struct str transaction)
{
    struct query_sight *s = arena_alloc(r->kept, sizeof *s + r->n * sizeof(struct query_use));

    s->transaction = str_is_null(transaction)
                         ? S("")
                         : str_dup(r->kept, str_utf8_to(transaction, QUERY_TRANSACTION_CHARS));
    s->n = r->n;
    memcpy(s->uses, r->uses, r->n * sizeof *r->uses);
    for (size_t i = 0; i < s->n; i++)
        bound(&s->uses[i]);
    return s;
}

void *query_read_event(struct ctx *cx, const struct event_reading *in)
{
    const struct json *root = in->event->root;
    struct json *summary = json_get_path(root, "extra.gosnag_query_summary");
    struct json *crumbs = json_get_path(root, "breadcrumbs.values");

    if (summary == NULL && crumbs == NULL)
        return NULL;
    struct reading r = { .scratch = cx->arena, .kept = in->kept };
    read_all(&r, summary, read_sum);
    if (r.n == 0) /* the agent has counted what the crumbs tell of */
        read_all(&r, crumbs, read_crumb);
    if (r.n == 0)
        return NULL;
    struct query_sight *s = sight_of(&r, in->event->transaction);
    s->project_id = in->project_id;
    s->received_ms = in->event->received_ms;
    return s;
}

/* The op of a span, or a key of its data. */
bool query_wants_transaction(struct str payload)
{
    return str_contains(payload, S("\"db"));
}

enum status query_prepare_transaction(struct ctx *cx, const struct item_input *in, void **out)
{
    struct reading r = { .scratch = cx->arena, .kept = in->kept };
    struct json_doc *doc;

    TRY(json_parse(cx, in->item->payload, &doc, NULL));
    read_all(&r, json_get(json_root(doc), S("spans")), read_span);
    if (r.n == 0) {
        item_count(in, "transaction", "not_kept", 1);
        return OK;
    }
    struct query_sight *s = sight_of(&r, json_str(json_get(json_root(doc), S("transaction"))));
    s->project_id = in->project_id;
    s->received_ms = in->received_ms;
    *out = s;
    return OK;
}
