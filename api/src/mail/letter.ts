import type { Lang } from '@oto/schema/base/lang';
import { escapeHtml } from '../site/page.ts';
import type { Mail } from './enqueue.ts';

export type Letter = {
  readonly lang: Lang;
  readonly subject: string;
  /** Paragraphs. */
  readonly lines: readonly string[];
  readonly link?: { readonly words: string; readonly href: string };
  /** Small print. */
  readonly foot?: string;
  readonly footLink?: { readonly words: string; readonly href: string };
};

/** A short letter as text and as HTML without pictures, scripts or anything from elsewhere. Every value is escaped. */
export function mailOfLetter(to: string, { lang, subject, lines, link, foot, footLink }: Letter): Mail {
  const written = ({ words, href }: NonNullable<Letter['link']>) => `${words}${lang === 'fr' ? '\u00A0: ' : ': '}${href}`;
  const text = [
    ...lines,
    ...(link ? [written(link)] : []),
    ...(foot === undefined ? [] : [foot]),
    ...(footLink ? [written(footLink)] : []),
  ];
  const paragraphs = lines.map((line) => `<p style="margin:0 0 12px">${escapeHtml(line)}</p>`);
  const button =
    link &&
    `<p style="margin:20px 0"><a href="${escapeHtml(link.href)}" style="color:#2660b4;font-size:18px">${escapeHtml(link.words)}</a></p>`;
  const last = footLink && `<a href="${escapeHtml(footLink.href)}" style="color:#2660b4">${escapeHtml(footLink.words)}</a>`;
  const small =
    foot === undefined && last === undefined
      ? ''
      : `<p style="margin:24px 0 0;color:#6b645a;font-size:13px">${[foot === undefined ? '' : escapeHtml(foot), last ?? ''].join(' ').trim()}</p>`;
  return {
    to,
    subject,
    text: `${text.join('\n\n')}\n`,
    html: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;background:#fbf9f4;color:#2a2723;font:16px/1.5 Georgia,serif">
${paragraphs.join('\n')}
${button ?? ''}
${small}
</body></html>`,
  };
}
