import { handleCandidates } from '@oto/api/identity/handle';
import { colourOf } from '@oto/api/identity/member-colour';
import { hashText } from '@oto/schema/base/seeded-random';
import { CORD_COLOURS } from '@oto/schema/board/palette';
import type { Plot } from '@oto/schema/geometry/lattice';
import { stream } from '../draw.ts';
import { placeOf, type Ground } from '../plan/plan.ts';
import { personOf, versionsOf, type Person } from '../words/people.ts';
import { Rows } from './copy.ts';
import { ENGINES } from './engines.ts';

/** Colour of an agent that nobody chose one for, as the api gives it. */
export function agentColour(ground: Ground, agent: number): number {
  return (hashText(ground.notes.ids.id(agent)) >>> 0) % CORD_COLOURS.length;
}

/** Members, their plots and their agents, as signing up and making an agent leave them. */
export class GroundRows {
  readonly #ground: Ground;
  readonly #places: readonly Plot[];
  readonly #handles: Set<string>;
  readonly #member = new Rows('member');
  readonly #plot = new Rows('plot');
  readonly #agent = new Rows('agent');
  readonly #version = new Rows('agent_version');

  /** `handles` are taken; those given away are added. */
  constructor(ground: Ground, places: readonly Plot[], handles: Set<string>) {
    this.#ground = ground;
    this.#places = places;
    this.#handles = handles;
  }

  /** In an order in which every row finds what it refers to. */
  get tables(): readonly Rows[] {
    return [this.#member, this.#plot, this.#agent, this.#version];
  }

  addPlot(plot: number): void {
    const { notes, members } = this.#ground;
    const person = personOf(this.#ground, plot);
    const owner = members.uuid(plot);
    const joined = new Date(this.#ground.joined(plot));
    const [from, to] = notes.of(plot);
    this.#member.add({ id: owner, name: person.name, handle: this.#handleOf(plot, person.name), lang: person.lang, created_at: joined });
    this.#plot.add({
      ...xy(placeOf({ places: this.#places }, plot)),
      owner_id: owner,
      ordinal: 0,
      notes: to - from,
      tint: colourOf(owner),
      policy: this.#ground.policy(plot),
      claimed_at: joined,
    });
    for (let note = from; note < to; note++) if (notes.isAgent(note)) this.#addAgent(note, plot, person);
  }

  #addAgent(note: number, plot: number, { lang }: Person): void {
    const { notes, members } = this.#ground;
    const versions = versionsOf(this.#ground, note);
    const { x, y } = placeOf({ places: this.#places }, plot);
    const [seat_x, seat_y, seat_rot] = notes.seat(note);
    const id = notes.ids.uuid(note);
    this.#agent.add({
      id,
      owner_id: members.uuid(plot),
      kind: notes.kind(note),
      colour: agentColour(this.#ground, note),
      current_version: (versions.at(-1) ?? versions[0]).uuid,
      plot_x: x,
      plot_y: y,
      seat_x,
      seat_y,
      seat_rot,
      created_at: new Date(notes.at[note] ?? 0),
    });
    for (const { uuid, version, kind, name, role, instructions, fee, at } of versions) {
      const { engine, model } = ENGINES[kind];
      const words = { name, role, instructions, fee, lang };
      this.#version.add({ id: uuid, agent_id: id, version, kind, engine, model, ...words, created_at: new Date(at) });
    }
  }

  #handleOf(plot: number, name: string): string {
    const random = stream(this.#ground.world, 'handle', plot);
    for (const handle of handleCandidates(name, () => fiveHex(random()))) {
      if (this.#handles.has(handle)) continue;
      this.#handles.add(handle);
      return handle;
    }
    throw new Error('handle candidates never end');
  }
}

function xy({ x, y }: Plot): { readonly x: number; readonly y: number } {
  return { x, y };
}

function fiveHex(chance: number): string {
  return Math.floor(chance * 16 ** 5)
    .toString(16)
    .padStart(5, '0');
}
