import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { leafTypeNamed } from './leaves';
import { valuesQuery } from './suggest.queries';
import { newLeaf } from './tree';
import { ValueInput } from './ValueInput';

function field() {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  for (const typed of ['', 'prod'])
    client.setQueryData(valuesQuery('shop', 'environment', typed).queryKey, ['prod', 'production'] as never);
  const onChange = vi.fn();
  const leaf = { ...newLeaf('environment'), op: 'in' as const, list: [] };
  render(
    <QueryClientProvider client={client}>
      <ValueInput
        {...{ project: 'shop', leaf, label: 'Value', invalid: false, onChange }}
        type={leafTypeNamed('environment')!}
      />
    </QueryClientProvider>,
  );
  const input = screen.getByLabelText('Value');
  fireEvent.focus(input);
  const write = (value: string, inputType: string) =>
    fireEvent.input(input, { target: { value }, inputType });
  return { write, onChange };
}

it('a word that begins with a known value can be typed to its end', () => {
  const { write, onChange } = field();
  write('prod', 'insertText');
  expect(onChange).not.toHaveBeenCalled();
});

it('a value chosen of the list is taken at once', () => {
  const { write, onChange } = field();
  write('prod', 'insertReplacementText');
  expect(onChange).toHaveBeenCalledWith({ list: ['prod'] });
});
