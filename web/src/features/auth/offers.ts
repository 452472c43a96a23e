import type { AuthConfig } from '@/api/types';

/** May people sign in that way? */
export function offers(config: AuthConfig, method: string): boolean {
  // A server without the list says it by the mode alone.
  return config.methods ? config.methods.includes(method) : config.auth_mode === method;
}
