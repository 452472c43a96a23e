export * from './browser.mjs';
export * from './kinds.mjs';
export * from './people.mjs';
export * from './server.mjs';
export * from './smtp.mjs';
export { until } from './until.mjs';
