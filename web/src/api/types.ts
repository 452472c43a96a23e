/** The nouns of the API, named once; their shapes come from docs/openapi.json. */
import type { paths } from './__generated__/schema';

type Method = 'get' | 'post' | 'put' | 'delete';

type Good = 200 | 201 | 202;
type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : never;

/** What a successful call answers with. */
export type Answer<P extends keyof paths, M extends Method = 'get'> = paths[P][M] extends {
  responses: infer Answers;
}
  ? Json<Answers[keyof Answers & Good]>
  : never;

export type User = Answer<'/me'>;
export type Role = User['role'];
export type Person = Answer<'/users'>[number];
export type AuthConfig = Answer<'/auth/config'>;
export type Invite = Answer<'/auth/invite/{token}'>;
export type ProjectListItem = Answer<'/projects'>[number];
export type ProjectDetail = Answer<'/projects/{project}'>;
export type Token = Answer<'/tokens'>[number];
export type Attempt = Answer<'/projects/{project}/ingest-attempts'>['items'][number];
export type ProjectKey = Answer<'/projects/{project}/keys'>['items'][number];
export type Filters = Answer<'/projects/{project}/settings/filters'>;
export type Limits = Answer<'/projects/{project}/settings/limits'>;
export type Scrubbing = Answer<'/projects/{project}/settings/scrubbing'>;
export type Outcomes = Answer<'/projects/{project}/outcomes'>;
export type Outcome = Outcomes['items'][number];
export type Lookup = Answer<'/events/lookup'>;
export type Issue = Answer<'/projects/{project}/issues/{issue}'>;
export type IssueListItem = Answer<'/projects/{project}/issues'>['issues'][number];
export type IssueList = Answer<'/projects/{project}/issues'>;
/** by_status: Record<string, number>, the states that occur. */
export type IssueCounts = Answer<'/projects/{project}/issues/counts'>;
export type IssueStatus = Issue['status'];

export type Monitor = Answer<'/projects/{project}/monitors'>['items'][number];
export type MonitorEnvironment = Monitor['environments'][number];
export type MonitorRun = MonitorEnvironment['recent'][number];

/** Kept by the server as it is sent: this page says what is in it. */
export interface Preferences {
  theme?: 'system' | 'dark' | 'light';
  density?: 'comfortable' | 'compact';
  /** Of issue lists; absent = the usual ones. */
  columns?: string[];
  motion?: 'system' | 'reduce';
  /** false = single characters do nothing (WCAG 2.1.4). */
  keys?: boolean;
  /** Percent of the usual size of letters. */
  text?: 87 | 100 | 112 | 125;
  /** Keys of one's own, by the usual ones: { r: 'e' }. */
  own_keys?: Record<string, string>;
  /** Read by the server too; what is not false is on. */
  notify?: Partial<Record<'inbox' | 'mail', Record<string, boolean>>>;
  /** "22:00", in utc_offset_min. */
  quiet_hours?: { from: string; to: string } | undefined;
  /** Opens a frame at its line; what its path begins with (`from`) is replaced by `to`. */
  editor?: { id: 'vscode' | 'cursor' | 'zed' | 'idea'; from?: string; to?: string } | undefined;
  newest_frame_first?: boolean;
  utc_offset_min?: number;
}

/** GET /me/bootstrap, written into index.html. */
export interface Bootstrap {
  user: User;
  projects: ProjectListItem[];
  projects_total: number;
  /** Notifications. */
  unread: number;
  /** Project ids. */
  favorites: string[];
  groups: Answer<'/groups'>;
  preferences: Preferences;
  server_time: string;
  version: string;
  /** Id of the live stream's newest message when the page was made. */
  stream_at: string;
}

/** The five levels that have a colour and a glyph; anything else a client sends counts as error. */
export type Level = 'fatal' | 'error' | 'warning' | 'info' | 'debug';
