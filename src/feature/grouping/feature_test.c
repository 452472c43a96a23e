/* The whole way of an event, normalise to stored text: against what SDKs get wrong and
 * attackers get right, and as golden files. */
#include "feature/grouping/feature.c"

#include <dirent.h>
#include <stdlib.h>

#include "feature/event/event_testing.h"
#include "port/json.h"

/* Every member SDKs send, once. */
static const char full_event[] =
    "{'event_id':'fc6d8c0c43fc4630ad850ee518f1b9d0','timestamp':1763980000.5,"
    "'platform':'python','level':'error','logger':'app','transaction':'/cart',"
    "'server_name':'web','release':'r@1','dist':'1','environment':'prod','type':'error',"
    "'culprit':'c','site':'s','checksum':'abc','time_spent':3,'start_timestamp':1763980000,"
    "'received':1,'project':'2','version':'7',"
    "'message':'m','logentry':{'message':'a %s','formatted':'a b','params':['b']},"
    "'exception':{'values':[{'type':'E','value':'v','module':'m','thread_id':1,"
    "'mechanism':{'type':'t','description':'d','help_link':'h','handled':false,"
    "'synthetic':false,'source':'s','exception_id':1,'parent_id':0,'is_exception_group':false,"
    "'data':{'a':1},'meta':{'errno':{'number':1},'ns_error':{'domain':'d','code':1}}},"
    "'raw_stacktrace':{'frames':[{'filename':'x'}]},"
    "'stacktrace':{'registers':{'r':'0x1'},'lang':'py','frames_omitted':[1,2],'frames':["
    "{'filename':'f.py','abs_path':'/a/f.py','function':'g','raw_function':'g','module':'m',"
    "'package':'p','lineno':1,'colno':2,'pre_context':['a'],'context_line':'b',"
    "'post_context':['c'],'vars':{'x':{'y':[1]}},'in_app':true,'platform':'python',"
    "'instruction_addr':'0x1','symbol_addr':1,'image_addr':'2','symbol':'s',"
    "'data':{'sourcemap':'s'},'lock':{'type':1},'stack_start':true,'trust':'t'}]}}]},"
    "'threads':{'values':[{'id':1,'name':'main','crashed':true,'current':true,'main':true,"
    "'state':'s','held_locks':{'a':{}},'stacktrace':{'frames':[{'function':'f'}]}}]},"
    "'breadcrumbs':{'values':[{'timestamp':1763980000,'type':'t','category':'c','level':'info',"
    "'message':'m','data':{'a':'b'},'event_id':'x','origin':'o'}]},"
    "'request':{'url':'http://h/p?q=1#f','method':'GET','query_string':'a=b','fragment':'f',"
    "'data':{'a':'b'},'cookies':{'a':'b'},'headers':[['A','b'],['User-Agent','Firefox/1']],"
    "'env':{'REMOTE_ADDR':'1.2.3.4'},'inferred_content_type':'t','body_size':1,'protocol':'p'},"
    "'user':{'id':'1','email':'e','username':'u','name':'n','ip_address':'1.2.3.4',"
    "'geo':{'city':'c'},'segment':'s','data':{'a':1},'more':1},"
    "'contexts':{'os':{'name':'n','version':'v'},'runtime':{'name':'n','version':'v'},"
    "'browser':{'name':'n','version':'v'},'device':{'family':'f','model':'m'},"
    "'trace':{'trace_id':'a','span_id':'b'},'flags':{'values':[{'flag':'f','result':true}]},"
    "'own':{'type':'os','a':1}},"
    "'tags':{'a':'b','n':1},'extra':{'a':{'b':[1,2]},'password':'p'},'modules':{'a':'1'},"
    "'sdk':{'name':'n','version':'v','integrations':['a'],'packages':[{'name':'n'}],"
    "'settings':{'infer_ip':'never'},'client_ip':'1.2.3.4'},"
    "'fingerprint':['a','{{ default }}'],'debug_meta':{'images':[{'type':'elf'}]},"
    "'errors':[{'type':'t','name':'n','value':1}],'stacktrace':{'frames':[{'function':'q'}]},"
    "'template':{'filename':'t'},'spans':[{'op':'o'}],'measurements':{'a':{'value':1}},"
    "'csp':{'blocked_uri':'u','effective_directive':'d'},"
    "'_meta':{'extra':{'':{'err':['x'],'rem':[['a','x',0,1]],'len':3,'val':'v'}}}}";

/* The steps of the digest; the stored text must be JSON again. */
static struct str run(struct fixture *f, struct str text)
{
    static const struct scrub_rules rules = { .is_enabled = true, .is_ip_scrubbed = true };
    struct grouping g = { 0 };
    struct str document;
    assert_int_equal(fixture_load(f, text), OK);
    assert_int_equal(grouping_compute(&f->cx, &(struct grouping_settings){ 0 }, &f->ev, &g, NULL),
                     OK);
    event_scrub(&f->cx, &rules, &f->ev);
    grouping_describe(&f->cx, &(struct grouping_settings){ 0 }, &f->ev, &g);
    assert_int_equal(event_write(&f->cx, &f->ev, &document), OK);
    assert_true(g.title.len > 0 && g.title.len <= LIMIT_TITLE);
    assert_true(str_is_utf8(g.title) && str_is_utf8(g.culprit));
    assert_true(document.len <= (size_t)LIMIT_EVENT_BYTES * 2);
    struct json_doc *doc;
    assert_int_equal(json_parse(&f->cx, document, &doc, NULL), OK);
    return document;
}

/* --- every member of every wrong type --- */

static const char *const wrong[] = {
    "null",
    "true",
    "-7",
    "1e400",
    "'text'",
    "''",
    "[]",
    "[[1,2],[null]]",
    "{}",
    "{'values':{'a':1},'frames':7}",
    "['a',{'b':null},[]]",
};

/* The n-th member or element, counted over the whole tree; NULL behind the last. */
static bool replace_nth(struct json *container, size_t *n, struct json *with)
{
    struct json_iter it = json_iter(container);
    while (json_next(&it)) {
        if ((*n)-- == 0) {
            json_iter_replace(&it, with);
            return true;
        }
        if (replace_nth(it.value, n, with))
            return true;
    }
    return false;
}

static struct str replaced(struct fixture *f, size_t n, const char *with)
{
    struct json_doc *doc;
    struct json_doc *other;
    assert_int_equal(json_parse(&f->cx, quoted(&f->arena, full_event), &doc, NULL), OK);
    assert_int_equal(json_parse(&f->cx, quoted(&f->arena, with), &other, NULL), OK);
    struct json *v = json_root(other);
    json_set_root(other, NULL);
    if (!replace_nth(json_root(doc), &n, v))
        return (struct str){ NULL, 0 };
    return json_dump(&f->arena, json_root(doc));
}

TEST(no_wrong_type_in_any_place_loses_an_event)
{
    size_t n = 0;
    size_t n_runs = 0;
    for (bool is_more = true; is_more; n++) {
        for (size_t k = 0; k < ARRAY_LEN(wrong); k++) {
            struct fixture f SCOPED(fixture_release);
            fixture_init(&f);
            struct str text = replaced(&f, n, wrong[k]);
            is_more = !str_is_null(text);
            if (!is_more)
                break;
            (void)run(&f, text);
            n_runs++;
        }
    }
    assert_true(n_runs > 200 * ARRAY_LEN(wrong));
}

TEST(what_was_stored_is_stored_the_same_again)
{
    struct fixture f SCOPED(fixture_release);
    fixture_init(&f);
    struct str once = run(&f, quoted(&f.arena, full_event));
    struct str twice = run(&f, once); /* the server's tags go to the end */
    struct str thrice = run(&f, twice);
    assert_str_equal(twice, thrice);
}

/* --- too much of everything --- */

/* unit n times, '#' being the number, with commas between. */
static struct str repeated(struct arena *a, const char *head, const char *unit, size_t n)
{
    struct buf b;
    buf_init(&b, a, TEST_TEXT_BYTES);
    buf_add(&b, quoted(a, head));
    struct str text = quoted(a, unit);
    size_t mark = str_find_char(text, '#');
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_add_char(&b, ',');
        buf_add(&b, str_to(text, mark));
        buf_add_u64(&b, i);
        buf_add(&b, str_from(text, mark + 1));
    }
    return buf_str(&b);
}

static void load_many(struct fixture *f, const char *head, const char *unit, size_t n,
                      const char *tail)
{
    fixture_init(f);
    struct str body = repeated(&f->arena, head, unit, n);
    struct str end = quoted(&f->arena, tail);
    (void)run(f, str_printf(&f->arena, "%.*s%.*s", FMT(body), FMT(end)));
}

TEST(of_a_hundred_thousand_tags_two_hundred_stay)
{
    struct fixture f SCOPED(fixture_release);
    load_many(&f, "{'tags':{", "'k#':'v'", 100000, "}}");
    assert_int_equal(json_length(json_get(f.ev.root, S("tags"))), LIMIT_TAGS + 1);
    assert_json(&f, "_meta.tags..len", "100000");
    fixture_release(&f);
    load_many(&f, "{'tags':[", "['k#','v']", 60000, "]}");
    assert_int_equal(f.ev.n_tags, LIMIT_TAGS + 1);
}

TEST(of_ten_thousand_frames_the_ends_stay)
{
    struct fixture f SCOPED(fixture_release);
    load_many(&f, "{'exception':[{'type':'E','stacktrace':{'frames':[",
              "{'function':'f#','lineno':1,'vars':{'a':1}}", 10000, "]}}]}");
    struct json *frames = event_main_frames(&f.ev);
    assert_int_equal(json_length(frames), LIMIT_STACK_FRAMES);
    assert_json(&f, "exception.values.0.stacktrace.frames.24.function", "'f24'");
    assert_json(&f, "exception.values.0.stacktrace.frames.25.function", "'f9775'");
    assert_json(&f, "exception.values.0.stacktrace.frames.249.function", "'f9999'");
    assert_json(&f, "_meta.exception.values.0.stacktrace.frames..len", "10000");
    assert_true(json_walk(f.ev.root, "exception.values.0.stacktrace.frames.100.vars") == NULL);
    assert_true(json_walk(f.ev.root, "exception.values.0.stacktrace.frames.249.vars") != NULL);
}

TEST(exceptions_crumbs_and_headers_are_bounded)
{
    struct fixture f SCOPED(fixture_release);
    load_many(&f, "{'exception':[", "{'type':'E#'}", 5000, "]}");
    assert_int_equal(json_length(event_exceptions(&f.ev)), LIMIT_EXCEPTIONS);
    assert_json(&f, "exception.values.49.type", "'E4999'");
    assert_json(&f, "exception.values.0.type", "'E0'");
    fixture_release(&f);
    load_many(&f, "{'breadcrumbs':[", "{'message':'m#'}", 30000, "]}");
    assert_int_equal(json_length(json_walk(f.ev.root, "breadcrumbs.values")), LIMIT_BREADCRUMBS);
    assert_json(&f, "breadcrumbs.values.499.message", "'m29999'");
    fixture_release(&f);
    load_many(&f, "{'request':{'headers':{", "'h#':'v'", 50000, "}}}");
    assert_true(json_length(json_walk(f.ev.root, "request.headers")) <= 200);
}

TEST(many_keys_anywhere_take_linear_time)
{
    static const char *const heads[][2] = {
        { "{", "}" },
        { "{'extra':{", "}}" },
        { "{'contexts':{", "}}" },
        { "{'contexts':{'a':{", "}}}" },
        { "{'modules':{", "}}" },
        { "{'user':{", "}}" },
        { "{'exception':{", "}}" },
        { "{'exception':[{'type':'E','stacktrace':{'frames':[{'vars':{", "}}]}}]}" },
        { "{'_meta':{", "}}" },
        { "{'request':{'data':{", "}}}" },
        { "{'logentry':{'message':'%(k1)s','params':{", "}}}" },
    };
    for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
        struct fixture f SCOPED(fixture_release);
        load_many(&f, heads[i][0], "'k#':{'a':1}", 60000, heads[i][1]);
    }
}

TEST(many_invalid_members_leave_few_remarks)
{
    struct fixture f SCOPED(fixture_release);
    load_many(&f, "{'contexts':{", "'k#':1", 60000, "}}");
    assert_true(json_length(json_walk(f.ev.root, "_meta.contexts")) <= 501);
}

TEST(a_megabyte_of_text_is_cut_in_every_place)
{
    enum { TEXT_BYTES = 1 << 20 };
    static const char *const places[][2] = {
        { "{'message':'", "'}" },
        { "{'exception':[{'type':'E','value':'", "'}]}" },
        { "{'exception':[{'type':'", "'}]}" },
        { "{'extra':{'a':'", "'}}" },
        { "{'tags':{'a':'", "'}}" },
        { "{'tags':{'", "':'v'}}" },
        { "{'request':{'url':'http://h/", "'}}" },
        { "{'request':{'query_string':'", "'}}" },
        { "{'request':{'cookies':'", "'}}" },
        { "{'request':{'data':'", "'}}" },
        { "{'fingerprint':['", "']}" },
        { "{'fingerprint':['{{ ", " }}']}" },
        { "{'transaction':'", "'}" },
        { "{'unknown':'", "'}" },
        { "{'", "':'unknown'}" },
        { "{'breadcrumbs':[{'message':'", "'}]}" },
        { "{'request':{'headers':{'User-Agent':'", "'}}}" },
        { "{'logentry':{'message':'", "%s','params':['a']}}" },
        { "{'exception':[{'stacktrace':{'frames':[{'function':'", "'}]}}]}" },
        { "{'exception':[{'stacktrace':{'frames':[{'vars':{'a':'", "'}}]}}]}" },
        { "{'platform':'", "'}" },
        { "{'timestamp':'", "'}" },
    };
    static const char *const units[] = { "x", "a.", "token=", "%s", "{", "=&", "\\\\u0001", "/" };
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        for (size_t k = 0; k < ARRAY_LEN(units); k++) {
            struct fixture f SCOPED(fixture_release);
            fixture_init(&f);
            struct str unit = str_c(units[k]);
            struct buf b;
            buf_init(&b, &f.arena, TEST_TEXT_BYTES);
            buf_add(&b, quoted(&f.arena, places[i][0]));
            for (size_t n = 0; n + unit.len <= TEXT_BYTES; n += unit.len)
                buf_add(&b, unit);
            buf_add(&b, quoted(&f.arena, places[i][1]));
            assert_true(run(&f, buf_str(&b)).len < TEXT_BYTES / 4);
        }
    }
}

TEST(numbers_of_a_megabyte_are_cut)
{
    struct fixture f SCOPED(fixture_release);
    fixture_init(&f);
    struct buf b;
    buf_init(&b, &f.arena, TEST_TEXT_BYTES);
    buf_add(&b, quoted(&f.arena, "{'extra':{'a':1"));
    for (size_t i = 0; i < 1000000; i++)
        buf_add_char(&b, '0');
    struct str digits = str_from(buf_str(&b), S("{\"extra\":{\"a\":").len);
    digits = str_dup(&f.arena, digits);
    buf_add(&b, quoted(&f.arena, "},'timestamp':"));
    buf_add(&b, digits);
    buf_add(&b, S("}"));
    struct str document = run(&f, buf_str(&b));
    assert_true(document.len < 10000);
}

TEST(a_hundred_thousand_levels_are_cut)
{
    enum { LEVELS = 100000 };
    static const char *const places[] = { "{'extra':{'a':", "{'a':", "{'exception':", "{'user':" };
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        struct fixture f SCOPED(fixture_release);
        fixture_init(&f);
        struct buf b;
        buf_init(&b, &f.arena, TEST_TEXT_BYTES);
        buf_add(&b, quoted(&f.arena, places[i]));
        for (size_t n = 0; n < LEVELS; n++)
            buf_add_char(&b, '[');
        for (size_t n = 0; n < LEVELS; n++)
            buf_add_char(&b, ']');
        buf_add(&b, i == 0 ? S("}}") : S("}"));
        (void)run(&f, buf_str(&b));
        assert_true(json_walk(f.ev.root, "_meta..err") != NULL);
    }
}

TEST(bytes_that_are_no_utf8_do_not_lose_the_event)
{
    struct fixture f SCOPED(fixture_release);
    fixture_init(&f);
    enum { BAD_BYTES = 1000000 };
    char *p = arena_alloc(&f.arena, BAD_BYTES);
    memset(p, 0xFF, BAD_BYTES);
    memcpy(p, "{\"extra\":{\"a\":\"", 15);
    memcpy(p + BAD_BYTES - 3, "\"}}", 3);
    (void)run(&f, str_make(p, BAD_BYTES));
}

/* An arena at its ceiling ends the process: no event may come near it. */
TEST(no_event_needs_more_than_half_the_scratch)
{
    static const char *const shapes[][3] = {
        { "{'extra':{'a':[0", ",0", "]}}" },
        { "{'a':[0", ",[]", "]}" },
        { "{'a':{'b':0", ",'':0", "}}" },
        { "{'b':0", ",'':0", "}" },
        { "{'request':{'query_string':'", "&", "'}}" },
        { "{'request':{'query_string':'", "&a=%20", "'}}" },
        { "{'request':{'cookies':'", ";", "'}}" },
        { "{'request':{'headers':[[]", ",['a',[1]]", "]}}" },
        { "{'request':{'data':'[0", ",0", "]'}}" },
        { "{'tags':[[]", ",['a b',1]", "]}" },
        { "{'exception':[{'type':'E','stacktrace':{'frames':[{}", ",{}", "]}}]}" },
        { "{'exception':[{}", ",{'type':'E','stacktrace':{'frames':[{}]}}", "]}" },
        { "{'exception':[{}", ",[]", "]}" },
        { "{'breadcrumbs':[{}", ",{}", "]}" },
        { "{'threads':[{}", ",{'stacktrace':{'frames':[{}]}}", "]}" },
        { "{'contexts':{'a':1", ",'a':1", "}}" },
        { "{'fingerprint':['x'", ",'{{ default }}'", "],'message':'1'}" },
        { "{'logentry':{'message':'", "%s", "','params':[1]}}" },
        { "{'modules':[[]", ",['a',1]", "]}" },
        { "{'_meta':{'a':0", ",'':{}", "}}" },
        { "{'message':'", "token=a ", "'}" },
        { "{'spans':[0", ",0", "]}" },
        { "{'debug_meta':{'images':[0", ",{}", "]}}" },
        { "{'user':{'a':0", ",'a':0", "}}" },
    };
    for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
        struct arena texts;
        arena_init(&texts, "texts", LIMIT_EVENT_SCRATCH);
        struct str unit = quoted(&texts, shapes[i][1]);
        struct str tail = quoted(&texts, shapes[i][2]);
        struct buf b;
        buf_init(&b, &texts, TEST_TEXT_BYTES);
        buf_add(&b, quoted(&texts, shapes[i][0]));
        while (b.len + unit.len + tail.len <= LIMIT_EVENT_BYTES)
            buf_add(&b, unit);
        buf_add(&b, tail);
        struct fixture f SCOPED(fixture_release);
        fixture_init(&f);
        (void)run(&f, buf_str(&b));
        if (f.arena.used > LIMIT_EVENT_SCRATCH / 2)
            fail_msg("%s: %zu bytes", shapes[i][1], f.arena.used);
        arena_release(&texts);
    }
}

/* --- golden files: tests/golden/ingest, NAME.json → NAME.want; `make golden` writes the
 * second anew, its diff is for people --- */

enum { FILES_MAX = 500, WANT_BYTES = 4 << 20 };

static const char golden_folder[] = "tests/golden/ingest";

static int by_name(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static size_t list_json(struct arena *a, const char *folder, struct str *out)
{
    size_t n = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *e = readdir(dir); e != NULL && n < FILES_MAX; e = readdir(dir)) {
        if (str_ends(str_c(e->d_name), S(".json")))
            out[n++] = str_printf(a, "%s/%s", folder, e->d_name);
    }
    (void)closedir(dir);
    qsort(out, n, sizeof(*out), by_name);
    return n;
}

/* Everything that is derived, one a line, then the document, one member a line. */
static struct str describe(struct fixture *f, struct str path)
{
    struct grouping g;
    struct buf parts;
    struct buf b;
    struct arena *a = &f->arena;
    buf_init(&parts, a, WANT_BYTES);
    assert_int_equal(event_file_normalize(&f->cx, path, &f->ev), OK);
    struct grouping_explained *explained = arena_new(a, struct grouping_explained);
    assert_int_equal(
        grouping_compute(&f->cx, &(struct grouping_settings){ 0 }, &f->ev, &g, explained), OK);
    grouping_print(&parts, explained);
    event_scrub(&f->cx, &default_rules, &f->ev);
    grouping_describe(&f->cx, &(struct grouping_settings){ 0 }, &f->ev, &g);
    buf_init(&b, a, WANT_BYTES);
    buf_printf(&b, "title: %.*s\ntype: %.*s\nculprit: %.*s\nlocation: %.*s\n", FMT(g.title),
               FMT(g.type), FMT(g.culprit), FMT(g.location));
    buf_printf(&b,
               "level: %s\nunhandled: %s\nuser: %.*s\nfingerprint: ", event_level_name(f->ev.level),
               f->ev.is_unhandled ? "yes" : "no", FMT(f->ev.user_identity));
    buf_add_hex(&b, g.hash, sizeof(g.hash));
    buf_printf(&b, " by %.*s\n", FMT(g.how));
    struct str rest = str_trim(buf_str(&parts));
    struct str line;
    while (rest.len > 0 && str_split(&rest, '\n', &line))
        buf_printf(&b, "  %.*s\n", FMT(line));
    struct json_iter it = json_iter(f->ev.root);
    while (json_next(&it)) {
        buf_add_json_str(&b, it.key);
        buf_add(&b, S(": "));
        json_write(it.value, &b);
        buf_add_char(&b, '\n');
    }
    assert_false(buf_is_full(&b));
    return buf_str(&b);
}

static void write_file(struct fixture *f, struct str path, struct str text)
{
    FILE *file = fopen(str_cz(&f->arena, path), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.p, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

TEST(golden_payloads_become_what_is_wanted)
{
    struct arena names;
    struct str paths[FILES_MAX];
    arena_init(&names, "names", LIMIT_EVENT_SCRATCH);
    size_t n = list_json(&names, golden_folder, paths);
    assert_true(n > 0);
    bool is_rewrite = getenv("GOSNAG_GOLDEN") != NULL;
    for (size_t i = 0; i < n; i++) {
        struct fixture f SCOPED(fixture_release);
        fixture_init(&f);
        struct str got = describe(&f, paths[i]);
        struct str want_path =
            str_printf(&f.arena, "%.*s.want", FMT(str_to(paths[i], paths[i].len - S(".json").len)));
        struct str want = S("");
        if (is_rewrite)
            write_file(&f, want_path, got);
        else if (event_file_read(&f.cx, want_path, &want) != OK || !str_eq(got, want))
            fail_msg("%.*s has changed: `make golden`, then read the diff\n%.*s", FMT(paths[i]),
                     FMT(got));
    }
    arena_release(&names);
}

/* Payloads of other people, where a folder of them is at hand. */
TEST(foreign_events_are_kept_titled_and_stable)
{
    const char *folder = getenv("GOSNAG_CORPORA");
    if (folder == NULL)
        skip();
    struct arena names;
    struct str paths[FILES_MAX];
    arena_init(&names, "names", LIMIT_EVENT_SCRATCH);
    size_t n = list_json(&names, folder, paths);
    assert_true(n > 0);
    for (size_t i = 0; i < n; i++) {
        struct fixture f SCOPED(fixture_release);
        fixture_init(&f);
        struct str first = describe(&f, paths[i]);
        struct str once = S("");
        struct str twice = S("");
        assert_true(str_starts(first, S("title: ")) && first.p[S("title: ").len] != '\n');
        for (int k = 0; k < 3; k++) { /* names filled from others are filled once */
            once = twice;
            assert_int_equal(event_write(&f.cx, &f.ev, &twice), OK);
            assert_int_equal(fixture_load(&f, twice), OK);
        }
        if (!str_eq(once, twice))
            fail_msg("%.*s changes when it is normalised again", FMT(paths[i]));
    }
    arena_release(&names);
}
