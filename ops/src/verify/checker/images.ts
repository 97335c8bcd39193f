import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { runTool } from '../../check/tool.ts';
import type { Check } from '../check.ts';
import { stagesOf, type Stage } from '../image/dockerfile.ts';
import { play } from '../image/play.ts';

/** What each target starts, and what it then says it lacks: its settings, and nothing else. */
const STARTS = [
  { target: 'api', entry: 'api/src/main.ts', lacks: /DATABASE_URL/ },
  { target: 'api', entry: 'api/src/database/migrate/main.ts', lacks: /DATABASE_URL/ },
  { target: 'collab', entry: 'collab-server/src/main.ts', lacks: /DATABASE_URL/ },
  { target: 'worker', entry: 'gpu-worker/src/main.ts', lacks: /WORKER_TOKEN/ },
  { target: 'verify', entry: 'ops/src/backup/verify.ts', lacks: /DATABASE_URL/ },
] as const;
/** The client's build is `npm test`'s. */
const CLIENT = /@oto\/client/;

/**
 * The Dockerfiles before a linter, then their steps in folders instead of images: what it copies and installs
 * must be enough for each service to begin.
 */
export const images: Check = {
  name: 'images, their steps',
  needs: ['sh', 'cp', 'npx'],
  run: async (root) => {
    const text = await readFile(join(root, 'ops/docker/Dockerfile'), 'utf8');
    const backup = await readFile(join(root, 'ops/docker/backup.Dockerfile'), 'utf8');
    const problems = [...lint(text), ...lint(backup), ...lint(await readFile(join(root, 'ops/runpod/Dockerfile'), 'utf8'))];
    problems.push(...closed(stagesOf(text)));
    const stages = [...stagesOf(text), ...stagesOf(backup)];
    const scratch = await mkdtemp(join(tmpdir(), 'oto-image-'));
    try {
      const version = /pnpm@([\d.]+)/.exec(text)?.[1] ?? 'latest';
      const commands = join(scratch, '.commands');
      await mkdir(commands);
      await writeFile(join(commands, 'pnpm'), `#!/bin/sh\nexec npx -y pnpm@${version} "$@" --prefer-offline\n`);
      await chmod(join(commands, 'pnpm'), 0o755);
      // In its place, so that what the api's target copies is there.
      await mkdir(join(scratch, 'client-build/oto/client/dist'), { recursive: true });
      const played = new Set<string>();
      for (const target of new Set(STARTS.map(({ target }) => target)))
        problems.push(...(await play(target, stages, played, { context: root, scratch, commands, skip: CLIENT })));
      if (problems.length > 0) return problems;
      for (const { target, entry, lacks } of STARTS) {
        const { code, output } = await runTool('/usr/bin/env', ['-i', process.execPath, entry], join(scratch, target, 'oto'));
        const said = output.split('\n');
        if (code === 0 || !said.some((line) => lacks.test(line)) || said.some((line) => /ERR_MODULE|Cannot find/.test(line)))
          problems.push(`${entry} in ${target} ended with ${code}:`, ...said);
      }
      return problems;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  },
};

function lint(text: string): readonly string[] {
  return validate(text).map(
    ({ range, message }) => `line ${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`,
  );
}

/** What runs is nobody special, is watched, and is started without a shell, so that it hears when it is to stop. */
function closed(stages: readonly Stage[]): readonly string[] {
  const final = stages.filter(({ name }) => ['api', 'collab', 'worker', 'proxy'].includes(name));
  if (final.length !== 4) return ['the targets are api, collab, worker and proxy'];
  return final.flatMap(({ name, steps }) => {
    const said = (keyword: string) =>
      steps.flatMap((step) => (step.do === 'other' && step.keyword === keyword ? [step.text] : [])).at(-1) ?? '';
    return [
      ...(/^(node|1000:1000)$/.test(said('USER')) ? [] : [`${name}: USER is ${said('USER') || 'root'}`]),
      ...(said('CMD').startsWith('[') ? [] : [`${name}: CMD is not an array`]),
      ...(said('HEALTHCHECK') === '' ? [`${name}: no HEALTHCHECK`] : []),
    ];
  });
}
