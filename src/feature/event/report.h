/* report.h - what browsers report about broken policies, and the event it becomes
 * (sentry-ingest.md §3.2).
 *
 * Shapes: {"csp-report": {…}}, {"expect-ct-report": {…}}, {"expect-staple-report": {…}};
 * HPKP is bare and has "known-pins"; the Reporting API sends
 * {"type": "csp-violation", "age", "url", "user_agent", "body": {…}} in camelCase.
 * In the event the report stands under `csp`, `expectct`, `expectstaple` or `hpkp` with
 * snake_case keys. */
#ifndef FEATURE_EVENT_REPORT_H
#define FEATURE_EVENT_REPORT_H

#include "base/base.h"

struct ctx;
struct json;
struct json_doc;

enum report_use {
    REPORT_EVENT, /* becomes an event                                          */
    REPORT_OTHER, /* of the Reporting API about something else, or none of these */
    REPORT_NOISE, /* what a browser extension did                              */
};
enum report_use report_judge(const struct json *report);

/* What stands beside a report. */
struct report_source {
    struct str release; /* absent = not said */
    struct str environment;
    struct str user_agent;
};
/* Makes the report that is doc's root an event. One that is none of the shapes stays as it
 * is: an envelope may hold an event under that type. */
void report_to_event(struct ctx *cx, struct json_doc *doc, const struct report_source *from,
                     int64_t received_ms);

#endif
