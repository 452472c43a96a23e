import { lazy, Suspense } from 'react';
import { useParams } from 'wouter';
import { paths } from '@/lib/paths';
import { Page } from '@/ui/Page';
import NotFoundPage from './NotFoundPage';
import { SectionNav } from './SectionNav';
import { settingsPages } from './settingsPages';

const pages = settingsPages('personal').map((page) => ({ ...page, Component: lazy(page.load) }));

export default function SettingsPage() {
  const { section = 'profile' } = useParams<{ section?: string }>();
  const page = pages.find((one) => one.section === section);
  if (!page) return <NotFoundPage />;
  return (
    <Page title={page.label} scope="Settings">
      <SectionNav label="Settings" pages={pages} current={section} href={paths.settings}>
        <Suspense fallback={null}>
          <page.Component />
        </Suspense>
      </SectionNav>
    </Page>
  );
}
