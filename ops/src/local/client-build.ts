import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Builds the browser client when its sources changed since the last build. Returns whether it had to. */
export async function buildClient(root: string): Promise<boolean> {
  const stampFile = join(root, 'client/dist/.sources');
  const stamp = await sourceStamp(root);
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return false;
  await viteBuild(join(root, 'client'));
  await writeFile(stampFile, stamp);
  return true;
}

async function sourceStamp(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['client/src', 'client/public', 'schema/src']) {
    const names = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of names
      .filter((name) => name.isFile())
      .toSorted((a, b) => join(a.parentPath, a.name).localeCompare(join(b.parentPath, b.name)))) {
      const path = join(entry.parentPath, entry.name);
      if (path.endsWith('.test.ts')) continue;
      hash.update(path.slice(root.length)).update(await readFile(path));
    }
  }
  for (const file of [
    'client/index.html',
    'client/verify.html',
    'client/terms.html',
    'client/bienvenue.html',
    'client/welcome.html',
    'client/live.html',
    'client/nouveautes.html',
    'client/whats-new.html',
    'client/presse.html',
    'client/press.html',
    'CHANGELOG.md',
    'CHANGELOG.fr.md',
    'client/vite.config.ts',
    'client/package.json',
    'package.json',
    'pnpm-lock.yaml',
  ]) {
    const info = await stat(join(root, file)).catch(() => null);
    if (info) hash.update(await readFile(join(root, file)));
  }
  return hash.digest('hex');
}

function viteBuild(cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(cwd, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the client did not build:\n${output}`))));
  });
}
