import type {
  Connection,
  Extension,
  beforeHandleAwarenessPayload,
  beforeSyncPayload,
  onAuthenticatePayload,
  onTokenSyncPayload,
} from '@hocuspocus/server';
import type { Logger } from 'pino';
import { decodeStateVector } from 'yjs';
import { parseDocumentName } from '@oto/schema/board/document-name';
import type { Tile } from '@oto/schema/geometry/lattice';
import { actorName, type Actor } from './document/actor.ts';
import type { Catalogue } from './document/catalogue.ts';
import { closeCode, Refusal } from './document/refusal.ts';
import type { Registry } from './document/registry.ts';
import type { Standing } from './document/standing.ts';
import { mergeUpdates } from './fanout/merge.ts';
import { tileKey, tileOfDocument, type Leases } from './lease/lease.ts';
import type { Watch } from './metric/watch.ts';
import type { Verify } from './pass/verify.ts';
import { filterPresence, type Voice } from './presence/filter.ts';
import { relayPresence } from './presence/relay.ts';
import { Bucket } from './socket/bucket.ts';
import type { People } from './socket/people.ts';
import type { SocketSession } from './socket/session.ts';

/** What Hocuspocus keeps for us with a connection; the channel exists once it is authenticated. */
export type Context = { readonly socket: SocketSession; readonly channel: Channel };
/** One connection's say in one document. */
export type Channel = { actor: Actor; readonly voice: Voice; readonly presence: Bucket };

/** Time a pass may be overdue while its successor is on the way. */
export const PASS_GRACE_MS = 30_000;
/** A pass that lapses within this time is asked to be renewed. */
export const PASS_RENEW_MS = 60_000;
const PRESENCE_PER_SECOND = 30;
const PRESENCE_BURST = 60;

export type HookParts = {
  readonly registry: Registry;
  readonly leases: Pick<Leases, 'take' | 'claim'>;
  readonly catalogue: Catalogue;
  readonly standing: Standing;
  readonly verify: Verify;
  readonly people: People;
  readonly log: Logger;
  readonly watch: Pick<Watch, 'presenceDropped'>;
};

/** The only hooks that run. What they throw, `guarded` sees to. */
export function hooks({ registry, leases, catalogue, standing, verify, people, log, watch }: HookParts): Extension<Context> {
  const admit = async (documentName: string, token: string, socket: SocketSession): Promise<Actor> => {
    const name = parseDocumentName(documentName);
    if (!name || tileKey(tileOfDocument(name)) !== tileKey(socket.tile)) throw new Refusal('unknown_document', 'not of this tile');
    const actor = await verify(token);
    if (!actor.ok) throw new Refusal(actor.code, actor.detail);
    if (actor.value.kind === 'service' && actor.value.document !== documentName)
      throw new Refusal('forbidden', 'a pass for another document');
    const exists = await catalogue.check(name);
    if (!exists.ok) throw new Refusal(exists.code);
    if (registry.isLeaving(documentName)) throw new Refusal('unavailable', 'reloading');
    if (socket.closed) throw new Refusal('unavailable', 'the socket is gone');
    if (actor.value.kind === 'member' && !people.enter(actor.value.id, socket)) {
      // After the refusal itself is on its way.
      setImmediate(() => socket.end('too_many_connections'));
      throw new Refusal('too_many_connections');
    }
    return actor.value;
  };

  /** Where a person's socket arrives, there the proxy wants the tile served. A worker moves nothing. */
  const hold = async (wanted: Tile, actor: Actor): Promise<void> => {
    const tile = tileKey(wanted);
    const fence = await (actor.kind === 'service' ? leases.take(tile) : leases.claim(tile));
    if (!fence) throw new Refusal('unavailable', 'another replica holds this tile');
  };

  return {
    extensionName: 'oto',

    onAuthenticate: async ({ documentName, token, context, connectionConfig }: onAuthenticatePayload<Context>) => {
      const { socket } = context;
      if (socket.isLate(documentName)) throw new Refusal('not_signed_in', 'no pass in time');
      const actor = await within(socket.authenticationMs, admit(documentName, token, socket));
      await within(socket.authenticationMs, hold(socket.tile, actor));
      // By the id of the request that asked for the work, so that it is followed to its end.
      if (actor.kind === 'service')
        log.info(
          { requestId: socket.requestId ?? undefined, document: documentName, note: actor.note, worker: actor.name },
          'worker let in',
        );
      connectionConfig.readOnly = actor.kind === 'watcher';
      const channel: Channel = { actor, voice: { client: null }, presence: new Bucket(PRESENCE_PER_SECOND, PRESENCE_BURST) };
      return { channel };
    },

    onTokenSync: async ({ documentName, token, context, connection }: onTokenSyncPayload<Context>) => {
      const actor = await admit(documentName, token, context.socket);
      const { channel } = context;
      if (channel.actor.kind !== 'watcher' && actorName(actor) !== actorName(channel.actor))
        throw new Refusal('bad_credential', 'someone else’s pass');
      channel.actor = actor;
      connection.readOnly = actor.kind === 'watcher';
    },

    onLoadDocument: async ({ documentName, document }) => {
      try {
        await registry.load(documentName, document);
        mergeUpdates(document, log);
        relayPresence(document, log);
      } catch (error) {
        // Hocuspocus forgets it as it is, with a timer that runs for ever.
        document.destroy();
        throw error;
      }
    },

    // Its pass may have been looked at while the document was still fit to serve.
    connected: async ({ connection }) => {
      const code = registry.leaving(connection.document);
      if (code) connection.close({ code: closeCode(code), reason: code });
    },

    beforeSync: async ({ type, payload, document, context, connection }: beforeSyncPayload<Context>) => {
      if (type === SYNC_REQUEST) return requireStateVector(payload);
      if (type > SYNC_UPDATE) throw new Refusal('edit_malformed', `sync type ${type}`);
      const live = registry.of(document);
      if (!live) throw new Refusal('unavailable', 'not loaded');
      const { actor } = context.channel;
      if (isLapsed(actor)) throw new Refusal('bad_credential', 'the pass has lapsed');
      await live.submit(payload, actor, { source: 'connection', connection });
    },

    beforeHandleAwareness: async ({ states, document, connection }: beforeHandleAwarenessPayload<Context>) => {
      const channel = connection ? channelOf(connection) : undefined;
      const live = registry.of(document);
      const silent = channel?.actor.kind === 'member' && (await standing.isSuspended(channel.actor.id));
      if (!connection || !channel || !live || silent || isLapsed(channel.actor)) {
        watch.presenceDropped(states.size);
        states.clear();
        return;
      }
      const shownElsewhere = (client: number) =>
        [...document.connections].some(([other, { clients }]) => other !== connection && clients.has(client));
      const dropped = filterPresence(states, {
        actor: channel.actor,
        voice: channel.voice,
        mayBe: (client) => !shownElsewhere(client) && live.bind(client, actorName(channel.actor)),
        spend: () => channel.presence.take(),
      });
      if (dropped > 0) watch.presenceDropped(dropped);
    },

    onStoreDocument: async ({ document }) => {
      const live = registry.of(document);
      if (live) await registry.compact(live);
    },

    beforeUnloadDocument: async ({ document }) => {
      const live = registry.of(document);
      if (live) await registry.settle(live);
    },
  };
}

/** Sync step 1: a state vector, which changes nothing. */
const SYNC_REQUEST = 0;
/** The last kind of sync message; it and the one before carry an update. */
const SYNC_UPDATE = 2;

function requireStateVector(payload: Uint8Array): void {
  try {
    decodeStateVector(payload);
  } catch {
    throw new Refusal('edit_malformed', 'not a state vector');
  }
}

/** Refuses as unavailable what takes longer than `ms`. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const alarm = setTimeout(() => late.reject(new Refusal('unavailable', `not done within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(alarm);
  }
}

function isLapsed(actor: Actor): boolean {
  return actor.kind !== 'watcher' && actor.expires + PASS_GRACE_MS < Date.now();
}

function channelOf(connection: Connection): Channel | undefined {
  const context = connection.context as Partial<Context> | undefined;
  return context?.channel;
}

/** Asks for passes that are about to lapse and closes documents whose pass has. */
export function renewPasses(connections: Iterable<Connection>): void {
  for (const connection of connections) {
    const actor = channelOf(connection)?.actor;
    if (!actor || actor.kind === 'watcher') continue;
    if (isLapsed(actor)) connection.close({ code: closeCode('bad_credential'), reason: 'bad_credential' });
    else if (actor.expires - Date.now() < PASS_RENEW_MS) connection.requestToken();
  }
}
