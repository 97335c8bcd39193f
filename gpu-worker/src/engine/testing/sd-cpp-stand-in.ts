import { httpStandIn, NOT_FOUND, type HttpStandIn, type Reply } from './http-stand-in.ts';
import { sampleAvi, samplePng } from './sample-media.ts';

/** How a job goes: as it should, endlessly generating, endlessly queued, failing as told, or forgotten while it is made. */
export type SdScript = 'good' | 'endless' | 'waiting' | 'lost' | { readonly fails: string };

export type SdStandIn = HttpStandIn & { readonly orders: Record<string, unknown>[]; readonly cancelled: string[] };

/** A stand-in for the native jobs of a stable-diffusion.cpp server, written from the protocol's published shapes. */
export async function sdCppStandIn(script: SdScript = 'good'): Promise<SdStandIn> {
  const orders: Record<string, unknown>[] = [];
  const cancelled: string[] = [];
  const looks = new Map<string, number>();
  const kinds = new Map<string, string>();
  const look = (id: string): Reply => {
    const kind = kinds.get(id);
    if (kind === undefined) return NOT_FOUND;
    const seen = (looks.get(id) ?? 0) + 1;
    looks.set(id, seen);
    const job = (status: string, more: object = {}): Reply => ({
      json: { id, kind, status, created: 1, started: null, completed: null, queue_position: 0, result: null, error: null, ...more },
    });
    if (script === 'waiting') return job('queued', { queue_position: 3 });
    if (seen === 1) return job('queued', { queue_position: 2 });
    if (script === 'lost') return { status: 410, json: { error: 'gone' } };
    if (seen === 2 || script === 'endless') return job('generating');
    if (typeof script === 'object') return job('failed', { error: { code: 'generation_failed', message: script.fails } });
    if (kind === 'img_gen')
      return job('completed', {
        result: { output_format: 'png', images: [{ index: 0, b64_json: samplePng(orders.length).toString('base64') }] },
      });
    return job('completed', {
      result: { output_format: 'avi', mime_type: 'video/x-msvideo', fps: 8, frame_count: 8, b64_json: sampleAvi().toString('base64') },
    });
  };
  const server = await httpStandIn((seen) => {
    if (seen.path === '/sdcpp/v1/capabilities') return { json: { model: { name: 'sd' }, supported_modes: ['img_gen', 'vid_gen'] } };
    const [, verb] = /^\/sdcpp\/v1\/(img_gen|vid_gen)$/u.exec(seen.path) ?? [];
    if (verb !== undefined) {
      orders.push(seen.json() as Record<string, unknown>);
      const id = `job_${orders.length}`;
      kinds.set(id, verb);
      return { status: 202, json: { id, kind: verb, status: 'queued', created: 1, poll_url: `/sdcpp/v1/jobs/${id}` } };
    }
    const [, id, cancel] = /^\/sdcpp\/v1\/jobs\/([\w-]+)(\/cancel)?$/u.exec(seen.path) ?? [];
    if (id === undefined) return NOT_FOUND;
    if (cancel === undefined) return look(id);
    cancelled.push(id);
    return { json: { id, status: 'cancelled' } };
  });
  return { ...server, orders, cancelled };
}
