import { idFromUuid } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import type { Deps, Trx } from '../deps.ts';
import { enqueueMail } from '../mail/enqueue.ts';
import { escapeHtml } from '../site/page.ts';
import { receipt, withdrawn } from './mail-words.ts';
import { purchaseOf } from './view.ts';

/** Confirms a purchase in writing, with the words that were consented to. */
export async function mailReceipt(deps: Deps, trx: Trx, purchaseUuid: string): Promise<void> {
  const buyer = await buyerOf(trx, purchaseUuid);
  const purchase = await purchaseOf(trx, purchaseUuid, deps.now());
  if (!buyer || !purchase) return;
  const until = purchase.withdrawal?.until ?? deps.now().toISOString();
  const { tokens, cents, test } = purchase;
  const sale = { tokens, cents, test, reference: idFromUuid(purchaseUuid) };
  await send(trx, buyer, receipt(buyer.lang, { ...sale, consent: buyer.consent_words, until, invoice: purchase.invoiceUrl }));
}

/** Confirms a withdrawal: the law wants it at once, in writing, with its date and time. */
export async function mailWithdrawal(
  trx: Trx,
  purchaseUuid: string,
  back: { readonly tokens: number; readonly cents: number; readonly at: Date },
): Promise<void> {
  const buyer = await buyerOf(trx, purchaseUuid);
  if (!buyer) return;
  const sale = { tokens: back.tokens, cents: back.cents, test: buyer.test, reference: idFromUuid(purchaseUuid) };
  await send(trx, buyer, withdrawn(buyer.lang, { ...sale, at: back.at.toISOString() }));
}

type Buyer = { readonly email: string; readonly lang: Lang; readonly consent_words: string; readonly test: boolean };

/** Null once the account is closed. */
async function buyerOf(trx: Trx, purchaseUuid: string): Promise<Buyer | null> {
  const row = await trx
    .selectFrom('purchase')
    .innerJoin('member', 'member.id', 'purchase.member_id')
    .innerJoin('user', 'user.id', 'member.id')
    .select(['user.email', 'member.lang', 'purchase.consent_words', 'purchase.test'])
    .where('purchase.id', '=', purchaseUuid)
    .where('member.deleted_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

async function send(
  trx: Trx,
  { email, lang }: Buyer,
  told: { readonly subject: string; readonly lines: readonly string[] },
): Promise<void> {
  const body = told.lines.map((line) => `<p style="margin:0 0 12px">${escapeHtml(line)}</p>`).join('\n');
  await enqueueMail(trx, {
    to: email,
    subject: told.subject,
    text: `${told.lines.join('\n\n')}\n\noTo\n`,
    html: `<!doctype html><html lang="${lang}"><body style="margin:0;padding:24px;background:#fbf9f4;color:#2a2723;font:16px/1.5 Georgia,serif">
${body}
<p style="margin:24px 0 0;color:#6b645a">oTo</p></body></html>`,
  });
}
