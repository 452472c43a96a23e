/* tracker_forge.h - what GitHub and Gitea have in common: issues of a repository. */
#ifndef FEATURE_TRACKER_TRACKER_FORGE_H
#define FEATURE_TRACKER_TRACKER_FORGE_H

#include "feature/tracker/tracker.h"

struct jsonw;

/* Where they differ. */
struct forge {
    const char *page_size; /* the parameter's name                        */
    const char *list;      /* further parameters of the list, "&…"        */
    /* Writes the member "labels"; it may call. NULL: no labels. */
    enum status (*add_labels)(struct ctx *cx, struct tracker_session *s, struct jsonw *w);
};

/* "/repos/OWNER/REPO", escaped. */
struct str forge_repository(struct ctx *cx, const struct tracker_settings *s);
NODISCARD enum status forge_check(struct ctx *cx, struct tracker_session *s);
NODISCARD enum status forge_create(struct ctx *cx, struct tracker_session *s,
                                   const struct forge *forge, const struct tracker_ticket *ticket,
                                   struct tracker_ref *out);
NODISCARD enum status forge_find(struct ctx *cx, struct tracker_session *s,
                                 const struct forge *forge, const struct tracker_look *look,
                                 struct tracker_ref *out);
NODISCARD enum status forge_get(struct ctx *cx, struct tracker_session *s, struct str key,
                                struct tracker_ref *out);
NODISCARD enum status forge_reopen(struct ctx *cx, struct tracker_session *s, struct str key);
void forge_hear(struct ctx *cx, const struct tracker_session *s, const struct json *body,
                struct tracker_ref *out);

#endif
