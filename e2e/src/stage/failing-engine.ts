import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { picturePng } from './picture-png.ts';

/** As the engines' file names it. */
export const FAILING = 'Panne sèche';
/** A wish with these words is never answered. */
export const ENDLESS = 'sans fin';

/**
 * A stand-in for an OpenAI-style image server whose key was forgotten: it refuses every wish the first time
 * it hears it, and draws it the second; over an endless one it broods until it is hung up on. `file` is an engines' file that names it.
 */
export async function startFailingEngine(folder: string): Promise<{ readonly file: string; close(): Promise<void> }> {
  const heard = new Set<string>();
  const server = createServer((request, response) => {
    void answer(request, heard).then((told) => {
      if (told === null) return;
      const { status, body } = told;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'engines.yml');
  await writeFile(
    file,
    `engines:\n  - id: panne\n    type: openai-images\n    name: ${FAILING}\n    url: http://127.0.0.1:${port}\n    model: panne-1\n    ceiling: 8\n`,
  );
  return {
    file,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(request: IncomingMessage, heard: Set<string>): Promise<{ readonly status: number; readonly body: unknown } | null> {
  const sent = await text(request);
  if (request.method === 'GET') return { status: 200, body: { object: 'list', data: [{ id: 'panne-1', object: 'model' }] } };
  const { prompt } = JSON.parse(sent) as { readonly prompt: string };
  if (prompt.includes(ENDLESS)) return null;
  if (!heard.has(prompt)) {
    heard.add(prompt);
    return { status: 401, body: { error: { message: 'no key was given', type: 'invalid_request_error' } } };
  }
  return { status: 200, body: { created: 0, data: [{ b64_json: picturePng(256).toString('base64') }] } };
}
