import { pageVersion, pageVersionOf } from '@oto/schema/contract/version';
import { IS_ELSEWHERE } from '../api/origin.ts';
import type { OtoApi } from '../api/oto-api.ts';

/** What this very page was made of. Asked as the page begins: later on it loads more. */
export function ownVersion(page: Document): string | null {
  const scripts = [...page.querySelectorAll('script[src]')].map((element) => element.getAttribute('src') ?? '');
  const links = [...page.querySelectorAll('link[href]')].map((element) => element.getAttribute('href') ?? '');
  return pageVersion([...scripts, ...links]);
}

/** What the build of this page calls itself, such as `0.1.0+1a2b3c4d5`; null: a development server's page. */
export function ownBuild(page: Pick<Document, 'querySelector'>): string | null {
  return page.querySelector('meta[name="oto-build"]')?.getAttribute('content') ?? null;
}

/** What one would get by loading the page now; null: nobody can say; undefined: nobody answers. Where the api does not serve the page, the page is asked for. */
export async function servedVersion(api: Pick<OtoApi, 'version'>): Promise<string | null | undefined> {
  if (!IS_ELSEWHERE) {
    const answer = await api.version();
    if (!answer.ok) return undefined;
    if (answer.value.client !== null) return answer.value.client;
  }
  try {
    const page = await fetch('/', { cache: 'no-cache', credentials: 'same-origin' });
    return page.ok ? pageVersionOf(await page.text()) : undefined;
  } catch {
    return undefined;
  }
}
