export interface Dsn {
  key: string;
  /** Where the SDK posts: scheme, host, port, path prefix. */
  base: string;
  projectId: string;
}

export function parseDsn(text: string): Dsn | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const at = url.pathname.lastIndexOf('/');
  const projectId = url.pathname.slice(at + 1);
  if (url.username === '' || projectId === '') return undefined;
  return { key: url.username, base: `${url.protocol}//${url.host}${url.pathname.slice(0, at)}`, projectId };
}

export function fillIn(code: string, text: string): string {
  const dsn = parseDsn(text);
  const url = dsn ? `${dsn.base}/api/${dsn.projectId}/store/` : '';
  return code
    .replaceAll('{{dsn}}', text)
    .replaceAll('{{key}}', dsn?.key ?? '')
    .replaceAll('{{url}}', url);
}

/** Only machines that are this one reach a localhost address. */
export function isLoopback(text: string): boolean {
  const dsn = parseDsn(text);
  if (!dsn) return false;
  const host = new URL(dsn.base).hostname;
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}
