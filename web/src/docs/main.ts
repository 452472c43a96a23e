import './docs.css';
import {
  answerSchema,
  type Document,
  jsonSchema,
  type Parameter,
  type Route,
  resolve,
  routesByTag,
  type Schema,
  typeWords,
} from './openapi';

type Child = Node | string | undefined;

/** Text only ever becomes text nodes. */
function el(name: string, attributes: Record<string, string>, ...children: Child[]): HTMLElement {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children.filter((child) => child !== undefined));
  return node;
}

function row(name: string, type: string, help = ''): HTMLElement {
  return el('tr', {}, el('td', {}, el('code', {}, name)), el('td', {}, type), el('td', {}, help));
}

function parameterTable(title: string, list: Parameter[]): HTMLElement[] {
  if (list.length === 0) return [];
  const rows = list.map((one) => row(one.name, typeWords(one.schema ?? {}), one.description));
  return [el('h3', {}, title), el('table', {}, el('tbody', {}, ...rows))];
}

function schemaTable(title: string, api: Document, schema: Schema | undefined): HTMLElement[] {
  if (!schema) return [];
  const inner = resolve(api, schema.items ?? schema);
  const heading = el('h3', {}, schema.items ? `${title}: a list of` : title);
  const fields = Object.entries(inner.properties ?? {});
  if (fields.length === 0) return [heading, el('p', {}, typeWords(schema))];
  const rows = fields.map(([name, field]) => {
    const must = title === 'Body' && inner.required?.includes(name) ? ', required' : '';
    return row(name, typeWords(field) + must, field.description);
  });
  return [heading, el('table', {}, el('tbody', {}, ...rows))];
}

/** Built when it is opened first: a hundred routes need no thousand tables. */
function inside(api: Document, { operation }: Route): HTMLElement {
  const parameters = operation.parameters ?? [];
  const parts = [
    ...parameterTable(
      'Path',
      parameters.filter((one) => one.in === 'path'),
    ),
    ...parameterTable(
      'Query',
      parameters.filter((one) => one.in === 'query'),
    ),
    ...schemaTable('Body', api, jsonSchema(operation.requestBody)),
    ...schemaTable('Answer', api, answerSchema(operation)),
  ];
  return el('div', { class: 'inside' }, ...(parts.length > 0 ? parts : [el('p', {}, 'No body.')]));
}

function drawRoute(api: Document, route: Route): HTMLElement {
  const { operation } = route;
  const summary = el(
    'summary',
    {},
    el('span', { class: 'method' }, route.method),
    el('span', { class: 'path' }, route.path),
    el('span', { class: 'help' }, operation.summary ?? ''),
    el('span', { class: 'scope' }, (operation['x-scope'] ?? '').toLowerCase()),
  );
  const details = el('details', {}, summary);
  details.addEventListener('toggle', () => details.append(inside(api, route)), { once: true });
  details.dataset.words = `${route.method} ${route.path} ${operation.summary ?? ''}`.toLowerCase();
  return details;
}

function draw(root: HTMLElement, api: Document): void {
  const filter = el('input', { type: 'search', placeholder: 'Filter routes', 'aria-label': 'Filter routes' });
  const sections = [...routesByTag(api)].map(([tag, routes]) =>
    el('section', { 'aria-label': tag }, el('h2', {}, tag), ...routes.map((route) => drawRoute(api, route))),
  );
  filter.addEventListener('input', () => {
    const words = (filter as HTMLInputElement).value.toLowerCase().split(/\s+/);
    for (const section of sections) {
      const rows = [...section.querySelectorAll('details')];
      for (const one of rows) one.hidden = !words.every((word) => one.dataset.words!.includes(word));
      section.hidden = rows.every((one) => one.hidden);
    }
  });
  root.replaceChildren(
    el('h1', {}, `${api.info.title} API ${api.info.version}`),
    el(
      'p',
      {},
      'Send ',
      el('code', {}, 'Authorization: Bearer gsn_…'),
      ' with a token from your settings. The same as a document: ',
      el('a', { href: '/api/v1/openapi.json' }, 'openapi.json'),
      '. ',
      el('a', { href: '/' }, 'Back to the page'),
      '.',
    ),
    filter,
    ...sections,
  );
}

function theme(): string {
  const light = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
  try {
    const wanted = JSON.parse(localStorage.getItem('gosnag.preferences') ?? '{}').theme;
    return wanted === 'dark' || wanted === 'light' ? wanted : light;
  } catch {
    return light;
  }
}

const applyTheme = () => {
  document.documentElement.dataset.theme = theme();
};
applyTheme();
matchMedia('(prefers-color-scheme: light)').addEventListener('change', applyTheme);
const root = document.getElementById('docs')!;
fetch('/api/v1/openapi.json')
  .then((response) =>
    response.ok ? response.json() : Promise.reject(new Error(`answer ${response.status}`)),
  )
  .then((api: Document) => draw(root, api))
  .catch((error: Error) => {
    root.replaceChildren(
      el('h1', {}, 'API'),
      el('p', { role: 'alert' }, `Could not be read: ${error.message}`),
    );
  });
