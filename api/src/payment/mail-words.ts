import type { Lang } from '@oto/schema/base/lang';

const money = (lang: Lang, cents: number) =>
  new Intl.NumberFormat(lang === 'fr' ? 'fr-FR' : 'en-IE', { style: 'currency', currency: 'EUR' }).format(cents / 100);
const number = (lang: Lang, n: number) => new Intl.NumberFormat(lang === 'fr' ? 'fr-FR' : 'en-IE').format(n);

export type Sale = { readonly tokens: number; readonly cents: number; readonly reference: string; readonly test: boolean };

/** What the law wants in writing: what was bought, for how much, on what consent, and how one withdraws. */
export function receipt(lang: Lang, sale: Sale & { readonly consent: string; readonly until: string; readonly invoice: string | null }) {
  const words = WORDS[lang];
  return {
    subject: words.bought(number(lang, sale.tokens)),
    lines: [
      ...(sale.test ? [words.test] : []),
      words.paid(number(lang, sale.tokens), money(lang, sale.cents)),
      words.consent(sale.consent),
      words.withdraw(day(lang, sale.until)),
      ...(sale.invoice === null ? [] : [words.invoice(sale.invoice)]),
      words.reference(sale.reference),
    ],
  };
}

/** The acknowledgement of a withdrawal, with its date and time. */
export function withdrawn(lang: Lang, sale: Sale & { readonly at: string }) {
  const words = WORDS[lang];
  return {
    subject: words.withdrew,
    lines: [
      ...(sale.test ? [words.test] : []),
      words.received(moment(lang, sale.at)),
      words.back(number(lang, sale.tokens), money(lang, sale.cents)),
      words.reference(sale.reference),
    ],
  };
}

function day(lang: Lang, instant: string): string {
  // The deadline is a midnight: the day that counts is the one that ends with it.
  return new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(new Date(Date.parse(instant) - 1));
}

function moment(lang: Lang, instant: string): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Paris' }).format(new Date(instant));
}

const WORDS = {
  fr: {
    test: 'PAIEMENT D’ESSAI : aucun argent n’a circulé.',
    bought: (tokens: string) => `Vos ${tokens} jetons oTo sont là`,
    paid: (tokens: string, price: string) => `Vous avez acheté ${tokens} jetons pour ${price}, TVA comprise.`,
    consent: (words: string) => `Vous avez accepté, en achetant : « ${words} »`,
    withdraw: (until: string) =>
      `Vous pouvez vous rétracter de ce qui n’est pas dépensé jusqu’au ${until} inclus : bouton « Se rétracter » de votre portefeuille.`,
    invoice: (url: string) => `Votre facture : ${url}`,
    reference: (id: string) => `Référence : ${id}`,
    withdrew: 'Votre rétractation est enregistrée',
    received: (at: string) => `Nous avons reçu votre rétractation le ${at} (heure de Paris).`,
    back: (tokens: string, price: string) =>
      `${tokens} jetons ont quitté votre portefeuille et ${price} vous sont rendus par le moyen qui a servi à payer, sous quatorze jours au plus.`,
  },
  en: {
    test: 'TEST PAYMENT: no money moved.',
    bought: (tokens: string) => `Your ${tokens} oTo tokens are here`,
    paid: (tokens: string, price: string) => `You bought ${tokens} tokens for ${price}, VAT included.`,
    consent: (words: string) => `You agreed when buying: “${words}”`,
    withdraw: (until: string) => `You may withdraw from what is unspent until the end of ${until}: the button “Withdraw” in your wallet.`,
    invoice: (url: string) => `Your invoice: ${url}`,
    reference: (id: string) => `Reference: ${id}`,
    withdrew: 'Your withdrawal is recorded',
    received: (at: string) => `We received your withdrawal on ${at} (Paris time).`,
    back: (tokens: string, price: string) =>
      `${tokens} tokens have left your wallet and ${price} go back to you by the means you paid with, within fourteen days at most.`,
  },
};
