import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { makeHost } from './testing/host.ts';

const UP = /^compose up/;
/** With all that it started, as the power is cut. */
async function killed(run: ChildProcess): Promise<void> {
  const ended = once(run, 'exit');
  process.kill(-(run.pid ?? 0), 'SIGKILL');
  await ended;
}
const changes = (calls: readonly string[]) => calls.filter((call) => /^compose (--profile restore )?(build|run|up)/.test(call));

test('a new commit is built, migrated and put in place one service after the other; the next run does nothing', async () => {
  await using host = await makeHost();
  const one = host.head();
  const two = host.commit('two');
  const done = await host.update();
  expect(done).toMatchObject({ code: 0 });
  expect(done.output).toContain(`done: ${two} is deployed`);
  expect(await host.running()).toEqual({ api: two, collab: two, postgres: one });
  expect(changes(await host.calls())).toEqual([
    'compose build',
    'compose --profile restore build restore verify',
    'compose run -T --rm migrate',
    'compose up -d --no-deps --no-build api',
    'compose up -d --no-deps --no-build collab',
    'compose up -d --no-build --remove-orphans',
  ]);
  const again = await host.update();
  expect(again).toMatchObject({ code: 0, output: expect.stringContaining(`nothing to do: ${two} is deployed`) });
  expect(changes(await host.calls())).toEqual([]);
});

test.each(['build', 'migrate'])('when the %s fails, what runs is not touched and the images from before have their names', async (what) => {
  await using host = await makeHost();
  const one = host.head();
  const two = host.commit('two');
  await host.wrong(what);
  expect(await host.update()).toMatchObject({ code: 1, output: expect.stringContaining(`${one} goes on serving`) });
  expect(host.head()).toBe(one);
  expect((await host.calls()).filter((call) => UP.test(call))).toEqual([]);
  expect(await host.running()).toEqual({ api: one, collab: one, postgres: one });
  await host.wrong();
  expect(await host.update()).toMatchObject({ code: 0 });
  expect(await host.running()).toEqual({ api: two, collab: two, postgres: one });
});

test('a version that is not well gives way to the one before', async () => {
  await using host = await makeHost();
  const one = host.head();
  const two = host.commit('two');
  await host.wrong(`sick sha256:${two}`);
  expect(await host.update()).toMatchObject({ code: 3, output: expect.stringContaining('api is not well: unhealthy') });
  expect(await host.running()).toEqual({ api: one, collab: one, postgres: one });
  expect(host.head()).toBe(one);
  const three = host.commit('three');
  expect(await host.update()).toMatchObject({ code: 0 });
  expect(await host.running()).toEqual({ api: three, collab: three, postgres: one });
});

test('an address that does not answer counts as not well; when the version before is silent too, somebody is needed', async () => {
  await using host = await makeHost();
  const one = host.head();
  host.commit('two');
  await host.wrong('silent');
  const ended = await host.update();
  expect(ended).toMatchObject({ code: 4, output: expect.stringContaining('somebody is needed') });
  expect(await host.running()).toEqual({ api: one, collab: one, postgres: one });
});

test('while one update is at it, another is refused; killed half-way, the next begins anew and knows the way back', async () => {
  await using host = await makeHost();
  const one = host.head();
  const two = host.commit('two');
  await host.wrong('hang collab');
  const first = host.begin();
  await host.hangs();
  expect(await host.update()).toMatchObject({ code: 75, output: expect.stringContaining('another update is running') });
  await killed(first);
  expect(await host.running()).toMatchObject({ api: two });

  // The half that is new is no version to come back to.
  await host.wrong(`sick sha256:${two}`);
  const second = await host.update();
  expect(second).toMatchObject({ code: 3, output: expect.stringContaining('was cut short; beginning anew') });
  expect(await host.running()).toEqual({ api: one, collab: one, postgres: one });
  await host.wrong();
  expect(await host.update()).toMatchObject({ code: 0 });
  expect(await host.running()).toEqual({ api: two, collab: two, postgres: one });
});

test('a dry run fetches, says what it would do and changes nothing', async () => {
  await using host = await makeHost();
  const one = host.head();
  const two = host.commit('two');
  expect(await host.update(['--dry-run'])).toMatchObject({ code: 0, output: expect.stringContaining(`from ${one} to ${two}`) });
  expect(changes(await host.calls())).toEqual([]);
  expect(host.head()).toBe(one);
});

test('a rewritten branch, an unsigned commit and one that has not passed are refused', async () => {
  await using host = await makeHost();
  const two = host.commit('two');
  await host.github('{ "total_count": 0, "workflow_runs": [] }');
  const unproved = await host.update([], { OTO_CI: 'oto/oto' });
  expect(unproved).toMatchObject({ code: 1, output: expect.stringContaining(`test.yml has not passed on ${two}`) });
  const unsigned = await host.update([], { OTO_SIGNED: 'yes' });
  expect(unsigned).toMatchObject({ code: 1, output: expect.stringContaining('no signature that is trusted') });
  expect(changes(await host.calls())).toEqual([]);
  await host.github('{ "total_count": 1, "workflow_runs": [{}] }');
  expect(await host.update([], { OTO_CI: 'oto/oto' })).toMatchObject({ code: 0 });
  host.rewrite();
  expect(await host.update()).toMatchObject({ code: 1, output: expect.stringContaining('the branch was rewritten') });
});

test('one may go back by hand, and what was left so does not come again by itself', async () => {
  await using host = await makeHost();
  const one = host.head();
  const two = host.commit('two');
  await host.update();
  expect(await host.update(['--back'])).toMatchObject({ code: 0 });
  expect(await host.running()).toEqual({ api: one, collab: one, postgres: one });
  expect(await host.update()).toMatchObject({ code: 1, output: expect.stringContaining(`${two} was left by hand`) });
  expect(await host.update(['--back'])).toMatchObject({ code: 1 });
  const three = host.commit('three');
  expect(await host.update()).toMatchObject({ code: 0 });
  expect(await host.running()).toEqual({ api: three, collab: three, postgres: one });
});

test('after an update that failed, the way back leads to the version before the one that serves', async () => {
  await using host = await makeHost();
  const one = host.head();
  host.commit('two');
  await host.update();
  host.commit('three');
  await host.wrong('build');
  expect(await host.update()).toMatchObject({ code: 1 });
  await host.wrong();
  // Whoever frees a full disk deletes them: they are built anew.
  await host.prune();
  expect(await host.update(['--back'])).toMatchObject({ code: 0, output: expect.stringContaining('building them anew') });
  expect([host.head(), await host.running()]).toEqual([one, { api: one, collab: one, postgres: one }]);
});

test.each([
  { begun: [], next: [], env: { OTO_CI: 'oto/oto' }, code: 3, says: 'has not passed' },
  { begun: [], next: ['--back'], env: {}, code: 0, says: 'serves again' },
  { begun: ['--back'], next: [], env: {}, code: 3, says: 'was left by hand' },
])(
  'what a run $begun left half done is undone by a run $next that may not go on with it: $says',
  async ({ begun, next, env, code, says }) => {
    await using host = await makeHost();
    const one = host.head();
    host.commit('two');
    if (begun.length > 0) await host.update();
    await host.github('{ "total_count": 0 }');
    await host.wrong('hang collab');
    const first = host.begin(begun);
    await host.hangs();
    await killed(first);
    await host.wrong();
    expect(await host.update(next, env)).toMatchObject({ code, output: expect.stringContaining(says) });
    expect([host.head(), await host.running()]).toEqual([one, { api: one, collab: one, postgres: one }]);
  },
);

test('when what follows a run that was cut short does not build, all of the version before comes back', async () => {
  await using host = await makeHost();
  const one = host.head();
  host.commit('two');
  await host.wrong('hang collab');
  const first = host.begin();
  await host.hangs();
  await killed(first);
  host.commit('three');
  await host.wrong('build');
  expect(await host.update()).toMatchObject({ code: 3, output: expect.stringContaining('do not build') });
  expect(await host.running()).toEqual({ api: one, collab: one, postgres: one });
});
