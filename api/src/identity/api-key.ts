import { createHash, randomBytes } from 'node:crypto';

const START = 'oto_live_';
const SHAPE = /^oto_live_[A-Za-z0-9_-]{43}$/;

/** 256 random bits: stored as their SHA-256 alone, so a plain hash is enough. */
export function newApiKey(): { readonly secret: string; readonly prefix: string; readonly sha256: Buffer } {
  const secret = START + randomBytes(32).toString('base64url');
  return { secret, prefix: secret.slice(0, START.length + 6), sha256: sha256Of(secret) };
}

export function isApiKey(text: string): boolean {
  return SHAPE.test(text);
}

export function sha256Of(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
