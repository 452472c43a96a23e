/** An event as the page needs it, read once. */
import { type Crumb, readCrumbs } from './crumbs';
import { type Exception, readExceptions, readThreads, type Thread } from './exceptions';
import { type Json, type JsonObject, object, pairs, text } from './json';
import { type HttpRequest, readRequest } from './request';

/** The answer's event: what the server keeps beside the body, and the body. */
export interface WireEvent {
  id: string;
  event_id: string;
  timestamp: string;
  platform: string;
  level: string;
  message: string;
  release: string;
  environment: string;
  server_name: string;
  user_identifier: string;
  data: Json;
}

export interface EventView {
  wire: WireEvent;
  platform: string;
  /** The message a person wrote or logged; '' when an exception says it. */
  message: string;
  template: string;
  exceptions: Exception[];
  threads: Thread[];
  crumbs: Crumb[];
  request: HttpRequest | undefined;
  user: JsonObject;
  tags: [string, string][];
  contexts: [string, JsonObject][];
  extra: JsonObject;
  modules: [string, string][];
  sdk: JsonObject;
  transaction: string;
}

export function readEvent(wire: WireEvent): EventView {
  const data = object(wire.data);
  const platform = wire.platform || text(data.platform);
  const log = object(data.logentry);
  const exceptions = readExceptions(data.exception, platform);
  const message = text(log.formatted) || text(log.message) || text(data.message);
  const threads = readThreads(data.threads, platform);
  const bare = exceptions.length === 0 ? readThreads([{ stacktrace: data.stacktrace }], platform) : [];
  return {
    wire,
    platform,
    message,
    template: text(log.formatted) === '' ? '' : text(log.message),
    exceptions,
    threads: [...threads, ...bare],
    crumbs: readCrumbs(data.breadcrumbs, data.timestamp ?? wire.timestamp),
    request: readRequest(data.request),
    user: object(data.user),
    tags: pairs(data.tags).sort(([a], [b]) => a.localeCompare(b)),
    contexts: Object.entries(object(data.contexts))
      .map(([name, value]): [string, JsonObject] => [name, object(value)])
      .filter(([, value]) => Object.keys(value).length > 0)
      .sort(([a], [b]) => rankOf(a) - rankOf(b) || a.localeCompare(b)),
    extra: object(data.extra),
    modules: pairs(data.modules).sort(([a], [b]) => a.localeCompare(b)),
    sdk: object(data.sdk),
    transaction: text(data.transaction),
  };
}

const first = ['browser', 'client_os', 'os', 'device', 'runtime', 'app', 'trace'];
function rankOf(name: string): number {
  const at = first.indexOf(name);
  return at < 0 ? first.length : at;
}
