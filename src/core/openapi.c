#include "base/base.h"

#include "core/openapi.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/router.h"
#include "port/httpd.h"
#include "port/jsonw.h"

enum {
    OPENAPI_ROUTES_MAX = 1024,
    OPENAPI_SCHEMAS_MAX = 512,
    NAME_BYTES = 256,
};

/* One field table, named after the operation that uses it first. The same table as a
 * body and as an answer differs in "required", hence is_in. */
struct schema {
    const struct field *table;
    bool is_in;
    struct str name;
};

struct writer {
    struct arena *arena;
    struct jsonw w;
    const struct route *routes[OPENAPI_ROUTES_MAX];
    size_t n_routes;
    struct schema schemas[OPENAPI_SCHEMAS_MAX];
    size_t n_schemas;
};

enum { API_PREFIX_BYTES = sizeof("/api/v1") - 1 };

static const char JSON[] = "application/json";

/* --- names ----------------------------------------------------------------- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static void add_camel(struct buf *b, struct str word)
{
    bool is_start = true;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.p[i];
        if (!is_letter(c)) {
            is_start = true;
            continue;
        }
        bool is_lower = c >= 'a' && c <= 'z';
        buf_add_char(b, is_start && is_lower ? (char)(c - 'a' + 'A') : c);
        is_start = false;
    }
}

/* GET /projects/{project}/issues → getProjectsByProjectIssues */
static struct str operation_id(struct arena *a, const struct route *r)
{
    struct buf b;
    buf_init(&b, a, NAME_BYTES);
    buf_add(&b, str_lower(a, str_c(http_method_name(r->method))));
    struct str rest = str_from(str_c(r->path), API_PREFIX_BYTES + 1), segment;
    while (rest.len > 0 && str_split(&rest, '/', &segment)) {
        if (segment.len > 0 && segment.p[0] == '{')
            buf_add(&b, S("By"));
        add_camel(&b, segment);
    }
    return buf_str(&b);
}

static const struct schema *find_schema(const struct writer *g, const struct field *table,
                                        bool is_in)
{
    for (size_t i = 0; i < g->n_schemas; i++)
        if (g->schemas[i].table == table && g->schemas[i].is_in == is_in)
            return &g->schemas[i];
    return NULL;
}

static void add_schema(struct writer *g, const struct field *table, bool is_in, struct str name)
{
    if (table == NULL || find_schema(g, table, is_in) != NULL)
        return;
    assert(g->n_schemas < OPENAPI_SCHEMAS_MAX);
    g->schemas[g->n_schemas++] = (struct schema){ table, is_in, name };
    for (const struct field *f = table; f->kind != FIELD_KIND_END; f++) {
        if (f->sub == NULL)
            continue;
        struct buf b;
        buf_init(&b, g->arena, NAME_BYTES);
        buf_add(&b, name);
        add_camel(&b, str_c(f->name));
        add_schema(g, f->sub, is_in, buf_str(&b));
    }
}

/* --- schemas --------------------------------------------------------------- */

static void write_ref(struct writer *g, const struct field *table, bool is_in)
{
    const struct schema *s = find_schema(g, table, is_in);
    jsonw_key_str(&g->w, "$ref", str_printf(g->arena, "#/components/schemas/%.*s", FMT(s->name)));
}

static void write_type(struct writer *g, const char *type, bool is_nullable)
{
    if (!is_nullable) {
        jsonw_key_str(&g->w, "type", str_c(type));
        return;
    }
    jsonw_key_arr(&g->w, "type");
    jsonw_str(&g->w, str_c(type));
    jsonw_str(&g->w, S("null"));
    jsonw_end(&g->w);
}

static void write_words(struct writer *g, const struct field *f)
{
    if (f->words == NULL)
        return;
    jsonw_key_arr(&g->w, "enum");
    for (const char *const *w = f->words; *w != NULL; w++)
        jsonw_str(&g->w, str_c(*w));
    jsonw_end(&g->w);
}

static void write_str(struct writer *g, const struct field *f, bool is_in)
{
    bool is_nullable =
        !is_in && (f->flags & (FIELD_OMIT | FIELD_REQUIRED)) == 0 && f->words == NULL;
    write_type(g, "string", is_nullable || f->kind == FIELD_KIND_OPT_STR);
    write_words(g, f);
    if ((f->flags & FIELD_UUID) != 0)
        jsonw_key_str(&g->w, "format", S("uuid"));
    if ((f->flags & FIELD_SECRET) != 0)
        jsonw_key_bool(&g->w, "writeOnly", true);
    if (is_in && f->limit > 0)
        jsonw_key_i64(&g->w, "maxLength", (int64_t)f->limit);
}

static void write_array(struct writer *g, const struct field *f, bool is_in)
{
    jsonw_key_str(&g->w, "type", S("array"));
    if (is_in && f->limit > 0)
        jsonw_key_i64(&g->w, "maxItems", (int64_t)f->limit);
    jsonw_key_obj(&g->w, "items");
    if (f->kind == FIELD_KIND_LIST) {
        write_ref(g, f->sub, is_in);
    } else if (f->kind == FIELD_KIND_STR_LIST) {
        write_type(g, "string", false);
        write_words(g, f);
    } else {
        write_type(g, "integer", false);
    }
    jsonw_end(&g->w);
}

static void write_time(struct writer *g, const struct field *f, bool is_in)
{
    write_type(g, "string", !is_in && (f->flags & (FIELD_OMIT | FIELD_REQUIRED)) == 0);
    jsonw_key_str(&g->w, "format", S("date-time"));
}

/* What is left out when absent is never null. */
static void write_plain(struct writer *g, const struct field *f, bool is_in, const char *type)
{
    bool is_opt = f->kind == FIELD_KIND_OPT_BOOL || f->kind == FIELD_KIND_OPT_I64;

    write_type(g, type, is_opt && !is_in && (f->flags & FIELD_OMIT) == 0);
}

static void write_field_type(struct writer *g, const struct field *f, bool is_in)
{
    switch (f->kind) {
    case FIELD_KIND_STR:
    case FIELD_KIND_OPT_STR:
        write_str(g, f, is_in);
        return;
    case FIELD_KIND_BOOL:
    case FIELD_KIND_OPT_BOOL:
        write_plain(g, f, is_in, "boolean");
        return;
    case FIELD_KIND_I64:
    case FIELD_KIND_OPT_I64:
        write_plain(g, f, is_in, "integer");
        return;
    case FIELD_KIND_F64:
        write_type(g, "number", false);
        return;
    case FIELD_KIND_TIME:
        write_time(g, f, is_in);
        return;
    case FIELD_KIND_OBJECT:
        write_ref(g, f->sub, is_in);
        return;
    case FIELD_KIND_LIST:
    case FIELD_KIND_STR_LIST:
    case FIELD_KIND_I64_LIST:
        write_array(g, f, is_in);
        return;
    case FIELD_KIND_JSON:
    case FIELD_KIND_END:
        return; /* anything */
    }
}

/* In answers every key is there unless it may be left out. */
static bool is_required(const struct field *f, bool is_in)
{
    return is_in ? (f->flags & FIELD_REQUIRED) != 0 : (f->flags & FIELD_OMIT) == 0;
}

static void write_required(struct writer *g, const struct schema *s)
{
    size_t n = 0;
    for (const struct field *f = s->table; f->kind != FIELD_KIND_END; f++)
        n += is_required(f, s->is_in);
    if (n == 0)
        return;
    jsonw_key_arr(&g->w, "required");
    for (const struct field *f = s->table; f->kind != FIELD_KIND_END; f++)
        if (is_required(f, s->is_in))
            jsonw_str(&g->w, str_c(f->name));
    jsonw_end(&g->w);
}

static void write_schema(struct writer *g, const struct schema *s)
{
    jsonw_key(&g->w, s->name);
    jsonw_obj(&g->w);
    jsonw_key_str(&g->w, "type", S("object"));
    jsonw_key_obj(&g->w, "properties");
    for (const struct field *f = s->table; f->kind != FIELD_KIND_END; f++) {
        jsonw_key(&g->w, str_c(f->name));
        jsonw_obj(&g->w);
        write_field_type(g, f, s->is_in);
        if (f->help != NULL)
            jsonw_key_str(&g->w, "description", str_c(f->help));
        jsonw_end(&g->w);
    }
    jsonw_end(&g->w);
    write_required(g, s);
    jsonw_end(&g->w);
}

static void write_error_schema(struct writer *g)
{
    static const char *const members[] = { "error", "code", "field", "request_id" };
    jsonw_key_obj(&g->w, "Error");
    jsonw_key_str(&g->w, "type", S("object"));
    jsonw_key_obj(&g->w, "properties");
    for (size_t i = 0; i < ARRAY_LEN(members); i++) {
        jsonw_key_obj(&g->w, members[i]);
        jsonw_key_str(&g->w, "type", S("string"));
        jsonw_end(&g->w);
    }
    jsonw_end(&g->w);
    jsonw_key_arr(&g->w, "required");
    jsonw_str(&g->w, S("error"));
    jsonw_end(&g->w);
    jsonw_end(&g->w);
}

static void write_security_schemes(struct writer *g)
{
    jsonw_key_obj(&g->w, "securitySchemes");
    jsonw_key_obj(&g->w, "session");
    jsonw_key_str(&g->w, "type", S("apiKey"));
    jsonw_key_str(&g->w, "in", S("cookie"));
    jsonw_key_str(&g->w, "name", S("session"));
    jsonw_end(&g->w);
    jsonw_key_obj(&g->w, "token");
    jsonw_key_str(&g->w, "type", S("http"));
    jsonw_key_str(&g->w, "scheme", S("bearer"));
    jsonw_key_str(&g->w, "description", S("gsn_ and 64 hex digits, made under Access tokens"));
    jsonw_end(&g->w);
    jsonw_end(&g->w);
}

static void open_content(struct writer *g, const char *type)
{
    jsonw_key_obj(&g->w, "content");
    jsonw_key_obj(&g->w, type);
    jsonw_key_obj(&g->w, "schema");
}

static void close_content(struct writer *g)
{
    jsonw_end(&g->w);
    jsonw_end(&g->w);
    jsonw_end(&g->w);
}

static void write_refused(struct writer *g)
{
    jsonw_key_obj(&g->w, "responses");
    jsonw_key_obj(&g->w, "Refused");
    jsonw_key_str(&g->w, "description", S("Refused or failed; `error` says why."));
    open_content(g, JSON);
    jsonw_key_str(&g->w, "$ref", S("#/components/schemas/Error"));
    close_content(g);
    jsonw_end(&g->w);
    jsonw_end(&g->w);
}

/* --- operations ------------------------------------------------------------ */

static void write_parameter(struct writer *g, struct str name, const char *in,
                            const struct route_query *q)
{
    jsonw_obj(&g->w);
    jsonw_key_str(&g->w, "name", name);
    jsonw_key_str(&g->w, "in", str_c(in));
    jsonw_key_bool(&g->w, "required", q == NULL);
    if (q != NULL && q->help != NULL)
        jsonw_key_str(&g->w, "description", str_c(q->help));
    jsonw_key_obj(&g->w, "schema");
    jsonw_key_str(&g->w, "type", q != NULL ? str_c(q->type) : S("string"));
    jsonw_end(&g->w);
    jsonw_end(&g->w);
}

static void write_parameters(struct writer *g, const struct route *r)
{
    jsonw_key_arr(&g->w, "parameters");
    struct str rest = str_c(r->path), segment;
    while (rest.len > 0 && str_split(&rest, '/', &segment)) {
        if (segment.len > 2 && segment.p[0] == '{')
            write_parameter(g, str_slice(segment, 1, segment.len - 1), "path", NULL);
    }
    for (const struct route_query *q = r->query; q != NULL && q->name != NULL; q++)
        write_parameter(g, str_c(q->name), "query", q);
    jsonw_end(&g->w);
}

/* One object of the table, or a list of them. */
static void write_shape(struct writer *g, const struct field *table, bool is_list, bool is_in)
{
    if (is_list) {
        jsonw_key_str(&g->w, "type", S("array"));
        jsonw_key_obj(&g->w, "items");
    }
    write_ref(g, table, is_in);
    if (is_list)
        jsonw_end(&g->w);
}

static void write_body(struct writer *g, const struct route *r)
{
    bool is_open = r->in == NULL && (r->flags & ROUTE_BODY_RAW) != 0; /* the handler reads it */
    if (r->in == NULL && !is_open)
        return;
    jsonw_key_obj(&g->w, "requestBody");
    jsonw_key_bool(&g->w, "required", (r->flags & ROUTE_BODY_OPT) == 0);
    open_content(g, JSON);
    if (!is_open)
        write_shape(g, r->in, (r->flags & ROUTE_BODY_LIST) != 0, true);
    close_content(g);
    jsonw_end(&g->w);
}

/* How success may be answered; the first row stands for a route that says nothing. */
static const struct {
    unsigned flag;
    const char *status;
    bool has_body;
} successes[] = {
    { ROUTE_OK, "200", true },
    { ROUTE_CREATED, "201", true },
    { ROUTE_ACCEPTED, "202", true },
    { ROUTE_NO_CONTENT, "204", false },
};

/* What every route may be refused with, and those that change something besides. */
static const struct {
    const char *status;
    bool is_for_reads;
} refusals[] = {
    { "400", true },  { "401", true },  { "403", true }, { "404", true }, { "409", false },
    { "413", false }, { "429", false }, { "500", true }, { "502", true }, { "503", true },
};

static bool is_refusal_of(const struct route *r, size_t i)
{
    if (r->method == HTTP_GET && !refusals[i].is_for_reads)
        return false;
    return (r->flags & ROUTE_UPSTREAM) != 0 || strcmp(refusals[i].status, "502") != 0;
}

static void write_answer_shape(struct writer *g, const struct route *r)
{
    if (r->out != NULL) /* else anything */
        write_shape(g, r->out, (r->flags & ROUTE_LIST) != 0, false);
}

static void write_success(struct writer *g, const struct route *r, const char *status,
                          bool has_body)
{
    bool is_bytes = (r->flags & (ROUTE_FILE | ROUTE_STREAM)) != 0;
    jsonw_key_obj(&g->w, status);
    jsonw_key_str(&g->w, "description", S("Done."));
    if (has_body && is_bytes) {
        open_content(g, (r->flags & ROUTE_STREAM) != 0 ? "text/event-stream" : "*/*");
        jsonw_key_str(&g->w, "type", S("string"));
        close_content(g);
    } else if (has_body) {
        open_content(g, JSON);
        write_answer_shape(g, r);
        close_content(g);
    }
    jsonw_end(&g->w);
}

static void write_answers(struct writer *g, const struct route *r)
{
    unsigned flags = 0;
    for (size_t i = 0; i < ARRAY_LEN(successes); i++)
        flags |= r->flags & successes[i].flag;
    jsonw_key_obj(&g->w, "responses");
    for (size_t i = 0; i < ARRAY_LEN(successes); i++)
        if ((flags & successes[i].flag) != 0 || (flags == 0 && i == 0))
            write_success(g, r, successes[i].status, successes[i].has_body);
    for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
        if (!is_refusal_of(r, i))
            continue;
        jsonw_key_obj(&g->w, refusals[i].status);
        jsonw_key_str(&g->w, "$ref", S("#/components/responses/Refused"));
        jsonw_end(&g->w);
    }
    jsonw_end(&g->w);
}

static void write_security(struct writer *g, const struct route *r)
{
    jsonw_key_arr(&g->w, "security");
    static const char *const schemes[] = { "session", "token" };
    for (size_t i = 0; r->scope != SCOPE_PUBLIC && i < ARRAY_LEN(schemes); i++) {
        jsonw_obj(&g->w);
        jsonw_key_arr(&g->w, schemes[i]);
        jsonw_end(&g->w);
        jsonw_end(&g->w);
    }
    jsonw_end(&g->w);
}

/* Groups of the docs page: a segment of the path names its group, save these. */
static const struct {
    struct str segment;
    struct str group;
} groups[] = {
    { { "favorite", 8 }, { "favorites", 9 } },
    { { "openapi.json", 12 }, { "system", 6 } },
};

static struct str tag_of(const struct route *r)
{
    const struct str deep = S("projects/{project}/");
    struct str rest = str_from(str_c(r->path), API_PREFIX_BYTES + 1);
    if (str_starts(rest, deep))
        rest = str_from(rest, deep.len);
    struct str segment = str_to(rest, str_find_char(rest, '/'));
    for (size_t i = 0; i < ARRAY_LEN(groups); i++)
        if (str_eq(groups[i].segment, segment))
            return groups[i].group;
    return segment;
}

static void write_operation(struct writer *g, const struct route *r)
{
    jsonw_key(&g->w, str_lower(g->arena, str_c(http_method_name(r->method))));
    jsonw_obj(&g->w);
    jsonw_key_str(&g->w, "operationId", operation_id(g->arena, r));
    jsonw_key_str(&g->w, "summary", str_c(r->help));
    jsonw_key_arr(&g->w, "tags");
    jsonw_str(&g->w, tag_of(r));
    jsonw_end(&g->w);
    jsonw_key_str(&g->w, "x-scope", str_c(scope_name(r->scope)));
    write_parameters(g, r);
    write_body(g, r);
    write_answers(g, r);
    write_security(g, r);
    jsonw_end(&g->w);
}

static void write_paths(struct writer *g)
{
    jsonw_key_obj(&g->w, "paths");
    for (size_t i = 0; i < g->n_routes; i++) {
        const struct route *r = g->routes[i];
        bool is_first = i == 0 || strcmp(g->routes[i - 1]->path, r->path) != 0;
        bool is_last = i + 1 == g->n_routes || strcmp(g->routes[i + 1]->path, r->path) != 0;
        if (is_first) {
            jsonw_key(&g->w, str_from(str_c(r->path), API_PREFIX_BYTES));
            jsonw_obj(&g->w);
        }
        write_operation(g, r);
        if (is_last)
            jsonw_end(&g->w);
    }
    jsonw_end(&g->w);
}

static void write_components(struct writer *g)
{
    jsonw_key_obj(&g->w, "components");
    jsonw_key_obj(&g->w, "schemas");
    write_error_schema(g);
    for (size_t i = 0; i < g->n_schemas; i++)
        write_schema(g, &g->schemas[i]);
    jsonw_end(&g->w);
    write_refused(g);
    write_security_schemes(g);
    jsonw_end(&g->w);
}

/* --- the whole ------------------------------------------------------------- */

static int compare_routes(const void *a, const void *b)
{
    const struct route *const *left = a, *const *right = b;
    int order = strcmp((*left)->path, (*right)->path);
    return order != 0 ? order : (int)(*left)->method - (int)(*right)->method;
}

static void collect(struct writer *g)
{
    const struct route *r;
    for (size_t i = 0; (r = router_route(i)) != NULL; i++) {
        bool is_api = str_starts(str_c(r->path), S("/api/v1/"));
        if (is_api && (r->flags & ROUTE_HIDDEN) == 0)
            g->routes[g->n_routes++] = r;
    }
    qsort(g->routes, g->n_routes, sizeof(g->routes[0]), compare_routes);
    for (size_t i = 0; i < g->n_routes; i++) {
        struct buf name;
        buf_init(&name, g->arena, NAME_BYTES);
        add_camel(&name, operation_id(g->arena, g->routes[i]));
        struct str base = buf_str(&name);
        add_schema(g, g->routes[i]->in, true, str_printf(g->arena, "%.*sBody", FMT(base)));
        add_schema(g, g->routes[i]->out, false, base);
    }
}

/* Two blanks a level, so that the committed file reads and diffs well. */
static void indent(struct buf *out, struct str json)
{
    size_t depth = 0;
    bool is_string = false;
    for (size_t i = 0; i < json.len; i++) {
        char c = json.p[i];
        if (c == '"' && (i == 0 || json.p[i - 1] != '\\'))
            is_string = !is_string;
        bool is_close = !is_string && (c == '}' || c == ']');
        bool is_open = !is_string && (c == '{' || c == '[');
        bool is_empty =
            is_open && i + 1 < json.len && (json.p[i + 1] == '}' || json.p[i + 1] == ']');
        bool was_empty = is_close && (json.p[i - 1] == '{' || json.p[i - 1] == '[');
        if (is_close && !was_empty)
            buf_printf(out, "\n%*s", (int)(2 * --depth), "");
        buf_add_char(out, c);
        if (is_open && !is_empty)
            buf_printf(out, "\n%*s", (int)(2 * ++depth), "");
        else if (!is_string && c == ',')
            buf_printf(out, "\n%*s", (int)(2 * depth), "");
        else if (!is_string && c == ':')
            buf_add_char(out, ' ');
    }
    buf_add_char(out, '\n');
}

void openapi_write(struct arena *a, struct buf *b)
{
    struct writer *g = arena_new(a, struct writer);
    struct buf compact;
    buf_init(&compact, a, LIMIT_RESPONSE_BYTES);
    g->arena = a;
    jsonw_init(&g->w, &compact);
    collect(g);
    jsonw_obj(&g->w);
    jsonw_key_str(&g->w, "openapi", S("3.1.0"));
    jsonw_key_obj(&g->w, "info");
    jsonw_key_str(&g->w, "title", S("GoSnag"));
    jsonw_key_str(&g->w, "version", S("1"));
    jsonw_key_str(&g->w, "description",
                  S("Errors are {error, code?, field?, request_id}. Lists take limit and cursor."));
    jsonw_end(&g->w);
    jsonw_key_arr(&g->w, "servers");
    jsonw_obj(&g->w);
    jsonw_key_str(&g->w, "url", S("/api/v1"));
    jsonw_end(&g->w);
    jsonw_end(&g->w);
    write_paths(g);
    write_components(g);
    jsonw_end(&g->w);
    indent(b, buf_str(&compact));
}
