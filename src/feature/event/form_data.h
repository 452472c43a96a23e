/* form_data.h - the text fields that a crash was sent with (sentry-ingest.md §6, item
 * "form_data"): ["name","value"] after ["name","value"], as Relay writes them; a list of such
 * pairs and an object are read, too. They become members of the event's `extra`; what the
 * event says itself stays. Unreadable ones are left out. */
#ifndef FEATURE_EVENT_FORM_DATA_H
#define FEATURE_EVENT_FORM_DATA_H

#include "base/base.h"

struct ctx;
struct json_doc;

enum { FORM_FIELDS = 100 }; /* of one form; further ones are left out */

/* doc: the event, before it is normalized. Memory: the document's arena. */
void form_data_to_event(struct ctx *cx, struct json_doc *doc, struct str text);

#endif
