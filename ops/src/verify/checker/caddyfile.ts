import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import { complaints } from '../command.ts';

/** caddy reads the file and provisions every module in it. */
export const caddyfile: Check = {
  name: 'caddy validate',
  needs: ['caddy', 'env'],
  run: async (root) => {
    // It keeps certificates and its last configuration at home, so it is given one of its own.
    const home = await mkdtemp(join(tmpdir(), 'oto-caddy-'));
    try {
      const args = [
        `HOME=${home}`,
        `XDG_DATA_HOME=${home}`,
        `XDG_CONFIG_HOME=${home}`,
        `OTO_ACCESS_LOG=${join(home, 'access.log')}`,
        'caddy',
        'validate',
      ];
      return await complaints('env', [...args, '--adapter', 'caddyfile', '--config', 'ops/caddy/Caddyfile'], root);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  },
};
