/** A label's place on screen, CSS pixels. */
export interface LabelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface LabelClaim<T> {
  readonly label: T;
  readonly box: LabelBox;
  /** Equal words near one another are said once. */
  readonly words: string;
  /** It is on the map already. */
  readonly shown: boolean;
}

export interface DeclutterRules {
  /** At most this many labels. */
  readonly most: number;
  /** Free px that a label needs round it to appear; to stay it needs none. */
  readonly air: number;
  /** The same words are not said again within this many px. */
  readonly apart: number;
}

const CELL = 96;

/**
 * Chooses the labels that are written, in the order given (the greatest first), so that no two
 * overlap. What is shown already stays while it can: it is tried with less room, and a newcomer
 * of equal standing does not drive it out. Pure.
 */
export function declutter<T>(claims: Iterable<LabelClaim<T>>, rules: DeclutterRules): T[] {
  const cells = new Map<number, LabelClaim<T>[]>();
  const said = new Map<string, LabelBox[]>();
  const chosen: T[] = [];
  for (const claim of claims) {
    if (chosen.length >= rules.most) break;
    const air = claim.shown ? 0 : rules.air;
    if (saidNear(said.get(claim.words), claim.box, claim.shown ? rules.apart * 0.8 : rules.apart)) continue;
    if (meetsAny(cells, claim.box, air)) continue;
    chosen.push(claim.label);
    eachCell(claim.box, 0, (cell) => {
      const held = cells.get(cell);
      if (held === undefined) cells.set(cell, [claim]);
      else held.push(claim);
    });
    const near = said.get(claim.words);
    if (near === undefined) said.set(claim.words, [claim.box]);
    else near.push(claim.box);
  }
  return chosen;
}

function saidNear(boxes: readonly LabelBox[] | undefined, box: LabelBox, apart: number): boolean {
  if (boxes === undefined) return false;
  const x = (box.left + box.right) / 2;
  const y = (box.top + box.bottom) / 2;
  return boxes.some((other) => Math.hypot((other.left + other.right) / 2 - x, (other.top + other.bottom) / 2 - y) < apart);
}

function meetsAny<T>(cells: ReadonlyMap<number, readonly LabelClaim<T>[]>, box: LabelBox, air: number): boolean {
  let met = false;
  eachCell(box, air, (cell) => {
    if (met) return;
    met = (cells.get(cell) ?? []).some(({ box: other }) => overlaps(box, other, air));
  });
  return met;
}

export function overlaps(a: LabelBox, b: LabelBox, air = 0): boolean {
  return a.left - air < b.right && b.left < a.right + air && a.top - air < b.bottom && b.top < a.bottom + air;
}

function eachCell(box: LabelBox, air: number, visit: (cell: number) => void): void {
  const right = Math.floor((box.right + air) / CELL);
  const bottom = Math.floor((box.bottom + air) / CELL);
  for (let row = Math.floor((box.top - air) / CELL); row <= bottom; row++) {
    for (let column = Math.floor((box.left - air) / CELL); column <= right; column++) visit(row * 65_536 + column);
  }
}
