#include "base/base.h"
#include "core/tx.h"

#include "base/ctx.h"
#include "port/db.h"

enum status tx_begin(struct ctx *cx, struct tx *tx)
{
    assert(tx->cx == NULL);
    TRY(db_begin(cx));
    tx->cx = cx;
    return OK;
}

enum status tx_commit(struct tx *tx)
{
    struct ctx *cx = tx->cx;
    assert(cx != NULL);
    tx->cx = NULL; /* over in either case: a failed commit has rolled back */
    return db_commit(cx);
}

void tx_end(struct tx *tx)
{
    if (tx->cx != NULL)
        db_rollback(tx->cx);
    tx->cx = NULL;
}
