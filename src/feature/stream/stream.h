/* stream.h - GET /stream: who may hear which topics of the live hub (core/live.h).
 *
 * Topics on the wire: issues, issues:{p}, attempts:{p}, tickets:{p}, issue:{i},
 * presence:{i}, job:{id}, me, system; {p} and {i} in every form that paths take. Each is
 * checked against the reader when the stream opens; what is heard later is only what
 * features publish, plain changed fields. A stream ends soon after its reader's session or
 * token does (reader.h). */
#ifndef FEATURE_STREAM_STREAM_H
#define FEATURE_STREAM_STREAM_H

#include "core/feature.h"

extern const struct feature feature_stream;

#endif
