/** Events come from outside: nothing about their shape is believed. */
export type Json = unknown;
export type JsonObject = Record<string, unknown>;

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
export function object(value: Json): JsonObject {
  return isObject(value) ? value : {};
}
export function text(value: Json): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
export function number(value: Json): number | undefined {
  const n = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof n === 'number' && Number.isFinite(n) ? n : undefined;
}
/** A list, `{values: [...]}` or one object alone; nulls are dropped. */
export function values(value: Json): JsonObject[] {
  const inner = isObject(value) && 'values' in value ? value.values : value;
  const list = Array.isArray(inner) ? inner : isObject(inner) ? [inner] : [];
  return list.filter(isObject);
}
export function lines(value: Json): string[] {
  return Array.isArray(value) ? value.map(text) : [];
}
/** `[[name, value]]`, `[{key, value}]` or a map; names may come twice. */
export function pairs(value: Json): [string, string][] {
  if (isObject(value)) return Object.entries(value).map(([key, one]) => [key, text(one)]);
  if (!Array.isArray(value)) return [];
  return value.flatMap((one): [string, string][] => {
    if (Array.isArray(one)) return [[text(one[0]), text(one[1])]];
    return isObject(one) ? [[text(one.key ?? one.name), text(one.value)]] : [];
  });
}
/** Unix seconds or an ISO text, in milliseconds. */
export function instant(value: Json): number | undefined {
  const seconds = number(value);
  if (seconds !== undefined) return seconds * 1000;
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

export const FILTERED = '[Filtered]';
