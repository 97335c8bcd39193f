import * as Y from 'yjs';
import { newId, type Id } from '@oto/schema/base/id';
import { parseDocumentName, regionName } from '@oto/schema/board/document-name';
import { atlasOf, regionOf } from '@oto/schema/board/roots';
import type { ErrorCode } from '@oto/schema/contract/errors';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import { stockServer } from './stock-server.ts';

/** One key that an update would change, with its value afterwards; undefined: deleted. */
export interface Change {
  readonly root: 'places' | 'ties';
  readonly key: string;
  readonly value: unknown;
}

export interface StandInOptions {
  readonly plots: readonly Plot[];
  readonly notesPerPlot: number;
}

/** Stock Hocuspocus that judges updates before it applies them, keeps epochs, and forgets nothing while it lives. */
export async function standIn({ plots, notesPerPlot }: StandInOptions) {
  const owner = newId();
  const notes = new Map<string, Id[]>(plots.map((plot) => [plotKey(plot), Array.from({ length: notesPerPlot }, newId)]));
  const epochs = new Map<string, number>(plots.map((plot) => [plotKey(plot), 1]));
  const kept = new Map<string, Uint8Array>();
  const opens: string[] = [];
  const tokens: string[] = [];
  /** Every value that the server ever took, in order. */
  const taken: Change[] = [];
  const rules = { judge: (_change: Change): ErrorCode | null => null, admits: (_token: string): ErrorCode | null => null };

  const refuse = (reason: ErrorCode): never => {
    throw Object.assign(new Error(''), { code: 4403, reason });
  };
  const server = await stockServer({
    debounce: 0,
    async onAuthenticate({ documentName, token, connectionConfig }) {
      opens.push(documentName);
      tokens.push(token);
      const name = parseDocumentName(documentName);
      const code = rules.admits(token);
      if (code) refuse(code);
      if (name?.kind === 'region') {
        const epoch = epochs.get(plotKey(name.plot));
        if (epoch === undefined) refuse('unknown_document');
        if (epoch !== name.epoch) refuse('old_epoch');
      }
      if (token === '') connectionConfig.readOnly = true;
    },
    async onLoadDocument({ document, documentName }) {
      const before = kept.get(documentName);
      if (before) return Y.applyUpdate(document, before);
      const name = parseDocumentName(documentName);
      if (name?.kind === 'atlas') for (const [key, ids] of notes) atlasOf(document).plots.set(key, atlasRecord(key, ids.length));
      else if (name) {
        for (const id of notes.get(plotKey(name.plot)) ?? []) regionOf(document).notes.set(id, { v: 1, k: 'text', s: [0, 0, 0], o: owner });
      }
      kept.set(documentName, Y.encodeStateAsUpdate(document));
    },
    async beforeSync({ type, payload, document, documentName }) {
      if (type === 0 || !documentName.startsWith('region/')) return;
      const changes = changesOf(document, payload);
      if (!changes) return refuse('edit_incomplete');
      for (const change of changes) {
        const code = rules.judge(change);
        if (code) return refuse(code);
      }
      taken.push(...changes);
    },
    async onStoreDocument({ document, documentName }) {
      kept.set(documentName, Y.encodeStateAsUpdate(document));
    },
  });
  const { port } = server;

  const atlasRecord = (key: string, count: number) => ({ v: 1, o: owner, e: epochs.get(key) ?? 1, n: count, t: 0, p: 'open' }) as const;

  return {
    server,
    page: `http://127.0.0.1:${port}/`,
    port,
    notes: (plot: Plot): readonly Id[] => notes.get(plotKey(plot)) ?? [],
    rules,
    opens,
    tokens,
    taken,
    document: (name: string) => server.hocuspocus.documents.get(name),
    places: (plot: Plot) =>
      server.hocuspocus.documents
        .get(regionName(plot, epochs.get(plotKey(plot)) ?? 1))
        ?.getMap('places')
        .toJSON(),

    /** Writes the region under the next epoch: its notes and places without their history. */
    async rewrite(plot: Plot): Promise<void> {
      const key = plotKey(plot);
      const epoch = epochs.get(key) ?? 1;
      const old = regionName(plot, epoch);
      const from = new Y.Doc();
      const state = server.hocuspocus.documents.get(old);
      const update = state ? Y.encodeStateAsUpdate(state) : kept.get(old);
      if (update) Y.applyUpdate(from, update);
      const to = new Y.Doc();
      for (const root of ['notes', 'places', 'ties'] as const) {
        for (const [id, value] of from.getMap(root)) to.getMap(root).set(id, value);
      }
      epochs.set(key, epoch + 1);
      kept.set(regionName(plot, epoch + 1), Y.encodeStateAsUpdate(to));
      for (const connection of state?.getConnections() ?? []) connection.close({ code: 4409, reason: 'old_epoch' });
      const atlas = await server.hocuspocus.openDirectConnection('atlas/0,0.1');
      await atlas.transact((document) => void atlasOf(document).plots.set(key, atlasRecord(key, notes.get(key)?.length ?? 0)));
      await atlas.disconnect();
    },

    stop: () => server.destroy(),
  };
}

export type StandIn = Awaited<ReturnType<typeof standIn>>;

/** Null when something that the update builds upon is missing. */
function changesOf(document: Y.Doc, update: Uint8Array): Change[] | null {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(document));
  const roots = ['places', 'ties'] as const;
  const before = roots.map((root) => copy.getMap(root).toJSON());
  Y.applyUpdate(copy, update);
  if (copy.store.pendingStructs !== null || copy.store.pendingDs !== null) return null;
  return roots.flatMap((root, index) => {
    const was = before[index] ?? {};
    const is = copy.getMap(root).toJSON();
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    return keys.flatMap((key): Change[] =>
      JSON.stringify(was[key]) === JSON.stringify(is[key]) ? [] : [{ root, key, value: is[key] as unknown }],
    );
  });
}
