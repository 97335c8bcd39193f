import { glob, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import { complaints } from '../command.ts';

const SHEBANG = /^#!\s*\/(?:usr\/)?bin\/(?:env\s+)?(?:ba|da)?sh\b/;

/** shellcheck over everything that a shell runs, whatever it is called. */
export const shell: Check = {
  name: 'shellcheck',
  needs: ['shellcheck'],
  run: async (root) => {
    const scripts: string[] = [];
    for (const folder of ['ops', '.ci', '.github'])
      for await (const entry of glob(`${folder}/**`, { cwd: root, withFileTypes: true, exclude: (file) => file.name === 'node_modules' })) {
        const path = join(entry.parentPath, entry.name);
        if (entry.isFile() && (entry.name.endsWith('.sh') || SHEBANG.test(await firstLine(path)))) scripts.push(path);
      }
    if (scripts.length === 0) return ['no script was found'];
    return complaints('shellcheck', ['--severity=style', '--format=gcc', ...scripts.toSorted()], root);
  },
};

async function firstLine(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(80), 0, 80, 0);
    return buffer.toString('utf8', 0, bytesRead).split('\n', 1)[0] ?? '';
  } finally {
    await file.close();
  }
}
