import { describe, expect, it } from 'vitest';
import { flag, formatSearch, oneOf, optional, parseSearch, text, whole } from './search';

const codec = {
  q: text('is:open'),
  sort: oneOf(['last_seen', 'events'], 'last_seen'),
  dense: flag(),
  page: whole(1, 1),
  peek: optional(),
};

describe('search codec', () => {
  it('fills what is absent or not understood with the defaults', () => {
    expect(parseSearch(codec, '?sort=nonsense&page=-4&peek=')).toEqual({
      ...{ q: 'is:open', sort: 'last_seen', dense: false, page: 1, peek: undefined },
    });
  });
  it('gives back what it wrote', () => {
    const state = parseSearch(codec, '?q=env:prod%20%22a%26b%22&sort=events&dense=1&page=3&peek=WEB-1');
    expect(state).toEqual({ q: 'env:prod "a&b"', sort: 'events', dense: true, page: 3, peek: 'WEB-1' });
    expect(parseSearch(codec, formatSearch(codec, state))).toEqual(state);
  });
  it('leaves defaults out and an emptied text in', () => {
    const state = parseSearch(codec, '');
    expect(formatSearch(codec, state)).toBe('');
    expect(formatSearch(codec, { ...state, q: '' })).toBe('q=');
  });
  it('keeps parameters of others and readable punctuation', () => {
    const state = { ...parseSearch(codec, ''), q: 'tag:url:https://x,y' };
    expect(formatSearch(codec, state, '?tab=raw')).toBe('tab=raw&q=tag:url:https://x,y');
  });
});
