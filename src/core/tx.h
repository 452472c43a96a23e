/* core/tx.h - transactions that roll back unless committed.
 *
 *     struct tx tx SCOPED(tx_end) = { 0 };
 *     TRY(tx_begin(cx, &tx));
 *     TRY(q_…);
 *     return tx_commit(&tx);
 *
 * No network inside a tx. E_BUSY is not retried here: router and job runner run the
 * whole handler again. */
#ifndef CORE_TX_H
#define CORE_TX_H

#include "base/base.h"

struct ctx;

struct tx {
    struct ctx *cx; /* NULL = not begun, or over */
};

NODISCARD enum status tx_begin(struct ctx *cx, struct tx *tx);
NODISCARD enum status tx_commit(struct tx *tx);
void tx_end(struct tx *tx); /* rolls back what was not committed */

#endif
