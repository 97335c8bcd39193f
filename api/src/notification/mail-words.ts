import type { Lang } from '@oto/schema/base/lang';
import { escapeHtml } from '../site/page.ts';
import type { Mail } from './mail-sender.ts';
import { explanation, headline, pathOf, type Told } from './words.ts';

const WORDS = {
  fr: {
    colon: '\u00A0: ',
    look: 'Voir sur le tableau',
    why: 'Vous recevez ce message parce que vous l’avez demandé dans oTo.',
    stop: 'Ne plus en recevoir',
  },
  en: {
    colon: ': ',
    look: 'See it on the board',
    why: 'You receive this message because you asked for it in oTo.',
    stop: 'Receive no more of them',
  },
};

/**
 * The mail about a notification. The person's own words stand in it only when the address is known to be theirs, so
 * that nobody can have oTo write to strangers.
 */
export function mailOf(told: Told, { lang, address, verified, publicUrl, unsubscribe }: MailTo): Mail {
  const words = WORDS[lang];
  const link = `${publicUrl}${pathOf(told)}`;
  const lines = [headline(told, lang), verified ? oneLine(told.title) : '', explanation(told, lang)].filter((line) => line !== '');
  const text = [...lines, '', `${words.look}${words.colon}${link}`, '', words.why, `${words.stop}${words.colon}${unsubscribe}`, ''];
  const html = `<!doctype html><html lang="${lang}"><body style="margin:0;padding:24px;background:#fbf9f4;color:#2a2723;font:16px/1.5 Georgia,serif">
<p style="font-size:20px;margin:0 0 8px">${escapeHtml(lines[0] ?? '')}</p>
${lines
  .slice(1)
  .map((line) => `<p style="margin:0 0 8px">${escapeHtml(line)}</p>`)
  .join('\n')}
<p style="margin:16px 0"><a href="${escapeHtml(link)}" style="color:#2660b4">${words.look}</a></p>
<p style="margin:24px 0 0;color:#6b645a;font-size:13px">${words.why} <a href="${escapeHtml(unsubscribe)}" style="color:#6b645a">${words.stop}</a></p>
</body></html>`;
  return {
    to: address,
    subject: `oTo · ${headline(told, lang)}`,
    text: text.join('\n'),
    html,
    unsubscribe,
  };
}

export type MailTo = {
  readonly lang: Lang;
  readonly address: string;
  readonly verified: boolean;
  readonly publicUrl: string;
  readonly unsubscribe: string;
};

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
