import { useState } from 'react';
import { count } from '@/lib/number';
import { Button } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { CopyButton } from '@/ui/CopyButton';
import { isObject, type Json } from './json';
import { KeyValues } from './KeyValues';
import { Folded, Panel } from './Panel';
import { asCurl, fullUrl, type HttpRequest, splitUrl } from './request';
import { LongText, Scrubbed, Value } from './Value';

function Cookies({ cookies }: { cookies: HttpRequest['cookies'] }) {
  const [shown, setShown] = useState(false);
  if (shown) return <KeyValues entries={cookies} mono />;
  return (
    <Button size="dense" onClick={() => setShown(true)}>
      Show {count(cookies.length, 'cookie')}
    </Button>
  );
}

function Body({ body }: { body: Json }) {
  if (isObject(body)) return <KeyValues entries={Object.entries(body)} mono />;
  return (
    <div className="rounded-ctl border border-line bg-code-bg px-3 py-2 font-mono text-meta">
      {typeof body === 'string' ? <LongText text={body} /> : <Value value={body} />}
    </div>
  );
}

export function RequestPanel({ request }: { request: HttpRequest | undefined }) {
  if (!request) return null;
  const { origin, path } = splitUrl(request.url);
  return (
    <Panel
      id="request"
      title="Request"
      action={
        <>
          <CopyButton text={() => fullUrl(request)} what="URL" />
          <CopyButton
            text={() => asCurl(request)}
            what="curl command, secrets masked"
            tone="secondary"
            worded="curl"
          />
        </>
      }
    >
      <p className="mb-2 font-mono text-meta wrap-anywhere">
        {request.method && <Chip className="mr-2 align-middle font-sans">{request.method}</Chip>}
        <span className="text-text3">{origin}</span>
        <span className="text-text">
          <Scrubbed text={path} />
        </span>
        {request.fragment && <span className="text-text3">#{request.fragment}</span>}
      </p>
      {request.query.length > 0 && (
        <div className="mb-2">
          <h3 className="mb-1 text-meta font-medium text-text2">Query</h3>
          <KeyValues entries={request.query} mono />
        </div>
      )}
      {request.body !== undefined && request.body !== '' && (
        <div className="mb-2">
          <h3 className="mb-1 text-meta font-medium text-text2">Body</h3>
          <Body body={request.body} />
        </div>
      )}
      <div>
        {request.headers.length > 0 && (
          <Folded title="Headers" note={String(request.headers.length)}>
            <KeyValues entries={request.headers} mono />
          </Folded>
        )}
        {request.cookies.length > 0 && (
          <Folded title="Cookies" note={String(request.cookies.length)}>
            <Cookies cookies={request.cookies} />
          </Folded>
        )}
        {request.env.length > 0 && (
          <Folded title="Environment" note={String(request.env.length)}>
            <KeyValues entries={request.env} mono />
          </Folded>
        )}
      </div>
    </Panel>
  );
}
