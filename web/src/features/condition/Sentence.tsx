import type { PreviewState } from './preview.queries';

/** The rule in plain words, as mails and messages will say why they were sent. */
export function Sentence({ preview, lead }: { preview: PreviewState; lead: string }) {
  const words = preview.isPaused || preview.error ? undefined : preview.data?.sentence;
  return (
    <p className="min-h-[42px] border-l-2 border-ctl pl-3 text-text2 wrap-anywhere">
      {lead} {words === undefined ? '…' : words === 'always' ? 'in any case.' : `when ${words}.`}
    </p>
  );
}
