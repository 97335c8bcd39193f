import type { Lang } from '@oto/schema/base/lang';
import { escapeHtml } from '../site/page.ts';

const WORDS = {
  fr: {
    title: 'Boîte aux lettres locale',
    lead: 'Aucun serveur de courrier n’est réglé : rien ne part. Voici ce qui aurait été envoyé.',
    none: 'Rien encore.',
    to: 'À',
    back: 'Toutes les lettres',
    html: 'Telle qu’elle serait vue',
  },
  en: {
    title: 'Local mailbox',
    lead: 'No mail server is set: nothing leaves. This is what would have been sent.',
    none: 'Nothing yet.',
    to: 'To',
    back: 'All letters',
    html: 'As it would be seen',
  },
};

export type KeptMail = {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body_text: string;
  readonly created_at: Date;
};

export function mailboxPage(lang: Lang, mails: readonly KeptMail[]): string {
  const words = WORDS[lang];
  const items = mails.map(
    ({ id, recipient, subject, created_at }) =>
      `<li><a href="/mailbox/${id}">${escapeHtml(subject)}</a><br><small>${words.to} ${escapeHtml(recipient)} · ${timeOf(created_at, lang)}</small></li>`,
  );
  return page(lang, words.title, `<p>${words.lead}</p>${items.length === 0 ? `<p>${words.none}</p>` : `<ul>${items.join('\n')}</ul>`}`);
}

export function mailPage(lang: Lang, { id, recipient, subject, body_text, created_at }: KeptMail): string {
  const words = WORDS[lang];
  return page(
    lang,
    subject,
    `<p><small>${words.to} ${escapeHtml(recipient)} · ${timeOf(created_at, lang)}</small></p>
<div class="letter">${linked(body_text)}</div>
<p><a href="/mailbox/${id}?as=html">${words.html}</a> · <a href="/mailbox">${words.back}</a></p>`,
  );
}

/** The text with its own addresses as links. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 === 1 ? `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>` : escapeHtml(part)))
    .join('');
}

function timeOf(at: Date, lang: Lang): string {
  return `<time datetime="${at.toISOString()}">${at.toLocaleString(lang, { dateStyle: 'medium', timeStyle: 'medium' })}</time>`;
}

function page(lang: Lang, title: string, body: string): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${escapeHtml(title)} · oTo</title><style>
body{font:17px/1.5 Georgia,serif;max-width:40rem;margin:8vh auto;padding:0 1.5rem;color:#2a2723;background:#fbf9f4}
h1{font-size:1.4rem}ul{list-style:none;padding:0}li{padding:.7rem 0;border-top:1px solid #ddd5c4}small{color:#6b645a}
.letter{white-space:pre-wrap;overflow-wrap:anywhere;background:#fff;border:1px solid #ddd5c4;padding:1.2rem}a{color:#2660b4}
</style></head><body><h1>${escapeHtml(title)}</h1>${body}</body></html>`;
}
