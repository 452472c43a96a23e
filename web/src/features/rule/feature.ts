import type { Feature } from '@/lib/feature';
import { paths } from '@/lib/paths';

export const ruleFeature: Feature = {
  name: 'rule',
  routes: [
    { path: '/projects/:project/rules/:kind?', load: () => import('./RuleListPage') },
    { path: '/projects/:project/rules/:kind/:rule', load: () => import('./RulePage') },
  ],
  projectLinks: [{ label: 'Rules', href: paths.rules }],
};
