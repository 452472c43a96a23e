/* file_store.h - where the bytes of attachments lie.
 *
 * A struct of functions: on disk (file_store_disk.c); an object store can fill the same
 * shape, and callers stay as they are. A name is made of numbers alone, never of anything
 * a client wrote: the day of receipt, the project, the event and 16 random bytes.
 *
 * Threads: any. */
#ifndef FEATURE_ATTACHMENT_FILE_STORE_H
#define FEATURE_ATTACHMENT_FILE_STORE_H

#include "base/base.h"
#include "base/id.h"

struct ctx;
struct spill;

struct file_key {
    int64_t day;
    int64_t project_id;
    struct event_id event_id;
    struct event_id id; /* random */
};

/* A visit of every file, for whoever looks for those that nobody knows. */
typedef enum status file_visit(struct ctx *cx, void *arg, const struct file_key *key);

struct file_store {
    /* After OK the bytes are durable. from: the spill they lie in, or NULL. E_BUSY: no room,
     * try again; then nothing is left. */
    enum status (*put)(struct ctx *cx, const struct file_key *key, struct str bytes,
                       const struct spill *from);
    /* A descriptor to read from the start (the caller closes it) and the number of bytes.
     * E_MISSING. */
    enum status (*open)(struct ctx *cx, const struct file_key *key, int *fd, uint64_t *len);
    /* What is not there is as good as removed. */
    void (*remove)(const struct file_key *key);
    /* Files written before before_ms; a failure of visit ends it. */
    enum status (*each)(struct ctx *cx, int64_t before_ms, file_visit *visit, void *arg);
};

/* The store in use. */
const struct file_store *file_store(void);

/* DATA_DIR/attachments/DAY/PROJECT-EVENT-ID. Makes the folder. Again is harmless. */
NODISCARD enum status file_store_disk_open(struct ctx *cx, const char *path);
void file_store_disk_close(void);

#endif
