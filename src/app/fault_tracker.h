/* fault_tracker.h - tests only: tickets in trackers of others, as steps of fault_test.c. */
#ifndef APP_FAULT_TRACKER_H
#define APP_FAULT_TRACKER_H

#define LINKED_ROW(t)                                                                              \
    "INSERT INTO issue_tracker (project_id, issue_id, tracker, marker, state, origin, rule_id,"    \
    " is_unsure, tried_ms, lease_until_ms, remote_key, remote_url, is_closed, error, checked_ms,"  \
    " created_ms, updated_ms) SELECT project_id, id, '" t "', '', 'linked', 'link', 0, FALSE, 0,"  \
    " 0, '1', 'u', FALSE, '', 0, 1, 1 FROM issue WHERE short_no = 1"

#define STEPS_OF(t)                                                                           \
    { PUT, PROJECT "/trackers/{tracker}", t, "{\"version\":0}", NULL, false },                     \
        { POST, PROJECT "/" t "/test", NULL, NULL, NULL, .is_called = true },                      \
        { POST, PROJECT "/" t "/rules", NULL, RULED("\"min_users\":1"), NULL, false },             \
        { PUT, PROJECT "/" t "/rules/{tracker_rule}", UUID_OF("rule"), RULED("\"min_users\":2"),   \
          NULL, false },                                                                           \
        { DELETE, PROJECT "/" t "/rules/{tracker_rule}", UUID_OF("rule"), NULL, NULL, false },     \
        { POST, ISSUE "/" t, "STORE-1", NULL, NULL, .is_called = true },                           \
        { PUT, ISSUE "/" t "/link", "STORE-1", "{\"key\":\"1\"}", NULL, .is_called = true },       \
        { DELETE, ISSUE "/" t "/link", "STORE-1", NULL, LINKED_ROW(t), false }
#define TRACKER_HOOK "/api/v1/projects/{hook_project}/trackers/{tracker}/webhook"
#define TRACKER_STEPS                                                                              \
    { POST, TRACKER_HOOK, "jira", NULL, NULL, .is_called = true },                                 \
        STEPS_OF("jira"), STEPS_OF("github"), STEPS_OF("gitlab"), STEPS_OF("gitea")

#endif
