import { randomBytes } from 'node:crypto';
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
});
export type Secrets = z.infer<typeof Secrets>;

export async function loadSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text !== null) return Secrets.parse(JSON.parse(text));
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), alg: 'EdDSA', use: 'sig', kid: randomBytes(6).toString('hex') };
  const random = () => randomBytes(32).toString('base64url');
  const secrets: Secrets = {
    postgresPassword: random(),
    authSecret: random(),
    workerToken: random(),
    seedPassword: random(),
    signingKey: JSON.stringify(jwk),
  };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}
