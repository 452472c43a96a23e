/* alert.h - rules that tell people and programs outside of an issue (gosnag-api.md §11).
 *
 * An alert is a rule (feature/rule) that rings: for an issue that is new, reopened or
 * regressed (by an event, or because the clock ended its snooze) when its conditions hold; for
 * another one when a batch of events carried a counted figure (events, velocity, users,
 * priority) over one of its thresholds, so that they hold now and did not before it. Each rings
 * once per issue and its own throttle_minutes, which stands in the store (alert_ring) and is
 * taken only by ringing. One that wants to also tells of the being resolved.
 *
 * Ringing writes, in the transaction of its cause, a row of the log (alert_delivery) and one of
 * the outbox for each recipient. What is said is made of issue and alert when it is delivered.
 * Every try is kept with the answer's beginning (alert_try). An alert that gathers, or keeps
 * still by its schedule, has one message for all that rang meanwhile (alert_batch.c).
 *
 * Ways out are one table (alert_channel.c); calls go through the outgoing guard (port/httpc.h).
 * Addresses, tokens and secrets are sealed in the store and leave the program only as calls. */
#ifndef FEATURE_ALERT_ALERT_H
#define FEATURE_ALERT_ALERT_H

#include "core/feature.h"

extern const struct feature feature_alert;

#endif
