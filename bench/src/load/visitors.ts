import autocannon from 'autocannon';

/** A process of people who read the board over HTTP, at a rate that is the same in every step. */
export type Visit = {
  readonly visit: { readonly url: string; readonly paths: readonly string[]; readonly perSecond: number; readonly seconds: number };
};
export type Visited = { readonly requests: number; readonly p99Ms: number; readonly errors: Readonly<Record<string, number>> };

const CONNECTIONS = 4;

process.on('message', ({ visit }: Partial<Visit>) => {
  if (!visit) return;
  const { url, paths, perSecond, seconds } = visit;
  void autocannon({
    url,
    connections: CONNECTIONS,
    overallRate: perSecond,
    duration: seconds,
    timeout: 10,
    requests: paths.map((path) => ({ method: 'GET', path })),
  }).then((result) => {
    const errors: Record<string, number> = {};
    if (result.errors > 0) errors['connections that broke'] = result.errors - result.timeouts;
    if (result.timeouts > 0) errors['requests without an answer in 10 s'] = result.timeouts;
    if (result['4xx'] > 0) errors['answers of 4xx'] = result['4xx'];
    if (result['5xx'] > 0) errors['answers of 5xx'] = result['5xx'];
    process.send?.({ visited: { requests: result.requests.total, p99Ms: result.latency.p99, errors } satisfies Visited });
  });
});
