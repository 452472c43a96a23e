/* client_report.h - what SDKs say they dropped themselves (sentry-ingest.md §6): it joins
 * the outcomes as client_discard.
 *
 * Reasons are an open set of the client's choosing: those the SDKs document pass, of others
 * REPORT_REASONS a project and hour; the rest counts as "other". Quantities are bounded.
 * Nothing here fails: a report that makes no sense is left alone. Threads: any. */
#ifndef FEATURE_INGEST_CLIENT_REPORT_H
#define FEATURE_INGEST_CLIENT_REPORT_H

#include "base/base.h"

struct ctx;

enum {
    REPORT_ENTRIES = 100,      /* of one list; further ones too     */
    REPORT_QUANTITY = 1000000, /* of one entry at most             */
    REPORT_REASONS = 16,
};

void client_report_count(struct ctx *cx, int64_t project_id, struct str payload);

#endif
