import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { QueryPanel } from '@/api/QueryPanel';
import type { Answer } from '@/api/types';
import { outcomeWord, reasonWord } from '@/features/ingest';
import { exact } from '@/lib/number';
import { paths } from '@/lib/paths';
import { oneOf, useSearchState } from '@/lib/search';
import { Choice } from '@/ui/Choice';
import { type Column, DataTable } from '@/ui/DataTable';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { fold } from './figures';
import { RateChart } from './RateChart';
import { ratesQuery } from './system.queries';

type Rates = Answer<'/system/rates'>;
type Reason = Rates['reasons'][number];
type Talker = Rates['projects'][number];

const ranges = [
  { value: '1h', label: '1 h' },
  { value: '24h', label: '24 h' },
  { value: '7d', label: '7 d' },
  { value: '30d', label: '30 d' },
] as const;
const codec = { range: oneOf(['1h', '24h', '7d', '30d'], '24h') };
const BARS_MOST = 90;

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

const reasonColumns: Column<Reason>[] = [
  {
    head: 'Not stored',
    cell: (one) => (
      <>
        {outcomeWord(one.outcome ?? '')}
        {one.reason && <span className="block text-meta text-text3">{reasonWord(one.reason)}</span>}
      </>
    ),
  },
  {
    head: 'Events',
    align: 'right',
    cell: (one) => <span className="tabular-nums">{exact(one.quantity)}</span>,
  },
];

const talkerColumns: Column<Talker>[] = [
  {
    head: 'Project',
    cell: (one) => (
      <a href={paths.projectSettings(one.slug ?? '', 'outcomes')} className="wrap-anywhere">
        {one.name}
      </a>
    ),
  },
  {
    head: 'Accepted',
    align: 'right',
    cell: (one) => <span className="tabular-nums">{exact(one.accepted)}</span>,
  },
  {
    head: 'Filtered',
    align: 'right',
    from: 'sm',
    cell: (one) => <span className="text-text2 tabular-nums">{exact(one.filtered)}</span>,
  },
  {
    head: 'Refused',
    align: 'right',
    cell: (one) => (
      <span className={one.refused > 0 ? 'text-error tabular-nums' : 'text-text2 tabular-nums'}>
        {exact(one.refused)}
      </span>
    ),
  },
];

const steps: Record<number, string> = { 60: 'by the minute', 3600: 'by the hour', 86400: 'by the day' };

function Tables({ rates }: { rates: Rates }) {
  return (
    <div className="grid grid-cols-1 gap-x-10 gap-y-6 lg:grid-cols-2">
      <div className="-mx-4">
        {rates.projects.length > 0 ? (
          <DataTable
            caption="Who sends most"
            columns={talkerColumns}
            rows={rates.projects}
            rowKey={(one) => one.project_id ?? ''}
          />
        ) : (
          <p className="px-4 text-body text-text3">No project sent anything in this time.</p>
        )}
      </div>
      <div className="-mx-4">
        {rates.reasons.length > 0 ? (
          <DataTable
            caption="Why events were not stored"
            columns={reasonColumns}
            rows={rates.reasons}
            rowKey={(one) => `${one.outcome} ${one.reason}`}
          />
        ) : (
          <p className="px-4 text-body text-text3">Nothing was refused or filtered in this time.</p>
        )}
      </div>
    </div>
  );
}

/** What came in over time, who sent it, and what was not taken. */
export function RatesSection() {
  const [{ range }, setSearch] = useSearchState(codec);
  const query = useQuery({ ...ratesQuery(range), placeholderData: keepPreviousData });
  return (
    <Section
      title="What came in"
      lead={range === '1h' ? 'By the minute, as the process that answers saw it.' : undefined}
      action={
        <Choice
          legend="Time"
          hideLegend
          value={range}
          options={ranges}
          onChange={(next) => setSearch({ range: next })}
        />
      }
    >
      <QueryPanel
        query={query}
        what="The rates could not be read"
        skeleton={<Skeleton className="h-[340px]" />}
      >
        {(rates) => {
          const bars = fold(rates.buckets, BARS_MOST);
          const isShort = rates.bucket_s < 3600 || bars.length <= 24;
          const merged = Math.round(rates.buckets.length / bars.length);
          return (
            <>
              <RateChart
                buckets={bars}
                step={merged > 1 ? `by ${merged} hours` : (steps[rates.bucket_s] ?? '')}
                timeOf={(iso) => (iso ? (isShort ? clock : day).format(Date.parse(iso)) : '')}
              />
              <Tables rates={rates} />
            </>
          );
        }}
      </QueryPanel>
    </Section>
  );
}
