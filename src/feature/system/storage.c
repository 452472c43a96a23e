#include "base/base.h"

#include "feature/system/storage.h"

#include <sys/statvfs.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/config.h"
#include "core/tx.h"
#include "feature/ingest/ingest.h"
#include "feature/ingest/spool.h"
#include "feature/system/system_sql.h"
#include "port/db.h"

enum { KEPT_HOURS = 7 * 24, HOURS_PER_DAY = 24 };

static struct opt_i64 known(int64_t value)
{
    return (struct opt_i64){ .value = value, .set = true };
}

static struct storage_kind *add_kind(struct storage *s, struct str kind, int64_t bytes)
{
    assert(s->n < STORAGE_KINDS);
    struct storage_kind *k = &s->kinds[s->n++];
    *k = (struct storage_kind){ .kind = kind, .bytes = bytes };
    s->bytes += bytes;
    return k;
}

static enum status add_store(struct ctx *cx, struct storage *s)
{
    struct q_system_store_kinds_row *rows;
    size_t n;
    int64_t whole, named = 0;
    bool is_local = db_kind(cx->db) == DB_SQLITE;

    TRY(db_size_bytes(cx, &whole));
    TRY(q_system_store_kinds(cx, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct storage_kind *k = add_kind(s, rows[i].kind, rows[i].bytes);
        bool is_counted = str_eq(k->kind, S("events")) || str_eq(k->kind, S("issues"));
        if (is_counted)
            k->n_rows = known(rows[i].n_rows);
        k->is_local = is_local;
        named += k->bytes;
    }
    if (is_local)
        add_kind(s, S("other"), whole > named ? whole - named : 0)->is_local = true;
    return OK;
}

static enum status add_files(struct ctx *cx, struct storage *s)
{
    struct q_system_files_row files;
    struct spool_figures spool = { 0 };

    TRY(q_system_files(cx, &files));
    struct storage_kind *k = add_kind(s, S("files"), files.bytes);
    k->n_rows = known(files.files);
    k->is_local = true;
    if (ingest_spool() != NULL)
        spool_figures(ingest_spool(), &spool);
    k = add_kind(s, S("spool"), spool.bytes);
    k->n_rows = known((int64_t)(spool.durable_seq - spool.digested_seq));
    k->is_local = true;
    return OK;
}

static void ask_disk(struct ctx *cx, struct storage *s)
{
    struct statvfs disk;
    if (statvfs(str_cz(cx->arena, core_config()->data_dir), &disk) != 0)
        return; /* stays 0: not known */
    s->disk_bytes = (int64_t)(disk.f_blocks * disk.f_frsize);
    s->disk_free_bytes = (int64_t)(disk.f_bavail * disk.f_frsize);
}

/* The difference to the oldest note, as of a day. */
static enum status add_growth(struct ctx *cx, struct storage *s)
{
    struct q_storage_oldest_row *rows;
    size_t n;
    int64_t all = 0, local = 0;

    TRY(q_storage_oldest(cx, &rows, &n));
    int64_t hours = n > 0 ? clock_hour(cx->now_ms) - rows[0].hour : 0;
    if (hours <= 0)
        return OK;
    for (size_t i = 0; i < s->n; i++) {
        struct storage_kind *k = &s->kinds[i];
        int64_t before = 0;
        for (size_t j = 0; j < n; j++)
            if (str_eq(rows[j].kind, k->kind))
                before = rows[j].bytes;
        k->growth_bytes = known((k->bytes - before) * HOURS_PER_DAY / hours);
        all += k->growth_bytes.value;
        local += k->is_local ? k->growth_bytes.value : 0;
    }
    s->growth_bytes = known(all);
    if (local > 0)
        s->full_in_days = known(s->disk_free_bytes / local);
    return OK;
}

enum status storage_read(struct ctx *cx, struct storage *out)
{
    *out = (struct storage){ 0 };
    TRY(add_store(cx, out));
    TRY(add_files(cx, out));
    ask_disk(cx, out);
    return add_growth(cx, out);
}

enum status storage_measure(struct ctx *cx, struct str argument)
{
    struct storage s;
    struct tx tx SCOPED(tx_end) = { 0 };

    (void)argument;
    TRY(storage_read(cx, &s));
    TRY(tx_begin(cx, &tx));
    for (size_t i = 0; i < s.n; i++) {
        struct q_storage_note_args args = { clock_hour(cx->now_ms), s.kinds[i].kind,
                                            s.kinds[i].bytes };
        TRY(q_storage_note(cx, &args));
    }
    TRY(q_storage_forget(cx,
                         &(struct q_storage_forget_args){ clock_hour(cx->now_ms) - KEPT_HOURS }));
    return tx_commit(&tx);
}
