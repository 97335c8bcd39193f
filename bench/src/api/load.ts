import autocannon from 'autocannon';
import type { LoadedRoute } from './route.ts';

export type Load = {
  /** The api itself, without what stands before it. */
  readonly origin: string;
  /** The address that browsers know. */
  readonly publicUrl: string;
  readonly cookie: string;
  readonly connections: number;
  readonly seconds: number;
  /** Codings that the reader takes; gzip unless it is said. */
  readonly coding?: 'identity' | 'gzip' | 'br';
  /** What the reader has already: the tag of each path. */
  readonly known?: ReadonlyMap<string, string>;
};

export type Measured = {
  readonly perSecond: number;
  readonly p99: number;
  /** Of one answer, head and all. */
  readonly bytes: number;
  /** Connections that broke, requests that got no answer in time, answers that are neither a success nor "as you have it". */
  readonly errors: number;
};

/** As many requests as come through on so many connections, one at a time on each. */
export async function load(route: LoadedRoute, options: Load): Promise<Measured> {
  const { origin, connections, seconds, known } = options;
  const headers = headersOf(route, options);
  const result = await autocannon({
    url: origin,
    connections,
    duration: seconds,
    timeout: 10,
    requests: route.paths.map((path) => {
      const tag = known?.get(path);
      return {
        method: route.method ?? 'GET',
        path,
        headers: tag === undefined ? headers : { ...headers, 'if-none-match': tag },
        ...(route.body === undefined ? {} : { body: route.body }),
      };
    }),
  });
  const expected = result['2xx'] + (known ? result['3xx'] : 0);
  const answers = result['1xx'] + result['2xx'] + result['3xx'] + result['4xx'] + result['5xx'];
  return {
    perSecond: Math.round(answers / result.duration),
    p99: result.latency.p99,
    bytes: Math.round(result.throughput.total / Math.max(1, result.requests.total)),
    // A lane in which nothing was answered measured nothing.
    errors: result.errors + result.timeouts + answers - expected + (answers === 0 ? 1 : 0),
  };
}

export function headersOf(route: LoadedRoute, { publicUrl, cookie, coding = 'gzip' }: Load): Record<string, string> {
  return {
    origin: publicUrl,
    'accept-encoding': coding,
    ...(route.signedIn === true ? { cookie } : {}),
    ...(route.body === undefined ? {} : { 'content-type': 'application/json' }),
  };
}
