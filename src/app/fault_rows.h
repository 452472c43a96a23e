/* fault_rows.h - tests only: rows that steps of fault_test.c need: links, issues, comments, a
 * record in quarantine, a person who leaves. */
#ifndef APP_FAULT_ROWS_H
#define APP_FAULT_ROWS_H

/* PostgreSQL's numbers have gaps after faults: never 1 and 2. */
#define FIRST(table) "(SELECT min(id) FROM " table ")"
#define LAST(table)  "(SELECT max(id) FROM " table ")"
#define LINK(kind)                                                                                 \
    "INSERT INTO one_time_link (token_hash, kind, user_id, created_ms, expires_ms) VALUES"         \
    " (#h, " kind ", 1, 1900000000000)"
#define WORK_UUID      "01934567-89ab-7cde-8f01-0000000000fc"
#define LAST_UNDO      "SELECT token FROM undo ORDER BY id DESC LIMIT 1"
#define UUID_OF(table) "SELECT uuid FROM " table " ORDER BY id DESC LIMIT 1"
/* Issue no of one fingerprint, whose hash is fifteen times 'a' (0x61) and no. */
#define ISSUE_UUID(no) "01934567-89ab-7cde-8f01-00000000000" no
#define ISSUE_ROWS(no)                                                                             \
    "INSERT INTO issue (uuid, project_id, short_no, title, title_folded, type, culprit, location," \
    " level, platform, is_unhandled, status, first_seen_ms, last_seen_ms, last_seen_minute,"       \
    " event_count, stored_count, user_count, first_release, last_release, created_ms, updated_ms)" \
    " SELECT '01934567-89ab-7cde-8f01-00000000000" no "', min(id), " no ","                        \
    " 'Boom', 'boom', 'E', 'c', '', 'error', 'python', FALSE, 'open', 1000, 9000, 0, 5, 5, 1,"     \
    " '1.0', '1.0', 1, 1 FROM project;"                                                            \
    "INSERT INTO fingerprint (project_id, hash, grouping_version, issue_id, home_issue_id,"        \
    " first_seen_ms, last_seen_ms, event_count, stored_count)"                                     \
    " SELECT project_id, CAST('aaaaaaaaaaaaaaa" no "' AS blob),"                                   \
    " 1, id, id, 1, 1, 5, 5 FROM issue WHERE short_no = " no
#define QUARANTINE_UUID "01934567-89ab-7cde-8f01-0000000000fa"
#define QUARANTINE_ROW                                                                             \
    "INSERT INTO quarantine (uuid, project_id, reason, detail, spool_id, seq, received_ms,"        \
    " record, is_wanted, created_ms) SELECT '" QUARANTINE_UUID "', min(id), 'invalid', 'x',"       \
    " '01934567-89ab-7cde-8f01-0000000000f9', 1, 1, CAST('x' AS blob), FALSE, 1 FROM project"
/* A comment on issue 1 with the uuid of the issue: a path has one argument. */
#define COMMENT_ROW                                                                                \
    "INSERT INTO comment (uuid, project_id, issue_id, origin_issue_id, user_id, body, created_ms," \
    " updated_ms) SELECT uuid, project_id, id, id, " FIRST(                                        \
        "user_account") ", 'x', 1, 1"                                                              \
                        " FROM issue WHERE short_no = 1"
/* User 9001 leaves issue 9002; signed with a key derived from no secret at all. */
#define LEAVING_TOKEN "9001.9003.9002.79726ed70cd7310752f3e72e6933f498"
#define LEAVING_ROWS                                                                               \
    "INSERT INTO user_account (id, uuid, email, email_folded, name, role, status, created_ms,"     \
    " updated_ms) VALUES (9001, '01934567-89ab-7cde-8f01-0000000000fe', 'u@b.c', 'u@b.c', 'U',"    \
    " 'viewer', 'active', 1, 1);"                                                                  \
    "INSERT INTO issue_follow (user_id, issue_id, created_ms) VALUES (9001, 9002, 1);"             \
    "INSERT INTO issue (id, uuid, project_id, short_no, title, title_folded, type, culprit,"       \
    " location, level, platform, is_unhandled, status, first_seen_ms, last_seen_ms,"               \
    " last_seen_minute, event_count, stored_count, user_count, first_release, last_release,"       \
    " created_ms, updated_ms) SELECT 9002, '01934567-89ab-7cde-8f01-0000000000ff', min(id), 99,"   \
    " 'x', 'x', 'E', '', '', 'error', '', FALSE, 'open', 1, 1, 0, 0, 0, 0, '', '', 1, 1"           \
    " FROM project"

#endif
