/** What a feature adds to the page; listed in app/featureTable.ts. */
import type { ComponentType } from 'react';
import type { Store } from './store';

type Loaded = Promise<{ default: ComponentType }>;

export interface FeatureRoute {
  /** wouter pattern: "/projects/:project/issues/:issue?" */
  path: string;
  load: () => Loaded;
  /** Open to people who are not signed in, and drawn without the shell. */
  bare?: boolean;
}

export interface NavEntry {
  label: string;
  href: string;
  icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
  /** tinykeys: "g p" */
  keys?: string;
  /** Is this the entry of that path? */
  owns: (path: string) => boolean;
  order: number;
  adminOnly?: boolean;
  /** A number beside it; 0 shows nothing. */
  count?: Store<number>;
  /** What is wrong, as a dot beside it; '' shows nothing. */
  alarm?: Store<string>;
  /** In the bottom bar of small screens too. */
  bottom?: boolean;
}

/** A page of every project; listed below the project one is in, in the order of the features. */
export interface ProjectLink {
  label: string;
  href: (project: string) => string;
}

export interface PaletteVerb {
  id: string;
  label: string;
  detail?: string;
  also?: string;
  section?: string;
  icon?: NavEntry['icon'];
  keys?: string;
  /** false = not now (other page, other role). */
  when?: () => boolean;
  /** A path to go to, something to do, or what to ask next: "Assign to…". */
  href?: string;
  run?: () => void;
  next?: () => Promise<readonly PaletteVerb[]>;
}

export interface SettingsPage {
  scope: 'personal' | 'project';
  section: string;
  label: string;
  order: number;
  load: () => Loaded;
}

export interface Feature {
  name: string;
  routes?: readonly FeatureRoute[];
  nav?: readonly NavEntry[];
  projectLinks?: readonly ProjectLink[];
  verbs?: readonly PaletteVerb[];
  settings?: readonly SettingsPage[];
  /** Begun when the first page stands and nothing else is to do. */
  later?: () => Promise<unknown>;
}
