import { idFromUuid } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import { REASONS, type Reason, type Refusal } from '@oto/schema/contract/moderation';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { isAllowed } from './allowed.ts';
import { brokenRule, outsideRules, type BrokenRule } from './broken-rule.ts';
import { recordRefusal } from './record-refusal.ts';

/** Words of a member (uuid), each under the path it has in the request. Every text is judged for itself. */
export type Wish = { readonly member: string; readonly lang: Lang; readonly words: Readonly<Record<string, string | undefined>> };
export type Refused = { readonly path: string; readonly refusal: Refusal };

/**
 * Why these words cannot be used here, written down under a number to appeal by; null when they can.
 * Our rules are asked first, then the outside judge. Ask before the transaction that uses the words: the refusal
 * stays when that one does not.
 */
export async function judgeWish(deps: Deps, { member, lang, words }: Wish): Promise<Refused | null> {
  const texts = Object.entries(words).flatMap(([path, text]) => (text === undefined || text.trim() === '' ? [] : [{ path, text }]));
  const refuse = async ({ path, text }: (typeof texts)[number], broken: BrokenRule): Promise<Refused> => {
    const id = await recordRefusal(deps, member, text, broken);
    return { path, refusal: { id: idFromUuid(id), reason: broken.reason, advice: adviceOf(broken, lang), passage: broken.passage } };
  };
  const open: typeof texts = [];
  for (const one of texts) {
    const broken = await brokenRule(deps, one.text);
    if (!broken) open.push(one);
    else if (!(await isAllowed(deps.db, member, one.text))) return refuse(one, broken);
  }
  const outside = await outsideRules(
    deps,
    open.map(({ text }) => text),
    member,
  );
  for (const [index, broken] of outside.entries()) {
    const one = open[index];
    if (one && broken && !(await isAllowed(deps.db, member, one.text))) return refuse(one, broken);
  }
  return null;
}

/** Throws prompt_refused, with the refusal, unless the words can be used here. */
export async function requireFit(deps: Deps, wish: Wish): Promise<void> {
  const refused = await judgeWish(deps, wish);
  if (!refused) return;
  const { path, refusal } = refused;
  throw new ApiError('prompt_refused', { detail: refusal.reason, refusal, fields: [{ path, message: refusal.passage }] });
}

/**
 * Why what engines wrote for a job cannot be kept; null when it can, when its author was allowed the wish by an
 * appeal, or when the job is over.
 */
export async function judgeOutput(deps: Deps, jobUuid: string, texts: readonly string[]): Promise<Reason | null> {
  const written = texts.filter((text) => text.trim() !== '');
  const ours = await Promise.all(written.map((text) => brokenRule(deps, text)));
  const isBroken = (one: BrokenRule | null) => one !== null;
  const broken = ours.find(isBroken) ?? (await outsideRules(deps, written, null)).find(isBroken);
  if (!broken) return null;
  const job = await deps.db
    .selectFrom('job')
    .innerJoin('creation', 'creation.id', 'job.creation_id')
    .select(['job.author_id', 'job.state', 'creation.prompt'])
    .where('job.id', '=', jobUuid)
    .executeTakeFirst();
  if (job?.state !== 'running' || (await isAllowed(deps.db, job.author_id, job.prompt))) return null;
  return broken.reason;
}

function adviceOf({ advice, reason }: Pick<BrokenRule, 'advice' | 'reason'>, lang: Lang): string {
  return advice[lang] === '' ? REASONS[reason][lang] : advice[lang];
}
