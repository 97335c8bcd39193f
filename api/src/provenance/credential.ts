import { createPrivateKey, createPublicKey, hkdfSync, sign, webcrypto, type KeyObject } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';
import { CoseAlgorithmIdentifier, type Signer } from '@trustnxt/c2pa-ts/cose';
import type { JWK } from 'jose';
import type { Config } from '../config.ts';

/** What signs content credentials: a chain of two certificates whose keys follow from SIGNING_KEY. */
export type Credential = {
  readonly signer: Signer;
  /** DER of the public keys, hex, by which we know our own: that of the chain, and those of retired keys that are kept whole. */
  readonly publicKeys: ReadonlySet<string>;
};

const FROM = new Date('2026-01-01T00:00:00Z');
const UNTIL = new Date('2056-01-01T00:00:00Z');

/**
 * The same chain on every replica and after every start, with no secret of its own: root and leaf are
 * drawn from the api's signing key, and Ed25519 signs without chance. A new signing key is a new chain.
 */
export async function makeCredential({
  signingKey,
  retiredKeys,
  publicUrl,
}: Pick<Config, 'signingKey' | 'retiredKeys' | 'publicUrl'>): Promise<Credential> {
  const rootKey = keyFrom(signingKey, 'oto content credential root');
  const leafKey = leafKeyOf(signingKey);
  const [root, leaf] = [await pairOf(rootKey), await pairOf(leafKey)];
  const name = [{ CN: ['oTo content credentials'] }, { O: [new URL(publicUrl).hostname] }];
  const common = { notBefore: FROM, notAfter: UNTIL, signingKey: root.privateKey, signingAlgorithm: 'Ed25519' };
  const rootCertificate = await X509CertificateGenerator.create({
    ...common,
    serialNumber: '01',
    subject: name,
    issuer: name,
    publicKey: root.publicKey,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(root.publicKey),
    ],
  });
  const certificate = await X509CertificateGenerator.create({
    ...common,
    serialNumber: '02',
    subject: [{ CN: [new URL(publicUrl).hostname] }, { O: ['oTo'] }],
    issuer: rootCertificate.subject,
    publicKey: leaf.publicKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.emailProtection]),
      await SubjectKeyIdentifierExtension.create(leaf.publicKey),
      await AuthorityKeyIdentifierExtension.create(root.publicKey),
    ],
  });
  return {
    signer: {
      certificate,
      chainCertificates: [rootCertificate],
      algorithm: CoseAlgorithmIdentifier.Ed25519,
      sign: async (payload) => new Uint8Array(sign(null, payload, leafKey)),
    },
    publicKeys: new Set([publicKeyOf(certificate), ...retiredKeys.filter(({ d }) => d !== undefined).map((key) => spkiOf(leafKeyOf(key)))]),
  };
}

export function publicKeyOf(certificate: X509Certificate): string {
  return Buffer.from(certificate.publicKey.rawData).toString('hex');
}

/** DER of PKCS#8 around the 32 bytes of an Ed25519 seed. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

function leafKeyOf(signingKey: JWK): KeyObject {
  return keyFrom(signingKey, 'oto content credential');
}

function spkiOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('hex');
}

function keyFrom({ d }: JWK, purpose: string): KeyObject {
  const secret = Buffer.from(String(d), 'base64url');
  const seed = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

async function pairOf(key: KeyObject): Promise<{ readonly privateKey: webcrypto.CryptoKey; readonly publicKey: webcrypto.CryptoKey }> {
  const { subtle } = webcrypto;
  const [pkcs8, spki] = [key.export({ format: 'der', type: 'pkcs8' }), createPublicKey(key).export({ format: 'der', type: 'spki' })];
  return {
    privateKey: await subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']),
    publicKey: await subtle.importKey('spki', spki, 'Ed25519', true, ['verify']),
  };
}
