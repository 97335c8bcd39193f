import { KINDS } from '@oto/schema/board/kind';
import type { Lang } from '@oto/schema/base/lang';
import { STATUS_DAYS } from '@oto/schema/contract/status';
import { escapeHtml } from '../site/page.ts';
import { STATUS_STYLE } from './page-style.ts';
import type { StatusView } from './read.ts';
import { STATUS_WORDS } from './words.ts';

const DAY_MS = 86_400_000;
const MINUTE = 60;

export type PagePlace = { readonly publicUrl: string; readonly now: Date };

/** How the service is, for people: no script, nothing fetched. `isAway`: the database did not answer. */
export function statusPage(status: StatusView, lang: Lang, { publicUrl, now }: PagePlace, isAway: boolean): string {
  const words = STATUS_WORDS[lang];
  const other: Lang = lang === 'fr' ? 'en' : 'fr';
  const [open, over] = [status.incidents.filter(({ overAt }) => overAt === null), status.incidents.filter(({ overAt }) => overAt !== null)];
  const looked = isAway ? words.away : status.at === null ? '' : words.looked(clock(new Date(status.at), lang));
  const at = (path: string) => escapeHtml(`${publicUrl}${path}`);
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${escapeHtml(words.lead)}">
<title>${escapeHtml(words.title)} · oTo</title>
<link rel="canonical" href="${at(`/status?lang=${lang}`)}">
<link rel="alternate" hreflang="fr" href="${at('/status?lang=fr')}">
<link rel="alternate" hreflang="en" href="${at('/status?lang=en')}">
<link rel="alternate" type="application/atom+xml" title="${escapeHtml(words.title)}" href="${at(`/status.atom?lang=${lang}`)}">
<style>${STATUS_STYLE}</style>
</head>
<body>
<header><a class="brand" href="/" aria-label="oTo">oTo</a><a href="/status?lang=${other}" lang="${other}" hreflang="${other}">${words.other}</a></header>
<main>
<h1>${escapeHtml(words.title)}</h1>
<p class="lead">${escapeHtml(words.lead)}</p>
<div class="note" data-state="${status.overall}" data-testid="status-overall"><p class="big">${escapeHtml(words.overall[status.overall])}</p><p>${escapeHtml(looked)}</p></div>
${open.length === 0 ? '' : `<h2>${escapeHtml(words.now)}</h2>${open.map((one) => incidentSection(one, lang)).join('')}`}
<ul class="parts sheet">${status.components.map((one) => part(one, lang, now)).join('')}</ul>
<h2>${escapeHtml(words.past)}</h2>
${over.length === 0 ? `<p class="small">${escapeHtml(words.nothing)}</p>` : over.map((one) => incidentSection(one, lang)).join('')}
</main>
<footer><a href="/">${escapeHtml(words.board)}</a><a href="/status.atom?lang=${lang}">${escapeHtml(words.feed)}</a><a href="/api/status">${escapeHtml(words.data)}</a></footer>
</body>
</html>`;
}

type Part = StatusView['components'][number];

function part({ name, state, waitSeconds, uptime, days }: Part, lang: Lang, now: Date): string {
  const words = STATUS_WORDS[lang];
  const percent = uptime === null ? null : percentOf(uptime, lang);
  const making: readonly string[] = KINDS;
  const wait = making.includes(name) && waitSeconds !== null && state !== 'off' ? words.wait(span(waitSeconds, lang)) : words.what[name];
  const label = percent === null ? words.noBars : words.bars(percent);
  return `<li data-testid="status-part" data-part="${name}" data-state="${state}"><div class="top"><b>${escapeHtml(words.name[name])}</b><span class="state" data-state="${state}">${escapeHtml(words.state[state])}</span></div>
<div class="what">${escapeHtml(wait)}</div>
<svg class="bars" viewBox="0 0 ${STATUS_DAYS * 9 - 3} 34" preserveAspectRatio="none" role="img" aria-label="${escapeHtml(label)}">${bars(days, lang, now)}</svg>
<div class="foot"><span>${escapeHtml(words.ago)}</span><span>${percent === null ? '' : escapeHtml(words.uptime(percent))}</span><span>${escapeHtml(words.today)}</span></div></li>`;
}

/** One bar a day, today last; each says in words what it was. */
function bars(days: Part['days'], lang: Lang, now: Date): string {
  const of = new Map(days.map((day) => [day.day, day]));
  const words = STATUS_WORDS[lang];
  const name = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return Array.from({ length: STATUS_DAYS }, (_, index) => {
    const at = new Date(now.getTime() - (STATUS_DAYS - 1 - index) * DAY_MS);
    const day = of.get(at.toISOString().slice(0, 10));
    if (day === undefined) return `<rect class="none" x="${index * 9}" width="6" height="34" rx="1.5"/>`;
    const [look, what] =
      day.down > 0
        ? (['down', words.dayDown(day.down)] as const)
        : day.slow > 0
          ? (['slow', words.daySlow(day.slow)] as const)
          : (['up', words.dayUp] as const);
    // A few minutes in a day are seen, and do not paint all of it.
    const share = look === 'up' ? 1 : Math.max(0.3, (day.down + day.slow) / Math.max(1, day.up + day.slow + day.down));
    const height = Math.round(share * 34);
    const under = share < 1 ? `<rect class="up" x="${index * 9}" width="6" height="34" rx="1.5"/>` : '';
    return `<g><title>${escapeHtml(words.day(name.format(at), what))}</title>${under}<rect class="${look}" x="${index * 9}" y="${34 - height}" width="6" height="${height}" rx="1.5"/></g>`;
  }).join('');
}

function incidentSection({ components, impact, state, updates }: StatusView['incidents'][number], lang: Lang): string {
  const words = STATUS_WORDS[lang];
  const lines = updates
    .map(
      (update) =>
        `<li><b>${escapeHtml(words.incident[update.state])}</b> <time class="small" datetime="${escapeHtml(update.at)}">${escapeHtml(stamp(new Date(update.at), lang))}</time><p>${escapeHtml(update[lang])}</p></li>`,
    )
    .join('');
  return `<article class="incident sheet" data-testid="status-incident" data-state="${state}"><h3>${escapeHtml(components.map((name) => words.name[name]).join(', '))}</h3><p class="small">${escapeHtml(words.impact[impact])} · ${escapeHtml(words.incident[state])}</p><ol>${lines}</ol></article>`;
}

function percentOf(thousandths: number, lang: Lang): string {
  return new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 1 }).format(thousandths / 1000);
}

/** A wait is told roughly: nobody plans by the second. */
function span(seconds: number, lang: Lang): string {
  const minutes = Math.round(seconds / MINUTE);
  const [value, unit] = seconds < MINUTE ? [Math.max(1, seconds), 'second'] : [minutes, 'minute'];
  return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

function clock(at: Date, lang: Lang): string {
  return `${new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Paris' }).format(at)} (Paris)`;
}

function stamp(at: Date, lang: Lang): string {
  return `${new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Paris' }).format(at)} (Paris)`;
}
