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
};

export type Measured = {
  readonly perSecond: number;
  readonly p99: number;
  /** Connections that broke, requests that got no answer in time, answers that are not a success. */
  readonly errors: number;
};

/** As many requests as come through on so many connections, one at a time on each. */
export async function load(route: LoadedRoute, { origin, publicUrl, cookie, connections, seconds }: Load): Promise<Measured> {
  const headers = {
    origin: publicUrl,
    'accept-encoding': 'gzip',
    ...(route.signedIn === true ? { cookie } : {}),
    ...(route.body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const result = await autocannon({
    url: origin,
    connections,
    duration: seconds,
    timeout: 10,
    requests: route.paths.map((path) => ({
      method: route.method ?? 'GET',
      path,
      headers,
      ...(route.body === undefined ? {} : { body: route.body }),
    })),
  });
  return {
    perSecond: Math.round(result.requests.average),
    p99: result.latency.p99,
    errors: result.errors + result.timeouts + result.non2xx,
  };
}
