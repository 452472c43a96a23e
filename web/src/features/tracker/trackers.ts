/** The trackers of others, as a reader meets them: what each one asks for and calls its things. */

export const kinds = ['jira', 'github', 'gitlab', 'gitea'] as const;
export type Kind = (typeof kinds)[number];

/** Texts of the settings, by the names the API has for them. */
export type TextName = 'base_url' | 'email' | 'project' | 'issue_type' | 'owner' | 'repo' | 'labels';

export interface TextField {
  name: TextName;
  label: string;
  placeholder?: string;
  hint?: string;
  required?: boolean;
  type?: 'url' | 'email';
  /** Its name in the project's own settings, where GoSnag's clients know it. */
  column?: string;
}

export interface Tracker {
  kind: Kind;
  title: string;
  fields: readonly TextField[];
  token: { hint: string; column?: string };
  hook: { where: string; secret: string };
  /** "SHOP-12 or its address" */
  key: string;
}

const labels: TextField = { name: 'labels', label: 'Labels', placeholder: 'bug, from-gosnag' };

export const trackers: readonly Tracker[] = [
  {
    kind: 'jira',
    title: 'Jira',
    fields: [
      {
        name: 'base_url',
        label: 'Address',
        placeholder: 'https://yours.atlassian.net',
        type: 'url',
        required: true,
        column: 'jira_base_url',
      },
      {
        name: 'email',
        label: 'Mail of the account',
        type: 'email',
        required: true,
        hint: 'Tickets are made in its name.',
        column: 'jira_email',
      },
      {
        name: 'project',
        label: 'Project key',
        placeholder: 'SHOP',
        required: true,
        column: 'jira_project_key',
      },
      { name: 'issue_type', label: 'Issue type', placeholder: 'Bug', column: 'jira_issue_type' },
    ],
    token: {
      hint: 'An API token of that account: id.atlassian.com, Security, API tokens.',
      column: 'jira_api_token',
    },
    hook: {
      where: 'In Jira: Settings, System, WebHooks; event “Issue updated”.',
      secret: 'Secret',
    },
    key: 'SHOP-12',
  },
  {
    kind: 'github',
    title: 'GitHub',
    fields: [
      {
        name: 'owner',
        label: 'Owner',
        placeholder: 'acme',
        required: true,
        column: 'github_owner',
      },
      {
        name: 'repo',
        label: 'Repository',
        placeholder: 'shop',
        required: true,
        column: 'github_repo',
      },
      { ...labels, column: 'github_labels', hint: 'By commas.' },
      {
        name: 'base_url',
        label: 'Address of the API',
        placeholder: 'https://api.github.com',
        type: 'url',
        hint: 'Only for GitHub Enterprise: https://your.server/api/v3',
      },
    ],
    token: {
      hint: 'A fine-grained token with “Issues: read and write” on this repository.',
      column: 'github_token',
    },
    hook: {
      where: 'In the repository: Settings, Webhooks; content type application/json, event “Issues”.',
      secret: 'Secret',
    },
    key: '#12',
  },
  {
    kind: 'gitlab',
    title: 'GitLab',
    fields: [
      {
        name: 'base_url',
        label: 'Address',
        placeholder: 'https://gitlab.com',
        type: 'url',
        hint: 'Only for a GitLab of your own.',
      },
      {
        name: 'project',
        label: 'Project',
        placeholder: 'acme/shop',
        required: true,
        hint: 'Its path, or its number.',
      },
      { ...labels, hint: 'By commas.' },
    ],
    token: { hint: 'A project access token with the scope “api” and the role Reporter or above.' },
    hook: {
      where: 'In the project: Settings, Webhooks; trigger “Issues events”.',
      secret: 'Secret token',
    },
    key: '#12',
  },
  {
    kind: 'gitea',
    title: 'Gitea',
    fields: [
      {
        name: 'base_url',
        label: 'Address',
        placeholder: 'https://git.example.com',
        type: 'url',
        required: true,
        hint: 'Of a Gitea or Forgejo.',
      },
      { name: 'owner', label: 'Owner', placeholder: 'acme', required: true },
      { name: 'repo', label: 'Repository', placeholder: 'shop', required: true },
      { ...labels, hint: 'By commas; only those the repository has.' },
    ],
    token: { hint: 'An access token that may read and write issues.' },
    hook: {
      where: 'In the repository: Settings, Webhooks, Gitea; POST as application/json, event “Issues”.',
      secret: 'Secret',
    },
    key: '#12',
  },
];

export const trackerOf = (kind: string | undefined): Tracker | undefined =>
  trackers.find((one) => one.kind === kind);

/** "SHOP-12", "#12". */
export const ticketName = (tracker: string, key: string): string => (tracker === 'jira' ? key : `#${key}`);
