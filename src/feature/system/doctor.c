#include "base/base.h"

#include "feature/system/system.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/config.h"
#include "core/migrate.h"
#include "port/db.h"

enum {
    DISK_FREE_MIN_MIB = 512,    /* room for a full spool and a checkpoint     */
    CLOCK_FIRST_S = 1767225600, /* 2026-01-01: earlier is no clock            */
    BYTES_PER_MIB = 1 << 20,
    OTHERS_MAY = 077,
};

/* One line a check. Counts what failed. */
struct report {
    int n_failed;
};

static void print_good(const char *what, struct str detail)
{
    (void)printf("ok    %-14s %.*s\n", what, FMT(detail));
}

/* to_do may be NULL: the reason says it. */
static void print_bad(struct report *r, const char *what, struct str why, const char *to_do)
{
    (void)printf("FAIL  %-14s %.*s\n", what, FMT(why));
    if (to_do != NULL)
        (void)printf("      %-14s -> %s\n", "", to_do);
    r->n_failed++;
}

static void check_config(struct ctx *cx, struct report *r)
{
    const struct core_config *cfg = core_config();
    struct config_row *rows;
    size_t n = config_rows(cx, &rows), n_set = 0;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(rows[i].origin, "default") == 0)
            continue;
        (void)printf("      %-28s = %.*s (%s)\n", rows[i].setting->name, FMT(rows[i].value),
                     rows[i].origin);
        n_set++;
    }
    print_good("configuration", str_printf(cx->arena, "%zu of %zu settings set", n_set, n));
    bool is_local = str_contains(cfg->base_url, S("localhost"));
    if (is_local)
        print_good("address", str_printf(cx->arena,
                                         "%.*s: only this machine can follow links; "
                                         "set BASE_URL for others",
                                         FMT(cfg->base_url)));
    (void)r;
}

static void check_disk(struct ctx *cx, struct report *r)
{
    const char *dir = str_cz(cx->arena, core_config()->data_dir);
    struct statvfs disk;
    struct stat st;
    if (stat(dir, &st) != 0 || access(dir, R_OK | W_OK | X_OK) != 0) {
        print_bad(r, "data folder", str_printf(cx->arena, "cannot write to %s", dir),
                  "give the folder to the user gosnag runs as, or set DATA_DIR");
        return;
    }
    if ((st.st_mode & OTHERS_MAY) != 0)
        print_bad(r, "permissions", str_printf(cx->arena, "%s is open to others", dir),
                  "chmod 700 it: it holds the store and the secret");
    else
        print_good("permissions", str_printf(cx->arena, "%s is closed to others", dir));
    if (statvfs(dir, &disk) != 0)
        return;
    int64_t free_mib = (int64_t)(disk.f_bavail * disk.f_frsize / BYTES_PER_MIB);
    if (free_mib < DISK_FREE_MIN_MIB)
        print_bad(r, "disk", str_printf(cx->arena, "%lld MiB free", (long long)free_mib),
                  "free some space, or lower EVENT_RETENTION_DAYS");
    else
        print_good("disk", str_printf(cx->arena, "%lld MiB free", (long long)free_mib));
}

static void check_store(struct ctx *cx, struct report *r)
{
    if (cx->db == NULL) {
        print_bad(r, "store", str_c(cx->err.text), "see DATABASE_URL and DATA_DIR");
        return;
    }
    int64_t bytes = 0, reached = 0, known = (int64_t)migration_count;
    if (db_ping(cx) != OK || migrate_reached(cx, &reached) != OK) {
        print_bad(r, "store", str_c(cx->err.text), "is the database server up and reachable?");
        return;
    }
    if (db_size_bytes(cx, &bytes) != OK)
        bytes = 0;
    const char *kind = db_kind(cx->db) == DB_SQLITE ? "SQLite" : "PostgreSQL";
    struct str what =
        str_printf(cx->arena, "%s, %lld MiB, schema %lld of %lld", kind,
                   (long long)(bytes / BYTES_PER_MIB), (long long)reached, (long long)known);
    if (reached > known)
        print_bad(r, "store", what, "start a newer program");
    else
        print_good("store", what);
}

static void check_clock(struct ctx *cx, struct report *r)
{
    struct buf b;
    enum { TIME_BYTES = 40 };
    buf_init(&b, cx->arena, TIME_BYTES);
    buf_add_time0(&b, clock_now_ms());
    if (clock_now_ms() / MS_PER_SECOND < CLOCK_FIRST_S)
        print_bad(r, "clock", buf_str(&b), "set the clock; run an NTP client");
    else
        print_good("clock", buf_str(&b));
}

/* A server that runs beside us holds what features would ask for; their own checks
 * are asked only where that is possible. */
static void check_features(struct ctx *cx, struct report *r)
{
    for (const struct feature *const *f = feature_table; *f != NULL && cx->db != NULL; f++) {
        if ((*f)->check == NULL)
            continue;
        struct str detail = S("");
        if ((*f)->check(cx, &detail) == OK)
            print_good((*f)->name, detail);
        else
            print_bad(r, (*f)->name, str_c(cx->err.text), NULL);
    }
}

enum status system_doctor(struct ctx *cx, const struct str *args, size_t n)
{
    (void)args;
    (void)n;
    struct report r = { 0 };
    check_store(cx, &r); /* first: cx->err still says why it did not open */
    check_config(cx, &r);
    check_disk(cx, &r);
    check_clock(cx, &r);
    check_features(cx, &r);
    (void)fflush(stdout);
    if (r.n_failed > 0)
        return fail(cx, E_CONFLICT, "%d checks failed", r.n_failed);
    return OK;
}
