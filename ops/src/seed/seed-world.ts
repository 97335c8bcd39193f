import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { KINDS } from '@oto/schema/board/kind';
import type { Job } from '@oto/schema/contract/job';
import { MemberClient } from '../http/member-client.ts';
import { untilEngines } from '../http/until-engines.ts';
import { MEMBERS, WORKS, type SeedMember, type SeedWork } from './cast.ts';
import { seedTalk } from './seed-talk.ts';

/**
 * Peoples a new board through the public interface, as members would: sign up, make agents,
 * generate, fork, like and talk. Idempotency keys make an interrupted seed continue where it stopped.
 */
export type SeedOptions = {
  readonly url: string;
  readonly password: string;
  /** Written when all is done; its presence means there is nothing to do. */
  readonly marker: string;
  readonly onStep: (step: string) => void;
  readonly works?: readonly SeedWork[];
};

const AT_ONCE = 2;
/** Two jobs at a time a member stay well under the member limit of the api. */
const POLL_MS = 500;
const JOB_WITHIN_MS = 90_000;

export async function seedWorld(options: SeedOptions): Promise<void> {
  if ((await readFile(options.marker, 'utf8').catch(() => null)) !== null) return;
  await untilEngines(options.url, KINDS);
  const people = new Map<string, { readonly client: MemberClient; readonly handle: string }>();
  const agents = new Map<string, string>();
  for (const member of MEMBERS) {
    const client = new MemberClient(options.url);
    const me = await client.enter({ name: member.name, email: emailOf(member), password: options.password, lang: member.lang });
    people.set(member.name, { client, handle: me.handle });
    for (const [name, id] of await ensureAgents(client, member)) agents.set(name, id);
  }
  options.onStep(`${MEMBERS.length} membres, ${agents.size} agents / members, agents`);

  const works = options.works ?? WORKS;
  const creations = new Map<string, string>();
  let done = 0;
  for (const wave of wavesOf(works)) {
    await eachAtOnce(wave, AT_ONCE, async (work) => {
      const client = people.get(work.author)?.client;
      if (!client) throw new Error(`no member ${work.author}`);
      const job = await client.generate(
        work.kind,
        {
          agents: work.agents.map((name) => must(agents, name)),
          prompt: work.prompt,
          title: work.title,
          parents: (work.parents ?? []).map((key) => must(creations, key)),
          where: 'board',
        },
        `seed-1-${work.key}`,
      );
      await untilDone(client, job);
      creations.set(work.key, job.creation);
      options.onStep(`${String(++done).padStart(2)}/${works.length}  ${work.title}`);
    });
  }
  await seedTalk({ people, creations });
  options.onStep('j’aime, voix, commentaires / likes, votes, comments');
  await writeFile(options.marker, new Date().toISOString());
}

function emailOf(member: SeedMember): string {
  return `${member.name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()}@seed.oto.example`;
}

async function ensureAgents(client: MemberClient, member: SeedMember): Promise<readonly (readonly [string, string])[]> {
  const present = new Map((await client.agents()).map((agent) => [agent.name, agent.id]));
  const pairs: (readonly [string, string])[] = [];
  for (const agent of member.agents) {
    const id = present.get(agent.name) ?? (await client.createAgent({ ...agent, lang: member.lang })).id;
    pairs.push([agent.name, id]);
  }
  return pairs;
}

/** Works whose parents are all in earlier waves. */
function wavesOf(works: readonly SeedWork[]): readonly (readonly SeedWork[])[] {
  const roots = works.filter((work) => (work.parents ?? []).length === 0);
  const forks = works.filter((work) => (work.parents ?? []).length > 0);
  return [roots, forks];
}

async function eachAtOnce<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

async function untilDone(client: MemberClient, first: Job): Promise<void> {
  const until = Date.now() + JOB_WITHIN_MS;
  for (let job = first; ; job = await client.job(first.id)) {
    if (job.state === 'succeeded') return;
    if (job.state === 'failed' || job.state === 'cancelled') throw new Error(`« ${job.prompt} » ${job.state}: ${job.error?.code ?? ''}`);
    if (Date.now() > until) throw new Error(`« ${job.prompt} » is still ${job.state}`);
    await delay(POLL_MS);
  }
}

function must(map: ReadonlyMap<string, string>, key: string): string {
  const value = map.get(key);
  if (value === undefined) throw new Error(`seed refers to unknown ${key}`);
  return value;
}
