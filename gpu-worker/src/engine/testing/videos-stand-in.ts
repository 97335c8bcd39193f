import { httpStandIn, NOT_FOUND, partBytes, type HttpStandIn, type Reply } from './http-stand-in.ts';
import { sampleMp4 } from './sample-media.ts';

/** How a video goes: as it should, endlessly in the making, failing as told, or unknown to DELETE while it is made. */
export type VideosScript = 'good' | 'endless' | 'undeletable' | { readonly fails: { readonly code: string; readonly message: string } };

export type VideosStandIn = HttpStandIn & {
  readonly orders: { readonly fields: Record<string, unknown>; readonly image: Buffer }[];
  readonly removed: string[];
};

/** A stand-in for an OpenAI-style video server, written from the protocol's published shapes. */
export async function videosStandIn(script: VideosScript = 'good'): Promise<VideosStandIn> {
  const orders: VideosStandIn['orders'] = [];
  const removed: string[] = [];
  const looks = new Map<string, number>();
  const film = await sampleMp4();
  const video = (id: string, status: string, progress: number, more: object = {}): Reply => ({
    json: { id, object: 'video', model: 'wan', status, progress, created_at: 1, ...more },
  });
  const server = await httpStandIn(async (seen) => {
    if (seen.path === '/v1/models') return { json: { object: 'list', data: [{ id: 'wan' }] } };
    if (seen.path === '/v1/videos') {
      const form = await seen.form();
      orders.push({
        fields: Object.fromEntries([...form].filter(([name]) => name !== 'input_reference')),
        image: await partBytes(form, 'input_reference'),
      });
      return video(`video_${orders.length}`, 'queued', 0);
    }
    const [, id, rest] = /^\/v1\/videos\/([\w-]+)(\/content|\/cancel)?$/u.exec(seen.path) ?? [];
    if (id === undefined) return NOT_FOUND;
    if (seen.method === 'DELETE' && script === 'undeletable') return { status: 405, json: { detail: 'Method Not Allowed' } };
    if (seen.method === 'DELETE' || rest === '/cancel') {
      removed.push(`${seen.method} ${id}`);
      return { json: { id, deleted: true } };
    }
    if (rest === '/content') return { bytes: film, type: 'video/mp4' };
    const look = (looks.get(id) ?? 0) + 1;
    looks.set(id, look);
    if (look < 3 || script === 'endless' || script === 'undeletable') return video(id, 'in_progress', Math.min(90, look * 30));
    if (typeof script === 'object') return video(id, 'failed', 60, { error: script.fails });
    return video(id, 'completed', 100);
  });
  return { ...server, orders, removed };
}
