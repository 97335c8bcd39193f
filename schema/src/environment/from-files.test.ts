import { expect, test } from 'vitest';
import { fromFiles } from './from-files.ts';

const files: { readonly [path: string]: string } = { '/run/secrets/token': 'abc\n', '/run/secrets/key': '{"a": 1}\r\n', '/empty': '' };
const read = (path: string): string => {
  const text = files[path];
  if (text === undefined) throw new Error('ENOENT');
  return text;
};

test('a value that lies in a file is read, without the line end', () => {
  const environment = { PORT: '80', TOKEN_FILE: '/run/secrets/token', KEY_FILE: '/run/secrets/key', OTHER_FILE: '/nowhere' };
  expect(fromFiles(environment, read, ['PORT', 'TOKEN', 'KEY'])).toMatchObject({ PORT: '80', TOKEN: 'abc', KEY: '{"a": 1}' });
});

test('an empty file, like an empty name of one, leaves the value empty', () => {
  expect(fromFiles({ TOKEN_FILE: '/empty' }, read, ['TOKEN'])['TOKEN']).toBe('');
  expect(fromFiles({ TOKEN: 'x', TOKEN_FILE: '' }, read, ['TOKEN'])['TOKEN']).toBe('x');
});

test('what cannot be read and what is given twice is named, never shown', () => {
  const refused = () => fromFiles({ TOKEN: 'hush', TOKEN_FILE: '/run/secrets/token', KEY_FILE: '/nowhere' }, read, ['TOKEN', 'KEY']);
  expect(refused).toThrow(/TOKEN: set it or TOKEN_FILE, not both\n {2}KEY_FILE: no readable file at \/nowhere/);
  expect(refused).toThrow(/^(?![^]*(?:hush|abc))/);
});
