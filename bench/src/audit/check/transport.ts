import { connect, type SecureVersion } from 'node:tls';
import { request } from 'node:http';
import { findCommand } from '@oto/ops/verify/command';
import { startCaddy } from '@oto/ops/verify/proxy/caddy';
import type { Check } from '../check.ts';

const OLD = ['TLSv1', 'TLSv1.1'] as const satisfies readonly SecureVersion[];
const NEW = ['TLSv1.2', 'TLSv1.3'] as const satisfies readonly SecureVersion[];
/** Of OpenSSL's names: without authentication, encryption or forward secrecy, or broken. */
const WEAK = [
  'AES128-SHA',
  'AES256-SHA',
  'AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-SHA256',
  'DES-CBC3-SHA',
  'RC4-SHA',
  'NULL-SHA256',
  'ADH-AES128-SHA256',
];

/** The product behind its own proxy, as a client with other ideas of security meets it. */
export const transport: Check = {
  name: 'TLS and the proxy',
  run: async ({ root, stack }) => {
    const how =
      'the repository’s Caddyfile on loopback before the product: each version of TLS, weak suites, plain HTTP, a stranger’s host name';
    if (findCommand('caddy') === null) return { tried: 0, how, result: 'not tried', problems: [], missing: 'caddy is not installed here' };
    const port = Number(new URL(stack.url).port);
    const caddy = await startCaddy(root, { api: [port], collab: [port] });
    const problems: string[] = [];
    try {
      for (const version of OLD)
        if ((await shake(caddy.https, { minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' })) !== null)
          problems.push(`speaks ${version}`);
      for (const version of NEW)
        if ((await shake(caddy.https, { minVersion: version, maxVersion: version })) !== version)
          problems.push(`does not speak ${version}`);
      for (const ciphers of WEAK)
        if ((await shake(caddy.https, { maxVersion: 'TLSv1.2', ciphers: `${ciphers}:@SECLEVEL=0` })) !== null)
          problems.push(`takes ${ciphers}`);
      const plain = await get(caddy.http, 'localhost');
      if (plain.status < 300 || plain.status > 399 || !plain.location.startsWith('https://'))
        problems.push(`plain HTTP answers ${plain.status}`);
      const strange = await get(caddy.http, 'poison.evil.example');
      if (strange.location.includes('evil') && !strange.location.startsWith('https://'))
        problems.push('a stranger’s host name is led on without TLS');
    } finally {
      await caddy.stop();
    }
    return {
      tried: OLD.length + NEW.length + WEAK.length + 2,
      how,
      result: problems.length === 0 ? 'TLS 1.2 and 1.3 with forward secrecy; plain HTTP leads to https' : 'see below',
      problems,
    };
  },
};

/** The version agreed on, or null when there was no agreement. */
function shake(
  port: number,
  options: { readonly minVersion?: SecureVersion; readonly maxVersion: SecureVersion; readonly ciphers?: string },
): Promise<string | null> {
  return new Promise((resolve) => {
    try {
      const socket = connect(
        { port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false, timeout: 10_000, ...options },
        () => {
          const version = socket.getProtocol();
          socket.destroy();
          resolve(version);
        },
      );
      socket.on('timeout', () => socket.destroy());
      socket.on('error', () => resolve(null));
      socket.on('close', () => resolve(null));
    } catch {
      // A suite that this client itself no longer has.
      resolve(null);
    }
  });
}

function get(port: number, host: string): Promise<{ readonly status: number; readonly location: string }> {
  return new Promise((resolve) => {
    const asked = request({ port, host: '127.0.0.1', path: '/', headers: { host }, timeout: 10_000 }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '' });
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve({ status: 0, location: '' }));
    asked.end();
  });
}
