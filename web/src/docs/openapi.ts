/** As much of OpenAPI 3.1 as our own document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
  maxLength?: number;
}
export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}
type Content = { content?: Record<string, { schema?: Schema }> };
export interface Operation {
  summary?: string;
  tags?: string[];
  'x-scope'?: string;
  parameters?: Parameter[];
  requestBody?: Content;
  responses?: Record<string, Content>;
}
export interface Document {
  info: { title: string; version: string };
  servers?: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

export interface Route {
  method: string;
  path: string;
  tag: string;
  operation: Operation;
}

/** All operations by their tag, both in order of name. */
export function routesByTag(document: Document): Map<string, Route[]> {
  const base = document.servers?.[0]?.url ?? '';
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Route => {
      const tag = operation.tags?.[0] ?? path.split('/')[1] ?? '';
      return { method: method.toUpperCase(), path: base + path, tag, operation };
    }),
  );
  const tags = [...new Set(routes.map((route) => route.tag))].sort();
  return new Map(tags.map((tag) => [tag, routes.filter((route) => route.tag === tag)]));
}

export function resolve(document: Document, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return (name && document.components?.schemas?.[name]) || schema;
}

/** "string or null, uuid", "list of Issue", "open | resolved". */
export function typeWords(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1)!;
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.items) return `list of ${typeWords(schema.items)}`;
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any');
  return schema.format ? `${type}, ${schema.format}` : type;
}

export function jsonSchema(body: Content | undefined): Schema | undefined {
  return body?.content?.['application/json']?.schema;
}
export function answerSchema(operation: Operation): Schema | undefined {
  const good = Object.entries(operation.responses ?? {}).find(([code]) => code.startsWith('2'));
  return jsonSchema(good?.[1]);
}
