import { access, glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Check } from '../check.ts';

const FOLDER = 'docs/runbooks';
const INCIDENTS = ['abusive-member', 'bad-deploy', 'database-down', 'disk-full', 'engine-down', 'leaked-key'];
/** A page that is longer is not read at night. */
const LINES_MAX = 80;

const Service = z.looseObject({ profiles: z.array(z.string()).default([]) });
const Compose = z.object({ services: z.record(z.string(), Service), secrets: z.record(z.string(), z.unknown()) });
const Package = z.object({ scripts: z.record(z.string(), z.string()) });
const Rules = z.object({
  groups: z.array(
    z.object({ rules: z.array(z.object({ alert: z.string(), annotations: z.object({ runbook_url: z.string() }).loose() }).loose()) }),
  ),
});

/**
 * One page an incident; every path, script, service with its profile, secret, jail, alert and page for operators that one
 * names is there; every alert leads to one, and of every secret one tells what to do when it has leaked.
 */
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
    const words = await read('client/src/i18n/words/operator.en.ts');
    const more = await Promise.all(
      ['launch', 'log', 'release', 'safety', 'status', 'webhook'].map((area) => read(`client/src/i18n/words/${area}.en.ts`)),
    );
    const windows = new Set(
      [words, ...more].flatMap((text) => [...text.matchAll(/'operator\.page\.\w+': '([^']+)'/g)].map(([, name]) => name)),
    );
    const problems = INCIDENTS.filter((incident) => !pages.includes(`${incident}.md`)).map((incident) => `no page for ${incident}`);
    for (const page of pages) {
      const text = await read(join(FOLDER, page));
      const wrong = (what: string) => problems.push(`${page}: ${what}`);
      if (text.split('\n').length > LINES_MAX) wrong(`longer than ${LINES_MAX} lines`);
      for (const [, path = ''] of text.matchAll(/(?<![\w/.])((?:ops|docs|bench|api|schema)\/[\w./-]*\w)/g))
        if (!(await exists(join(root, path.replace(/#.*$/, '')))) && !path.startsWith('ops/docker/secrets')) wrong(`no ${path}`);
      for (const [, script = ''] of text.matchAll(/npm run ([\w:-]+)/g)) if (!(script in scripts)) wrong(`no npm run ${script}`);
      for (const [, secret = ''] of text.matchAll(/ops\/docker\/secrets\/(\w+)/g)) if (!(secret in secrets)) wrong(`no secret ${secret}`);
      for (const [, jail = ''] of text.matchAll(/fail2ban-client (?:status|set) ([\w-]+)/g)) if (!jails.has(jail)) wrong(`no jail ${jail}`);
      for (const { name, profiles } of servicesIn(text)) {
        const service = services[name];
        if (service === undefined) wrong(`no service ${name}`);
        else if (profiles !== null && service.profiles.length > 0 && !service.profiles.some((profile) => profiles.includes(profile)))
          wrong(`${name} is named without its profile, ${service.profiles.join(' or ')}`);
      }
      for (const name of windowsIn(text)) if (!windows.has(name)) wrong(`no page ${name}`);
      for (const command of commandsIn(text))
        if (command.includes('ops/update.sh') && !command.includes('=/etc/oto/deploy.env'))
          wrong(`"${command}" would deploy without what /etc/oto/deploy.env asks of a commit`);
      for (const [, alert = ''] of text.matchAll(/`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`/g))
        if (!alerts.some((one) => one.alert === alert)) wrong(`no alert ${alert}`);
    }
    const leaked = await read(join(FOLDER, 'leaked-key.md'));
    for (const secret of Object.keys(secrets)) if (!leaked.includes(`\`${secret}\``)) problems.push(`leaked-key.md: nothing of ${secret}`);
    for (const { alert, annotations } of alerts)
      if (!(await exists(join(root, annotations.runbook_url)))) problems.push(`alert ${alert}: no ${annotations.runbook_url}`);
    return problems;
  },
};

/** `profiles`: those that are switched on for it; null where none is needed. */
type Named = { readonly name: string; readonly profiles: readonly string[] | null };

/** Services that a command of docker-compose names; `exec` and `run` are given one, and then a command. `run` needs no profile. */
function servicesIn(text: string): readonly Named[] {
  return [
    ...text.matchAll(/docker-compose((?: --profile [\w-]+)*) (up|stop|start|restart|logs|exec|run|ps|rm|kill|pull)\b([^\n`|#;&>]*)/g),
  ].flatMap(([, options = '', verb = '', rest = '']) => {
    const words = rest
      .replaceAll(/ (?:-n|--tail|--since|--timeout|-t) \S+/g, '')
      .split(/\s+/)
      .filter((word) => word !== '' && !word.startsWith('-'));
    const profiles = [...options.matchAll(/--profile ([\w-]+)/g)].map(([, profile = '']) => profile);
    const named = verb === 'exec' || verb === 'run' ? words.slice(0, 1) : words;
    return named.map((name) => ({ name, profiles: verb === 'run' ? null : profiles }));
  });
}

/** Pages for operators: `Operators' window, Service, switch …`, or a list of them behind a colon. */
export function windowsIn(text: string): readonly string[] {
  return [...text.matchAll(/Operators' window([,:]) (?=([^\n]*))/g)].flatMap(([, sign = '', rest = '']) => {
    const parts =
      rest
        .replaceAll(/\([^)]*\)/g, '')
        .split(/[.:;]/, 1)[0]
        ?.split(',') ?? [];
    return (sign === ':' ? parts : parts.slice(0, 1)).map((part) => /[A-Za-z]+/.exec(part)?.[0] ?? '');
  });
}

/** The commands of a page, each on one line. */
export function commandsIn(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.replaceAll(/\\\n\s*/g, '').split('\n'));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
