/* system.h - is the program well: /health, /ready, /metrics, the API's description,
 * and `gosnag doctor`. */
#ifndef FEATURE_SYSTEM_SYSTEM_H
#define FEATURE_SYSTEM_SYSTEM_H

#include "core/feature.h"

struct jsonw;

extern const struct feature feature_system;

/* Asks the store and every feature. Writes "reasons" (why not) when w is given;
 * returns whether all are well. */
bool system_is_ready(struct ctx *cx, struct jsonw *w);
/* Writes "notes" (damage that was borne), when there are any. */
void system_notes(struct ctx *cx, struct jsonw *w);

/* `gosnag doctor`: one line per check on standard output; E_CONFLICT when one fails. */
NODISCARD enum status system_doctor(struct ctx *cx, const struct str *args, size_t n);

#endif
