import { sql } from 'kysely';
import type { MemberAccount, PlatformAccount } from '@oto/schema/ledger/account';
import type { Db } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { partyOf, plain, type Part } from './part.ts';
import { earnedParts, spentParts } from './split-parts.ts';
import { lines, type StatementAccount } from './statement-lines.ts';

type Posting = { readonly amount: number; readonly other: MemberAccount | PlatformAccount; readonly hold_id: string | null };
type Holding = { readonly kind: string; readonly held: number; readonly paid: number; readonly hold_id: string };

/** Where the tokens of one line came from (above zero) and went (below). Sums to its amount. Throws not_found for a line of nobody's or another's. */
export async function entryParts(db: Db, member: string, account: StatementAccount, entry: string): Promise<readonly Part[]> {
  const found = await sql<{ group_id: string; kind: string; of_job: boolean }>`
    select group_id, kind, of_job from (${lines(member, account)}) line where entry = ${entry}::bigint`.execute(db);
  const [line] = found.rows;
  if (!line) throw new ApiError('not_found');
  const which = sql`owner_id = ${member}::uuid and group_id = ${line.group_id}::uuid and kind = ${line.kind}
    and (${line.of_job} or entry = ${entry}::bigint)`;
  const postings = await sql<{ amount: string; other: Posting['other']; hold_id: string | null; account: MemberAccount }>`
    select p.amount, p.hold_id, p.account, a.kind as other
    from (select * from ledger.posting where ${which}) p join ledger.account a on a.id = p.other order by p.entry`.execute(db);
  const holdings = await sql<{ kind: string; held: string; paid: string; hold_id: string }>`
    select kind, held, paid, hold_id from ledger.holding where ${which} order by entry`.execute(db);
  const of = { member, job: line.of_job ? line.group_id : null };
  const posted = (kinds: readonly MemberAccount[]): readonly Posting[] =>
    postings.rows.filter((row) => kinds.includes(row.account)).map((row) => ({ ...row, amount: Number(row.amount) }));
  const moved: readonly Holding[] = holdings.rows.map((row) => ({ ...row, held: Number(row.held), paid: Number(row.paid) }));
  const spend = (holds: readonly string[]) => spentParts(db, of, holds);

  switch (account) {
    case 'available':
      return [
        ...posted(['wallet_paid', 'wallet_promo'])
          .filter((row) => row.hold_id === null)
          .map(counterpart),
        ...aside(moved),
        ...(await spend(closed(moved))),
      ];
    case 'held': {
      const rest = moved.reduce((sum, row) => sum + (row.kind === 'hold' ? 0 : -row.held - row.paid), 0);
      return [
        ...moved.filter((row) => row.kind === 'hold').map((row) => plain(row.held, 'wallet')),
        ...(rest > 0 ? [plain(-rest, 'back')] : []),
        ...(await spend(closed(moved))),
      ];
    }
    case 'paid':
    case 'promo': {
      const rows = posted([account === 'paid' ? 'wallet_paid' : 'wallet_promo']);
      const holds = new Set(rows.flatMap((row) => (row.hold_id === null ? [] : [row.hold_id])));
      return [...rows.filter((row) => row.hold_id === null).map(counterpart), ...(await spend([...holds]))];
    }
    case 'earnings': {
      const rows = posted(['earnings']);
      const amount = rows.reduce((sum, row) => sum + row.amount, 0);
      return (await earnedParts(db, { member, job: line.group_id, amount })) ?? rows.map(counterpart);
    }
    case 'debt':
      return posted(['debt'])
        .map((row) => ({ ...row, amount: -row.amount }))
        .map(counterpart);
    default:
      return account satisfies never;
  }
}

/** Tokens set aside, and what came back of them before any of it was paid out. */
function aside(holdings: readonly Holding[]): readonly Part[] {
  const sum = (rows: readonly Holding[]) => rows.reduce((all, row) => all + row.held, 0);
  const open = sum(holdings.filter((row) => row.kind === 'hold'));
  const back = -sum(holdings.filter((row) => row.kind !== 'hold'));
  return [...(open > 0 ? [plain(-open, 'held')] : []), ...(back > 0 ? [plain(back, 'back')] : [])];
}

function closed(holdings: readonly Holding[]): readonly string[] {
  return holdings.filter((row) => row.kind !== 'hold' && row.paid > 0).map((row) => row.hold_id);
}

function counterpart({ amount, other }: Posting): Part {
  return plain(amount, partyOf(other));
}
