#include "base/base.h"
#include "core/migrate.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "core/migrate_sql.h"
#include "core/tx.h"
#include "port/db.h"

/* Steps the store has seen; 0 for an empty one. */
enum status migrate_reached(struct ctx *cx, int64_t *out)
{
    struct q_migrate_has_meta_row meta;
    struct q_meta_get_row row;
    bool found;
    TRY(q_migrate_has_meta(cx, &meta));
    if (meta.n == 0) {
        *out = 0;
        return OK;
    }
    TRY(q_meta_get(cx, &(struct q_meta_get_args){ .key = S("schema") }, &row, &found));
    if (!found || !str_i64(row.value, out))
        return fail(cx, E_INTERNAL, "the store does not say which schema it has");
    return OK;
}

static enum status run_step(struct ctx *cx, const struct migration *step)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    TRY(tx_begin(cx, &tx));
    TRY(db_script(cx, step->sql[db_kind(cx->db)]));
    TRY(q_meta_set(
        cx, &(struct q_meta_set_args){ .key = S("schema"),
                                       .value = str_printf(cx->arena, "%d", step->number) }));
    TRY(tx_commit(&tx));
    LOG(INFO, "migrate.step", K_I64("number", step->number), K_CZ("name", step->name));
    return OK;
}

static enum status run_missing(struct ctx *cx, int *applied)
{
    int64_t reached;
    TRY(migrate_reached(cx, &reached));
    if (reached > (int64_t)migration_count)
        return fail(cx, E_CONFLICT,
                    "the store has schema %lld, this program knows %zu: start a newer program",
                    (long long)reached, migration_count);
    for (size_t i = (size_t)reached; i < migration_count; i++) {
        TRY(run_step(cx, &migration_table[i]));
        *applied += 1;
    }
    return OK;
}

enum status migrate_run(struct ctx *cx, int *applied)
{
    int n = 0;
    TRY(db_migration_lock(cx));
    enum status st = run_missing(cx, &n);
    db_migration_unlock(cx);
    if (applied != NULL)
        *applied = n;
    return st;
}
