import type { Lang } from '@oto/schema/base/lang';
import { escapeHtml } from '../../site/page.ts';
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

/** A page without scripts, marked as what it is from top to bottom. */
export function paymentPage(lang: Lang, payment: Payment): string {
  const words = WORDS[lang];
  const { session, note } = payment;
  const state = stateOf(payment);
  const price = priceOf(lang, session.amount_total, session.currency);
  const base = `/test-payments/${session.id}`;
  const open = state === 'open';
  const later = laterDeeds(payment, state);
  const parts = [
    note === null ? '' : `<p role="alert" class="note">${escapeHtml(words[note])}</p>`,
    `<p class="what">${escapeHtml(session.description)}</p>`,
    `<p class="price"><span>${words.toPay}</span> <strong>${price}</strong> <small>${words.vat}</small></p>`,
    open ? '' : `<p role="status">${words.states[state]}</p>`,
    payment.refunded > 0 ? `<p>${words.refunded(priceOf(lang, payment.refunded, session.currency))}</p>` : '',
    ...payment.disputes.map(({ status }) => `<p>${words.disputed[status]}</p>`),
    open
      ? `${button(`${base}/pay`, words.pay, 'main')}
${button(`${base}/pay-slowly`, words.paySlowly)}
${button(`${base}/decline`, words.decline)}
<p><a href="${escapeHtml(session.cancel_url)}">${words.leave}</a></p>
<details><summary>${words.more}</summary>
${MEDDLINGS.map((what) => meddle(`${base}/pay`, what, words.meddled[what])).join('\n')}
${button(`${base}/expire`, words.deeds.expire)}</details>`
      : `<p><a class="main" href="${escapeHtml(session.success_url)}">${words.back}</a></p>
${later.length === 0 ? '' : `<details open><summary>${words.more}</summary>${later.map((deed) => button(`${base}/${deed}`, words.deeds[deed])).join('\n')}</details>`}`,
  ];
  return page(lang, words.title, parts.join('\n'));
}

function stateOf({ session, intent }: Payment): State {
  if (session.payment_status === 'paid') return 'paid';
  if (session.status === 'open') return 'open';
  if (session.status === 'expired') return 'expired';
  return intent?.status === 'processing' ? 'processing' : 'failed';
}

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

export function invoicePage(lang: Lang, invoice: Invoice): string {
  const words = WORDS[lang];
  const { total, tax, currency, number, description, created } = invoice;
  const date = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(created * 1000);
  const line = (label: string, cents: number) => `<tr><th scope="row">${label}</th><td>${priceOf(lang, cents, currency)}</td></tr>`;
  const vat = lang === 'fr' ? 'TVA 20 %' : 'VAT 20%';
  return page(
    lang,
    words.invoice(number),
    `<p>${date}</p><p class="what">${escapeHtml(description)}</p>
<table>${line(words.withoutVat, total - tax)}${line(vat, tax)}${line(words.withVat, total)}</table>
<p>${words.seller}</p><p><a href="/">${words.back}</a></p>`,
  );
}

export function portalPage(lang: Lang, invoices: readonly Invoice[]): string {
  const words = WORDS[lang];
  const list = invoices.map(
    ({ id, number, total, currency }) =>
      `<li><a href="/test-payments/invoice/${id}">${escapeHtml(words.invoice(number))}</a> ${priceOf(lang, total, currency)}</li>`,
  );
  const body = list.length === 0 ? `<p>${words.noInvoices}</p>` : `<ul>${list.join('')}</ul>`;
  return page(lang, words.invoices, `${body}<p><a href="/">${words.back}</a></p>`);
}

export function gonePage(lang: Lang): string {
  const words = WORDS[lang];
  return page(lang, words.title, `<p>${words.gone}</p><p><a href="/">${words.back}</a></p>`);
}

function button(action: string, label: string, look = ''): string {
  return `<form method="post" action="${action}"><button class="${look}">${escapeHtml(label)}</button></form>`;
}

function meddle(action: string, what: Meddling, label: string): string {
  return `<form method="post" action="${action}"><input type="hidden" name="meddle" value="${what}"><button>${escapeHtml(label)}</button></form>`;
}

function priceOf(lang: Lang, cents: number, currency: string): string {
  return new Intl.NumberFormat(lang === 'fr' ? 'fr-FR' : 'en-IE', { style: 'currency', currency }).format(cents / 100);
}

function page(lang: Lang, title: string, body: string): string {
  const words = WORDS[lang];
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${escapeHtml(title)} · ${words.label} · oTo</title><style>
body{font:18px/1.5 Georgia,serif;margin:0;color:#2a2723;background:#fbf9f4}
header{background:#2a2723;color:#fbf9f4;text-align:center;padding:1rem;letter-spacing:.08em;font-weight:bold}
header p{letter-spacing:0;font-weight:normal;font-size:15px;max-width:34rem;margin:.3rem auto 0}
main{max-width:26rem;margin:6vh auto;padding:0 1.5rem 3rem}
.what{margin:0;font-size:1.2rem}.price{margin:.2rem 0 1.5rem}.price strong{font-size:1.6rem}.price small{color:#6b645a}
.note{border-left:4px solid #b3402a;padding-left:.8rem}
form{margin:.6rem 0}
button,a.main{font:inherit;box-sizing:border-box;display:block;width:100%;min-height:44px;padding:.55rem 1rem;border:1px solid #2a2723;border-radius:.4rem;background:#fff;color:#2a2723;cursor:pointer;text-align:center;text-decoration:none}
button.main,a.main{background:#2660b4;border-color:#2660b4;color:#fff}
button:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid #2660b4;outline-offset:2px}
a{color:#2660b4}summary{cursor:pointer;margin-top:1.5rem;color:#6b645a}
table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:normal}td{text-align:right}tr:last-child{border-top:1px solid #2a2723;font-weight:bold}
</style></head><body><header>${words.label}<p>${words.explained}</p></header><main><h1>${escapeHtml(title)}</h1>
${body}</main></body></html>`;
}
