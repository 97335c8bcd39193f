import { createECDH, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';

/** Secrets of a local run, made once and kept beside its data, readable by its owner only. */
const Secrets = z.object({
  postgresPassword: z.string().min(16),
  authSecret: z.string().min(32),
  workerToken: z.string().min(32),
  seedPassword: z.string().min(16),
  /** Private Ed25519 JWK, JSON text. */
  signingKey: z.string().min(1),
  /** VAPID pair for Web Push, base64url: 65 and 32 bytes. */
  pushPublicKey: z.string().length(87),
  pushPrivateKey: z.string().length(43),
});
export type Secrets = z.infer<typeof Secrets>;
/** What folders made before lack. */
const Earlier = Secrets.partial({ pushPublicKey: true, pushPrivateKey: true });

export async function loadSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text !== null) {
    const kept = Earlier.parse(JSON.parse(text));
    if (kept.pushPublicKey !== undefined && kept.pushPrivateKey !== undefined) return Secrets.parse(kept);
    return write(file, { ...kept, ...newPushKeys() });
  }
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), alg: 'EdDSA', use: 'sig', kid: randomBytes(6).toString('hex') };
  const random = () => randomBytes(32).toString('base64url');
  return write(file, {
    postgresPassword: random(),
    authSecret: random(),
    workerToken: random(),
    seedPassword: random(),
    signingKey: JSON.stringify(jwk),
    ...newPushKeys(),
  });
}

/** The subscriptions of browsers are bound to it: it is made once. */
function newPushKeys(): Pick<Secrets, 'pushPublicKey' | 'pushPrivateKey'> {
  const pair = createECDH('prime256v1');
  const point = pair.generateKeys();
  // A private key that begins with zeros is given without them.
  const scalar = Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex');
  return { pushPublicKey: point.toString('base64url'), pushPrivateKey: scalar.toString('base64url') };
}

async function write(file: string, secrets: Secrets): Promise<Secrets> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}
