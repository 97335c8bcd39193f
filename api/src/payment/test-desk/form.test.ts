import { expect, test } from 'vitest';
import { groupAt, parseForm, textAt, textsAt } from './form.ts';

const text = 'mode=payment&line_items[0][price_data][unit_amount]=500&metadata[a]=1&metadata[b]=x%20y&types[]=p&types[]=q';

test('nested keys are read as the SDK writes them', () => {
  const form = parseForm(text);
  expect(textAt(form, 'mode')).toBe('payment');
  expect(textAt(form, 'line_items', '0', 'price_data', 'unit_amount')).toBe('500');
  expect(textsAt(form, 'metadata')).toEqual({ a: '1', b: 'x y' });
  expect(Object.values(groupAt(form, 'types'))).toEqual(['p', 'q']);
  expect(textAt(form, 'mode', 'deeper')).toBeNull();
  expect(textsAt(form, 'nothing')).toEqual({});
});

test.each(['a[b=1', '[a]=1', 'a=1&a[b]=2'])('%s is refused', (malformed) => {
  expect(() => parseForm(malformed)).toThrow(RangeError);
});

test('a key of Object’s own does no harm', () => {
  expect(textAt(parseForm('__proto__[x]=1'), '__proto__', 'x')).toBe('1');
  expect('x' in {}).toBe(false);
});
