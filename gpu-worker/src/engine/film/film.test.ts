import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { climb } from '../http/climb.ts';
import { watchOf } from '../http/watch.ts';
import { workbench } from '../testing/run.ts';
import { FRAMES, RATE, sampleAvi, sampleJpeg, sampleMp4, SIDE } from '../testing/sample-media.ts';
import { FFMPEG } from './ffmpeg.ts';
import { finishedFilm } from './finish.ts';
import { aviFrames, filmOfAvi } from './from-avi.ts';
import { mp4Facts } from './mp4.ts';
import { poster } from './poster.ts';

const never = new AbortController().signal;

test('an MP4 tells its size and its length', async () => {
  expect(mp4Facts(await sampleMp4())).toEqual({ width: SIDE, height: SIDE, seconds: FRAMES / RATE });
  expect(mp4Facts(Buffer.from('no film at all'))).toEqual({});
  const whole = await sampleMp4();
  for (let length = 0; length < whole.length; length += 37) {
    const facts = mp4Facts(whole.subarray(0, length));
    expect([{}, { width: SIDE, height: SIDE, seconds: FRAMES / RATE }]).toContainEqual(facts);
  }
});

test('a Motion-JPEG AVI becomes the same film in MP4', async () => {
  const avi = aviFrames(sampleAvi());
  expect([avi.rate, avi.frames.length]).toEqual([RATE, FRAMES]);
  const made = await filmOfAvi(sampleAvi(), undefined, never);
  expect(mp4Facts(made.film)).toEqual({ width: SIDE, height: SIDE, seconds: FRAMES / RATE });
  expect(made.still?.equals(sampleJpeg(FRAMES / 2))).toBe(true);
});

test.each([
  ['WebM', Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ['an AVI without frames', Buffer.from('RIFF\u0004\0\0\0AVI ')],
  ['a torn AVI', sampleAvi().subarray(0, 90)],
  ['frames that are no pictures', Buffer.from(sampleAvi().toString('latin1').replaceAll('\u00ff\u00d8\u00ff', 'xxx'), 'latin1')],
])('%s is refused before anything is decoded', async (_what, bytes) => {
  await expect(filmOfAvi(bytes, undefined, never)).rejects.toMatchObject({ code: 'protocol' });
});

describe('a poster', () => {
  test('is the picture that came along where no program takes one, else a drawn card', async () => {
    await using bench = await workbench();
    const { folder } = bench.context;
    const path = join(folder, 'film.mp4');
    await writeFile(path, await sampleMp4());
    const still = sampleJpeg(3);
    const kept = await poster({ path, seconds: 1, still, seed: 1 }, folder, never, '/nowhere/ffmpeg');
    expect(kept.mime).toBe('image/jpeg');
    expect((await readFile(kept.path)).equals(still)).toBe(true);
    const drawn = await poster({ path, seconds: 1, still: Buffer.from('<svg/>'), seed: 1 }, folder, never, null);
    expect(drawn.mime).toBe('image/png');
  });

  test('is a frame of the film, or the card, whatever the program does with the file', async () => {
    await using bench = await workbench();
    const { folder } = bench.context;
    const path = join(folder, 'film.mp4');
    // A playlist that names another file: it is opened as MP4, or not at all.
    await writeFile(path, '#EXTM3U\n#EXTINF:1,\n/etc/hostname\n');
    const kept = await poster({ path, seconds: 1, still: null, seed: 1 }, folder, never, FFMPEG);
    expect(kept.mime).toBe('image/png');
  });
});

test('a film leaves with its index first, with and without a program', async () => {
  for (const program of [FFMPEG, '/nowhere/ffmpeg']) {
    await using bench = await workbench();
    using watch = watchOf(bench.context, 1000);
    const raw = { film: await sampleMp4(), still: sampleJpeg() };
    const events = await Array.fromAsync(finishedFilm(raw, 1, bench.context.folder, watch, climb('rendering'), program));
    const [film, shown] = events.filter((event) => event.type === 'artifact');
    const bytes = await readFile(film?.path ?? '');
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect(film?.meta).toEqual({ width: SIDE, height: SIDE, seconds: FRAMES / RATE });
    expect(shown?.meta).toEqual({ width: SIDE, height: SIDE });
  }
});
