import { readFile } from 'node:fs/promises';
import { WorkerHello } from '@oto/schema/contract/worker';
import { describe, expect, test } from 'vitest';
import type { Kind } from '@oto/schema/board/kind';
import type { Role } from '@oto/schema/job/chain';
import type { Engine, EngineEvent, EngineRequest, Mime } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import { collect, request, workbench } from './run.ts';
import { sampleInput } from './sample-input.ts';

const HOSTILE = [
  '',
  '   \n\t ',
  '😀🔥🦊',
  '\u0000\u0007\u202e',
  '<script>alert(1)</script>',
  '{"role":"system"} ${x} {t} [a|b]',
  '../../etc/passwd',
  'à'.repeat(8000),
  '\ud83d',
  '((((((((((((((((((((((((((((((',
  '*'.repeat(3000),
  '日本の海',
];
/** From the abort to the end of the run. */
const PROMPT_CANCEL_MS = 1500;

function magic(bytes: Buffer): Mime | null {
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WAVE') return 'audio/wav';
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return 'video/mp4';
  return null;
}

async function result(events: readonly EngineEvent[]): Promise<string> {
  let whole = '';
  for (const event of events) {
    if (event.type === 'delta') whole += event.text;
    if (event.type === 'artifact') whole += (await readFile(event.path)).toString('base64');
  }
  return whole;
}

/** What a run of each kind leaves: roles in order, whether there is text, and media types that lie. */
type Made = { readonly roles: readonly string[]; readonly text: boolean; readonly lies: readonly string[] };

const MADE: { readonly [K in Kind]: Made } = {
  text: { roles: [], text: true, lies: [] },
  image: { roles: ['main'], text: false, lies: [] },
  video: { roles: ['main', 'poster'], text: false, lies: [] },
  voice: { roles: ['main'], text: false, lies: [] },
};

async function made(events: readonly EngineEvent[]): Promise<Made> {
  const roles: string[] = [];
  const lies: string[] = [];
  let text = '';
  for (const event of events) {
    if (event.type === 'delta') text += event.text;
    if (event.type === 'preview' && magic(Buffer.from(event.bytes)) !== event.mime) lies.push(`preview ${event.mime}`);
    if (event.type !== 'artifact') continue;
    roles.push(event.role);
    if (magic(await readFile(event.path)) !== event.mime) lies.push(`${event.role} ${event.mime}`);
  }
  return { roles: roles.toSorted(), text: text.trim().length > 20, lies };
}

async function outcome(engine: Engine, asked: EngineRequest): Promise<string> {
  await using bench = await workbench();
  try {
    return (await collect(engine, asked, bench.context)).at(-1)?.type ?? 'nothing';
  } catch (thrown) {
    return thrown instanceof EngineFailure && !thrown.retryable ? thrown.code : String(thrown);
  }
}

/** What a run of the suite goes against; printed in the table at its end (contract-reporter.ts). */
export type Ground = {
  /** The code that makes the result in production, or a stand-in for the server that does. */
  readonly against: 'real code' | 'protocol stand-in';
  /** In a few words: which program, model or protocol. */
  readonly what: string;
  /**
   * Whether the far side was given these very bytes. Absent: the result itself has to change with the
   * file. Needed by engines that accept a role and run against a stand-in.
   */
  readonly saw?: (bytes: Uint8Array, role: Role) => boolean;
};

declare module 'vitest' {
  interface TaskMeta {
    ground?: { readonly engine: string; readonly against: string; readonly what: string };
  }
}

/** Runs at once in the test of slots. */
const TOGETHER = 2;
const MODELS_TRIED = 3;

/** What every engine owes to the worker, whatever makes its results. */
export function engineContract(name: string, make: () => Engine, ground: Ground): void {
  describe(`the engine contract: ${name}`, { meta: { ground: { engine: name, against: ground.against, what: ground.what } } }, () => {
    test('events keep the law: progress never falls, one usage within the ceiling, done last', async () => {
      const engine = make();
      await using bench = await workbench();
      const events = await collect(engine, request(), bench.context);
      let last = 0;
      for (const event of events) {
        if (event.type !== 'progress') continue;
        const share = event.value / event.max;
        expect(share).toBeGreaterThanOrEqual(last);
        expect(share).toBeLessThanOrEqual(1);
        expect(event.stage).not.toBe('');
        last = share;
      }
      expect(last).toBe(1);
      const usage = events.filter((event) => event.type === 'usage');
      expect(usage).toHaveLength(1);
      expect(usage[0]?.tokens).toBeGreaterThan(0);
      expect(usage[0]?.tokens).toBeLessThanOrEqual(engine.ceiling);
      expect(events.at(-1)?.type).toBe('done');
      expect(engine.estimate(request()).tokens).toBeLessThanOrEqual(engine.ceiling);
    });

    test('the result is of its kind and says so truly', async () => {
      const engine = make();
      await using bench = await workbench();
      const events = await collect(engine, request(), bench.context);
      expect(await made(events)).toEqual(MADE[engine.kind]);
    });

    test('one prompt and seed give one result, another seed another', async () => {
      const engine = make();
      if (!engine.deterministic) return;
      await using one = await workbench();
      await using two = await workbench();
      await using three = await workbench();
      const first = await result(await collect(engine, request(), one.context));
      expect((await result(await collect(engine, request(), two.context))) === first).toBe(true);
      const other = await result(await collect(engine, request({ seed: 8, agent: 'Basile' }), three.context));
      expect(other === first).toBe(false);
    });

    test('a cancel is prompt and coded', async () => {
      const engine = make();
      const controller = new AbortController();
      await using bench = await workbench(controller.signal);
      let aborted = 0;
      const running = (async (): Promise<void> => {
        for await (const event of engine.generate(request({ prompt: 'un long voyage sur la mer. '.repeat(60) }), bench.context)) {
          if (event.type === 'queued') continue;
          aborted = performance.now();
          controller.abort();
        }
      })();
      await expect(running).rejects.toMatchObject({ code: 'cancelled' });
      expect(performance.now() - aborted).toBeLessThan(PROMPT_CANCEL_MS);
    });

    test('a cancel before the start starts nothing', async () => {
      await using bench = await workbench(AbortSignal.abort());
      await expect(collect(make(), request(), bench.context)).rejects.toMatchObject({ code: 'cancelled' });
    });

    test('a passed deadline is a timeout', async () => {
      await using bench = await workbench(undefined, -1);
      await expect(collect(make(), request(), bench.context)).rejects.toMatchObject({ code: 'timeout' });
    });

    test('health answers', async () => {
      expect(await make().health()).toMatchObject({ healthy: true });
    });

    test('its description fits what the worker tells the api', () => {
      const engine = make();
      const { id, kind, displayName, models, trained, ceiling, accepts, slots } = engine;
      const told = { id, kind, name: displayName, models: [...models], trained, ceiling, accepts: [...accepts], slots, healthy: true };
      expect(WorkerHello.safeParse({ worker: 'worker-test', engines: [told] }).error).toBeUndefined();
      expect(models.length).toBeGreaterThan(0);
    });

    test('each of its models answers to its name, and who answered is told', async () => {
      const engine = make();
      for (const model of engine.models.slice(0, MODELS_TRIED)) {
        await using bench = await workbench();
        const events = await collect(engine, request({ model }), bench.context);
        const usage = events.find((event) => event.type === 'usage');
        expect([undefined, model]).toContain(usage?.model);
      }
    });

    test('it runs as many at once as it says', async () => {
      const engine = make();
      const runs = Array.from({ length: Math.min(TOGETHER, engine.slots) }, async (_, index) => {
        await using bench = await workbench();
        return (await collect(engine, request({ seed: 7 + index }), bench.context)).at(-1)?.type;
      });
      expect(new Set(await Promise.all(runs))).toEqual(new Set(['done']));
    });

    test('what it accepts, it uses', async () => {
      for (const role of make().accepts) {
        const results: string[] = [];
        const used: boolean[] = [];
        for (const variant of [1, 2]) {
          await using bench = await workbench();
          const input = await sampleInput(role, variant, bench.context.folder);
          const events = await collect(make(), request({ inputs: [input.file] }), bench.context);
          expect(events.at(-1)?.type).toBe('done');
          used.push(ground.saw?.(input.bytes, role) ?? true);
          results.push(await result(events));
        }
        expect(used).toEqual([true, true]);
        expect(ground.saw !== undefined || results[0] !== results[1]).toBe(true);
      }
    });
  });
}

/** Hostile prompts end in a result or a coded failure, never in a crash. `few` bounds slow engines. */
export function hostilePrompts(name: string, make: () => Engine, few: number = HOSTILE.length): void {
  test.each(HOSTILE.slice(0, few).map((prompt) => [prompt.slice(0, 30), prompt] as const))(
    `${name} survives %j`,
    async (_short, prompt) => {
      const asked = request({ prompt, topic: prompt, instructions: prompt, agent: prompt.slice(0, 40) });
      expect(['done', 'invalid']).toContain(await outcome(make(), asked));
    },
  );
}
