import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@oto/schema/base/canonical-json';
import { isId } from '@oto/schema/base/id';
import { err, ok, type Result } from '@oto/schema/base/result';
import { NoteRecord, PlaceRecord, TieRecord } from '@oto/schema/board/record';
import { PEOPLE_ROOTS } from '@oto/schema/board/roots';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { Actor, Service } from '../document/actor.ts';
import type { Inspection, Touch } from './inspect.ts';
import { isPlainJson } from './plain-json.ts';

/** What the rules need to know of the board; asked of the document as it is before the update. */
export type Ground =
  | { readonly kind: 'atlas'; readonly name: string }
  | {
      readonly kind: 'region';
      readonly name: string;
      readonly plot: Plot;
      readonly hasNote: (id: string) => boolean;
      /** Whether the actor may write in the region of this plot, by that region's policy. */
      readonly mayWrite: (plot: Plot) => boolean;
    };

export type Verdict = Result<null, 'edit_refused'>;

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
      if (!ground.mayWrite(ground.plot)) return err('edit_refused', 'the region’s policy');
      for (const touch of inspection.touches) {
        const verdict = judgePerson(touch, ground);
        if (!verdict.ok) return verdict;
      }
      return ok(null);
    default:
      return actor satisfies never;
  }
}

/** Plots of far ends that an update's ties name, whose policies `mayWrite` must know. */
export function farPlots(touches: readonly Touch[]): readonly Plot[] {
  const plots: Plot[] = [];
  for (const touch of touches) {
    if (touch.op !== 'set' || touch.root !== 'ties') continue;
    for (const value of touch.values) {
      const tie = isPlainJson(value) ? TieRecord.safeParse(value) : null;
      if (tie?.success) plots.push({ x: tie.data.b[1], y: tie.data.b[2] });
    }
  }
  return plots;
}

type Region = Extract<Ground, { kind: 'region' }>;

function judgePerson(touch: Touch, ground: Region): Verdict {
  if (!(PEOPLE_ROOTS as readonly string[]).includes(touch.root)) return err('edit_refused', `root ${touch.root}`);
  if (!isId(touch.key)) return err('edit_refused', `${touch.root}: the key is not an id`);
  if (touch.op === 'delete') return ok(null);
  for (const value of touch.values) {
    if (!isPlainJson(value)) return err('edit_refused', `${touch.root}: not plain JSON`);
    const verdict = touch.root === 'places' ? judgePlace(touch.key, value, ground) : judgeTie(value, ground);
    if (!verdict.ok) return verdict;
  }
  return ok(null);
}

function judgePlace(note: string, value: Json, ground: Region): Verdict {
  if (!PlaceRecord.safeParse(value).success) return err('edit_refused', 'places: not a place inside the plot');
  return ground.hasNote(note) ? ok(null) : err('edit_refused', 'places: no such note here');
}

function judgeTie(value: Json, ground: Region): Verdict {
  const parsed = TieRecord.safeParse(value);
  if (!parsed.success) return err('edit_refused', 'ties: not a tie');
  const { a, b } = parsed.data;
  if (a[0] === b[0]) return err('edit_refused', 'ties: both ends on one note');
  if (!isAt(a, ground.plot) || !ground.hasNote(a[0])) return err('edit_refused', 'ties: the first end is not here');
  if (isAt(b, ground.plot)) return ground.hasNote(b[0]) ? ok(null) : err('edit_refused', 'ties: no such note at the second end');
  return ground.mayWrite({ x: b[1], y: b[2] }) ? ok(null) : err('edit_refused', 'ties: the far region’s policy');
}

function isAt(end: TieRecord['a'], plot: Plot): boolean {
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
