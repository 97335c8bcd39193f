import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openWorld } from '../stage/open-world.ts';
import { differing } from './compare.ts';
import { chooseViews, takePictures } from './take.ts';

/**
 * `npm run stills`: pictures of the board at five zooms, taken by three browser processes and compared
 * byte for byte; e2e/shots/still-<world>-<view>.png. Without `--world` the seeded board is taken; with it
 * a running oTo (an address) or the data of one (a folder), under `--name`.
 */
const root = resolve(import.meta.dirname, '../../..');
const SHOTS = join(root, 'e2e/shots');
const LAUNCHES = 3;

const { values } = parseArgs({ options: { world: { type: 'string' }, name: { type: 'string' } } });
const { world } = values;
const name = values.name ?? (world === undefined ? 'seeded' : 'world');
const say = (line: string): void => void process.stderr.write(`  stills  ${line}\n`);

const opened =
  world !== undefined && /^https?:/.test(world)
    ? { url: world.replace(/\/+$/, ''), close: async () => undefined }
    : await openWorld(root, world ?? null, say);
try {
  const views = await chooseViews(opened.url);
  for (const view of views) say(`${view.name.padEnd(8)} ${view.x.toFixed(0)},${view.y.toFixed(0)} at ${view.zoom}`);
  const launches: ReadonlyMap<string, Buffer>[] = [];
  for (let launch = 1; launch <= LAUNCHES; launch++) {
    launches.push(await takePictures(opened.url, views));
    say(`launch ${launch} of ${LAUNCHES}`);
  }
  await mkdir(SHOTS, { recursive: true });
  for (const [view, picture] of launches[0] ?? []) await writeFile(join(SHOTS, `still-${name}-${view}.png`), picture);
  const different = differing(launches);
  for (const { view, launch } of different) {
    const picture = launches[launch]?.get(view);
    if (picture) await writeFile(join(SHOTS, `still-${name}-${view}-launch-${launch + 1}.png`), picture);
    say(`DIFFERENT: ${view}, launch ${launch + 1} from the first`);
  }
  const figures = { pictures: views.length, launches: LAUNCHES, different: different.length };
  process.stdout.write(`${JSON.stringify({ name: 'stills', figures })}\n`);
  process.exitCode = different.length === 0 ? 0 : 1;
} finally {
  await opened.close();
}
