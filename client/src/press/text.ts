import type { Lang } from '@oto/schema/base/lang';
import { pressFacts, type PressSource } from './facts.ts';
import { KIT, type Kit } from './kit.ts';
import { pressWords } from './words.ts';

/** The words of the kit as a text of their own, in Markdown; slots are left for the api. */
export function pressText(lang: Lang, source: PressSource, kit: Kit = KIT): string {
  const t = pressWords(lang);
  const colon = lang === 'fr' ? '\u00A0:' : ':';
  const pictures = kit.pictures
    .filter((picture) => picture.lang === lang)
    .flatMap(({ name, big, web }) => [
      `- ${big.file} (${big.width} × ${big.height}), ${web.file} (${web.width} × ${web.height})  `,
      `  ${t(`press.picture.${name}`)}  `,
      `  ${t(`press.picture.${name}.alt`)}`,
    ]);
  const logos = kit.logos.map(({ name, vector, pixels }) => `- ${vector.file}, ${pixels.file}${colon} ${t(`press.logo.${name}`)}`);
  return `${[
    `# ${t('press.title')}`,
    ...section(t('press.words.line'), t('press.line')),
    ...section(t('press.words.fifty'), t('press.fifty')),
    ...section(t('press.words.long'), t('press.long.1'), t('press.long.2'), t('press.long.3')),
    ...section(
      t('press.facts'),
      pressFacts(lang, t, source)
        .map(({ term, line }) => `- ${term}${colon} ${line}`)
        .join('\n'),
      t('press.price.note'),
    ),
    ...section(t('press.pictures'), t('press.pictures.text'), pictures.join('\n')),
    ...section(t('press.logos'), t('press.logos.text'), logos.join('\n')),
    ...section(t('press.licence'), t('press.licence.1'), t('press.licence.2'), t('press.licence.3'), t('press.licence.url')),
  ].join('\n\n')}\n`;
}

function section(title: string, ...parts: readonly string[]): readonly string[] {
  return [`## ${title}`, ...parts];
}
