import { canonicalJson } from '@oto/schema/base/canonical-json';
import { Manifest, type ProvenanceRecord } from '@oto/schema/contract/provenance';
import type { Db, Deps } from '../deps.ts';
import { isShown, MANIFEST_TYP, nameless, statementOf, type Statement } from './statement.ts';

/** The same bytes may be of more creations than anybody reads about. */
const RECORDS_MAX = 20;

/**
 * The creations a file is of, oldest first, as anybody may see them today. Of one that is private, hidden
 * or deleted only that it was made here is told, when, and by which engines. The signed manifest is told
 * while everything it says still stands; when a title or a name has changed since, today's is signed.
 */
export async function recordsOf(deps: Pick<Deps, 'db' | 'signer'>, sha256: string): Promise<ProvenanceRecord[]> {
  const { signer } = deps;
  const rows = await deps.db
    .selectFrom('provenance')
    .select(['creation_id as id', 'variant', 'mime', 'manifest'])
    .where('sha256', '=', sha256)
    .orderBy('creation_id')
    .orderBy('variant')
    .limit(RECORDS_MAX)
    .execute();
  const records: ProvenanceRecord[] = [];
  for (const { id, variant, mime, manifest: jws } of rows) {
    const today = await todayOf(deps.db, id);
    if (!today) continue;
    const { statement, shown, trained } = today;
    const signed = await readManifest(deps, jws);
    const anew: Manifest = { sha256, mime, ...statement };
    records.push({
      creation: statement.creation,
      kind: statement.kind,
      variant,
      shown,
      title: shown ? statement.title : null,
      author: shown ? statement.author : null,
      trained,
      madeAt: statement.madeAt,
      steps: statement.steps,
      ingredients: statement.ingredients,
      manifest: !shown ? null : signed !== null && today.stands(signed) ? jws : await signer.attest(anew, MANIFEST_TYP),
    });
  }
  return records;
}

type Today = {
  readonly shown: boolean;
  readonly trained: boolean;
  /** What anybody may see. */
  readonly statement: Statement;
  /** Whether a signed manifest may be told: all it says is to be seen today. */
  stands(signed: Manifest): boolean;
};

/** A creation as anybody may see it today; null when there is none. */
export async function todayOf(db: Db, creationUuid: string): Promise<Today | null> {
  const row = await db
    .selectFrom('creation')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .selectAll('creation')
    .select('member.hidden_at as author_hidden')
    .where('creation.id', '=', creationUuid)
    .executeTakeFirst();
  const whole = row && (await statementOf(db, creationUuid));
  if (!whole) return null;
  const shown = isShown(row);
  const statement = await shownOf(db, creationUuid, whole, shown);
  return {
    shown,
    trained: row.trained,
    statement,
    stands({ sha256: _sha256, mime: _mime, ...said }) {
      const named = { ...statement, ingredients: statement.ingredients.map((now, index) => asNamed(now, said.ingredients[index])) };
      return shown && canonicalJson(said) === canonicalJson(named);
    },
  };
}

type Ingredient = Manifest['ingredients'][number];

/** An ingredient named today is left as nameless as it was signed: what was private then says less, not something else. */
function asNamed(now: Ingredient, signed: Ingredient | undefined): Ingredient {
  return signed === undefined || signed.creation !== undefined ? now : nameless(now);
}

/** What a JWS of ours says; null when it is none of ours. */
export async function readManifest({ signer }: Pick<Deps, 'signer'>, jws: string): Promise<Manifest | null> {
  const parsed = Manifest.safeParse(await signer.attested(jws, MANIFEST_TYP));
  return parsed.success ? parsed.data : null;
}

/** A statement without what is not to be seen: agents that were taken down, or everything but how it was made. */
async function shownOf(db: Db, creationUuid: string, statement: Statement, shown: boolean): Promise<Statement> {
  const open = await openAgents(db, creationUuid);
  const steps = statement.steps.map((step, index) => ({ ...step, agent: open[index] === true ? step.agent : '' }));
  return shown ? { ...statement, steps } : { ...statement, title: '', author: '', steps, ingredients: [] };
}

/** For each step in order: whether its agent and the agent's owner are to be seen. */
async function openAgents(db: Db, creationUuid: string): Promise<readonly boolean[]> {
  const rows = await db
    .selectFrom('creation_step')
    .innerJoin('agent_version', 'agent_version.id', 'creation_step.agent_version_id')
    .innerJoin('agent', 'agent.id', 'agent_version.agent_id')
    .innerJoin('member', 'member.id', 'agent.owner_id')
    .select(['agent.hidden_at', 'member.hidden_at as owner_hidden', 'member.deleted_at as owner_deleted'])
    .where('creation_step.creation_id', '=', creationUuid)
    .orderBy('creation_step.position')
    .execute();
  return rows.map((row) => row.hidden_at === null && row.owner_hidden === null && row.owner_deleted === null);
}
