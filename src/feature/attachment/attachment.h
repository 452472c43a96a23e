/* attachment.h - files that came with events: screenshots, view hierarchies, logs, dumps.
 *
 * An attachment belongs to an event id. The event may come earlier, in the same request,
 * later or never; files of events that never came are deleted after
 * ATTACHMENT_ORPHAN_DAYS. Kept are at most ATTACHMENTS_PER_EVENT of an event, and of a
 * project as many bytes as the setting says. What is too large is noted without its
 * bytes, and the event is kept all the same.
 *
 * Order, so that an acknowledged file is not lost and none is left for ever: prepare
 * writes the bytes (file_store.h), store the row in the digest's transaction; a row goes
 * before its file; files without a row are swept once they are two days old. */
#ifndef FEATURE_ATTACHMENT_ATTACHMENT_H
#define FEATURE_ATTACHMENT_ATTACHMENT_H

#include "feature/attachment/file_store.h"
#include "core/feature.h"

enum {
    ATTACHMENTS_MOST = 100, /* of an event: ATTACHMENTS_PER_EVENT may say so */
    ATTACHMENT_NAME = 255,  /* bytes, cleaned */
    ATTACHMENT_TYPE = 100,  /* bytes of content type and kind */
    ATTACHMENT_ORPHAN_DAYS = 7,
};

struct attachment {
    struct file_key key;
    int64_t received_ms;
    struct str name;
    struct str content_type; /* image types only when the bytes begin like one */
    struct str kind;         /* event.attachment, event.view_hierarchy, event.minidump, … */
    int64_t size;
    struct str refused; /* "" = kept; too_large */
};

/* In order of receipt. */
NODISCARD enum status attachments_of_event(struct ctx *cx, int64_t project_id,
                                           const struct event_id *event_id, struct attachment **out,
                                           size_t *n);

/* For retention: deletes files of days before before_ms, at most max of them; *n = deleted.
 * Own transactions. */
NODISCARD enum status attachment_forget_before(struct ctx *cx, int64_t before_ms, size_t max,
                                               size_t *n);

/* Deletes the files of one event; *n = deleted. Own transaction. */
NODISCARD enum status attachment_forget_event(struct ctx *cx, int64_t project_id,
                                              const struct event_id *event_id, size_t *n);

/* A name that can be shown and offered for saving: its last path segment without control
 * characters, cut; "attachment" when nothing is left. */
struct str attachment_clean_name(struct ctx *cx, struct str name);
/* What the bytes are: the type that was sent, if it is well-formed; an image type only
 * when they begin like it. */
struct str attachment_content_type(struct ctx *cx, struct str sent, struct str bytes);
bool attachment_is_image(struct str content_type);

extern const struct feature feature_attachment;

#endif
