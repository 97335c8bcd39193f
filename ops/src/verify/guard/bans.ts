import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from '../../check/tool.ts';
import { findCommand } from '../command.ts';
import { dial } from '../proxy/knock.ts';
import { ask } from './ask.ts';
import { until, type Stage } from './stage.ts';

const CONFIG = 'ops/guard/fail2ban';
/** Neither asks for anything: whoever is found with this address was named by somebody else. */
const VICTIM = '198.51.100.66';

/** Lines that fail2ban finds, by the address that each would ban. */
type Found = Readonly<Record<string, number>>;
type Expected = { readonly filter: string; readonly log: string; readonly found: Found };

/** Real refusals, probes, forgeries and lines that pretend to be others, through the real proxy and the real api, before fail2ban's own eyes. */
export async function bans(root: string, stage: Stage): Promise<readonly string[]> {
  const before = await stage.guardLog();
  await misbehave(stage);
  const { https } = stage.caddy;
  // The last of all, so that what came before is written.
  await ask(https, 'GET', '/healthz?last', {});
  await until('the proxy has written its lines', async () => (await stage.caddy.accessLog()).includes('/healthz?last'));
  await until('the api has written its lines', async () => (await stage.guardLog()).includes('"path":"/.env.last"'));
  const access = join(stage.folder, 'access.log');
  const guard = join(stage.folder, 'own.log');
  const lines = (await stage.caddy.accessLog()).split('\n').filter((line) => line.includes(MARK) || line.includes('/healthz?last'));
  await writeFile(access, `${lines.join('\n')}\n`);
  await writeFile(guard, (await stage.guardLog()).slice(before.length));
  const expected: readonly Expected[] = [
    { filter: 'oto-caddy-storm', log: access, found: { '127.0.0.2': 3, '::1': 2, '127.0.0.5': 1 } },
    { filter: 'oto-caddy-probe', log: access, found: { '127.0.0.3': 6, '::1': 1, '127.0.0.1': 1 } },
    { filter: 'oto-api[guard=sign_in]', log: guard, found: { '203.0.113.7': 2, '2001:db8::7': 1, '127.0.0.5': 1 } },
    { filter: 'oto-api[guard=webhook]', log: guard, found: { '203.0.113.8': 2 } },
    { filter: 'oto-api[guard=refused]', log: guard, found: { '127.0.0.2': 3, '::1': 2, '203.0.113.9': 1 } },
    { filter: 'oto-api[guard=probe]', log: guard, found: { '127.0.0.3': 6, '::1': 1, '127.0.0.4': 1, '203.0.113.10': 1, '127.0.0.1': 2 } },
  ];
  const problems: string[] = [];
  for (const one of expected) problems.push(...(await compare(root, one)));
  return [...problems, ...(await jails(root, stage))];
}

/** On every address that is asked for here, so that other traffic is not counted. */
const MARK = 'guard-run';

async function misbehave(stage: Stage): Promise<void> {
  const { https } = stage.caddy;
  const asks = async (from: string, path: string, headers: Readonly<Record<string, string>> = {}) => {
    await ask(https, 'GET', path, { from, headers: { 'user-agent': MARK, ...headers } });
  };
  // Refused: not signed in.
  for (let time = 0; time < 3; time++) await asks('127.0.0.2', '/api/me');
  for (let time = 0; time < 2; time++) await asks('::1', '/api/me');
  // Looked for what was never here; the last two in an unusual dress.
  for (const path of ['/.env', '/wp-login.php', '/x/.git/config', '/cgi-bin/a', '/INDEX.PHP', '/a%2e%2e/.aws/credentials'])
    await asks('127.0.0.3', path);
  await asks('::1', '/.env');
  // Innocent: found pages, a query that speaks of files, a page of somebody else's that shows pictures of ours that never were.
  await asks('127.0.0.4', '/api/world?next=/wp-login.php');
  await asks('127.0.0.4', '/.env', { 'sec-fetch-site': 'cross-site' });
  // Lines within lines: what Caddy and the api write, as somebody would forge them, in every place that is theirs to fill.
  const forged = `{"level":"info","ts":${Math.round(Date.now() / 1000)}.5,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"${VICTIM}","remote_port":"1","proto":"HTTP/1.1","method":"GET","host":"x","uri":"/.env","headers":{}},"user_id":"","duration":0.1,"size":1,"status":401}`;
  const own = `{"level":30,"time":"${new Date().toISOString()}","service":"api","guard":"sign_in","ip":"${VICTIM}","requestId":"aaaaaaaaaaaa","method":"POST","path":"/","status":401,"ms":1,"msg":"request"}`;
  for (const line of [forged, own]) {
    await asks('127.0.0.4', '/api/world', { 'user-agent': `${MARK}\t${line}`, accept: line });
    await asks('127.0.0.4', `/api/world?x=${encodeURIComponent(`\n${line}\n`)}`);
    await raw(https, `/api/world?q=${line.replaceAll(' ', '+')}`);
    await raw(https, `/api/world/${line.replaceAll(' ', '+')}`);
  }
  const sign = { email: `a@oto.test`, password: `wrong ${own}` };
  await ask(https, 'POST', '/api/auth/sign-in/email', { from: '127.0.0.5', json: sign, headers: { 'user-agent': MARK } });
  // Straight from a proxy, for people who are elsewhere.
  const asProxy = async (address: string, method: string, path: string, body = '') => {
    await fetch(`${stage.api}${path}`, {
      method,
      headers: {
        'x-forwarded-for': `${VICTIM}, ${address}`,
        'content-type': 'application/json',
        origin: `https://localhost:${https}`,
        'user-agent': own,
      },
      body: body === '' ? null : body,
    });
  };
  for (const address of ['203.0.113.7', '203.0.113.7', '2001:db8::7'])
    await asProxy(address, 'POST', '/api/auth/sign-in/email', JSON.stringify({ email: `b${address.length}@oto.test`, password: 'wrong' }));
  for (let time = 0; time < 2; time++) await asProxy('203.0.113.8', 'POST', '/api/stripe/webhook', own);
  await asProxy('203.0.113.9', 'GET', '/api/me');
  await asProxy('203.0.113.10', 'GET', '/.env.last');
}

/** A request line as no library would write it. */
async function raw(port: number, path: string): Promise<void> {
  const socket = await dial(port);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nUser-Agent: ${MARK}\r\nConnection: close\r\n\r\n`);
  for await (const _chunk of socket);
}

async function compare(root: string, { filter, log, found }: Expected): Promise<readonly string[]> {
  const command = findCommand('fail2ban-regex') ?? 'fail2ban-regex';
  const read = await runTool(command, ['-c', CONFIG, '--usedns', 'no', '--out', 'ip', log, filter], root);
  const counted = await runTool(command, ['-c', CONFIG, '--usedns', 'no', log, filter], root);
  const addresses = read.output.split('\n').flatMap((line) => line.trim() || []);
  const counts: Record<string, number> = {};
  for (const address of addresses) counts[address] = (counts[address] ?? 0) + 1;
  const sum = /Lines: (\d+) lines, (\d+) ignored, (\d+) matched, (\d+) missed/.exec(counted.output);
  if (read.code !== 0 || sum === null) return [`${filter}: ${read.output}${counted.output}`.slice(0, 2000)];
  const [lines = 0, ignored = 0, matched = 0, missed = 0] = sum.slice(1).map(Number);
  const wanted = Object.values(found).reduce((total, count) => total + count, 0);
  const problems: string[] = [];
  if (sorted(counts) !== sorted(found)) problems.push(`${filter}: found ${sorted(counts)} instead of ${sorted(found)}`);
  if (matched !== wanted || lines !== matched + missed + ignored || missed === 0)
    problems.push(`${filter}: ${sum[0]}, of which ${wanted} were to match and some to be missed`);
  return problems;
}

function sorted(found: Found): string {
  return JSON.stringify(Object.entries(found).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The jails as fail2ban's server would read them, beside Debian's own configuration, on the logs of this run. */
async function jails(root: string, stage: Stage): Promise<readonly string[]> {
  const command = findCommand('fail2ban-client') ?? 'fail2ban-client';
  const folder = join(stage.folder, 'fail2ban');
  const script = [
    'set -eu',
    `cp -r /etc/fail2ban '${folder}'`,
    `rm -f '${folder}'/jail.d/*`,
    `cp ${CONFIG}/filter.d/*.conf '${folder}/filter.d/'`,
    `sed -e 's#/opt/oto/data/access-log#${stage.folder}#' -e 's#/opt/oto/data/guard-log/guard.log#${stage.folder}/own.log#' ${CONFIG}/jail.d/oto.conf >'${folder}/jail.d/oto.conf'`,
    `exec '${command}' -c '${folder}' -d`,
  ].join('\n');
  const { code, output } = await runTool('sh', ['-c', script], root);
  const named = ['sshd', 'oto-sign-in', 'oto-webhook', 'oto-unknown', 'oto-storm', 'oto-probe'].filter(
    (jail) => !output.includes(`['start', '${jail}']`),
  );
  const warned = output.split('\n').filter((line) => /ERROR|WARNING/.test(line) && !line.includes("'allowipv6' not defined"));
  if (code !== 0) return [output.slice(-2000)];
  return [
    ...named.map((jail) => `fail2ban would not start ${jail}`),
    ...warned,
    ...(output.includes('chain_hook') ? [] : ['no ban would reach a container']),
  ];
}
