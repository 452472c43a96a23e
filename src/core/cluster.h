/* core/cluster.h - the processes that share one PostgreSQL.
 *
 * Each has a row in the table `process` and raises its beat every few seconds. Others
 * count it as alive while they see the beat move, by their own clock: machines whose
 * clocks differ do not lose each other. What one process tells, all hear (LISTEN and
 * NOTIFY on one connection of its own, made again when it breaks; then everything is
 * taken as heard, for something may have been missed).
 *
 * On SQLite there is one process: nothing is started, telling does nothing. */
#ifndef CORE_CLUSTER_H
#define CORE_CLUSTER_H

#include "base/base.h"

struct ctx;
struct db_store;
struct feature;

/* What a feature does when a process tells a topic. */
struct hearing {
    const char *topic; /* NULL ends the table */
    /* In the cluster's thread, with its handle; must not take long. argument is absent
     * when news may have been missed. is_own: this process has told it. */
    enum status (*run)(struct ctx *cx, struct str argument, bool is_own);
};

enum { CLUSTER_ARGUMENT = 4000 }; /* bytes told at once: PostgreSQL takes less than 8,000 */

NODISCARD enum status cluster_start(struct ctx *cx, struct db_store *store,
                                    const struct feature *const *features);
void cluster_stop(void);

/* Tells all processes, this one too; inside a transaction when it commits. */
NODISCARD enum status cluster_tell(struct ctx *cx, const char *topic, struct str argument);

/* How many processes are alive, this one included: at least 1. Limits of the whole are
 * divided by it. Any thread, from memory. */
int64_t cluster_size(void);
/* This process's name in `process` and in leases; NUL-terminated, made once. */
const char *cluster_self(void);

#endif
