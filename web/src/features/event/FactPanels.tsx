/** User, contexts, extra, modules and SDK: names and values. */
import { type JsonObject, object, text, values } from './json';
import { KeyValues } from './KeyValues';
import { Folded, Panel } from './Panel';
import type { EventView } from './read';

export function UserPanel({ user }: { user: JsonObject }) {
  const { geo, data, ...plain } = user;
  const place = ['city', 'region', 'country_code'].map((key) => text(object(geo)[key])).filter(Boolean);
  const entries = Object.entries(plain).filter(([, value]) => value !== null && value !== '');
  if (place.length > 0) entries.push(['place', place.join(', ')]);
  entries.push(...Object.entries(object(data)));
  if (entries.length === 0) return null;
  return (
    <Panel id="user" title="User">
      <KeyValues entries={entries} />
    </Panel>
  );
}

const titles: Record<string, string> = {
  os: 'Operating system',
  client_os: 'Operating system of the client',
  gpu: 'GPU',
  app: 'App',
};

function titleOf(name: string): string {
  if (titles[name]) return titles[name];
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function ContextsPanel({ contexts }: Pick<EventView, 'contexts'>) {
  if (contexts.length === 0) return null;
  return (
    <Panel id="contexts" title="Contexts" count={contexts.length}>
      <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
        {contexts.map(([name, { type, ...rest }]) => (
          <div key={name} className="min-w-0">
            <h3 className="mb-1 text-meta font-medium wrap-anywhere text-text2" dir="auto">
              {titleOf(name)}
            </h3>
            <KeyValues entries={Object.entries(rest)} />
          </div>
        ))}
      </div>
    </Panel>
  );
}

export function ExtraPanel({ extra }: Pick<EventView, 'extra'>) {
  const entries = Object.entries(extra);
  if (entries.length === 0) return null;
  return (
    <Panel id="extra" title="Extra" count={entries.length}>
      <KeyValues entries={entries} mono />
    </Panel>
  );
}

/** Rarely asked for, so folded. */
export function SoftwarePanel({ modules, sdk }: Pick<EventView, 'modules' | 'sdk'>) {
  const name = text(sdk.name);
  if (modules.length === 0 && !name) return null;
  const packages = values(sdk.packages).map((one) => [text(one.name), text(one.version)] as const);
  const integrations = Array.isArray(sdk.integrations) ? sdk.integrations.map(text).join(', ') : '';
  return (
    <Panel id="software" title="Software">
      {name && (
        <Folded title="SDK" note={`${name} ${text(sdk.version)}`}>
          <KeyValues
            entries={[...(integrations ? [['integrations', integrations] as const] : []), ...packages]}
          />
        </Folded>
      )}
      {modules.length > 0 && (
        <Folded title="Modules" note={String(modules.length)}>
          <KeyValues entries={modules} mono />
        </Folded>
      )}
    </Panel>
  );
}
