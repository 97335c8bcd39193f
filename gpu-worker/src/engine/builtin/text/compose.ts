import { hashText, seededRandom } from '@oto/schema/base/seeded-random';
import type { Lang } from '@oto/schema/base/lang';
import { cut } from '../../../text/cut.ts';
import type { EngineRequest } from '../../engine.ts';
import { ENGLISH } from './book/en.ts';
import { FRENCH } from './book/fr.ts';
import { findDomain } from './domain.ts';
import { typeset as typesetEnglish } from './english.ts';
import { typeset as typesetFrench } from './french.ts';
import { findIntent, namedIntent, type Intent } from './intent.ts';
import { detectLanguage } from './language.ts';
import { findMood } from './mood.ts';
import { formOf, plainTitle, subjectOf } from './parent.ts';
import { extractSentences } from './summary.ts';
import { capital, pick } from './template.ts';
import { shapeTopic, tidy, type Topic } from './topic.ts';
import { readWish, type Wish } from './wish.ts';
import { counted, explanation, goal, ideas, plan, recipe, slogan } from './write/craft.ts';
import { deskOf, type Desk } from './write/desk.ts';
import { letter, musing, reply, summary, wishes, wishTitle } from './write/note.ts';
import { dialogue, story } from './write/tale.ts';
import { haiku, poem, song } from './write/verse.ts';

const LONG_PROMPT = 280;
const QUOTE_MAX = 160;

export type Composition = { readonly lang: Lang; readonly intent: Intent; readonly title: string; readonly body: string };

/** A titled text in the prompt's language; equal requests give equal texts. */
export function compose(request: EngineRequest): Composition {
  const own = request.topic.trim() === '' ? request.prompt : request.topic;
  const lang = detectLanguage(own, request.lang);
  const book = lang === 'fr' ? FRENCH : ENGLISH;
  const wish = readWish(own, lang);
  // Text of an earlier step is worked on; the person's own words stay the subject.
  const fed = request.prompt !== request.topic && request.topic.trim() !== '';
  const intent = intentOf(request, own, wish, fed);
  const random = seededRandom(
    hashText(`${own}\n${request.prompt}\n${request.instructions}\n${request.agent}\n${request.parentText ?? ''}\n${request.seed}`),
  );
  const subject = subjectFor(request, wish, lang, () => pick(random, book.muses));
  const desk = deskOf({
    book,
    lang,
    wish,
    topic: topicFor(intent, subject),
    mood: findMood(request.instructions, own),
    domain: findDomain(`${subject.noun} ${subject.clause}`, own),
    random,
    request,
  });
  const source = fed ? request.prompt : (request.parentText ?? own);
  const typeset = lang === 'fr' ? typesetFrench : typesetEnglish;
  const body = [...(intent === 'summary' ? [] : opening(desk, fed)), ...bodyOf(desk, intent, source)].join('\n');
  return { lang, intent, title: typeset(titleOf(desk, intent)), body: typeset(body) };
}

function intentOf(request: EngineRequest, own: string, wish: Wish, fed: boolean): Intent {
  if (fed) {
    const asked = findIntent('', request.instructions);
    return asked === 'reply' ? 'musing' : asked;
  }
  // « continue » goes on in the parent's own form, unless another is asked for.
  if (wish.vague && request.parentText !== undefined)
    return namedIntent(own.slice(0, 400)) ?? formOf(request.parentText) ?? findIntent('', request.instructions);
  const asked = findIntent(own, request.instructions);
  return asked === 'musing' && own.length > LONG_PROMPT ? 'summary' : asked;
}

/** What the words say, else what the parent was about, else whatever comes to mind. */
function subjectFor(request: EngineRequest, wish: Wish, lang: Lang, muse: () => string): Topic {
  if (wish.named) return wish.topic;
  const parent = plainTitle(request.parentTitle ?? '');
  return parent === '' ? shapeTopic(muse(), lang, '') : subjectOf(parent, lang);
}

/** An infinitive is sung as it is; elsewhere it is quoted, because nothing agrees with it. */
function topicFor(intent: Intent, topic: Topic): Topic {
  const sung = intent === 'poem' || intent === 'song' || intent === 'slogan' || intent === 'haiku';
  return topic.kind === 'verb' && !sung ? { ...topic, kind: 'quote' } : topic;
}

function titleOf(desk: Desk, intent: Intent): string {
  const own = desk.book.titles[intent];
  const titles = intent === 'letter' && desk.wish.to === null ? desk.book.letterTitles : own;
  const more = new Map([
    ...goal(desk),
    ...counted(desk, desk.wish.count ?? 5),
    ['greeting', intent === 'wishes' ? wishTitle(desk).replace(/[\s.!]+$/u, '') : ''],
  ]);
  // The clause is in the dedication: a title « Pour … » would say it all twice.
  const title = capital(desk.choose(desk.topic.clause === '' ? titles : titles.slice(0, 1), more));
  if (desk.request.parentText === undefined) return title;
  const parent = plainTitle(desk.request.parentTitle ?? '');
  return `${desk.book.note.sequel.title}: ${parent === '' ? title : cut(parent, 80)}`;
}

/** A continuation takes up the parent's last line; a step of a chain the sentence that weighs most in what it was given. */
function opening(desk: Desk, fed: boolean): string[] {
  const { sequel } = desk.book.note;
  if (fed) {
    const strongest = extractSentences(desk.request.prompt.split('\n').slice(1).join('\n'), 1)[0];
    return strongest === undefined ? [] : [desk.choose(sequel.echo), quoted(desk, strongest), ''];
  }
  const last = (desk.request.parentText ?? '')
    .split('\n')
    .map(tidy)
    .findLast((line) => line.length > 12 && !line.startsWith('—'));
  return last === undefined ? [] : [quoted(desk, last), '', desk.choose(sequel.bridge), ''];
}

function quoted(desk: Desk, text: string): string {
  return desk.book.quote(cut(tidy(text), QUOTE_MAX).replace(/^[«“]\s*|\s*[»”]$/gu, ''));
}

function bodyOf(desk: Desk, intent: Intent, source: string): string[] {
  switch (intent) {
    case 'haiku':
      return haiku(desk);
    case 'poem':
      return poem(desk);
    case 'song':
      return song(desk);
    case 'story':
      return story(desk);
    case 'ideas':
      return ideas(desk);
    case 'plan':
      return plan(desk);
    case 'summary':
      return summary(desk, source);
    case 'letter':
      return letter(desk);
    case 'dialogue':
      return dialogue(desk);
    case 'slogan':
      return slogan(desk);
    case 'recipe':
      return recipe(desk);
    case 'explanation':
      return explanation(desk);
    case 'wishes':
      return wishes(desk);
    case 'reply':
      return reply(desk);
    case 'musing':
      return musing(desk);
    default:
      return intent satisfies never;
  }
}
