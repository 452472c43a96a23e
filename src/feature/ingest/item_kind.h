/* item_kind.h - envelope item types, their rate-limit category and what we do with them
 * (sentry-ingest.md §6). Unknown types are counted, never an error. */
#ifndef FEATURE_INGEST_ITEM_KIND_H
#define FEATURE_INGEST_ITEM_KIND_H

#include "base/base.h"

struct item_sink;

enum item_use {
    ITEM_EVENT,  /* spooled and digested                    */
    ITEM_REPORT, /* the same; a browser's report (report.h) */
    ITEM_FORM,   /* spooled, joins the envelope's first event (form_data.h) */
    ITEM_KEEP,   /* spooled and handed to a feature's sink  */
    ITEM_COUNT,  /* counted by category, answered 200       */
    ITEM_TOLD,   /* what the client dropped (client_report.h) */
};

enum { ITEM_SINKS = 16 }; /* of all features together */

struct item_kind {
    const char *type;
    const char *category; /* of X-Sentry-Rate-Limits and outcomes */
    enum item_use use;
    const struct item_sink *sink; /* ITEM_KEEP */
};

/* Takes the sinks of all features. Once, before threads start. */
void item_kinds_init(void);
/* Never NULL. */
const struct item_kind *item_kind_of(struct str type);
/* Kinds with a sink, in the order of features: item_kind_kept(i) until NULL. */
const struct item_kind *item_kind_kept(size_t i);

#endif
