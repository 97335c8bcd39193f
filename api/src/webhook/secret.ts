import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * whsec_ and base64 of the key's bytes. The bytes are themselves printable (256 random bits as base64url), so that
 * programs that take keys as text alone can be given them.
 */
export function newWebhookSecret(): string {
  return PREFIX + Buffer.from(randomBytes(32).toString('base64url')).toString('base64');
}

/** The bytes that sign. */
export function keyOfSecret(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}

/** Seals the secrets of endpoints with a key that only AUTH_SECRET leads to; each opens for its own endpoint alone. */
export type SecretBox = {
  seal(secret: string, endpointUuid: string): Buffer;
  /** Null when AUTH_SECRET has changed since, or the bytes were tampered with or belong to another. */
  open(sealed: Buffer, endpointUuid: string): string | null;
};

/** AES-256-GCM; iv, tag and ciphertext one after the other. */
export function secretBox(authSecret: string): SecretBox {
  const key = Buffer.from(hkdfSync('sha256', authSecret, 'oto', 'webhook secrets', 32));
  return {
    seal(secret, endpointUuid) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(endpointUuid));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    open(sealed, endpointUuid) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(endpointUuid))
          .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
