import { expect, test } from 'vitest';
import { mayPass } from './may-pass.ts';

test('what the network, the load or an older page is to blame for may pass; a refusal stays one', () => {
  expect([0, 408, 425, 426, 429, 500, 502, 503].filter((status) => !mayPass(status))).toEqual([]);
  expect([400, 401, 403, 404, 409, 413, 415, 422].filter(mayPass)).toEqual([]);
});
