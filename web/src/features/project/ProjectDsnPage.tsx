import { useParams } from 'wouter';
import { QueryPanel } from '@/api/QueryPanel';
import { paths } from '@/lib/paths';
import { LinkButton } from '@/ui/Button';
import { CodeBox } from '@/ui/CodeBox';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { KeysSection } from './KeysSection';
import { useProject } from './project.queries';

export default function ProjectDsnPage() {
  const { project = '' } = useParams<{ project: string }>();
  const query = useProject(project);
  return (
    <QueryPanel query={query} what="The DSN could not be read" skeleton={<Skeleton className="h-40" />}>
      {(data) => (
        <>
          <Section
            title="DSN"
            lead="The address SDKs send to. Its key only lets events in; it reads nothing, so it may stand in a web page."
            action={<LinkButton href={paths.projectSetup(data.slug)}>How to connect</LinkButton>}
          >
            <CodeBox what="DSN" code={data.dsn ?? ''} />
            {data.legacy_dsn && (
              <div>
                <p className="mb-1 text-meta text-text3">The same with the project’s uuid, for old clients</p>
                <CodeBox what="old DSN" code={data.legacy_dsn} />
              </div>
            )}
          </Section>
          <KeysSection project={data.slug} />
        </>
      )}
    </QueryPanel>
  );
}
