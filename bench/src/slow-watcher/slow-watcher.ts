import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { newId } from '@oto/schema/base/id';
import { withBoard, type Board } from '../collab/board.ts';
import { hello } from '../collab/frame.ts';
import { Scene } from '../drag/scene.ts';
import { percentile } from '../figures/percentile.ts';
import type { Benchmark } from '../figures/report.ts';

const DRAGGERS = 12;
const ONLOOKERS = 12;
/** Notes in one hand: the most that a presence may name, so that what the slow one misses weighs. */
const HAND = 200;
/** A slow reader is cut only when the kernel's buffers on both sides are full, too. */
const STEPS_EACH_MS = 50;

/**
 * People drag large selections while one watcher's socket is paused, then the same without it, again
 * and again. Buffered bytes and cuts are what the server itself counts (/healthz). Latency is that of
 * the other watchers: from showing a state to their having it or a newer one.
 */
export const drillSlowWatcher: Benchmark = ({ quick, say }) =>
  withBoard({ members: DRAGGERS, notes: 24, say }, async (board) => {
    const rounds = quick ? 1 : 4;
    const steps = ((quick ? 11 : 14) * 1_000) / STEPS_EACH_MS;
    const hands = Array.from({ length: DRAGGERS }, () => Array.from({ length: HAND }, () => newId()));
    const scene = await Scene.open(board, ONLOOKERS, 0);
    try {
      await scene.act(hands, 1, 20, false);
      const without: number[] = [];
      const beside: number[] = [];
      let missing = 0;
      for (let round = 1; round <= rounds; round++) {
        const alone = await scene.act(hands, 1, steps, false);
        without.push(...alone.presence);
        const slow = await pausedWatcher(board);
        const together = await scene.act(hands, 1, steps, false);
        beside.push(...together.presence);
        missing += alone.missing + together.missing;
        slow.terminate();
        const { slowReaders } = await board.health();
        say(
          `round ${round}: others ${percentile(together.presence, 0.99)} ms, without ${percentile(alone.presence, 0.99)} ms; cut ${slowReaders.cut}, most buffered ${slowReaders.bufferedMax}`,
        );
      }
      const { slowReaders } = await board.health();
      return {
        buffered_bytes_max: slowReaders.bufferedMax,
        others_p99_ms: percentile(beside, 0.99),
        others_p99_ms_without: percentile(without, 0.99),
        cut: slowReaders.cut >= rounds,
        cuts: slowReaders.cut,
        slow_watchers: rounds,
        others_missed: missing,
      };
    } finally {
      await scene.close();
    }
  });

/** A watcher who has greeted the region and then stops reading. */
async function pausedWatcher(board: Board): Promise<WebSocket> {
  const socket = new WebSocket(board.url, { perMessageDeflate: false });
  socket.on('error', () => undefined);
  await once(socket, 'open');
  for (const frame of hello(board.region, '')) socket.send(frame);
  await once(socket, 'message');
  await delay(100);
  socket.pause();
  return socket;
}
