/** Where a content credential of ours holds the JWS of its Manifest. */
export const MANIFEST_ENTRY = { namespace: 'urn:oto:credential:1:', name: 'manifest' } as const;
