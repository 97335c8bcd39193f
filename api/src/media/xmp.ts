import { sourceType } from '../provenance/source-type.ts';

/** An XMP packet that says how media came to be, in the words of IPTC. */
export function xmpPacket(trained: boolean): string {
  return `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="${sourceType(trained)}"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
}

const UUID_XMP = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');

/** The packet as MP4 holds it: a box at the file's end, where it moves nothing. */
export function xmpBox(trained: boolean): Uint8Array {
  const packet = Buffer.from(xmpPacket(trained), 'utf8');
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + UUID_XMP.length + packet.length, 0);
  head.write('uuid', 4, 'latin1');
  return Buffer.concat([head, UUID_XMP, packet]);
}

/** The packet as WAVE holds it: a chunk behind the samples. */
export function xmpChunk(trained: boolean): Uint8Array {
  const packet = Buffer.from(xmpPacket(trained), 'utf8');
  const head = Buffer.alloc(8);
  head.write('_PMX', 0, 'latin1');
  head.writeUInt32LE(packet.length, 4);
  return Buffer.concat([head, packet, Buffer.alloc(packet.length % 2)]);
}

/** What a file of any of these formats says of itself; null when it says nothing. A claim, as anybody may write it. */
export function readSourceType(bytes: Uint8Array): string | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = file.indexOf(':DigitalSourceType');
  if (at < 0) return null;
  const said = /^:DigitalSourceType(?:="|>)(https?:\/\/[\w./-]{1,200})/.exec(file.toString('latin1', at, at + 256));
  return said?.[1] ?? null;
}
