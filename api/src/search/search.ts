import type { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { HITS_MAX, type SearchQuery, type SearchResult } from '@oto/schema/contract/search';
import type { Db } from '../deps.ts';
import { and, formsOf, or, questionsOf, tag, telling, type Questions } from './ask.ts';
import type { Sought } from './excerpt.ts';
import { findAny, findCreations, findNamed, lastNumber, type Among, type Found, type Span } from './find.ts';
import { agentHits, creationHits, personHits } from './hits.ts';
import { typedWords } from './typed-words.ts';
import { readWords, type Word } from './vocabulary.ts';

type Asked = z.output<typeof SearchQuery>;
type Result = z.input<typeof SearchResult>;

/** Of people and of agents, where all are asked for. */
const FEW = 4;
/** Found beyond what is told, for some may have gone or be of another day. */
const SPARE = 10;
/** People and agents read for one question. */
const MAKERS_MAX = 100;
const DAY_MS = 86_400_000;
/** Months told one by one; a longer span is not narrowed down before it is read. */
const MONTHS_MAX = 120;

const NOBODY: Result = { hits: [], readAs: null };

/** What anybody may find by these words, best first: whose name or title they are exactly, people, agents, creations. */
export async function search(db: Db, asked: Asked): Promise<Result> {
  const typed = typedWords(asked.q);
  const filter = await filterOf(db, asked);
  if (typed.words.length === 0 || filter === null) return NOBODY;
  const [words, last, named] = await Promise.all([readWords(db, typed), lastNumber(db), filter === '' ? findNamed(db, asked.q, FEW) : []]);
  const questions = questionsOf(words, last);
  if (questions === null) return NOBODY;
  const wants = sharesOf(asked);
  const [sought, span] = [soughtBy(words), spanOf(asked)];
  const [makers, works] = await Promise.all([
    findMakers(db, questions, wants, { filter, span }),
    wants.creation === 0
      ? []
      : findCreations(db, questions, { filter: and(tag('creation'), ...some(filter)), span }, wants.creation + SPARE, last),
  ]);
  const idsOf = (type: Found['type']): readonly string[] => {
    if (wants[type] === 0) return [];
    const rest = type === 'creation' ? works : idsOfType(makers, type);
    return [...new Set([...idsOfType(named, type), ...rest])];
  };
  const [people, agents, creations] = await Promise.all([
    personHits(db, idsOf('person'), sought),
    agentHits(db, idsOf('agent'), sought, span),
    creationHits(db, idsOf('creation'), sought, span),
  ]);
  const found = [...people.slice(0, wants.person), ...agents.slice(0, wants.agent), ...creations.slice(0, wants.creation)];
  const exact = new Set(named.map(({ id }) => id));
  const isExact = (hit: Hits[number]) => exact.has(uuidFromId(hit.type === 'person' ? hit.person.id : hit.id));
  const hits = [...found.filter(isExact), ...found.filter((hit) => !isExact(hit))];
  return { hits: hits.slice(0, HITS_MAX), readAs: readAsOf(words) };
}

type Hits = readonly Result['hits'][number][];
/** How many of each are told; 0: they are not asked for. */
type Wants = { readonly [T in Found['type']]: number };

function sharesOf(asked: Asked): Wants {
  const wants = (type: Asked['in']) => asked.in === 'all' || asked.in === type;
  const few = asked.in === 'all' ? FEW : HITS_MAX;
  const narrowed = asked.kind ?? asked.author ?? asked.agent ?? asked.after ?? asked.before;
  return {
    person: wants('people') && narrowed === undefined ? few : 0,
    agent: wants('agents') && asked.agent === undefined ? few : 0,
    creation: wants('creations') ? HITS_MAX : 0,
  };
}

/** People and agents by their names; agents by what they say of themselves too, where they alone are asked for. */
async function findMakers(db: Db, questions: Questions, wants: Wants, { filter, span }: Among): Promise<readonly Found[]> {
  const types = [...(wants.person > 0 ? [tag('person')] : []), ...(wants.agent > 0 ? [tag('agent')] : [])];
  if (types.length === 0) return [];
  const among = and(or(types), ...some(filter));
  const { titleWhole, titleBegun, textBegun } = questions;
  const alone = wants.person === 0 && wants.creation === 0;
  const found = new Map<string, Found>();
  for (const text of new Set([titleWhole.text, titleBegun.text, ...(alone ? [textBegun.text] : [])])) {
    if (found.size >= MAKERS_MAX) break;
    for (const one of await findAny(db, and(among, text), span, MAKERS_MAX)) found.set(one.id, found.get(one.id) ?? one);
  }
  return [...found.values()];
}

const idsOfType = (found: readonly Found[], type: Found['type']): readonly string[] =>
  found
    .filter((one) => one.type === type)
    .map(({ id }) => id)
    .slice(0, HITS_MAX + SPARE);
const some = (filter: string): readonly string[] => (filter === '' ? [] : [filter]);

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
