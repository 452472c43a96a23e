/* session.h - release health: how many sessions a release had, and how they ended.
 *
 * Counters are derived from single updates, as Relay does, and nothing is kept per running
 * session (sentry-ingest.md §14, §16.7):
 *
 *   started    updates with init
 *   crashed, abnormal, unhandled    updates with that status, whatever came before or after
 *   errored    different session ids that ever had an error, by a sketch
 *   users      different distinct ids, by a sketch
 *
 * All updates of a session name the hour in which it began, so they meet in one row, in any
 * order. What this costs: an update that a client sends twice counts twice (SDKs send each
 * once; the digest stores each record once), and a session whose first update is lost is not
 * counted as started. Sketches are exact up to 1,000 members, then within 1.6 %.
 *
 * Sums that server SDKs send ("sessions") are added as they are. */
#ifndef FEATURE_SESSION_SESSION_H
#define FEATURE_SESSION_SESSION_H

#include "core/feature.h"

extern const struct feature feature_session;

#endif
