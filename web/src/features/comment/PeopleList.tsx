import { cx } from '@/ui/cx';
import type { Person } from './useMention';

interface PeopleListProps {
  id: string;
  people: readonly Person[];
  chosen: number;
  onPick: (person: Person) => void;
}

/** Who may be meant. The text keeps the focus and the keys. */
export function PeopleList({ id, people, chosen, onPick }: PeopleListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="People"
      className="absolute top-full left-0 z-30 w-[280px] max-w-full rounded-panel border border-line bg-s1 p-1 shadow-layer"
    >
      {people.map((person, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the text keeps focus and keys
        <div
          key={person.id}
          id={`${id}-${i}`}
          role="option"
          aria-selected={i === chosen}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(person)}
          className={cx(
            'flex min-h-7 cursor-pointer items-center gap-2 rounded-chip px-2 text-body hover:bg-s3 pointer-coarse:min-h-11',
            i === chosen && 'bg-s3',
          )}
        >
          <span className="min-w-0 truncate">{person.name || person.email}</span>
          {person.name && <span className="ml-auto truncate text-meta text-text3">{person.email}</span>}
        </div>
      ))}
    </div>
  );
}
