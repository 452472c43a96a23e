/* fault_rules.h - tests only: rules of every kind, and a pattern of statements, as rows and bodies
 * of fault_test.c. */
#ifndef APP_FAULT_RULES_H
#define APP_FAULT_RULES_H

#define RULE_UUID "01934567-89ab-7cde-8f01-0000000000fd"
#define RULE_ROW                                                                                   \
    "DELETE FROM project_section WHERE name = 'fingerprint_rules';"                                \
    "INSERT INTO project_section (project_id, name, version, body, updated_ms) SELECT min(id),"    \
    " 'fingerprint_rules', 1, '{\"rules\":[{\"id\":\"" RULE_UUID "\",\"name\":\"\","               \
    "\"enabled\":true,\"matchers\":[{\"key\":\"type\",\"pattern\":\"E\"}],"                        \
    "\"fingerprint\":[\"x\"],\"title\":\"\",\"position\":0,\"version\":1}]}', 1 FROM project"
#define POINTS(n)       "\"rule_type\":\"x\",\"points\":" n
#define TAG             "\"tag_key\":\"k\",\"tag_value\":\"v\""
#define ALERT           "\"alert_type\":\"email\",\"config\":{\"recipients\":[\"a@b.c\"]}"
#define DELIVERY_UUID   "01934567-89ab-7cde-8f01-0000000000ad"
/* A path has one argument: alert and delivery are called the same. */
#define DELIVERY_ROWS                                                                              \
    "INSERT INTO alert_delivery (project_id, uuid, rule_id, issue_id, reason, recipient, state,"   \
    " attempts, outbox_uuid, created_ms, done_ms) SELECT project_id, uuid, id, 0, 'new', 'h',"     \
    " 'dead', 1, '" DELIVERY_UUID "', 1, 1 FROM rule WHERE kind = 'alert';"                        \
    "INSERT INTO outbox (uuid, channel, kind, recipient, payload_box, state, due_ms, created_ms)"  \
    " VALUES ('" DELIVERY_UUID "', 'webhook', 'alert', 'h', '', 'dead', 1, 1)"
#define RULED(own)      "{\"name\":\"a\",\"enabled\":true,\"conditions\":{\"operator\":\"or\"}," own "}"
#define ROUTE_UUID "01934567-89ab-7cde-8f01-0000000000fe"
#define ROUTE_ROW                                                                                  \
    "DELETE FROM project_section WHERE name = 'route_rules';"                                      \
    "INSERT INTO project_section (project_id, name, version, body, updated_ms) SELECT min(id),"    \
    " 'route_rules', 1, '{\"rules\":[{\"id\":\"" ROUTE_UUID "\",\"match_pattern\":\"a\","          \
    "\"canonical_path\":\"/a\"}]}', 1 FROM project; UPDATE project SET framework = 'codeigniter'"

/* Of the number 7. */
#define PATTERN_UUID  "00000000-0000-8000-8000-000000000007"
#define PATTERN_MUTED "{\"muted\":true}"
#define PATTERN_ROW                                                                                \
    "INSERT INTO query_pattern (project_id, id, query_hash, transaction_name, normalized_query,"   \
    " table_name, event_count, distinct_events, timed_count, total_us, max_us, is_muted,"          \
    " first_seen_ms, last_seen_ms) SELECT min(id), 7, 'h', '', 'q', '', 1, 1, 0, 0, 0, FALSE, 1,"  \
    " 1 FROM project"

#endif
