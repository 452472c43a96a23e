/* event_file.h - an event from a file: what `gosnag debug …` and golden tests read. */
#ifndef FEATURE_EVENT_EVENT_FILE_H
#define FEATURE_EVENT_EVENT_FILE_H

#include "base/base.h"

struct ctx;
struct event;

/* The whole file ("-" = standard input), at most LIMIT_EVENT_BYTES. E_MISSING, E_TOO_LARGE. */
NODISCARD enum status event_file_read(struct ctx *cx, struct str path, struct str *out);
/* Its event, normalised: received at cx->now_ms from 203.0.113.9; without an event_id of
 * its own it gets a fixed one, so that output can be compared. */
NODISCARD enum status event_file_normalize(struct ctx *cx, struct str path, struct event *out);

#endif
