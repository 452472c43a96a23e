import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { useFollow } from './useFollow';

function List() {
  const [ids, setIds] = useState(['a', 'b', 'c']);
  const { list, follow } = useFollow<HTMLUListElement>(ids);
  const press = (id: string, part: string, next: string[]) => () => {
    follow(id, part);
    setIds(next);
  };
  return (
    <ul ref={list}>
      {ids.map((id, at) => (
        <li key={id} data-row={id}>
          <button
            type="button"
            data-part="down"
            disabled={at === ids.length - 1}
            onClick={press(id, 'down', ids.toSpliced(at, 1).toSpliced(at + 1, 0, id))}
          >
            {id} down
          </button>
          <button type="button" data-part="gone" onClick={press(id, 'gone', ids.toSpliced(at, 1))}>
            {id} gone
          </button>
        </li>
      ))}
    </ul>
  );
}

function press(name: string): string | null {
  const button = screen.getByText(name);
  button.focus();
  fireEvent.click(button);
  return document.activeElement?.textContent ?? null;
}

it('the focus goes with a row that moves; at the end it stays in the row', () => {
  render(<List />);
  expect(press('a down')).toBe('a down');
  expect(press('a down')).toBe('a gone');
});

it('what is removed leaves the focus to the next row, the last one to the row before', () => {
  render(<List />);
  expect(press('b gone')).toBe('c gone');
  expect(press('c gone')).toBe('a gone');
});
