import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Workflow } from '../comfyui/workflow.ts';
import { nodeErrors, NODES } from './comfy-nodes.ts';
import { httpStandIn, NOT_FOUND, partBytes, type HttpStandIn, type Reply, type Seen } from './http-stand-in.ts';
import { sampleJpeg, sampleMp4, samplePng } from './sample-media.ts';

export type ComfyScript = {
  /** Runs to its end; runs for ever; waits for ever; breaks as told; is interrupted by somebody else, each or the first; is forgotten as by a new start. */
  readonly goes?: 'well' | 'endless' | 'waiting' | 'interrupted' | 'interrupted once' | 'lost' | { readonly fails: string };
  /** An older server: no cancel by name, progress of single nodes alone. */
  readonly old?: boolean;
  /** The socket breaks once the prompt runs. */
  readonly cuts?: boolean;
  /** No socket at all. */
  readonly deaf?: boolean;
  /** Node types that are not installed. */
  readonly lacks?: readonly string[];
};

type State = 'pending' | 'running' | 'ended' | 'gone';
type Prompt = {
  readonly id: string;
  readonly number: number;
  readonly workflow: Workflow;
  readonly client: string;
  state: State;
  entry: object | null;
};

export type ComfyStandIn = HttpStandIn & {
  readonly prompts: ReadonlyMap<string, Prompt>;
  readonly uploads: readonly Buffer[];
  /** Prompts that were told to stop, and how. */
  readonly stopped: readonly string[];
  /** Puts a prompt into the queue as an earlier client would have. */
  put(id: string, workflow: Workflow): void;
};

const TICK_MS = 2;

/**
 * A stand-in for a ComfyUI server with AnimateDiff-Evolved and VideoHelperSuite, written from the
 * protocol's published shapes. It refuses workflows whose nodes, inputs, values or links it does not
 * have, as the server does; what it "makes" are samples.
 */
export async function comfyStandIn(script: ComfyScript = {}): Promise<ComfyStandIn> {
  const goes = script.goes ?? 'well';
  const prompts = new Map<string, Prompt>();
  const uploads: Buffer[] = [];
  const stopped: string[] = [];
  const sockets = new Map<string, WebSocket>();
  const film = await sampleMp4();
  let made = 0;
  const tell = (prompt: Prompt, type: string, data: object): void =>
    sockets.get(prompt.client)?.send(JSON.stringify({ type, data: { prompt_id: prompt.id, timestamp: 1, ...data } }));
  const end = (prompt: Prompt, status: string, messages: unknown[], outputs: object): void => {
    prompt.state = 'ended';
    prompt.entry = { prompt: [], outputs, status: { status_str: status, completed: status === 'success', messages } };
  };
  const interrupt = (prompt: Prompt): void => {
    const about = { prompt_id: prompt.id, node_id: '5', node_type: 'KSampler', executed: [] };
    end(prompt, 'error', [['execution_interrupted', about]], {});
    tell(prompt, 'execution_interrupted', about);
  };

  const play = async (prompt: Prompt): Promise<void> => {
    if (goes === 'waiting') return;
    await sleep(TICK_MS);
    if (prompt.state !== 'pending') return;
    prompt.state = 'running';
    tell(prompt, 'execution_start', {});
    tell(prompt, 'execution_cached', { nodes: ['1'] });
    tell(prompt, 'something_of_a_custom_node', { any: 1 });
    if (script.cuts === true) sockets.get(prompt.client)?.terminate();
    const ids = Object.keys(prompt.workflow);
    const sampler = ids.find((id) => prompt.workflow[id]?.class_type === 'KSampler') ?? '5';
    const steps = goes === 'endless' ? Infinity : 4;
    for (let step = 1; step <= steps; step++) {
      await sleep(TICK_MS);
      if (prompt.state !== 'running') return;
      tell(prompt, 'executing', { node: sampler, display_node: sampler });
      if (script.old === true) tell(prompt, 'progress', { value: Math.min(4, step), max: 4, node: sampler });
      else
        tell(prompt, 'progress_state', { nodes: { [sampler]: { value: Math.min(4, step), max: 4, state: 'running', node_id: sampler } } });
      const head = Buffer.alloc(8);
      head.writeUInt32BE(1, 0);
      head.writeUInt32BE(1, 4);
      sockets.get(prompt.client)?.send(Buffer.concat([head, sampleJpeg(step)]));
      if (step === 2 && (goes === 'interrupted' || (goes === 'interrupted once' && prompt.number === 0))) return interrupt(prompt);
      if (step === 2 && goes === 'lost') {
        prompt.state = 'gone';
        for (const socket of sockets.values()) socket.terminate();
        return;
      }
      if (step === 2 && typeof goes === 'object') {
        const told = { node_id: sampler, node_type: 'KSampler', exception_type: 'RuntimeError', exception_message: goes.fails };
        end(prompt, 'error', [['execution_error', told]], {});
        return tell(prompt, 'execution_error', told);
      }
    }
    const last = ids.at(-1) ?? '7';
    const name = `ComfyUI_temp_${(made += 1)}`;
    const isFilm = Object.values(prompt.workflow).some((node) => node.class_type === 'VHS_VideoCombine');
    const output = isFilm
      ? { gifs: [{ filename: `${name}.mp4`, subfolder: '', type: 'temp', format: 'video/h264-mp4', frame_rate: 8 }] }
      : { images: [{ filename: `${name}.png`, subfolder: '', type: 'temp' }] };
    if (script.old !== true) tell(prompt, 'execution_success', {});
    tell(prompt, 'executing', { node: null });
    // The history is written after the end is told.
    await sleep(TICK_MS);
    end(prompt, 'success', [['execution_success', { prompt_id: prompt.id }]], { [last]: output });
  };

  const put = (id: string, workflow: Workflow, client: string): Prompt => {
    const prompt: Prompt = { id, number: prompts.size, workflow, client, state: 'pending', entry: null };
    prompts.set(id, prompt);
    for (const socket of sockets.values())
      socket.send(JSON.stringify({ type: 'status', data: { status: { exec_info: { queue_remaining: 1 } } } }));
    play(prompt).catch(() => {});
    return prompt;
  };

  const stop = (id: string, how: string): void => {
    const prompt = prompts.get(id);
    if (!prompt || prompt.state === 'ended') return;
    stopped.push(`${how} ${id}`);
    if (prompt.state === 'running') interrupt(prompt);
    else prompt.state = 'gone';
  };

  const post = (seen: Seen): Reply => {
    const body = seen.json() as Record<string, unknown>;
    if (seen.path === '/prompt') {
      const workflow = body['prompt'] as Workflow;
      const errors = nodeErrors(workflow);
      if (Object.keys(errors).length > 0)
        return {
          status: 400,
          json: {
            error: { type: 'prompt_outputs_failed_validation', message: 'Prompt outputs failed validation', details: '', extra_info: {} },
            node_errors: errors,
          },
        };
      const prompt = put(String(body['prompt_id']), workflow, String(body['client_id']));
      return { json: { prompt_id: prompt.id, number: prompt.number, node_errors: {} } };
    }
    if (seen.path === '/queue') {
      for (const id of body['delete'] as string[]) if (prompts.get(id)?.state === 'pending') stop(id, 'delete');
      return {};
    }
    if (seen.path === '/interrupt') {
      // An older server ends whatever runs.
      for (const prompt of prompts.values()) if (prompt.state === 'running') stop(prompt.id, `interrupt ${String(body['prompt_id'])}`);
      return {};
    }
    const [, id] = /^\/api\/jobs\/([\w-]+)\/cancel$/u.exec(seen.path) ?? [];
    if (id === undefined || script.old === true) return seen.path === '/free' ? {} : NOT_FOUND;
    stop(id, 'cancel');
    return { json: { cancelled: true } };
  };

  const get = (seen: Seen): Reply => {
    const [, type] = /^\/object_info\/(\w+)$/u.exec(seen.path) ?? [];
    if (type !== undefined) {
      const node = script.lacks?.includes(type) === true ? undefined : NODES[type];
      return { json: node ? { [type]: { input: { required: node.required, optional: node.optional ?? {} }, output: [] } } : {} };
    }
    if (seen.path === '/system_stats') return { json: { system: {} } };
    if (seen.path === '/queue') {
      const entries = (state: State): unknown[] =>
        [...prompts.values()]
          .filter((prompt) => prompt.state === state)
          .map((prompt) => [prompt.number, prompt.id, prompt.workflow, {}, []]);
      const ahead = goes === 'waiting' ? [[-2, 'somebody', {}, {}, []]] : [];
      return { json: { queue_running: entries('running'), queue_pending: [...entries('pending'), ...ahead] } };
    }
    const [, id] = /^\/history\/([\w-]+)$/u.exec(seen.path) ?? [];
    if (id !== undefined) {
      const entry = prompts.get(id)?.entry ?? null;
      return { json: entry === null ? {} : { [id]: entry } };
    }
    if (seen.path !== '/view') return NOT_FOUND;
    const name = seen.query.get('filename') ?? '';
    if (seen.query.get('type') !== 'temp') return NOT_FOUND;
    return name.endsWith('.mp4') ? { bytes: film, type: 'video/mp4' } : { bytes: samplePng(made), type: 'image/png' };
  };

  const server = await httpStandIn(async (seen) => {
    if (seen.path === '/upload/image') {
      const form = await seen.form();
      uploads.push(await partBytes(form, 'image'));
      const file = form.get('image');
      return { json: { name: file instanceof File ? file.name : '', subfolder: '', type: 'input' } };
    }
    return seen.method === 'POST' ? post(seen) : get(seen);
  });
  if (script.deaf !== true) {
    const ears = new WebSocketServer({ server: server.server, path: '/ws' });
    ears.on('connection', (socket, request) => {
      const client = new URL(request.url ?? '/', server.url).searchParams.get('clientId') ?? '';
      sockets.set(client, socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(client));
      socket.send(JSON.stringify({ type: 'status', data: { status: { exec_info: { queue_remaining: 0 } }, sid: client } }));
    });
  }
  return {
    ...server,
    prompts,
    uploads,
    stopped,
    put: (id, workflow) => void put(id, workflow, id),
    [Symbol.asyncDispose]: async () => {
      for (const prompt of prompts.values()) prompt.state = 'gone';
      for (const socket of sockets.values()) socket.terminate();
      await server[Symbol.asyncDispose]();
    },
  };
}
