import type { MemberClient } from '../http/member-client.ts';
import { FOLLOWS, LIKES, TALK, VOTES, type SeedComment } from './talk.ts';

/** Members with their handles, and notes, by the names and keys of the cast. */
export type SeedWorld = {
  readonly people: ReadonlyMap<string, { readonly client: MemberClient; readonly handle: string }>;
  readonly creations: ReadonlyMap<string, string>;
};

/** Has the people of a new board like, vote, follow and talk. Again: nothing changes. Works that are not there are passed over. */
export async function seedTalk({ people, creations }: SeedWorld): Promise<void> {
  for (const [name, { client }] of people) {
    for (const other of FOLLOWS[name] ?? []) {
      const handle = people.get(other)?.handle;
      if (handle !== undefined) await client.follow(handle);
    }
    for (const key of LIKES[name] ?? []) await onNote(key, (note) => client.like(note));
    for (const key of VOTES[name] ?? []) await onNote(key, (note) => client.vote(note));
  }
  for (const [key, comments] of Object.entries(TALK)) await onNote(key, (note) => say(note, key, comments, null));

  async function onNote(key: string, act: (note: string) => Promise<unknown>): Promise<void> {
    const note = creations.get(key);
    if (note !== undefined) await act(note);
  }

  async function say(note: string, place: string, comments: readonly SeedComment[], thread: string | null): Promise<void> {
    for (const [index, { by, body, answers = [] }] of comments.entries()) {
      const writer = people.get(by);
      if (!writer) throw new Error(`no member ${by}`);
      const words = body.replaceAll(/\{([^}]+)\}/g, (_, name: string) => `@${people.get(name)?.handle ?? name}`);
      const here = `${place}-${index}`;
      const said = await writer.client.comment(note, { body: words, ...(thread === null ? {} : { thread }) }, `seed-talk-${here}`);
      await say(note, here, answers, thread ?? said.id);
    }
  }
}
