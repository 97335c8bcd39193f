import { createHash } from 'node:crypto';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import { isId, type Id } from '@oto/schema/base/id';
import { err, ok, type Result } from '@oto/schema/base/result';
import { NoteRecord, PlaceRecord, TieRecord, TIES_MAX, type FarEnd } from '@oto/schema/board/record';
import { PEOPLE_ROOTS } from '@oto/schema/board/roots';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import type { Actor, Member, Service } from '../document/actor.ts';
import { plotOf } from '../document/consequence.ts';
import type { Inspection, Touch } from './inspect.ts';
import { isPlainJson } from './plain-json.ts';

/** What the rules need to know of the board; asked of the document as it is before the update. */
export type Ground =
  | { readonly kind: 'atlas'; readonly name: string }
  | {
      readonly kind: 'region';
      readonly name: string;
      readonly plot: Plot;
      /** Whether the actor may write in the region of this plot, by that region's policy. */
      readonly mayWrite: (plot: Plot) => boolean;
      /** A note of this region, or one elsewhere that an end of the update names, as an end must name it. */
      readonly note: (id: Id) => FarEnd | null;
      /** The tie that stands under this key now. */
      readonly tie: (key: string) => TieRecord | null;
      /** Ties that stand now. */
      readonly ties: () => number;
    };

export type JudgeCode = 'edit_refused' | 'plot_closed' | 'account_too_new' | 'note_gone' | 'ties_full';
export type Verdict = Result<null, JudgeCode>;

/** Whether `actor` may make this update. Pure; the first broken rule is named in the detail. */
export function judge(inspection: Inspection, actor: Actor, ground: Ground): Verdict {
  if (inspection.touches.length === 0) return ok(null);
  if (ground.kind === 'atlas') return err('edit_refused', 'the atlas is the server’s');
  switch (actor.kind) {
    case 'watcher':
      return err('edit_refused', 'watchers read');
    case 'service':
      return judgeService(inspection.touches, actor, ground.name);
    case 'member':
      return reasonFor(actor, judgeMember(inspection.touches, ground));
    default:
      return actor satisfies never;
  }
}

/** Every tie that the update would set, as far as it is one. */
export function tiesSet(touches: readonly Touch[]): readonly TieRecord[] {
  return touches.flatMap((touch) =>
    touch.op === 'set' && touch.root === 'ties' ? touch.values.flatMap((value) => tieOf(value) ?? []) : [],
  );
}

/** Keys of root `ties` that the update sets or cuts. */
export function tieKeys(touches: readonly Touch[]): ReadonlySet<string> {
  return new Set(touches.flatMap((touch) => (touch.root === 'ties' ? [touch.key] : [])));
}

type Region = Extract<Ground, { kind: 'region' }>;

/** A newcomer learns that waiting helps. */
function reasonFor(actor: Member, verdict: Verdict): Verdict {
  return !verdict.ok && verdict.code === 'plot_closed' && actor.newcomer ? err('account_too_new', verdict.detail) : verdict;
}

function judgeMember(touches: readonly Touch[], ground: Region): Verdict {
  for (const touch of touches) {
    const verdict = judgeTouch(touch, ground);
    if (!verdict.ok) return verdict;
  }
  return judgeCount(touches, ground);
}

function judgeTouch(touch: Touch, ground: Region): Verdict {
  if (!(PEOPLE_ROOTS as readonly string[]).includes(touch.root)) return err('edit_refused', `root ${touch.root.slice(0, 40)}`);
  if (!isId(touch.key)) return err('edit_refused', `${touch.root}: the key is not an id`);
  if (touch.op === 'delete') return touch.root === 'places' ? judgeHome(ground) : judgeCut(touch.key, ground);
  for (const value of touch.values) {
    const verdict = touch.root === 'places' ? judgePlace(touch.key, value, ground) : judgeTie(touch.key, value, ground);
    if (!verdict.ok) return verdict;
  }
  return ok(null);
}

function judgeHome(ground: Region): Verdict {
  return ground.mayWrite(ground.plot) ? ok(null) : err('plot_closed', 'the region’s policy');
}

function judgePlace(note: Id, value: unknown, ground: Region): Verdict {
  if (!isPlainJson(value) || !PlaceRecord.safeParse(value).success) return err('edit_refused', 'places: not a place inside the plot');
  const home = judgeHome(ground);
  if (!home.ok) return home;
  const seated = ground.note(note);
  return seated && isIn(seated, ground.plot) ? ok(null) : err('note_gone', 'places: no such note here');
}

/** Whoever may write where the tie hangs may take it off: at its home, or at either end. */
function judgeCut(key: string, ground: Region): Verdict {
  const standing = ground.tie(key);
  const plots = standing === null ? [ground.plot] : [ground.plot, plotOf(standing.a), plotOf(standing.b)];
  return plots.some(ground.mayWrite) ? ok(null) : err('plot_closed', 'ties: neither the home nor an end lets it be cut');
}

/** To tie, re-tie, name or colour needs the right to write at home and at every end, old and new. */
function judgeTie(key: string, value: unknown, ground: Region): Verdict {
  const tie = tieOf(value);
  if (tie === null) return err('edit_refused', 'ties: not a tie');
  if (tie.a[0] === tie.b[0]) return err('edit_refused', 'ties: both ends on one note');
  if (tie.n !== undefined && !isOneLine(tie.n)) return err('edit_refused', 'ties: not a name');
  const standing = ground.tie(key);
  const ends = standing === null ? [tie.a, tie.b] : [tie.a, tie.b, standing.a, standing.b];
  for (const plot of [ground.plot, ...ends.map(plotOf)]) {
    if (!ground.mayWrite(plot)) return err('plot_closed', `ties: the policy of ${plotKey(plot)}`);
  }
  for (const end of [tie.a, tie.b]) {
    const note = ground.note(end[0]);
    if (note === null || !isIn(note, plotOf(end))) return err('note_gone', 'ties: no such note at an end');
    if (note[3] !== end[3] || note[4] !== end[4]) return err('edit_refused', 'ties: not the seat of an end');
  }
  return ok(null);
}

function judgeCount(touches: readonly Touch[], ground: Region): Verdict {
  const keys = { set: new Set<string>(), cut: new Set<string>() };
  for (const touch of touches) if (touch.root === 'ties') keys[touch.op === 'set' ? 'set' : 'cut'].add(touch.key);
  const fresh = [...keys.set].filter((key) => ground.tie(key) === null).length;
  if (fresh === 0) return ok(null);
  const cut = [...keys.cut].filter((key) => !keys.set.has(key) && ground.tie(key) !== null).length;
  return ground.ties() + fresh - cut <= TIES_MAX ? ok(null) : err('ties_full', `${ground.ties()} ties stand`);
}

function tieOf(value: unknown): TieRecord | null {
  return isPlainJson(value) ? (TieRecord.safeParse(value).data ?? null) : null;
}

/** Without control characters: Postgres cannot store NUL in JSON, and a name has no lines. */
function isOneLine(name: string): boolean {
  return !/\p{Cc}/u.test(name);
}

function isIn(end: FarEnd, plot: Plot): boolean {
  return end[1] === plot.x && end[2] === plot.y;
}

function judgeService(touches: readonly Touch[], actor: Service, document: string): Verdict {
  if (actor.document !== document) return err('edit_refused', 'a pass for another document');
  if (actor.record === null) return err('edit_refused', 'the job still runs');
  for (const touch of touches) {
    if (touch.root !== 'notes' || touch.key !== actor.note) return err('edit_refused', 'not the note of this pass');
    if (touch.op === 'delete') continue;
    for (const value of touch.values) if (!isRecord(value, actor.record)) return err('edit_refused', 'not the record of this pass');
  }
  return touches.some((touch) => touch.op === 'set') ? ok(null) : err('edit_refused', 'a pass only pins');
}

/** Whether `value` is a note record with this base64url SHA-256. */
export function isRecord(value: unknown, hash: string): value is NoteRecord {
  if (!isPlainJson(value) || !NoteRecord.safeParse(value).success) return false;
  return createHash('sha256').update(canonicalJson(value)).digest('base64url') === hash;
}
