#include "base/base.h"

#include "base/ctx.h"
#include "feature/regroup/regroup_int.h"

enum status regroup_document(struct ctx *cx, const struct grouping_settings *settings,
                             struct str document, struct event *ev, struct grouping *out)
{
    TRY(event_reopen(cx, document, ev));
    grouping_frames_anew(settings, ev);
    return grouping_compute(cx, settings, ev, out, NULL);
}
