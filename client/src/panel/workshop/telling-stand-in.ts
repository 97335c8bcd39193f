import type { NotificationOffer } from '@oto/schema/contract/notification';
import type { Transport } from '../../api/http.ts';
import { createNewsStandIn, REFUSAL } from './news-stand-in.ts';
import { createOperatorStandIn } from './operator-stand-in.ts';

/** Answers for news, appeals and operation, refuses wishes with "bombe" in them, and leaves the rest to `others`. */
export function withTelling(others: Transport, scene: { readonly offer: Partial<NotificationOffer>; readonly empty: boolean }): Transport {
  const news = createNewsStandIn(scene.offer);
  const operator = createOperatorStandIn(scene.empty);
  return async (path, init) => {
    const method = init.method ?? 'GET';
    const text = typeof init.body === 'string' ? init.body : '{}';
    const asked = path.split('?')[0] ?? path;
    if (asked.startsWith('/generate_') && text.includes('bombe')) {
      await pause();
      return new Response(
        JSON.stringify({ error: { code: 'prompt_refused', message: '', requestId: 'workshop', fields: [], refusal: REFUSAL } }),
        { status: 422 },
      );
    }
    const body = JSON.parse(text) as Record<string, unknown>;
    const value = news(method, asked, body) ?? operator(method, asked, body);
    if (value === null) return others(path, init);
    await pause();
    return new Response(JSON.stringify(value));
  };
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 120);
  });
}
