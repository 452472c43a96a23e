/* outbox_api.h - what waits to leave the house, for admins: lists, retry, and the jobs that
 * run core/outbox. */
#ifndef FEATURE_OUTBOX_OUTBOX_API_H
#define FEATURE_OUTBOX_OUTBOX_API_H

#include "core/feature.h"

extern const struct feature feature_outbox;

#endif
