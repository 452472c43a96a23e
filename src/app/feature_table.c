/* The ordered list of features. The order is that of hooks and of start; a feature may
 * include the public headers of those above it. One line each. */
#include "base/base.h"

#include "core/feature.h"
#include "feature/alert/alert.h"
#include "feature/attachment/attachment.h"
#include "feature/audit/audit.h"
#include "feature/comment/comment.h"
#include "feature/condition/condition.h"
#include "feature/demo/demo.h"
#include "feature/erasure/erasure.h"
#include "feature/event/event.h"
#include "feature/feedback/feedback.h"
#include "feature/grouping/grouping.h"
#include "feature/inbound/inbound.h"
#include "feature/ingest/ingest.h"
#include "feature/issue/issue_api.h"
#include "feature/mail/mail.h"
#include "feature/monitor/monitor.h"
#include "feature/minidump/minidump_feature.h"
#include "feature/notify/notify.h"
#include "feature/oidc/oidc.h"
#include "feature/outbox/outbox_api.h"
#include "feature/priority/priority.h"
#include "feature/project/project.h"
#include "feature/query/query.h"
#include "feature/rate_limit/rate_limit.h"
#include "feature/regroup/regroup.h"
#include "feature/release/deploy.h"
#include "feature/retention/retention.h"
#include "feature/route_rule/route_rule.h"
#include "feature/rule/rule.h"
#include "feature/search/search.h"
#include "feature/session/session.h"
#include "feature/stats/stat.h"
#include "feature/stream/stream.h"
#include "feature/system/system.h"
#include "feature/tag_rule/tag_rule.h"
#include "feature/tracker/tracker.h"
#include "feature/undo/undo.h"
#include "feature/user/user.h"
#include "feature/view/view.h"
#include "feature/web/web.h"
#include "feature/work/work.h"

/* clang-format off */
const struct feature *const feature_table[] = {
    &feature_audit,
    &feature_mail,
    &feature_user,
    &feature_oidc,
    &feature_project,
    &feature_work,
    &feature_undo,
    &feature_release,
    &feature_event,
    &feature_route_rule,
    &feature_grouping,
    &feature_stats,
    &feature_issue,
    &feature_notify,
    &feature_comment,
    &feature_regroup,
    &feature_condition,
    &feature_rule,
    &feature_priority,
    &feature_tag_rule,
    &feature_alert,
    &feature_tracker,
    &feature_search,
    &feature_view,
    &feature_inbound,
    &feature_rate_limit,
    &feature_ingest,
    &feature_monitor,
    &feature_session,
    &feature_query,
    &feature_feedback,
    &feature_minidump,
    &feature_attachment,
    &feature_erasure,
    &feature_retention,
    &feature_outbox,
    &feature_stream,
    &feature_system,
    &feature_web,
    &feature_demo,
    NULL,
};
/* clang-format on */
