import { expect, test } from 'vitest';
import { sourceRoute } from './source-route.ts';

const led = async (sourceUrl: string | null) => {
  const answer = await sourceRoute({ config: { sourceUrl } }).request('/source');
  return [answer.status, answer.headers.get('location')];
};

test('who wants the source is led to where it is published, or to the licence that promises it', async () => {
  expect(await led('https://code.oto.example/oto')).toEqual([302, 'https://code.oto.example/oto']);
  expect(await led(null)).toEqual([302, 'https://www.gnu.org/licenses/agpl-3.0.html']);
});
