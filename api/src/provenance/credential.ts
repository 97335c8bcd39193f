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
import type { Config } from '../config.ts';

/** What signs content credentials: a chain of two certificates whose keys follow from SIGNING_KEY. */
export type Credential = {
  readonly signer: Signer;
  /** DER of the public key, hex: how we know our own. */
  readonly publicKey: string;
};

const FROM = new Date('2026-01-01T00:00:00Z');
const UNTIL = new Date('2056-01-01T00:00:00Z');

/**
 * The same chain on every replica and after every start, with no secret of its own: root and leaf are
 * drawn from the api's signing key, and Ed25519 signs without chance. A new signing key is a new chain.
 */
export async function makeCredential({ signingKey, publicUrl }: Pick<Config, 'signingKey' | 'publicUrl'>): Promise<Credential> {
  const secret = Buffer.from(String(signingKey.d), 'base64url');
  const rootKey = keyFrom(secret, 'oto content credential root');
  const leafKey = keyFrom(secret, 'oto content credential');
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
    publicKey: publicKeyOf(certificate),
  };
}

export function publicKeyOf(certificate: X509Certificate): string {
  return Buffer.from(certificate.publicKey.rawData).toString('hex');
}

/** DER of PKCS#8 around the 32 bytes of an Ed25519 seed. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

function keyFrom(secret: Buffer, purpose: string): KeyObject {
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
