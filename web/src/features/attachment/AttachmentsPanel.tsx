import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { ServerError } from '@/api/QueryPanel';
import { Panel } from '@/features/event';
import { bytes } from '@/lib/number';
import { Time } from '@/ui/Time';
import { type Attachment, attachmentsQuery, attachmentUrl, type EventRef } from './attachment.queries';
import { ViewTree } from './ViewTree';

const VIEW_HIERARCHY = 'event.view_hierarchy';

const kinds: Record<string, string> = {
  'event.minidump': 'crash dump',
  'event.applecrashreport': 'crash report',
  [VIEW_HIERARCHY]: 'view hierarchy',
  'unreal.logs': 'log',
};

function Row({ at, file }: { at: EventRef; file: Attachment }) {
  const what = [kinds[file.kind ?? ''] ?? file.content_type, bytes(file.size_bytes)].join(' · ');
  return (
    <li className="flex min-h-9 items-center gap-3 border-t border-line py-1 first:border-0 pointer-coarse:min-h-11">
      <span className="min-w-0 flex-1">
        <span className="block wrap-anywhere">{file.name}</span>
        <span className="block text-meta text-text3">
          {what} · <Time iso={file.created_at} ago />
        </span>
      </span>
      {file.refused ? (
        <span className="text-meta text-text3">too large, not kept</span>
      ) : (
        <a
          href={attachmentUrl(at, file.id, true)}
          download={file.name}
          aria-label={`Download ${file.name}`}
          title="Download"
          className="inline-flex size-8 shrink-0 items-center justify-center rounded-ctl text-text2 hover:bg-s2 hover:text-text pointer-coarse:size-11"
        >
          <Download size={16} aria-hidden="true" />
        </a>
      )}
    </li>
  );
}

/** Screenshots in the page, the view hierarchy as a tree, all files to take along. */
export function AttachmentsPanel({ at }: { at: EventRef }) {
  const { data: files = [], error, refetch } = useQuery({ ...attachmentsQuery(at), retryOnMount: false });
  const kept = files.filter((file) => !file.refused);
  const images = kept.filter((file) => file.is_image);
  const trees = kept.filter((file) => file.kind === VIEW_HIERARCHY);
  if (error && files.length === 0)
    return (
      <ServerError error={error} what="The attachments could not be read" onRetry={() => void refetch()} />
    );
  if (files.length === 0) return null;
  return (
    <Panel id="attachments" title="Attachments" count={files.length}>
      {images.length > 0 && (
        <ul className="mb-2 flex flex-wrap gap-3">
          {images.map((file) => (
            <li key={file.id}>
              <a
                href={attachmentUrl(at, file.id)}
                target="_blank"
                rel="noreferrer"
                className="block rounded-ctl border border-line bg-s2"
              >
                <img
                  src={attachmentUrl(at, file.id)}
                  alt={file.name ?? 'Screenshot'}
                  loading="lazy"
                  className="h-40 max-w-full rounded-ctl object-contain"
                />
              </a>
            </li>
          ))}
        </ul>
      )}
      {trees.map((file) => (
        <ViewTree key={file.id} at={at} file={file} />
      ))}
      <ul>
        {files.map((file) => (
          <Row key={file.id} at={at} file={file} />
        ))}
      </ul>
    </Panel>
  );
}
