import type { Lang } from '@oto/schema/base/lang';
import { escapeHtml } from '../../site/page.ts';
import { WORDS } from './words.ts';

/** How a page is dressed: its language, and where the house's own style sheets lie. */
export type Dress = { readonly lang: Lang; readonly sheets: readonly string[] };

/** Addresses of the style sheets of one of the client's built pages, in its order. */
export function sheetsOf(html: string): readonly string[] {
  return [...html.matchAll(/<link rel="stylesheet"[^>]* href="(\/assets\/[\w.-]+\.css)">/g)].map((match) => match[1] ?? '');
}

/** A sheet of paper between two bands that say what this is. No scripts; without the house's sheets it is plain and works. */
export function frame({ lang, sheets }: Dress, title: string, body: string): string {
  const words = WORDS[lang];
  const links = sheets.map((href) => `<link rel="stylesheet" href="${escapeHtml(href)}">`).join('\n');
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escapeHtml(title)} · ${words.label} · oTo</title><link rel="icon" href="/icon-192.png">
${links}
<style>${STYLE}</style></head><body><header class="band"><p class="band-label">${words.label}</p><p class="band-text">${words.explained}</p></header>
<main class="paper-card desk"><span class="tape" aria-hidden="true"></span><span class="stamp" aria-hidden="true">${words.stamp}</span><h1>${escapeHtml(title)}</h1>
${body}</main><footer class="band"><p class="band-label">${words.label}</p></footer></body></html>`;
}

/** What this page has of its own, over the house's sheets. */
const STYLE = `
html,body{height:auto;overflow:visible;touch-action:auto}
body{display:grid;grid-template-rows:auto 1fr auto;min-height:100vh;margin:0;font:400 1rem/1.5 var(--text,system-ui,sans-serif)}
.band{padding:.9rem 1.2rem;text-align:center;color:#332d22;background:repeating-linear-gradient(-45deg,#f4cf63 0 16px,#ecbf45 16px 32px);border-block:2px dashed #332d22}
.band p{margin:0}
.band-label{font:400 clamp(1.5rem,7vw,2.2rem)/1.15 var(--title,sans-serif);text-transform:uppercase}
.band-text{max-width:36rem;margin:.25rem auto 0!important;font-size:.95rem}
footer .band-label{font-size:1.1rem}
.desk{position:relative;width:min(440px,100% - 2rem);margin:2.6rem auto;padding:2.1rem clamp(1.1rem,6vw,2rem) 1.8rem;align-self:start}
.desk h1{margin:0 0 .9rem;padding-inline-end:5.4rem;font:400 1.75rem/1.15 var(--title,sans-serif);overflow-wrap:anywhere}
.desk p{margin:.5rem 0}
.stamp{position:absolute;top:1.5rem;right:1rem;padding:.1rem .6rem;border:3px solid;border-radius:10px 4px 12px 5px;color:var(--bad,#a62824);font:400 1.2rem/1.3 var(--title,sans-serif);text-transform:uppercase;rotate:7deg;opacity:.8}
.desk-what{font-size:1.05rem}
.desk-price{display:flex;flex-wrap:wrap;align-items:baseline;gap:.1rem .7rem;padding:.3rem 0 .7rem;border-bottom:1.5px dashed var(--line-strong,#8b8478)}
.desk-price strong{font:600 2.6rem/1 var(--hand,sans-serif)}
.desk-price small,.desk summary{color:var(--ink-soft,#5d574e)}
.desk .desk-told{margin:.8rem 0;padding:.6rem .8rem;background:var(--receipt,#fdf3cd);border-radius:3px 6px 12px 4px;border-inline-start:4px solid var(--pencil,#8b8478);font-weight:600}
.desk .desk-told.bad{border-inline-start-color:var(--bad,#a62824)}
.desk .desk-told.good{border-inline-start-color:var(--good,#1f6b45)}
.desk form{margin:.6rem 0}
.desk .button{width:100%;min-height:46px;cursor:pointer}
.desk details{margin-top:1.3rem;padding-top:.9rem;border-top:1.5px dashed var(--line-strong,#8b8478)}
.desk summary{min-height:32px;cursor:pointer}
.desk a:not(.button){color:var(--accent,#2660b4)}
.desk ul{list-style:none;margin:0;padding:0}
.desk li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.2rem 1rem;padding:.6rem 0;border-bottom:1px solid var(--line,#ddd5c4)}
.desk table{width:100%;border-collapse:collapse}
.desk th{padding:.35rem 0;text-align:start;font-weight:400}
.desk td{padding:.35rem 0;text-align:end;font-variant-numeric:tabular-nums}
.desk tr:last-child>*{border-top:1.5px solid var(--line-strong,#8b8478);font-weight:600}
`;
