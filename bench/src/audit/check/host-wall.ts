import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import type { Repository } from '../repository.ts';

/** Ports that strangers may knock at, and ssh. */
const OPEN = new Set(['80', '443', '$SSH_PORT']);

/** What the host's wall is written to let in, and what the jails read; that both work is `npm run ops`. */
export const hostWall: Check<Repository> = {
  name: 'The host’s wall',
  run: async ({ root }) => {
    const rules = await readFile(join(root, 'ops/guard/nftables.conf'), 'utf8');
    const problems: string[] = [];
    const inwards = chainOf(rules, 'inwards');
    if (!/hook input[^;]*; policy drop;/.test(inwards)) problems.push('the input chain does not drop what it does not know');
    const accepted = [...inwards.matchAll(/^\s*(?:tcp|udp) dport (\{[^}]*\}|\S+)[^\n]*accept/gm)];
    const ports = accepted.flatMap(([, list = '']) => list.replaceAll(/[{},]/g, ' ').trim().split(/\s+/));
    for (const port of ports) if (!OPEN.has(port)) problems.push(`port ${port} is open to everybody`);
    if (!/counter drop\s*$/.test(chainOf(rules, 'through').trimEnd().replace(/\}$/, '').trimEnd()))
      problems.push('what is sent on to containers is not dropped at the end');
    if (/^\s*flush ruleset/m.test(rules)) problems.push('reading the rules again takes those of the container engine along');
    const jails = (await readFile(join(root, 'ops/guard/fail2ban/jail.d/oto.conf'), 'utf8')).split(/^\[/m).slice(2);
    const filters = new Set((await readdir(join(root, 'ops/guard/fail2ban/filter.d'))).map((name) => name.replace('.conf', '')));
    for (const jail of jails) {
      const name = jail.slice(0, jail.indexOf(']'));
      if (!/^enabled = true$/m.test(jail)) problems.push(`${name} is not enabled`);
      const filter = /^filter = ([\w-]+)/m.exec(jail)?.[1];
      if (filter !== undefined && !filters.has(filter)) problems.push(`${name} has no filter`);
    }
    return {
      tried: ports.length + jails.length,
      how: 'nftables: what is not named is dropped, on the way in and on to containers, and only web and ssh are named; fail2ban: every jail is enabled and has its filter',
      result: `${[...new Set(ports)].toSorted().join(', ')} open; ${jails.length} jails`,
      problems,
    };
  },
};

function chainOf(rules: string, name: string): string {
  const from = rules.indexOf(`chain ${name} {`);
  if (from < 0) throw new Error(`no chain ${name}`);
  const end = rules.indexOf('\n\t}', from);
  return rules.slice(from, end);
}
