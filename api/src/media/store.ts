import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { Config, S3Config } from '../config.ts';
import type { Db } from '../deps.ts';
import { markStored } from './stored-file.ts';

/** First and last byte, both included. */
export type ByteRange = { readonly from: number; readonly to: number };

/** Files named by the SHA-256 (hex) of their bytes: writing one twice changes nothing. */
export type MediaStore = {
  /** Nobody ever reads a file that is not whole. */
  put(bytes: Uint8Array, mime: string): Promise<string>;
  /** Rejects when the file is missing. */
  read(sha256: string, range: ByteRange | null): Promise<Readable>;
  /** The same without a stream. */
  readAll(sha256: string): Promise<Uint8Array>;
  /** Nothing happens when it is not there. For the sweep alone. */
  remove(sha256: string): Promise<void>;
  /** Deletes what a writer left behind that died an hour ago or more. */
  tidy(now: Date): Promise<void>;
};

/** The files of this instance; every one put is known to the sweep from before it is written. */
export function mediaStore({ config, db }: { readonly config: Pick<Config, 'mediaFolder' | 's3'>; readonly db: Db }): MediaStore {
  const files = fileStore(config);
  return {
    ...files,
    async put(bytes, mime) {
      await markStored(db, { sha256: sha256Hex(bytes), mime, bytes: bytes.byteLength });
      return files.put(bytes, mime);
    },
  };
}

/** On disk unless S3 is configured. Files put here directly are never swept. */
export function fileStore(config: Pick<Config, 'mediaFolder' | 's3'>): MediaStore {
  return config.s3 === null ? diskStore(config.mediaFolder) : s3Store(config.s3);
}

/** Where files are written before they take their name. */
const INCOMING = 'incoming';
const ABANDONED_MS = 3_600_000;

function diskStore(folder: string): MediaStore {
  const root = resolve(folder);
  const disk = new Disk(new FSDriver({ location: root, visibility: 'private' }));
  return {
    async put(bytes) {
      const sha256 = sha256Hex(bytes);
      const place = join(root, keyOf(sha256));
      const kept = await stat(place).catch(() => null);
      if (kept?.size !== bytes.byteLength) await writeWhole(root, place, bytes);
      return sha256;
    },
    async read(sha256, range) {
      if (range === null) return disk.getStream(keyOf(sha256));
      return createReadStream(resolve(root, keyOf(sha256)), { start: range.from, end: range.to });
    },
    readAll: (sha256) => disk.getBytes(keyOf(sha256)),
    remove: (sha256) => disk.delete(keyOf(sha256)),
    async tidy(now) {
      const incoming = join(root, INCOMING);
      for (const name of await readdir(incoming).catch(() => [])) {
        const left = await stat(join(incoming, name)).catch(() => null);
        if (left && left.mtimeMs < now.getTime() - ABANDONED_MS) await rm(join(incoming, name), { force: true });
      }
    },
  };
}

/** Written aside and on the disk before it takes its name: a crash leaves the whole file or none. */
async function writeWhole(root: string, place: string, bytes: Uint8Array): Promise<void> {
  const aside = join(root, INCOMING, randomBytes(12).toString('hex'));
  await mkdir(dirname(aside), { recursive: true });
  await mkdir(dirname(place), { recursive: true });
  const file = await open(aside, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, place);
}

/** The SDK is loaded at the first use: it is large and most machines have no bucket. */
function s3Store(s3: S3Config): MediaStore {
  let opened: ReturnType<typeof openS3> | null = null;
  const bucket = () => (opened ??= openS3(s3));
  return {
    async put(bytes, mime) {
      const { disk } = await bucket();
      const sha256 = sha256Hex(bytes);
      const key = keyOf(sha256);
      if (!(await disk.exists(key))) await disk.put(key, bytes, { contentType: mime, contentLength: bytes.byteLength });
      return sha256;
    },
    async read(sha256, range) {
      const s3 = await bucket();
      return range === null ? s3.disk.getStream(keyOf(sha256)) : s3.part(keyOf(sha256), range);
    },
    readAll: async (sha256) => (await bucket()).disk.getBytes(keyOf(sha256)),
    remove: async (sha256) => (await bucket()).disk.delete(keyOf(sha256)),
    // A bucket shows an object once all of it has arrived.
    tidy: async () => undefined,
  };
}

async function openS3(s3: S3Config) {
  const { S3Driver } = await import('flydrive/drivers/s3');
  const { GetObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({
    ...(s3.endpoint === undefined ? {} : { endpoint: s3.endpoint }),
    region: s3.region,
    forcePathStyle: s3.forcePathStyle,
    credentials: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey },
    // Checksum trailers silently corrupt streamed uploads on stores that do not know them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const disk = new Disk(new S3Driver({ client, bucket: s3.bucket, visibility: 'private', supportsACL: false }));
  return {
    disk,
    async part(key: string, { from, to }: ByteRange): Promise<Readable> {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: key, Range: `bytes=${from}-${to}` }));
      if (!(Body instanceof Readable)) throw new Error(`the bucket answered nothing for ${key}`);
      return Body;
    },
  };
}

export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Folders of two hex digits keep directories small. */
function keyOf(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}`;
}
