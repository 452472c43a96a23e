/* request - what the engine reads of a stranger's request: path, query, cookie, origin,
 * addresses, cursor, and a body by a field table. Lines of the input, in this order. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "core/auth.h"
#include "core/client_address.h"
#include "core/feature.h"
#include "core/field.h"
#include "core/page.h"
#include "core/router_int.h"
#include "port/json.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FUZZ_ARENA_BYTES = 64 << 20 };

struct part {
    struct str text;
    struct opt_i64 number;
};
struct body {
    struct str name, id, raw, word;
    struct opt_str group;
    int64_t at_ms;
    double ratio;
    bool is_on;
    struct part one;
    struct field_list list;
    struct str_list words;
    struct i64_list figures;
};
static const char *const words[] = { "a", "b", NULL };
static const struct field part_fields[] = {
    FIELD_STR("text", struct part, text, FIELD_REQUIRED, 20),
    FIELD_OPT_I64("number", struct part, number, FIELD_OMIT),
    FIELD_END,
};
static const struct field body_fields[] = {
    FIELD_STR("name", struct body, name, FIELD_OPTIONAL, 20),
    FIELD_STR("id", struct body, id, FIELD_UUID, 0),
    FIELD_JSON("raw", struct body, raw, FIELD_OMIT, 1000),
    FIELD_WORD("word", struct body, word, FIELD_OPTIONAL, words),
    FIELD_OPT_STR("group", struct body, group, FIELD_OPTIONAL, 0),
    FIELD_TIME("at", struct body, at_ms, FIELD_OPTIONAL),
    FIELD_F64("ratio", struct body, ratio, FIELD_OPTIONAL),
    FIELD_BOOL("on", struct body, is_on, FIELD_OPTIONAL),
    FIELD_OBJECT("one", struct body, one, FIELD_OMIT, struct part, part_fields),
    FIELD_LIST("list", struct body, list, FIELD_OMIT, struct part, part_fields, 5),
    FIELD_STR_LIST("words", struct body, words, FIELD_OMIT, 5),
    FIELD_I64_LIST("figures", struct body, figures, FIELD_OMIT),
    FIELD_END,
};

/* Ends the run whatever NDEBUG says. */
static void must(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static struct arena arena;
    (void)argc;
    (void)argv;
    arena_init(&arena, "init", FUZZ_ARENA_BYTES);
    struct ctx cx = { .arena = &arena };
    log_set_level(LOG_ERROR);
    must(config_load(&cx, feature_table) == OK);
    must(client_address_init(&cx, S("10.0.0.0/8, ::1, fd00::/8")) == OK);
    router_init(feature_table);
    return 0;
}

static void check_path(struct ctx *cx, struct str path, struct str query)
{
    for (int m = HTTP_GET; m <= HTTP_OTHER; m++) {
        struct route_match match;
        struct request rq = { .path = path };
        router_match((enum http_method)m, path, &match);
        must(match.route == NULL || (match.allowed & 1u << match.route->method) != 0);
        if (match.route == NULL)
            continue;
        rq.route = match.route;
        if (router_params(cx, &match, query, &rq) != OK)
            continue;
        must(rq.n_params == match.n_values && rq.n_query <= LIMIT_QUERY_PARAMS);
        for (size_t i = 0; i < rq.n_params; i++)
            must(str_is_utf8(rq.param_values[i]));
        for (size_t i = 0; i < rq.n_query; i++)
            must(str_is_utf8(rq.query_values[i]));
    }
}

static void check_cursor(struct ctx *cx, struct str cursor)
{
    struct page_key key, again;
    if (page_parse(cx, 'n', cursor, &key) != OK)
        return;
    must(page_parse(cx, 'n', page_cursor(cx, 'n', key), &again) == OK);
    must(again.sort == key.sort && again.id == key.id);
}

static void check_body(struct ctx *cx, struct str text)
{
    struct json_doc *doc;
    struct body body = { 0 };
    if (json_parse(cx, text, &doc, NULL) != OK)
        return;
    if (field_decode(cx, body_fields, json_root(doc), &body) != OK)
        return;
    must(body.list.n <= 5 && body.words.n <= 5);
    must(body.name.len <= 20);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct str rest = str_make((const char *)data, size), line[5] = { 0 };
    for (size_t i = 0; i < ARRAY_LEN(line) && !str_is_null(rest); i++)
        (void)str_split(&rest, '\n', &line[i]);
    arena_init(&arena, "fuzz", FUZZ_ARENA_BYTES);
    struct ctx cx = { .arena = &arena };
    check_path(&cx, router_path(&arena, line[0]), line[1]);
    must(auth_cookie_value(line[2]).len <= line[2].len);
    (void)origin_of_url(line[2]);
    (void)request_is_https(line[2]);
    must(client_address(&arena, S("10.0.0.1"), line[3]).len > 0);
    check_cursor(&cx, line[4]);
    check_body(&cx, rest);
    arena_release(&arena);
    return 0;
}
