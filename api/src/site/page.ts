/** What a shared address says of its creation to programs that preview links. */
export type Preview = {
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly image: string | null;
  readonly imageWidth?: number;
  readonly imageHeight?: number;
  readonly author: string;
  /** A note, or a member's page. */
  readonly type: 'article' | 'profile';
  /** Where how to embed it is told; null for what cannot be. */
  readonly oembed: string | null;
};

/** The client's index.html with the preview's tags in its head and its title. Every value is escaped. */
export function pageWithPreview(html: string, preview: Preview): string {
  const head = previewTags(preview);
  const titled = html.replace(/<title>[^<]*<\/title>/i, () => `<title>${escapeHtml(preview.title)} · oTo</title>`);
  return titled.replace(/<\/head>/i, () => `${head}</head>`);
}

function previewTags(preview: Preview): string {
  const properties: readonly (readonly [string, string | number | null | undefined])[] = [
    ['og:type', preview.type],
    ['og:site_name', 'oTo'],
    ['og:title', preview.title],
    ['og:description', preview.description],
    ['og:url', preview.url],
    ['og:image', preview.image],
    ['og:image:width', preview.image === null ? null : preview.imageWidth],
    ['og:image:height', preview.image === null ? null : preview.imageHeight],
    ['og:image:alt', preview.image === null ? null : preview.title],
    [preview.type === 'article' ? 'article:author' : 'profile:username', preview.author],
  ];
  const tags = properties
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `<meta property="${name}" content="${escapeHtml(String(value))}">`);
  tags.push(
    `<meta name="description" content="${escapeHtml(preview.description)}">`,
    `<meta name="twitter:card" content="${preview.image === null ? 'summary' : 'summary_large_image'}">`,
    ...(preview.image === null ? [] : [`<meta name="twitter:image" content="${escapeHtml(preview.image)}">`]),
    ...(preview.oembed === null
      ? []
      : [
          `<link rel="alternate" type="application/json+oembed" href="${escapeHtml(preview.oembed)}" title="${escapeHtml(preview.title)}">`,
        ]),
    `<link rel="canonical" href="${escapeHtml(preview.url)}">`,
  );
  return tags.join('\n');
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
