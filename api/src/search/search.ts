import type { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { HITS_MAX, type SearchQuery, type SearchResult } from '@oto/schema/contract/search';
import type { Db } from '../deps.ts';
import { and, or, questionsOf, tag, telling, formsOf, type Question } from './ask.ts';
import type { Sought } from './excerpt.ts';
import { findAny, findNamed, findNewest, lastNumber } from './find.ts';
import { agentHits, creationHits, personHits, type Span } from './hits.ts';
import { typedWords } from './typed-words.ts';
import { readWords, type Word } from './vocabulary.ts';

type Asked = z.output<typeof SearchQuery>;
type Result = z.input<typeof SearchResult>;

/** Of people and of agents, where all are asked for. */
const FEW = 4;
/** Found beyond what is told, for some may have gone or be of another day. */
const SPARE = 10;
const DAY_MS = 86_400_000;
/** Months told one by one; a longer span is not narrowed down before it is read. */
const MONTHS_MAX = 120;

const NOBODY: Result = { hits: [], readAs: null };

/** What anybody may find by these words, best first. */
export async function search(db: Db, asked: Asked): Promise<Result> {
  const typed = typedWords(asked.q);
  const filter = await filterOf(db, asked);
  if (typed.words.length === 0 || filter === null) return NOBODY;
  const [words, last] = await Promise.all([readWords(db, typed), lastNumber(db)]);
  const search = {
    db,
    words,
    questions: questionsOf(words, last),
    last,
    name: asked.q,
    filter,
    span: spanOf(asked),
    sought: soughtBy(words),
  };
  const { people, agents, creations } = sharesOf(asked);
  const [persons, makers, works] = await Promise.all([
    people === 0 ? NONE : findPeople(search, people),
    agents === 0 ? NONE : findAgents(search, agents),
    creations === 0 ? NONE : findCreations(search, creations),
  ]);
  const hits = [...persons.exact, ...makers.exact, ...persons.rest, ...makers.rest, ...works.exact, ...works.rest];
  return { hits: hits.slice(0, HITS_MAX), readAs: readAsOf(words) };
}

type Search = {
  readonly db: Db;
  readonly questions: readonly Question[];
  readonly last: number;
  /** As typed. */
  readonly name: string;
  readonly filter: string;
  readonly span: Span;
  readonly sought: Sought;
};
type Hits = readonly Result['hits'][number][];
/** `exact`: by their whole name. */
type Group = { readonly exact: Hits; readonly rest: Hits };
const NONE: Promise<Group> = Promise.resolve({ exact: [], rest: [] });

/** How many of each are told. */
function sharesOf(asked: Asked): { readonly people: number; readonly agents: number; readonly creations: number } {
  const wants = (type: Asked['in']) => asked.in === 'all' || asked.in === type;
  const few = asked.in === 'all' ? FEW : HITS_MAX;
  const narrowed = asked.kind ?? asked.author ?? asked.agent ?? asked.after ?? asked.before;
  return {
    people: wants('people') && narrowed === undefined ? few : 0,
    agents: wants('agents') && asked.agent === undefined ? few : 0,
    creations: wants('creations') ? HITS_MAX : 0,
  };
}

async function findPeople({ db, questions, name, sought }: Search, want: number): Promise<Group> {
  const [exact, rest] = await Promise.all([
    findNamed(db, 'person', name, FEW),
    gather(questions, want, (one, more) => findAny(db, one, tag('person'), more)),
  ]);
  return split(exact, rest, want, (ids) => personHits(db, ids, sought));
}

async function findAgents({ db, questions, name, filter, span, sought }: Search, want: number): Promise<Group> {
  const [exact, rest] = await Promise.all([
    filter === '' ? findNamed(db, 'agent', name, FEW) : [],
    gather(questions, want, (one, more) => findAny(db, one, and(tag('agent'), ...some(filter)), more)),
  ]);
  return split(exact, rest, want, (ids) => agentHits(db, ids, sought, span));
}

async function findCreations({ db, questions, last, name, filter, span, sought }: Search, want: number): Promise<Group> {
  const [exact, rest] = await Promise.all([
    filter === '' ? findNamed(db, 'creation', name, FEW) : [],
    gather(questions, want, (one, more) => findNewest(db, one, and(tag('creation'), ...some(filter)), more, last)),
  ]);
  return split(exact, rest, want, (ids) => creationHits(db, ids, sought, span));
}

const some = (filter: string): readonly string[] => (filter === '' ? [] : [filter]);

/** Answers to one question after the other, each once, until there are enough. */
async function gather(
  questions: readonly Question[],
  want: number,
  find: (question: Question, more: number) => Promise<readonly { readonly id: string }[]>,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const question of questions) {
    if (ids.size >= want + SPARE) break;
    for (const { id } of await find(question, want + SPARE)) ids.add(id);
  }
  return [...ids];
}

async function split(
  exact: readonly string[],
  rest: readonly string[],
  want: number,
  read: (ids: readonly string[]) => Promise<Hits>,
): Promise<Group> {
  const ids = [...new Set([...exact, ...rest])];
  const hits = (await read(ids)).slice(0, want);
  const named = new Set(exact);
  const isNamed = (hit: Hits[number]) => named.has(uuidFromId(hit.type === 'person' ? hit.person.id : hit.id));
  return { exact: hits.filter(isNamed), rest: hits.filter((hit) => !isNamed(hit)) };
}

/** What is found must bear these; empty: anything. Null: nothing can. */
async function filterOf(db: Db, { kind, author, agent, after, before }: Asked): Promise<string | null> {
  const parts: string[] = [];
  if (kind !== undefined) parts.push(tag(kind));
  if (agent !== undefined) parts.push(tag(`with${uuidFromId(agent)}`));
  if (author !== undefined) {
    const handle = author.replace(/^@/, '').toLowerCase();
    const member = await db.selectFrom('member').select('id').where('handle', '=', handle).executeTakeFirst();
    if (!member) return null;
    parts.push(tag(`by${member.id}`));
  }
  const months = monthsBetween(after, before);
  if (months !== null) parts.push(or(months.map((month) => tag(`m${month}`))));
  return parts.length === 0 ? '' : and(...parts);
}

/** Every month (yyyymm) of a span of days; null when it has no end or too many. */
export function monthsBetween(
  after: string | undefined,
  before: string | undefined,
  today: string = new Date().toISOString(),
): readonly string[] | null {
  if (after === undefined && before === undefined) return null;
  const [from, to] = [after ?? FIRST_DAY, before ?? today].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1);
  if (from === undefined || to === undefined || to - from >= MONTHS_MAX) return null;
  return Array.from(
    { length: Math.max(0, to - from + 1) },
    (_, n) => `${Math.floor((from + n) / 12)}${String(((from + n) % 12) + 1).padStart(2, '0')}`,
  );
}

/** Nothing here is older. */
const FIRST_DAY = '2024-01-01';

/** From the first moment of a day to the last of another, UTC. */
function spanOf({ after, before }: Asked): Span {
  return {
    ...(after === undefined ? {} : { after: new Date(after) }),
    ...(before === undefined ? {} : { before: new Date(Date.parse(before) + DAY_MS) }),
  };
}

function soughtBy(words: readonly Word[]): Sought {
  const all = new Set(
    words.filter(({ isStop }) => !isStop || words.length === 1).flatMap((word) => formsOf(word).map((form) => form.word)),
  );
  return (word) => all.has(word);
}

/** The words as they were read, where that differs from what was typed. */
function readAsOf(words: readonly Word[]): string | null {
  if (telling(words).every(({ meant }) => meant === null)) return null;
  return words.map(({ text, meant }) => meant?.text ?? text).join(' ');
}
