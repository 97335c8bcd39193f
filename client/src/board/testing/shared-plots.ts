import * as Y from 'yjs';
import type { InboundRecord } from '@oto/schema/board/record';
import { regionOf, type Region } from '@oto/schema/board/roots';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import type { Edit } from '../../net/intent-log.ts';
import { BoardView } from '../board-view.ts';
import { Handiwork } from '../handiwork.ts';
import { regionOfEnd } from '../move-rights.ts';
import { TieHand } from '../tie-hand.ts';
import { FakeScene } from './fake-scene.ts';

/** The documents as a server holds them, and the mirrors it writes. Everything happens when it is asked for. */
export class SharedPlots {
  readonly plots: readonly Plot[];
  readonly docs: ReadonlyMap<string, Y.Doc>;

  constructor(plots: readonly Plot[], fill: (plot: Plot, region: Region) => void) {
    this.plots = plots;
    this.docs = new Map(plots.map((plot) => [plotKey(plot), new Y.Doc()]));
    for (const plot of plots) fill(plot, this.region(plotKey(plot)));
  }

  region(key: string): Region {
    const doc = this.docs.get(key);
    if (!doc) throw new Error(`no plot ${key}`);
    return regionOf(doc);
  }

  /** Every tie with its home. */
  ties(): ReadonlyMap<string, string> {
    const all = new Map<string, string>();
    for (const key of this.docs.keys()) for (const tie of this.region(key).ties.keys()) all.set(tie, key);
    return all;
  }

  /** Writes the mirrors that the ties of today ask for, and takes the others away. */
  deliver(): void {
    const wanted = new Map<string, Map<string, InboundRecord>>([...this.docs.keys()].map((key) => [key, new Map()]));
    for (const plot of this.plots) {
      const home = plotKey(plot);
      for (const [key, { a, b, c, n }] of this.region(home).ties.entries()) {
        for (const [here, far] of [
          [a, b],
          [b, a],
        ] as const) {
          const region = regionOfEnd(here);
          if (region === home) continue;
          wanted.get(region)?.set(key, { v: 1, k: 'tie', here: here[0], far, c, ...(n ? { n } : {}), h: [plot.x, plot.y] });
        }
      }
    }
    for (const [region, mirrors] of wanted) {
      const { inbound } = this.region(region);
      for (const key of inbound.keys()) if (!mirrors.has(key)) inbound.delete(key);
      for (const [key, mirror] of mirrors) if (JSON.stringify(inbound.get(key)) !== JSON.stringify(mirror)) inbound.set(key, mirror);
    }
  }
}

/** One browser: the plots it has open, its hands, and what its board shows. */
export class Desk {
  readonly scene = new FakeScene();
  readonly docs = new Map<string, Y.Doc>();
  readonly view: BoardView;
  readonly work: Handiwork;
  readonly ties: TieHand;
  readonly skipped: number[] = [];
  readonly refused: string[] = [];
  closed = new Set<string>();
  #shared: SharedPlots;
  #offline = new Map<string, (readonly Edit[])[]>();

  constructor(shared: SharedPlots, plots: readonly Plot[] = shared.plots) {
    this.#shared = shared;
    this.view = new BoardView({
      sink: this.scene,
      cardOf: () => undefined,
      lang: () => 'en',
      onRecord: () => undefined,
      onPlaced: () => undefined,
      onNotes: () => undefined,
      onDrawn: () => undefined,
      onCord: () => undefined,
      onClaim: () => undefined,
    });
    const refusalAt = (region: string) => (this.view.isPast(region) ? 'in_the_past' : this.closed.has(region) ? 'region_closed' : null);
    this.work = new Handiwork({
      edit: (region, edits) => this.#edit(region, edits),
      now: this.view.now,
      isLoaded: (region) => this.docs.has(region),
      mayMake: ({ region }) => refusalAt(region) === null,
      onWritten: (change) => {
        if (change.root === 'ties') this.view.cords.mean(change.key, change.after, change.region);
      },
      onUndoable: () => undefined,
      onSkipped: (pieces) => this.skipped.push(pieces),
      onFar: (region) => this.refused.push(`far ${region}`),
      clock: () => 0,
    });
    this.work.setPerson('me');
    this.ties = new TieHand({ view: this.view, work: this.work, refusalAt, onRefused: (code) => this.refused.push(code) });
    for (const plot of plots) this.open(plot);
  }

  /** Edits that waited for this region are written as it opens. */
  open(plot: Plot): void {
    const key = plotKey(plot);
    if (this.docs.has(key)) return;
    const doc = new Y.Doc();
    this.docs.set(key, doc);
    this.sync(key);
    for (const edits of this.#offline.get(key) ?? []) this.#edit(key, edits);
    this.#offline.delete(key);
    this.view.open(plot, regionOf(doc));
  }

  close(key: string): void {
    this.sync(key);
    if (this.docs.delete(key)) this.view.close(key);
  }

  /** Sends and receives what is new. */
  sync(key: string): void {
    const [mine, theirs] = [this.docs.get(key), this.#shared.docs.get(key)];
    if (!mine || !theirs) return;
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine, Y.encodeStateVector(theirs)));
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(mine)));
  }

  /** Opens what it has written to, and then all the plots, and tells the server everything. */
  settle(): void {
    for (const plot of this.#shared.plots) this.open(plot);
    for (const key of this.docs.keys()) this.sync(key);
  }

  /** The tie strings on screen: key, ends without order, colour and name. */
  shown(): string[] {
    const strings: string[] = [];
    for (const cord of this.scene.cords.values()) {
      if (cord.style !== 'tie') continue;
      const ends = [cord.from.note ?? '', cord.to.note ?? ''].sort().join('-');
      strings.push([cord.id, ends, cord.colour, cord.label ?? ''].join(' '));
    }
    return strings.sort();
  }

  #edit(region: string, edits: readonly Edit[]): boolean {
    const doc = this.docs.get(region);
    if (!doc) {
      if (!this.#shared.docs.has(region)) return false;
      this.#offline.set(region, [...(this.#offline.get(region) ?? []), edits]);
      return true;
    }
    const { places, ties } = regionOf(doc);
    doc.transact(() => {
      for (const edit of edits) {
        if (edit.root === 'places') places.set(edit.key, edit.value);
        else if (edit.value === null) ties.delete(edit.key);
        else ties.set(edit.key, edit.value);
      }
    });
    return true;
  }
}
