import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Lang } from '@oto/schema/base/lang';
import { escapeHtml } from '../site/page.ts';
import type { Shared } from './read-shared.ts';

const WORDS: { readonly [L in Lang]: { readonly by: string; readonly open: string } } = {
  fr: { by: 'par', open: 'Voir sur le tableau' },
  en: { by: 'by', open: 'See it on the board' },
};

const COLOURS = { text: '#ffec8c', image: '#8cc8f5', video: '#ff8a76', voice: '#f8a4c4', agent: '#e0b146' } as const;

/** A note as a page for other sites' frames: its own paper, its words or media, no script, no cookie. `text` is a text's whole. */
export function embedPage({ id, card, title }: Shared, text: string, publicUrl: string): string {
  const lang = card.lang;
  const { by, open } = WORDS[lang];
  const colour = card.type === 'agent' ? COLOURS.agent : COLOURS[card.kind];
  const media = `/media/${id}`;
  const words = card.type === 'agent' ? [card.role, card.excerpt].filter(Boolean).join('\n\n') : text;
  const body = ((): string => {
    if (card.type === 'agent') return `<p>${escapeHtml(words)}</p>`;
    switch (card.kind) {
      case 'text':
        return `<p>${escapeHtml(words)}</p>`;
      case 'image':
        return `<img src="${media}/main" alt="${escapeHtml(card.excerpt)}">`;
      case 'video':
        return `<video src="${media}/main" poster="${media}/poster" controls playsinline preload="none"></video>`;
      case 'voice':
        return `<audio src="${media}/main" controls preload="none"></audio><p>${escapeHtml(card.excerpt)}</p>`;
      default:
        return card.kind satisfies never;
    }
  })();
  const url = `${publicUrl}/n/${id}`;
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · oTo</title>
<link rel="canonical" href="${escapeHtml(url)}">
<style>${STYLE}</style>
</head>
<body>
<article style="--note:${colour}">
<h1>${escapeHtml(title)}</h1>
<div class="body">${body}</div>
<footer><span>${by} ${escapeHtml(card.author.name)}</span><a href="${escapeHtml(url)}" target="_blank" rel="noopener">${open}</a></footer>
</article>
</body>
</html>`;
}

/** The letters of titles travel with the page: it asks nothing of other sites. */
const TITLE = readFileSync(
  fileURLToPath(import.meta.resolve('@fontsource/permanent-marker/files/permanent-marker-latin-400-normal.woff2')),
);

const STYLE = `
@font-face{font-family:"Permanent Marker";src:url(data:font/woff2;base64,${TITLE.toString('base64')}) format("woff2")}
*{box-sizing:border-box}
body{margin:0;padding:18px 14px 22px;background:#efeadf;color:#332d22;font:16px/1.55 system-ui,sans-serif}
article{position:relative;max-width:560px;margin:auto;padding:30px 22px 14px;background:linear-gradient(170deg,#fff4 0,#fff0 40%),var(--note);
box-shadow:0 2px 3px #34281838,0 16px 18px -12px #34281899;border-radius:2px 3px 22px 3px/2px 3px 9px 3px}
article::before{content:"";position:absolute;top:-8px;left:50%;width:20px;height:20px;border-radius:50%;
background:radial-gradient(circle at 35% 32%,#fff 0,#ee5a50 24%,#8d1512);box-shadow:3px 6px 5px #2a201488}
h1{margin:0 0 10px;font:400 1.5rem/1.2 "Permanent Marker","Marker Felt",cursive;overflow-wrap:anywhere}
.body{max-height:60vh;overflow:auto}
p{margin:0;white-space:pre-line;overflow-wrap:anywhere}
img,video{display:block;width:100%;height:auto;max-height:60vh;object-fit:contain;background:#fff;border:6px solid #fff}
audio{width:100%;margin-bottom:10px}
footer{display:flex;flex-wrap:wrap;gap:4px 16px;justify-content:space-between;margin-top:14px}
a{color:#332d22}
`;
