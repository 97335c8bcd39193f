import { expect, test } from 'vitest';
import { allowedOrigins, comesFromUs } from './origin.ts';

const allowed = allowedOrigins({
  publicUrl: 'https://oto.example',
  apiOrigin: 'https://oto.example',
  allowedOrigins: ['https://cdn.oto.example/'],
});
const base = { method: 'POST', origin: undefined, fetchSite: undefined, hasCookie: true, hasBearer: false };

test('our own pages may change things, others may not', () => {
  expect(comesFromUs({ ...base, origin: 'https://oto.example' }, allowed)).toBe(true);
  expect(comesFromUs({ ...base, origin: 'https://cdn.oto.example' }, allowed)).toBe(true);
  for (const origin of ['https://evil.example', 'http://oto.example', 'https://oto.example.evil.example', 'null', '']) {
    expect(comesFromUs({ ...base, origin }, allowed)).toBe(false);
    expect(comesFromUs({ ...base, origin, hasCookie: false }, allowed)).toBe(false);
  }
});

test('without Origin a cookie needs the browser’s word, a program needs none', () => {
  expect(comesFromUs(base, allowed)).toBe(false);
  expect(comesFromUs({ ...base, fetchSite: 'same-origin' }, allowed)).toBe(true);
  expect(comesFromUs({ ...base, fetchSite: 'same-site' }, allowed)).toBe(false);
  expect(comesFromUs({ ...base, hasCookie: false }, allowed)).toBe(true);
  expect(comesFromUs({ ...base, hasBearer: true }, allowed)).toBe(true);
});

test('reading is always allowed', () => {
  expect(comesFromUs({ ...base, method: 'GET', origin: 'https://evil.example' }, allowed)).toBe(true);
});

test('a local address is reachable under its three names', () => {
  const local = allowedOrigins({ publicUrl: 'http://localhost:8080', apiOrigin: 'http://localhost:8080', allowedOrigins: [] });
  expect([...local].toSorted()).toEqual(['http://127.0.0.1:8080', 'http://[::1]:8080', 'http://localhost:8080']);
});
