import type { Lang } from '@oto/schema/base/lang';
import type { Deed, Meddling } from './scene.ts';

type Words = {
  readonly title: string;
  readonly label: string;
  readonly stamp: string;
  readonly explained: string;
  readonly toPay: string;
  readonly vat: string;
  readonly pay: string;
  readonly paySlowly: string;
  readonly decline: string;
  readonly declined: string;
  readonly leave: string;
  readonly back: string;
  readonly more: string;
  readonly meddled: { readonly [what in Meddling]: string };
  readonly states: { readonly [state in State]: string };
  readonly deeds: { readonly [deed in Exclude<Deed, 'pay' | 'pay-slowly'>]: string };
  readonly nothing: string;
  readonly gone: string;
  readonly refunded: (price: string) => string;
  readonly disputed: { readonly needs_response: string; readonly won: string; readonly lost: string };
  readonly invoice: (number: string) => string;
  readonly invoices: string;
  readonly noInvoices: string;
  readonly seller: string;
  readonly withoutVat: string;
  readonly withVat: string;
};

export type State = 'open' | 'processing' | 'paid' | 'failed' | 'expired';

export const WORDS: { readonly [lang in Lang]: Words } = {
  fr: {
    title: 'Paiement d’essai',
    label: 'PAIEMENTS D’ESSAI',
    stamp: 'Essai',
    explained: 'Cette page remplace celle de Stripe sur une machine sans clés. Aucun argent ne circule, aucune carte n’est demandée.',
    toPay: 'À payer',
    vat: 'TVA comprise',
    pay: 'Payer (essai)',
    paySlowly: 'Payer par un moyen lent',
    decline: 'Faire refuser la carte',
    declined: 'La carte d’essai a été refusée. Rien n’a été payé.',
    leave: 'Partir sans payer',
    back: 'Revenir à oTo',
    more: 'Ce qui peut mal tourner',
    meddled: {
      amount: 'Payer un centime au lieu du prix',
      currency: 'Payer dans une autre monnaie',
      payer: 'Payer au nom de quelqu’un d’autre',
    },
    states: {
      open: 'Cette page attend un paiement.',
      processing: 'Le paiement est en route.',
      paid: 'C’est payé.',
      failed: 'Le paiement lent n’est pas arrivé.',
      expired: 'Cette page a expiré. Rien n’a été payé.',
    },
    deeds: {
      arrive: 'Le paiement lent arrive',
      bounce: 'Le paiement lent échoue',
      expire: 'Laisser expirer la page',
      refund: 'Rembourser la moitié du reste, hors d’oTo',
      dispute: 'La banque conteste le paiement',
      win: 'La contestation est gagnée',
      lose: 'La contestation est perdue',
    },
    nothing: 'Cela n’était plus possible.',
    gone: 'Cette page n’existe pas.',
    refunded: (price) => `${price} ont été rendus.`,
    disputed: {
      needs_response: 'Le paiement est contesté : la banque a repris l’argent.',
      won: 'La contestation est gagnée : l’argent est revenu.',
      lost: 'La contestation est perdue.',
    },
    invoice: (number) => `Facture d’essai ${number}`,
    invoices: 'Factures d’essai',
    noInvoices: 'Aucune facture.',
    seller: 'Sans valeur comptable : aucun argent n’a circulé.',
    withoutVat: 'Hors taxes',
    withVat: 'Total, TVA comprise',
  },
  en: {
    title: 'Test payment',
    label: 'TEST PAYMENTS',
    stamp: 'Test',
    explained: 'This page stands in for Stripe’s on a machine without keys. No money moves, no card is asked for.',
    toPay: 'To pay',
    vat: 'VAT included',
    pay: 'Pay (test)',
    paySlowly: 'Pay by a slow means',
    decline: 'Have the card declined',
    declined: 'The test card was declined. Nothing was paid.',
    leave: 'Leave without paying',
    back: 'Back to oTo',
    more: 'What may go wrong',
    meddled: {
      amount: 'Pay one cent instead of the price',
      currency: 'Pay in another currency',
      payer: 'Pay in somebody else’s name',
    },
    states: {
      open: 'This page waits for a payment.',
      processing: 'The payment is on its way.',
      paid: 'It is paid.',
      failed: 'The slow payment did not arrive.',
      expired: 'This page has expired. Nothing was paid.',
    },
    deeds: {
      arrive: 'The slow payment arrives',
      bounce: 'The slow payment fails',
      expire: 'Let the page expire',
      refund: 'Refund half of the rest, outside oTo',
      dispute: 'The bank disputes the payment',
      win: 'The dispute is won',
      lose: 'The dispute is lost',
    },
    nothing: 'That was no longer possible.',
    gone: 'There is no such page.',
    refunded: (price) => `${price} went back.`,
    disputed: {
      needs_response: 'The payment is disputed: the bank has taken the money back.',
      won: 'The dispute is won: the money came back.',
      lost: 'The dispute is lost.',
    },
    invoice: (number) => `Test invoice ${number}`,
    invoices: 'Test invoices',
    noInvoices: 'No invoices.',
    seller: 'Of no value for accounts: no money moved.',
    withoutVat: 'Without VAT',
    withVat: 'Total, VAT included',
  },
};
