/* Payloads as SDKs send them against what is stored and shown: tests/golden/ingest,
 * NAME.json → NAME.want. `make golden` writes the second anew; its diff is for people. */
#include "base/base.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "feature/event/event_file.h"
#include "feature/event/event_testing.h"
#include "feature/grouping/grouping.h"

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
    static const struct scrub_rules rules = { .is_enabled = true };
    struct grouping g;
    struct buf parts;
    struct buf b;
    struct arena *a = &f->arena;
    buf_init(&parts, a, WANT_BYTES);
    assert_int_equal(event_file_normalize(&f->cx, path, &f->ev), OK);
    assert_int_equal(grouping_compute(&f->cx, &f->ev, &g, &parts), OK);
    event_scrub(&f->cx, &rules, &f->ev);
    grouping_describe(&f->cx, &f->ev, &g);
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
