#include "feature/grouping/frame_rules.c"

#include "feature/event/event_testing.h"

struct ruled {
    struct fixture f;
    struct grouping_choices choices;
    struct grouping_settings settings;
    struct str patterns[FRAME_CLASSES][2];
};

static void ruled_release(struct ruled *r)
{
    fixture_release(&r->f);
}

/* One pattern a class; "" = none. */
static void ruled_init(struct ruled *r, const char *text, const char *const patterns[FRAME_CLASSES])
{
    fixture_event(&r->f, text);
    r->choices = (struct grouping_choices){ .error = S("normal"),
                                            .warning = S("normal"),
                                            .info = S("normal") };
    for (size_t c = 0; c < FRAME_CLASSES; c++) {
        r->patterns[c][0] = str_c(patterns[c]);
        r->choices.frames.patterns[c] =
            (struct str_list){ r->patterns[c], r->patterns[c][0].len > 0 ? 1 : 0 };
    }
    frame_rules_ready(&r->f.cx, &r->choices.frames);
    r->settings = (struct grouping_settings){ .choices = &r->choices };
}

#define EVENT                                                                                      \
    "{'platform':'python','exception':[{'type':'E','value':'v','stacktrace':{'frames':["           \
    "{'filename':'shop/cart.py','function':'own','in_app':false},"                                 \
    "{'filename':'C:\\\\\\\\kit\\\\\\\\base.py','function':'kit','in_app':true}]}}]}"
#define FRAMES "exception.values.0.stacktrace.frames."

TEST(patterns_of_a_project_say_what_is_its_own_code)
{
    struct ruled r SCOPED(ruled_release);
    ruled_init(&r, EVENT, (const char *const[]){ "^SHOP/", "", "kit/" });
    grouping_frames(&r.settings, &r.f.ev);
    assert_json(&r.f, FRAMES "0.in_app", "true");
    assert_json(&r.f, FRAMES "0.data", "{'orig_in_app':0}");
    assert_json(&r.f, FRAMES "1.in_app", "false");
    assert_json(&r.f, FRAMES "1.data", "{'orig_in_app':1}");
    struct grouping g = { 0 };
    grouping_describe(&r.f.cx, &r.settings, &r.f.ev, &g);
    assert_str_equal(g.culprit, S("shop/cart.py in own"));
}

TEST(without_patterns_what_was_sent_comes_back)
{
    struct ruled r SCOPED(ruled_release);
    ruled_init(&r, EVENT, (const char *const[]){ "^shop/", "kit", "" });
    struct str before = json_dump(&r.f.arena, json_walk(r.f.ev.root, FRAMES "1"));
    grouping_frames(&r.settings, &r.f.ev);
    frame_rules_apply(NULL, &r.f.ev);
    assert_json(&r.f, FRAMES "0.in_app", "false");
    assert_json(&r.f, FRAMES "0.data", "{}");
    assert_json(&r.f, FRAMES "1.in_app", "true");
    assert_true(before.len > 0);
}

TEST(app_comes_before_framework_before_external)
{
    struct ruled r SCOPED(ruled_release);
    struct frame_verdict v;
    ruled_init(&r, EVENT, (const char *const[]){ "nowhere", "cart", "shop" });
    frame_judge(&r.choices.frames, json_walk(r.f.ev.root, FRAMES "0"), &v);
    assert_int_equal(v.class, FRAME_FRAMEWORK);
    assert_str_equal(v.rule, S("cart"));
}

TEST(a_pattern_that_is_none_is_passed_over)
{
    struct ruled r SCOPED(ruled_release);
    ruled_init(&r, EVENT, (const char *const[]){ "(", "", "" });
    grouping_frames(&r.settings, &r.f.ev);
    assert_json(&r.f, FRAMES "0.in_app", "false");
}

static void assert_place(const char *file, const char *in_app, const char *want)
{
    struct fixture f SCOPED(fixture_release);
    struct frame_verdict v;
    fixture_init(&f);
    struct str text = str_printf(&f.arena,
                                 "{\"exception\":[{\"type\":\"E\",\"stacktrace\":{\"frames\":["
                                 "{\"filename\":\"%s\",\"in_app\":%s}]}}]}",
                                 file, in_app);
    assert_int_equal(fixture_load(&f, text), OK);
    frame_judge(NULL, json_walk(f.ev.root, FRAMES "0"), &v);
    assert_string_equal(frame_class_name(v.class), want);
    assert_true(str_is_null(v.rule));
}

TEST(places_everybody_knows_are_named)
{
    assert_place("/srv/vendor/x/a.php", "true", "external");
    assert_place("BOOT-INF/lib/a.jar", "true", "external");
    assert_place("/usr/lib/Ruby/gems/a.rb", "true", "framework");
    assert_place("org/springframework/web/A.java", "true", "framework");
    assert_place("/srv/App/Models/a.php", "false", "app");
    assert_place("/srv/happy/a.php", "false", "external");
    assert_place("/srv/happy/app", "true", "app");
    assert_place("/srv/happy/app", "false", "external");
}

TEST(rules_change_the_fingerprint_and_only_then)
{
    struct ruled plain SCOPED(ruled_release);
    struct ruled ruled SCOPED(ruled_release);
    struct grouping a, b;
    ruled_init(&plain, EVENT, (const char *const[]){ "", "", "" });
    ruled_init(&ruled, EVENT, (const char *const[]){ "^shop/", "", "kit/" });
    grouping_frames(&plain.settings, &plain.f.ev);
    grouping_frames(&ruled.settings, &ruled.f.ev);
    assert_int_equal(grouping_compute(&plain.f.cx, &plain.settings, &plain.f.ev, &a, NULL), OK);
    assert_int_equal(grouping_compute(&ruled.f.cx, &ruled.settings, &ruled.f.ev, &b, NULL), OK);
    assert_memory_not_equal(a.hash, b.hash, GROUPING_HASH_BYTES);
    frame_rules_apply(NULL, &ruled.f.ev);
    assert_int_equal(grouping_compute(&ruled.f.cx, &ruled.settings, &ruled.f.ev, &b, NULL), OK);
    assert_memory_equal(a.hash, b.hash, GROUPING_HASH_BYTES);
}
