import sharp, { type Sharp } from 'sharp';

export type Picture = { readonly bytes: Uint8Array; readonly mime: 'image/webp'; readonly width: number; readonly height: number };

/** A main picture is never larger than this on a side, a thumb fits a note at a common zoom. */
const MAIN_SIDE = 2048;
const THUMB_SIDE = 320;
const PREVIEW_SIDE = 384;
/** A small file may declare a huge canvas: refuse to unpack more than this. */
const PIXELS_MAX = 40_000_000;

/** IPTC's words for how a picture came to be. */
const SOURCE = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

/** Null when the bytes are no picture that may be unpacked. */
export async function mainPicture(bytes: Uint8Array, trained: boolean): Promise<Picture | null> {
  return render(bytes, (image) =>
    image.resize(MAIN_SIDE, MAIN_SIDE, { fit: 'inside', withoutEnlargement: true }).withXmp(xmp(trained)).webp({ quality: 88, effort: 3 }),
  );
}

export async function thumbPicture(bytes: Uint8Array, trained: boolean): Promise<Picture | null> {
  return render(bytes, (image) =>
    image
      .resize(THUMB_SIDE, THUMB_SIDE, { fit: 'inside', withoutEnlargement: true })
      .withXmp(xmp(trained))
      .webp({ quality: 80, effort: 3 }),
  );
}

export async function previewPicture(bytes: Uint8Array): Promise<Picture | null> {
  return render(bytes, (image) =>
    image.resize(PREVIEW_SIDE, PREVIEW_SIDE, { fit: 'inside', withoutEnlargement: true }).webp({ quality: 65, effort: 0 }),
  );
}

/** Decoding and encoding anew drops everything an engine wrote into the file, its workflow and prompts included. */
async function render(bytes: Uint8Array, form: (image: Sharp) => Sharp): Promise<Picture | null> {
  try {
    const image = sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'error', autoOrient: true });
    const { data, info } = await form(image).toBuffer({ resolveWithObject: true });
    return { bytes: data, mime: 'image/webp', width: info.width, height: info.height };
  } catch {
    return null;
  }
}

function xmp(trained: boolean): string {
  const source = `${SOURCE}${trained ? 'trainedAlgorithmicMedia' : 'algorithmicMedia'}`;
  return `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="${source}"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
}
