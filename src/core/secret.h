/* core/secret.h - the session secret: from SESSION_SECRET, else generated once.
 *
 * With SQLite an unset secret is made on the first start and kept in DATA_DIR/secret
 * (0600). With PostgreSQL several processes share the store, so it must be set. That
 * a store belongs to this secret is checked by store_identity (core/migrate.h). */
#ifndef CORE_SECRET_H
#define CORE_SECRET_H

#include "base/base.h"
#include "port/db.h"

struct ctx;

enum { SESSION_SECRET_MIN = 16 }; /* characters; shorter ones can be guessed */

/* Makes DATA_DIR (0700) when it is missing. E_INVALID with what to do about it. */
NODISCARD enum status data_dir_make(struct ctx *cx);
/* After this core_config()->session_secret is never empty. */
NODISCARD enum status session_secret_load(struct ctx *cx, enum db_kind kind);

#endif
