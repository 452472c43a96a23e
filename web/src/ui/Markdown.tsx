import { lazy, Suspense } from 'react';

const View = lazy(() => import('./markdown/MarkdownView'));

/** A person's Markdown. Until its reader has come, the text as it was written. */
export function Markdown({ text }: { text: string }) {
  return (
    <div dir="auto" className="max-w-[720px] text-body wrap-anywhere">
      <Suspense fallback={<p className="whitespace-pre-wrap">{text}</p>}>
        <View text={text} />
      </Suspense>
    </div>
  );
}
