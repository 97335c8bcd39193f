import { hashText, seededRandom } from '@oto/schema/base/seeded-random';
import type { Lang } from '@oto/schema/base/lang';
import { cut } from '../../../text/cut.ts';
import type { EngineRequest } from '../../engine.ts';
import { typeset as typesetEnglish } from './english.ts';
import { typeset as typesetFrench } from './french.ts';
import { findIntent, type Intent } from './intent.ts';
import { detectLanguage } from './language.ts';
import { findMood, type Mood } from './mood.ts';
import type { Couplet, Phrasebook } from './phrasebook.ts';
import { ENGLISH } from './phrasebook-en.ts';
import { FRENCH } from './phrasebook-fr.ts';
import { extractSentences } from './summary.ts';
import { capital, fill, pick, pickSome, type Random } from './template.ts';
import { findTopic, tidy, type Topic } from './topic.ts';

const LONG_PROMPT = 280;

export type Composition = { readonly lang: Lang; readonly intent: Intent; readonly title: string; readonly body: string };

type Desk = {
  readonly book: Phrasebook;
  readonly lang: Lang;
  readonly topic: Topic;
  readonly mood: Mood;
  readonly random: Random;
  readonly request: EngineRequest;
  readonly line: (template: string) => string;
};

/** A titled text in the prompt's language; equal requests give equal texts. */
export function compose(request: EngineRequest): Composition {
  const own = request.topic.trim() === '' ? request.prompt : request.topic;
  const lang = detectLanguage(own, request.lang);
  const book = lang === 'fr' ? FRENCH : ENGLISH;
  const mood = findMood(request.instructions, own);
  const fed = request.prompt !== request.topic && request.topic.trim() !== '';
  const asked = fed ? findIntent('', request.instructions) : findIntent(own, request.instructions);
  const source = fed ? request.prompt : own;
  const intent = asked === 'musing' && own.length > LONG_PROMPT ? 'summary' : asked;
  const topic = findTopic(sameSubject(own, request.parentTitle), lang);
  const random = seededRandom(hashText(`${own}\n${request.prompt}\n${request.instructions}\n${request.agent}\n${request.seed}`));
  const desk: Desk = { book, lang, topic, mood, random, request, line: (template) => fill(template, topic, lang, random) };
  const typeset = lang === 'fr' ? typesetFrench : typesetEnglish;
  const title = titleOf(desk, intent);
  const body = [...opening(desk), ...bodyOf(desk, intent, source)].join('\n');
  return { lang, intent, title: typeset(title), body: typeset(body) };
}

/** « continue » and its like say nothing of the subject: the parent's title does. */
function sameSubject(own: string, parentTitle: string | undefined): string {
  const vague =
    /^\W*(?:continue[rz]?|la suite|suite|encore|poursui[st]|more|next|go on|keep going|and then)?(?:\s+(?:le|la|the|cette?|this)\s+\p{L}+)?\W*$/iu.test(
      own,
    );
  return vague && parentTitle ? parentTitle.replace(/^(?:Suite|Continued)\s*:?\s*/u, '') : own;
}

function titleOf(desk: Desk, intent: Intent): string {
  const title = capital(desk.line(pick(desk.random, desk.book.titles[intent])));
  if (desk.request.parentText === undefined) return title;
  const parent = tidy(desk.request.parentTitle ?? '').replace(/^(?:Suite|Continued)\s*:\s*/u, '');
  return `${desk.book.sequel.title}: ${parent === '' ? title : parent.slice(0, 80)}`;
}

/** A continuation takes up the parent's last line. */
function opening(desk: Desk): string[] {
  const last = (desk.request.parentText ?? '')
    .split('\n')
    .map(tidy)
    .findLast((line) => line.length > 12 && !line.startsWith('—'));
  if (last === undefined) return [];
  const quote = cut(last, 160).replace(/^[«“]\s*|\s*[»”]$/gu, '');
  return [desk.lang === 'fr' ? `« ${quote} »` : `“${quote}”`, '', desk.line(pick(desk.random, desk.book.sequel.bridge)), ''];
}

function bodyOf(desk: Desk, intent: Intent, source: string): string[] {
  const { book, random, line } = desk;
  switch (intent) {
    case 'haiku':
      return [
        capital(line(pick(random, book.haiku.season))),
        line(pick(random, book.haiku.subject)),
        line(pick(random, book.haiku.close)),
        ...signature(desk),
      ];
    case 'poem':
      return poem(desk);
    case 'story':
      return [
        `${line(pick(random, book.story.open))} ${line(pick(random, book.story.want))}`,
        '',
        `${line(pick(random, book.story.turn[desk.mood]))} ${line(pick(random, book.story.deed))}`,
        '',
        line(pick(random, book.story.end)),
        ...signature(desk),
      ];
    case 'ideas':
      return [
        line(pick(random, book.ideas.lead)),
        '',
        ...pickSome(random, book.ideas.items, 5).map((item, i) => book.item(i + 1, line(item))),
        '',
        line(pick(random, book.ideas.close)),
      ];
    case 'plan':
      return [
        line(pick(random, book.plan.lead)),
        '',
        ...book.plan.phases.map((phase, i) => book.item(i + 1, line(pick(random, phase)))),
        '',
        line(pick(random, book.plan.risk)),
      ];
    case 'summary':
      return summary(desk, source);
    case 'letter':
      return [
        line(pick(random, book.letter.hail)),
        '',
        ...pickSome(random, book.letter.body, 2).map(line),
        '',
        line(pick(random, book.letter.mood[desk.mood])),
        '',
        line(pick(random, book.letter.bye)),
        ...signature(desk).slice(1),
      ];
    case 'dialogue':
      return dialogue(desk);
    case 'slogan':
      return pickSome(random, book.slogans, 3).map(line);
    case 'recipe':
      return [
        line(pick(random, book.recipe.lead)),
        '',
        ...book.recipe.ingredients.map((item) => `– ${line(item)}`),
        '',
        ...book.recipe.steps.map((step, i) => book.item(i + 1, line(step))),
        book.item(book.recipe.steps.length + 1, line(pick(random, book.recipe.serve))),
      ];
    case 'musing':
      return [
        line(pick(random, book.musing.open)),
        '',
        pickSome(random, book.musing.body, 2).map(line).join(' '),
        '',
        line(pick(random, book.musing.close)),
        ...signature(desk),
      ];
    default:
      return intent satisfies never;
  }
}

function poem(desk: Desk): string[] {
  const { couplets } = desk.book;
  const [first, second, third] = pickSome(desk.random, couplets.middle, 3);
  const chosen: readonly Couplet[] = [
    pick(desk.random, couplets.open),
    first,
    pick(desk.random, couplets.mood[desk.mood]),
    second,
    third,
    pick(desk.random, couplets.close),
  ].filter((pair) => pair !== undefined);
  const lines: string[] = [];
  chosen.forEach(([a, b], i) => {
    if (i > 0 && i % 2 === 0) lines.push('');
    lines.push(capital(desk.line(a)), desk.line(b));
  });
  return [...lines, ...signature(desk)];
}

function dialogue(desk: Desk): string[] {
  const { book, random, line } = desk;
  const [one, two] = pick(random, book.dialogue.names);
  const [lead, ...others] = book.dialogue.exchanges;
  const talk = [...(lead ? [lead] : []), ...pickSome(random, others, 3), pick(random, book.dialogue.last)];
  return [
    line(pick(random, book.dialogue.scene)),
    '',
    ...talk.flatMap(([ask, answer]) => [book.speech(one, line(ask)), book.speech(two, line(answer))]),
  ];
}

function summary(desk: Desk, source: string): string[] {
  const kept = source.length > 120 ? extractSentences(source, 3) : [];
  if (kept.length === 0) return desk.book.summary.bare.map(desk.line);
  return [desk.line(pick(desk.random, desk.book.summary.lead)), '', ...kept.map((sentence) => `– ${tidy(sentence)}`)];
}

function signature(desk: Desk): string[] {
  const name = tidy(desk.request.agent);
  return name === '' ? [] : ['', desk.book.signature(name)];
}
