import { useQuery } from '@tanstack/react-query';
import { Box, Monitor, Moon, Settings, Sun } from 'lucide-react';
import { useLocation } from 'wouter';
import { currentUser } from '@/api/bootstrap';
import { $api } from '@/api/client';
import { updatePreferences } from '@/api/preferences';
import type { ProjectListItem } from '@/api/types';
import type { PaletteVerb } from '@/lib/feature';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { Dialog } from '@/ui/Dialog';
import { Picker, type PickerItem } from '@/ui/Picker';
import { featureTable } from './featureTable';
import { navEntries, projectLinks } from './nav';
import { goTo } from './navigation';
import { settingsPages } from './settingsPages';

const themeVerbs: PaletteVerb[] = (
  [
    ['dark', 'Dark theme', Moon],
    ['light', 'Light theme', Sun],
    ['system', 'Theme of the system', Monitor],
  ] as const
).map(([theme, label, icon]) => ({
  id: `theme-${theme}`,
  section: 'Look',
  also: 'theme colour appearance',
  run: () => updatePreferences({ theme }),
  label,
  icon,
}));

/** The pages and settings of the project one is in. */
function verbsOf({ slug, name }: ProjectListItem): PaletteVerb[] {
  const links = projectLinks().map(({ label, href }) => ({ label, href: href(slug) }));
  const sections = settingsPages('project').map(({ label, section }) => ({
    label,
    href: paths.projectSettings(slug, section),
    icon: Settings,
  }));
  return [...links, ...sections].map((verb) => ({ icon: Box, ...verb, id: verb.href, section: name }));
}

function useVerbs(): PaletteVerb[] {
  const [path] = useLocation();
  const role = useStore(currentUser)?.role;
  const { data: projects = [] } = useQuery($api.queryOptions('get', '/projects'));
  const pages = navEntries(role).map(
    (entry): PaletteVerb => ({ ...entry, id: `nav-${entry.href}`, section: 'Go to', icon: entry.icon }),
  );
  const verbs = featureTable
    .flatMap((feature) => feature.verbs ?? [])
    .filter((verb) => verb.when?.() ?? true);
  const projectVerbs = projects.map(
    (project): PaletteVerb => ({
      id: `project-${project.id}`,
      label: project.name,
      detail: project.slug === project.name ? undefined : project.slug,
      section: 'Projects',
      icon: Box,
      href: paths.projectIssues(project.slug),
    }),
  );
  const here = projects.find((project) => path.startsWith(`${paths.project(project.slug)}/`));
  return [...pages, ...(here ? verbsOf(here) : []), ...verbs, ...projectVerbs, ...themeVerbs];
}

export default function Palette({ onClose }: { onClose: () => void }) {
  const verbs = useVerbs();
  const items = verbs.map(({ icon: Icon, id, label, detail, also, section, keys }): PickerItem => {
    const drawn = Icon && <Icon size={16} aria-hidden={true} />;
    return { id, label, detail, also, keys, section: section ?? 'Actions', icon: drawn };
  });
  const pick = ({ id }: PickerItem) => {
    onClose();
    const verb = verbs.find((one) => one.id === id);
    if (verb?.href) goTo(verb.href);
    verb?.run?.();
  };
  return (
    <Dialog open title="Jump to anything" hideTitle size="normal" onClose={onClose}>
      <Picker label="Jump to" placeholder="Page, project or command" items={items} onPick={pick} />
    </Dialog>
  );
}
