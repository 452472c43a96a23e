// Generated from docs/openapi.json by `npm run codegen`. Do not edit.
export interface paths {
    "/auth/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How people sign in here, and whether the first admin is still to be made. */
        get: operations["getAuthConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/google/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in with an ID token of Google's: {credential}; 503 without GOOGLE_CLIENT_ID. */
        post: operations["postAuthGoogleToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/invite/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom an invitation is for. */
        get: operations["getAuthInviteByToken"];
        put?: never;
        /** Accepts an invitation: sets name and password, and signs in. */
        post: operations["postAuthInviteByToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/local/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in with a password. */
        post: operations["postAuthLocalLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session of the cookie. */
        post: operations["postAuthLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mails a link that sets a new password; always the same answer. */
        post: operations["postAuthPasswordForgot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password/reset/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password by a link, ends all sessions, and signs in. */
        post: operations["postAuthPasswordResetByToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the first admin with the code printed at start, and signs in. */
        post: operations["postAuthSetup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/unsubscribe/{unsubscribe}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a link to unsubscribe is about; a page for browsers. */
        get: operations["getAuthUnsubscribeByUnsubscribe"];
        put?: never;
        /** No more mail about that issue, or with {"all": true} none at all (RFC 8058). */
        post: operations["postAuthUnsubscribeByUnsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of an event: stored, only counted (thinned), filtered, refused, waiting to be digested, kept aside, or never seen. */
        get: operations["getEventsLookup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/favorites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ids of the own favourite projects. */
        get: operations["getFavorites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Groups of projects. */
        get: operations["getGroups"];
        put?: never;
        /** Makes a group, the last in order. */
        post: operations["postGroups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Renames a group, sets or clears its webhook. */
        put: operations["putGroupsByGroup"];
        post?: never;
        /** Deletes a group; its projects stay. */
        delete: operations["deleteGroupsByGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Issues of all projects. */
        get: operations["getIssues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/{issue}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One issue of any project. */
        get: operations["getIssuesByIssue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same on issues of all projects. */
        post: operations["postIssuesBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Issues of all projects by status. */
        get: operations["getIssuesCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The issues of a query over all projects as a file. */
        get: operations["getIssuesExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the issues of a query have in common, by project too. */
        get: operations["getIssuesFacets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a long piece of work is, for who asked for it and for admins. */
        get: operations["getJobsByJob"];
        put?: never;
        post?: never;
        /** Stops it after the step it is at; what was done stays, and can be undone. */
        delete: operations["deleteJobsByJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in. */
        get: operations["getMe"];
        /** Changes the own name. */
        put: operations["putMe"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/bootstrap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All the page needs to paint: the reader, projects with figures, groups, preferences. */
        get: operations["getMeBootstrap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes the own password and ends the other sessions. */
        put: operations["putMePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page's own settings of this person: any JSON object. */
        get: operations["getMePreferences"];
        /** Replaces them; up to 16 KiB. How one is told: notify.inbox and notify.mail by kind (all, mention, assigned, followed, reopened: false), quiet_hours {from, to}, utc_offset_min. */
        put: operations["putMePreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one is signed in. */
        get: operations["getMeSessions"];
        put?: never;
        post?: never;
        /** Ends all of the own sessions but the one that asks. */
        delete: operations["deleteMeSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of the own sessions. */
        delete: operations["deleteMeSessionsBySession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a second factor is on, and how many recovery codes are left. */
        get: operations["getMeTotp"];
        /** Switches it on with its first code, or gives new recovery codes; told this once. */
        put: operations["putMeTotp"];
        /** Begins a second factor: a secret for the authenticator app. On only after PUT. */
        post: operations["postMeTotp"];
        /** Switches it off with a code of the app or a recovery code. */
        delete: operations["deleteMeTotp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/visits/{scope}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Notes that the reader looks at a list now, and says when they did before. */
        put: operations["putMeVisitsByScope"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The reader's inbox, unread first. */
        get: operations["getNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks as read: some, those of an issue, or all, up to a time. */
        post: operations["postNotificationsRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description of the API. */
        get: operations["getOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All projects with their figures, in people's order. */
        get: operations["getProjects"];
        put?: never;
        /** Makes a project and its first DSN key. */
        post: operations["postProjects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{hook_project}/trackers/{tracker}/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where the tracker's webhook calls; signed with its secret. */
        post: operations["postProjectsByHookProjectTrackersByTrackerWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One project with its DSN. */
        get: operations["getProjectsByProject"];
        /** Changes settings; what is not sent stays. A stale version is refused with 409. */
        put: operations["putProjectsByProject"];
        post?: never;
        /** Deletes a project with everything in it. */
        delete: operations["deleteProjectsByProject"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alerts of a project, oldest first; without secrets. */
        get: operations["getProjectsByProjectAlerts"];
        put?: never;
        /** Adds an alert. */
        post: operations["postProjectsByProjectAlerts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/alerts/{alert}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One alert; without secrets. */
        get: operations["getProjectsByProjectAlertsByAlert"];
        /** Replaces an alert; secrets that are absent or empty stay, and so does alert_type. */
        put: operations["putProjectsByProjectAlertsByAlert"];
        post?: never;
        /** Removes an alert, if it is there. */
        delete: operations["deleteProjectsByProjectAlertsByAlert"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/alerts/{alert}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent of an alert in 30 days, newest first, with every try. */
        get: operations["getProjectsByProjectAlertsByAlertDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/alerts/{alert}/deliveries/{delivery}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a delivery again at once. */
        post: operations["postProjectsByProjectAlertsByAlertDeliveriesByDeliveryRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/alerts/{alert}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the alert now, about the newest issue, and says what came back. */
        post: operations["postProjectsByProjectAlertsByAlertTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/alerts/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a webhook of that format would be sent about the newest issue. */
        post: operations["postProjectsByProjectAlertsMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/conditions/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What conditions would have said of the newest stored events, as a whole and each by itself; with the figures of now. Of the kind alert also when it would have rung in seven days. */
        post: operations["postProjectsByProjectConditionsPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/deploys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest 20 deploys. */
        get: operations["getProjectsByProjectDeploys"];
        put?: never;
        /** Tells that a version went live: {version, commit?, environment?, url?}. */
        post: operations["postProjectsByProjectDeploys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Erasures of end users, newest first: how far they are and what they took. */
        get: operations["getProjectsByProjectErasures"];
        put?: never;
        /** Erases what the project holds of one end user, named by id, mail, name or address. */
        post: operations["postProjectsByProjectErasures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/favorite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes a project one's favourite. */
        put: operations["putProjectsByProjectFavorite"];
        post?: never;
        /** Takes a project off one's favourites. */
        delete: operations["deleteProjectsByProjectFavorite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people wrote about this project, newest first. */
        get: operations["getProjectsByProjectFeedback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/feedback/{feedback}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them. */
        get: operations["getProjectsByProjectFeedbackByFeedback"];
        /** Marks it new, resolved or spam. */
        put: operations["putProjectsByProjectFeedbackByFeedback"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/feedback/{feedback}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answers by mail. */
        post: operations["postProjectsByProjectFeedbackByFeedbackReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/gitea/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules that make tickets by themselves, oldest first. */
        get: operations["getProjectsByProjectGiteaRules"];
        put?: never;
        /** Adds a rule. */
        post: operations["postProjectsByProjectGiteaRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/gitea/rules/{tracker_rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces a rule. */
        put: operations["putProjectsByProjectGiteaRulesByTrackerRule"];
        post?: never;
        /** Removes a rule, if it is there. */
        delete: operations["deleteProjectsByProjectGiteaRulesByTrackerRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/gitea/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the tracker whether address, account and project are good. */
        post: operations["postProjectsByProjectGiteaTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/github/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules that make tickets by themselves, oldest first. */
        get: operations["getProjectsByProjectGithubRules"];
        put?: never;
        /** Adds a rule. */
        post: operations["postProjectsByProjectGithubRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/github/rules/{tracker_rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces a rule. */
        put: operations["putProjectsByProjectGithubRulesByTrackerRule"];
        post?: never;
        /** Removes a rule, if it is there. */
        delete: operations["deleteProjectsByProjectGithubRulesByTrackerRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/github/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the tracker whether address, account and project are good. */
        post: operations["postProjectsByProjectGithubTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/gitlab/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules that make tickets by themselves, oldest first. */
        get: operations["getProjectsByProjectGitlabRules"];
        put?: never;
        /** Adds a rule. */
        post: operations["postProjectsByProjectGitlabRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/gitlab/rules/{tracker_rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces a rule. */
        put: operations["putProjectsByProjectGitlabRulesByTrackerRule"];
        post?: never;
        /** Removes a rule, if it is there. */
        delete: operations["deleteProjectsByProjectGitlabRulesByTrackerRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/gitlab/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the tracker whether address, account and project are good. */
        post: operations["postProjectsByProjectGitlabTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/grouping/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Applies today's grouping to stored events, as a job: whole fingerprints change their issue, events of those that part are moved. The job's result says what was done and how many events were only counted and stayed; its undo takes it back. */
        post: operations["postProjectsByProjectGroupingApply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/grouping/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a fingerprint rule, or today's settings, would do to stored events: which issues would become one, which would part. Looks at the newest events of the issues seen last; complete says whether that was all. */
        post: operations["postProjectsByProjectGroupingPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/grouping/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fingerprint rules of a project, in the order they are tried. */
        get: operations["getProjectsByProjectGroupingRules"];
        put?: never;
        /** Adds a fingerprint rule: events that match all matchers are one issue for each value of the fingerprint. It acts on later events. */
        post: operations["postProjectsByProjectGroupingRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/grouping/rules/{grouping_rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces a fingerprint rule. A stale version is refused with 409. */
        put: operations["putProjectsByProjectGroupingRulesByGroupingRule"];
        post?: never;
        /** Removes a fingerprint rule; issues it made stay. */
        delete: operations["deleteProjectsByProjectGroupingRulesByGroupingRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/ingest-attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last requests SDKs sent to this project, refused ones with why. */
        get: operations["getProjectsByProjectIngestAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Issues of a project. */
        get: operations["getProjectsByProjectIssues"];
        put?: never;
        post?: never;
        /** Deletes issues; a later event of theirs makes a new one. */
        delete: operations["deleteProjectsByProjectIssues"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One issue. */
        get: operations["getProjectsByProjectIssuesByIssue"];
        /** Changes the status of an issue. */
        put: operations["putProjectsByProjectIssuesByIssue"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to an issue, newest first. */
        get: operations["getProjectsByProjectIssuesByIssueActivities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Assigns an issue to a user, or to nobody. */
        put: operations["putProjectsByProjectIssuesByIssueAssign"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Comments on an issue, oldest first. */
        get: operations["getProjectsByProjectIssuesByIssueComments"];
        put?: never;
        /** Comments, or answers a comment. Who is mentioned follows the issue. */
        post: operations["postProjectsByProjectIssuesByIssueComments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/comments/{comment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a comment: its author or an admin. */
        put: operations["putProjectsByProjectIssuesByIssueCommentsByComment"];
        post?: never;
        /** Deletes a comment: its author or an admin. */
        delete: operations["deleteProjectsByProjectIssuesByIssueCommentsByComment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/db-analysis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The statements before the issue's newest event, by shape. */
        post: operations["postProjectsByProjectIssuesByIssueDbAnalysis"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/db-analysis/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How the project's database would run one of them: EXPLAIN only, in a transaction that reads only, for 4 s at most. */
        post: operations["postProjectsByProjectIssuesByIssueDbAnalysisExplain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stored events, newest first. */
        get: operations["getProjectsByProjectIssuesByIssueEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/events/{event}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An event and its neighbours: latest, oldest, best, its id or event id. */
        get: operations["getProjectsByProjectIssuesByIssueEventsByEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/events/{event}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files that came with an event. */
        get: operations["getProjectsByProjectIssuesByIssueEventsByEventAttachments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/events/{event}/attachments/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them, as it was sent. */
        get: operations["getProjectsByProjectIssuesByIssueEventsByEventAttachmentsByAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/events/{event}/diff/{other}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What two events differ in: frames, their locals, tags, contexts, and all else by path. */
        get: operations["getProjectsByProjectIssuesByIssueEventsByEventDiffByOther"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags of all its events, with counts. */
        get: operations["getProjectsByProjectIssuesByIssueFacets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/facets/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All counted values of one tag. */
        get: operations["getProjectsByProjectIssuesByIssueFacetsByKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people wrote about an issue. */
        get: operations["getProjectsByProjectIssuesByIssueFeedback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Follows an issue. */
        post: operations["postProjectsByProjectIssuesByIssueFollow"];
        /** Follows it no longer. */
        delete: operations["deleteProjectsByProjectIssuesByIssueFollow"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/gitea": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the issue's ticket, with this title or the issue's. */
        post: operations["postProjectsByProjectIssuesByIssueGitea"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/gitea/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Links a ticket that is there, by its key or address. */
        put: operations["putProjectsByProjectIssuesByIssueGiteaLink"];
        post?: never;
        /** Lets the ticket go; over there it stays. */
        delete: operations["deleteProjectsByProjectIssuesByIssueGiteaLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/github": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the issue's ticket, with this title or the issue's. */
        post: operations["postProjectsByProjectIssuesByIssueGithub"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/github/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Links a ticket that is there, by its key or address. */
        put: operations["putProjectsByProjectIssuesByIssueGithubLink"];
        post?: never;
        /** Lets the ticket go; over there it stays. */
        delete: operations["deleteProjectsByProjectIssuesByIssueGithubLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/gitlab": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the issue's ticket, with this title or the issue's. */
        post: operations["postProjectsByProjectIssuesByIssueGitlab"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/gitlab/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Links a ticket that is there, by its key or address. */
        put: operations["putProjectsByProjectIssuesByIssueGitlabLink"];
        post?: never;
        /** Lets the ticket go; over there it stays. */
        delete: operations["deleteProjectsByProjectIssuesByIssueGitlabLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/grouping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why the events of an issue are together: what was hashed for each of its fingerprints, which frames were left out, and what today's rules would make of it. */
        get: operations["getProjectsByProjectIssuesByIssueGrouping"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/jira": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the issue's ticket, with this title or the issue's. */
        post: operations["postProjectsByProjectIssuesByIssueJira"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/jira/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Links a ticket that is there, by its key or address. */
        put: operations["putProjectsByProjectIssuesByIssueJiraLink"];
        post?: never;
        /** Lets the ticket go; over there it stays. */
        delete: operations["deleteProjectsByProjectIssuesByIssueJiraLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/priority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An issue's priority, and which rules made it so. */
        get: operations["getProjectsByProjectIssuesByIssuePriority"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/release-info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The release it was first seen in: commit, deploy, and the one that appeared before. */
        get: operations["getProjectsByProjectIssuesByIssueReleaseInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Issues that share frames and words with this one, and which. */
        get: operations["getProjectsByProjectIssuesByIssueSimilar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accepted events by time. */
        get: operations["getProjectsByProjectIssuesByIssueStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/suspect-commits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Commits that touched its files; none while no repository is read. */
        get: operations["getProjectsByProjectIssuesByIssueSuspectCommits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people and rules have put on an issue. */
        get: operations["getProjectsByProjectIssuesByIssueTags"];
        put?: never;
        /** Puts a tag on an issue. */
        post: operations["postProjectsByProjectIssuesByIssueTags"];
        /** Takes a tag off an issue. */
        delete: operations["deleteProjectsByProjectIssuesByIssueTags"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/trackers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The issue's tickets: wanted, linked or failed, and why. */
        get: operations["getProjectsByProjectIssuesByIssueTrackers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/trackers/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a ticket of the issue would say: lines of facts, and the topmost frames. */
        get: operations["getProjectsByProjectIssuesByIssueTrackersPreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/{issue}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes fingerprints out again, to where they came from or into a new issue. */
        post: operations["postProjectsByProjectIssuesByIssueUnmerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One verb on many issues of a project, by ids or by query; more than 500: 202, a job. */
        post: operations["postProjectsByProjectIssuesBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Issues of a project by status, and those of today and the reader. */
        get: operations["getProjectsByProjectIssuesCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The issues of a query as a file, CSV or JSON; 10,000 at most. */
        get: operations["getProjectsByProjectIssuesExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the issues of a query have in common. */
        get: operations["getProjectsByProjectIssuesFacets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes several issues one; their events and people follow. */
        post: operations["postProjectsByProjectIssuesMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/issues/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Releases that issues of this project were first seen in. */
        get: operations["getProjectsByProjectIssuesReleases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/jira/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules that make tickets by themselves, oldest first. */
        get: operations["getProjectsByProjectJiraRules"];
        put?: never;
        /** Adds a rule. */
        post: operations["postProjectsByProjectJiraRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/jira/rules/{tracker_rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces a rule. */
        put: operations["putProjectsByProjectJiraRulesByTrackerRule"];
        post?: never;
        /** Removes a rule, if it is there. */
        delete: operations["deleteProjectsByProjectJiraRulesByTrackerRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/jira/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the tracker whether address, account and project are good. */
        post: operations["postProjectsByProjectJiraTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The DSN keys of a project, oldest first. */
        get: operations["getProjectsByProjectKeys"];
        put?: never;
        /** Makes another DSN key. */
        post: operations["postProjectsByProjectKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Renames a DSN key, or switches it off and on. */
        put: operations["putProjectsByProjectKeysByKey"];
        post?: never;
        /** Deletes a DSN key; the last one of a project stays. */
        delete: operations["deleteProjectsByProjectKeysByKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/monitors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cron monitors of a project, how they fare and their newest runs. */
        get: operations["getProjectsByProjectMonitors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/monitors/{monitor}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One monitor, by id or slug. */
        get: operations["getProjectsByProjectMonitorsByMonitor"];
        /** Changes a monitor: mute, disable, schedule; a slug that is new and has a schedule makes one. */
        put: operations["putProjectsByProjectMonitorsByMonitor"];
        post?: never;
        /** Deletes a monitor and its runs; a later check-in with a schedule makes it anew. */
        delete: operations["deleteProjectsByProjectMonitorsByMonitor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/monitors/{monitor}/checkins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs of a monitor in one environment, newest first. */
        get: operations["getProjectsByProjectMonitorsByMonitorCheckins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of all that was sent to a project, by category, outcome and reason. */
        get: operations["getProjectsByProjectOutcomes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/priority-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules that score a project's issues, in the order they are applied. */
        get: operations["getProjectsByProjectPriorityRules"];
        put?: never;
        /** Adds a rule behind the others. */
        post: operations["postProjectsByProjectPriorityRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/priority-rules/{priority_rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces a rule. */
        put: operations["putProjectsByProjectPriorityRulesByPriorityRule"];
        post?: never;
        /** Removes a rule, if it is there. */
        delete: operations["deleteProjectsByProjectPriorityRulesByPriorityRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/priority-rules/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts all rules into another order. */
        put: operations["putProjectsByProjectPriorityRulesOrder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/priority-rules/recalc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Scores all issues anew: at once, or as a job when there are more than 50. */
        post: operations["postProjectsByProjectPriorityRulesRecalc"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/query-patterns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** SQL statements that events tell of, by shape and transaction: how often, how long, and what is wrong with them. */
        get: operations["getProjectsByProjectQueryPatterns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/query-patterns/{pattern}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them. */
        get: operations["getProjectsByProjectQueryPatternsByPattern"];
        /** Mutes a pattern: it is counted and reports nothing, until it is unmuted. */
        put: operations["putProjectsByProjectQueryPatternsByPattern"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Releases of a project and the health of their sessions, newest first. */
        get: operations["getProjectsByProjectReleases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/releases/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One release: its sessions by environment and by hour. */
        get: operations["getProjectsByProjectReleasesByVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/route-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Canonical routes of a project, for grouping by URL. */
        get: operations["getProjectsByProjectRouteRules"];
        put?: never;
        /** Adds a canonical route. */
        post: operations["postProjectsByProjectRouteRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/route-rules/{route_rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces a canonical route. */
        put: operations["putProjectsByProjectRouteRulesByRouteRule"];
        post?: never;
        /** Removes a canonical route, if it is there. */
        delete: operations["deleteProjectsByProjectRouteRulesByRouteRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/route-rules/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Imports the canonical routes of the framework's convention; those imported before go. */
        post: operations["postProjectsByProjectRouteRulesImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/settings/discarded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fingerprints whose events are dropped. */
        get: operations["getProjectsByProjectSettingsDiscarded"];
        /** Lets events of some fingerprints in again. */
        put: operations["putProjectsByProjectSettingsDiscarded"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/settings/filters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a project does not take. */
        get: operations["getProjectsByProjectSettingsFilters"];
        /** Changes what a project does not take; what is not sent stays. A stale version is refused with 409. */
        put: operations["putProjectsByProjectSettingsFilters"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/settings/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much a project takes a minute, hour and day. */
        get: operations["getProjectsByProjectSettingsLimits"];
        /** Changes how much a project takes; what is not sent stays. A stale version is refused with 409. */
        put: operations["putProjectsByProjectSettingsLimits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/settings/scrubbing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What leaves events before they are stored. */
        get: operations["getProjectsByProjectSettingsScrubbing"];
        /** Changes what leaves events; what is not sent stays. A stale version is refused with 409. */
        put: operations["putProjectsByProjectSettingsScrubbing"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/tag-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules that label a project's issues, oldest first. */
        get: operations["getProjectsByProjectTagRules"];
        put?: never;
        /** Adds a rule. */
        post: operations["postProjectsByProjectTagRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/tag-rules/{tag_rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces a rule. */
        put: operations["putProjectsByProjectTagRulesByTagRule"];
        post?: never;
        /** Removes a rule, if it is there. */
        delete: operations["deleteProjectsByProjectTagRulesByTagRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags that people and rules have put on issues of a project. */
        get: operations["getProjectsByProjectTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tokens of a project, newest first. */
        get: operations["getProjectsByProjectTokens"];
        put?: never;
        /** Makes a token for one project; its secret is told this once. */
        post: operations["postProjectsByProjectTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a project's token. */
        delete: operations["deleteProjectsByProjectTokensByToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/trackers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the project reaches its trackers; without secrets. */
        get: operations["getProjectsByProjectTrackers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/trackers/{tracker}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces what does not stand in the project itself; an absent or empty token stays. */
        put: operations["putProjectsByProjectTrackersByTracker"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/reorder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets positions; ids of no project are passed over. */
        put: operations["putProjectsReorder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finds what a pasted text means: an id, a DSN, a release, a URL, a stack trace. */
        post: operations["postSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Completes a query of the issue list. */
        get: operations["getSearchSuggest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what changes, as server-sent events. */
        get: operations["getStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what and from where, newest first; kept for a year. */
        get: operations["getSystemAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every setting, its value (secrets masked) and where it comes from. */
        get: operations["getSystemConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What leaves the house: what waits, what was given up, what was sent lately. */
        get: operations["getSystemOutbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/outbox/{delivery}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries again at once what waits for its time or was given up. */
        post: operations["postSystemOutboxByDeliveryRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records that could not be digested, with why, newest first. */
        get: operations["getSystemQuarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/quarantine/{quarantined}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Throws a record away for good. */
        delete: operations["deleteSystemQuarantineByQuarantined"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/quarantine/{quarantined}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has a record digested again; it leaves the list when that worked. */
        post: operations["postSystemQuarantineByQuarantinedRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came in over time, why some was refused, and who sends most. */
        get: operations["getSystemRates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bytes and rows by kind, how they grow, and when the disk is full. */
        get: operations["getSystemStorage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the instance fares: what comes in, what is refused, what waits. */
        get: operations["getSystemSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs on a clock: last and next run, how long, what went wrong, who has them. */
        get: operations["getSystemWorkers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/workers/{worker}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has a job run now. */
        post: operations["postSystemWorkersByWorkerRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own personal tokens, newest first. */
        get: operations["getTokens"];
        put?: never;
        /** Makes a personal token; its secret is told this once. */
        post: operations["postTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes one of the own tokens. */
        delete: operations["deleteTokensByToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/undo/{undo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a write back: the token is in its answer, good for ten minutes, once. */
        post: operations["postUndoByUndo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody with an account. */
        get: operations["getUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a role; never one's own, nor the last admin's. */
        put: operations["putUsersByUser"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user}/invite-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new invitation link; the older one is void. */
        post: operations["postUsersByUserInviteLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user}/reset-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A link that sets a new password once. */
        post: operations["postUsersByUserResetLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Disables an account, which ends its sessions, or enables it; reassign_to takes over. */
        put: operations["putUsersByUserStatus"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user}/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes the second factor off somebody who lost it. */
        delete: operations["deleteUsersByUserTotp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an account and a link that lets its owner set a password once. */
        post: operations["postUsersInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Saved views: one's own and shared ones. */
        get: operations["getViews"];
        put?: never;
        /** Saves a view; a shared one takes the right to triage. */
        post: operations["postViews"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/views/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a view; what is absent stays. */
        put: operations["putViewsByView"];
        post?: never;
        /** Deletes a view. */
        delete: operations["deleteViewsByView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        DeleteGroupsByGroup: {
            status: string;
        };
        DeleteMeSessions: {
            status: string;
        };
        DeleteProjectsByProjectIssues: {
            deleted: number;
        };
        DeleteProjectsByProjectIssuesBody: {
            ids: string[];
        };
        DeleteProjectsByProjectPriorityRulesByPriorityRule: {
            status: string;
        };
        DeleteProjectsByProjectRouteRulesByRouteRule: {
            status: string;
        };
        DeleteProjectsByProjectTagRulesByTagRule: {
            status: string;
        };
        Error: {
            code?: string;
            error: string;
            field?: string;
            request_id?: string;
        };
        GetAuthConfig: {
            auth_mode: string;
            base_url: string;
            google_client_id: string;
            methods: string[];
            setup_needed: boolean;
            smtp: boolean;
        };
        GetAuthInviteByToken: {
            email: string;
            /** Format: date-time */
            expires_at: string | null;
            role: string;
        };
        GetAuthUnsubscribeByUnsubscribe: {
            email: string;
            /** Format: uuid */
            issue_id: string | null;
            issue_mail: boolean;
            mail: boolean;
            short_id: string;
            title: string;
        };
        GetEventsLookup: {
            /** Format: uuid */
            event: string;
            /** Format: uuid */
            issue: string;
            /** @enum {string} */
            place: "stored" | "thinned" | "filtered" | "refused" | "waiting" | "quarantined" | "never_seen";
            /** Format: uuid */
            project: string;
            reason: string;
        };
        GetGroups: {
            /** Format: date-time */
            created_at: string;
            default_slack_webhook_url_set: boolean;
            /** Format: uuid */
            id: string;
            name: string;
            position: number;
        };
        GetIssues: {
            issues: components["schemas"]["GetIssuesIssues"][];
            limit: number;
            next: string | null;
            offset: number;
            restarted?: boolean;
            total: number;
            total_capped?: boolean;
        };
        GetIssuesByIssue: {
            /** Format: uuid */
            assigned_to: string | null;
            /** Format: date-time */
            cooldown_until: string | null;
            /** Format: date-time */
            created_at: string;
            culprit: string;
            event_count: number;
            fingerprint: string;
            first_release: string;
            /** Format: date-time */
            first_seen: string;
            followed?: boolean;
            followers?: components["schemas"]["GetIssuesByIssueFollowers"][];
            forecast: components["schemas"]["GetIssuesIssuesForecast"];
            github_issue_number: number | null;
            github_issue_url: string | null;
            /** Format: uuid */
            id: string;
            is_unhandled: boolean;
            jira_ticket_key: string | null;
            jira_ticket_url: string | null;
            last_release: string;
            /** Format: date-time */
            last_seen: string;
            level: string;
            location: string;
            merged_from?: string;
            platform: string;
            priority: number;
            /** Format: uuid */
            project_id: string;
            resolve_in: unknown;
            /** Format: date-time */
            resolved_at: string | null;
            resolved_in_release: string | null;
            short_id: string;
            snooze_event_threshold: number | null;
            snooze_events_at_start: number;
            snooze_rate: unknown;
            /** Format: date-time */
            snooze_until: string | null;
            snooze_users: number | null;
            /** @enum {string} */
            status: "open" | "resolved" | "reopened" | "ignored" | "snoozed";
            title: string;
            trend_percent: number;
            type: string;
            until_escalates: boolean;
            /** Format: date-time */
            updated_at: string;
            user_count: number;
            version: number;
        };
        GetIssuesByIssueFollowers: {
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
        GetIssuesCounts: {
            assigned_any: number;
            assigned_to_me: number;
            by_status: unknown;
            today: number;
            total: number;
        };
        GetIssuesFacets: {
            keys: components["schemas"]["GetIssuesFacetsKeys"][];
            sampled: boolean;
        };
        GetIssuesFacetsKeys: {
            key: string;
            other: number;
            total: number;
            values: components["schemas"]["GetIssuesFacetsKeysValues"][];
        };
        GetIssuesFacetsKeysValues: {
            count: number;
            label?: string;
            lift: unknown;
            share: number;
            value: string;
        };
        GetIssuesIssues: {
            /** Format: uuid */
            assigned_to: string | null;
            /** Format: date-time */
            cooldown_until: string | null;
            /** Format: date-time */
            created_at: string;
            culprit: string;
            event_count: number;
            fingerprint: string;
            first_release: string;
            /** Format: date-time */
            first_seen: string;
            followed: boolean;
            forecast: components["schemas"]["GetIssuesIssuesForecast"];
            github_issue_number: number | null;
            github_issue_url: string | null;
            /** Format: uuid */
            id: string;
            is_unhandled: boolean;
            jira_ticket_key: string | null;
            jira_ticket_url: string | null;
            last_release: string;
            /** Format: date-time */
            last_seen: string;
            level: string;
            location: string;
            platform: string;
            priority: number;
            /** Format: uuid */
            project_id: string;
            resolve_in: unknown;
            /** Format: date-time */
            resolved_at: string | null;
            resolved_in_release: string | null;
            short_id: string;
            snooze_event_threshold: number | null;
            snooze_events_at_start: number;
            snooze_rate: unknown;
            /** Format: date-time */
            snooze_until: string | null;
            snooze_users: number | null;
            /** @enum {string} */
            status: "open" | "resolved" | "reopened" | "ignored" | "snoozed";
            tags: components["schemas"]["GetIssuesIssuesTags"][];
            title: string;
            trend: number[];
            trend_percent: number;
            type: string;
            until_escalates: boolean;
            /** Format: date-time */
            updated_at: string;
            user_count: number;
            version: number;
            window_events?: number;
        };
        GetIssuesIssuesForecast: {
            by: string;
            /** Format: date-time */
            ends_at: string;
            events_per_day: number;
        };
        GetIssuesIssuesTags: {
            key: string;
            value: string;
        };
        GetJobsByJob: {
            affected: number;
            /** Format: date-time */
            created_at: string;
            done: number;
            /** Format: date-time */
            ended_at: string;
            error: string;
            /** Format: uuid */
            id: string;
            kind: string;
            result?: unknown;
            skipped: number;
            status: string;
            total: number;
            undo: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        GetMeBootstrap: {
            favorites: string[];
            features: string[];
            groups: components["schemas"]["GetGroups"][];
            preferences: unknown;
            projects: components["schemas"]["GetMeBootstrapProjects"][];
            projects_total: number;
            role: string;
            /** Format: date-time */
            server_time: string;
            stream_at: string;
            unread: number;
            user: components["schemas"]["PostAuthGoogleToken"];
            version: string;
        };
        GetMeBootstrapProjects: {
            color: string;
            /** Format: date-time */
            created_at: string;
            errors_last_week: number;
            errors_this_week: number;
            framework: string;
            /** Format: uuid */
            group_id: string | null;
            group_name?: string;
            icon: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_event_at: string | null;
            latest_release?: string;
            mine: number;
            name: string;
            new_today: number;
            numeric_id: number;
            open_issues: number;
            position: number;
            reopened: number;
            short_prefix: string;
            /** Format: date-time */
            silent_since: string | null;
            slug: string;
            total_issues: number;
            trend: number[];
        };
        GetMeSessions: {
            address: string;
            /** Format: date-time */
            created_at: string;
            current: boolean;
            /** Format: date-time */
            expires_at: string | null;
            id: string;
            user_agent: string;
        };
        GetMeTotp: {
            enabled: boolean;
            recovery_codes_left: number;
        };
        GetNotifications: {
            items: components["schemas"]["GetNotificationsItems"][];
            next: string | null;
            total: number;
            total_capped: boolean;
            unread: number;
        };
        GetNotificationsItems: {
            action: string;
            /** Format: uuid */
            actor_id: string | null;
            actor_name: string | null;
            count: number;
            detail: string;
            /** Format: date-time */
            first_at: string;
            /** Format: uuid */
            id: string;
            issue: components["schemas"]["GetNotificationsItemsIssue"];
            kind: string;
            /** Format: date-time */
            last_at: string;
            /** Format: uuid */
            project_id: string;
            project_name: string;
            read: boolean;
            reason: string;
        };
        GetNotificationsItemsIssue: {
            followed: boolean;
            /** Format: uuid */
            id: string;
            level: string;
            short_id: string;
            status: string;
            title: string;
        };
        GetProjects: {
            ai_anomaly_detection: boolean;
            ai_auto_merge: boolean;
            ai_enabled: boolean;
            ai_merge_suggestions: boolean;
            ai_model: string;
            ai_root_cause: boolean;
            ai_ticket_description: boolean;
            ai_triage: boolean;
            analysis_db_configured: boolean;
            analysis_db_driver: string;
            analysis_db_dsn_display: string;
            analysis_db_enabled: boolean;
            analysis_db_name: string;
            analysis_db_notes: string;
            analysis_db_schema: string;
            color: string;
            /** Format: date-time */
            created_at: string;
            default_cooldown_minutes: number;
            error_grouping_mode: string;
            errors_last_week: number;
            errors_this_week: number;
            framework: string;
            github_labels: string;
            github_owner: string;
            github_repo: string;
            github_token_set: boolean;
            /** Format: uuid */
            group_id: string | null;
            group_name?: string;
            icon: string;
            /** Format: uuid */
            id: string;
            info_grouping_mode: string;
            issue_display_mode: string;
            jira_api_token_set: boolean;
            jira_base_url: string;
            jira_email: string;
            jira_issue_type: string;
            jira_project_key: string;
            /** Format: date-time */
            last_event_at: string | null;
            /** Format: date-time */
            latest_event?: string;
            latest_release?: string;
            max_events_per_issue: number;
            max_info_issues: number;
            mine: number;
            name: string;
            new_today: number;
            numeric_id: number;
            open_issues: number;
            position: number;
            reopened: number;
            repo_default_branch: string;
            repo_name: string;
            repo_owner: string;
            repo_path_strip: string;
            repo_provider: string;
            repo_token_set: boolean;
            route_grouping_enabled: boolean;
            short_prefix: string;
            /** Format: date-time */
            silent_since: string | null;
            slug: string;
            stacktrace_rules: unknown;
            total_issues: number;
            trend: number[];
            /** Format: date-time */
            updated_at: string;
            version: number;
            warning_as_error: boolean;
            warning_grouping_mode: string;
            workflow_mode: string;
        };
        GetProjectsByProjectAlerts: {
            alert_type: string;
            conditions: unknown;
            config: unknown;
            cost: string;
            /** Format: date-time */
            created_at: string;
            digest_minutes: number;
            enabled: boolean;
            exclude_pattern: string;
            /** Format: date-time */
            failing_since: string;
            /** Format: uuid */
            id: string;
            last_error: string;
            /** Format: date-time */
            last_rung_at: string;
            level_filter: string;
            min_events: number;
            min_velocity_1h: number;
            mute: components["schemas"]["GetProjectsByProjectAlertsMute"];
            name: string;
            notify_resolved: boolean;
            /** Format: uuid */
            project_id: string;
            rung_7d: number;
            sentence: string;
            throttle_minutes: number;
            title_pattern: string;
            tree: unknown;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        GetProjectsByProjectAlertsByAlertDeliveries: {
            items: components["schemas"]["GetProjectsByProjectAlertsByAlertDeliveriesItems"][];
            next: string | null;
            total: number;
            total_capped: boolean;
        };
        GetProjectsByProjectAlertsByAlertDeliveriesItems: {
            attempts: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            done_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            issue_id: string | null;
            issue_title: string;
            reason: string;
            state: string;
            to: string;
            tries: components["schemas"]["GetProjectsByProjectAlertsByAlertDeliveriesItemsTries"][];
        };
        GetProjectsByProjectAlertsByAlertDeliveriesItemsTries: {
            answer: string;
            /** Format: date-time */
            at: string;
            error: string;
            status: number;
            took_ms: number;
        };
        GetProjectsByProjectAlertsMute: {
            days: string[];
            from: string;
            until: string | null;
            zone: string;
        };
        GetProjectsByProjectDeploys: {
            commit_sha: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            deployed_at: string;
            environment: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            release_version: string;
            url: string;
        };
        GetProjectsByProjectErasures: {
            items: components["schemas"]["GetProjectsByProjectErasuresItems"][];
        };
        GetProjectsByProjectErasuresItems: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            done_at: string;
            events: number;
            feedback: number;
            files: number;
            /** Format: date-time */
            goes_on_at: string;
            /** Format: uuid */
            id: string;
            kept: string;
            /** @enum {string} */
            phase: "events" | "latest" | "feedback" | "templates" | "waiting" | "done";
            searched: number;
            templates_waiting: number;
        };
        GetProjectsByProjectFeedback: {
            items: components["schemas"]["GetProjectsByProjectFeedbackItems"][];
            next: string | null;
            total: number;
            total_capped: boolean;
        };
        GetProjectsByProjectFeedbackItems: {
            comments: string;
            /** Format: date-time */
            created_at: string;
            email: string;
            event_id: string;
            feedback_id: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            issue_id: string | null;
            issue_title: string;
            name: string;
            replies?: components["schemas"]["GetProjectsByProjectFeedbackItemsReplies"][];
            source: string;
            status: string;
            /** Format: date-time */
            updated_at: string;
            url: string;
            version: number;
        };
        GetProjectsByProjectFeedbackItemsReplies: {
            body: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            user_id: string | null;
            user_name: string;
        };
        GetProjectsByProjectGiteaRules: {
            conditions: unknown;
            cost: string;
            /** Format: date-time */
            created_at: string;
            enabled: boolean;
            /** Format: uuid */
            id: string;
            level_filter: string;
            min_events: number;
            min_users: number;
            name: string;
            /** Format: uuid */
            project_id: string;
            sentence: string;
            title_pattern: string;
            tree: unknown;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        GetProjectsByProjectGroupingRules: {
            items: components["schemas"]["GetProjectsByProjectGroupingRulesItems"][];
            next: string | null;
            total: number;
            total_capped: boolean;
        };
        GetProjectsByProjectGroupingRulesItems: {
            /** Format: date-time */
            created_at: string;
            enabled: boolean;
            fingerprint: string[];
            /** Format: uuid */
            id: string;
            matchers: components["schemas"]["GetProjectsByProjectGroupingRulesItemsMatchers"][];
            name: string;
            position: number;
            title: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        GetProjectsByProjectGroupingRulesItemsMatchers: {
            key: string;
            negate: boolean;
            pattern: string;
        };
        GetProjectsByProjectIngestAttempts: {
            items: components["schemas"]["GetProjectsByProjectIngestAttemptsItems"][];
        };
        GetProjectsByProjectIngestAttemptsItems: {
            /** Format: date-time */
            at: string;
            client: string;
            event_id: string;
            kind: string;
            reason: string;
            remote: string;
            status: number;
        };
        GetProjectsByProjectIssuesByIssueActivities: {
            activities: components["schemas"]["GetProjectsByProjectIssuesByIssueActivitiesActivities"][];
            total: number;
        };
        GetProjectsByProjectIssuesByIssueActivitiesActivities: {
            action: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            issue_id: string;
            metadata: unknown;
            new_value: string;
            old_value: string;
            user_avatar: string;
            user_email: string;
            user_id: string | null;
            user_name: string;
        };
        GetProjectsByProjectIssuesByIssueComments: {
            body: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            issue_id: string;
            /** Format: uuid */
            parent_id: string | null;
            /** Format: date-time */
            updated_at: string;
            user_avatar: string;
            user_email: string;
            /** Format: uuid */
            user_id: string | null;
            user_name: string;
            version: number;
        };
        GetProjectsByProjectIssuesByIssueEvents: {
            events: components["schemas"]["GetProjectsByProjectIssuesByIssueEventsEvents"][];
            limit: number;
            next: string | null;
            offset: number;
            scanned?: number;
            total: number | null;
            total_capped: boolean;
        };
        GetProjectsByProjectIssuesByIssueEventsByEvent: {
            counted: number;
            event: components["schemas"]["GetProjectsByProjectIssuesByIssueEventsEvents"];
            /** Format: uuid */
            next: string | null;
            ordinal: number | null;
            /** Format: uuid */
            prev: string | null;
            stored: number;
            total: number | null;
        };
        GetProjectsByProjectIssuesByIssueEventsByEventAttachments: {
            content_type: string;
            /** Format: date-time */
            created_at: string;
            event_id: string;
            /** Format: uuid */
            id: string;
            is_image: boolean;
            kind: string;
            name: string;
            refused: string;
            size_bytes: number;
        };
        GetProjectsByProjectIssuesByIssueEventsByEventDiffByOther: {
            contexts: components["schemas"]["GetProjectsByProjectIssuesByIssueEventsByEventDiffByOtherLocals"][];
            frames: components["schemas"]["GetProjectsByProjectIssuesByIssueEventsByEventDiffByOtherFrames"][];
            left: components["schemas"]["GetProjectsByProjectIssuesByIssueEventsByEventDiffByOtherLeft"];
            locals: components["schemas"]["GetProjectsByProjectIssuesByIssueEventsByEventDiffByOtherLocals"][];
            paths: components["schemas"]["GetProjectsByProjectIssuesByIssueEventsByEventDiffByOtherLocals"][];
            right: components["schemas"]["GetProjectsByProjectIssuesByIssueEventsByEventDiffByOtherLeft"];
            tags: components["schemas"]["GetProjectsByProjectIssuesByIssueEventsByEventDiffByOtherLocals"][];
            truncated: boolean;
        };
        GetProjectsByProjectIssuesByIssueEventsByEventDiffByOtherFrames: {
            left: unknown;
            op: string;
            right: unknown;
        };
        GetProjectsByProjectIssuesByIssueEventsByEventDiffByOtherLeft: {
            event_id: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            timestamp: string;
        };
        GetProjectsByProjectIssuesByIssueEventsByEventDiffByOtherLocals: {
            left: unknown;
            op: string;
            path: string;
            right: unknown;
        };
        GetProjectsByProjectIssuesByIssueEventsEvents: {
            /** Format: date-time */
            created_at: string;
            data: unknown;
            data_truncated?: boolean;
            environment: string;
            event_id: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            issue_id: string | null;
            level: string;
            message: string;
            /** Format: date-time */
            occurred_at: string;
            platform: string;
            /** Format: uuid */
            project_id: string | null;
            release: string;
            server_name: string;
            /** Format: date-time */
            timestamp: string;
            user_identifier: string;
        };
        GetProjectsByProjectIssuesByIssueGrouping: {
            fingerprints: components["schemas"]["GetProjectsByProjectIssuesByIssueGroupingFingerprints"][];
        };
        GetProjectsByProjectIssuesByIssueGroupingFingerprints: {
            custom: string[];
            event_count: number;
            event_id: string;
            exact: boolean;
            /** Format: date-time */
            first_seen: string;
            frames: components["schemas"]["GetProjectsByProjectIssuesByIssueGroupingFingerprintsFrames"][];
            grouping_version: number;
            hash: string;
            hash_now: string;
            /** Format: uuid */
            home_issue_id: string;
            how: string;
            /** Format: date-time */
            last_seen: string;
            made_by: string;
            mode: string;
            parts: components["schemas"]["GetProjectsByProjectIssuesByIssueGroupingFingerprintsParts"][];
            rule_id: string;
            rule_name: string;
            stored_count: number;
        };
        GetProjectsByProjectIssuesByIssueGroupingFingerprintsFrames: {
            class: string;
            filename: string;
            function: string;
            in_app: boolean;
            in_app_as_sent: boolean;
            left_out: string;
            lineno: number | null;
            module: string;
            pattern: string;
        };
        GetProjectsByProjectIssuesByIssueGroupingFingerprintsParts: {
            text: string;
            what: string;
        };
        GetProjectsByProjectIssuesByIssuePriority: {
            is_manual: boolean;
            priority: number;
            reasons: components["schemas"]["GetProjectsByProjectIssuesByIssuePriorityReasons"][];
            /** Format: date-time */
            scored_at: string;
        };
        GetProjectsByProjectIssuesByIssuePriorityReasons: {
            name: string;
            points: number;
            /** Format: uuid */
            rule_id: string;
            sentence: string;
        };
        GetProjectsByProjectIssuesByIssueReleaseInfo: {
            commit_sha?: string;
            commit_url?: string;
            deploy_environment?: string;
            /** Format: date-time */
            deployed_at?: string;
            diff_url?: string;
            first_release: string;
            previous_release?: string;
        };
        GetProjectsByProjectIssuesByIssueSimilar: {
            items: components["schemas"]["GetProjectsByProjectIssuesByIssueSimilarItems"][];
            /** @enum {string} */
            kind: "short_id" | "event" | "dsn" | "url" | "release" | "trace" | "words" | "similar" | "none";
            language?: string;
        };
        GetProjectsByProjectIssuesByIssueSimilarItems: {
            event_count: number;
            id: string;
            /** Format: uuid */
            issue_id?: string;
            /** @enum {string} */
            kind: "issue" | "event" | "project" | "release";
            /** Format: date-time */
            last_seen: string;
            level?: string;
            /** Format: uuid */
            project_id: string;
            project_slug: string;
            score: number;
            short_id?: string;
            status?: string;
            title: string;
            why: components["schemas"]["GetProjectsByProjectIssuesByIssueSimilarItemsWhy"][];
        };
        GetProjectsByProjectIssuesByIssueSimilarItemsWhy: {
            kind: string;
            text: string;
        };
        GetProjectsByProjectIssuesByIssueStats: {
            bucket_s: number;
            buckets: number[];
            deploys: components["schemas"]["GetProjectsByProjectIssuesByIssueStatsDeploys"][];
            /** Format: date-time */
            from: string;
        };
        GetProjectsByProjectIssuesByIssueStatsDeploys: {
            /** Format: date-time */
            at: string;
            environment: string;
            version: string;
        };
        GetProjectsByProjectIssuesByIssueSuspectCommits: {
            commits: components["schemas"]["GetProjectsByProjectIssuesByIssueSuspectCommitsCommits"][];
        };
        GetProjectsByProjectIssuesByIssueSuspectCommitsCommits: {
            author: string;
            email: string;
            files: string[];
            message: string;
            sha: string;
            /** Format: date-time */
            timestamp: string;
            url: string;
        };
        GetProjectsByProjectIssuesByIssueTags: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            issue_id: string;
            key: string;
            source: string;
            value: string;
        };
        GetProjectsByProjectIssuesByIssueTrackers: {
            closed: boolean;
            /** Format: date-time */
            created_at: string;
            error: string;
            key: string;
            /** Format: date-time */
            not_before: string;
            origin: string;
            state: string;
            tracker: string;
            /** Format: date-time */
            updated_at: string;
            url: string;
        };
        GetProjectsByProjectIssuesByIssueTrackersPreview: {
            facts: string;
            frames: string;
            title: string;
            url: string;
        };
        GetProjectsByProjectKeys: {
            items: components["schemas"]["GetProjectsByProjectKeysItems"][];
        };
        GetProjectsByProjectKeysItems: {
            /** Format: date-time */
            created_at: string;
            dsn?: string;
            /** Format: uuid */
            id: string;
            is_enabled: boolean;
            label: string;
            /** Format: date-time */
            last_used_at: string | null;
            per_day: number;
            per_hour: number;
            per_minute: number;
            public_key: string;
        };
        GetProjectsByProjectMonitors: {
            items: components["schemas"]["GetProjectsByProjectMonitorsItems"][];
            next: string | null;
            total: number;
            total_capped: boolean;
        };
        GetProjectsByProjectMonitorsByMonitorCheckins: {
            environment: string;
            items: components["schemas"]["GetProjectsByProjectMonitorsItemsEnvironmentsRecent"][];
            next: string | null;
            total: number;
            total_capped: boolean;
        };
        GetProjectsByProjectMonitorsItems: {
            checkin_margin: number;
            /** Format: date-time */
            created_at: string;
            environments: components["schemas"]["GetProjectsByProjectMonitorsItemsEnvironments"][];
            failure_issue_threshold: number;
            /** Format: uuid */
            id: string;
            is_enabled: boolean;
            is_muted: boolean;
            max_runtime: number;
            name: string;
            note: string;
            recovery_threshold: number;
            schedule: string;
            /** @enum {string} */
            schedule_type: "crontab" | "interval";
            slug: string;
            timezone: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        GetProjectsByProjectMonitorsItemsEnvironments: {
            failures: number;
            is_failing: boolean;
            /** Format: date-time */
            last_check_in_at: string;
            name: string;
            /** Format: date-time */
            next_expected_at: string;
            recent: components["schemas"]["GetProjectsByProjectMonitorsItemsEnvironmentsRecent"][];
            /** @enum {string} */
            status: "waiting" | "in_progress" | "ok" | "error" | "missed" | "timeout";
        };
        GetProjectsByProjectMonitorsItemsEnvironmentsRecent: {
            check_in_id: string;
            duration_ms: number | null;
            /** Format: date-time */
            expected_at: string;
            /** Format: date-time */
            finished_at: string;
            late: boolean;
            release: string;
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            status: "in_progress" | "ok" | "error" | "missed" | "timeout";
        };
        GetProjectsByProjectOutcomes: {
            items: components["schemas"]["GetProjectsByProjectOutcomesItems"][];
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string | null;
        };
        GetProjectsByProjectOutcomesItems: {
            /** Format: date-time */
            at?: string;
            category?: string;
            outcome?: string;
            quantity: number;
            reason?: string;
        };
        GetProjectsByProjectPriorityRules: {
            conditions: unknown;
            cost: string;
            /** Format: date-time */
            created_at: string;
            enabled: boolean;
            /** Format: uuid */
            id: string;
            name: string;
            needs_ai: boolean;
            operator: string;
            pattern: string;
            points: number;
            position: number;
            /** Format: uuid */
            project_id: string;
            rule_type: string;
            sentence: string;
            threshold: number;
            tree: unknown;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        GetProjectsByProjectQueryPatterns: {
            items: components["schemas"]["GetProjectsByProjectQueryPatternsItems"][];
            next: string | null;
            total: number;
            total_capped: boolean;
        };
        GetProjectsByProjectQueryPatternsItems: {
            avg_exec_ms: number;
            avg_per_event: number;
            distinct_events: number;
            event_count: number;
            findings: components["schemas"]["GetProjectsByProjectQueryPatternsItemsFindings"][];
            /** Format: date-time */
            first_seen: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_seen: string;
            max_exec_ms: number;
            ms_per_event: number;
            muted: boolean;
            normalized_query: string;
            /** Format: uuid */
            project_id: string | null;
            query_hash: string;
            /** @enum {string} */
            query_type: "select" | "insert" | "update" | "delete" | "other";
            table_name: string;
            timed_count: number;
            total_exec_ms: number;
            transaction: string;
        };
        GetProjectsByProjectQueryPatternsItemsFindings: {
            events: number;
            /** Format: uuid */
            issue_id: string | null;
            issue_short_id: string;
            issue_status: string;
            /** @enum {string} */
            kind: "n_plus_one" | "slow";
            /** Format: date-time */
            last_seen: string;
            /** @enum {string} */
            status: "watched" | "open" | "quiet";
        };
        GetProjectsByProjectReleases: {
            items: components["schemas"]["GetProjectsByProjectReleasesItems"][];
            next: string | null;
            total: number;
            total_capped: boolean;
        };
        GetProjectsByProjectReleasesByVersion: {
            abnormal: number;
            crash_free_rate: number;
            crashed: number;
            environments: components["schemas"]["GetProjectsByProjectReleasesByVersionEnvironments"][];
            errored: number;
            /** Format: date-time */
            first_seen: string;
            /** Format: date-time */
            last_seen: string;
            new_issues: number;
            series: components["schemas"]["GetProjectsByProjectReleasesByVersionSeries"];
            sessions: number;
            unhandled: number;
            users: number;
            version: string;
        };
        GetProjectsByProjectReleasesByVersionEnvironments: {
            abnormal: number;
            crash_free_rate: number;
            crashed: number;
            errored: number;
            name: string;
            sessions: number;
            unhandled: number;
            users: number;
        };
        GetProjectsByProjectReleasesByVersionSeries: {
            bucket_s: number;
            crashed: number[];
            /** Format: date-time */
            from: string;
            sessions: number[];
            users: number[];
        };
        GetProjectsByProjectReleasesItems: {
            abnormal: number;
            crash_free_rate: number;
            crashed: number;
            errored: number;
            /** Format: date-time */
            first_seen: string;
            /** Format: date-time */
            last_seen: string;
            new_issues: number;
            sessions: number;
            unhandled: number;
            users: number;
            version: string;
        };
        GetProjectsByProjectRouteRules: {
            canonical_path: string;
            confidence: number;
            /** Format: date-time */
            created_at: string;
            enabled: boolean;
            framework: string;
            /** Format: uuid */
            id: string;
            match_pattern: string;
            method: string;
            notes: string;
            project_id: string | null;
            source: string;
            source_file: string;
            target: string;
            /** Format: date-time */
            updated_at: string;
        };
        GetProjectsByProjectSettingsDiscarded: {
            items: components["schemas"]["GetProjectsByProjectSettingsDiscardedItems"][];
        };
        GetProjectsByProjectSettingsDiscardedItems: {
            /** Format: date-time */
            discarded_at: string;
            /** Format: uuid */
            discarded_by: string;
            fingerprint: string;
            title: string;
        };
        GetProjectsByProjectSettingsFilters: {
            addresses: string[];
            allowed_origins: string[];
            browser_extensions: boolean;
            environments: string[];
            error_types: string[];
            health_checks: boolean;
            localhost: boolean;
            messages: string[];
            releases: string[];
            user_agents: string[];
            version: number | null;
            web_crawlers: boolean;
        };
        GetProjectsByProjectSettingsLimits: {
            categories: components["schemas"]["GetProjectsByProjectSettingsLimitsCategories"][];
            per_day: number;
            per_hour: number;
            per_minute: number;
            spike_protection: boolean;
            version: number | null;
        };
        GetProjectsByProjectSettingsLimitsCategories: {
            /** @enum {string} */
            category: "unknown" | "default" | "error" | "transaction" | "security" | "attachment" | "attachment_item" | "session" | "profile" | "profile_indexed" | "profile_chunk" | "profile_chunk_ui" | "profile_duration" | "profile_duration_ui" | "replay" | "replay_video" | "monitor" | "monitor_seat" | "span" | "span_indexed" | "feedback" | "metric_bucket" | "metric_second" | "log_item" | "log_byte" | "trace_metric" | "trace_metric_byte" | "uptime" | "internal";
            per_day: number;
            per_hour: number;
            per_minute: number;
        };
        GetProjectsByProjectSettingsScrubbing: {
            defaults: boolean;
            enabled: boolean;
            safe_fields: string[];
            scrub_ip_addresses: boolean;
            sensitive_fields: string[];
            version: number | null;
        };
        GetProjectsByProjectTagRules: {
            conditions: unknown;
            cost: string;
            /** Format: date-time */
            created_at: string;
            enabled: boolean;
            /** Format: uuid */
            id: string;
            name: string;
            needs_ai: boolean;
            pattern: string;
            /** Format: uuid */
            project_id: string;
            rule_type: string;
            sentence: string;
            tag_key: string;
            tag_value: string;
            threshold: number;
            tree: unknown;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        GetProjectsByProjectTags: {
            key: string;
            value: string;
        };
        GetProjectsByProjectTokens: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_used_at: string | null;
            name: string;
            /** @enum {string} */
            permission: "read" | "readwrite";
            /** Format: uuid */
            project_id: string | null;
            /** @enum {string} */
            scope: "project" | "global";
            token?: string;
        };
        GetProjectsByProjectTrackers: {
            base_url: string;
            closed_resolves: boolean;
            configured: boolean;
            email: string;
            issue_type: string;
            labels: string;
            owner: string;
            poll_minutes: number;
            project: string;
            reopen_reopens: boolean;
            repo: string;
            title: string;
            token_set: boolean;
            tracker: string;
            version: number;
            webhook_secret_set: boolean;
        };
        GetSearchSuggest: {
            at: number;
            items: components["schemas"]["GetSearchSuggestItems"][];
            len: number;
        };
        GetSearchSuggestItems: {
            detail: string;
            text: string;
        };
        GetSystemAudit: {
            items: components["schemas"]["GetSystemAuditItems"][];
            next: string | null;
            total: number;
            total_capped: boolean;
        };
        GetSystemAuditItems: {
            action: string;
            address: string;
            /** Format: date-time */
            at: string;
            by: string;
            detail: string;
            kind: string;
            object: string;
            token_name: string;
            user_email: string;
            user_id: string | null;
            user_name: string;
        };
        GetSystemConfig: {
            items: components["schemas"]["GetSystemConfigItems"][];
        };
        GetSystemConfigItems: {
            default: string;
            help: string;
            name: string;
            /** @enum {string} */
            origin: "default" | ".env" | "environment";
            secret: boolean;
            value: string;
        };
        GetSystemOutbox: {
            items: components["schemas"]["GetSystemOutboxItems"][];
            next: string | null;
            total: number;
            total_capped: boolean;
        };
        GetSystemOutboxItems: {
            attempts: number;
            channel: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            done_at: string;
            /** Format: date-time */
            due_at: string;
            /** Format: uuid */
            id: string;
            kind: string;
            last_error: string;
            running: boolean;
            state: string;
            to: string;
        };
        GetSystemQuarantine: {
            items: components["schemas"]["GetSystemQuarantineItems"][];
            next: string | null;
            total: number;
            total_capped: boolean;
        };
        GetSystemQuarantineItems: {
            attempts: number;
            bytes: number;
            /** Format: date-time */
            created_at: string;
            detail: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string | null;
            reason: string;
            /** Format: date-time */
            received_at: string;
            retrying: boolean;
        };
        GetSystemRates: {
            bucket_s: number;
            buckets: components["schemas"]["GetSystemRatesBuckets"][];
            projects: components["schemas"]["GetSystemRatesProjects"][];
            range: string;
            reasons: components["schemas"]["GetSystemRatesReasons"][];
            scope: string;
        };
        GetSystemRatesBuckets: {
            accepted: number;
            /** Format: date-time */
            at: string;
            filtered: number;
            refused: number;
        };
        GetSystemRatesProjects: {
            accepted: number;
            filtered: number;
            name: string;
            /** Format: uuid */
            project_id: string | null;
            refused: number;
            slug: string;
        };
        GetSystemRatesReasons: {
            outcome: string;
            quantity: number;
            reason: string;
        };
        GetSystemStorage: {
            bytes: number;
            disk_bytes: number;
            disk_free_bytes: number;
            full_in_days: number | null;
            growth_bytes_per_day: number | null;
            kinds: components["schemas"]["GetSystemStorageKinds"][];
        };
        GetSystemStorageKinds: {
            bytes: number;
            growth_bytes_per_day: number | null;
            kind: string;
            rows: number | null;
        };
        GetSystemSummary: {
            digest: components["schemas"]["GetSystemSummaryDigest"];
            ingest: components["schemas"]["GetSystemSummaryIngest"];
            jobs: components["schemas"]["GetSystemSummaryJobs"];
            processes: number;
            projects: components["schemas"]["GetSystemRatesProjects"][];
            queue: components["schemas"]["GetSystemSummaryQueue"];
            reasons: components["schemas"]["GetSystemRatesReasons"][];
            /** Format: date-time */
            started_at: string;
            store: string;
            streams: number;
            version: string;
        };
        GetSystemSummaryDigest: {
            batches: number;
            p50_ms: number;
            p99_ms: number;
            stuck: string;
            window_s: number;
        };
        GetSystemSummaryIngest: {
            accepted_per_s: number;
            digested_per_s: number;
            refused_per_s: number;
            requests_per_s: number;
            window_s: number;
        };
        GetSystemSummaryJobs: {
            /** Format: date-time */
            oldest_at: string;
            parked: number;
            waiting: number;
            workers_failing: number;
        };
        GetSystemSummaryQueue: {
            bytes: number;
            failing: boolean;
            full: boolean;
            oldest_age_ms: number;
            records: number;
        };
        GetSystemWorkers: {
            items: components["schemas"]["GetSystemWorkersItems"][];
        };
        GetSystemWorkersItems: {
            duration_ms: number | null;
            every_s: number;
            host: string;
            /** Format: date-time */
            last_ended_at: string;
            last_error: string;
            /** Format: date-time */
            last_started_at: string;
            /** Format: date-time */
            lease_until: string;
            name: string;
            /** Format: date-time */
            next_at: string;
            process: string;
            /** @enum {string} */
            state: "never" | "running" | "failed" | "ok";
        };
        GetUsers: {
            avatar_url: string;
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_seen_at: string | null;
            name: string;
            open_assigned: number;
            /** @enum {string} */
            role: "admin" | "member" | "viewer";
            /** @enum {string} */
            status: "invited" | "active" | "disabled";
            totp_enabled: boolean;
            /** Format: date-time */
            updated_at: string;
        };
        GetViews: {
            items: components["schemas"]["GetViewsItems"][];
            next: string | null;
            total: number;
            total_capped: boolean;
        };
        GetViewsItems: {
            columns: unknown;
            /** @enum {string} */
            density: "comfortable" | "compact";
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: uuid */
            owner_id: string;
            position: number;
            /** Format: uuid */
            project_id: string | null;
            q: string;
            shared: boolean;
            since: string;
            sort: string;
            version: number;
        };
        PostAuthGoogleToken: {
            avatar_url: string;
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_seen_at: string | null;
            name: string;
            /** @enum {string} */
            role: "admin" | "member" | "viewer";
            /** @enum {string} */
            status: "invited" | "active" | "disabled";
            totp_enabled: boolean;
            /** Format: date-time */
            updated_at: string;
        };
        PostAuthGoogleTokenBody: {
            credential: string;
        };
        PostAuthInviteByTokenBody: {
            name?: string;
            password: string;
        };
        PostAuthLocalLoginBody: {
            email: string;
            password?: string;
            totp?: string;
        };
        PostAuthLogout: {
            ok: boolean;
        };
        PostAuthPasswordForgotBody: {
            email: string;
        };
        PostAuthPasswordResetByTokenBody: {
            password: string;
            totp?: string;
        };
        PostAuthSetupBody: {
            code: string;
            email: string;
            name?: string;
            password: string;
        };
        PostGroupsBody: {
            clear_default_slack_webhook_url?: boolean;
            default_slack_webhook_url?: string;
            name: string;
        };
        PostIssuesBulk: {
            affected: number;
            /** Format: uuid */
            job?: string;
            skipped: components["schemas"]["PostIssuesBulkSkipped"][];
            undo: string | null;
        };
        PostIssuesBulkBody: {
            ids?: string[];
            mode?: string;
            query?: components["schemas"]["PostIssuesBulkBodyQuery"];
            values?: components["schemas"]["PostIssuesBulkBodyValues"];
            verb: string;
        };
        PostIssuesBulkBodyQuery: {
            /** Format: date-time */
            as_of?: string;
            expected?: number;
            q?: string;
        };
        PostIssuesBulkBodyValues: {
            /** Format: uuid */
            assigned_to?: string;
            cooldown_minutes?: number;
            followed?: boolean;
            key?: string;
            mode?: string;
            /** Format: uuid */
            primary_id?: string;
            priority?: number;
            resolve_in?: unknown;
            resolved_in_release?: string;
            snooze_event_threshold?: number;
            snooze_minutes?: number;
            snooze_rate?: components["schemas"]["PostIssuesBulkBodyValuesSnoozeRate"];
            /** Format: date-time */
            snooze_until?: string;
            snooze_users?: number;
            /** @enum {string} */
            status?: "open" | "resolved" | "reopened" | "ignored" | "snoozed";
            until_escalates?: boolean;
            value?: string;
        };
        PostIssuesBulkBodyValuesSnoozeRate: {
            events: number;
            minutes: number;
        };
        PostIssuesBulkSkipped: {
            id: string;
            reason: string;
        };
        PostMeTotp: {
            secret: string;
            url: string;
        };
        PostMeTotpBody: {
            current?: string;
        };
        PostNotificationsRead: {
            read: number;
            unread: number;
        };
        PostNotificationsReadBody: {
            all?: boolean;
            /** Format: date-time */
            before?: string;
            ids?: string[];
            /** Format: uuid */
            issue_id?: string;
        };
        PostProjects: {
            ai_anomaly_detection: boolean;
            ai_auto_merge: boolean;
            ai_enabled: boolean;
            ai_merge_suggestions: boolean;
            ai_model: string;
            ai_root_cause: boolean;
            ai_ticket_description: boolean;
            ai_triage: boolean;
            analysis_db_configured: boolean;
            analysis_db_driver: string;
            analysis_db_dsn_display: string;
            analysis_db_enabled: boolean;
            analysis_db_name: string;
            analysis_db_notes: string;
            analysis_db_schema: string;
            color: string;
            /** Format: date-time */
            created_at: string;
            default_cooldown_minutes: number;
            dsn?: string;
            error_grouping_mode: string;
            framework: string;
            github_labels: string;
            github_owner: string;
            github_repo: string;
            github_token_set: boolean;
            /** Format: uuid */
            group_id: string | null;
            group_name?: string;
            icon: string;
            /** Format: uuid */
            id: string;
            info_grouping_mode: string;
            issue_display_mode: string;
            jira_api_token_set: boolean;
            jira_base_url: string;
            jira_email: string;
            jira_issue_type: string;
            jira_project_key: string;
            /** Format: date-time */
            last_event_at: string | null;
            legacy_dsn?: string;
            max_events_per_issue: number;
            max_info_issues: number;
            name: string;
            numeric_id: number;
            position: number;
            repo_default_branch: string;
            repo_name: string;
            repo_owner: string;
            repo_path_strip: string;
            repo_provider: string;
            repo_token_set: boolean;
            route_grouping_enabled: boolean;
            short_prefix: string;
            slug: string;
            stacktrace_rules: unknown;
            /** Format: date-time */
            updated_at: string;
            version: number;
            warning_as_error: boolean;
            warning_grouping_mode: string;
            workflow_mode: string;
        };
        PostProjectsBody: {
            ai_anomaly_detection?: boolean;
            ai_auto_merge?: boolean;
            ai_enabled?: boolean;
            ai_merge_suggestions?: boolean;
            ai_model?: string;
            ai_root_cause?: boolean;
            ai_ticket_description?: boolean;
            ai_triage?: boolean;
            analysis_db_driver?: string;
            analysis_db_dsn?: string;
            analysis_db_enabled?: boolean;
            analysis_db_name?: string;
            analysis_db_notes?: string;
            analysis_db_schema?: string;
            clear?: string[];
            color?: string;
            default_cooldown_minutes?: number;
            error_grouping_mode?: string;
            framework?: string;
            github_labels?: string;
            github_owner?: string;
            github_repo?: string;
            github_token?: string;
            group_id?: string | null;
            icon?: string;
            info_grouping_mode?: string;
            issue_display_mode?: string;
            jira_api_token?: string;
            jira_base_url?: string;
            jira_email?: string;
            jira_issue_type?: string;
            jira_project_key?: string;
            max_events_per_issue?: number;
            max_info_issues?: number;
            name?: string;
            repo_default_branch?: string;
            repo_name?: string;
            repo_owner?: string;
            repo_path_strip?: string;
            repo_provider?: string;
            repo_token?: string;
            route_grouping_enabled?: boolean;
            short_prefix?: string;
            slug?: string;
            stacktrace_rules?: components["schemas"]["PostProjectsBodyStacktraceRules"];
            version?: number;
            warning_as_error?: boolean;
            warning_grouping_mode?: string;
            workflow_mode?: string;
        };
        PostProjectsBodyStacktraceRules: {
            app_patterns?: string[];
            external_patterns?: string[];
            framework_patterns?: string[];
            preset?: string;
        };
        PostProjectsByProjectAlertsBody: {
            /** @enum {string} */
            alert_type: "email" | "slack" | "webhook" | "discord" | "teams" | "telegram" | "mattermost" | "pagerduty";
            conditions?: unknown;
            config: unknown;
            digest_minutes?: number;
            enabled?: boolean;
            exclude_pattern?: string;
            level_filter?: string;
            min_events?: number;
            min_velocity_1h?: number;
            mute?: components["schemas"]["PostProjectsByProjectAlertsBodyMute"];
            name?: string;
            notify_resolved?: boolean;
            throttle_minutes?: number;
            title_pattern?: string;
            version?: number;
        };
        PostProjectsByProjectAlertsBodyMute: {
            days?: string[];
            from?: string;
            until?: string;
            zone?: string;
        };
        PostProjectsByProjectAlertsByAlertTest: {
            answer?: string;
            error?: string;
            /** Format: uuid */
            id: string;
            ok: boolean;
            status: number;
            to: string;
            took_ms: number;
        };
        PostProjectsByProjectAlertsMessage: {
            body: unknown;
        };
        PostProjectsByProjectAlertsMessageBody: {
            format?: string;
            name?: string;
            template?: string;
        };
        PostProjectsByProjectConditionsPreview: {
            cost: string;
            days: components["schemas"]["PostProjectsByProjectConditionsPreviewDays"][];
            issues: number;
            matched: number;
            matches: components["schemas"]["PostProjectsByProjectConditionsPreviewMatches"][];
            nearly: number;
            /** Format: date-time */
            newest_at: string;
            nodes: components["schemas"]["PostProjectsByProjectConditionsPreviewNodes"][];
            /** Format: date-time */
            oldest_at: string;
            replay_complete: boolean;
            replayed_issues: number;
            rings: components["schemas"]["PostProjectsByProjectConditionsPreviewRings"][];
            rung: number;
            rung_at_night: number;
            sample: number;
            sentence: string;
        };
        PostProjectsByProjectConditionsPreviewBody: {
            conditions: unknown;
            /** @enum {string} */
            kind?: "alert" | "priority" | "tag";
            sample?: number;
            throttle_minutes?: number;
            utc_offset_min?: number;
        };
        PostProjectsByProjectConditionsPreviewDays: {
            at_night: number;
            /** Format: date-time */
            from: string;
            rings: number;
        };
        PostProjectsByProjectConditionsPreviewMatches: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            event_id: string;
            /** Format: uuid */
            issue_id: string;
            title: string;
        };
        PostProjectsByProjectConditionsPreviewNodes: {
            hits: number;
            kind: string;
            only_missing: number;
            path: string;
            sentence: string;
        };
        PostProjectsByProjectConditionsPreviewRings: {
            /** Format: date-time */
            at: string;
            at_night: boolean;
            /** Format: uuid */
            issue_id: string;
            reason: string;
            title: string;
        };
        PostProjectsByProjectDeploys: {
            /** Format: date-time */
            deployed_at: string;
            environment: string;
            /** Format: uuid */
            id: string;
            version: string;
        };
        PostProjectsByProjectDeploysBody: {
            commit?: string;
            environment?: string;
            url?: string;
            version: string;
        };
        PostProjectsByProjectErasuresBody: {
            value: string;
        };
        PostProjectsByProjectFeedbackByFeedbackReplyBody: {
            body: string;
        };
        PostProjectsByProjectGiteaRulesBody: {
            conditions?: unknown;
            enabled?: boolean;
            level_filter?: string;
            min_events?: number;
            min_users?: number;
            name?: string;
            title_pattern?: string;
            version?: number;
        };
        PostProjectsByProjectGiteaTest: {
            error?: string;
            ok: boolean;
        };
        PostProjectsByProjectGroupingApply: {
            /** Format: uuid */
            job: string;
        };
        PostProjectsByProjectGroupingPreview: {
            complete: boolean;
            joins: components["schemas"]["PostProjectsByProjectGroupingPreviewJoins"][];
            moving_events: number;
            scanned_events: number;
            scanned_fingerprints: number;
            splits: components["schemas"]["PostProjectsByProjectGroupingPreviewSplits"][];
            total_joins: number;
            total_splits: number;
        };
        PostProjectsByProjectGroupingPreviewBody: {
            /** Format: uuid */
            replaces?: string;
            rule?: components["schemas"]["PostProjectsByProjectGroupingPreviewBodyRule"];
        };
        PostProjectsByProjectGroupingPreviewBodyRule: {
            enabled?: boolean;
            fingerprint: string[];
            matchers: components["schemas"]["PostProjectsByProjectGroupingPreviewBodyRuleMatchers"][];
            name?: string;
            position?: number;
            title?: string;
            version?: number;
        };
        PostProjectsByProjectGroupingPreviewBodyRuleMatchers: {
            key: string;
            negate?: boolean;
            pattern: string;
        };
        PostProjectsByProjectGroupingPreviewJoins: {
            events: number;
            hash: string;
            issue_id: string | null;
            issues: components["schemas"]["PostProjectsByProjectGroupingPreviewJoinsIssues"][];
            title: string;
        };
        PostProjectsByProjectGroupingPreviewJoinsIssues: {
            events: number;
            /** Format: uuid */
            id: string;
            short_no: number;
            title: string;
        };
        PostProjectsByProjectGroupingPreviewSplits: {
            issue: components["schemas"]["PostProjectsByProjectGroupingPreviewJoinsIssues"];
            parts: components["schemas"]["PostProjectsByProjectGroupingPreviewSplitsParts"][];
        };
        PostProjectsByProjectGroupingPreviewSplitsParts: {
            events: number;
            example_event_id: string;
            hash: string;
            how: string;
            stays: boolean;
            title: string;
        };
        PostProjectsByProjectIssuesByIssueCommentsBody: {
            body: string;
            parent_id?: string;
        };
        PostProjectsByProjectIssuesByIssueDbAnalysis: {
            event_id?: string;
            queries: components["schemas"]["PostProjectsByProjectIssuesByIssueDbAnalysisQueries"][];
            summary: components["schemas"]["PostProjectsByProjectIssuesByIssueDbAnalysisSummary"];
            warnings: string[];
        };
        PostProjectsByProjectIssuesByIssueDbAnalysisExplain: {
            error?: string;
            normalized_sql: string;
            plan?: string;
            warnings: string[];
        };
        PostProjectsByProjectIssuesByIssueDbAnalysisExplainBody: {
            normalized_sql: string;
        };
        PostProjectsByProjectIssuesByIssueDbAnalysisQueries: {
            avg_duration_ms: number;
            count: number;
            likely_entity?: string;
            max_duration_ms: number;
            missing_timing_count: number;
            normalized_sql: string;
            /** @enum {string} */
            query_type: "select" | "insert" | "update" | "delete" | "other";
            sample_sql: string;
            suspected_n_plus_one: boolean;
            total_duration_ms: number;
        };
        PostProjectsByProjectIssuesByIssueDbAnalysisSummary: {
            explain_attempted: number;
            explain_completed: number;
            missing_timing_count: number;
            n_plus_one_candidates: number;
            query_count: number;
            /** @enum {string} */
            timing_availability: "all" | "partial" | "none" | "";
            total_duration_ms: number;
            unique_query_count: number;
        };
        PostProjectsByProjectIssuesByIssueFollow: {
            followed: boolean;
        };
        PostProjectsByProjectIssuesByIssueGitea: {
            number: number;
            url: string;
        };
        PostProjectsByProjectIssuesByIssueGiteaBody: {
            title?: string;
        };
        PostProjectsByProjectIssuesByIssueJira: {
            key: string;
            url: string;
        };
        PostProjectsByProjectIssuesByIssueTags: {
            status: string;
        };
        PostProjectsByProjectIssuesByIssueTagsBody: {
            key: string;
            value: string;
            version?: number;
        };
        PostProjectsByProjectIssuesByIssueUnmerge: {
            restored: string[];
        };
        PostProjectsByProjectIssuesByIssueUnmergeBody: {
            fingerprints: string[];
        };
        PostProjectsByProjectIssuesMergeBody: {
            issue_ids: string[];
            primary_id: string;
        };
        PostProjectsByProjectKeysBody: {
            is_enabled?: boolean;
            label?: string;
            per_day?: number;
            per_hour?: number;
            per_minute?: number;
        };
        PostProjectsByProjectPriorityRulesBody: {
            conditions?: unknown;
            enabled?: boolean;
            name: string;
            operator?: string;
            pattern?: string;
            points?: number;
            rule_type: string;
            threshold?: number;
            version?: number;
        };
        PostProjectsByProjectPriorityRulesRecalc: {
            /** Format: uuid */
            job?: string;
            recalculated: number;
        };
        PostProjectsByProjectRouteRulesBody: {
            canonical_path?: string;
            confidence?: number;
            /** Format: date-time */
            created_at?: string;
            enabled?: boolean;
            framework?: string;
            /** Format: uuid */
            id?: string;
            match_pattern?: string;
            method?: string;
            notes?: string;
            project_id?: string;
            source?: string;
            source_file?: string;
            target?: string;
            /** Format: date-time */
            updated_at?: string;
        };
        PostProjectsByProjectRouteRulesImport: {
            imported: number;
            rules: components["schemas"]["GetProjectsByProjectRouteRules"][];
            source: string;
        };
        PostProjectsByProjectRouteRulesImportBody: {
            framework?: string;
            source?: string;
        };
        PostProjectsByProjectTagRulesBody: {
            conditions?: unknown;
            enabled?: boolean;
            name: string;
            pattern?: string;
            /** @enum {string} */
            rule_type?: "pattern" | "ai_prompt" | "";
            tag_key: string;
            tag_value: string;
            threshold?: number;
            version?: number;
        };
        PostProjectsByProjectTokensBody: {
            expires_in?: number;
            name: string;
            /** @enum {string} */
            permission?: "read" | "readwrite";
        };
        PostSearchBody: {
            q: string;
        };
        PostSystemWorkersByWorkerRun: {
            due: boolean;
            name: string;
        };
        PostUndoByUndo: {
            job?: string;
            restored: number;
            skipped: components["schemas"]["PostUndoByUndoSkipped"][];
        };
        PostUndoByUndoSkipped: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            by: string;
            /** Format: uuid */
            id: string;
            reason: string;
        };
        PostUsersByUserInviteLink: {
            /** Format: date-time */
            expires_at: string | null;
            link: string;
        };
        PostUsersInvite: {
            avatar_url: string;
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            invite_expires_at: string | null;
            invite_url: string | null;
            /** Format: date-time */
            last_seen_at: string | null;
            name: string;
            /** @enum {string} */
            role: "admin" | "member" | "viewer";
            /** @enum {string} */
            status: "invited" | "active" | "disabled";
            /** Format: date-time */
            updated_at: string;
        };
        PostUsersInviteBody: {
            email: string;
            /** @enum {string} */
            role?: "admin" | "member" | "viewer";
        };
        PostViewsBody: {
            columns?: string[];
            /** @enum {string} */
            density?: "comfortable" | "compact";
            name?: string;
            position?: number;
            /** Format: uuid */
            project_id?: string;
            q?: string;
            shared?: boolean;
            since?: string;
            sort?: string;
            version?: number;
        };
        PutMeBody: {
            name?: string;
        };
        PutMePasswordBody: {
            current?: string;
            password: string;
        };
        PutMeTotp: {
            recovery_codes: string[];
        };
        PutMeTotpBody: {
            code: string;
        };
        PutMeVisitsByScope: {
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            previous: string;
        };
        PutProjectsByProject: {
            ai_anomaly_detection: boolean;
            ai_auto_merge: boolean;
            ai_enabled: boolean;
            ai_merge_suggestions: boolean;
            ai_model: string;
            ai_root_cause: boolean;
            ai_ticket_description: boolean;
            ai_triage: boolean;
            analysis_db_configured: boolean;
            analysis_db_driver: string;
            analysis_db_dsn_display: string;
            analysis_db_enabled: boolean;
            analysis_db_name: string;
            analysis_db_notes: string;
            analysis_db_schema: string;
            color: string;
            /** Format: date-time */
            created_at: string;
            default_cooldown_minutes: number;
            error_grouping_mode: string;
            framework: string;
            github_labels: string;
            github_owner: string;
            github_repo: string;
            github_token_set: boolean;
            /** Format: uuid */
            group_id: string | null;
            icon: string;
            /** Format: uuid */
            id: string;
            info_grouping_mode: string;
            issue_display_mode: string;
            jira_api_token_set: boolean;
            jira_base_url: string;
            jira_email: string;
            jira_issue_type: string;
            jira_project_key: string;
            max_events_per_issue: number;
            max_info_issues: number;
            name: string;
            numeric_id: number;
            position: number;
            repo_default_branch: string;
            repo_name: string;
            repo_owner: string;
            repo_path_strip: string;
            repo_provider: string;
            repo_token_set: boolean;
            route_grouping_enabled: boolean;
            short_prefix: string;
            slug: string;
            stacktrace_rules: unknown;
            /** Format: date-time */
            updated_at: string;
            version: number;
            warning_as_error: boolean;
            warning_grouping_mode: string;
            workflow_mode: string;
        };
        PutProjectsByProjectAlertsByAlertBody: {
            /** @enum {string} */
            alert_type?: "email" | "slack" | "webhook" | "discord" | "teams" | "telegram" | "mattermost" | "pagerduty" | "";
            conditions?: unknown;
            config: unknown;
            digest_minutes?: number;
            enabled?: boolean;
            exclude_pattern?: string;
            level_filter?: string;
            min_events?: number;
            min_velocity_1h?: number;
            mute?: components["schemas"]["PostProjectsByProjectAlertsBodyMute"];
            name?: string;
            notify_resolved?: boolean;
            throttle_minutes?: number;
            title_pattern?: string;
            version?: number;
        };
        PutProjectsByProjectFeedbackByFeedbackBody: {
            /** @enum {string} */
            status: "new" | "resolved" | "spam";
            version?: number;
        };
        PutProjectsByProjectIssuesByIssueAssignBody: {
            /** Format: uuid */
            assigned_to?: string;
            version?: number;
        };
        PutProjectsByProjectIssuesByIssueBody: {
            cooldown_minutes?: number;
            resolve_in?: unknown;
            resolved_in_release?: string;
            snooze_event_threshold?: number;
            snooze_minutes?: number;
            snooze_rate?: components["schemas"]["PostIssuesBulkBodyValuesSnoozeRate"];
            /** Format: date-time */
            snooze_until?: string;
            snooze_users?: number;
            /** @enum {string} */
            status: "open" | "resolved" | "reopened" | "ignored" | "snoozed";
            until_escalates?: boolean;
            version?: number;
        };
        PutProjectsByProjectIssuesByIssueCommentsByCommentBody: {
            body: string;
            version?: number;
        };
        PutProjectsByProjectIssuesByIssueGiteaLinkBody: {
            key: string;
        };
        PutProjectsByProjectMonitorsByMonitorBody: {
            checkin_margin?: number;
            failure_issue_threshold?: number;
            is_enabled?: boolean;
            is_muted?: boolean;
            max_runtime?: number;
            name?: string;
            recovery_threshold?: number;
            schedule?: string;
            /** @enum {string} */
            schedule_type?: "crontab" | "interval";
            timezone?: string;
            version?: number;
        };
        PutProjectsByProjectPriorityRulesOrderBody: {
            ids: string[];
        };
        PutProjectsByProjectQueryPatternsByPatternBody: {
            muted: boolean;
        };
        PutProjectsByProjectSettingsDiscardedBody: {
            remove: string[];
        };
        PutProjectsByProjectSettingsFiltersBody: {
            addresses?: string[];
            allowed_origins?: string[];
            browser_extensions?: boolean;
            environments?: string[];
            error_types?: string[];
            health_checks?: boolean;
            localhost?: boolean;
            messages?: string[];
            releases?: string[];
            user_agents?: string[];
            version?: number;
            web_crawlers?: boolean;
        };
        PutProjectsByProjectSettingsLimitsBody: {
            categories?: components["schemas"]["PutProjectsByProjectSettingsLimitsBodyCategories"][];
            per_day?: number;
            per_hour?: number;
            per_minute?: number;
            spike_protection?: boolean;
            version?: number;
        };
        PutProjectsByProjectSettingsLimitsBodyCategories: {
            /** @enum {string} */
            category: "unknown" | "default" | "error" | "transaction" | "security" | "attachment" | "attachment_item" | "session" | "profile" | "profile_indexed" | "profile_chunk" | "profile_chunk_ui" | "profile_duration" | "profile_duration_ui" | "replay" | "replay_video" | "monitor" | "monitor_seat" | "span" | "span_indexed" | "feedback" | "metric_bucket" | "metric_second" | "log_item" | "log_byte" | "trace_metric" | "trace_metric_byte" | "uptime" | "internal";
            per_day?: number;
            per_hour?: number;
            per_minute?: number;
        };
        PutProjectsByProjectSettingsScrubbingBody: {
            defaults?: boolean;
            enabled?: boolean;
            safe_fields?: string[];
            scrub_ip_addresses?: boolean;
            sensitive_fields?: string[];
            version?: number;
        };
        PutProjectsByProjectTrackersByTrackerBody: {
            base_url?: string;
            clear?: string[];
            closed_resolves?: boolean;
            labels?: string;
            owner?: string;
            poll_minutes?: number;
            project?: string;
            reopen_reopens?: boolean;
            repo?: string;
            token?: string;
            version?: number;
            webhook_secret?: string;
        };
        PutProjectsReorderBody: {
            id?: string;
            position?: number;
        };
        PutUsersByUserBody: {
            /** @enum {string} */
            role: "admin" | "member" | "viewer";
        };
        PutUsersByUserStatusBody: {
            reassign_to?: string;
            /** @enum {string} */
            status: "active" | "disabled";
        };
    };
    responses: {
        /** @description Refused or failed; `error` says why. */
        Refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getAuthConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetAuthConfig"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postAuthGoogleToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostAuthGoogleTokenBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostAuthGoogleToken"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            502: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getAuthInviteByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetAuthInviteByToken"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postAuthInviteByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostAuthInviteByTokenBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostAuthGoogleToken"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postAuthLocalLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostAuthLocalLoginBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostAuthGoogleToken"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postAuthLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostAuthLogout"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postAuthPasswordForgot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostAuthPasswordForgotBody"];
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postAuthPasswordResetByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostAuthPasswordResetByTokenBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostAuthGoogleToken"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postAuthSetup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostAuthSetupBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostAuthGoogleToken"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getAuthUnsubscribeByUnsubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                unsubscribe: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetAuthUnsubscribeByUnsubscribe"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postAuthUnsubscribeByUnsubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                unsubscribe: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetAuthUnsubscribeByUnsubscribe"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getEventsLookup: {
        parameters: {
            query?: {
                /** @description The event id the program answered with. */
                id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetEventsLookup"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getFavorites: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetGroups"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostGroupsBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetGroups"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putGroupsByGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostGroupsBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetGroups"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteGroupsByGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteGroupsByGroup"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getIssues: {
        parameters: {
            query?: {
                /** @description Assigned to somebody. */
                assigned_any?: boolean;
                /** @description me */
                assigned_to?: string;
                /** @description next of the page before; empty for the first page. */
                cursor?: string;
                /** @description Only these, by comma. */
                ids?: string;
                /** @description window: window_events, those between since and until. */
                include?: string;
                /** @description errors, errors_w, informational, info_only, or one level. */
                level?: string;
                /** @description 1 to 100, default 50. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                /** @description The query language: is:open level:error !env:staging events:>100 words. */
                q?: string;
                /** @description The release an issue was first seen in. */
                release?: string;
                /** @description Part of the title; case does not matter. */
                search?: string;
                /** @description Last seen at or after this time. */
                since?: string;
                /** @description last_seen, first_seen, events, users, priority, trend. */
                sort?: string;
                /** @description One of the five, or several by comma. */
                status?: string;
                /** @description key:value, set by people or seen in its events. */
                tag?: string;
                /** @description First seen today (UTC). */
                today?: boolean;
                /** @description First seen at or before this time. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetIssues"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getIssuesByIssue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetIssuesByIssue"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postIssuesBulk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostIssuesBulkBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostIssuesBulk"];
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostIssuesBulk"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getIssuesCounts: {
        parameters: {
            query?: {
                /** @description errors, errors_w, informational, info_only, or one level. */
                level?: string;
                /** @description The query language. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetIssuesCounts"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getIssuesExport: {
        parameters: {
            query?: {
                /** @description csv (default) or json. */
                format?: string;
                /** @description The query language; all other filters of the list work too. */
                q?: string;
                /** @description last_seen, first_seen, events, users, priority, trend. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getIssuesFacets: {
        parameters: {
            query?: {
                /** @description Assigned to somebody. */
                assigned_any?: boolean;
                /** @description me */
                assigned_to?: string;
                /** @description next of the page before; empty for the first page. */
                cursor?: string;
                /** @description Only these, by comma. */
                ids?: string;
                /** @description window: window_events, those between since and until. */
                include?: string;
                /** @description errors, errors_w, informational, info_only, or one level. */
                level?: string;
                /** @description 1 to 100, default 50. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                /** @description The query language: is:open level:error !env:staging events:>100 words. */
                q?: string;
                /** @description The release an issue was first seen in. */
                release?: string;
                /** @description Part of the title; case does not matter. */
                search?: string;
                /** @description Last seen at or after this time. */
                since?: string;
                /** @description last_seen, first_seen, events, users, priority, trend. */
                sort?: string;
                /** @description One of the five, or several by comma. */
                status?: string;
                /** @description key:value, set by people or seen in its events. */
                tag?: string;
                /** @description First seen today (UTC). */
                today?: boolean;
                /** @description First seen at or before this time. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetIssuesFacets"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getJobsByJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetJobsByJob"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteJobsByJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetJobsByJob"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostAuthGoogleToken"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutMeBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostAuthGoogleToken"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getMeBootstrap: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetMeBootstrap"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putMePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutMePasswordBody"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getMePreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putMePreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getMeSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetMeSessions"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteMeSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteMeSessions"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteMeSessionsBySession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteMeSessions"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getMeTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetMeTotp"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putMeTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutMeTotpBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutMeTotp"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postMeTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostMeTotpBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostMeTotp"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteMeTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutMeTotpBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteMeSessions"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putMeVisitsByScope: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutMeVisitsByScope"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getNotifications: {
        parameters: {
            query?: {
                /** @description next of the page before. */
                cursor?: string;
                /** @description 1 to 100, 50 by default. */
                limit?: number;
                /** @description Only what was not read yet. */
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetNotifications"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postNotificationsRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostNotificationsReadBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostNotificationsRead"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getOpenapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjects"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjects"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByHookProjectTrackersByTrackerWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hook_project: string;
                tracker: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjects"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutProjectsByProject"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectAlerts"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectAlertsBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectAlerts"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectAlertsByAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectAlerts"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectAlertsByAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectAlertsByAlertBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectAlerts"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectAlertsByAlert: {
        parameters: {
            query?: {
                /** @description What the caller saw; another one is refused with 409. */
                version?: number;
            };
            header?: never;
            path: {
                alert: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectAlertsByAlertDeliveries: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows of one page, at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                alert: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectAlertsByAlertDeliveries"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectAlertsByAlertDeliveriesByDeliveryRetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: string;
                delivery: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectAlertsByAlertTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectAlertsByAlertTest"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectAlertsMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectAlertsMessageBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectAlertsMessage"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectConditionsPreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectConditionsPreviewBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectConditionsPreview"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectDeploys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectDeploys"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectDeploys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectDeploysBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectDeploys"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectErasures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectErasures"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectErasures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectErasuresBody"];
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectErasuresItems"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectFavorite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteGroupsByGroup"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectFavorite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteGroupsByGroup"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectFeedback: {
        parameters: {
            query?: {
                /** @description next of the page before. */
                cursor?: string;
                /** @description 1 to 100, 50 by default. */
                limit?: number;
                /** @description new, resolved or spam; all without. */
                status?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectFeedback"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectFeedbackByFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                feedback: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectFeedbackItems"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectFeedbackByFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                feedback: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectFeedbackByFeedbackBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectFeedbackItems"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectFeedbackByFeedbackReply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                feedback: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectFeedbackByFeedbackReplyBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectFeedbackItemsReplies"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectGiteaRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGiteaRules"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectGiteaRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectGiteaRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGiteaRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectGiteaRulesByTrackerRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                tracker_rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectGiteaRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGiteaRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectGiteaRulesByTrackerRule: {
        parameters: {
            query?: {
                /** @description What the caller saw; another one is refused with 409. */
                version?: number;
            };
            header?: never;
            path: {
                project: string;
                tracker_rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectGiteaTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectGiteaTest"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectGithubRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGiteaRules"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectGithubRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectGiteaRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGiteaRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectGithubRulesByTrackerRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                tracker_rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectGiteaRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGiteaRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectGithubRulesByTrackerRule: {
        parameters: {
            query?: {
                /** @description What the caller saw; another one is refused with 409. */
                version?: number;
            };
            header?: never;
            path: {
                project: string;
                tracker_rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectGithubTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectGiteaTest"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectGitlabRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGiteaRules"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectGitlabRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectGiteaRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGiteaRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectGitlabRulesByTrackerRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                tracker_rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectGiteaRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGiteaRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectGitlabRulesByTrackerRule: {
        parameters: {
            query?: {
                /** @description What the caller saw; another one is refused with 409. */
                version?: number;
            };
            header?: never;
            path: {
                project: string;
                tracker_rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectGitlabTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectGiteaTest"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectGroupingApply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectGroupingApply"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectGroupingPreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectGroupingPreviewBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectGroupingPreview"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectGroupingRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGroupingRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectGroupingRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectGroupingPreviewBodyRule"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGroupingRulesItems"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectGroupingRulesByGroupingRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                grouping_rule: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectGroupingPreviewBodyRule"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGroupingRulesItems"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectGroupingRulesByGroupingRule: {
        parameters: {
            query?: {
                /** @description What the caller saw; another one is refused with 409. */
                version?: number;
            };
            header?: never;
            path: {
                grouping_rule: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIngestAttempts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIngestAttempts"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssues: {
        parameters: {
            query?: {
                /** @description Assigned to somebody. */
                assigned_any?: boolean;
                /** @description me */
                assigned_to?: string;
                /** @description next of the page before; empty for the first page. */
                cursor?: string;
                /** @description Only these, by comma. */
                ids?: string;
                /** @description window: window_events, those between since and until. */
                include?: string;
                /** @description errors, errors_w, informational, info_only, or one level. */
                level?: string;
                /** @description 1 to 100, default 50. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                /** @description The query language: is:open level:error !env:staging events:>100 words. */
                q?: string;
                /** @description The release an issue was first seen in. */
                release?: string;
                /** @description Part of the title; case does not matter. */
                search?: string;
                /** @description Last seen at or after this time. */
                since?: string;
                /** @description last_seen, first_seen, events, users, priority, trend. */
                sort?: string;
                /** @description One of the five, or several by comma. */
                status?: string;
                /** @description key:value, set by people or seen in its events. */
                tag?: string;
                /** @description First seen today (UTC). */
                today?: boolean;
                /** @description First seen at or before this time. */
                until?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetIssues"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectIssues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteProjectsByProjectIssuesBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteProjectsByProjectIssues"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetIssuesByIssue"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectIssuesByIssue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectIssuesByIssueBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetIssuesByIssue"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueActivities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueActivities"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectIssuesByIssueAssign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectIssuesByIssueAssignBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetIssuesByIssue"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueComments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueComments"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectIssuesByIssueComments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueCommentsBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueComments"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectIssuesByIssueCommentsByComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                comment: string;
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectIssuesByIssueCommentsByCommentBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueComments"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectIssuesByIssueCommentsByComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                comment: string;
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectIssuesByIssueDbAnalysis: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueDbAnalysis"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectIssuesByIssueDbAnalysisExplain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueDbAnalysisExplainBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueDbAnalysisExplain"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueEvents: {
        parameters: {
            query?: {
                /** @description next of the page before; empty for the first page. */
                cursor?: string;
                /** @description 1 to 100, 50 by default. */
                limit?: number;
                /** @description Rows to pass over. */
                offset?: number;
                /** @description env:, release:, level:, user:, tag:key:value; ! negates. */
                q?: string;
                /** @description Received at or after this time. */
                since?: string;
                /** @description Received at or before this time. */
                until?: string;
            };
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueEvents"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueEventsByEvent: {
        parameters: {
            query?: {
                /** @description Neighbours, ordinal and total are those of the events it finds. */
                q?: string;
                /** @description Received at or after this time. */
                since?: string;
                /** @description Received at or before this time. */
                until?: string;
            };
            header?: never;
            path: {
                event: string;
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueEventsByEvent"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueEventsByEventAttachments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueEventsByEventAttachments"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueEventsByEventAttachmentsByAttachment: {
        parameters: {
            query?: {
                /** @description true: for saving, also when it is an image. */
                download?: boolean;
            };
            header?: never;
            path: {
                attachment: string;
                event: string;
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueEventsByEventDiffByOther: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                issue: string;
                other: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueEventsByEventDiffByOther"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueFacets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetIssuesFacets"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueFacetsByKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                key: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetIssuesFacets"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectFeedbackItems"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectIssuesByIssueFollow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueFollow"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectIssuesByIssueFollow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueFollow"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectIssuesByIssueGitea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueGiteaBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueGitea"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            502: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectIssuesByIssueGiteaLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectIssuesByIssueGiteaLinkBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueGitea"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            502: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectIssuesByIssueGiteaLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectIssuesByIssueGithub: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueGiteaBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueGitea"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            502: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectIssuesByIssueGithubLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectIssuesByIssueGiteaLinkBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueGitea"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            502: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectIssuesByIssueGithubLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectIssuesByIssueGitlab: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueGiteaBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueGitea"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            502: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectIssuesByIssueGitlabLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectIssuesByIssueGiteaLinkBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueGitea"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            502: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectIssuesByIssueGitlabLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueGrouping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueGrouping"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectIssuesByIssueJira: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueGiteaBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueJira"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            502: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectIssuesByIssueJiraLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectIssuesByIssueGiteaLinkBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueJira"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            502: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectIssuesByIssueJiraLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssuePriority: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssuePriority"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueReleaseInfo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueReleaseInfo"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueSimilar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueSimilar"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueStats: {
        parameters: {
            query?: {
                /** @description Seconds of one bucket, rounded up to hours. */
                bucket?: number;
                /** @description RFC 3339; 24 hours before `until` by default. */
                since?: string;
                /** @description RFC 3339; now by default. */
                until?: string;
            };
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueStats"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueSuspectCommits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueSuspectCommits"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueTags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueTags"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectIssuesByIssueTags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueTagsBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueTags"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectIssuesByIssueTags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueTagsBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueTags"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueTrackers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueTrackers"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesByIssueTrackersPreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueTrackersPreview"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectIssuesByIssueUnmerge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueUnmergeBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectIssuesByIssueUnmerge"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectIssuesBulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostIssuesBulkBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostIssuesBulk"];
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostIssuesBulk"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesCounts: {
        parameters: {
            query?: {
                /** @description errors, errors_w, informational, info_only, or one level. */
                level?: string;
                /** @description The query language. */
                q?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetIssuesCounts"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesExport: {
        parameters: {
            query?: {
                /** @description csv (default) or json. */
                format?: string;
                /** @description The query language; all other filters of the list work too. */
                q?: string;
                /** @description last_seen, first_seen, events, users, priority, trend. */
                sort?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesFacets: {
        parameters: {
            query?: {
                /** @description Assigned to somebody. */
                assigned_any?: boolean;
                /** @description me */
                assigned_to?: string;
                /** @description next of the page before; empty for the first page. */
                cursor?: string;
                /** @description Only these, by comma. */
                ids?: string;
                /** @description window: window_events, those between since and until. */
                include?: string;
                /** @description errors, errors_w, informational, info_only, or one level. */
                level?: string;
                /** @description 1 to 100, default 50. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                /** @description The query language: is:open level:error !env:staging events:>100 words. */
                q?: string;
                /** @description The release an issue was first seen in. */
                release?: string;
                /** @description Part of the title; case does not matter. */
                search?: string;
                /** @description Last seen at or after this time. */
                since?: string;
                /** @description last_seen, first_seen, events, users, priority, trend. */
                sort?: string;
                /** @description One of the five, or several by comma. */
                status?: string;
                /** @description key:value, set by people or seen in its events. */
                tag?: string;
                /** @description First seen today (UTC). */
                today?: boolean;
                /** @description First seen at or before this time. */
                until?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetIssuesFacets"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectIssuesMerge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectIssuesMergeBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetIssuesByIssue"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectIssuesReleases: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectJiraRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGiteaRules"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectJiraRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectGiteaRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGiteaRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectJiraRulesByTrackerRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                tracker_rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectGiteaRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectGiteaRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectJiraRulesByTrackerRule: {
        parameters: {
            query?: {
                /** @description What the caller saw; another one is refused with 409. */
                version?: number;
            };
            header?: never;
            path: {
                project: string;
                tracker_rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectJiraTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectGiteaTest"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectKeys"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectKeysBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectKeysItems"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectKeysByKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectKeysBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectKeysItems"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectKeysByKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectMonitors: {
        parameters: {
            query?: {
                /** @description next of the page before. */
                cursor?: string;
                /** @description 1 to 100, 50 by default. */
                limit?: number;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectMonitors"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectMonitorsByMonitor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                monitor: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectMonitorsItems"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectMonitorsByMonitor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                monitor: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectMonitorsByMonitorBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectMonitorsItems"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectMonitorsItems"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectMonitorsByMonitor: {
        parameters: {
            query?: {
                /** @description The version that is meant; 409 when it is another by now. */
                version?: number;
            };
            header?: never;
            path: {
                monitor: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectMonitorsByMonitorCheckins: {
        parameters: {
            query?: {
                /** @description next of the page before. */
                cursor?: string;
                /** @description Whose runs; without it those of the one that reported last. */
                environment?: string;
                /** @description 1 to 100, 50 by default. */
                limit?: number;
            };
            header?: never;
            path: {
                monitor: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectMonitorsByMonitorCheckins"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectOutcomes: {
        parameters: {
            query?: {
                /** @description reason (default), category, outcome, hour or day. */
                by?: string;
                /** @description RFC 3339; a day ago when absent. Figures are of whole hours. */
                since?: string;
                /** @description RFC 3339; now when absent; 90 days at most. */
                until?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectOutcomes"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectPriorityRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectPriorityRules"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectPriorityRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectPriorityRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectPriorityRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectPriorityRulesByPriorityRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                priority_rule: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectPriorityRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectPriorityRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectPriorityRulesByPriorityRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                priority_rule: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteProjectsByProjectPriorityRulesByPriorityRule"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectPriorityRulesOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectPriorityRulesOrderBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectPriorityRules"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectPriorityRulesRecalc: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectPriorityRulesRecalc"];
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectPriorityRulesRecalc"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectQueryPatterns: {
        parameters: {
            query?: {
                /** @description next of the page before. */
                cursor?: string;
                /** @description The one an issue was made of. */
                issue?: string;
                /** @description finding (any), n_plus_one or slow; without it all patterns. */
                kind?: string;
                /** @description 1 to 100, 50 by default. */
                limit?: number;
                /** @description Only muted ones, or only others. */
                muted?: boolean;
                /** @description Part of the statement or the transaction. */
                q?: string;
                /** @description cost (default), count, average, last_seen, first_seen; largest first. */
                sort?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectQueryPatterns"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectQueryPatternsByPattern: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pattern: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectQueryPatternsItems"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectQueryPatternsByPattern: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pattern: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectQueryPatternsByPatternBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectQueryPatternsItems"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectReleases: {
        parameters: {
            query?: {
                /** @description next of the page before. */
                cursor?: string;
                /** @description 1 to 100, 25 by default. */
                limit?: number;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectReleases"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectReleasesByVersion: {
        parameters: {
            query?: {
                /** @description Length of the series: 1 to 336, 24 by default. */
                hours?: number;
            };
            header?: never;
            path: {
                project: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectReleasesByVersion"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectRouteRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectRouteRules"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectRouteRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectRouteRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectRouteRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectRouteRulesByRouteRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                route_rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectRouteRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectRouteRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectRouteRulesByRouteRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                route_rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteProjectsByProjectRouteRulesByRouteRule"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectRouteRulesImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectRouteRulesImportBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostProjectsByProjectRouteRulesImport"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectSettingsDiscarded: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectSettingsDiscarded"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectSettingsDiscarded: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectSettingsDiscardedBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectSettingsDiscarded"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectSettingsFilters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectSettingsFilters"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectSettingsFilters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectSettingsFiltersBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectSettingsFilters"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectSettingsLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectSettingsLimits"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectSettingsLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectSettingsLimitsBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectSettingsLimits"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectSettingsScrubbing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectSettingsScrubbing"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectSettingsScrubbing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectSettingsScrubbingBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectSettingsScrubbing"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectTagRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectTagRules"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectTagRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectTagRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectTagRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectTagRulesByTagRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                tag_rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectTagRulesBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectTagRules"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectTagRulesByTagRule: {
        parameters: {
            query?: {
                /** @description Also takes off what the rule has put on; labels of people stay. */
                remove_tags?: boolean;
                /** @description What the caller saw; another one is refused with 409. */
                version?: number;
            };
            header?: never;
            path: {
                project: string;
                tag_rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteProjectsByProjectTagRulesByTagRule"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectTags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectTags"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectTokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectTokens"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postProjectsByProjectTokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectTokensBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectTokens"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteProjectsByProjectTokensByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteMeSessions"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getProjectsByProjectTrackers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectTrackers"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsByProjectTrackersByTracker: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                tracker: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsByProjectTrackersByTrackerBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectTrackers"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putProjectsReorder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProjectsReorderBody"][];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postSearch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostSearchBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectIssuesByIssueSimilar"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getSearchSuggest: {
        parameters: {
            query?: {
                /** @description Where the cursor is, in bytes. */
                at?: number;
                /** @description Whose tags and releases are meant; none: those of all projects. */
                project?: string;
                /** @description The query as it stands. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSearchSuggest"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getStream: {
        parameters: {
            query?: {
                /** @description Id of the last message heard; what came since is told first. */
                since?: string;
                /** @description Names separated by commas: issues, issues:{p}, issue:{i}, me, … */
                topics?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getSystemAudit: {
        parameters: {
            query?: {
                /** @description As project.delete. */
                action?: string;
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Of the object: user, project, token… */
                kind?: string;
                /** @description Entries of one page, at most 100. */
                limit?: number;
                /** @description Id of the object. */
                object?: string;
                /** @description RFC 3339. */
                since?: string;
                /** @description RFC 3339. */
                until?: string;
                /** @description Id of the person who did it. */
                user?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSystemAudit"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getSystemConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSystemConfig"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getSystemOutbox: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows of one page, at most 100. */
                limit?: number;
                /** @description waiting, dead or sent; all without. */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSystemOutbox"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postSystemOutboxByDeliveryRetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getSystemQuarantine: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Records of one page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSystemQuarantine"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteSystemQuarantineByQuarantined: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                quarantined: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postSystemQuarantineByQuarantinedRetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                quarantined: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getSystemRates: {
        parameters: {
            query?: {
                /** @description 1h (by the minute, of this process), 24h (default), 7d (by the hour) or 30d (by the day). */
                range?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSystemRates"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getSystemStorage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSystemStorage"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getSystemSummary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSystemSummary"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getSystemWorkers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSystemWorkers"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postSystemWorkersByWorkerRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                worker: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostSystemWorkersByWorkerRun"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectTokens"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostProjectsByProjectTokensBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProjectsByProjectTokens"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteTokensByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteMeSessions"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postUndoByUndo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                undo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostUndoByUndo"];
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostUndoByUndo"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetUsers"][];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putUsersByUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutUsersByUserBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostAuthGoogleToken"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postUsersByUserInviteLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostUsersByUserInviteLink"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postUsersByUserResetLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostUsersByUserInviteLink"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putUsersByUserStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutUsersByUserStatusBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostAuthGoogleToken"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteUsersByUserTotp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteMeSessions"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postUsersInvite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostUsersInviteBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostUsersInvite"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    getViews: {
        parameters: {
            query?: {
                /** @description Views of this project and those of all projects. */
                project?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetViews"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    postViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostViewsBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetViewsItems"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    putViewsByView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostViewsBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetViewsItems"];
                };
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
    deleteViewsByView: {
        parameters: {
            query?: {
                /** @description Deletes only what has this version. */
                version?: number;
            };
            header?: never;
            path: {
                view: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused"];
            401: components["responses"]["Refused"];
            403: components["responses"]["Refused"];
            404: components["responses"]["Refused"];
            409: components["responses"]["Refused"];
            413: components["responses"]["Refused"];
            429: components["responses"]["Refused"];
            500: components["responses"]["Refused"];
            503: components["responses"]["Refused"];
        };
    };
}
