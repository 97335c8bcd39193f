import { createHash } from 'node:crypto';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import { hashText } from '@oto/schema/base/seeded-random';
import type { Lang } from '@oto/schema/base/lang';
import { stream, type Random } from '../draw.ts';
import type { Library } from '../library/library.ts';
import { placeOf, type Plan } from '../plan/plan.ts';
import { personOf, versionsOf, type AgentVersion } from '../words/people.ts';
import { workOf, type Work } from '../words/work.ts';
import { Rows } from './copy.ts';
import { ENGINES } from './engines.ts';

/** Parts a creation's job from the creation by its id. */
const JOB_KIN = 0x33;
/** Milliseconds between asking for a creation and its start. */
const PICKED_UP = 30;
/** Nobody was charged: a made world moves no money. */
const NOTHING = 0;

/** The rows that a generation leaves, for every creation of some plots. */
export class NoteRows {
  readonly #plan: Plan;
  readonly #library: Library;
  readonly #creation = new Rows('creation');
  readonly #job = new Rows('job');
  readonly #jobStep = new Rows('job_step');
  readonly #step = new Rows('creation_step');
  readonly #media = new Rows('media');

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
    const { lang } = personOf(this.#plan, plot);
    const [from, to] = notes.of(plot);
    for (let note = from; note < to; note++) if (!notes.isAgent(note)) this.#add(random, note, lang);
  }

  #add(random: Random, note: number, lang: Lang): void {
    const { notes, cords } = this.#plan;
    const asked = notes.at[note] ?? 0;
    const chain = [...cords.agents.of(note)].map((agent) => this.#versionAt(agent, asked));
    const work = workOf(random, this.#seedOf(note), lang, notes.kind(note), chain, this.#library);
    const done = this.#addSteps(random, note, work, asked + PICKED_UP);
    this.#addCreation(note, lang, work, done);
    this.#addJob(note, work, done);
    for (const { variant, sha256, mime, bytes, width, height, durationMs, peaks } of work.files) {
      const shape = { width, height, duration_ms: durationMs, peaks };
      this.#media.add({ creation_id: notes.ids.uuid(note), variant, sha256, mime, bytes, ...shape, created_at: done });
    }
  }

  /** When the last of the steps, begun at `started`, was done. */
  #addSteps(random: Random, note: number, { steps }: Work, started: number): Date {
    const { ids } = this.#plan.notes;
    let at = started;
    for (const [position, { agent, prompt, output }] of steps.entries()) {
      const { engine, name, model, trained, takes } = ENGINES[agent.kind];
      const duration = Math.round(takes * (0.7 + 0.6 * random()));
      const step = { position, agent_version_id: agent.uuid };
      this.#jobStep.add({ job_id: ids.kinUuid(note, JOB_KIN), ...step, engine_tokens: NOTHING, fee: NOTHING });
      this.#step.add({
        creation_id: ids.uuid(note),
        ...step,
        engine,
        engine_name: name,
        model,
        trained,
        prompt,
        output,
        tokens: NOTHING,
        started_at: new Date(at),
        duration_ms: duration,
      });
      at += duration;
    }
    return new Date(at);
  }

  #addCreation(note: number, lang: Lang, { title, prompt, body }: Work, done: Date): void {
    const { notes, members } = this.#plan;
    const plot = notes.plotOf[note] ?? 0;
    const { x, y } = placeOf(this.#plan, plot);
    const [seat_x, seat_y, seat_rot] = notes.seat(note);
    this.#creation.add({
      id: notes.ids.uuid(note),
      author_id: members.uuid(plot),
      kind: notes.kind(note),
      title,
      prompt,
      body,
      lang,
      state: 'done',
      trained: false,
      visibility: 'published',
      fork: notes.fork(note),
      plot_x: x,
      plot_y: y,
      seat_x,
      seat_y,
      seat_rot,
      created_at: new Date(notes.at[note] ?? 0),
      published_at: done,
    });
  }

  #addJob(note: number, { asked: title, prompt, steps }: Work, done: Date): void {
    const { notes, members, cords } = this.#plan;
    const { ids } = notes;
    const kind = notes.kind(note);
    const asked = notes.at[note] ?? 0;
    const id = ids.kinUuid(note, JOB_KIN);
    const wish = {
      agents: [...cords.agents.of(note)].map((agent) => ids.id(agent)),
      prompt,
      parents: [...cords.parents.of(note)].map((parent) => ids.id(parent)),
      where: 'board',
      ...(title === '' ? {} : { title }),
    };
    this.#job.add({
      id,
      creation_id: ids.uuid(note),
      author_id: members.uuid(notes.plotOf[note] ?? 0),
      kind,
      place: 'board',
      state: 'succeeded',
      request: JSON.stringify(wish),
      idempotency_key: `world-${ids.uuid(note)}`,
      request_hash: createHash('sha256')
        .update(canonicalJson({ kind, ...wish }))
        .digest('hex'),
      price: NOTHING,
      charged: NOTHING,
      seed: this.#seedOf(note),
      step: steps.length - 1,
      pct: 100,
      attempt: 1,
      worker: 'world',
      run_after: new Date(asked),
      queued_at: new Date(asked),
      created_at: new Date(asked),
      started_at: new Date(asked + PICKED_UP),
      finished_at: done,
    });
  }

  /** A job's seed when nobody wished for one. */
  #seedOf(note: number): number {
    return hashText(this.#plan.notes.ids.kinUuid(note, JOB_KIN)) >>> 1;
  }

  /** The version of an agent that a run at `at` used. */
  #versionAt(agent: number, at: number): AgentVersion {
    const versions = versionsOf(this.#plan, agent);
    return versions.findLast((version) => version.at <= at) ?? versions[0];
  }
}
