#include "feature/grouping/fingerprint_rule.c"

#include "feature/event/event_testing.h"

/* The rules of a section's text (apostrophes for quotes), and an event. */
struct ruled {
    struct fixture f;
    struct fingerprint_rules rules;
    struct grouping_settings settings;
    struct grouping g;
};

static void ruled_release(struct ruled *r)
{
    fixture_release(&r->f);
}

static void ruled_load(struct ruled *r, const char *rules, const char *event)
{
    fixture_event(&r->f, event);
    struct str text = quoted(&r->f.arena, rules);
    assert_int_equal(project_section_read(&r->f.cx, &fingerprint_rules_section, text, &r->rules),
                     OK);
    assert_int_equal(ready(&r->f.cx, &r->rules), OK);
    r->settings = (struct grouping_settings){ .rules = &r->rules };
    assert_int_equal(grouping_compute(&r->f.cx, &r->settings, &r->f.ev, &r->g, NULL), OK);
    grouping_describe(&r->f.cx, &r->settings, &r->f.ev, &r->g);
}

#define RULE(matchers, fingerprint)                                                                \
    "{'rules':[{'enabled':true,'matchers':[" matchers "],'fingerprint':[" fingerprint "]}]}"
#define M(key, pattern)  "{'key':'" key "','pattern':'" pattern "'}"
#define NO(key, pattern) "{'key':'" key "','pattern':'" pattern "','negate':true}"
#define EVENT                                                                                      \
    "{'platform':'python','level':'warning','logger':'shop.pay','release':'2.1','environment':"    \
    "'prod','tags':{'bank':'blue'},'exception':[{'type':'Cause','value':'low'},"                   \
    "{'type':'TimeoutError','value':'after 30 s','stacktrace':{'frames':["                         \
    "{'filename':'shop/pay.py','function':'charge','module':'shop.pay'},"                          \
    "{'filename':'lib/net.py','function':'send','module':'lib.net'}]}}]}"

static void assert_match(const char *matchers, bool want)
{
    struct ruled r SCOPED(ruled_release);
    struct fixture f SCOPED(fixture_release);
    fixture_init(&f);
    struct str rules = str_printf(
        &f.arena, "{'rules':[{'enabled':true,'matchers':[%s],'fingerprint':['x']}]}", matchers);
    ruled_load(&r, str_cz(&f.arena, rules), EVENT);
    if (str_eq(r.g.how, S("project_rule")) != want)
        fail_msg("%s: %s", matchers, want ? "should match" : "should not");
}

TEST(each_key_of_a_rule_is_looked_for_where_it_stands)
{
    assert_match(M("type", "Timeout*"), true);
    assert_match(M("type", "timeouterror"), true);
    assert_match(M("type", "Timeout"), false);
    assert_match(M("message", "after*"), true);
    assert_match(M("path", "*/net.py"), true);
    assert_match(M("function", "charge"), true);
    assert_match(M("module", "shop.*"), true);
    assert_match(M("level", "warning"), true);
    assert_match(M("logger", "shop.*"), true);
    assert_match(M("release", "2.*"), true);
    assert_match(M("environment", "prod"), true);
    assert_match(M("tags.bank", "blue"), true);
    assert_match(M("tags.bank", "red"), false);
    assert_match(M("tags.none", "*"), false);
}

TEST(all_matchers_hold_of_one_exception_and_of_one_frame)
{
    assert_match(M("type", "Timeout*") "," M("message", "after*"), true);
    assert_match(M("type", "Timeout*") "," M("message", "low"), false);
    assert_match(M("path", "shop/*") "," M("function", "charge"), true);
    assert_match(M("path", "shop/*") "," M("function", "send"), false);
    assert_match(M("type", "Cause") "," M("function", "send") "," M("level", "warning"), true);
    assert_match(M("type", "Cause") "," M("level", "error"), false);
}

TEST(a_negated_matcher_says_there_is_none_such)
{
    assert_match(NO("type", "Cause"), false);
    assert_match(NO("type", "Other*"), true);
    assert_match(NO("path", "lib/*"), false);
    assert_match(M("type", "Timeout*") "," NO("level", "error"), true);
    assert_match(NO("tags.none", "*"), true);
}

TEST(a_rule_makes_the_hash_of_its_parts_with_variables)
{
    struct ruled r SCOPED(ruled_release);
    struct ruled sent SCOPED(ruled_release);
    ruled_load(&r, RULE(M("type", "*Timeout*"), "'{{ type }}','bank {{ tags.bank }}'"), EVENT);
    ruled_load(&sent, "{}", "{'message':'other','fingerprint':['TimeoutError','bank blue']}");
    assert_memory_equal(r.g.hash, sent.g.hash, GROUPING_HASH_BYTES);
    assert_str_equal(r.g.how, S("project_rule"));
    assert_str_equal(r.g.title, S("TimeoutError: after 30 s"));
}

TEST(a_rule_beats_what_a_client_sends_and_default_is_what_it_was)
{
    struct ruled with SCOPED(ruled_release);
    struct ruled without SCOPED(ruled_release);
    ruled_load(&with, RULE(M("message", "m"), "'{{ default }}'"),
               "{'message':'m','fingerprint':['x']}");
    ruled_load(&without, "{}", "{'message':'m'}");
    assert_memory_equal(with.g.hash, without.g.hash, GROUPING_HASH_BYTES);
}

TEST(the_first_rule_that_is_on_decides)
{
    struct ruled r SCOPED(ruled_release);
    ruled_load(
        &r,
        "{'rules':[{'name':'off','enabled':false,'matchers':[" M(
            "type", "*") "],'fingerprint':['a']},{'name':'one','enabled':true,'matchers':"
                         "[" M("type", "*") "],'fingerprint':['b'],'title':'Bank {{ tags.bank }}'},"
                                            "{'name':'two','enabled':true,'matchers':[" M(
                                                "type", "*") "],'fingerprint':['c']}]}",
        EVENT);
    assert_str_equal(r.g.rule->name, S("one"));
    assert_str_equal(r.g.title, S("Bank blue"));
}

static void assert_invalid(const char *rule, const char *field, const char *words)
{
    struct fixture f SCOPED(fixture_release);
    struct json_doc *doc;
    struct fingerprint_rule r = { 0 };
    fixture_init(&f);
    assert_int_equal(json_parse(&f.cx, quoted(&f.arena, rule), &doc, NULL), OK);
    assert_int_equal(field_decode(&f.cx, fingerprint_rule_fields, json_root(doc), &r), OK);
    assert_int_equal(fingerprint_rule_settle(&f.cx, &r), E_INVALID);
    assert_string_equal(f.cx.err.field, field);
    assert_true(str_contains(str_c(f.cx.err.text), str_c(words)));
}

TEST(what_is_wrong_with_a_rule_is_named_with_its_place)
{
    assert_invalid("{'fingerprint':['x']}", "matchers", "at least one");
    assert_invalid("{'matchers':[" M("type", "a") "]}", "fingerprint", "one part");
    assert_invalid("{'matchers':[" M("type", "a") "," M("kind", "a") "],'fingerprint':['x']}",
                   "matchers[1].key", "one of");
    assert_invalid("{'matchers':[" M("tags.", "a") "],'fingerprint':['x']}", "matchers[0].key",
                   "tags.NAME");
    assert_invalid("{'matchers':[" M("type", " ") "],'fingerprint':['x']}", "matchers[0].pattern",
                   "empty");
    assert_invalid("{'matchers':[" M("type", "a") "],'fingerprint':['x','a {{ typ }}']}",
                   "fingerprint[1]", "at 2");
    assert_invalid("{'matchers':[" M("type", "a") "],'fingerprint':['a {{ default }}']}",
                   "fingerprint[0]", "at 2");
    assert_invalid("{'matchers':[" M("type", "a") "],'fingerprint':['x'],'title':'{{ default }}'}",
                   "title", "at 0");
}

/* Counted by callgrind: docs/performance.md says what came out. */
TEST(a_hundred_rules_over_a_long_stack_find_the_last)
{
    struct ruled r SCOPED(ruled_release);
    struct buf b;
    struct fixture f SCOPED(fixture_release);
    fixture_init(&f);
    buf_init(&b, &f.arena, 1 << 20);
    buf_add(&b, S("{'rules':["));
    for (int i = 0; i < FINGERPRINT_RULES_MAX; i++)
        buf_printf(&b,
                   "%s{'name':'%d','enabled':true,'matchers':[{'key':'type','pattern':'T*'},"
                   "{'key':'path','pattern':'*/dir%d/*'}],'fingerprint':['%d']}",
                   i > 0 ? "," : "", i, i, i);
    buf_add(&b, S("]}"));
    struct buf ev;
    buf_init(&ev, &f.arena, 1 << 20);
    buf_add(&ev, S("{'exception':[{'type':'T','stacktrace':{'frames':["));
    for (int i = 0; i < 50; i++)
        buf_printf(&ev, "%s{'filename':'/srv/shop/dir%d/file%d.py','function':'f%d'}",
                   i > 0 ? "," : "", i == 49 ? 99 : 1000 + i, i, i);
    buf_add(&ev, S("]}}]}"));
    ruled_load(&r, str_cz(&f.arena, buf_str(&b)), str_cz(&f.arena, buf_str(&ev)));
    assert_str_equal(r.g.rule->name, S("99"));
}
