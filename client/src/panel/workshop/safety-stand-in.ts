import { newId, type Id } from '@oto/schema/base/id';
import type { Evidence, OperatorStatement, Report, ReportCase, StatementOfReasons } from '@oto/schema/contract/safety';
import type { Person } from '@oto/schema/contract/social';
import type { Transport } from '../../api/http.ts';
import { CREATIONS, ME, picture } from './fixtures.ts';

const NOW = Date.now();
const ago = (hours: number): string => new Date(NOW - hours * 3_600_000).toISOString();
const LEA: Person = { id: newId(), name: 'Léa Martin', handle: 'lea' };
const TOM: Person = { id: newId(), name: 'Tom Okoro', handle: 'tom' };
const LONG: Person = {
  id: newId(),
  name: 'Maximilienne-Anastasia de La Rochefoucauld-Montmorency',
  handle: 'maximilienne-anastasia-de-la-roche',
};
const note = CREATIONS[1]?.id ?? newId();

const statement = (rest: Partial<StatementOfReasons>): StatementOfReasons => ({
  id: newId(),
  subject: 'creation',
  subjectId: note,
  title: 'Ciel brûlé',
  sanction: 'hide',
  ground: 'terms',
  reason: 'rights',
  facts: 'L’image reprend la photographie d’autrui, reconnaissable à sa signature, sans son accord.',
  automated: false,
  createdAt: ago(30),
  liftedAt: null,
  appeal: null,
  ...rest,
});
const STATEMENTS: readonly StatementOfReasons[] = [
  statement({}),
  statement({
    subject: 'comment',
    title: 'Tu ne sais pas dessiner, arrête.',
    sanction: 'delete',
    reason: 'hate',
    facts: 'Le commentaire s’en prend à la personne, non à son image.',
    createdAt: ago(140),
    appeal: { words: 'C’était une plaisanterie entre nous.', at: ago(130), state: 'open', answer: '', decidedAt: null },
  }),
  statement({
    subject: 'member',
    title: '',
    sanction: 'suspend',
    ground: 'law',
    reason: 'spam',
    facts: 'Quarante commentaires identiques en une heure.',
    createdAt: ago(24 * 40),
    appeal: {
      words: 'Ce n’était pas moi.',
      at: ago(24 * 39),
      state: 'kept',
      answer: 'La session était la vôtre.',
      decidedAt: ago(24 * 38),
    },
  }),
  statement({
    title: 'La pluie sur le zinc',
    createdAt: ago(24 * 60),
    liftedAt: ago(24 * 58),
    appeal: {
      words: 'La photographie est de moi.',
      at: ago(24 * 59),
      state: 'lifted',
      answer: 'Vous l’avez montré.',
      decidedAt: ago(24 * 58),
    },
  }),
];

const report = (rest: Partial<Report>): Report => ({
  id: newId(),
  subject: 'creation',
  subjectId: note,
  title: 'Ciel brûlé',
  reason: 'rights',
  words: '',
  state: 'open',
  answer: '',
  createdAt: ago(5),
  decidedAt: null,
  ...rest,
});
const REPORTS: readonly Report[] = [
  report({ words: 'C’est ma photographie de 2019.' }),
  report({
    subject: 'member',
    title: 'Tom Okoro',
    reason: 'spam',
    state: 'upheld',
    answer: 'Merci, ses commentaires sont retirés.',
    decidedAt: ago(1),
  }),
  report({ subject: 'comment', title: 'Pas mal.', reason: 'hate', state: 'rejected', answer: 'Rien ici ne contrevient aux conditions.' }),
];

const CASES: readonly ReportCase[] = [
  {
    subject: 'creation',
    id: note,
    title: 'Ciel brûlé',
    excerpt: 'La mer au lever du jour, une lumière rose',
    thumb: picture('Ciel brûlé', '#d1728f'),
    owner: LONG,
    hidden: false,
    deleted: false,
    suspended: false,
    plot: { x: 2, y: 0 },
    note: null,
    reports: [
      { ...report({ words: 'C’est ma photographie de 2019.' }), by: LEA, email: null },
      { ...report({ reason: 'other' }), by: null, email: 'visiteur@example.org' },
    ],
    priors: 2,
    evidence: [
      { at: ago(60), by: LONG, deed: 'made', detail: 'La mer au lever du jour' },
      { at: ago(59), by: LONG, deed: 'published', detail: '' },
    ],
  },
  {
    subject: 'comment',
    id: newId(),
    title: '',
    excerpt: 'Achetez mes images ici, ici et ici.',
    owner: TOM,
    hidden: true,
    deleted: false,
    suspended: true,
    plot: { x: 2, y: 0 },
    note,
    reports: [{ ...report({ subject: 'comment', title: '', reason: 'spam', state: 'upheld', answer: 'Merci.' }), by: LEA, email: null }],
    priors: 0,
    evidence: [{ at: ago(3), by: null, deed: 'case_decide', detail: 'hide' }],
  },
];
const ON_BOARD: readonly Evidence[] = [
  { at: ago(20), by: LONG, deed: 'moved', detail: '' },
  { at: ago(58), by: null, deed: 'pinned', detail: '' },
];
const isOpen = (one: ReportCase): boolean => one.reports.some(({ state }) => state === 'open');

/** Answers about reports, decisions and blocks, an operator's cases too, and leaves the rest to `others`. `empty`: there are none. */
export function withSafety(others: Transport, empty: boolean): Transport {
  let statements = empty ? [] : STATEMENTS;
  let reports = empty ? [] : REPORTS;
  let cases = empty ? [] : CASES;
  let blocked = empty ? [] : [TOM, LONG];

  function answer(method: string, url: URL, body: Record<string, unknown>): unknown {
    const path = url.pathname;
    const id = path.split('/').find((part) => /^[\w-]{22}$/.test(part)) ?? '';
    if (path.endsWith('/block')) {
      const person = [LEA, TOM, LONG].find(({ handle }) => handle === path.split('/')[3]) ?? LEA;
      blocked = [...(method === 'PUT' ? [person] : []), ...blocked.filter((one) => one.handle !== person.handle)];
      return {};
    }
    if (/^\/collab\/.*\/of\//.test(path)) return { evidence: ON_BOARD, more: false };
    switch (`${method} ${path.replace(/\/[\w-]{22}(?=\/|$)/, '/:id')}`) {
      case 'POST /api/pass':
        return { token: 'workshop', expiresAt: ago(-1) };
      case 'GET /api/blocks':
        return { people: blocked };
      case 'GET /api/reports':
        return { reports };
      case 'POST /api/reports': {
        const made = report({
          subjectId: body['id'] as Id,
          subject: body['subject'] as Report['subject'],
          reason: body['reason'] as Report['reason'],
        });
        reports = [{ ...made, words: String(body['words']), createdAt: ago(0) }, ...reports];
        return made;
      }
      case 'GET /api/statements':
        return { statements };
      case 'POST /api/statements/:id/appeal': {
        const appeal = { words: String(body['words']), at: ago(0), state: 'open' as const, answer: '', decidedAt: null };
        statements = statements.map((one) => (one.id === id ? { ...one, appeal } : one));
        return statements.find((one) => one.id === id) ?? null;
      }
      case 'GET /api/operator/reports':
        return { cases: cases.filter((one) => isOpen(one) === (url.searchParams.get('state') !== 'decided')) };
      case 'GET /api/operator/reports/creation/:id':
      case 'GET /api/operator/reports/comment/:id':
        return cases.find((one) => one.id === id) ?? null;
      case 'POST /api/operator/reports/creation/:id': {
        const state = body['sanction'] === 'none' ? ('rejected' as const) : ('upheld' as const);
        const decided = (one: ReportCase): ReportCase => ({
          ...one,
          hidden: body['sanction'] === 'hide',
          reports: one.reports.map((report) => ({ ...report, state, answer: String(body['answer']), decidedAt: ago(0) })),
        });
        cases = cases.map((one) => (one.id === id ? decided(one) : one));
        return cases.find((one) => one.id === id) ?? null;
      }
      case 'GET /api/operator/statements':
        return { statements: disputed() };
      case 'POST /api/operator/statements/:id': {
        const one = disputed().find((known) => known.id === id) ?? null;
        statements = statements.filter((known) => known.id !== id);
        return one;
      }
      default:
        return null;
    }
  }
  const disputed = (): readonly OperatorStatement[] =>
    statements
      .filter((one) => one.appeal?.state === 'open')
      .map((one) => ({ ...one, member: { id: ME.id, name: ME.name, handle: ME.handle } }));

  return async (path, init, onSent) => {
    const body = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Record<string, unknown>;
    const value = answer(init.method ?? 'GET', new URL(path, 'http://workshop'), body);
    return value === null ? others(path, init, onSent) : Response.json(value);
  };
}
