import { stringify } from 'csv-stringify/sync';
import type { Lang } from '@oto/schema/base/lang';
import type { StatementEntry } from '@oto/schema/contract/statement';

const HEADINGS = {
  fr: ['Écriture', 'Date', 'Genre', 'Montant', 'Solde', 'Note', 'Création', 'Travail', 'Achat', 'Expire le'],
  en: ['Entry', 'Date', 'Kind', 'Amount', 'Balance', 'Note', 'Creation', 'Job', 'Purchase', 'Expires'],
} as const satisfies Readonly<Record<Lang, readonly string[]>>;

/** The same words as in the wallet's panel. */
const KINDS = {
  fr: {
    welcome: 'Bienvenue',
    grant: 'Don de l’équipe',
    capture: 'Création payée',
    earning: 'Gain',
    purchase: 'Achat',
    refund: 'Remboursement',
    expiry: 'Péremption',
    dispute: 'Contestation',
    repayment: 'Dette remboursée',
    forgiven: 'Dette effacée',
    forfeit: 'Abandon',
    hold: 'Mise de côté',
    void: 'Mise de côté rendue',
  },
  en: {
    welcome: 'Welcome',
    grant: 'Gift from the team',
    capture: 'Creation paid',
    earning: 'Earning',
    purchase: 'Purchase',
    refund: 'Refund',
    expiry: 'Expiry',
    dispute: 'Dispute',
    repayment: 'Debt repaid',
    forgiven: 'Debt written off',
    forfeit: 'Forfeit',
    hold: 'Set aside',
    void: 'Set aside, given back',
  },
} as const satisfies Readonly<Record<Lang, Readonly<Record<StatementEntry['kind'], string>>>>;

/**
 * A statement as CSV (RFC 4180, UTF-8 with a mark, so that spreadsheets read the accents). Moments are ISO 8601 in
 * the zone. A cell that a spreadsheet would take for a formula is kept as text.
 */
export function statementCsv(entries: readonly StatementEntry[], lang: Lang, zone: string): string {
  const moment = moments(zone);
  const rows = entries.map((line) => [
    line.entry,
    moment(line.at),
    KINDS[lang][line.kind],
    line.amount,
    line.balance,
    line.note,
    line.creation?.title ?? '',
    line.job ?? '',
    line.purchase ?? '',
    line.expiresAt === null ? '' : moment(line.expiresAt),
  ]);
  return stringify([[...HEADINGS[lang]], ...rows], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}

/** 2026-11-23T12:00:00+01:00 */
function moments(zone: string): (at: string) => string {
  const form = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  return (at) => {
    const part = Object.fromEntries(form.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
    const offset = (part['timeZoneName'] ?? '').replace('GMT', '') || '+00:00';
    return `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}${offset}`;
  };
}
