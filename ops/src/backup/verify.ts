import { readFile } from 'node:fs/promises';
import { fileStore } from '@oto/api/media/store';
import { examine } from './findings.ts';

/**
 * Says whether a restored oTo is whole: `node ops/src/backup/verify.ts`. Environment, as the api has it: DATABASE_URL
 * (or the file DATABASE_URL_FILE names), MEDIA_FOLDER, or S3_BUCKET with its own. Ends with 1 when something is amiss.
 */
async function given(name: string): Promise<string | undefined> {
  const file = process.env[`${name}_FILE`];
  return file ? (await readFile(file, 'utf8')).trim() : process.env[name];
}

const url = await given('DATABASE_URL');
if (!url) throw new Error('set DATABASE_URL or DATABASE_URL_FILE');
const bucket = process.env.S3_BUCKET;
const store = fileStore({
  mediaFolder: process.env.MEDIA_FOLDER ?? '/media',
  s3: bucket
    ? {
        bucket,
        // Compose hands on what is not set as empty.
        endpoint: process.env.S3_ENDPOINT || undefined,
        region: process.env.S3_REGION || 'us-east-1',
        accessKeyId: (await given('S3_ACCESS_KEY_ID')) ?? '',
        secretAccessKey: (await given('S3_SECRET_ACCESS_KEY')) ?? '',
        forcePathStyle: process.env.S3_FORCE_PATH_STYLE === 'true',
      }
    : null,
});
const { documents, media, problems: found } = await examine(url, store);
const isEmpty = documents.sums.size === 0 && media.length === 0;
const problems = isEmpty ? [...found, 'there is no document and no file: nothing was restored into this database'] : found;
process.stdout.write(problems.map((problem) => `${problem}\n`).join(''));
process.stdout.write(`${documents.sums.size} documents, ${media.length} media files, ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
