export { ariaKeys, keycaps } from './format';
export { type KeyBinding, type KeyScope, listKeys, singleKeysOn } from './registry';
export { useKeys } from './useKeys';
