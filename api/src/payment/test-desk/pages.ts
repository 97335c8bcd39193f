import type { Lang } from '@oto/schema/base/lang';
import { escapeHtml } from '../../site/page.ts';
import { frame, type Dress } from './frame.ts';
import type { Dispute, Invoice, PaymentIntent, Session } from './objects.ts';
import { MEDDLINGS, type Deed, type Meddling } from './scene.ts';
import { WORDS, type State } from './words.ts';

/** Everything the payment page shows. `note`: what happened to the last wish. */
export type Payment = {
  readonly session: Session;
  readonly intent: PaymentIntent | null;
  readonly refunded: number;
  readonly disputes: readonly Dispute[];
  readonly note: 'declined' | 'nothing' | null;
};

/** Where one pays, and what the bank and the shop may do about it afterwards. */
export function paymentPage(dress: Dress, payment: Payment): string {
  const { lang } = dress;
  const words = WORDS[lang];
  const { session, note } = payment;
  const state = stateOf(payment);
  const price = priceOf(lang, session.amount_total, session.currency);
  const base = `/test-payments/${session.id}`;
  const open = state === 'open';
  const later = laterDeeds(payment, state);
  const parts = [
    note === null ? '' : `<p role="alert" class="desk-told bad">${escapeHtml(words[note])}</p>`,
    `<p class="desk-what">${escapeHtml(session.description)}</p>`,
    `<p class="desk-price"><span>${words.toPay}</span> <strong>${price}</strong> <small>${words.vat}</small></p>`,
    open ? '' : `<p role="status" class="desk-told ${TONE[state]}">${words.states[state]}</p>`,
    payment.refunded > 0 ? `<p class="desk-told">${words.refunded(priceOf(lang, payment.refunded, session.currency))}</p>` : '',
    ...payment.disputes.map(({ status }) => `<p class="desk-told ${status === 'won' ? 'good' : 'bad'}">${words.disputed[status]}</p>`),
    open
      ? `${button(`${base}/pay`, words.pay, true)}
${button(`${base}/pay-slowly`, words.paySlowly)}
${button(`${base}/decline`, words.decline)}
<p><a class="button button-quiet" href="${escapeHtml(session.cancel_url)}">${words.leave}</a></p>
<details><summary>${words.more}</summary>
${MEDDLINGS.map((what) => meddle(`${base}/pay`, what, words.meddled[what])).join('\n')}
${button(`${base}/expire`, words.deeds.expire)}</details>`
      : `<p><a class="button button-main" href="${escapeHtml(session.success_url)}">${words.back}</a></p>
${later.length === 0 ? '' : `<details open><summary>${words.more}</summary>${later.map((deed) => button(`${base}/${deed}`, words.deeds[deed])).join('\n')}</details>`}`,
  ];
  return frame(dress, words.title, parts.join('\n'));
}

function stateOf({ session, intent }: Payment): State {
  if (session.payment_status === 'paid') return 'paid';
  if (session.status === 'open') return 'open';
  if (session.status === 'expired') return 'expired';
  return intent?.status === 'processing' ? 'processing' : 'failed';
}

const TONE = { open: '', processing: '', paid: 'good', failed: 'bad', expired: 'bad' } as const satisfies {
  readonly [state in State]: string;
};

type Later = Exclude<Deed, 'pay' | 'pay-slowly' | 'expire'>;

function laterDeeds({ intent, refunded, disputes }: Payment, state: State): readonly Later[] {
  switch (state) {
    case 'processing':
      return ['arrive', 'bounce'];
    case 'paid': {
      if (disputes.some(({ status }) => status === 'needs_response')) return ['win', 'lose'];
      const left = (intent?.amount_received ?? 0) - refunded;
      if (left <= 0 || disputes.some(({ status }) => status === 'lost')) return [];
      return disputes.length === 0 ? ['refund', 'dispute'] : ['refund'];
    }
    case 'open':
    case 'failed':
    case 'expired':
      return [];
    default:
      return state satisfies never;
  }
}

export function invoicePage(dress: Dress, invoice: Invoice): string {
  const { lang } = dress;
  const words = WORDS[lang];
  const { total, tax, currency, number, description, created } = invoice;
  const date = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(created * 1000);
  const line = (label: string, cents: number) => `<tr><th scope="row">${label}</th><td>${priceOf(lang, cents, currency)}</td></tr>`;
  const vat = lang === 'fr' ? 'TVA 20 %' : 'VAT 20%';
  return frame(
    dress,
    words.invoice(number),
    `<p>${date}</p><p class="desk-what">${escapeHtml(description)}</p>
<table>${line(words.withoutVat, total - tax)}${line(vat, tax)}${line(words.withVat, total)}</table>
<p class="desk-told">${words.seller}</p><p><a class="button" href="/">${words.back}</a></p>`,
  );
}

/** The customer's own pages: invoices alone; there are no cards to keep here. */
export function portalPage(dress: Dress, invoices: readonly Invoice[]): string {
  const { lang } = dress;
  const words = WORDS[lang];
  const list = invoices.map(
    ({ id, number, total, currency }) =>
      `<li><a href="/test-payments/invoice/${id}">${escapeHtml(words.invoice(number))}</a> <span>${priceOf(lang, total, currency)}</span></li>`,
  );
  const body = list.length === 0 ? `<p>${words.noInvoices}</p>` : `<ul>${list.join('')}</ul>`;
  return frame(dress, words.invoices, `${body}<p><a class="button" href="/">${words.back}</a></p>`);
}

export function gonePage(dress: Dress): string {
  const words = WORDS[dress.lang];
  return frame(dress, words.title, `<p>${words.gone}</p><p><a class="button" href="/">${words.back}</a></p>`);
}

function button(action: string, label: string, main = false): string {
  return `<form method="post" action="${action}"><button class="${main ? 'button button-main' : 'button'}">${escapeHtml(label)}</button></form>`;
}

function meddle(action: string, what: Meddling, label: string): string {
  return `<form method="post" action="${action}"><input type="hidden" name="meddle" value="${what}"><button class="button">${escapeHtml(label)}</button></form>`;
}

function priceOf(lang: Lang, cents: number, currency: string): string {
  return new Intl.NumberFormat(lang === 'fr' ? 'fr-FR' : 'en-IE', { style: 'currency', currency }).format(cents / 100);
}
