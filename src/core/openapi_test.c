#include "core/openapi.c"

#include "base/ctx.h"
#include "base/test.h"
#include "core/feature.h"
#include "port/crypto.h"
#include "port/json.h"

struct thing {
    struct str id, kind, note;
    struct field_list parts;
};
struct part {
    int64_t n;
};
static const char *const kinds[] = { "a", "b", NULL };
static const struct field part_fields[] = { FIELD_I64("n", struct part, n, 0), FIELD_END };
static const struct field thing_fields[] = {
    FIELD_STR("id", struct thing, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_WORD("kind", struct thing, kind, FIELD_OPTIONAL, kinds),
    FIELD_STR("note", struct thing, note, FIELD_OMIT, 9),
    FIELD_LIST("parts", struct thing, parts, FIELD_OMIT, struct part, part_fields, 4),
    FIELD_END,
};

static enum status nothing(struct ctx *cx, const struct request *rq, struct response *rs)
{
    (void)cx;
    (void)rq;
    (void)rs;
    return OK;
}

static const struct route_query page_query[] = { { "limit", "integer", "Rows." }, { 0 } };
static const struct route rows[] = {
    { POST, "/api/v1/things", SCOPE_ADMIN, thing_fields, thing_fields, nothing, NULL, "Makes one.",
      0, 0, NULL },
    { GET, "/api/v1/things", SCOPE_READ, NULL, thing_fields, nothing, NULL, "Lists them.",
      ROUTE_LIST, 0, page_query },
    { GET, "/api/v1/a/{project}", SCOPE_PUBLIC, NULL, NULL, nothing, NULL, "Open.", 0, 0, NULL },
    { PUT, "/api/v1/projects/{project}/favorite", SCOPE_OWN, NULL, NULL, nothing, NULL, "Stars.",
      ROUTE_OK | ROUTE_NO_CONTENT, 0, NULL },
    { PUT, "/api/v1/things", SCOPE_ADMIN, thing_fields, NULL, nothing, NULL, "Orders them.",
      ROUTE_BODY_RAW | ROUTE_BODY_LIST | ROUTE_NO_CONTENT, 0, NULL },
    { GET, "/api/v1/hidden", SCOPE_READ, NULL, NULL, nothing, NULL, "Hidden.", ROUTE_HIDDEN, 0,
      NULL },
    { GET, "/page", SCOPE_PUBLIC, NULL, NULL, nothing, NULL, "No API.", 0, 0, NULL },
    { 0 },
};
static const struct route_param params[] = { { "project", NULL }, { 0 } };
static const struct feature feature = { .name = "test", .routes = rows, .params = params };
static const struct feature *const features[] = { &feature, NULL };

static struct arena arena;
static struct str text;

static struct json *document(void)
{
    struct buf b;
    struct json_doc *doc;
    struct ctx cx = { .arena = &arena };
    arena_release(&arena);
    arena_init(&arena, "test", 16 << 20);
    router_init(features);
    buf_init(&b, &arena, 1 << 20);
    openapi_write(&arena, &b);
    text = buf_str(&b);
    assert_int_equal(json_parse(&cx, text, &doc, NULL), OK);
    return json_root(doc);
}

static struct str at(struct json *v, const char *dotted)
{
    return json_str(json_get_path(v, dotted));
}

TEST(openapi_is_one_json_document_and_always_the_same)
{
    struct json *root = document();
    assert_str_equal(at(root, "openapi"), S("3.1.0"));
    uint64_t before = hash64(text);
    (void)document();
    assert_true(before == hash64(text));
}

TEST(openapi_leaves_out_what_is_hidden_or_no_api)
{
    struct json *paths = json_get(document(), S("paths"));
    assert_int_equal(json_length(paths), 3);
    assert_null(json_get(paths, S("/hidden")));
    assert_null(json_get(paths, S("/page")));
}

TEST(openapi_sorts_paths_and_gathers_their_methods)
{
    struct json *paths = json_get(document(), S("paths"));
    struct json_iter it = json_iter(paths);
    assert_true(json_next(&it));
    assert_str_equal(it.key, S("/a/{project}"));
    assert_int_equal(json_length(json_get(paths, S("/things"))), 3);
}

TEST(openapi_names_operations_by_method_and_path)
{
    struct json *root = document();
    struct json *paths = json_get(root, S("paths"));
    assert_str_equal(at(json_get(paths, S("/a/{project}")), "get.operationId"), S("getAByProject"));
    assert_str_equal(at(json_get(paths, S("/things")), "post.operationId"), S("postThings"));
}

TEST(openapi_names_the_statuses_of_each_operation)
{
    struct json *paths = json_get(document(), S("paths"));
    struct json *put =
        json_get_path(json_get(paths, S("/projects/{project}/favorite")), "put.responses");
    struct json *get = json_get_path(json_get(paths, S("/things")), "get.responses");
    assert_non_null(json_get_path(put, "200.content"));
    assert_non_null(json_get(put, S("204")));
    assert_null(json_get_path(put, "204.content"));
    assert_non_null(json_get(put, S("409")));
    assert_null(json_get(get, S("409")));
    assert_null(json_get(get, S("204")));
    assert_str_equal(at(get, "404.$ref"), S("#/components/responses/Refused"));
}

TEST(openapi_groups_operations_by_one_table)
{
    struct json *paths = json_get(document(), S("paths"));
    struct json *put =
        json_get_path(json_get(paths, S("/projects/{project}/favorite")), "put.tags");
    struct json *get = json_get_path(json_get(paths, S("/things")), "get.tags");
    assert_str_equal(json_str(json_at(put, 0)), S("favorites"));
    assert_str_equal(json_str(json_at(get, 0)), S("things"));
}

TEST(openapi_describes_a_body_that_is_a_list_by_its_elements)
{
    struct json *paths = json_get_path(document(), "paths");
    struct json *body = json_get_path(json_get(paths, S("/things")), "put.requestBody.content");
    struct json *schema = json_get(json_get(body, S("application/json")), S("schema"));
    assert_str_equal(at(schema, "type"), S("array"));
    assert_false(str_is_null(at(schema, "items.$ref")));
}

TEST(openapi_describes_bodies_and_answers_apart)
{
    struct json *schemas = json_get_path(document(), "components.schemas");
    struct json *in = json_get(schemas, S("PostThingsBody"));
    struct json *out = json_get(schemas, S("GetThings"));
    assert_int_equal(json_length(json_get(in, S("required"))), 1);
    assert_int_equal(json_length(json_get(out, S("required"))), 2);
    assert_str_equal(at(in, "properties.id.format"), S("uuid"));
    assert_int_equal(json_length(json_get_path(in, "properties.kind.enum")), 2);
    assert_str_equal(at(in, "properties.parts.items.$ref"),
                     S("#/components/schemas/PostThingsBodyParts"));
    assert_non_null(json_get(schemas, S("PostThingsBodyParts")));
}

TEST(openapi_lists_are_arrays_and_queries_are_parameters)
{
    struct json *get =
        json_get_path(json_get(json_get(document(), S("paths")), S("/things")), "get");
    struct json *content =
        json_get(json_get_path(get, "responses.200.content"), S("application/json"));
    assert_str_equal(at(content, "schema.type"), S("array"));
    assert_str_equal(at(json_at(json_get(get, S("parameters")), 0), "in"), S("query"));
}

TEST(openapi_says_who_may)
{
    struct json *paths = json_get(document(), S("paths"));
    struct json *open = json_get_path(json_get(paths, S("/a/{project}")), "get");
    struct json *post = json_get_path(json_get(paths, S("/things")), "post");
    assert_int_equal(json_length(json_get(open, S("security"))), 0);
    assert_int_equal(json_length(json_get(post, S("security"))), 2);
    assert_str_equal(at(post, "x-scope"), S("ADMIN"));
}
