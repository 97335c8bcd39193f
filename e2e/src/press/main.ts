import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { buildClient } from '@oto/ops/local/client-build';
import { launchChromium } from '../stage/chromium.ts';
import { untilLive } from '../stage/person.ts';
import { openWorld } from '../stage/open-world.ts';
import { emptied, writeLogos, writePictures } from './files.ts';
import { drawnLogos, type Logo } from './logos.ts';
import { takeShots, visitor } from './shots.ts';

/**
 * `npm run press`: the press kit, made from the running product on its seeded board, which shows no member's work.
 * Pictures and logos go to client/public/press-kit, what is told of them to client/src/press/kit.json; then the client
 * is built anew, and the archive that the product makes of it all is asked for: e2e/shots/oto-press-kit.zip.
 */
const root = resolve(import.meta.dirname, '../../..');
const SHOTS = join(root, 'e2e/shots');
const FOLDER = join(root, 'client/public/press-kit');
const say = (line: string): void => void process.stderr.write(`  press  ${line}\n`);

const opened = await openWorld(root, null, say);
try {
  const shots = await takeShots(opened.url, say);
  const logos = await takeLogos(opened.url);
  await emptied(FOLDER);
  const kit = { pictures: await writePictures(FOLDER, shots), logos: await writeLogos(FOLDER, logos) };
  await writeFile(join(root, 'client/src/press/kit.json'), `${JSON.stringify(kit, null, 2)}\n`);
  say((await buildClient(root)) ? 'client built anew' : 'nothing has changed');
  const archive = await fetch(`${opened.url}/press-kit/oto-press-kit.zip`);
  if (!archive.ok) throw new Error(`the archive is answered with ${archive.status}`);
  const bytes = Buffer.from(await archive.arrayBuffer());
  await mkdir(SHOTS, { recursive: true });
  await writeFile(join(SHOTS, 'oto-press-kit.zip'), bytes);
  const sizes = [...kit.pictures.flatMap(({ big, web }) => [big, web]), ...kit.logos.flatMap(({ vector, pixels }) => [vector, pixels])];
  const figures = {
    pictures: kit.pictures.length,
    logos: kit.logos.length,
    largest: Math.max(...sizes.map((file) => file.bytes)),
    archive: bytes.byteLength,
  };
  process.stdout.write(`${JSON.stringify({ name: 'press', figures })}\n`);
} finally {
  await opened.close();
}

async function takeLogos(url: string): Promise<readonly Logo[]> {
  const server = await launchChromium();
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const opened = async (colorScheme: 'light' | 'dark'): Promise<Page> => {
      const page = await (await visitor(browser, { lang: 'fr', colorScheme })).newPage();
      await page.goto(url);
      await untilLive(page);
      return page;
    };
    return await drawnLogos(await opened('light'), await opened('dark'));
  } finally {
    await server.close();
  }
}
