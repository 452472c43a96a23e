import { describe, expect, it } from 'vitest';
import { viewTree } from './viewTree';

describe('view hierarchies', () => {
  it('are windows of views', () => {
    const [window] = viewTree({
      windows: [
        {
          type: 'Window',
          width: 320.4,
          height: 640,
          x: 0,
          y: 0,
          children: [{ type: 'Button', identifier: 'login', visible: false }],
        },
      ],
    });
    expect(window).toMatchObject({ type: 'Window', place: '320 × 640 at 0, 0', hidden: false });
    expect(window?.children).toEqual([
      { type: 'Button', id: 'login', place: '', hidden: true, children: [] },
    ]);
  });

  it('are empty when they are something else', () => {
    for (const odd of [null, 3, [], {}, { windows: 'x' }]) expect(viewTree(odd)).toEqual([]);
    expect(viewTree({ windows: [null] })).toEqual([
      { type: 'View', id: '', place: '', hidden: false, children: [] },
    ]);
  });

  it('end where they would never end', () => {
    let deep: object = { type: 'Leaf' };
    for (let i = 0; i < 5000; i++) deep = { type: 'Box', children: [deep] };
    let depth = 0;
    for (let node = viewTree({ windows: [deep] })[0]; node; node = node.children[0]) depth++;
    expect(depth).toBe(61);
    expect(viewTree({ windows: Array.from({ length: 5000 }, () => ({})) })).toHaveLength(2000);
  });
});
