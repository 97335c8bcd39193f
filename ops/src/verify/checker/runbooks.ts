import { access, glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Check } from '../check.ts';

const FOLDER = 'docs/runbooks';
const INCIDENTS = ['abusive-member', 'bad-deploy', 'database-down', 'disk-full', 'engine-down', 'leaked-key'];
/** A page that is longer is not read at night. */
const LINES_MAX = 80;

const Compose = z.object({ services: z.record(z.string(), z.unknown()), secrets: z.record(z.string(), z.unknown()) });
const Package = z.object({ scripts: z.record(z.string(), z.string()) });
const Rules = z.object({
  groups: z.array(
    z.object({ rules: z.array(z.object({ alert: z.string(), annotations: z.object({ runbook_url: z.string() }).loose() }).loose()) }),
  ),
});

/** One page an incident; every path, script, service, secret, jail and alert that one names is there, and every alert leads to one. */
export const runbooks: Check = {
  name: 'runbooks',
  needs: [],
  run: async (root) => {
    const read = (path: string) => readFile(join(root, path), 'utf8');
    const pages = (await Array.fromAsync(glob('*.md', { cwd: join(root, FOLDER) }))).toSorted();
    const { services, secrets } = Compose.parse(parse(await read('docker-compose.yml'), { merge: true, maxAliasCount: -1 }));
    const { scripts } = Package.parse(JSON.parse(await read('package.json')));
    const alerts = Rules.parse(parse(await read('ops/guard/alerts.yml'))).groups.flatMap(({ rules }) => rules);
    const jails = new Set([...(await read('ops/guard/fail2ban/jail.d/oto.conf')).matchAll(/^\[([\w-]+)\]$/gm)].map(([, name]) => name));
    const problems = INCIDENTS.filter((incident) => !pages.includes(`${incident}.md`)).map((incident) => `no page for ${incident}`);
    for (const page of pages) {
      const text = await read(join(FOLDER, page));
      const wrong = (what: string) => problems.push(`${page}: ${what}`);
      if (text.split('\n').length > LINES_MAX) wrong(`longer than ${LINES_MAX} lines`);
      for (const [, path = ''] of text.matchAll(/(?<![\w/.])((?:ops|docs|bench|api|schema)\/[\w./-]*\w)/g))
        if (!(await exists(join(root, path.replace(/#.*$/, '')))) && !path.startsWith('ops/docker/secrets')) wrong(`no ${path}`);
      for (const [, script = ''] of text.matchAll(/npm run ([\w:-]+)/g)) if (!(script in scripts)) wrong(`no npm run ${script}`);
      for (const [, secret = ''] of text.matchAll(/ops\/docker\/secrets\/(\w+)/g)) if (!(secret in secrets)) wrong(`no secret ${secret}`);
      for (const [, jail = ''] of text.matchAll(/\b(oto-(?:sign-in|webhook|unknown|storm|probe|[\w-]+))\b(?= unbanip| banip|`\)| jail)/g))
        if (!jails.has(jail)) wrong(`no jail ${jail}`);
      for (const name of servicesIn(text)) if (!(name in services)) wrong(`no service ${name}`);
      for (const [, alert = ''] of text.matchAll(/`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`/g))
        if (!alerts.some((one) => one.alert === alert)) wrong(`no alert ${alert}`);
    }
    for (const { alert, annotations } of alerts)
      if (!(await exists(join(root, annotations.runbook_url)))) problems.push(`alert ${alert}: no ${annotations.runbook_url}`);
    return problems;
  },
};

/** Services that a command of docker-compose names; `exec` and `run` are given one, and then a command. */
function servicesIn(text: string): readonly string[] {
  return [
    ...text.matchAll(
      /docker-compose((?: --?[\w-]+(?: (?:watch|gpu|backup|n8n))?)*) (up|stop|start|restart|logs|exec|run|ps|kill|pull)\b([^\n`|#;&>]*)/g,
    ),
  ].flatMap(([, , verb = '', rest = '']) => {
    const words = rest
      .replaceAll(/ (?:-n|--tail|--since|--timeout|-t) \S+/g, '')
      .split(/\s+/)
      .filter((word) => word !== '' && !word.startsWith('-'));
    return verb === 'exec' || verb === 'run' ? words.slice(0, 1) : words;
  });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
