import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Stage } from './stage.ts';

/** Prometheus' own, and those of node_exporter that are used. */
const FOREIGN = new Set(['up', 'node_filesystem_avail_bytes', 'node_filesystem_size_bytes']);
/** Units that a name may end in; figures without a unit are counts of things. */
const PREFIX = /^(oto|process|nodejs)_[a-z0-9_]+$/;
/** Words of PromQL that stand where a figure's name could. */
const WORDS =
  /^(sum|max|min|avg|count|rate|increase|histogram_quantile|topk|absent|clamp_min|time|by|and|or|unless|on|ignoring|without|bool|offset|le)$/;

const Rules = z.object({ groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() }).loose()) })) });
const Dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), type: z.string(), targets: z.array(z.object({ expr: z.string() })).default([]) })),
});

/** Every figure that an alert or a panel asks for is one that a running service, or a backup, tells; and our names keep Prometheus' conventions. */
export async function figures(root: string, stage: Stage): Promise<readonly string[]> {
  const texts = await Promise.all((['api', 'collab', 'worker'] as const).map((service) => stage.metrics(service)));
  const told = new Set([...texts.flatMap(exported), ...(await ofBackups(root)), ...FOREIGN]);
  const rules = Rules.parse(parse(await readFile(join(root, 'ops/guard/alerts.yml'), 'utf8')));
  const dashboard = Dashboard.parse(JSON.parse(await readFile(join(root, 'ops/guard/grafana/oto.json'), 'utf8')));
  const asked = [
    ...rules.groups.flatMap(({ rules: all }) => all.map(({ alert, expr }) => ({ where: `alert ${alert}`, expr }))),
    ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ where: `panel “${title}”`, expr }))),
  ];
  const problems = asked.flatMap(({ where, expr }) =>
    namesIn(expr).flatMap((name) => (told.has(name) ? [] : [`${where} asks for ${name}, which nobody tells`])),
  );
  const rows = dashboard.panels.filter(({ type }) => type === 'row').map(({ title }) => title);
  if (rows.join() !== 'People,Board,Making,Money,Machines') problems.push(`the dashboard's rows are ${rows.join()}`);
  return [...problems, ...texts.flatMap(unconventional)];
}

/** Names with the suffixes under which Prometheus keeps them. */
function exported(text: string): readonly string[] {
  return [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' || type === 'summary' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
}

/** What the scripts write for the textfile collector. */
async function ofBackups(root: string): Promise<readonly string[]> {
  const texts = await Promise.all(
    ['lib/status.sh', 'ship.sh', 'full.sh', 'retain.sh'].map((file) => readFile(join(root, 'ops/backup', file), 'utf8')),
  );
  return [...texts.join('\n').matchAll(/^ *(?:per_step|gauge) ([a-z_]+) /gm)].map(([, name = '']) => `oto_backup_${name}`);
}

function namesIn(expr: string): readonly string[] {
  const bare = expr
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/\b(by|without|on|ignoring) *\([^)]*\)/g, '');
  return [...new Set([...bare.matchAll(/[a-zA-Z_:][a-zA-Z0-9_:]*/g)].map(([name]) => name))].filter((name) => !WORDS.test(name));
}

function unconventional(text: string): readonly string[] {
  return [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) => {
    if (!PREFIX.test(name)) return [`${name}: a figure of ours begins with oto_`];
    if (name.startsWith('oto_') && (type === 'counter') !== name.endsWith('_total'))
      return [`${name}: a counter, and nothing else, ends in _total`];
    if (name.startsWith('oto_') && /(_ms|_millis|_kb|_mb|_percent)(_|$)/.test(name)) return [`${name}: seconds, bytes and ratios alone`];
    return [];
  });
}
