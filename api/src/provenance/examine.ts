import { fileTypeFromBuffer } from 'file-type';
import { BMFF, JPEG, PNG } from '@trustnxt/c2pa-ts/asset';
import { SuperBox } from '@trustnxt/c2pa-ts/jumbf';
import { DataHashAssertion, ManifestStore, MetadataAssertion, ValidationStatusCode, type Manifest } from '@trustnxt/c2pa-ts/manifest';
import { embeddedXmp } from '../media/picture.ts';
import { readSourceType } from '../media/xmp.ts';
import { publicKeyOf } from './credential.ts';
import { MANIFEST_ENTRY } from './manifest-entry.ts';

/** What a file says of itself. */
export type Examined = {
  readonly mime: string | null;
  readonly sourceType: string | null;
  readonly credential: FoundCredential | null;
};

export type FoundCredential = {
  /** DER of the key it was signed with, hex; empty when it cannot be read. */
  readonly publicKey: string;
  /** The signature is right, and so is every hash it vouches for, over the whole file but the credential itself. */
  readonly intact: boolean;
  /** The signature itself is right. */
  readonly signed: boolean;
  readonly issuer: string;
  readonly title: string;
  readonly jws: string | null;
};

/** Reads a file of unknown origin. Never throws on its account, but may take long: see examiner.ts. */
export async function examine(bytes: Uint8Array): Promise<Examined> {
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return {
    mime: type?.mime ?? (isText(bytes) ? 'text/plain' : null),
    sourceType: readSourceType(bytes) ?? readSourceType(await embeddedXmp(bytes)),
    credential: await credentialOf(bytes).catch(() => null),
  };
}

function isText(bytes: Uint8Array): boolean {
  try {
    return bytes.length > 0 && !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}

function assetOf(bytes: Uint8Array) {
  for (const Asset of [JPEG, PNG, BMFF]) if (Asset.canRead(bytes)) return new Asset(bytes);
  return null;
}

async function credentialOf(bytes: Uint8Array): Promise<FoundCredential | null> {
  const asset = assetOf(bytes);
  const packed = asset?.getManifestJUMBF();
  if (!asset || !packed) return null;
  const store = ManifestStore.read(SuperBox.fromBuffer(new Uint8Array(packed)));
  const active = store.getActiveManifest();
  const result = await store.validate(asset);
  const signature = active?.signature?.signatureData.certificate;
  // An ingredient's own signature is told of here too: one that is wrong makes all of them doubtful.
  const signing = result.statusEntries.filter(({ code }) => code.startsWith('claimSignature.') || code.startsWith('signingCredential.'));
  const signed = signing.some(({ code }) => code === SIGNED) && signing.every(({ success }) => success === true);
  return {
    publicKey: signature ? publicKeyOf(signature) : '',
    signed,
    intact: signed && result.isValid && active !== undefined && coversAll(active, asset.getHashExclusionRange()),
    issuer: signature?.subject ?? '',
    title: active?.claim?.title ?? '',
    jws: active ? jwsOf(active) : null,
  };
}

const SIGNED = ValidationStatusCode.ClaimSignatureValidated;

/** A hash may leave parts of a file out: it vouches for the file only when that is the credential alone. */
function coversAll(active: Manifest, own: { readonly start: number; readonly length: number }): boolean {
  const hashes = active.assertions?.assertions.filter((assertion) => assertion instanceof DataHashAssertion) ?? [];
  return hashes.every(
    ({ exclusions }) => exclusions.length === 1 && exclusions.every(({ start, length }) => start === own.start && length === own.length),
  );
}

function jwsOf(active: Manifest): string | null {
  for (const assertion of active.assertions?.assertions ?? []) {
    if (!(assertion instanceof MetadataAssertion)) continue;
    const entry = assertion.entries.find(({ namespace, name }) => namespace === MANIFEST_ENTRY.namespace && name === MANIFEST_ENTRY.name);
    if (typeof entry?.value === 'string') return entry.value;
  }
  return null;
}
