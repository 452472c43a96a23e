/* digest_watch.h - a batch that never ends must not stop the digest for good.
 *
 * A record on which our own code runs in circles would hold up every project. The digest
 * thread may compute LIMIT_DIGEST_CPU_S on one batch (waiting costs nothing); then the
 * program begins anew (port/restart.h), and the progress file leads to the record as after
 * any death (digest.h): it ends in quarantine, the rest goes on. */
#ifndef FEATURE_INGEST_DIGEST_WATCH_H
#define FEATURE_INGEST_DIGEST_WATCH_H

#include "base/base.h"

/* Once, by the digest thread itself: its processor time is what counts. False: the system
 * has no such timer (logged); the digest then runs unwatched. */
bool digest_watch_init(void);
/* A batch begins: the time starts anew. */
void digest_watch_begin(void);
/* It has ended, or the thread does something else. */
void digest_watch_end(void);
void digest_watch_release(void);

#endif
