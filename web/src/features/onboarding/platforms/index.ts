import { curl } from './curl';
import { javascript, node } from './javascript';
import { dotnet, java } from './managed';
import { android, flutter, ios } from './mobile';
import type { Platform } from './platform';
import { python } from './python';
import { go, php, ruby, rust } from './server';

export type { Platform, Variant } from './platform';

export const platforms: readonly Platform[] = [
  ...[javascript, node, python, go, php, ruby, java],
  ...[dotnet, rust, android, ios, flutter, curl],
];
