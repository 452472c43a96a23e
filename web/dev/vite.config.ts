import { mergeConfig } from 'vite';
import base from '../vite.config';
import { mockServer } from './mock';

export default mergeConfig(base, { root: new URL('..', import.meta.url).pathname, plugins: [mockServer()] });
