import { newId } from '@oto/schema/base/id';
import type { Manifest, ProvenanceRecord, VerifyReport } from '@oto/schema/contract/provenance';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { Transport } from '../../api/http.ts';

const DAY = '2026-03-14T15:09:26.000Z';
const STEPS = [
  { agent: 'Clio', engine: 'oto-text', model: 'classique-1', trained: false },
  { agent: 'Ciels', engine: 'comfyui', model: 'sd-xl-turbo', trained: true },
];

/**
 * Answers for every fingerprint as `state` says (known, several, hidden, forged, mismatch, unreachable; unknown,
 * altered, ours, foreign, claim, nothing for the file's marks; busy), with signatures that a browser can really check.
 */
export function provenanceStandIn(state: string): Transport {
  const creation = newId();
  const pair = generateKeyPair('EdDSA', { extractable: true });
  const wrong = generateKeyPair('EdDSA', { extractable: true });

  const manifest = (sha256: string): Manifest => ({
    sha256,
    mime: 'image/webp',
    creation,
    kind: 'image',
    title: 'La mer au lever du jour, des voiliers',
    author: 'Léa Martin',
    madeAt: DAY,
    digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
    steps: STEPS,
    ingredients: [
      { relation: 'parentOf', title: 'Le phare qui ne dort pas', creation: newId() },
      { relation: 'parentOf', title: '' },
      { relation: 'inputTo', title: '', sha256: 'c'.repeat(64) },
    ],
  });

  async function sign(body: Manifest): Promise<string> {
    const { privateKey } = await (state === 'forged' ? wrong : pair);
    return new CompactSign(new TextEncoder().encode(JSON.stringify(body)))
      .setProtectedHeader({ alg: 'EdDSA', kid: 'workshop', typ: 'oto-manifest' })
      .sign(privateKey);
  }

  async function record(sha256: string): Promise<ProvenanceRecord> {
    const signed = manifest(state === 'mismatch' ? 'f'.repeat(64) : sha256);
    const hidden = state === 'hidden';
    return {
      creation,
      kind: signed.kind,
      variant: 'main',
      shown: !hidden,
      title: hidden ? null : signed.title,
      author: hidden ? null : signed.author,
      trained: true,
      madeAt: DAY,
      steps: STEPS,
      ingredients: signed.ingredients.filter((one) => !hidden || one.title === ''),
      manifest: hidden ? null : await sign(signed),
    };
  }

  function report(sha256: string): VerifyReport {
    const credential = {
      ours: state !== 'foreign',
      intact: state !== 'altered',
      issuer: state === 'foreign' ? 'Appareils Photo SA' : 'oTo',
      title: 'mer.webp',
      manifest: state === 'foreign' ? null : manifest(sha256),
    };
    return {
      sha256,
      mime: 'image/webp',
      records: [],
      sourceType: state === 'nothing' ? null : manifest(sha256).digitalSourceType,
      credential: state === 'claim' || state === 'nothing' ? null : credential,
    };
  }

  async function answer(path: string): Promise<unknown> {
    if (path === '/.well-known/jwks.json') {
      if (state === 'unreachable') throw new TypeError('network');
      return { keys: [{ ...(await exportJWK((await pair).publicKey)), kid: 'workshop', alg: 'EdDSA', use: 'sig' }] };
    }
    const asked = /^\/api\/provenance\/([0-9a-f]{64})$/.exec(path)?.[1];
    if (asked === undefined) return report('b'.repeat(64));
    const known = ['known', 'several', 'hidden', 'forged', 'mismatch', 'unreachable'].includes(state);
    if (!known) return { records: [] };
    const one = await record(asked);
    return { records: state === 'several' ? [one, { ...one, title: 'La même, autrement', variant: 'step/0/main' }] : [one] };
  }

  return async (path) => {
    await new Promise((resolve) => {
      setTimeout(resolve, 150);
    });
    if (state === 'busy') {
      return new Response(JSON.stringify({ error: { code: 'too_many_requests', message: '', requestId: 'workshop' } }), { status: 429 });
    }
    return new Response(JSON.stringify(await answer(path)));
  };
}
