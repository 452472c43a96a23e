/* core/live_pace.h - two messages a second and topic; for live.c, under its lock.
 *
 * Remembers when topics were last told something. More topics than can be kept in mind
 * within one tick count as told just now: they wait for the tick, which is never wrong. */
#ifndef CORE_LIVE_PACE_H
#define CORE_LIVE_PACE_H

#include "base/base.h"

enum { LIVE_TICK_MS = 500 };

/* Was it told something less than a tick ago? Topics are hashes; times monotonic. */
bool live_pace_is_early(uint64_t topic, int64_t now_ms);
void live_pace_note(uint64_t topic, int64_t now_ms);
/* Forgets all of them. */
void live_pace_reset(void);

#endif
