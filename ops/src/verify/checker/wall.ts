import { join } from 'node:path';
import { z } from 'zod';
import { runTool } from '../../check/tool.ts';
import type { Check } from '../check.ts';
import { findCommand } from '../command.ts';

const RULES = 'ops/guard/nftables.conf';
const OPEN = { http: true, https: true, ssh: true, database: false, metrics: false };
/** The ssh rule lets ten in at once. */
const SSH_BURST = 10;

const Found = z.object({ found: z.record(z.string(), z.record(z.string(), z.boolean())), storms: z.record(z.string(), z.int()) });

/** nft reads the rules; who may not ask the kernel asks it from a network of their own. */
export const wall: Check = {
  name: 'nft -c',
  needs: ['nft', 'unshare'],
  run: async (root) => {
    const nft = findCommand('nft') ?? 'nft';
    const here = await runTool(nft, ['-c', '-f', RULES], root);
    if (here.code === 0) return [];
    const apart = await runTool('unshare', ['--map-root-user', '--net', nft, '-c', '-f', RULES], root);
    return apart.code === 0 ? [] : linesOf(apart.output);
  },
};

/** The rules stand in a network of their own, and somebody in the network beside it knocks: IPv4, IPv6, Docker's table untouched. */
export const wallRun: Check = {
  name: 'nftables, a live run',
  needs: ['nft', 'unshare', 'ip', 'nsenter', 'bash'],
  run: async (root) => {
    const stage = ['--net', 'bash', join(root, 'ops/src/verify/guard/wall.sh'), RULES, process.execPath, 'ops/src/verify/guard/knock.ts'];
    const ways = process.getuid?.() === 0 ? [stage, ['--map-root-user', ...stage]] : [['--map-root-user', ...stage]];
    const told: string[] = [];
    for (const way of ways) {
      const { code, output } = await runTool('unshare', way, root);
      if (code === 0) return judge(output);
      told.push(...linesOf(output));
    }
    return told;
  },
};

function judge(output: string): readonly string[] {
  const { found, storms } = Found.parse(JSON.parse(linesOf(output).at(-1) ?? '{}'));
  const wrong = Object.entries(found).flatMap(([host, ports]) =>
    Object.entries(OPEN).flatMap(([name, isOpen]) =>
      ports[name] === isOpen ? [] : [`${host}: ${name} is ${isOpen ? 'shut' : 'open'} to the outside`],
    ),
  );
  const stormed = Object.entries(storms).flatMap(([host, through]) =>
    through < SSH_BURST ? [] : [`${host}: ${through} connections to ssh at once were let in`],
  );
  return Object.keys(found).length === 2 ? [...wrong, ...stormed] : ['both families were to be tried', ...wrong];
}

function linesOf(output: string): readonly string[] {
  return output.split('\n').filter((line) => line.trim() !== '');
}
