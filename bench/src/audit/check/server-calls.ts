import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createServer } from 'node:http';
import { uuidFromId } from '@oto/schema/base/id';
import { ask, each } from '../ask.ts';
import type { Check } from '../check.ts';
import { PUBLIC_URL } from '../public-url.ts';

/** Where the inside of a network answers, in every spelling that some parser takes for something else. */
const INSIDE = [
  'http://127.0.0.1:PORT/',
  'https://127.0.0.1:PORT/',
  'https://localhost:PORT/',
  'https://LOCALHOST.:PORT/',
  'https://[::1]:PORT/',
  'https://[::ffff:127.0.0.1]:PORT/',
  'https://[::ffff:7f00:1]:PORT/',
  'https://[64:ff9b::7f00:1]/',
  'https://0x7f000001:PORT/',
  'https://2130706433:PORT/',
  'https://0177.0.0.1:PORT/',
  'https://127.1:PORT/',
  'https://0/',
  'https://0.0.0.0:PORT/',
  'https://169.254.169.254/latest/meta-data/',
  'https://[fd00:ec2::254]/',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://192.168.0.1/',
  'https://100.100.100.200/',
  'https://[fe80::1]/',
  'https://user:word@127.0.0.1:PORT/',
  'https://127.0.0.1:PORT#@oto.example/',
  'https://127。0。0。1:PORT/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:PORT/_x',
  'ftp://127.0.0.1:PORT/',
  'data:text/plain,x',
  'javascript:alert(1)',
  '//127.0.0.1:PORT/',
] as const;
/** Fifths of a second until a delivery has been tried. */
const TRIES = 50;
/** The places of the product where somebody's text names an address that a server calls. */
const POINTS = ['push subscriptions (any member)', 'webhooks (operators)', 'the address an embedding site asks about (nothing is called)'];

/** Somebody waits on loopback: whatever is taken or not, nobody must come. */
export const serverCalls: Check = {
  name: 'Server-side requests',
  run: async ({ production, sessions, stack, target, say }) => {
    let calls = 0;
    const canary = createServer((_request, response) => {
      calls++;
      response.end();
    });
    canary.on('connection', (socket) => {
      calls++;
      socket.once('data', (data) => say(`somebody came: ${data.toString('latin1', 0, 40).replaceAll(/[^\x20-\x7e]/g, '.')}`));
    });
    canary.listen(0, '127.0.0.1');
    await once(canary, 'listening');
    const address = canary.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const urls = INSIDE.map((url) => url.replace('PORT', String(address.port)));
    const problems: string[] = [];
    let tried = 0;
    try {
      const { id: chief } = await target.honest.me();
      await target.pool.query(`update member set role = 'operator' where id = $1`, [uuidFromId(chief)]);
      const { attacker: member, honest: operator } = sessions;
      const send = (cookie: string, method: string, path: string, body: unknown) =>
        ask(production, {
          method,
          path,
          headers: { origin: PUBLIC_URL, cookie, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
      const keys = { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) };
      await each(
        urls,
        async (url) => {
          tried += 3;
          const push = await send(member, 'PUT', '/api/notifications/push', { endpoint: url, keys });
          if (push.status !== 400) problems.push(`a push subscription to ${named(url)}: ${push.status}`);
          const asked = await ask(stack.url, { path: `/oembed?url=${encodeURIComponent(url)}` });
          if (asked.status !== 400 && asked.status !== 404) problems.push(`an embedding of ${named(url)}: ${asked.status}`);
          const hook = await send(operator, 'POST', '/api/operator/webhooks', { url, events: ['creation.published'] });
          if (hook.status !== 201 && hook.status !== 400) problems.push(`a webhook to ${named(url)}: ${hook.status}`);
          if (hook.status !== 201) return;
          say(`a webhook to ${named(url)} is taken, and tried`);
          // A name is judged when it is looked up: it is sent a test, and must not arrive.
          const { id } = JSON.parse(hook.body) as { readonly id: string };
          await send(operator, 'POST', `/api/operator/webhooks/${id}/test`, {});
          const deliveries = async () => (await ask(production, { path: '/api/operator/deliveries', headers: { cookie: operator } })).body;
          const wasTried = new RegExp(`"endpoint":"${id}"[^}]*"triedAt":"`);
          let body = await deliveries();
          for (let n = 0; n < TRIES && !wasTried.test(body); n++) {
            await delay(200);
            body = await deliveries();
          }
          if (!wasTried.test(body)) problems.push(`a webhook to ${named(url)} was not judged in time`);
          if (body.includes('"delivered"')) problems.push(`a webhook to ${named(url)} was delivered`);
          await ask(production, {
            method: 'DELETE',
            path: `/api/operator/webhooks/${id}`,
            headers: { origin: PUBLIC_URL, cookie: operator },
          });
        },
        2,
      );
    } finally {
      canary.close();
      canary.closeAllConnections();
    }
    if (calls > 0) problems.push(`the address on loopback was called ${calls} times`);
    return {
      tried,
      how: `${INSIDE.length} addresses of the inside at each of: ${POINTS.join('; ')}; a listener on loopback counts who comes`,
      result: calls === 0 ? 'nobody came' : `${calls} came`,
      problems: problems.toSorted(),
    };
  },
};

/** Without the port, which differs each time. */
function named(url: string): string {
  return url.replace(/:\d{4,5}(?=[/#])/, '');
}
