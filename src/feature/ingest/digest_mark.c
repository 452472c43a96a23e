#include "base/base.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/ingest/digest.h"
#include "feature/ingest/digest_sql.h"
#include "feature/ingest/spool.h"
#include "port/crypto.h"
#include "port/db.h"

enum { HOLD_MS = 10 * MS_PER_SECOND }; /* the store forgets a killed process within that */

enum status digest_mark(struct ctx *cx, const struct spool *spool, uint64_t *mark)
{
    struct q_digest_mark_get_args args = { .spool_id = spool_id(spool) };
    struct q_digest_mark_get_row row;
    bool found;

    TRY(q_digest_mark_get(cx, &args, &row, &found));
    *mark = found ? (uint64_t)row.last_seq : 0;
    return OK;
}

enum status digest_hold(struct ctx *cx, struct db *db, const struct spool *spool)
{
    struct ctx own = { .arena = cx->arena, .db = db, .now_ms = cx->now_ms };
    struct str id = spool_id(spool);
    enum status st = db_hold_lock(&own, (int64_t)hash64(id), HOLD_MS);

    if (st == E_CONFLICT)
        st = fail(cx, st,
                  "another running process has the spool %.*s: this data folder is a copy. Give "
                  "each process a DATA_DIR of its own",
                  FMT(id));
    else
        cx->err = own.err;
    if (st != OK)
        db_close(db);
    return st;
}
