import type { Lang } from '@oto/schema/base/lang';
import type { Mail } from '../mail/enqueue.ts';
import { escapeHtml } from '../site/page.ts';

const WORDS = {
  fr: {
    subject: 'Votre compte oTo est supprimé',
    lines: [
      'Votre compte oTo vient d’être supprimé, comme vous l’avez demandé.',
      'Vos fichiers privés s’effacent sous deux jours, l’historique du tableau sous trente. Les écritures comptables et les factures restent, sans votre nom, le temps que la loi demande.',
      'Si ce n’était pas vous, écrivez-nous en répondant à ce message.',
    ],
  },
  en: {
    subject: 'Your oTo account is deleted',
    lines: [
      'Your oTo account has just been deleted, as you asked.',
      'Your private files are wiped within two days, the board’s history within thirty. Accounting entries and invoices stay, without your name, for as long as the law asks.',
      'If this was not you, write to us by answering this message.',
    ],
  },
} as const satisfies { readonly [L in Lang]: unknown };

/** The last mail to somebody whose account is gone. */
export function goodbyeMail(to: string, lang: Lang, publicUrl: string): Mail {
  const { subject, lines } = WORDS[lang];
  const html = `<!doctype html><html lang="${lang}"><body style="margin:0;padding:24px;background:#fbf9f4;color:#2a2723;font:16px/1.5 Georgia,serif">
${lines.map((line) => `<p style="margin:0 0 8px">${escapeHtml(line)}</p>`).join('\n')}
<p style="margin:24px 0 0;color:#6b645a;font-size:13px">${escapeHtml(publicUrl)}</p></body></html>`;
  return { to, subject, text: [...lines, '', publicUrl, ''].join('\n\n'), html };
}
