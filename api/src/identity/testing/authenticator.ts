import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

/** An authenticator in software that holds one passkey: ES256, attestation `none`. */
export type Authenticator = {
  /** navigator.credentials.create as JSON. */
  create(options: { readonly challenge: string }): Answer;
  /** navigator.credentials.get as JSON. `verified` false: the owner was not asked. */
  get(options: { readonly challenge: string }, verified?: boolean): Answer;
};

type Answer = Readonly<Record<string, unknown>> & { readonly id: string };

const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_KEY = 0x40;

export function makeAuthenticator(rpId: string, origin: string): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
  let counter = 0;

  const clientData = (type: string, challenge: string) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const head = (flags: number) => {
    const bytes = Buffer.alloc(37);
    createHash('sha256').update(rpId).digest().copy(bytes);
    bytes.writeUInt8(flags, 32);
    bytes.writeUInt32BE(++counter, 33);
    return bytes;
  };
  const answer = (response: Readonly<Record<string, Buffer | readonly string[]>>): Answer => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    authenticatorAttachment: 'platform',
    response: Object.fromEntries(
      Object.entries(response).map(([name, value]) => [name, Buffer.isBuffer(value) ? value.toString('base64url') : value]),
    ),
  });

  return {
    create({ challenge }) {
      const x = Buffer.from(jwk.x ?? '', 'base64url');
      const y = Buffer.from(jwk.y ?? '', 'base64url');
      // COSE in CBOR: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}.
      const key = Buffer.concat([hex('a5 0102 0326 2001 215820'), x, hex('225820'), y]);
      const authData = Buffer.concat([head(PRESENT | VERIFIED | WITH_KEY), Buffer.alloc(16), hex('0010'), id, key]);
      // {"fmt": "none", "attStmt": {}, "authData": bytes}.
      const attestationObject = Buffer.concat([
        hex('a3 63'),
        Buffer.from('fmt'),
        hex('64'),
        Buffer.from('none'),
        hex('67'),
        Buffer.from('attStmt'),
        hex('a0 68'),
        Buffer.from('authData'),
        hex('58'),
        Buffer.of(authData.length),
        authData,
      ]);
      return answer({ clientDataJSON: clientData('webauthn.create', challenge), attestationObject, transports: ['internal'] });
    },
    get({ challenge }, verified = true) {
      const clientDataJSON = clientData('webauthn.get', challenge);
      const authenticatorData = head(verified ? PRESENT | VERIFIED : PRESENT);
      const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientDataJSON).digest()]);
      return answer({ clientDataJSON, authenticatorData, signature: createSign('sha256').update(signed).sign(privateKey) });
    },
  };
}

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', ''), 'hex');
}
