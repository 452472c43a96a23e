/* spill.h - bodies too large for memory, in files (storage.md §2).
 *
 * One folder per process (DATA_DIR/spool/blob). A spill is written while its body
 * arrives, under NAME.part; spill_keep makes it durable as NAME.body, for a spool record
 * to name. Whoever digests that record removes it. Names begin with a number of this
 * process's life, so that files left by an earlier one can be told apart: *.part are
 * removed when the folder is opened, *.body by spill_sweep, once no record of the
 * earlier life is wanted any more. *.held belong to records kept aside (quarantine).
 *
 * All spills together share a bound on bytes: beyond it E_BUSY, as with a full disk.
 *
 * Reading is by a mapping. Pages that were read are clean, but count as memory of the
 * process: who walks through a large one calls spill_unload now and then.
 *
 * Threads: any; one spill belongs to one thread at a time. */
#ifndef BASE_SPILL_H
#define BASE_SPILL_H

#include "base/base.h"

struct ctx;

enum {
    SPILL_NAME_BYTES = 25, /* of a kept one, without suffix */
};

struct spill {
    char name[SPILL_NAME_BYTES + 1];
    int fd;          /* -1 = nothing here */
    uint64_t len;    /* bytes written     */
    const char *map; /* NULL = not mapped */
    bool is_kept;    /* durable as NAME.body                       */
    bool is_given;   /* a record names it: spill_end leaves it be  */
};
#define SPILL_NONE                                                                                 \
    {                                                                                              \
        .fd = -1                                                                                   \
    }

/* Opens or makes the folder. Memory of path must stay. */
NODISCARD enum status spill_open_folder(struct ctx *cx, const char *path, int64_t max_bytes);
void spill_close_folder(void);
/* Bytes of all spills there are, those waiting to be digested included. */
int64_t spill_bytes(void);
/* Of those that were kept: what still arrives may be anybody's. */
int64_t spill_kept_bytes(void);

/* E_BUSY: no folder, no disk. */
NODISCARD enum status spill_begin(struct ctx *cx, struct spill *s);
NODISCARD enum status spill_add(struct ctx *cx, struct spill *s, struct str bytes);
/* The same for bytes that lie in another one (from; NULL = memory), unloaded on the way. */
NODISCARD enum status spill_add_from(struct ctx *cx, struct spill *s, struct str bytes,
                                     const struct spill *from);
/* Read-only, until spill_end. Nothing is added afterwards. */
NODISCARD enum status spill_map(struct ctx *cx, struct spill *s, struct str *out);
/* The pages read so far do not count as memory any more. */
void spill_unload(const struct spill *s);
/* After OK the bytes survive the machine. */
NODISCARD enum status spill_keep(struct ctx *cx, struct spill *s);
/* Closes; removes the file unless it was given to a record. Again is harmless. */
void spill_end(struct spill *s);

/* A kept spill, mapped, by the name that a record holds. E_MISSING: not there, or not as
 * long as it was. spill_end does not remove it. */
NODISCARD enum status spill_reopen(struct ctx *cx, struct str name, uint64_t len, struct spill *out,
                                   struct str *bytes);
/* Its record was digested. */
void spill_remove(struct str name);
/* Its record is kept aside: not to be swept. */
NODISCARD enum status spill_hold(struct ctx *cx, struct str name);
/* Removes *.body of earlier lives; the number removed. */
size_t spill_sweep(void);
/* Every *.held there is; since when, by the clock of the wall. visit may remove it. Their
 * bytes are counted anew: another process may have brought some (spill_copy_held). */
typedef enum status spill_visit(struct ctx *cx, void *arg, struct str name, int64_t since_ms);
NODISCARD enum status spill_each_held(struct ctx *cx, spill_visit *visit, void *arg);
/* Copies NAME.held into another folder, durably; there already is good. */
NODISCARD enum status spill_copy_held(struct ctx *cx, struct str name, const char *into);

/* Writes bytes to fd; from (may be NULL): the spill they lie in, unloaded on the way. */
NODISCARD bool spill_copy_out(int fd, struct str bytes, const struct spill *from);

#endif
