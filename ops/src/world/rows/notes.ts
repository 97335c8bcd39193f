import { createHash } from 'node:crypto';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import { hashText } from '@oto/schema/base/seeded-random';
import { stream, type Random } from '../draw.ts';
import type { Library } from '../library.ts';
import { placeOf, type Plan } from '../plan/plan.ts';
import { personOf, versionsOf, type AgentVersion, type Person } from '../words/people.ts';
import { workOf } from '../words/work.ts';
import { Rows } from './copy.ts';
import { ENGINES } from './engines.ts';

/** Parts a creation's job from the creation by its id. */
const JOB_KIN = 0x33;
/** Milliseconds between asking for a creation and its start. */
const PICKED_UP = 30;

/** The rows that a generation leaves, for every creation of some plots. */
export class NoteRows {
  readonly #plan: Plan;
  readonly #library: Library;
  readonly #creation = new Rows('creation', [
    ...['id', 'author_id', 'kind', 'title', 'prompt', 'body', 'lang', 'state', 'trained', 'visibility', 'fork'],
    ...['plot_x', 'plot_y', 'seat_x', 'seat_y', 'seat_rot', 'created_at', 'published_at'],
  ]);
  readonly #job = new Rows('job', [
    ...['id', 'creation_id', 'author_id', 'kind', 'place', 'state', 'request', 'idempotency_key', 'request_hash', 'price', 'charged'],
    ...['seed', 'step', 'pct', 'attempt', 'worker', 'run_after', 'created_at', 'started_at', 'finished_at'],
  ]);
  readonly #jobStep = new Rows('job_step', ['job_id', 'position', 'agent_version_id', 'engine_tokens', 'fee']);
  readonly #step = new Rows('creation_step', [
    ...['creation_id', 'position', 'agent_version_id', 'engine', 'engine_name', 'model', 'trained'],
    ...['prompt', 'output', 'tokens', 'started_at', 'duration_ms'],
  ]);
  readonly #media = new Rows('media', [
    ...['creation_id', 'variant', 'sha256', 'mime', 'bytes', 'width', 'height', 'duration_ms', 'peaks', 'created_at'],
  ]);

  constructor(plan: Plan, library: Library) {
    this.#plan = plan;
    this.#library = library;
  }

  /** In an order in which every row finds what it refers to. */
  get tables(): readonly Rows[] {
    return [this.#creation, this.#job, this.#jobStep, this.#step, this.#media];
  }

  addPlot(plot: number): void {
    const { world, notes } = this.#plan;
    const random = stream(world, 'works', plot);
    const author = personOf(this.#plan, plot);
    const [from, to] = notes.of(plot);
    for (let note = from; note < to; note++) if (!notes.isAgent(note)) this.#add(random, note, plot, author);
  }

  #add(random: Random, note: number, plot: number, { lang }: Person): void {
    const { notes, members } = this.#plan;
    const asked = notes.at[note] ?? 0;
    const kind = notes.kind(note);
    const chain = [...this.#plan.cords.agents.of(note)].map((agent) => this.#versionAt(agent, asked));
    const work = workOf(random, lang, kind, chain, this.#library);
    const uuid = notes.ids.uuid(note);
    const job = notes.ids.kinUuid(note, JOB_KIN);
    const author = members.uuid(plot);
    const place = placeOf(this.#plan, plot);
    let at = asked + PICKED_UP;
    for (const [position, { agent, prompt, output }] of work.steps.entries()) {
      const { engine, name, model, trained, takes } = ENGINES[agent.kind];
      const duration = Math.round(takes * (0.7 + 0.6 * random()));
      this.#jobStep.add(job, position, agent.uuid, 0, 0);
      this.#step.add(uuid, position, agent.uuid, engine, name, model, trained, prompt, output, 0, new Date(at), duration);
      at += duration;
    }
    const [started, done] = [new Date(asked + PICKED_UP), new Date(at)];
    const wish = this.#wishOf(note, work.prompt, work.asked);
    const hash = createHash('sha256')
      .update(canonicalJson({ kind, ...wish }))
      .digest('hex');
    const last = work.steps.length - 1;
    this.#job.add(
      ...[job, uuid, author, kind, 'board', 'succeeded', JSON.stringify(wish), `world-${uuid}`, hash, 0, 0],
      ...[hashText(job) >>> 1, last, 100, 1, 'world', new Date(asked), new Date(asked), started, done],
    );
    this.#creation.add(
      ...[uuid, author, kind, work.title, work.prompt, work.body, lang, 'done', false, 'published', notes.fork(note)],
      ...[place.x, place.y, ...notes.seat(note), new Date(asked), done],
    );
    for (const { variant, sha256, mime, bytes, width, height, durationMs, peaks } of work.files) {
      this.#media.add(uuid, variant, sha256, mime, bytes, width, height, durationMs, peaks, done);
    }
  }

  /** The version of an agent that a run at `at` used. */
  #versionAt(agent: number, at: number): AgentVersion {
    const versions = versionsOf(this.#plan, agent);
    return versions.findLast((version) => version.at <= at) ?? versions[0];
  }

  /** What the author sent. */
  #wishOf(note: number, prompt: string, title: string) {
    const { notes, cords } = this.#plan;
    return {
      agents: [...cords.agents.of(note)].map((agent) => notes.ids.id(agent)),
      prompt,
      parents: [...cords.parents.of(note)].map((parent) => notes.ids.id(parent)),
      where: 'board' as const,
      ...(title === '' ? {} : { title }),
    };
  }
}
