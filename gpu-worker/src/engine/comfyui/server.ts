import { createHash } from 'node:crypto';
import { z } from 'zod';
import { EngineFailure } from '../failure.ts';
import { askBytes, askJson, type Door } from '../http/door.ts';
import type { InputFile } from '../http/input.ts';
import { FILE_MOST } from '../http/keep.ts';
import { outOfMemory } from '../http/refusal.ts';
import type { Ear } from '../http/watch.ts';
import type { Workflow } from './workflow.ts';

const nodeErrors = z.record(z.string(), z.object({ class_type: z.string().optional(), errors: z.array(z.unknown()).default([]) }));
const Submitted = z.object({ prompt_id: z.string(), node_errors: z.union([nodeErrors, z.array(z.unknown())]).optional() });

/** Queues a workflow under our own name for it. A workflow that the server finds wrong is `invalid`. */
export async function submit(door: Door, workflow: Workflow, id: string, client: string, ear: Ear): Promise<void> {
  const json = { prompt: workflow, client_id: client, prompt_id: id };
  const answer = await askJson(door, { method: 'POST', path: '/prompt', json }, Submitted, ear);
  const errors = answer.node_errors ?? {};
  if (Object.keys(errors).length > 0) throw new EngineFailure('invalid', `node errors: ${JSON.stringify(errors).slice(0, 1500)}`);
  if (answer.prompt_id !== id) throw new EngineFailure('protocol', 'the server named the prompt otherwise');
}

/** Running; or waiting, 1 being the next; or neither. */
export type Place = { readonly at: 'running' } | { readonly at: 'waiting'; readonly position: number } | { readonly at: 'none' };

const Entry = z.tuple([z.number(), z.string()], z.unknown());
const Queue = z.object({ queue_running: z.array(Entry), queue_pending: z.array(Entry) });
export type Queue = z.infer<typeof Queue>;

/** Each entry carries its whole workflow. */
const QUEUE_MOST = 32_000_000;

export async function queueOf(door: Door, ear: Ear): Promise<Queue> {
  return askJson(door, { method: 'GET', path: '/queue', most: QUEUE_MOST }, Queue, ear);
}

export function placeIn(queue: Queue, id: string): Place {
  if (queue.queue_running.some(([, name]) => name === id)) return { at: 'running' };
  // The list is a heap: the number is the order.
  const position = queue.queue_pending.toSorted(([a], [b]) => a - b).findIndex(([, name]) => name === id);
  return position < 0 ? { at: 'none' } : { at: 'waiting', position: position + 1 };
}

const Ended = z.object({
  outputs: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  status: z.object({ status_str: z.string().optional(), messages: z.array(z.tuple([z.string(), z.unknown()])).default([]) }).nullish(),
});
export type Ended = z.infer<typeof Ended>;

/** How a prompt ended; null while it has not, or when the server never had it. */
export async function historyOf(door: Door, id: string, ear: Ear): Promise<Ended | null> {
  const history = await askJson(door, { method: 'GET', path: `/history/${id}`, most: QUEUE_MOST }, z.record(z.string(), Ended), ear);
  return history[id] ?? null;
}

const Told = z.object({
  node_type: z.string().default(''),
  exception_type: z.string().default(''),
  exception_message: z.string().default(''),
});

/** Throws what an ended prompt failed of. */
export function throwIfFailed(ended: Ended): void {
  for (const [event, data] of ended.status?.messages ?? []) {
    if (event === 'execution_interrupted') throw interrupted();
    if (event === 'execution_error') throw executionFailure(Told.safeParse(data).data ?? Told.parse({}));
  }
  if (ended.status?.status_str === 'error') throw executionFailure(Told.parse({}));
}

/** Not by us: who it was for may have it made again. */
export function interrupted(): EngineFailure {
  return new EngineFailure('unavailable', 'interrupted on the server', true);
}

/** A node that breaks breaks again: the operator has to look, unless memory was short. */
export function executionFailure(told: z.infer<typeof Told>): EngineFailure {
  const message = `${told.node_type}: ${told.exception_type}: ${told.exception_message}`;
  return outOfMemory(message) ? new EngineFailure('oom', message, true) : new EngineFailure('unavailable', message, false);
}

export type FileRef = { readonly filename: string; readonly subfolder: string; readonly type: string };
const FileRef = z.object({ filename: z.string().min(1), subfolder: z.string().default(''), type: z.string().default('output') });

const FILM = /\.(?:mp4|m4v|mov)$/iu;
const PICTURE = /\.(?:png|jpe?g|webp)$/iu;

/** The made file: `images` of a picture; a film is under `gifs`, whatever its format, or under `videos` or `images`. Kept files before temporary ones. */
export function fileOf(ended: Ended, makes: 'image' | 'video'): FileRef | null {
  const kind = makes === 'image' ? PICTURE : FILM;
  const lists = makes === 'image' ? ['images'] : ['gifs', 'videos', 'images'];
  const files = Object.values(ended.outputs)
    .flatMap((output) => lists.flatMap((list) => z.array(z.unknown()).safeParse(output[list]).data ?? []))
    .flatMap((file) => FileRef.safeParse(file).data ?? [])
    .filter((file) => kind.test(file.filename));
  return files.find((file) => file.type === 'output') ?? files[0] ?? null;
}

export async function download(door: Door, file: FileRef, ear: Ear): Promise<Buffer> {
  const query = new URLSearchParams({ filename: file.filename, subfolder: file.subfolder, type: file.type });
  return askBytes(door, { method: 'GET', path: `/view?${query.toString()}`, most: FILE_MOST }, ear);
}

const Uploaded = z.object({ name: z.string(), subfolder: z.string().default('') });

/** Sends a picture; the name to load it by. Its name follows from its bytes: the same picture is the same workflow. */
export async function upload(door: Door, file: InputFile, ear: Ear): Promise<string> {
  const digest = createHash('sha256').update(file.bytes).digest('hex').slice(0, 32);
  const form = new FormData();
  form.set('image', new Blob([file.bytes], { type: file.mime }), `oto-${digest}.${file.mime.split('/')[1] ?? 'png'}`);
  form.set('type', 'input');
  form.set('overwrite', 'true');
  const answer = await askJson(door, { method: 'POST', path: '/upload/image', form }, Uploaded, ear);
  return answer.subfolder === '' ? answer.name : `${answer.subfolder}/${answer.name}`;
}

/**
 * Stops one prompt, wherever it stands. Older servers do not know a cancel by name, and their
 * interrupt ends whatever runs, named or not: there it is sent only while ours runs.
 */
export async function cancel(door: Door, id: string, ear: Ear): Promise<void> {
  try {
    await askBytes(door, { method: 'POST', path: `/api/jobs/${id}/cancel`, json: {} }, ear);
    return;
  } catch (thrown) {
    if (!(thrown instanceof EngineFailure)) throw thrown;
  }
  await askBytes(door, { method: 'POST', path: '/queue', json: { delete: [id] } }, ear);
  if (placeIn(await queueOf(door, ear), id).at === 'running')
    await askBytes(door, { method: 'POST', path: '/interrupt', json: { prompt_id: id } }, ear);
}

/** Gives back what models hold, after an out-of-memory. */
export async function free(door: Door, ear: Ear): Promise<void> {
  await askBytes(door, { method: 'POST', path: '/free', json: { unload_models: true, free_memory: true } }, ear);
}
