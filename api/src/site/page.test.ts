import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageWithPreview } from './page.ts';

const HTML = '<!doctype html><html><head><title>oTo</title></head><body></body></html>';
const base = {
  title: 'T',
  description: 'D',
  url: 'https://oto.example/n/x',
  image: null,
  author: 'A',
  type: 'article',
  oembed: null,
} as const;

test('a page carries its note’s title, words and picture', () => {
  const html = pageWithPreview(HTML, { ...base, image: 'https://oto.example/media/x/thumb', imageWidth: 320, imageHeight: 213 });
  expect(html).toContain('<title>T · oTo</title>');
  expect(html).toContain('<meta property="og:image" content="https://oto.example/media/x/thumb">');
  expect(html).toContain('<meta property="og:image:width" content="320">');
  expect(html).toContain('summary_large_image');
});

test('nothing a person writes becomes markup', () => {
  const nasty = fc.oneof(fc.string(), fc.constantFrom('</title><script>alert(1)</script>', '"><img onerror=x>', "$&$`$'", '</head>'));
  fc.assert(
    fc.property(nasty, nasty, nasty, (title, description, author) => {
      const html = pageWithPreview(HTML, { ...base, title, description, author });
      const tags = [...html.matchAll(/<\/?([a-z]+)/gi)].map((match) => match[1]?.toLowerCase());
      expect(new Set(tags)).toEqual(new Set(['html', 'head', 'title', 'meta', 'link', 'body']));
      expect(tags.filter((tag) => tag === 'head')).toHaveLength(2);
      expect(tags.filter((tag) => tag === 'title')).toHaveLength(2);
    }),
    { seed: 11, numRuns: 300 },
  );
});
