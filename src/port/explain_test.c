#include "port/explain.c"

#include "base/test.h"

static struct arena arena;
static struct ctx cx;

static enum status read_dsn(const char *driver, const char *dsn, struct explain_target *out)
{
    cx = (struct ctx){ .arena = &arena };
    return explain_driver_of(str_c(driver))->read_dsn(&cx, str_c(dsn), out);
}

TEST(a_connection_string_is_read_in_every_form)
{
    static const struct {
        const char *driver, *dsn, *user, *password, *host, *port, *database;
    } cases[] = {
        { "postgres", "postgres://ana:p%40ss@db.example.com:5433/shop?sslmode=require", "ana",
          "p@ss", "db.example.com", "5433", "shop" },
        { "pgx", "host=db user=ana password='a b' dbname=shop", "ana", "a b", "db", "", "shop" },
        { "mysql", "ana:p@ss@tcp(db.example.com:3307)/shop?parseTime=true", "ana", "p@ss",
          "db.example.com", "3307", "shop" },
        { "mysql", "ana@tcp(db)/", "ana", "", "db", "", "" },
        { "mariadb", "mysql://ana:p%40ss@[2001:db8::1]:3306/shop", "ana", "p@ss", "2001:db8::1",
          "3306", "shop" },
    };
    struct explain_target t;

    arena_init(&arena, "test", 1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        if (read_dsn(cases[i].driver, cases[i].dsn, &t) != OK)
            fail_msg("%s: %s", cases[i].dsn, cx.err.text);
        assert_str_equal(t.user, str_c(cases[i].user));
        assert_str_equal(t.password, str_c(cases[i].password));
        assert_str_equal(t.host, str_c(cases[i].host));
        assert_str_equal(t.port, str_c(cases[i].port));
        assert_str_equal(t.database, str_c(cases[i].database));
    }
    arena_release(&arena);
}

TEST(sockets_and_several_hosts_are_no_target)
{
    static const char *const refused[][2] = {
        { "postgres", "postgres:///shop" },
        { "postgres", "host=/run/postgresql" },
        { "postgres", "host=@abstract" },
        { "postgres", "host=a,b" },
        { "postgres", "host=a hostaddr=127.0.0.1" },
        { "postgres", "what is this" },
        { "mysql", "ana:p@unix(/run/mysqld.sock)/shop" },
        { "mysql", "ana:p@/shop" },
        { "mysql", "shop" },
        { "mysql", "mysql://ana@/shop" },
        { "mysql", "" },
    };
    struct explain_target t;

    arena_init(&arena, "test", 1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        if (read_dsn(refused[i][0], refused[i][1], &t) != E_INVALID)
            fail_msg("%s is taken", refused[i][1]);
    }
    assert_null(explain_driver_of(S("oracle")));
    arena_release(&arena);
}

TEST(words_of_a_failure_hold_no_password)
{
    const struct explain_target t = { .password = S("hush") };
    const struct explain_target none = { .password = S("") };

    arena_init(&arena, "test", 1 << 20);
    cx = (struct ctx){ .arena = &arena };
    assert_str_equal(explain_words(&cx, &t, "no hush, hush\nline 2"),
                     S("no [redacted], [redacted]"));
    assert_str_equal(explain_words(&cx, &none, " as it is \n"), S("as it is"));
    arena_release(&arena);
}
