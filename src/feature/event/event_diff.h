/* event_diff.h - what two stored events differ in, so that a page can draw it.
 *
 * Frames of the main stack are aligned (longest common run of function and file), and of a
 * pair the local variables are compared by the frame's index in `frames` ("0.cart.total");
 * tags, contexts and all other members by path ("request.url", "exception.values.0.value").
 * Left out: what always differs (event_id, timestamp, received) and _meta. A value is JSON
 * text; absent = not there.
 *
 * Bounds: DIFF_CHANGES of a kind, DIFF_FRAMES, DIFF_DEPTH members deep (what lies below is
 * compared as a whole), DIFF_VALUE_BYTES of a value (a longer one is its beginning, a
 * string). */
#ifndef FEATURE_EVENT_EVENT_DIFF_H
#define FEATURE_EVENT_EVENT_DIFF_H

#include "base/base.h"

struct ctx;

enum { DIFF_CHANGES = 300, DIFF_FRAMES = 100, DIFF_DEPTH = 8, DIFF_VALUE_BYTES = 2 << 10 };

struct diff_change {
    struct str path;
    struct str op; /* added, removed, changed */
    struct str left;
    struct str right;
};
struct diff_list {
    struct diff_change items[DIFF_CHANGES];
    size_t n;
};
struct diff_frame {
    struct str op;   /* same, added, removed; changed: another line or variables */
    struct str left; /* {function, filename, lineno, in_app} */
    struct str right;
};
struct event_diff {
    struct diff_frame frames[2 * DIFF_FRAMES]; /* nearest the crash first */
    size_t n_frames;
    struct diff_list locals;
    struct diff_list tags;
    struct diff_list contexts;
    struct diff_list paths;
    bool is_truncated; /* a bound was met */
};
/* left and right: documents as they are stored. */
NODISCARD enum status event_diff(struct ctx *cx, struct str left, struct str right,
                                 struct event_diff *out);

#endif
