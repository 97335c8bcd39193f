import { expect, test } from 'vitest';
import { makeHost } from './testing/host.ts';

const ID = 'AZKzWpHQfTe3rQnbtK7OuA';

test('what was asked is run once, and its outcome told with the end of the log; the token is in no argument', async () => {
  await using host = await makeHost();
  const one = host.head();
  const two = host.commit('two');
  expect(await host.turn()).toMatchObject({ code: 0, output: '' });
  expect(await host.running()).toMatchObject({ api: one });

  await host.ask(ID);
  expect(await host.turn()).toMatchObject({ code: 0, output: expect.stringContaining(`${ID}: done at ${two}`) });
  expect(await host.running()).toEqual({ api: two, collab: two, postgres: one });
  const { words, credential } = await host.told();
  expect(words).toContain(`/api/deploy/requests/${ID}?outcome=done&commit=${two}`);
  expect(words).toContain(`done: ${two} is deployed`);
  expect(credential).toBe('header = "Authorization: Bearer the-token-of-the-host"\n');
  expect(await host.turn()).toMatchObject({ code: 0, output: '' });
});

test('an outcome that the api cannot take just now is told later, and nothing is run twice for it', async () => {
  await using host = await makeHost();
  const one = host.head();
  const two = host.commit('two');
  await host.wrong('deaf', `sick sha256:${two}`);
  await host.ask(ID);
  expect(await host.turn()).toMatchObject({ code: 1, output: expect.stringContaining('is not told yet') });
  await host.calls();
  await host.wrong();
  expect(await host.turn()).toMatchObject({ code: 0, output: expect.stringContaining(`${ID}: rolled_back at ${one}`) });
  expect((await host.calls()).filter((call) => call.startsWith('compose'))).toEqual([]);
  expect((await host.told()).words).toContain('the version before serves again');
});

test('an outcome of which the api knows nothing any more stands in nobody’s way', async () => {
  await using host = await makeHost();
  await host.wrong('forgetful');
  await host.ask(ID);
  expect(await host.turn()).toMatchObject({ code: 0, output: expect.stringContaining(`the api does not know ${ID}`) });
  await host.wrong();
  const two = host.commit('two');
  await host.ask(ID);
  expect(await host.turn()).toMatchObject({ code: 0, output: expect.stringContaining(`${ID}: done at ${two}`) });
});
