import { useState } from 'react';
import { Choice } from '@/ui/Choice';
import { CodeBox } from '@/ui/CodeBox';
import { snippets } from './snippets';

/** Lines to copy, one way after the other. */
export function MonitorLines({ dsn, slug }: { dsn: string; slug?: string }) {
  const ways = snippets(dsn, slug);
  const [way, setWay] = useState(ways[0]!.value);
  const chosen = ways.find((one) => one.value === way) ?? ways[0]!;
  return (
    <div className="grid max-w-[920px] grid-cols-1 gap-3">
      <div className="overflow-x-auto">
        <Choice
          legend="Report by"
          hideLegend
          value={chosen.value}
          options={ways.map(({ value, label }) => ({ value, label }))}
          onChange={setWay}
        />
      </div>
      <p className="text-body text-text2">{chosen.lead}</p>
      <CodeBox what={`${chosen.label} lines`} code={chosen.code} />
    </div>
  );
}
