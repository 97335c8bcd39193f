import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from '@oto/ops/local/stack';
import type { Benchmark, Figures } from '../figures/report.ts';
import { withStack } from '../figures/stack.ts';
import { runCases } from './case.ts';
import { editCases, honestEdit, rightCases } from './edit.ts';
import { httpCases } from './http.ts';
import { DEPLOY_ENVIRONMENT } from './http-deploy.ts';
import { awarenessUpdate, presenceCases } from './presence.ts';
import { Reader } from './reader.ts';
import { socketCases } from './socket.ts';
import { changes, journalRows, standing } from './standing.ts';
import { prepare, type Target } from './target.ts';

/** Limits of rate are lifted a hundredfold, so that "too many" does not hide the code behind; others stand. */
const ENVIRONMENT = { LIMITS_FACTOR: '100', ...DEPLOY_ENVIRONMENT };
/** A service's log line that tells of a bug, not of a refusal. */
const BUG = /hook failed|bug:|unhandled|uncaught|stopped \(/i;
/** The owner's Yjs client, whose presence attackers try to speak for, and how often it renews it. */
const OWNER_CLIENT = 77_000_001;
const RENEW_MS = 8_000;

/**
 * Hostile input of every kind against the whole running product, through its one public address, with
 * the pass of a real member. `accepted` counts inputs answered with success or that changed or showed
 * anything, told by Postgres and by the document before and after; `crashes`, processes that ended or
 * fell ill, answers of "internal error", and bugs told in the logs.
 */
export const drillBadInput: Benchmark = async ({ quick, say }) => {
  const bugs: string[] = [];
  const listen = (line: string) => {
    if (BUG.test(line)) bugs.push(line);
    say(line);
  };
  return withStack(listen, async (stack) => attack(stack, quick, say, bugs), ENVIRONMENT);
};

async function attack(stack: Stack, quick: boolean, say: (line: string) => void, bugs: readonly string[]): Promise<Figures> {
  const target = await prepare(stack, say);
  const pids = pidsOf(stack);
  const closed = await whileClosed(target, say);

  await honestEdit(target, 1);
  await settled(target);
  const before = await standing(target);
  const watcher = await Reader.open(target.door('y', ''));
  const owner = await Reader.open(target.door('y', target.passes.owner));
  const renewal = renewing(owner, target);
  const rounds = quick ? 2 : 20;
  const http = await runCases(await httpCases(target), 8, say);
  say(`${http.http} over HTTP`);
  const sockets = await runCases(await socketCases(target, watcher, rounds), 8, say);
  say(`${sockets.websocket} over WebSocket`);
  const yjs = await runCases(
    [
      ...editCases(target, watcher, rounds),
      ...rightCases(target, watcher, '', 'without a pass'),
      ...presenceCases(target, watcher, OWNER_CLIENT, quick ? 1 : 5),
    ],
    8,
    say,
  );
  say(`${closed.yjs + yjs.yjs} Yjs updates and presences`);
  clearInterval(renewal);
  owner.close();
  watcher.close();
  await settled(target);
  say('comparing');
  const changed = changes(before, await standing(target));
  for (const what of changed) say(`CHANGED  ${what}`);
  const rows = await journalRows(target.pool, target.attackerId);
  if (rows > 0) say(`the attacker has ${rows} rows in the journal`);
  await honestEdit(target, 2);
  const ill = await illOf(stack, pids);
  for (const what of [...ill, ...bugs]) say(`CRASH  ${what}`);
  await target.pool.end();

  const tallies = [closed, http, sockets, yjs];
  const sum = (of: (tally: (typeof tallies)[number]) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  return {
    cases: sum(({ http: a, websocket, yjs: c }) => a + websocket + c),
    accepted: sum(({ accepted }) => accepted) + changed.length + rows,
    crashes: sum(({ crashed }) => crashed) + ill.length + bugs.length,
    http: sum((tally) => tally.http),
    websocket: sum((tally) => tally.websocket),
    yjs: sum((tally) => tally.yjs),
  };
}

/** While the owner keeps the plot to itself, edits that are sound are nobody else's to make. */
async function whileClosed(target: Target, say: (line: string) => void) {
  await setPolicy(target, 'owner');
  const watcher = await Reader.open(target.door('y', ''));
  const tally = await runCases(rightCases(target, watcher, target.passes.attacker, 'on a closed plot'), 4, say);
  watcher.close();
  await setPolicy(target, 'open');
  return tally;
}

async function setPolicy({ owner, plot }: Target, policy: string): Promise<void> {
  const response = await fetch(`${owner.url}/api/plots/${plot.x}/${plot.y}`, {
    method: 'PATCH',
    headers: { origin: owner.url, cookie: owner.cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ policy }),
  });
  if (!response.ok) throw new Error(`the policy could not be set: ${response.status}`);
}

/** The owner shows where it is, so that others can try to speak for it. */
function renewing(owner: Reader, target: Target): NodeJS.Timeout {
  let clock = 0;
  const show = () => {
    const state = JSON.stringify({ who: { id: target.ownerId, name: 'owner', colour: 1 }, cursor: [7, 7] });
    void owner.speak(awarenessUpdate([[OWNER_CLIENT, ++clock, state]]));
  };
  show();
  return setInterval(show, RENEW_MS);
}

/** Until nothing waits in the outbox, and no picture for its smaller form, so that what follows is not taken for an attack's work. */
async function settled({ pool }: Target): Promise<void> {
  for (let quiet = 0; quiet < 5;) {
    const { rows } = await pool.query<{ open: number }>(
      `select (select count(*) from outbox where delivered_at is null)::int
        + (select count(*) from media_form where made_at is null and retry_at <= now())::int as open`,
    );
    quiet = rows[0]?.open === 0 ? quiet + 1 : 0;
    await delay(100);
  }
}

function pidsOf({ services }: Stack): readonly (number | undefined)[] {
  return [services.api.pid(), services.collab.pid(), services.worker.pid()];
}

/** Processes that are not the ones that began, and services that do not answer. */
async function illOf(stack: Stack, pids: readonly (number | undefined)[]): Promise<string[]> {
  const ill = pidsOf(stack).flatMap((pid, index) => (pid === pids[index] ? [] : [`process ${index} is another one`]));
  const page = await fetch(`${stack.url}/healthz`).then(
    (response) => response.status,
    () => 0,
  );
  if (page !== 200) ill.push(`the api answers ${page}`);
  return ill;
}
