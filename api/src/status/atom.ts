import type { Lang } from '@oto/schema/base/lang';
import { escapeHtml } from '../site/page.ts';
import type { StatusView } from './read.ts';
import { STATUS_WORDS } from './words.ts';

/** Incidents as Atom (RFC 4287), an entry each; one that goes on is the same entry, updated. */
export function statusFeed({ incidents }: StatusView, lang: Lang, publicUrl: string, now: Date): string {
  const words = STATUS_WORDS[lang];
  const { host } = new URL(publicUrl);
  const at = (path: string) => escapeHtml(`${publicUrl}${path}`);
  const entries = incidents.map(({ id, components, impact, state, beganAt, updates }) => {
    const names = components.map((name) => words.name[name]).join(', ');
    const said = updates.map((update) => `${words.incident[update.state]} (${update.at})\n${update[lang]}`).join('\n\n');
    return `<entry>
<id>tag:${escapeHtml(host)},2026:incident/${id}</id>
<title>${escapeHtml(`${names} · ${words.impact[impact]} · ${words.incident[state]}`)}</title>
<published>${beganAt}</published>
<updated>${updates[0]?.at ?? beganAt}</updated>
<link href="${at(`/status?lang=${lang}`)}"/>
<content type="text">${escapeHtml(said)}</content>
</entry>`;
  });
  const updated = incidents.flatMap((one) => one.updates.map((update) => update.at)).toSorted();
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
<id>tag:${escapeHtml(host)},2026:status</id>
<title>oTo · ${escapeHtml(words.title)}</title>
<updated>${updated.at(-1) ?? now.toISOString()}</updated>
<author><name>oTo</name></author>
<link rel="self" type="application/atom+xml" href="${at(`/status.atom?lang=${lang}`)}"/>
<link rel="alternate" type="text/html" href="${at(`/status?lang=${lang}`)}"/>
${entries.join('\n')}
</feed>`;
}
