import { withBoard } from '../collab/board.ts';
import { needOpenFiles } from '../collab/open-files.ts';
import { percentile } from '../figures/percentile.ts';
import type { Benchmark } from '../figures/report.ts';
import { Scene } from './scene.ts';

const DRAGGERS = 20;
const NOTES_EACH = 5;
/** Watchers with real providers, who are measured; the others receive the same and decode nothing. */
const ONLOOKERS = 20;
/** A drag lasts so many states, at 20 a second. */
const STEPS = 20;

/**
 * People drag notes on one region before many watchers, with the client's own messages: presence at
 * 20 Hz while dragging, one packed place when dropping. Presence latency is from showing a state to a
 * watcher's having it or a newer one of the same person. Commit is from the drop to its
 * acknowledgement, which is after the journal. Bytes are the growth of a watcher's whole document, a
 * note: by its first move, and by each later one.
 */
export const benchDrag: Benchmark = ({ quick, say }) => {
  const watchers = quick ? 250 : 1_000;
  const later = quick ? 2 : 6;
  needOpenFiles(2 * watchers);
  return withBoard({ members: DRAGGERS, notes: DRAGGERS * NOTES_EACH, say }, async (board) => {
    const scene = await Scene.open(board, ONLOOKERS, watchers - ONLOOKERS);
    try {
      say(`${DRAGGERS} draggers, ${watchers} watchers`);
      const groups = board.notes.map((note) => [note]);
      const before = await scene.act(groups, 1, STEPS, false);
      const usage = await board.collab.usage();
      const started = performance.now();
      const first = await scene.act(groups, NOTES_EACH, STEPS);
      say('every note was moved once');
      const acts = [first];
      for (let round = 0; round < later; round++) acts.push(await scene.act(groups, NOTES_EACH, STEPS));
      const seconds = (performance.now() - started) / 1_000;
      const used = (await board.collab.usage()).cpuUs - usage.cpuUs;
      const last = acts.at(-1) ?? first;
      const presence = acts.flatMap((act) => act.presence);
      const missing = acts.reduce((all, act) => all + act.missing, 0);
      if (missing > 0) throw new Error(`${missing} states were never seen`);
      const bytes = (from: number, to: number, moves: number) => Math.round(((to - from) / moves) * 10) / 10;
      return {
        draggers: DRAGGERS,
        watchers,
        presence_p50_ms: percentile(presence, 0.5),
        presence_p99_ms: percentile(presence, 0.99),
        commit_p99_ms: percentile(
          acts.flatMap((act) => act.commits),
          0.99,
        ),
        doc_bytes_first_move: bytes(before.documentBytes, first.documentBytes, board.notes.length),
        doc_bytes_later_move: bytes(first.documentBytes, last.documentBytes, board.notes.length * later),
        presence_frames_per_watcher_s: Math.round((acts.reduce((all, act) => all + act.framesPerWatcher, 0) / seconds) * 10) / 10,
        server_cpu_percent: Math.round(used / 1e4 / seconds),
      };
    } finally {
      await scene.close();
    }
  });
};
