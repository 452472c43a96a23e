import { expect, it } from 'vitest';
import { type Document, resolve, routesByTag, typeWords } from './openapi';

const api: Document = {
  info: { title: 'GoSnag', version: '1' },
  servers: [{ url: '/api/v1' }],
  paths: {
    '/users': { get: { tags: ['users'] }, post: { tags: ['users'] } },
    '/me': { get: {} },
  },
  components: { schemas: { User: { type: 'object', properties: { id: { type: 'string' } } } } },
};

it('operations are grouped by tag, or by the first segment', () => {
  const groups = routesByTag(api);
  expect([...groups.keys()]).toEqual(['me', 'users']);
  expect(groups.get('users')!.map((route) => `${route.method} ${route.path}`)).toEqual([
    'GET /api/v1/users',
    'POST /api/v1/users',
  ]);
});
it('types are told in words', () => {
  expect(typeWords({ type: ['string', 'null'], format: 'uuid' })).toBe('string or null, uuid');
  expect(typeWords({ items: { $ref: '#/components/schemas/User' } })).toBe('list of User');
  expect(resolve(api, { $ref: '#/components/schemas/User' }).properties).toHaveProperty('id');
});
