import { expect, test } from 'vitest';
import { createOtoApi } from './oto-api.ts';

test('the past of a plot is asked from the server that holds its tile', async () => {
  const asked: string[] = [];
  const api = createOtoApi((path, init) => {
    asked.push(`${init.method} ${path}`);
    return Promise.resolve(new Response('{}', { status: 404 }));
  });
  await api.past({ x: 2, y: -1 });
  await api.past({ x: 2, y: -1 }, '812');
  await api.layout({ x: -17, y: 16 }, '9007199254740993');
  await api.since({ x: 2, y: 0 }, 1_800_000_000_000.4);
  await api.addGuest({ x: 2, y: 0 }, 'léa/..');
  expect(asked).toEqual([
    'GET /collab/t/0,-1/history/2,-1',
    'GET /collab/t/0,-1/history/2,-1?before=812',
    'GET /collab/t/-2,1/history/-17,16/9007199254740993',
    'GET /collab/t/0,0/history/2,0/since/1800000000000',
    'PUT /api/plots/2/0/guests/l%C3%A9a%2F..',
  ]);
});
