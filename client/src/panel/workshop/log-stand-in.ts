import { LOG_LEVELS, LOG_SERVICES, type LogLine } from '@oto/schema/contract/log';
import type { EventFeed } from '../../api/event-stream.ts';
import type { Transport } from '../../api/http.ts';

const LOGS = '/api/operator/logs';
const LINES = 90;
const EVERY_MS = 1500;
const SAID: readonly (readonly [LogLine['level'], string, Record<string, unknown>])[] = [
  ['info', 'request', { method: 'GET', path: '/api/cards', status: 200, ms: 4 }],
  ['info', 'region opened', { region: '2,0.1', ms: 31 }],
  ['debug', 'pass shown', { member: 'camille' }],
  ['warn', 'slow query', { ms: 812, query: 'select … from search_document where tsv @@ $1 order by ts_rank_cd(tsv, $1) desc limit 40' }],
  ['info', 'job claimed', { job: 'wK3v0cQ2TtqVx9f4n1aZbA', attempt: 1, engine: 'oto-image' }],
  [
    'error',
    'engine failed',
    { code: 'engine_oom', error: { name: 'Error', message: 'out of memory', stack: 'Error: out of memory\n    at run' } },
  ],
];

const line = (id: number, before: number): LogLine => {
  const [level, message, fields] = SAID[id % SAID.length] ?? ['info', '', {}];
  return {
    id: String(id),
    at: new Date(Date.now() - before * 7000).toISOString(),
    service: LOG_SERVICES[id % LOG_SERVICES.length] ?? 'api',
    replica: 'a1',
    level,
    message,
    requestId: id % 2 === 0 ? `r${String(id).padStart(7, '0')}` : null,
    fields,
  };
};

/** The servers' log: what was written, and a line now and then. `empty`: nothing was. */
export function logStandIn(
  others: Transport,
  openEvents: (url: string) => EventFeed,
  empty: boolean,
): { readonly transport: Transport; readonly openEvents: (url: string) => EventFeed } {
  let next = 1000;
  const wanted = (url: string): ((one: LogLine) => boolean) => {
    const asked = new URL(url, 'http://workshop').searchParams;
    const least = LOG_LEVELS.findIndex((level) => level === asked.get('level'));
    return ({ level, service, ...one }) =>
      LOG_LEVELS.indexOf(level) >= least &&
      service === (asked.get('service') ?? service) &&
      JSON.stringify(one)
        .toLowerCase()
        .includes((asked.get('q') ?? '').toLowerCase());
  };
  const transport: Transport = async (path, init, onSent) => {
    if (!path.startsWith(`${LOGS}?`)) return others(path, init, onSent);
    const written = Array.from({ length: empty ? 0 : LINES }, (_, before) => line(next - 1 - before, before));
    return Response.json({ lines: written.filter(wanted(path)) });
  };
  return {
    transport,
    openEvents(url: string): EventFeed {
      if (!url.startsWith(LOGS)) return openEvents(url);
      const feed = new EventTarget();
      const suits = wanted(url);
      const write = (): void => {
        const lines = [line(next++, 0)].filter(suits);
        feed.dispatchEvent(new MessageEvent('lines', { data: JSON.stringify({ lines }) }));
      };
      queueMicrotask(() => feed.dispatchEvent(new Event('open')));
      const timer = empty ? undefined : setInterval(write, EVERY_MS);
      return {
        readyState: 1,
        addEventListener: (type, listener) => feed.addEventListener(type, listener),
        close: () => clearInterval(timer),
      };
    },
  };
}
