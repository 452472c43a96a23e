/** A request in parts, and as a command line to try again. */
import { FILTERED, type Json, object, pairs, text } from './json';

export interface HttpRequest {
  method: string;
  /** Without query and fragment. */
  url: string;
  query: [string, string][];
  fragment: string;
  headers: [string, string][];
  cookies: [string, string][];
  body: Json;
  env: [string, string][];
}

export function splitUrl(url: string): { origin: string; path: string; query: string; fragment: string } {
  const match = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(url);
  return {
    origin: match?.[1] ?? '',
    path: match?.[2] ?? url,
    query: match?.[3] ?? '',
    fragment: match?.[4] ?? '',
  };
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
}
export function queryPairs(query: Json): [string, string][] {
  if (typeof query !== 'string') return pairs(query);
  return query
    .replace(/^\?/, '')
    .split('&')
    .filter(Boolean)
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
    });
}
function cookiePairs(cookies: Json): [string, string][] {
  if (typeof cookies !== 'string') return pairs(cookies);
  return cookies.split(/;\s*/).flatMap((part): [string, string][] => {
    const at = part.indexOf('=');
    return part === '' ? [] : at < 0 ? [[part, '']] : [[part.slice(0, at), part.slice(at + 1)]];
  });
}

export function readRequest(raw: Json): HttpRequest | undefined {
  const request = object(raw);
  if (Object.keys(request).length === 0) return undefined;
  const parts = splitUrl(text(request.url));
  const query = queryPairs(request.query_string);
  return {
    method: text(request.method),
    url: parts.origin + parts.path,
    query: query.length > 0 ? query : queryPairs(parts.query),
    fragment: text(request.fragment) || parts.fragment,
    headers: pairs(request.headers),
    cookies: cookiePairs(request.cookies),
    body: request.data ?? undefined,
    env: pairs(request.env),
  };
}

export function fullUrl(request: HttpRequest): string {
  const query = request.query
    .map(
      ([key, value]) =>
        `${encodeURIComponent(key)}=${value === FILTERED ? value : encodeURIComponent(value)}`,
    )
    .join('&');
  return `${request.url}${query && `?${query}`}${request.fragment && `#${request.fragment}`}`;
}

const secretHeader = /auth|cookie|token|secret|api-?key|session|password|csrf|xsrf/i;
const ownHeader = /^(host|content-length|connection|accept-encoding)$/i;
export const MASK = '***';

function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Headers that look secret, and cookies, never leave as they are. */
export function asCurl(request: HttpRequest): string {
  const lines = [`curl ${quote(fullUrl(request))}`];
  const method = request.method || 'GET';
  if (method !== 'GET') lines[0] = `curl -X ${method} ${quote(fullUrl(request))}`;
  for (const [name, value] of request.headers) {
    if (ownHeader.test(name)) continue;
    lines.push(`-H ${quote(`${name}: ${secretHeader.test(name) ? MASK : value}`)}`);
  }
  if (request.cookies.length > 0) {
    lines.push(`-b ${quote(request.cookies.map(([name]) => `${name}=${MASK}`).join('; '))}`);
  }
  if (request.body !== undefined && request.body !== null && request.body !== '') {
    lines.push(`--data-raw ${quote(text(request.body))}`);
  }
  return lines.join(' \\\n  ');
}
