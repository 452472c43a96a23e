import type { components } from './__generated__/schema';

type Schemas = components['schemas'];

export type User = Schemas['User'];
export type Role = User['role'];
export type AuthConfig = Schemas['AuthConfig'];
export type Project = Schemas['Project'];
export type ProjectListItem = Schemas['ProjectListItem'];
export type ProjectDetail = Schemas['ProjectDetail'];
export type Token = Schemas['Token'];
export type Attempt = Schemas['Attempt'];
export type Issue = Schemas['Issue'];
export type IssueListItem = Schemas['IssueListItem'];
export type IssueStatus = Issue['status'];
export type Preferences = Schemas['Preferences'];
export type Bootstrap = Schemas['Bootstrap'];
export type Invite = Schemas['Invite'];

/** The five levels that have a colour and a glyph; anything else a client sends counts as error. */
export type Level = 'fatal' | 'error' | 'warning' | 'info' | 'debug';
