import { hashText } from '@oto/schema/base/seeded-random';
import type { Lang } from '@oto/schema/base/lang';
import { AGENT_SIZE, CREATION_SIZE, type Kind } from '@oto/schema/board/kind';
import { GONE_COLOUR, NOTE_COLOUR } from '@oto/schema/board/palette';
import type { NoteRecord, PlaceRecord } from '@oto/schema/board/record';
import type { Card } from '@oto/schema/contract/card';
import { plotCentre, type Plot, type Point } from '@oto/schema/geometry/lattice';
import { atApi } from '../api/origin.ts';
import type { NoteView } from '../scene/types.ts';
import { ghostLine } from './ghost-line.ts';

/** What a worker shows of a pending generation. */
export interface GhostWork {
  readonly phase: string;
  readonly pct: number;
  /** Rises with each preview; 0: none yet. */
  readonly n: number;
  readonly text?: string | undefined;
}

export interface NoteFacts {
  readonly id: string;
  readonly record: NoteRecord;
  readonly place: PlaceRecord | undefined;
  readonly plot: Plot;
  readonly card: Card | undefined;
  readonly work: GhostWork | undefined;
  /** Offset from the stored place while somebody drags it. */
  readonly offset: Point | undefined;
  readonly lang: Lang;
  /** It has no part in what is shown. */
  readonly dimmed?: boolean;
}

/** Gold is drawn by the scene; this stands in where a colour must be named. */
const GOLD = '#E5B446';

export function sizeOf(record: NoteRecord): number {
  return record.k === 'agent' ? AGENT_SIZE : CREATION_SIZE;
}

/** Where a note is stored, in units from its plot's centre; people's place wins over the seat. */
export function storedPlace(record: NoteRecord, place: PlaceRecord | undefined): PlaceRecord {
  return place ?? [record.s[0], record.s[1], record.s[2], 0];
}

/** All that the scene draws of one note. */
export function noteView(facts: NoteFacts): NoteView {
  const { id, record, plot, work, offset, lang } = facts;
  // Words that were read before it was taken down are not shown any more.
  const card = record.x === 1 ? undefined : facts.card;
  const [x, y, rot, z] = storedPlace(record, facts.place);
  const centre = plotCentre(plot);
  // A note that has just landed keeps its last preview until its own picture is known.
  const isSeen = record.k === 'image' || record.k === 'video';
  const preview = isSeen && work !== undefined && work.n > 0 && card?.thumb === undefined ? { thumbUrl: previewUrl(id, work.n) } : {};
  return {
    id,
    kind: record.k,
    x: centre.x + x + (offset?.x ?? 0),
    y: centre.y + y + (offset?.y ?? 0),
    rot: rot / 1000,
    z,
    size: sizeOf(record),
    colour: record.k === 'agent' ? GOLD : record.x === 1 ? GONE_COLOUR : NOTE_COLOUR[record.k],
    seed: hashText(id),
    title: card?.title ?? '',
    ...(facts.dimmed ? { dimmed: true } : {}),
    ...(record.k === 'agent' && record.g ? { agentKind: record.g } : {}),
    ...(card ? wordsOf(record.k, card) : {}),
    ...(card?.counts ? { counts: card.counts } : {}),
    ...preview,
    ...(record.j
      ? { ghost: { pct: work?.pct ?? 0, phase: ghostLine(work?.phase, lang), ...(work?.text ? { text: lastWords(work.text) } : {}) } }
      : {}),
  };
}

/** What an engine shows of a picture that it is making; the number only tells one from the next. */
export function previewUrl(id: string, n: number): string {
  return atApi(`/media/ghost/${id}?n=${n}`);
}

/** As many letters as a pencil note holds. */
const WORDS_SHOWN = 84;

/** The end of a text that is being written, from the beginning of a word on. */
export function lastWords(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (line.length <= WORDS_SHOWN) return line;
  const end = line.slice(-WORDS_SHOWN);
  return `… ${end.slice(end.indexOf(' ') + 1)}`;
}

function wordsOf(kind: 'agent' | Kind, card: Card): Partial<NoteView> {
  const picture = card.thumb ? { thumbUrl: card.thumb } : {};
  switch (kind) {
    case 'agent':
      return { subtitle: card.role ?? '', excerpt: card.excerpt === '' ? '' : `« ${card.excerpt} »` };
    case 'text':
      return { excerpt: card.excerpt, ...picture };
    case 'image':
      return picture;
    case 'video':
      return { ...picture, ...lengthOf(card) };
    case 'voice':
      return { ...(card.peaks ? { peaks: card.peaks } : {}), ...lengthOf(card) };
    default:
      return kind satisfies never;
  }
}

function lengthOf(card: Card): Partial<NoteView> {
  if (card.durationMs === undefined) return {};
  const seconds = Math.round(card.durationMs / 1000);
  return { durationMs: card.durationMs, subtitle: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` };
}
