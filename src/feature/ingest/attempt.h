/* attempt.h - the last LIMIT_ATTEMPTS_KEPT requests of each project, refused ones with
 * the reason: what onboarding shows while the first event does not come.
 *
 * In memory, per process, for the ATTEMPT_PROJECTS projects heard of last; a refused
 * request must not cost a write. Threads: any. */
#ifndef FEATURE_INGEST_ATTEMPT_H
#define FEATURE_INGEST_ATTEMPT_H

#include "base/base.h"

struct ctx;

enum {
    ATTEMPT_PROJECTS = 256,
    ATTEMPT_TEXT_BYTES = 96,
    ATTEMPT_CLIENT_BYTES = 48,
    ATTEMPT_REMOTE_BYTES = 46, /* longest IPv6 text */
};

struct attempt {
    int64_t at_ms;
    int status;                        /* HTTP                                */
    char remote[ATTEMPT_REMOTE_BYTES]; /* NUL-terminated, cut when longer     */
    char client[ATTEMPT_CLIENT_BYTES];
    char reason[ATTEMPT_TEXT_BYTES]; /* "" = accepted                       */
    char kind[ATTEMPT_CLIENT_BYTES]; /* "event", "transaction, span", …     */
    char event_id[33];               /* "" = none                           */
};

/* For attempt.remote and its like: cut, NUL-terminated, control characters dropped. */
void attempt_text(char *out, size_t size, struct str s);
/* True: it may be told to the live stream, which hears of a project's attempts twice a
 * second at most. */
bool attempt_note(int64_t project_id, const struct attempt *a);
/* The newest with this event id, of any project. */
bool attempt_find(const char *event_id, int64_t *project_id, struct attempt *out);
/* Newest first, into cx->arena. */
size_t attempt_list(struct ctx *cx, int64_t project_id, struct attempt **out);

#endif
