/* storage.h - how much room things take, how fast that grows, and when the disk is full.
 *
 * Sizes are asked of catalogs and kept counters, never found by reading rows. A job notes
 * them every hour for a week; growth is the difference to the oldest note.
 * Full: of the disk that DATA_DIR lies on. With PostgreSQL only what lies there (spool,
 * files) is reckoned with: of the database's own disk nothing is known. */
#ifndef FEATURE_SYSTEM_STORAGE_H
#define FEATURE_SYSTEM_STORAGE_H

#include "base/base.h"

struct ctx;

enum { STORAGE_KINDS = 16 };

struct storage_kind {
    struct str kind;
    int64_t bytes;
    struct opt_i64 n_rows;       /* unset = not known; PostgreSQL: its estimate       */
    struct opt_i64 growth_bytes; /* a day; unset = noted for less than an hour        */
    bool is_local;               /* lies on DATA_DIR's disk                           */
};
struct storage {
    struct storage_kind kinds[STORAGE_KINDS];
    size_t n;
    int64_t bytes; /* of all of them */
    int64_t disk_bytes, disk_free_bytes;
    struct opt_i64 growth_bytes;
    struct opt_i64 full_in_days; /* unset = it does not grow */
};
NODISCARD enum status storage_read(struct ctx *cx, struct storage *out);
/* The job storage.measure. */
NODISCARD enum status storage_measure(struct ctx *cx, struct str argument);

#endif
