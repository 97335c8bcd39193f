import type { Logger } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { REASON_CODES, type Reason } from '@oto/schema/contract/moderation';
import type { ModerationConfig } from '../config.ts';
import { ApiError } from '../http/api-error.ts';
import { consume } from '../http/limits.ts';

/** An OpenAI-compatible moderation endpoint. */
export type OutsideJudge = {
  /**
   * What it has against each text, in order; null where nothing. When it does not answer in time: nothing, or
   * with MODERATION_FAIL=closed it throws unavailable. `member` is limited; throws too_many_requests.
   */
  verdicts(texts: readonly string[], member: string | null): Promise<readonly (Verdict | null)[]>;
};

export type Verdict = { readonly reason: Reason; /** As the endpoint named it. */ readonly category: string };

const ANSWER_WITHIN_MS = 3000;
const PER_MINUTE = 60;
/** Characters of one text; a longer one is asked in pieces. */
const PIECE = 8000;

const Answer = z.object({ results: z.array(z.object({ flagged: z.boolean(), categories: z.record(z.string(), z.boolean().nullable()) })) });

/** Names without their separators, of the endpoints people run. What is not here (law, finance, health) is no reason to refuse. */
const REASON_OF: ReadonlyMap<string, Reason> = new Map([
  ['sexualminors', 'minors'],
  ['sexual', 'sexual'],
  ['hate', 'hate'],
  ['hatethreatening', 'hate'],
  ['hateanddiscrimination', 'hate'],
  ['harassment', 'hate'],
  ['harassmentthreatening', 'hate'],
  ['illicit', 'weapons'],
  ['illicitviolent', 'weapons'],
  ['dangerousandcriminalcontent', 'weapons'],
  ['dangerous', 'weapons'],
  ['criminal', 'weapons'],
  ['selfharm', 'self_harm'],
  ['selfharmintent', 'self_harm'],
  ['selfharminstructions', 'self_harm'],
  ['pii', 'personal_data'],
  ['violence', 'violence'],
  ['violencegraphic', 'violence'],
  ['violenceandthreats', 'violence'],
]);

export function makeOutsideJudge(
  config: ModerationConfig,
  log: Logger,
  limitsFactor: number,
  withinMs: number = ANSWER_WITHIN_MS,
): OutsideJudge {
  const limiter = new RateLimiterMemory({ keyPrefix: 'moderation', points: PER_MINUTE * limitsFactor, duration: 60 });
  return {
    async verdicts(texts, member) {
      if (member !== null) await consume(limiter, member);
      const pieces = texts.flatMap((text, index) => cut(text).map((piece) => ({ index, piece })));
      const results = await ask(
        config,
        pieces.map(({ piece }) => piece),
        withinMs,
      ).catch((error: unknown) => {
        log.warn({ err: error, open: !config.failClosed }, 'the moderation endpoint did not answer');
        if (config.failClosed) throw new ApiError('unavailable', { detail: 'moderation', retryAfterSeconds: 10 });
        return [];
      });
      return texts.map((_text, index) => {
        const found = pieces.flatMap((piece, at) => (piece.index === index ? (results[at] ?? []) : []));
        return found.toSorted((a, b) => REASON_CODES.indexOf(a.reason) - REASON_CODES.indexOf(b.reason))[0] ?? null;
      });
    },
  };
}

async function ask(
  { url, key, model }: ModerationConfig,
  input: readonly string[],
  withinMs: number,
): Promise<readonly (readonly Verdict[])[]> {
  const response = await fetch(`${url}/moderations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ ...(model === null ? {} : { model }), input }),
    redirect: 'error',
    signal: AbortSignal.timeout(withinMs),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`HTTP ${response.status}`);
  }
  const { results } = Answer.parse(await response.json());
  if (results.length !== input.length) throw new Error(`${results.length} results for ${input.length} texts`);
  return results.map(verdictsOf);
}

/** Flagged without a category that is named: for a reason of its own, told as a house rule. */
function verdictsOf({ flagged, categories }: z.infer<typeof Answer>['results'][number]): readonly Verdict[] {
  if (!flagged) return [];
  const named = Object.keys(categories).filter((category) => categories[category] === true);
  if (named.length === 0) return [{ reason: 'house_rule', category: 'flagged' }];
  return named.flatMap((category) => {
    const reason = REASON_OF.get(category.toLowerCase().replaceAll(/[^a-z]/g, ''));
    return reason === undefined ? [] : [{ reason, category }];
  });
}

function cut(text: string): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / PIECE) }, (_, index) => text.slice(index * PIECE, (index + 1) * PIECE));
}
