/* minidump_feature.h - the door for crash dumps (sentry-ingest.md §3.3).
 *
 * What breakpad, crashpad and Electron send, a form or the dump alone, becomes an envelope
 * with an event and files; what the dump says is read by the digest (event/minidump.h), as
 * of dumps that come in envelopes. The dump is kept as a file of the event. */
#ifndef FEATURE_MINIDUMP_MINIDUMP_FEATURE_H
#define FEATURE_MINIDUMP_MINIDUMP_FEATURE_H

#include "core/feature.h"

struct ctx;
struct multipart_part;

extern const struct route minidump_routes[];
extern const struct feature feature_minidump;

/* minidump_form.c: the event that the parts of a form describe, as JSON text: `sentry` as a
 * whole, in numbered pieces or as bracketed fields, `__sentry-event` and breadcrumbs in
 * MessagePack, all other text fields under extra. What cannot be read is left out. */
struct str minidump_form_event(struct ctx *cx, const struct multipart_part *parts, size_t n);
/* Is this part one of those, and no file to keep? */
bool minidump_form_is_event(const struct multipart_part *part);

#endif
