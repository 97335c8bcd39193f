import sharp, { type Sharp } from 'sharp';
import { xmpPacket } from './xmp.ts';

export type Picture = { readonly bytes: Uint8Array; readonly mime: string; readonly width: number; readonly height: number };

/** A main picture is never larger than this on a side, a thumb fits a note at a common zoom. */
const MAIN_SIDE = 2048;
const THUMB_SIDE = 320;
const PREVIEW_SIDE = 384;
/** A small file may declare a huge canvas: refuse to unpack more than this. */
const PIXELS_MAX = 64_000_000;
const SECONDS_MAX = 30;

// Only these four are ever decoded, whatever a file says it is.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp', 'VipsForeignLoadHeif'] });

/** WebP. Null when the bytes are no picture that may be unpacked; of an animated one the first frame is kept. */
export async function mainPicture(bytes: Uint8Array, trained: boolean): Promise<Picture | null> {
  return render(bytes, (image) => within(image, MAIN_SIDE).withXmp(xmpPacket(trained)).webp({ quality: 88, effort: 3 }));
}

export async function thumbPicture(bytes: Uint8Array, trained: boolean): Promise<Picture | null> {
  return render(bytes, (image) => within(image, THUMB_SIDE).withXmp(xmpPacket(trained)).webp({ quality: 80, effort: 3 }));
}

export async function previewPicture(bytes: Uint8Array): Promise<Picture | null> {
  return render(bytes, (image) => within(image, PREVIEW_SIDE).webp({ quality: 65, effort: 0 }));
}

/** What an engine is given of a person's picture: nothing that tells of the person. */
export async function inputPicture(bytes: Uint8Array): Promise<Picture | null> {
  return render(bytes, (image) => within(image, MAIN_SIDE).webp({ quality: 92, effort: 3 }));
}

/** A main picture in another form, of the same size. */
export async function otherForm(bytes: Uint8Array, form: 'avif' | 'jpeg' | 'png', trained: boolean): Promise<Picture | null> {
  return render(bytes, (image) => {
    const marked = image.withXmp(xmpPacket(trained));
    switch (form) {
      case 'avif':
        return marked.avif({ quality: 60, effort: 2 });
      case 'jpeg':
        return marked.flatten({ background: '#ffffff' }).jpeg({ quality: 92 });
      default:
        return marked.png();
    }
  });
}

/** Whether a file declares more pixels than are ever unpacked. */
export async function tooManyPixels(bytes: Uint8Array): Promise<boolean> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return width * height > PIXELS_MAX;
  } catch {
    return false;
  }
}

/** The XMP packet of a picture, unpacked; empty when there is none. */
export async function embeddedXmp(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    const { xmp } = await sharp(bytes, { limitInputPixels: PIXELS_MAX }).metadata();
    return xmp ?? new Uint8Array();
  } catch {
    return new Uint8Array();
  }
}

function within(image: Sharp, side: number): Sharp {
  return image.resize(side, side, { fit: 'inside', withoutEnlargement: true });
}

/** Decoding and encoding anew drops everything that was written into the file, an engine's workflow and prompts included. */
async function render(bytes: Uint8Array, form: (image: Sharp) => Sharp): Promise<Picture | null> {
  try {
    const image = sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'error', autoOrient: true }).timeout({ seconds: SECONDS_MAX });
    const { data, info } = await form(image).toBuffer({ resolveWithObject: true });
    return { bytes: data, mime: `image/${info.format === 'heif' ? 'avif' : info.format}`, width: info.width, height: info.height };
  } catch {
    return null;
  }
}
