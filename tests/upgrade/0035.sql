-- 0035.sql - issues with tickets as schema 35 may hold them.
UPDATE issue SET jira_ticket_key = 'SHOP-7', jira_ticket_url = 'https://j/browse/SHOP-7',
    github_issue_number = 12, github_issue_url = 'https://github.com/o/r/issues/12'
WHERE id = (SELECT min(id) FROM issue);
