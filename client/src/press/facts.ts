import type { Lang } from '@oto/schema/base/lang';
import { LANGS } from '@oto/schema/base/lang';
import { KINDS } from '@oto/schema/board/kind';
import { pressSlot } from '@oto/schema/contract/press';
import { ROYALTY_GENERATIONS } from '@oto/schema/ledger/royalty';
import type { Release } from '../news/changelog.ts';
import type { PressWords } from './words.ts';

/** What the page learns of the repository it is built from: the changelog, and the licence in package.json. */
export type PressSource = { readonly releases: readonly Release[]; readonly licence: string };

/** A term and its lines, each as words of `t`; a line may hold a slot that the api fills. */
export type Fact = { readonly term: string; readonly line: string };

/** Of the code, of the changelog, and, in slots, of the api that serves them. None is typed here. */
export function pressFacts(lang: Lang, t: PressWords, { releases, licence }: PressSource): readonly Fact[] {
  const list = new Intl.ListFormat(lang);
  const languages = new Intl.DisplayNames(lang, { type: 'language' });
  const release = releases.find(({ day }) => day !== null);
  if (!release?.day) throw new Error('the changelog tells of no version that was released');
  const day = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${release.day}T00:00:00Z`));
  return [
    { term: t('press.fact.makes'), line: list.format(KINDS.map((kind) => t(`press.makes.${kind}`))) },
    { term: t('press.fact.languages'), line: list.format(LANGS.map((one) => languages.of(one) ?? one)) },
    { term: t('press.fact.version'), line: t('press.version', { version: release.name, day }) },
    { term: t('press.fact.gift'), line: pressSlot({ fact: 'gift', line: t('press.gift') }) },
    ...KINDS.map((kind) => ({
      term: t(`press.fact.price.${kind}`),
      line: pressSlot({ fact: 'price', kind, line: t('press.price'), range: t('press.price.range'), none: t('press.price.none') }),
    })),
    { term: t('press.fact.packs'), line: pressSlot({ fact: 'packs', line: t('press.pack'), none: t('press.pack.none') }) },
    { term: t('press.fact.generations'), line: String(ROYALTY_GENERATIONS) },
    { term: t('press.fact.software'), line: licence },
    {
      term: t('press.fact.publisher'),
      line: pressSlot({ fact: 'publisher', line: t('press.publisher'), none: t('press.publisher.none') }),
    },
  ];
}
