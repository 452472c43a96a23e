#include "core/config.c"

#include "base/test.h"

#include <sys/stat.h>

static int64_t size;
static bool flag;
static const struct setting extra[] = {
    SETTING_BYTES("TEST_SIZE", &size, "2MiB", 1, 1 << 30, "A size."),
    SETTING_BOOL("TEST_FLAG", &flag, "true", "A flag."),
    SETTING_END,
};
static const struct feature feature = { .name = "extra", .settings = extra };
static const struct feature *const features[] = { &feature, NULL };

static struct arena arena;
static struct ctx cx;

/* In a folder of its own, so that no .env of ours is read; a NULL ends the pairs. */
static enum status load(const char *env_text, const char *const *pairs)
{
    char folder[] = "/tmp/gosnag-config-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    if (env_text != NULL) {
        FILE *f = fopen(".env", "w");
        assert_non_null(f);
        (void)fputs(env_text, f);
        assert_int_equal(fclose(f), 0);
    }
    arena_release(&arena);
    arena_init(&arena, "test", 1 << 20);
    cx = (struct ctx){ .arena = &arena };
    for (size_t i = 0; pairs != NULL && pairs[i] != NULL; i += 2)
        assert_int_equal(setenv(pairs[i], pairs[i + 1], 1), 0);
    enum status st = config_load(&cx, features);
    for (size_t i = 0; pairs != NULL && pairs[i] != NULL; i += 2)
        assert_int_equal(unsetenv(pairs[i]), 0);
    (void)unlink(".env");
    assert_int_equal(chdir("/"), 0);
    (void)rmdir(folder);
    return st;
}

static void assert_refused(const char *name, const char *value, const char *words)
{
    const char *pairs[] = { name, value, NULL };
    assert_int_equal(load(NULL, pairs), E_INVALID);
    assert_string_equal(cx.err.field, name);
    if (!str_contains(str_c(cx.err.text), str_c(words)))
        fail_msg("\"%s\" does not hold \"%s\"", cx.err.text, words);
}

TEST(config_has_defaults)
{
    assert_int_equal(load(NULL, NULL), OK);
    assert_int_equal(core_config()->port, 8080);
    assert_str_equal(core_config()->data_dir, S("./data"));
    assert_int_equal(core_config()->database_url.len, 0);
    assert_int_equal(size, 2 << 20);
    assert_true(flag);
}

TEST(config_address_follows_the_port_unless_set)
{
    const char *port[] = { "PORT", "9000", NULL };
    const char *both[] = { "PORT", "9000", "BASE_URL", "https://errors.example.com", NULL };
    assert_int_equal(load(NULL, NULL), OK);
    assert_str_equal(core_config()->base_url, S("http://localhost:8080"));
    assert_int_equal(load(NULL, port), OK);
    assert_str_equal(core_config()->base_url, S("http://localhost:9000"));
    assert_int_equal(load(NULL, both), OK);
    assert_str_equal(core_config()->base_url, S("https://errors.example.com"));
}

TEST(config_environment_wins_over_the_file)
{
    const char *pairs[] = { "PORT", "9000", NULL };
    assert_int_equal(
        load("# text\nPORT=9001\nexport TEST_SIZE = '4KiB'\nTEST_FLAG=\"no\"\n", pairs), OK);
    assert_int_equal(core_config()->port, 9000);
    assert_int_equal(size, 4 << 10);
    assert_false(flag);
}

TEST(config_an_empty_value_is_unset)
{
    const char *pairs[] = { "PORT", "", NULL };
    assert_int_equal(load("TEST_SIZE=\n", pairs), OK);
    assert_int_equal(core_config()->port, 8080);
    assert_int_equal(size, 2 << 20);
}

TEST(config_refuses_bad_values_and_says_what_is_allowed)
{
    assert_refused("PORT", "80a", "0 to 65535");
    assert_refused("PORT", "70000", "PORT='70000'");
    assert_refused("LOG_LEVEL", "loud", "debug, info, warn, error");
    assert_refused("TEST_SIZE", "2 parsecs", "512KiB");
    assert_refused("TEST_SIZE", "9000000TiB", "bytes");
    assert_refused("TEST_FLAG", "perhaps", "true or false");
    assert_refused("BASE_URL", "example.com", "http://");
}

TEST(config_rows_show_no_secret)
{
    const char *pairs[] = { "SESSION_SECRET", "very secret words", NULL };
    assert_int_equal(load(NULL, pairs), OK);
    struct config_row *all;
    size_t n = config_rows(&cx, &all), seen = 0;
    for (size_t i = 0; i < n; i++) {
        assert_false(str_contains(all[i].value, S("very")));
        if (str_eq(str_c(all[i].setting->name), S("SESSION_SECRET"))) {
            assert_str_equal(all[i].value, S("set"));
            assert_string_equal(all[i].origin, "environment");
            seen++;
        }
    }
    assert_int_equal(seen, 1);
}

TEST(config_texts_name_every_row)
{
    struct buf help, env, docs;
    assert_int_equal(load(NULL, NULL), OK);
    buf_init(&help, &arena, 1 << 16);
    buf_init(&env, &arena, 1 << 16);
    buf_init(&docs, &arena, 1 << 16);
    config_print_help(&help, features);
    config_write_env_example(&env, features);
    config_write_docs(&docs, features);
    assert_true(str_contains(buf_str(&help), S("TEST_SIZE")));
    assert_true(str_contains(buf_str(&env), S("#TEST_SIZE=2MiB\n")));
    assert_true(str_contains(buf_str(&docs), S("| `TEST_SIZE` | `2MiB` |")));
    assert_true(str_contains(buf_str(&docs), S("| extra |")));
}
