import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'wouter';
import { QueryPanel } from '@/api/QueryPanel';
import type { Outcomes } from '@/api/types';
import { exact } from '@/lib/number';
import { Bars, barsLabel } from '@/ui/Bars';
import { Choice } from '@/ui/Choice';
import { type Column, DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { MissingEvent } from './MissingEvent';
import { outcomesQuery, type Span, sinceOf, spans } from './outcome.queries';
import { categoryWord, outcomeWord, perStep, reasonWord, type Sum, sums } from './outcomes';

const MS_PER_HOUR = 3_600_000;
const BARS_MOST = 120;

const columns: readonly Column<Sum>[] = [
  {
    head: 'Outcome',
    cell: (sum) => (
      <>
        <span className="font-medium">{outcomeWord(sum.outcome)}</span>
        {sum.reason && <span className="block text-meta text-text3">{reasonWord(sum.reason)}</span>}
      </>
    ),
  },
  { head: 'What', cell: (sum) => categoryWord(sum.category) },
  { head: 'Number', align: 'right', cell: (sum) => exact(sum.quantity) },
];

function Figures({ data, span }: { data: Outcomes; span: Span }) {
  if (data.items.length === 0)
    return (
      <EmptyState title="Nothing was sent in this time" kind="flat">
        Neither taken nor refused.
      </EmptyState>
    );
  const step = span.by === 'day' ? 24 * MS_PER_HOUR : MS_PER_HOUR;
  const values = perStep(data.items, data.since ?? '', data.until ?? '', step).slice(-BARS_MOST);
  return (
    <>
      <Bars
        values={values}
        height={48}
        className="w-full"
        label={barsLabel(values, `All that was sent, by ${span.by}`)}
      />
      <div className="-mx-4">
        <DataTable
          caption="What became of all that was sent"
          columns={columns}
          rows={sums(data.items)}
          rowKey={(sum) => sum.key}
        />
      </div>
    </>
  );
}

export default function OutcomesPage() {
  const { project = '' } = useParams<{ project: string }>();
  const [{ span, since }, setAsked] = useState(() => ({ span: spans[0] as Span, since: sinceOf(spans[0]) }));
  const query = useQuery(outcomesQuery(project, span, since));
  const pick = (next: Span) => setAsked({ span: next, since: sinceOf(next) });
  return (
    <>
      <Section
        title="What became of all that was sent"
        lead="Figures of events are exact; of all else the last seconds may be missing after a crash."
      >
        <Choice
          legend="Time"
          hideLegend
          value={span.label}
          options={spans.map(({ label }) => ({ value: label, label }))}
          onChange={(label) => pick(spans.find((one) => one.label === label) ?? span)}
        />
        <QueryPanel
          query={query}
          what="The outcomes could not be read"
          skeleton={<Skeleton className="h-64" />}
        >
          {(data) => <Figures data={data} span={span} />}
        </QueryPanel>
      </Section>
      <Section title="Why is my event missing?" lead="By the id that the SDK printed or answered with.">
        <MissingEvent />
      </Section>
    </>
  );
}
