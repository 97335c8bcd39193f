import { hashText } from '@oto/schema/base/seeded-random';

/** A document in the state that is to be kept, and the one Yjs client id that wrote it. */
export type Written = { readonly name: string; readonly client: number; readonly state: Uint8Array };

/** A Yjs client id of 28 bits, as servers draw them, the same whenever this world writes this document. */
export function clientOf(world: string, document: string): number {
  return hashText(`${world}/client/${document}`) >>> 4;
}
