import { createDecipheriv, createECDH, hkdfSync, type ECDH } from 'node:crypto';
import { Agent, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { BasicConstraintsExtension, PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import { PushMessage, type PushSubscription } from '@oto/schema/contract/notification';

/** A browser's keys, as PushManager makes them. */
export type Browser = { readonly subscription: PushSubscription; readonly ecdh: ECDH; readonly auth: Buffer };

export type Received = { readonly path: string; readonly headers: NodeJS.Dict<string | string[]>; readonly body: Buffer };

/** A stand-in for a push service on loopback, over TLS with a certificate of its own. It keeps what it was sent. */
export type PushService = {
  /** host:port, for PUSH_HOSTS. */
  readonly host: string;
  /** Trusts its certificate. */
  readonly agent: Agent;
  readonly received: readonly Received[];
  /** What it answers from now on, with which headers. */
  answer(status: number, headers?: Readonly<Record<string, string>>): void;
  browser(path: string): Browser;
  [Symbol.asyncDispose](): Promise<void>;
};

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export async function startPushService(): Promise<PushService> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=push stand-in',
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 86_400_000),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [new BasicConstraintsExtension(true, 0, true), new SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
  });
  const cert = certificate.toString('pem');
  const key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  const received: Received[] = [];
  let answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> } = { status: 201, headers: {} };
  const server = createServer({ key, cert }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const agent = new Agent({ ca: cert });
  return {
    host,
    agent,
    received,
    answer: (status, headers = {}) => (answer = { status, headers }),
    browser(path) {
      const ecdh = createECDH('prime256v1');
      const auth = Buffer.from(crypto.getRandomValues(new Uint8Array(16)));
      const subscription = {
        endpoint: `https://${host}${path}`,
        keys: { p256dh: ecdh.generateKeys().toString('base64url'), auth: auth.toString('base64url') },
      };
      return { subscription, ecdh, auth };
    },
    async [Symbol.asyncDispose]() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a browser reads: aes128gcm of one record (RFC 8188) under the keys of RFC 8291. Throws when it is not for it. */
export function decrypted({ ecdh, auth }: Browser, body: Buffer): PushMessage {
  const salt = body.subarray(0, 16);
  const senderLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + senderLength);
  const sealed = body.subarray(21 + senderLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32));
  const derive = (name: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from(`Content-Encoding: ${name}\0`), length));
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  const end = padded.lastIndexOf(2);
  return PushMessage.parse(JSON.parse(padded.subarray(0, end).toString('utf8')));
}
