import { httpStandIn, NOT_FOUND, partBytes, type HttpStandIn } from './http-stand-in.ts';
import { samplePng } from './sample-media.ts';

export type ImagesStandIn = HttpStandIn & {
  /** What was ordered: the fields, and the picture of an edit. */
  readonly orders: { readonly fields: Record<string, unknown>; readonly image: Buffer | null }[];
};

/** A stand-in for an OpenAI-style image server, written from the protocol's published shapes. */
export async function imagesStandIn(refuse: object | null = null): Promise<ImagesStandIn> {
  const orders: ImagesStandIn['orders'] = [];
  const made = (): { json: object } => ({ json: { created: 1, data: [{ b64_json: samplePng(orders.length).toString('base64') }] } });
  const server = await httpStandIn(async (seen) => {
    if (seen.path === '/v1/models') return { json: { object: 'list', data: [{ id: 'sd', object: 'model' }] } };
    if (refuse !== null) return { status: 400, json: { error: refuse } };
    if (seen.path === '/v1/images/generations') {
      orders.push({ fields: seen.json() as Record<string, unknown>, image: null });
      return made();
    }
    if (seen.path !== '/v1/images/edits') return NOT_FOUND;
    const form = await seen.form();
    orders.push({ fields: Object.fromEntries([...form].filter(([name]) => name !== 'image')), image: await partBytes(form, 'image') });
    return made();
  });
  return { ...server, orders };
}
