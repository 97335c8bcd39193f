import * as Y from 'yjs';
import { seededRandom } from '@oto/schema/base/seeded-random';
import { regionName } from '@oto/schema/board/document-name';
import type { FarEnd } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import { plotKey } from '@oto/schema/geometry/lattice';
import { ATTACKS } from '../testing/hostile/attacks.ts';
import type { Prey } from '../testing/hostile/prey.ts';
import type { Client, Edit } from './client.ts';
import type { Command } from './command.ts';
import { idOf } from './ids.ts';
import type { Question } from './replica.ts';
import { HERE, PLOTS, VILLAIN, type Link, type World } from './world.ts';
import { Wire } from './wire.ts';

const TIES_EACH = 4;
/** Attacks of a megabyte are tried elsewhere; a thousand histories of them would take minutes. */
const SWIFT = ATTACKS.filter(({ name }) => !/megabyte|thousands deep|more clients/.test(name));
let serial = 0;

/** Lets one thing happen, and everything that follows from it without anybody's help. */
export async function play(world: World, command: Command): Promise<void> {
  happen(world, command);
  await settle(world);
}

export async function settle(world: World): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  world.verifyNoBug();
}

function happen(world: World, command: Command): void {
  switch (command.do) {
    case 'edit':
      return edit(world, at(world.clients, command.client), command);
    case 'attack':
      return attack(world, command.which, command.salt);
    case 'up':
      return at(ups(world), command.n)?.();
    case 'down':
      return at(downs(world), command.n)?.();
    case 'ask':
      return at(asks(world), command.n)?.();
    case 'answer':
      return at(answers(world), command.n)?.();
    case 'fail':
      return fail(world, command.n, command.committed);
    case 'connect': {
      const client = at(world.clients, command.client);
      if (client) world.connect(client);
      return;
    }
    case 'disconnect':
      return at(world.clients, command.client)?.disconnect();
    case 'reload':
      return at(world.clients, command.client)?.reload();
    case 'crash':
      return world.crash();
    case 'start':
      return world.start();
    case 'hear':
      return world.replica?.hear();
    case 'deliver':
      return world.replica?.deliver();
    case 'capture': {
      const open = at(world.replica?.documents ?? [], command.n);
      if (open) world.replica?.capture(open);
      return;
    }
    case 'thin':
      return world.store.thin(at(world.store.documents, command.n) ?? '');
    case 'damage':
      return world.store.damage(at(world.store.documents, command.n) ?? '');
    case 'move': {
      const open = at(world.replica?.documents ?? [], command.n);
      if (open) world.replica?.move(open);
      return;
    }
    case 'policy':
      return world.store.changePlot(PLOTS[command.plot] ?? HERE, { policy: command.policy });
    case 'guest': {
      const plot = PLOTS[command.plot] ?? HERE;
      const guests = new Set(world.store.plots.get(plotKey(plot))?.guests);
      const guest = idOf('member', command.member % 3);
      if (!guests.delete(guest)) guests.add(guest);
      return world.store.changePlot(plot, { guests });
    }
    case 'pin':
      return world.pin(PLOTS[command.plot] ?? HERE, command.n % 8);
    case 'unpin':
      return world.unpin(idOf('note', command.plot * 64 + (command.n % 8)));
    case 'flow':
      return flow(world, command.steps, seededRandom(command.salt));
    default:
      return command satisfies never;
  }
}

/** Messages, questions and facts take a step, as chance has it. */
function flow(world: World, steps: number, random: () => number): void {
  for (let step = 0; step < steps; step++) {
    const all = events(world);
    all[Math.floor(random() * all.length)]?.();
  }
}

/** Whatever may take a step by itself. */
export function events(world: World): (() => void)[] {
  const more: (() => void)[] = [];
  for (const replica of world.replicas) if (replica.isAlive && replica.notices.length > 0) more.push(() => replica.hear());
  for (const replica of world.replicas) if (replica.isAlive && replica.captured.length > 0) more.push(() => replica.write());
  const { replica } = world;
  if (replica?.mayDeliver === true) more.push(() => replica.deliver());
  return [...ups(world), ...downs(world), ...asks(world), ...answers(world), ...more];
}

function ups(world: World): (() => void)[] {
  return world.links
    .filter(({ wire, replica }) => wire.isOpen && replica.isAlive && !wire.isBusy && wire.toServer.length > 0)
    .map(({ wire, replica }) => () => {
      const message = wire.toServer.shift();
      if (message) replica.receive(wire, message);
    });
}

function downs(world: World): (() => void)[] {
  return world.links.filter(({ wire }) => wire.isOpen && wire.toClient.length > 0).map((link) => () => hear(world, link));
}

function hear(world: World, { wire, client }: Link): void {
  const [message] = wire.toClient;
  if (message?.type === 'update') world.verifySeen(wire.document, message.update);
  if (client === null) wire.toClient.shift();
  else if (client.wire === wire) client.receive();
}

function questionsOf(world: World): readonly (readonly [Question[], Question])[] {
  return world.replicas
    .filter(({ isAlive }) => isAlive)
    .flatMap(({ questions }) => questions.map((question) => [questions, question] as const));
}

function asks(world: World): (() => void)[] {
  return questionsOf(world).flatMap(([, question]) => (question.isAsked ? [] : [() => question.ask()]));
}

function answers(world: World): (() => void)[] {
  return questionsOf(world).flatMap(([questions, question]) =>
    question.isAsked
      ? [
          () => {
            questions.splice(questions.indexOf(question), 1);
            question.answer();
          },
        ]
      : [],
  );
}

/** The connection to the database breaks under a question, which has been done, will be, or never. */
function fail(world: World, n: number, committed: 'already' | 'never' | 'later'): void {
  const found = at(questionsOf(world), n);
  if (!found) return;
  const [questions, question] = found;
  questions.splice(questions.indexOf(question), 1);
  if (!question.isAsked && committed === 'already') question.ask();
  if (!question.isAsked && committed === 'later') questions.push(unheard(question));
  question.fail();
}

/** Done some time, and nobody waits for the answer. */
function unheard(question: Question): Question {
  const late: Question = {
    isAsked: false,
    isMove: question.isMove,
    ask: () => {
      late.isAsked = true;
      question.ask();
    },
    answer: () => undefined,
    fail: () => undefined,
  };
  return late;
}

function edit(world: World, client: Client | undefined, { what, a, b }: { what: number; a: number; b: number }): void {
  if (!client || client.actor.kind !== 'member') return;
  const notes = [...world.seats.values()];
  const here = notes.filter((end) => end[1] === client.plot.x && end[2] === client.plot.y);
  const [from, to] = [at(what === 5 ? notes : here, a), at(what < 5 ? here : notes, b)];
  if (!from || !to) return;
  serial++;
  const move: Edit = { root: 'places', key: what === 9 ? idOf('note', 200) : from[0], value: [a, -b, 0, serial] };
  const mover = `${plotKey(client.plot)} ${move.key}`;
  world.movers.set(mover, (world.movers.get(mover) ?? new Set()).add(client));
  const key = idOf('tie', (client.plot === HERE ? 0 : 16) + (b % TIES_EACH));
  const tied = (one: FarEnd, other: FarEnd): Edit => ({ root: 'ties', key, value: { v: 1, a: one, b: other, c: a % 16, n: `${serial}` } });
  if (what < 4 || what === 9) client.edit([move]);
  else if (what === 8) client.edit([{ root: 'ties', key, value: null }]);
  else if (from[0] !== to[0]) client.edit(what === 7 ? [move, tied(from, to)] : [tied(from, to)]);
}

/** A stranger with a pass reads a region and sends what no honest client would. */
function attack(world: World, which: number, salt: number): void {
  const { replica } = world;
  const chosen = at(SWIFT, which);
  if (!replica || !chosen) return;
  const plot = PLOTS[salt % 2] ?? HERE;
  const text = regionName(plot, world.store.plots.get(plotKey(plot))?.epoch ?? 1);
  const doc = world.store.load(text);
  const prey = preyOf(world, doc, text, plot, salt);
  if (!prey) return;
  let update: Uint8Array;
  try {
    update = chosen.make(prey);
  } catch (error) {
    if (error instanceof RangeError) return;
    throw error;
  }
  const wire = new Wire(text, VILLAIN);
  wire.toServer.push({ type: 'hello', vector: Y.encodeStateVector(doc) }, { type: 'sync', update });
  world.link({ wire, replica, client: null });
}

function preyOf(world: World, doc: Y.Doc, text: string, plot: (typeof PLOTS)[number], salt: number): Prey | null {
  const region = regionOf(doc);
  const authors = [...world.store.authors(text)].filter(([client]) => Y.getState(doc.store, client) > 0);
  const server = authors.find(([, actor]) => actor === 'server')?.[0];
  const victim = authors.find(([, actor]) => actor.startsWith('member:'))?.[0] ?? server;
  const notes = [...world.store.notes.keys()].filter((note) => region.notes.has(note));
  if (server === undefined || victim === undefined || notes.length < 2) return null;
  const random = seededRandom(salt);
  return { doc, plot, notes, ties: [], server, victim, mine: 1_000_000 + serial++ * 1000, random };
}

function at<T>(items: readonly T[], n: number): T | undefined {
  return items[n % Math.max(1, items.length)];
}
