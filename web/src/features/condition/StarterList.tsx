/** Beginnings for who has none yet: each is a link to the editor that is filled with it. */

interface StarterListProps {
  starters: readonly { name: string; lead: string }[];
  /** The address of the editor, without a query. */
  href: string;
}

export function StarterList({ starters, href }: StarterListProps) {
  return (
    <ul className="mt-5 grid gap-2 text-left">
      {starters.map(({ name, lead }, i) => (
        <li key={name}>
          <a
            href={`${href}?start=${i}`}
            className="block rounded-panel border border-line px-4 py-2.5 no-underline hover:bg-s2"
          >
            <span className="block font-medium text-text">{name}</span>
            <span className="block text-meta text-text3">{lead}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
