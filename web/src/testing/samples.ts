import type { ProjectDetail, ProjectListItem, User } from '@/api/types';

/** A project as the server sends it, to be changed where a test looks. */
export function aProject(change: Partial<ProjectListItem> = {}): ProjectListItem {
  return { ...aProjectDetail(), ...figures, ...change } as ProjectListItem;
}

const figures = {
  total_issues: 0,
  open_issues: 0,
  trend: Array.from({ length: 14 }, () => 0),
  errors_this_week: 0,
  errors_last_week: 0,
  last_event_at: null,
  reopened: 0,
  mine: 0,
  new_today: 0,
};

export function aProjectDetail(change: Partial<ProjectDetail> = {}): ProjectDetail {
  return {
    id: '01890a5d-0000-7000-8000-000000000001',
    name: 'Shop',
    slug: 'shop',
    short_prefix: 'SHOP',
    icon: '',
    color: '',
    numeric_id: 7,
    default_cooldown_minutes: 30,
    max_events_per_issue: 1000,
    max_info_issues: 0,
    position: 0,
    warning_as_error: false,
    route_grouping_enabled: false,
    error_grouping_mode: 'normal',
    warning_grouping_mode: 'normal',
    info_grouping_mode: 'normal',
    issue_display_mode: 'classic',
    workflow_mode: 'simple',
    framework: 'generic',
    group_id: null,
    created_at: '2026-11-20T10:00:00Z',
    updated_at: '2026-11-20T10:00:00Z',
    dsn: 'http://0123456789abcdef0123456789abcdef@localhost:8080/7',
    ...change,
  } as ProjectDetail;
}

export function aUser(change: Partial<User> = {}): User {
  return {
    id: '01890a5d-0000-7000-8000-0000000000aa',
    email: 'ana@example.com',
    name: 'Ana Lund',
    role: 'admin',
    status: 'active',
    avatar_url: '',
    created_at: '2026-11-20T10:00:00Z',
    updated_at: '2026-11-20T10:00:00Z',
    ...change,
  } as User;
}
