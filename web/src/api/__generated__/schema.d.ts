// Generated from docs/openapi.json by `npm run codegen`. Do not edit.
export interface paths {
    "/auth/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How people sign in here. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuthConfig"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
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
        /** Who an invitation is for. */
        get: {
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
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Invite"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Accepts an invitation. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        name: string;
                        password: string;
                    };
                };
            };
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        email: string;
                        password: string;
                        totp?: string;
                    };
                };
            };
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        /** Ends this session. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ok: boolean;
                        };
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        /** Makes the first admin with the one-time code. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        code: string;
                        email: string;
                        name: string;
                        password: string;
                    };
                };
            };
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
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
        get: {
            parameters: {
                query?: {
                    assigned_any?: boolean;
                    assigned_to?: string;
                    cursor?: string;
                    ids?: string;
                    include?: string;
                    level?: string;
                    limit?: number;
                    offset?: number;
                    q?: string;
                    release?: string;
                    search?: string;
                    since?: string;
                    sort?: string;
                    status?: string;
                    tag?: string;
                    today?: boolean;
                    until?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssueList"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        /** One issue by id or short id. */
        get: {
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
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Issue"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
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
        /** The signed-in user. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Changes name or picture. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        name?: string;
                    };
                };
            };
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        /** All the page needs for its first paint. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Bootstrap"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
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
        /** Preferences of the signed-in user. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Preferences"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Changes preferences. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Preferences"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        /** All projects with figures. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProjectListItem"][];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a project and its key. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        color?: string;
                        default_cooldown_minutes?: number;
                        framework?: string;
                        icon?: string;
                        issue_display_mode?: string;
                        max_events_per_issue?: number;
                        max_info_issues?: number;
                        name: string;
                        slug?: string;
                        version?: number;
                        warning_as_error?: boolean;
                    };
                };
            };
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProjectDetail"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        get: {
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
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProjectDetail"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Changes a project. */
        put: {
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
                    "application/json": {
                        color?: string;
                        default_cooldown_minutes?: number;
                        framework?: string;
                        icon?: string;
                        issue_display_mode?: string;
                        max_events_per_issue?: number;
                        max_info_issues?: number;
                        name?: string;
                        slug?: string;
                        version?: number;
                        warning_as_error?: boolean;
                    };
                };
            };
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Project"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        /** Deletes a project and all it holds. */
        delete: {
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
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        /** The last requests of SDKs, refused ones included. */
        get: {
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
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Attempt"][];
                        };
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        get: {
            parameters: {
                query?: {
                    assigned_any?: boolean;
                    assigned_to?: string;
                    cursor?: string;
                    ids?: string;
                    include?: string;
                    level?: string;
                    limit?: number;
                    offset?: number;
                    q?: string;
                    release?: string;
                    search?: string;
                    since?: string;
                    sort?: string;
                    status?: string;
                    tag?: string;
                    today?: boolean;
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
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssueList"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
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
        get: {
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
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Issue"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Changes the status. */
        put: {
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
                    "application/json": {
                        cooldown_minutes?: number;
                        resolved_in_release?: string;
                        snooze_event_threshold?: number;
                        snooze_minutes?: number;
                        status: string;
                        version?: number;
                    };
                };
            };
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Issue"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
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
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    offset?: number;
                    q?: string;
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
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EventPage"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        /** One event by id, latest, oldest or best, with its neighbours. */
        get: {
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
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EventStep"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
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
        /** Figures for the views. */
        get: {
            parameters: {
                query?: {
                    level?: string;
                };
                header?: never;
                path: {
                    project: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssueCounts"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
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
        /** Releases that issues began in. */
        get: {
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
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string[];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
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
        /** Sets the order. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        id: string;
                        position: number;
                    }[];
                };
            };
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
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
        /** Own access tokens, newest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Token"][];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Makes an access token; its text is shown this once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        expires_in?: number;
                        name: string;
                        permission?: string;
                    };
                };
            };
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Token"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        /** Revokes an access token. */
        delete: {
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
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: string;
                        };
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        /** Everybody. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"][];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        /** Changes the role. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    user: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        role: string;
                    };
                };
            };
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        /** A new invitation link. */
        post: {
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
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InviteLink"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
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
        /** Enables or disables. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    user: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        status: string;
                    };
                };
            };
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
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
        /** Invites by address. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        email: string;
                        role?: string;
                    };
                };
            };
            responses: {
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"] & {
                            link?: string;
                        };
                    };
                };
                /** @description a failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Attempt: {
            /** Format: date-time */
            at: string;
            client: string;
            event_id: string;
            issue_id?: string | null;
            kind: string;
            reason: string;
            remote: string;
            status: number;
        };
        AuthConfig: {
            auth_mode: string;
            base_url: string;
            google_client_id: string;
            methods: string[];
            setup_needed: boolean;
            smtp: boolean;
        };
        Bootstrap: {
            features: string[];
            preferences: components["schemas"]["Preferences"];
            projects: components["schemas"]["ProjectListItem"][];
            projects_total: number;
            /** Format: date-time */
            server_time: string;
            unread: number;
            user: components["schemas"]["User"];
            version: string;
        };
        Error: {
            code?: string;
            error: string;
            field?: string;
            request_id?: string;
        };
        Event: {
            /** Format: date-time */
            created_at: string;
            data: {
                [key: string]: unknown;
            };
            data_truncated?: boolean;
            environment: string;
            event_id: string;
            id: string;
            issue_id: string;
            level: string;
            message: string;
            platform: string;
            project_id: string;
            release: string;
            server_name: string;
            /** Format: date-time */
            timestamp: string;
            user_identifier: string;
        };
        EventPage: {
            events: components["schemas"]["Event"][];
            limit: number;
            next?: string | null;
            offset: number;
            total: number;
            total_capped?: boolean;
        };
        EventStep: {
            counted: number;
            event: components["schemas"]["Event"];
            next: string | null;
            ordinal: number | null;
            prev: string | null;
            stored: number;
            total: number | null;
        };
        Invite: {
            email: string;
            /** Format: date-time */
            expires_at: string;
            role: string;
        };
        InviteLink: {
            /** Format: date-time */
            expires_at: string;
            link: string;
        };
        Issue: {
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
            github_issue_number: number | null;
            github_issue_url: string | null;
            id: string;
            is_unhandled?: boolean;
            jira_ticket_key: string | null;
            jira_ticket_url: string | null;
            last_release?: string;
            /** Format: date-time */
            last_seen: string;
            level: string;
            platform: string;
            priority: number;
            project_id: string;
            /** Format: date-time */
            resolved_at: string | null;
            resolved_in_release: string | null;
            short_id?: string;
            snooze_event_threshold: number | null;
            snooze_events_at_start: number;
            /** Format: date-time */
            snooze_until: string | null;
            /** @enum {string} */
            status: "open" | "resolved" | "reopened" | "ignored" | "snoozed";
            title: string;
            type?: string;
            /** Format: date-time */
            updated_at: string;
            user_count: number;
            version?: number;
        };
        IssueCounts: {
            assigned_any: number;
            assigned_to_me: number;
            by_status: {
                [key: string]: number;
            };
            today: number;
            total: number;
        };
        IssueList: {
            issues: components["schemas"]["IssueListItem"][];
            limit: number;
            next?: string | null;
            offset: number;
            total: number;
            total_capped?: boolean;
        };
        IssueListItem: {
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
            github_issue_number: number | null;
            github_issue_url: string | null;
            id: string;
            is_unhandled?: boolean;
            jira_ticket_key: string | null;
            jira_ticket_url: string | null;
            last_release?: string;
            /** Format: date-time */
            last_seen: string;
            level: string;
            platform: string;
            priority: number;
            project_id: string;
            /** Format: date-time */
            resolved_at: string | null;
            resolved_in_release: string | null;
            short_id?: string;
            snooze_event_threshold: number | null;
            snooze_events_at_start: number;
            /** Format: date-time */
            snooze_until: string | null;
            /** @enum {string} */
            status: "open" | "resolved" | "reopened" | "ignored" | "snoozed";
            tags: components["schemas"]["IssueTag"][];
            title: string;
            trend: number[];
            type?: string;
            /** Format: date-time */
            updated_at: string;
            user_count: number;
            version?: number;
        };
        IssueTag: {
            key: string;
            value: string;
        };
        Preferences: {
            /** @enum {string} */
            density?: "comfortable" | "compact";
            keys?: boolean;
            /** @enum {string} */
            motion?: "system" | "reduce";
            newest_frame_first?: boolean;
            /** @enum {string} */
            theme?: "system" | "dark" | "light";
            utc_offset_min?: number;
        };
        Project: {
            color: string;
            /** Format: date-time */
            created_at: string;
            default_cooldown_minutes: number;
            error_grouping_mode: string;
            framework: string;
            group_id: string | null;
            group_name?: string;
            icon: string;
            id: string;
            info_grouping_mode: string;
            issue_display_mode: string;
            max_events_per_issue: number;
            max_info_issues: number;
            name: string;
            numeric_id: number;
            position: number;
            route_grouping_enabled: boolean;
            short_prefix: string;
            slug: string;
            /** Format: date-time */
            updated_at: string;
            version?: number;
            warning_as_error: boolean;
            warning_grouping_mode: string;
            workflow_mode: string;
        };
        ProjectDetail: {
            color: string;
            /** Format: date-time */
            created_at: string;
            default_cooldown_minutes: number;
            dsn?: string;
            error_grouping_mode: string;
            framework: string;
            group_id: string | null;
            group_name?: string;
            icon: string;
            id: string;
            info_grouping_mode: string;
            issue_display_mode: string;
            legacy_dsn?: string;
            max_events_per_issue: number;
            max_info_issues: number;
            name: string;
            numeric_id: number;
            position: number;
            route_grouping_enabled: boolean;
            short_prefix: string;
            slug: string;
            /** Format: date-time */
            updated_at: string;
            version?: number;
            warning_as_error: boolean;
            warning_grouping_mode: string;
            workflow_mode: string;
        };
        ProjectListItem: {
            color: string;
            /** Format: date-time */
            created_at: string;
            default_cooldown_minutes: number;
            error_grouping_mode: string;
            errors_last_week: number;
            errors_this_week: number;
            framework: string;
            group_id: string | null;
            group_name?: string;
            icon: string;
            id: string;
            info_grouping_mode: string;
            issue_display_mode: string;
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
            route_grouping_enabled: boolean;
            short_prefix: string;
            /** Format: date-time */
            silent_since?: string | null;
            slug: string;
            total_issues: number;
            trend: number[];
            /** Format: date-time */
            updated_at: string;
            version?: number;
            warning_as_error: boolean;
            warning_grouping_mode: string;
            workflow_mode: string;
        };
        Token: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            id: string;
            /** Format: date-time */
            last_used_at: string | null;
            name: string;
            /** @enum {string} */
            permission: "read" | "readwrite";
            project_id: string | null;
            /** @enum {string} */
            scope: "project" | "global";
            token?: string;
        };
        User: {
            avatar_url: string;
            /** Format: date-time */
            created_at: string;
            email: string;
            id: string;
            /** Format: date-time */
            last_seen_at?: string | null;
            name: string;
            /** @enum {string} */
            role: "admin" | "member" | "viewer";
            /** @enum {string} */
            status: "invited" | "active" | "disabled";
            /** Format: date-time */
            updated_at: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
