/** As the language prints it; scrolls in its own box. */
export function RawStack({ text }: { text: string }) {
  return (
    <pre
      role="region"
      aria-label="Stack as text"
      tabIndex={0}
      className="max-h-[70vh] overflow-auto rounded-ctl border border-line bg-code-bg px-3.5 py-2.5 text-meta text-text2"
    >
      <code>{text}</code>
    </pre>
  );
}
