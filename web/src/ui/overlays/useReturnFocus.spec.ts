import { renderHook } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { useReturnFocus } from './useReturnFocus';

beforeEach(() => {
  document.body.innerHTML = `
    <main id="main" tabindex="-1">
      <span><button id="more" aria-haspopup="menu"></button><span aria-haspopup="menu" aria-controls="m:1"></span></span>
      <div id="m:1" role="menu"><div id="entry" role="menuitem" tabindex="-1"></div></div>
      <button id="other"></button>
    </main>`;
});
const at = (id: string) => document.getElementById(id)!;

/** A layer that opens while this has the focus, and closes after `meanwhile`. */
function layerOver(id: string, meanwhile: () => void) {
  at(id).focus();
  const { result } = renderHook(useReturnFocus);
  (document.activeElement as HTMLElement).blur();
  meanwhile();
  result.current(new Event('close'));
  return document.activeElement?.id;
}

it('what had the focus gets it back', () => expect(layerOver('other', () => {})).toBe('other'));

it('opened from a menu, which is gone: what opened the menu gets it', () =>
  expect(layerOver('entry', () => at('m:1').remove())).toBe('more'));

it('when that is gone too, the page gets it', () =>
  expect(layerOver('other', () => at('other').remove())).toBe('main'));
