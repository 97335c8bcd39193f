import sharp from 'sharp';

/** A picture of its own for each number, with the whole of somebody's life in its metadata. */
export async function photograph(number: number, form: 'png' | 'jpeg' | 'webp' | 'avif' = 'jpeg', side = 96): Promise<Uint8Array> {
  const pixels = Buffer.alloc(side * side * 3);
  for (let i = 0; i < pixels.length; i++) pixels[i] = (i * (7 + number) + (i >> 7) * number) % 251;
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .withExif({ IFD0: { Artist: 'Ann of 12 Elm Street' }, IFD3: { GPSLatitude: '48/1 51/1 0/1' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>Ann of 12 Elm Street</a></x:xmpmeta>')
    .toFormat(form)
    .toBuffer();
}
