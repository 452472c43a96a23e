/* feedback_int.h - between the files of this folder. */
#ifndef FEATURE_FEEDBACK_FEEDBACK_INT_H
#define FEATURE_FEEDBACK_FEEDBACK_INT_H

#include "core/field.h"
#include "core/job.h"
#include "core/router.h"
#include "feature/feedback/feedback.h"
#include "feature/ingest/item_sink.h"

/* feedback_item.c */
extern const struct item_sink feedback_items[];
extern const struct job feedback_jobs[];

/* feedback_api.c: REST */
extern const struct route feedback_routes[];
extern const struct route_param feedback_params[];

/* feedback_reply_api.c: answers by mail. */
struct feedback_reply {
    struct str id;
    struct str user_id; /* absent = a project's token */
    struct str user_name;
    struct str body;
    int64_t created_ms;
};
extern const struct field feedback_reply_in[], feedback_reply_out[];
NODISCARD enum status feedback_replies(struct ctx *cx, int64_t project_id, struct str feedback_id,
                                       struct field_list *out);
route_handler feedback_reply_post;
/* feedback_api.c: {feedback} of a path. */
NODISCARD enum status feedback_read_id(struct ctx *cx, const struct request *rq, struct str *out);

/* feedback_door_api.c: the older web API and the report dialog */
route_handler feedback_web_post, feedback_dialog_get, feedback_dialog_post;

/* feedback_dialog.c: the script that shows the form, for one address with its query. */
struct feedback_dialog {
    struct str url;  /* of this server, with the query as it came */
    struct str name; /* what the form begins with; may be absent  */
    struct str email;
    struct str title;
    struct str subtitle;
};
struct str feedback_dialog_script(struct ctx *cx, const struct feedback_dialog *d);

#endif
