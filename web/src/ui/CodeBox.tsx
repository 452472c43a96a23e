import { CopyButton } from './CopyButton';

interface CodeBoxProps {
  code: string;
  /** For the copy button: "DSN". */
  what: string;
}

/** A few lines to copy; they scroll sideways in themselves, the button stays. */
export function CodeBox({ code, what }: CodeBoxProps) {
  return (
    <div className="flex items-start rounded-ctl border border-line bg-code-bg">
      {/* What scrolls must be reachable by keys. */}
      <pre
        tabIndex={0}
        aria-label={what}
        role="region"
        className="min-w-0 flex-1 overflow-x-auto py-2.5 pl-3.5 text-meta"
      >
        <code>{code}</code>
      </pre>
      <CopyButton text={code} what={what} className="m-1.5" />
    </div>
  );
}
