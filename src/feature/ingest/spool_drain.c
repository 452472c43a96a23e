#include "base/base.h"
#include "feature/ingest/spool_command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/map.h"
#include "base/spill.h"
#include "base/str.h"
#include "core/config.h"
#include "core/feature.h"
#include "core/migrate.h"
#include "feature/ingest/digest.h"
#include "feature/ingest/item_kind.h"
#include "feature/ingest/outcome.h"
#include "feature/ingest/quarantine_sql.h"
#include "feature/ingest/spool_int.h"
#include "feature/project/project_key.h"
#include "port/db.h"

enum {
    UNKNOWN_KEYS = 64, /* listed; there may be more */
    UNKNOWN_EXPECTED = 64,
    POLL_MS = 100,
    TELL_MS = 1000,
};

/* One drain: what the command line asked for, and the keys of the store. */
struct drain {
    struct str dir;
    int64_t unknown_to; /* project for events of keys that no project has; 0 = none named */
    struct spool *spool;
    int server_lock; /* of DATA_DIR/spool; -1 = not taken */
};

static int64_t project_of_key(const uint8_t *public_key)
{
    struct project_key key;
    char hex[2 * RECORD_KEY_BYTES + 1];

    for (size_t i = 0; i < RECORD_KEY_BYTES; i++)
        (void)snprintf(hex + 2 * i, 3, "%02x", public_key[i]);
    return project_key_find(str_make(hex, sizeof hex - 1), &key) == KEY_FOUND ? key.project_id : 0;
}

/* The record is this store's from here on: its project's number is another one here. */
static void into_this_store(void *arg, struct record *r)
{
    const struct drain *d = arg;
    int64_t project_id = project_of_key(r->public_key);

    r->project_id = project_id != 0 ? project_id : d->unknown_to;
}

static void list_unknown(struct map *seen, size_t *n_keys, const struct record *r)
{
    struct str key = str_make((const char *)r->public_key, RECORD_KEY_BYTES);

    if (map_get(seen, key) != NULL || *n_keys == UNKNOWN_KEYS)
        return;
    *map_at(seen, str_dup(seen->arena, key)) = seen;
    *n_keys += 1;
    (void)fprintf(stderr, "no project here has the key ");
    for (size_t i = 0; i < RECORD_KEY_BYTES; i++)
        (void)fprintf(stderr, "%02x", r->public_key[i]);
    (void)fprintf(stderr, "\n");
}

/* Before anything is moved: every record must have a project to go to. */
static enum status check_keys(struct ctx *cx, struct drain *d, uint64_t after, size_t *n_records)
{
    struct spool_reader *reader = spool_reader_open(d->spool, after);
    struct map seen;
    struct record r;
    bool found = true;
    size_t n_keys = 0, n_unknown = 0;
    enum status st = OK;

    map_init(&seen, cx->arena, UNKNOWN_EXPECTED);
    while ((st = spool_read(cx, reader, &r, &found)) == OK && found) {
        *n_records += 1;
        if (d->unknown_to != 0 || project_of_key(r.public_key) != 0)
            continue;
        n_unknown++;
        list_unknown(&seen, &n_keys, &r);
    }
    spool_reader_close(reader);
    TRY(st);
    if (n_unknown > 0)
        return fail(cx, E_CONFLICT,
                    "%zu of %zu records have keys that no project of this store has: nothing was "
                    "brought over. Name the project they shall go to with --unknown-to NUMBER",
                    n_unknown, *n_records);
    return OK;
}

static enum status read_args(struct ctx *cx, const struct str *args, size_t n, struct drain *out)
{
    bool is_sure = false;

    *out = (struct drain){ .server_lock = -1 };
    for (size_t i = 0; i < n; i++) {
        if (str_eq(args[i], S("--into-this-store")))
            is_sure = true;
        else if (str_eq(args[i], S("--unknown-to")) && i + 1 < n &&
                 str_i64(args[i + 1], &out->unknown_to))
            i++;
        else if (str_starts(args[i], S("-")) || out->dir.len > 0)
            return fail(cx, E_INVALID, "spool drain does not understand '%.*s'", FMT(args[i]));
        else
            out->dir = args[i];
    }
    if (!is_sure || out->dir.len == 0)
        return fail(cx, E_INVALID, "spool drain DIR --into-this-store [--unknown-to PROJECT]");
    return OK;
}

static bool is_same_folder(const char *a, const char *b)
{
    struct stat x, y;

    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* SQLite: no server may run on this store. Its own folder is locked by opening it. */
static enum status keep_servers_out(struct ctx *cx, struct drain *d)
{
    const char *own =
        str_cz(cx->arena, str_printf(cx->arena, "%.*s/spool", FMT(core_config()->data_dir)));
    const char *lock = str_cz(cx->arena, str_printf(cx->arena, "%s/lock", own));

    if (db_kind(cx->db) != DB_SQLITE || is_same_folder(own, str_cz(cx->arena, d->dir)))
        return OK;
    d->server_lock = open(lock, O_RDWR | O_CLOEXEC);
    if (d->server_lock < 0)
        return errno == ENOENT ? OK : fail(cx, E_BUSY, "cannot open %s: %s", lock, strerror(errno));
    if (flock(d->server_lock, LOCK_EX | LOCK_NB) != 0)
        return fail(cx, E_CONFLICT, "a server is running on this store: stop it first");
    return OK;
}

/* A folder without an id is no spool, and must not become one. */
static enum status open_folder(struct ctx *cx, struct drain *d)
{
    struct spool_options options = { .dir = d->dir, .max_bytes = INT64_MAX, .is_any_store = true };
    const char *id = str_cz(cx->arena, str_printf(cx->arena, "%.*s/id", FMT(d->dir)));

    if (access(id, R_OK) != 0)
        return fail(cx, E_MISSING, "%.*s is no spool folder: %s", FMT(d->dir), strerror(errno));
    TRY(store_identity(cx, &options.store_id));
    return spool_open(cx, &options, &d->spool);
}

/* Large bodies lie beside the segments. */
static enum status open_bodies(struct ctx *cx, const struct drain *d)
{
    struct str blob = str_printf(cx->arena, "%.*s/blob", FMT(d->dir));

    return spill_open_folder(cx, str_cz(cx->arena, blob), INT64_MAX);
}

/* Another folder of bodies that are kept aside, and its spool. */
struct held_move {
    const char *into;
    struct str from_spool;
    struct str to_spool;
    size_t n_left;
};

static enum status move_held(struct ctx *cx, void *arg, struct str name, int64_t since_ms)
{
    struct held_move *m = arg;
    struct q_quarantine_file_moved_args args = { m->from_spool, name, m->to_spool };
    struct q_quarantine_needs_file_args need = { m->from_spool, name };
    struct q_quarantine_needs_file_row row;
    int64_t changed;
    bool is_needed;

    (void)since_ms;
    TRY(q_quarantine_needs_file(cx, &need, &row, &is_needed));
    m->n_left += !is_needed;
    if (!is_needed)
        return OK; /* its record is in the other store's quarantine */
    TRY(spill_copy_held(cx, name, m->into));
    TRY(q_quarantine_file_moved(cx, &args, &changed));
    spill_remove(name);
    return OK;
}

/* Files of records in this store's quarantine go beside the spool of this data folder:
 * what serves it digests them when somebody asks for it. */
static enum status move_all_held(struct ctx *cx, const struct drain *d)
{
    struct str data = core_config()->data_dir;
    struct held_move m = { .from_spool = spool_id(d->spool) };
    char id[UUID_TEXT_BYTES];
    const char *own = str_cz(cx->arena, str_printf(cx->arena, "%.*s/spool", FMT(data)));

    if (is_same_folder(own, str_cz(cx->arena, d->dir)))
        return OK;
    m.into = str_cz(cx->arena, str_printf(cx->arena, "%s/blob", own));
    FILE *f = fopen(str_cz(cx->arena, str_printf(cx->arena, "%s/id", own)), "r");
    bool has_id = f != NULL && fread(id, 1, sizeof id, f) == sizeof id;
    if (f != NULL)
        (void)fclose(f);
    m.to_spool = str_make(id, sizeof id);
    if (has_id)
        TRY(spill_each_held(cx, move_held, &m));
    if (!has_id || m.n_left > 0)
        (void)printf("files of records in quarantine that stay in %.*s/blob: *.held\n",
                     FMT(d->dir));
    return OK;
}

/* Features that keep items may have folders of their own. */
static enum status start_keepers(struct ctx *cx)
{
    item_kinds_init();
    for (const struct feature *const *f = feature_table; *f != NULL; f++) {
        if ((*f)->items != NULL && (*f)->start != NULL)
            TRY((*f)->start(cx));
    }
    return OK;
}

static void stop_keepers(struct ctx *cx)
{
    for (const struct feature *const *f = feature_table; *f != NULL; f++) {
        if ((*f)->items != NULL && (*f)->stop != NULL)
            (*f)->stop(cx);
    }
}

/* Until everything is in the store. How far it is, once a second. */
static void wait_digested(const struct drain *d)
{
    struct spool_figures f;
    int64_t told_ms = 0;

    for (;;) {
        spool_figures(d->spool, &f);
        int64_t now_ms = clock_monotonic_ms();
        bool is_done = f.digested_seq >= f.durable_seq;
        if (is_done || now_ms - told_ms >= TELL_MS) {
            told_ms = now_ms;
            (void)printf("record %llu of %llu\n", (unsigned long long)f.digested_seq,
                         (unsigned long long)f.durable_seq);
            (void)fflush(stdout);
        }
        if (is_done)
            return;
        (void)spool_wait(d->spool, UINT64_MAX, POLL_MS);
    }
}

static enum status move_records(struct ctx *cx, struct drain *d)
{
    struct digest_figures before, after;
    struct spool_figures spool;
    uint64_t mark;
    size_t n_records = 0;

    TRY(digest_mark(cx, d->spool, &mark));
    TRY(check_keys(cx, d, mark, &n_records));
    TRY(open_bodies(cx, d));
    TRY(start_keepers(cx));
    spool_translate(d->spool, into_this_store, d);
    digest_figures(&before);
    TRY(digest_start(cx, d->spool));
    wait_digested(d);
    digest_stop();
    digest_figures(&after);
    TRY(outcome_flush(cx, spool_id(d->spool)));
    stop_keepers(cx);
    spool_empty(d->spool);
    spool_figures(d->spool, &spool);
    if (spool.damaged_files == 0) /* else their records may name these files */
        (void)spill_sweep();
    TRY(move_all_held(cx, d));
    spill_close_folder();
    (void)printf(
        "%zu records: %lld events are new here, %lld were known, %lld went to quarantine\n",
        n_records, (long long)(after.events - before.events),
        (long long)(after.repeats - before.repeats),
        (long long)(after.quarantined - before.quarantined));
    return OK;
}

enum status spool_drain(struct ctx *cx, const struct str *args, size_t n)
{
    struct drain d;
    int applied;

    TRY(read_args(cx, args, n, &d));
    if (cx->db == NULL)
        return E_BUSY; /* cx->err says why */
    TRY(migrate_run(cx, &applied));
    TRY(project_keys_load(cx));
    enum status st = keep_servers_out(cx, &d);
    if (st == OK)
        st = open_folder(cx, &d);
    if (st == OK)
        st = move_records(cx, &d);
    spool_close(d.spool);
    if (d.server_lock >= 0)
        (void)close(d.server_lock);
    return st;
}
