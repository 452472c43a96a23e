/* The command line: our own commands, then those of the features. */
#include "base/base.h"

#include "app/app.h"

#include <signal.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/config.h"
#include "core/job.h"
#include "core/openapi.h"
#include "core/router.h"

enum {
    PROCESS_ARENA_BYTES = 64 << 20,
    OUTPUT_BYTES = 8 << 20,
    ARGS_MAX = 64,
    COMMAND_COLUMN = 36,
};

static void print(const struct buf *b)
{
    (void)fwrite(b->p != NULL ? b->p : "", 1, b->len, stdout);
    (void)fflush(stdout);
}

/* --- texts the build writes to files (make gen) ----------------------------- */

static enum status debug_openapi(struct ctx *cx, const struct str *args, size_t n)
{
    (void)args;
    (void)n;
    struct buf b;
    buf_init(&b, cx->arena, OUTPUT_BYTES);
    openapi_write(cx->arena, &b);
    print(&b);
    return OK;
}

static enum status debug_env(struct ctx *cx, const struct str *args, size_t n)
{
    (void)args;
    (void)n;
    struct buf b;
    buf_init(&b, cx->arena, OUTPUT_BYTES);
    config_write_env_example(&b, feature_table);
    print(&b);
    return OK;
}

static enum status debug_config_docs(struct ctx *cx, const struct str *args, size_t n)
{
    (void)args;
    (void)n;
    struct buf b;
    buf_init(&b, cx->arena, OUTPUT_BYTES);
    config_write_docs(&b, feature_table);
    print(&b);
    return OK;
}

/* One route a line: method, path, scope, flags. What the tests' lists are made from. */
static enum status debug_routes(struct ctx *cx, const struct str *args, size_t n)
{
    (void)args;
    (void)n;
    struct buf b;
    const struct route *r;
    buf_init(&b, cx->arena, OUTPUT_BYTES);
    for (size_t i = 0; (r = router_route(i)) != NULL; i++)
        buf_printf(&b, "%s\t%s\t%s\t%s%s%s%s\n", http_method_name(r->method), r->path,
                   scope_name(r->scope), r->in != NULL ? "body " : "",
                   (r->flags & ROUTE_BODY_OPT) != 0 ? "optional " : "",
                   (r->flags & ROUTE_STREAM) != 0 ? "stream " : "",
                   (r->flags & ROUTE_ON_LOOP) != 0 ? "loop " : "");
    print(&b);
    return OK;
}

static const struct debug_command own_debug[] = {
    { "openapi", "", debug_openapi },
    { "env", "", debug_env },
    { "config-docs", "", debug_config_docs },
    { "routes", "", debug_routes },
    { 0 },
};

static enum status list_debug(struct ctx *cx)
{
    (void)cx;
    (void)printf("gosnag debug NAME ...\n");
    for (const struct debug_command *d = own_debug; d->name != NULL; d++)
        (void)printf("  %s %s\n", d->name, d->usage);
    for (const struct feature *const *f = feature_table; *f != NULL; f++)
        for (const struct debug_command *d = (*f)->debug; d != NULL && d->name != NULL; d++)
            (void)printf("  %s %s\n", d->name, d->usage);
    return OK;
}

static const struct debug_command *find_debug(struct str name)
{
    for (const struct debug_command *d = own_debug; d->name != NULL; d++)
        if (str_eq(name, str_c(d->name)))
            return d;
    for (const struct feature *const *f = feature_table; *f != NULL; f++)
        for (const struct debug_command *d = (*f)->debug; d != NULL && d->name != NULL; d++)
            if (str_eq(name, str_c(d->name)))
                return d;
    return NULL;
}

/* A feature's command, or the job that args name; who only looks goes on without a store. */
static enum status run_at_store(struct ctx *cx, const struct debug_command *d,
                                const struct str *args, size_t n)
{
    struct app app;
    bool is_look = d != NULL && (d->flags & COMMAND_LOOK) != 0;
    enum status st = is_look ? app_look_at_store(cx, &app) : app_open_store(cx, &app);

    if (is_look && st != OK) {
        cx->db = NULL;
        st = OK;
    }
    if (st == OK && d != NULL)
        st = d->run(cx, args + 1, n - 1);
    else if (st == OK)
        st = job_run_now(cx, str_cz(cx->arena, args[1]), n > 2 ? args[2] : S(""));
    app_close_store(&app);
    return st;
}

/* Commands of the engine open no store; those of features may. `job NAME` needs it. */
static enum status run_debug(struct ctx *cx, const struct str *args, size_t n)
{
    if (n == 0)
        return list_debug(cx);
    bool is_job = str_eq(args[0], S("job"));
    const struct debug_command *d = find_debug(args[0]);
    if (d == NULL && !is_job)
        return fail(cx, E_INVALID, "no debug command '%.*s'; gosnag debug lists them",
                    FMT(args[0]));
    bool is_own = d >= own_debug && d < own_debug + ARRAY_LEN(own_debug);
    if (d != NULL && (is_own || d->flags == 0))
        return d->run(cx, args + 1, n - 1);
    if (is_job && n < 2)
        return fail(cx, E_INVALID, "debug job NAME [ARGUMENT]");
    return run_at_store(cx, d, args, n);
}

/* --- commands -------------------------------------------------------------- */

static enum status run_migrate(struct ctx *cx, const struct str *args, size_t n)
{
    (void)args;
    (void)n;
    (void)printf("the store is up to date\n"); /* opening it did the work */
    return cx->db != NULL ? OK : fail(cx, E_INTERNAL, "no store");
}

static const struct command own_commands[] = {
    { "migrate", "", "Bring the store to this program's schema and end.", COMMAND_STORE,
      run_migrate },
    { "debug", "[NAME ...]", "Look at one part from the shell; without NAME: the list.", 0,
      run_debug },
    { 0 },
};

static const struct command *find_command(struct str name)
{
    for (const struct command *c = own_commands; c->name != NULL; c++)
        if (str_eq(name, str_c(c->name)))
            return c;
    for (const struct feature *const *f = feature_table; *f != NULL; f++)
        for (const struct command *c = (*f)->commands; c != NULL && c->name != NULL; c++)
            if (str_eq(name, str_c(c->name)))
                return c;
    return NULL;
}

/* What is longer than its column has a line to itself. */
static void help_line(struct buf *b, const struct command *c)
{
    struct str left = str_printf(b->arena, "%s %s", c->name, c->usage);
    if (left.len > (size_t)COMMAND_COLUMN) {
        buf_printf(b, "  %.*s\n  %*s %s\n", FMT(left), COMMAND_COLUMN, "", c->help);
        return;
    }
    buf_printf(b, "  %-*.*s %s\n", COMMAND_COLUMN, FMT(left), c->help);
}

static void print_help(struct arena *a)
{
    struct buf b;
    buf_init(&b, a, OUTPUT_BYTES);
    buf_add(&b, S("gosnag - receives errors from Sentry SDKs and groups them into issues.\n\n"
                  "Usage: gosnag [COMMAND]\n\nCommands:\n"));
    help_line(&b, &(struct command){ .name = "serve",
                                     .usage = "",
                                     .help = "Run the server (also without a command)." });
    for (const struct command *c = own_commands; c->name != NULL; c++)
        help_line(&b, c);
    for (const struct feature *const *f = feature_table; *f != NULL; f++)
        for (const struct command *c = (*f)->commands; c != NULL && c->name != NULL; c++)
            help_line(&b, c);
    buf_add(&b, S("  --help                               This text.\n"
                  "  --version                            Version and commit.\n\n"
                  "Settings (environment, or .env in the working folder) [default]:\n"));
    config_print_help(&b, feature_table);
    buf_add(&b, S("\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 bad configuration, "
                  "4 store or data folder not usable "
                  "(away, newer, another's, in use by another process).\n"));
    print(&b);
}

static int code_of(enum status st, bool has_store)
{
    switch (st) {
    case OK:
        return EXIT_OK;
    case E_INVALID:
        return has_store ? EXIT_WRONG_USAGE : EXIT_BAD_CONFIG;
    default:
        return has_store ? EXIT_FAILED : EXIT_NO_STORE;
    }
}

static int complain(const struct ctx *cx, int code)
{
    (void)fprintf(stderr, "gosnag: %s\n", cx->err.text);
    return code;
}

static int run_command(struct ctx *cx, const struct command *c, const struct str *args, size_t n)
{
    struct app app = { 0 };
    enum status st = OK;
    if ((c->flags & COMMAND_LOOK) != 0) {
        if (app_look_at_store(cx, &app) != OK)
            cx->db = NULL;
    } else if ((c->flags & COMMAND_STORE) != 0) {
        st = app_open_store(cx, &app);
    }
    int code = st == OK ? EXIT_OK : complain(cx, code_of(st, false));
    if (st == OK) {
        st = c->run(cx, args, n);
        code = st == OK ? EXIT_OK : complain(cx, code_of(st, true));
    }
    app_close_store(&app);
    return code;
}

static bool is_any(struct str arg, const char *a, const char *b)
{
    return str_eq(arg, str_c(a)) || str_eq(arg, str_c(b));
}

/* --help and --version: no settings are read, they work anywhere. */
static bool run_words(struct ctx *cx, const struct str *args, size_t n, const char *commit)
{
    if (n > 0 && (is_any(args[0], "--help", "-h") || is_any(args[0], "help", "-?"))) {
        print_help(cx->arena);
        return true;
    }
    if (n > 0 && is_any(args[0], "--version", "version")) {
        (void)printf("gosnag %s (%s)\n", GOSNAG_VERSION, commit);
        return true;
    }
    return false;
}

static int run(struct ctx *cx, const struct str *args, size_t n)
{
    bool is_serve = n == 0 || (n == 1 && str_eq(args[0], S("serve")));
    const struct command *c = is_serve ? NULL : find_command(args[0]);
    if (!is_serve && c == NULL) {
        (void)fprintf(stderr, "gosnag: no command '%.*s'; see gosnag --help\n", FMT(args[0]));
        return EXIT_WRONG_USAGE;
    }
    if (app_configure(cx) != OK)
        return complain(cx, EXIT_BAD_CONFIG);
    return is_serve ? app_serve(cx) : run_command(cx, c, args + 1, n - 1);
}

int app_main(int argc, char **argv, const char *commit)
{
    static struct arena arena;
    struct str args[ARGS_MAX];
    size_t n = 0;
    for (int i = 1; i < argc && n < ARGS_MAX; i++)
        args[n++] = str_c(argv[i]);
    arena_init(&arena, "process", PROCESS_ARENA_BYTES);
    struct ctx cx = { .arena = &arena, .now_ms = clock_now_ms(), .request_id = S("") };
    int code = run_words(&cx, args, n, commit) ? EXIT_OK : run(&cx, args, n);
    arena_release(&arena);
    return code;
}
