import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { Config, S3Config } from '../config.ts';

/** First and last byte, both included. */
export type ByteRange = { readonly from: number; readonly to: number };

/** Files named by the SHA-256 (hex) of their bytes: writing one twice changes nothing. */
export type MediaStore = {
  put(bytes: Uint8Array, mime: string): Promise<string>;
  /** Rejects when the file is missing. */
  read(sha256: string, range: ByteRange | null): Promise<Readable>;
};

/** On disk unless S3 is configured. */
export function mediaStore(config: Pick<Config, 'mediaFolder' | 's3'>): MediaStore {
  return config.s3 === null ? diskStore(config.mediaFolder) : s3Store(config.s3);
}

function diskStore(folder: string): MediaStore {
  const root = resolve(folder);
  const disk = new Disk(new FSDriver({ location: root, visibility: 'private' }));
  return {
    put: (bytes, mime) => putOnce(disk, bytes, mime),
    async read(sha256, range) {
      if (range === null) return disk.getStream(keyOf(sha256));
      return createReadStream(resolve(root, keyOf(sha256)), { start: range.from, end: range.to });
    },
  };
}

/** The SDK is loaded at the first use: it is large and most machines have no bucket. */
function s3Store(s3: S3Config): MediaStore {
  let opened: ReturnType<typeof openS3> | null = null;
  const open = () => (opened ??= openS3(s3));
  return {
    put: async (bytes, mime) => putOnce((await open()).disk, bytes, mime),
    async read(sha256, range) {
      const bucket = await open();
      return range === null ? bucket.disk.getStream(keyOf(sha256)) : bucket.part(keyOf(sha256), range);
    },
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

async function putOnce(disk: Disk, bytes: Uint8Array, mime: string): Promise<string> {
  const sha256 = sha256Hex(bytes);
  const key = keyOf(sha256);
  if (!(await disk.exists(key))) await disk.put(key, bytes, { contentType: mime, contentLength: bytes.byteLength });
  return sha256;
}

export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Folders of two hex digits keep directories small. */
function keyOf(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}`;
}
