/* attachment_int.h - between the files of this folder. */
#ifndef FEATURE_ATTACHMENT_ATTACHMENT_INT_H
#define FEATURE_ATTACHMENT_ATTACHMENT_INT_H

#include "core/job.h"
#include "core/router.h"
#include "feature/attachment/attachment.h"
#include "feature/ingest/item_sink.h"

struct attachment_config {
    int64_t max_bytes;         /* of one */
    int64_t project_max_bytes; /* of all of a project */
    int64_t per_event;
    struct str dir; /* "" = DATA_DIR/attachments */
};
const struct attachment_config *attachment_config(void);

/* At start; jobs that are run from the shell do without one. */
NODISCARD enum status attachment_open_files(struct ctx *cx);

struct str attachment_id_bytes(const struct event_id *id);

/* A row to be deleted, and what it weighs. */
struct doomed {
    struct file_key key;
    int64_t size;
    bool is_kept; /* its bytes count in attachment_usage */
};
/* Rows in one transaction of its own, then their files. */
NODISCARD enum status attachment_delete(struct ctx *cx, const struct doomed *rows, size_t n);

/* attachment_item.c: of struct item_sink. */
NODISCARD enum status attachment_prepare(struct ctx *cx, const struct item_input *in, void **out);
NODISCARD enum status attachment_store(struct ctx *cx, void *const *items, size_t n,
                                       const char **outcomes);

/* attachment_job.c */
extern const struct job attachment_jobs[];

/* attachment_api.c */
extern const struct route attachment_routes[];
extern const struct route_param attachment_params[];

#endif
