import { useQuery } from '@tanstack/react-query';
import { Box, Monitor, Moon, Settings, Sun } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { currentUser } from '@/api/bootstrap';
import { $api } from '@/api/client';
import { updatePreferences } from '@/api/preferences';
import type { ProjectListItem } from '@/api/types';
import { contextVerbs } from '@/lib/contextVerbs';
import type { PaletteVerb } from '@/lib/feature';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { Dialog } from '@/ui/Dialog';
import { Picker, type PickerItem } from '@/ui/Picker';
import { featureTable } from './featureTable';
import { navEntries, projectLinks } from './nav';
import { goTo } from './navigation';
import { inMode, type Mode, modeOf, searched } from './paletteModes';
import { usePaletteSearch, usePeople } from './paletteSearch';
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

const drawn = (verb: PaletteVerb): PickerItem => {
  const { icon: Icon, id, label, detail, also, section, keys } = verb;
  const icon = Icon && <Icon size={16} aria-hidden={true} />;
  return { id, label, detail, also, keys, section: section ?? 'Actions', icon };
};

const placeholders: Readonly<Record<Mode, string>> = {
  all: 'Page, project, command; paste an id, a DSN, a URL, a stack trace',
  verbs: 'Command',
  issues: 'Issue',
  people: 'Person',
  settings: 'Setting',
};

/** Go anywhere, do anything, find whatever was pasted. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const own = useVerbs();
  const context = useStore(contextVerbs);
  const [text, setText] = useState('');
  const [pasted, setPasted] = useState('');
  const [chain, setChain] = useState<{ label: string; verbs: readonly PaletteVerb[] }>();
  const { mode, term } = modeOf(text);
  const search = usePaletteSearch(chain ? '' : pasted || searched(mode, term));
  const people = usePeople(mode === 'people');
  const acting = (context?.verbs ?? []).map((verb) => ({ ...verb, section: context?.of }));
  const all = [...acting, ...own];
  const verbs = chain?.verbs ?? (pasted ? [] : mode === 'people' ? people : all.filter(inMode(mode)));
  const pick = async ({ id }: PickerItem) => {
    const verb = [...verbs, ...search.found].find((one) => one.id === id);
    if (!verb) return;
    if (verb.next) {
      setChain({ label: verb.label, verbs: await verb.next() });
      setText('');
      return;
    }
    onClose();
    if (verb.href) goTo(verb.href);
    verb.run?.();
  };
  const change = (next: string) => {
    setText(next);
    setPasted('');
  };
  const lines = pasted.split('\n').length;
  return (
    <Dialog open title="Jump to anything" hideTitle size="normal" onClose={onClose}>
      {pasted && (
        <p role="status" className="border-b border-line px-4 py-2 text-meta text-text2">
          Pasted {lines} lines{search.what && `: ${search.what}`}
        </p>
      )}
      <Picker
        key={chain?.label ?? ''}
        label={chain ? chain.label : 'Jump to'}
        placeholder={chain?.label ?? placeholders[mode]}
        items={verbs.map(drawn)}
        term={chain ? undefined : term}
        found={search.found.map(drawn)}
        foundFirst={search.exact}
        empty={search.busy ? 'Searching…' : undefined}
        onQuery={change}
        onPasteLines={chain ? undefined : setPasted}
        onBack={() => setChain(undefined)}
        onPick={(item) => void pick(item)}
      />
    </Dialog>
  );
}
