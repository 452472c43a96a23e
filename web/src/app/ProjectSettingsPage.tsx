import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useParams } from 'wouter';
import { $api } from '@/api/client';
import { paths } from '@/lib/paths';
import { Page } from '@/ui/Page';
import NotFoundPage from './NotFoundPage';
import { SectionNav } from './SectionNav';
import { settingsPages } from './settingsPages';

const pages = settingsPages('project').map((page) => ({ ...page, Component: lazy(page.load) }));

export default function ProjectSettingsPage() {
  const { project = '', section = 'general' } = useParams<{ project: string; section?: string }>();
  const { data: projects } = useQuery($api.queryOptions('get', '/projects'));
  const page = pages.find((one) => one.section === section);
  if (!page) return <NotFoundPage />;
  const name = projects?.find((one) => one.slug === project || one.id === project)?.name ?? project;
  return (
    <Page title={page.label} scope={name}>
      <SectionNav
        label={`Settings of ${name}`}
        pages={pages}
        current={section}
        href={(next) => paths.projectSettings(project, next)}
      >
        <Suspense fallback={null}>
          <page.Component key={project} />
        </Suspense>
      </SectionNav>
    </Page>
  );
}
