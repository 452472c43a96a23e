import { LongText } from './Value';

/** The event's tags, one line each. */
export function TagList({ tags }: { tags: readonly (readonly [string, string])[] }) {
  if (tags.length === 0) return <p className="text-meta text-text3">This event has no tags.</p>;
  return (
    <dl className="text-meta">
      {tags.map(([key, value]) => (
        <div key={key} className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-2 py-[3px]">
          <dt className="truncate text-text3" title={key}>
            {key}
          </dt>
          <dd className="min-w-0">
            <LongText text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
