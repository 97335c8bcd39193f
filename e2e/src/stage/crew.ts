import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import type { Stack } from '@oto/ops/local/stack';

/** Who changes the servers while people are on the stage. */
export type Crew = { readonly url: string; close(): Promise<void> };

const Order = z.object({ service: z.enum(['api', 'collab']), newerClient: z.boolean() });
export type Order = z.infer<typeof Order>;

/** Takes orders of journeys, which run in other processes. `dist`: the built client. */
export async function startCrew(stack: Stack, dist: string, scratch: string): Promise<Crew> {
  let releases = 0;
  const carryOut = async ({ service, newerClient }: Order): Promise<void> => {
    const env = newerClient ? { CLIENT_FOLDER: await clientOfAnotherBuild(dist, scratch, ++releases) } : {};
    await stack.services[service].restart(env);
  };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      carryOut(Order.parse(JSON.parse(Buffer.concat(chunks).toString()))).then(
        () => response.writeHead(204).end(),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((done) => void server.close(() => done())),
  };
}

/** The same files and one more: the board's page names a style otherwise, as after any change to it. */
async function clientOfAnotherBuild(dist: string, scratch: string, n: number): Promise<string> {
  const folder = await mkdtemp(join(scratch, 'client-'));
  await cp(dist, folder, { recursive: true, filter: (path) => !path.endsWith('.map') });
  const page = join(folder, 'index.html');
  const html = await readFile(page, 'utf8');
  const style = /\/assets\/([^"]+)\.css"/.exec(html)?.[1];
  if (style === undefined) throw new Error('the page has no style');
  const other = `${style}x${n}`;
  await cp(join(folder, 'assets', `${style}.css`), join(folder, 'assets', `${other}.css`));
  await writeFile(page, html.replaceAll(`/assets/${style}.css`, `/assets/${other}.css`));
  return folder;
}
