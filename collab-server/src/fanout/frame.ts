const FINAL_BINARY = 0x82;
/** Payload lengths that announce a 16-bit and a 64-bit length field. */
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** `payload` as one final, binary, unmasked WebSocket frame: what a server sends (RFC 6455, 5.2). A copy. */
export function frameOf(payload: Uint8Array): Buffer {
  const size = payload.byteLength;
  const header = size < LENGTH_16 ? 2 : size < 0x1_0000 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + size);
  frame[0] = FINAL_BINARY;
  if (header === 2) frame[1] = size;
  else if (header === 4) {
    frame[1] = LENGTH_16;
    frame.writeUInt16BE(size, 2);
  } else {
    frame[1] = LENGTH_64;
    frame.writeBigUInt64BE(BigInt(size), 2);
  }
  frame.set(payload, header);
  return frame;
}
