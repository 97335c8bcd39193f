import { JPEG, PNG } from '@trustnxt/c2pa-ts/asset';
import {
  ActionAssertion,
  ActionType,
  AssertionLabels,
  ClaimVersion,
  DataHashAssertion,
  DigitalSourceType,
  IngredientAssertion,
  ManifestStore,
  MetadataAssertion,
  RelationshipType,
  type Manifest as Claimed,
} from '@trustnxt/c2pa-ts/manifest';
import type { Manifest } from '@oto/schema/contract/provenance';
import type { Credential } from './credential.ts';
import { MANIFEST_ENTRY } from './manifest-entry.ts';

export type Told = {
  /** Compact JWS of the manifest of the creation's own file, and what it says. */
  readonly jws: string;
  readonly manifest: Manifest;
  readonly trained: boolean;
  readonly publicUrl: string;
};

/** Room for certificates and signature beside the assertions. */
const HASH_PADDING = 64;

/** The picture with a content credential in it (C2PA 2.1), signed; its pixels are untouched. */
export async function embedCredential(
  credential: Credential,
  mime: 'image/jpeg' | 'image/png',
  bytes: Uint8Array,
  told: Told,
): Promise<Uint8Array> {
  const asset = mime === 'image/png' ? new PNG(bytes) : new JPEG(bytes);
  const store = new ManifestStore();
  const claimed = store.createManifest({
    claimVersion: ClaimVersion.V2,
    assetFormat: mime,
    instanceID: `urn:oto:${told.manifest.creation}:${mime.slice(6)}`,
    defaultHashAlgorithm: 'SHA-256',
    signer: credential.signer,
  });
  describe(claimed, told);
  const hash = DataHashAssertion.create('SHA-256', HASH_PADDING);
  claimed.addAssertion(hash);
  await asset.ensureManifestSpace(store.measureSize());
  await hash.updateWithAsset(asset);
  await claimed.sign(credential.signer);
  await asset.writeManifestJUMBF(store.getBytes());
  return asset.getDataRange();
}

function describe(claimed: Claimed, { jws, manifest, trained, publicUrl }: Told): void {
  if (claimed.claim) {
    claimed.claim.title = manifest.title;
    claimed.claim.claimGeneratorName = 'oTo';
  }
  for (const { title, creation, sha256 } of manifest.ingredients) {
    const ingredient = IngredientAssertion.createV3(RelationshipType.InputTo);
    if (title !== '') ingredient.title = title;
    if (sha256 !== undefined) ingredient.instanceID = `urn:sha256:${sha256}`;
    if (creation !== undefined) ingredient.informationalURI = `${publicUrl}/n/${creation}`;
    claimed.addAssertion(ingredient);
  }
  const actions = new ActionAssertion();
  actions.label = AssertionLabels.actionsV2;
  const last = manifest.steps.at(-1);
  actions.actions.push({
    action: ActionType.C2paCreated,
    digitalSourceType: trained ? DigitalSourceType.TrainedAlgorithmicMedia : DigitalSourceType.AlgorithmicMedia,
    softwareAgent: last ? { name: last.engine, version: last.model } : { name: 'oTo' },
  });
  claimed.addAssertion(actions);
  const metadata = new MetadataAssertion();
  metadata.label = AssertionLabels.cawgMetadata;
  metadata.namespacePrefixes[MANIFEST_ENTRY.namespace] = 'oto';
  metadata.entries.push({ ...MANIFEST_ENTRY, value: jws });
  claimed.addAssertion(metadata);
}
