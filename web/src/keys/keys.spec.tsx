import { fireEvent, render } from '@testing-library/react';
import { lazy, Suspense } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type KeyBinding, type KeyScope, keycaps, listKeys, singleKeysOn, useKeys } from '.';

function Layer({ scope, bindings }: { scope: KeyScope; bindings: KeyBinding[] }) {
  useKeys(scope, bindings);
  return null;
}
const press = (key: string, target: Element = document.body, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(target, { key, bubbles: true, ...more });

afterEach(() => singleKeysOn.set(true));

describe('keys', () => {
  it('run the newest layer of the highest scope', () => {
    const [page, global] = [vi.fn(), vi.fn()];
    render(
      <>
        <Layer scope="page" bindings={[{ keys: 'r', label: 'Resolve', run: page }]} />
        <Layer scope="global" bindings={[{ keys: 'r', label: 'Reload', run: global }]} />
      </>,
    );
    press('r');
    expect([page.mock.calls.length, global.mock.calls.length]).toEqual([1, 0]);
  });
  it('twice the same is another command, and not the single one again', () => {
    const [once, twice] = [vi.fn(), vi.fn()];
    const bindings = [
      { keys: 'y', label: 'Copy', run: once },
      { keys: 'y y', label: 'Save', run: twice },
    ];
    render(<Layer scope="page" bindings={bindings} />);
    press('y');
    press('y');
    expect([once.mock.calls.length, twice.mock.calls.length]).toEqual([1, 1]);
  });
  it('are not kept by the dialog of a page that waits, hidden, for the code of the next', () => {
    const global = vi.fn();
    const Next = lazy(() => new Promise<never>(() => {}));
    const page = (left: boolean) => (
      <>
        <Layer scope="global" bindings={[{ keys: 'z', label: 'Undo', run: global }]} />
        <Suspense>{left ? <Next /> : <Layer scope="dialog" bindings={[]} />}</Suspense>
      </>
    );
    const { rerender } = render(page(false));
    press('z');
    expect(global).not.toHaveBeenCalled();
    rerender(page(true));
    press('z');
    expect(global).toHaveBeenCalledOnce();
  });
  it('fall through when a layer answers false', () => {
    const global = vi.fn();
    render(
      <>
        <Layer scope="global" bindings={[{ keys: 'x', label: '', run: global }]} />
        <Layer scope="page" bindings={[{ keys: 'x', label: '', run: () => false }]} />
      </>,
    );
    press('x');
    expect(global).toHaveBeenCalledOnce();
  });
  it('leave fields alone, except those that ask for it', () => {
    const [plain, palette] = [vi.fn(), vi.fn()];
    const { getByRole } = render(
      <>
        <input />
        <Layer
          scope="global"
          bindings={[
            { keys: 'j', label: '', run: plain },
            { keys: '$mod+k', label: '', run: palette, inFields: true },
          ]}
        />
      </>,
    );
    press('j', getByRole('textbox'));
    press('k', getByRole('textbox'), { ctrlKey: true });
    expect([plain.mock.calls.length, palette.mock.calls.length]).toEqual([0, 1]);
  });
  it('know sequences', () => {
    const run = vi.fn();
    render(<Layer scope="global" bindings={[{ keys: 'g p', label: '', run }]} />);
    press('p');
    expect(run).not.toHaveBeenCalled();
    press('g');
    press('p');
    expect(run).toHaveBeenCalledOnce();
  });
  it('are hidden below a dialog', () => {
    const run = vi.fn();
    render(
      <>
        <Layer scope="page" bindings={[{ keys: 'r', label: '', run }]} />
        <Layer scope="dialog" bindings={[]} />
      </>,
    );
    press('r');
    expect(run).not.toHaveBeenCalled();
  });
  it('single characters can be turned off, chords stay', () => {
    const [letter, chord] = [vi.fn(), vi.fn()];
    render(
      <Layer
        scope="global"
        bindings={[
          { keys: 'r', label: '', run: letter },
          { keys: '$mod+k', label: '', run: chord },
        ]}
      />,
    );
    singleKeysOn.set(false);
    press('r');
    press('k', document.body, { ctrlKey: true });
    expect([letter.mock.calls.length, chord.mock.calls.length]).toEqual([0, 1]);
  });
  it('are listed by group, and gone when unmounted', () => {
    const view = render(
      <Layer scope="page" bindings={[{ keys: 'r', label: 'Resolve', group: 'Issue', run: () => {} }]} />,
    );
    expect(listKeys()).toMatchObject([{ group: 'Issue', bindings: [{ label: 'Resolve' }] }]);
    view.unmount();
    expect(listKeys()).toEqual([]);
  });
  it('are shown as caps', () => {
    expect(keycaps('g p')).toEqual([['g'], ['p']]);
    expect(keycaps('Shift+?')).toEqual([['?']]);
    expect(keycaps('$mod+k')).toEqual([['Ctrl', 'k']]);
  });
});
