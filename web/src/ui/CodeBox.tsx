import { CopyButton } from './CopyButton';

interface CodeBoxProps {
  code: string;
  /** For the copy button: "DSN". */
  what: string;
}

/** A few lines to copy; scrolls sideways in itself. */
export function CodeBox({ code, what }: CodeBoxProps) {
  return (
    <div className="relative rounded-ctl border border-line bg-code-bg">
      {/* What scrolls must be reachable by keys. */}
      <pre
        tabIndex={0}
        aria-label={what}
        role="region"
        className="overflow-x-auto py-2.5 pr-12 pl-3.5 text-meta"
      >
        <code>{code}</code>
      </pre>
      <CopyButton text={code} what={what} className="absolute top-1.5 right-1.5 bg-code-bg" />
    </div>
  );
}
