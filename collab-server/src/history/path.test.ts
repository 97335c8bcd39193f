import { expect, it } from 'vitest';
import { historyRequest } from './path.ts';

const plot = { x: 2, y: -3 };
const base = '/collab/t/0,-1/history/2,-3';

it('reads the three routes', () => {
  expect(historyRequest(base)).toEqual({ kind: 'page', plot, before: null });
  expect(historyRequest(`${base}?before=42`)).toEqual({ kind: 'page', plot, before: 42n });
  expect(historyRequest(`${base}/9223372036854775807`)).toEqual({ kind: 'layout', plot, moment: 9223372036854775807n });
  expect(historyRequest(`${base}/since/1700000000000`)).toEqual({ kind: 'since', plot, at: 1_700_000_000_000 });
});

it('refuses what is no number, and plots of another tile', () => {
  for (const tail of [
    '?before=',
    '?before=x',
    '?before=-1',
    '/x',
    '/9223372036854775808',
    '/since',
    '/since/x',
    '/since/-1',
    '/since/9999999999999999',
  ])
    expect([tail, historyRequest(base + tail)]).toEqual([tail, 'bad_request']);
  expect(historyRequest('/collab/t/0,0/history/2,-3')).toBe('unknown_document');
});

it('leaves other addresses alone', () => {
  for (const path of [
    '/',
    '/healthz',
    '/collab/t/0,-1',
    '/collab/t/0,-1/history',
    `${base}/1/2`,
    `${base}/`,
    '/collab/t/0,-1/history/02,-3',
    `/x${base}`,
  ])
    expect([path, historyRequest(path)]).toEqual([path, null]);
});
