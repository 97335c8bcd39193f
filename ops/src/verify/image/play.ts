import { cp, glob, mkdir, readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, matchesGlob, relative } from 'node:path';
import { runTool } from '../../check/tool.ts';
import type { Stage } from './dockerfile.ts';

/** What only a builder of images can do: packages of the system, owners, and the tool that our own command stands for. */
const NOT_HERE = /^(?:npm install --global |apt-get |mkdir )/;

export type Play = {
  /** The repository's root, as the builder would be sent it. */
  readonly context: string;
  /** A folder a stage is made below. */
  readonly scratch: string;
  /** Added in front of PATH. */
  readonly commands: string;
  /** Steps that are not played, by their text. */
  readonly skip: RegExp;
};

/**
 * Plays what a stage copies and runs, in folders in place of images: `<scratch>/<stage>` is its root. Stages that it begins
 * with or copies from are played first, once. Returns what went wrong.
 */
export async function play(wanted: string, stages: readonly Stage[], played: Set<string>, how: Play): Promise<readonly string[]> {
  const stage = stages.find(({ name }) => name === wanted);
  if (stage === undefined) return [`no stage ${wanted}`];
  if (played.has(wanted)) return [];
  played.add(wanted);
  const needed = [stage.base, ...stage.steps.flatMap((step) => (step.do === 'copy' && step.from !== null ? [step.from] : []))];
  for (const name of needed.filter((one) => stages.some((other) => other.name === one))) {
    const problems = await play(name, stages, played, how);
    if (problems.length > 0) return problems;
  }
  const root = join(how.scratch, wanted);
  await mkdir(root, { recursive: true });
  if (stages.some(({ name }) => name === stage.base)) await link(join(how.scratch, stage.base), root);
  let folder = '/oto';
  for (const step of stage.steps) {
    if (step.do === 'workdir') folder = step.path;
    await mkdir(join(root, folder), { recursive: true });
    if (step.do === 'copy') {
      const target = join(root, isAbsolute(step.target) ? step.target : join(folder, step.target));
      for (const source of step.sources) {
        const problem =
          step.from === null
            ? await copyFromContext(how.context, source, step.target.endsWith('/') ? join(target, source.split('/').at(-1) ?? '') : target)
            : await link(join(how.scratch, step.from, source), target);
        if (problem !== null) return [`${wanted}: COPY ${source}: ${problem}`];
      }
    }
    if (step.do === 'run' && !NOT_HERE.test(step.command) && !how.skip.test(step.command)) {
      const line = `PATH="${how.commands}:$PATH" && ${step.command}`;
      const { code, output } = await runTool('/bin/sh', ['-c', line], join(root, folder));
      if (code !== 0) return [`${wanted}: RUN ${step.command}`, ...output.trim().split('\n').slice(-12)];
    }
  }
  return [];
}

/** Links every file of a folder into another, which may be there. */
async function link(from: string, to: string): Promise<string | null> {
  await mkdir(to, { recursive: true });
  const { code, output } = await runTool('cp', ['-al', `${from}/.`, to], '/');
  return code === 0 ? null : output.trim();
}

/** Copies what .dockerignore leaves of a file or folder. */
async function copyFromContext(context: string, source: string, target: string): Promise<string | null> {
  const ignored = (await readFile(join(context, '.dockerignore'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const isIgnored = (path: string) => ignored.some((pattern) => matchesGlob(path, pattern));
  await mkdir(dirname(target), { recursive: true });
  let files = 0;
  for await (const found of glob([source, `${source}/**`], {
    cwd: context,
    withFileTypes: true,
    exclude: (entry) => isIgnored(relative(context, join(entry.parentPath, entry.name))),
  })) {
    const path = join(found.parentPath, found.name);
    if (!found.isFile() || isIgnored(relative(context, path))) continue;
    const to = join(target, relative(join(context, source), path));
    await mkdir(dirname(to), { recursive: true });
    await cp(path, to);
    files++;
  }
  return files === 0 ? 'nothing to copy' : null;
}
