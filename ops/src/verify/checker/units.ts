import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import { complaints } from '../command.ts';

const FOLDER = 'ops/deploy';
/** Where the units expect the checkout. */
const THERE = '/opt/oto';

/** systemd reads the units of the host, with the checkout where it is. */
export const units: Check = {
  name: 'systemd-analyze verify',
  needs: ['systemd-analyze'],
  run: async (root) => {
    const names = (await readdir(join(root, FOLDER))).filter((name) => /\.(service|timer|path)$/.test(name));
    if (names.length === 0) return ['no unit was found'];
    const folder = await mkdtemp(join(tmpdir(), 'oto-units-'));
    try {
      for (const name of names) {
        const text = await readFile(join(root, FOLDER, name), 'utf8');
        await writeFile(join(folder, name), text.replaceAll(THERE, root));
      }
      return await complaints('systemd-analyze', ['verify', '--man=no', ...names.map((name) => join(folder, name))], root);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
