import type { Lang } from '@oto/schema/base/lang';
import { frenchSpacing } from '../i18n/french-spacing.ts';
import type { Block, Paper, PaperName, Section } from './paper.ts';
import { privacy as privacyEn } from './privacy.en.ts';
import { privacy as privacyFr } from './privacy.fr.ts';
import { terms as termsEn } from './terms.en.ts';
import { terms as termsFr } from './terms.fr.ts';

export const PAPERS: { readonly [N in PaperName]: { readonly [L in Lang]: Paper } } = {
  terms: { fr: spaced(termsFr), en: termsEn },
  privacy: { fr: spaced(privacyFr), en: privacyEn },
};

function spaced(paper: Paper): Paper {
  const section = ({ id, title, body }: Section): Section => ({ id, title: frenchSpacing(title), body: body.map(block) });
  return { lead: frenchSpacing(paper.lead), sections: paper.sections.map(section) };
}

function block(one: Block): Block {
  if ('text' in one) return { text: frenchSpacing(one.text) };
  if ('list' in one) return { list: one.list.map(frenchSpacing) };
  if ('kept' in one)
    return {
      kept: one.kept.map(({ what, why, until }) => ({ what: frenchSpacing(what), why: frenchSpacing(why), until: frenchSpacing(until) })),
    };
  return one;
}
