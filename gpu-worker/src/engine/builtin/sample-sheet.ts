import { copyFile, mkdir, mkdtemp, rm, writeFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { paint } from './image/paint.ts';
import { motionOf } from './measure/motion.ts';
import { contactSheet, type Cell } from './sample/contact.ts';
import { FILMS, PICTURES, REDRAWN, TEXTS, VOICES } from './sample/prompts.ts';
import { madeBy, requestFor } from './sample/run.ts';
import { loudnessOf } from './sound/level.ts';
import { paceOf } from './sound/pace.ts';
import { readWave } from './sound/pcm.ts';
import { pitchOf } from './sound/pitch.ts';
import { compose } from './text/compose.ts';
import { film } from './video/film.ts';
import { reelOf } from './video/reel.ts';
import { speak } from './voice/speak.ts';

/**
 * node gpu-worker/src/engine/builtin/sample-sheet.ts <folder> [texts] [pictures] [films] [voices]
 *
 * Writes what every built-in engine makes of a fixed list of prompts: texts.md, pictures.png, redrawn.png,
 * films.png (strips) and the films, voices.md with measurements and the WAV files. All parts unless some are named.
 */
async function main(): Promise<void> {
  const [target, ...parts] = process.argv.slice(2);
  if (target === undefined) throw new Error('usage: sample-sheet.ts <folder> [texts] [pictures] [films] [voices]');
  const folder = resolve(target);
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), 'oto-samples-'));
  try {
    for (const [name, write] of Object.entries({ texts, pictures, films, voices }))
      if (parts.length === 0 || parts.includes(name)) await write(folder, scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function texts(folder: string): Promise<void> {
  const parts = TEXTS.map((sample) => {
    const { intent, title, body } = compose(requestFor(sample));
    return `## ${sample.prompt}\n\n*${intent}*\n\n**${title}**\n\n${body.replaceAll('\n', '  \n')}\n`;
  });
  await writeFile(join(folder, 'texts.md'), `# Texts\n\n${parts.join('\n')}`);
}

async function pictures(folder: string, scratch: string): Promise<void> {
  const cells: Cell[] = [];
  for (const [i, sample] of PICTURES.entries()) {
    const began = performance.now();
    const path = await madeBy(paint, requestFor(sample), join(scratch, `picture-${i}`));
    cells.push({ picture: await loadImage(path), caption: `${sample.prompt} (${Math.round(performance.now() - began)} ms)` });
  }
  await writeFile(join(folder, 'pictures.png'), await contactSheet(cells, 6).encode('png'));
  const again: Cell[] = [];
  for (const source of [0, 10, 12]) {
    for (const [i, sample] of REDRAWN.entries()) {
      const input = { role: 'image', path: join(scratch, `picture-${source}`, 'picture.png'), mime: 'image/png' } as const;
      const began = performance.now();
      const path = await madeBy(paint, requestFor(sample, [input]), join(scratch, `redrawn-${source}-${i}`));
      again.push({ picture: await loadImage(path), caption: `“${sample.prompt}” (${Math.round(performance.now() - began)} ms)` });
    }
  }
  await writeFile(join(folder, 'redrawn.png'), await contactSheet(again, REDRAWN.length).encode('png'));
}

async function films(folder: string, scratch: string): Promise<void> {
  const STRIP = 6;
  const cells: Cell[] = [];
  const given = PICTURES.slice(0, 3).map((sample) => ({ sample, given: true }));
  for (const [i, one] of [...FILMS.map((sample) => ({ sample, given: false })), ...given].entries()) {
    const inputs = one.given
      ? ([{ role: 'image', path: await madeBy(paint, requestFor(one.sample), join(scratch, `given-${i}`)), mime: 'image/png' }] as const)
      : [];
    const request = requestFor(one.sample, inputs);
    const began = performance.now();
    await copyFile(await madeBy(film, request, join(scratch, `film-${i}`)), join(folder, `film-${i + 1}.mp4`));
    const ms = Math.round(performance.now() - began);
    const reel = await reelOf(request);
    while (reel.prepare() !== null);
    const motion = motionOf(reel, 4);
    const moves = `${motion.filter((region) => region > 1.2).length} of ${motion.length} regions move`;
    for (let frame = 0; frame < STRIP; frame++) {
      reel.draw(frame / STRIP);
      const still = createCanvas(reel.canvas.width, reel.canvas.height);
      still.getContext('2d').drawImage(reel.canvas, 0, 0);
      cells.push({ picture: still, caption: frame === 0 ? `${one.given ? 'given: ' : ''}${one.sample.prompt} (${ms} ms; ${moves})` : '' });
    }
  }
  await writeFile(join(folder, 'films.png'), await contactSheet(cells, STRIP).encode('png'));
}

async function voices(folder: string, scratch: string): Promise<void> {
  const rows: string[] = [];
  const measure = async (path: string, words: string, how: string): Promise<void> => {
    const sound = readWave(await readFile(path));
    const { level, peak, silence } = loudnessOf(sound);
    const [pitch, pace] = [pitchOf(sound), paceOf(sound)];
    const seconds = sound.samples.length / sound.rate;
    rows.push(
      `| ${rows.length + 1} | ${words.replaceAll('\n', ' / ').slice(0, 48)} | ${how} | ${seconds.toFixed(1)} | ${level.toFixed(1)} | ${peak.toFixed(2)} | ${pitch ? pitch.hertz.toFixed(0) : 'none'} | ${pace?.toFixed(1) ?? 'none'} | ${(silence * 100).toFixed(0)} % |`,
    );
    await copyFile(path, join(folder, `voice-${rows.length}.wav`));
  };
  const made: string[] = [];
  for (const [i, sample] of VOICES.entries()) {
    const path = await madeBy(speak, requestFor(sample), join(scratch, `voice-${i}`));
    made.push(path);
    await measure(path, sample.prompt, sample.instructions ?? '');
  }
  // The first sample spoken like the second and the third.
  for (const like of [1, 2]) {
    const [first, path] = [VOICES[0], made[like]];
    if (!first || path === undefined) continue;
    const input = { role: 'audio', path, mime: 'audio/wav' } as const;
    await measure(await madeBy(speak, requestFor(first, [input]), join(scratch, `like-${like}`)), first.prompt, `like voice ${like + 1}`);
  }
  const head = '| | words | how | seconds | level dBFS | peak | pitch Hz | syllables/s | silence |\n|---|---|---|---|---|---|---|---|---|';
  await writeFile(join(folder, 'voices.md'), `# Voices\n\n${head}\n${rows.join('\n')}\n`);
}

await main();
