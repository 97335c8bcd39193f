import { createHash } from 'node:crypto';
import { connect } from 'node:net';

/** Which of several addresses of one service answers; null when none takes connections. */
export type Spread = (path: string) => Promise<string | null>;

/** One after the other, as requests come. */
export function inTurn(targets: readonly string[]): Spread {
  let turn = 0;
  return () => {
    const first = turn++ % targets.length;
    return firstAlive([...targets.slice(first), ...targets.slice(0, first)]);
  };
}

/**
 * Always the same one for a tile, as Caddy's header policy does: each target weighs each tile, the heaviest serves. When
 * it is gone only its own tiles move, and they come back with it.
 */
export function byTile(targets: readonly string[]): Spread {
  return (path) => firstAlive(orderFor(tileIn(path), targets));
}

/** The tile that a path of documents names; '' when it names none. */
export function tileIn(path: string): string {
  return /^\/(?:collab\/t|y)\/(-?\d{1,6},-?\d{1,6})(?:[/?]|$)/.exec(path)?.[1] ?? '';
}

function orderFor(tile: string, targets: readonly string[]): readonly string[] {
  if (targets.length < 2) return targets;
  const weight = (target: string) => createHash('sha256').update(`${tile} ${target}`).digest('hex');
  return targets
    .map((target) => ({ target, weight: weight(target) }))
    .toSorted((a, b) => (a.weight < b.weight ? 1 : -1))
    .map(({ target }) => target);
}

/** A process that ends or has not begun takes no connections; where there is no choice nobody is asked. */
async function firstAlive(targets: readonly string[]): Promise<string | null> {
  if (targets.length === 1) return targets[0] ?? null;
  for (const target of targets) if (await takesConnections(target)) return target;
  return null;
}

function takesConnections(target: string): Promise<boolean> {
  const { hostname, port } = new URL(target);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const told = (alive: boolean) => {
      socket.destroy();
      resolve(alive);
    };
    socket.once('connect', () => told(true));
    socket.once('error', () => told(false));
    socket.setTimeout(DIAL_MS, () => told(false));
  });
}

/** On one machine a port that nobody has refuses at once; a busy one may take its time. */
const DIAL_MS = 5000;
