import { createEffect, createMemo, on, type Accessor } from 'solid-js';

/** A list whose elements stay while what they show changes, so that the one with the focus keeps it. */
export interface KeptList<T> {
  readonly ids: Accessor<readonly string[]>;
  readonly entry: (id: string) => T | undefined;
  /** The element that has the focus now. */
  readonly hold: (id: string) => void;
  /** The focus went from it; to nowhere when the element itself was moved. */
  readonly left: (event: FocusEvent) => void;
}

/** `focus` gives an element the focus back that lost it by changing its place in the list. */
export function createList<T extends { readonly id: string }>(entries: Accessor<readonly T[]>, focus: (id: string) => void): KeptList<T> {
  let held: string | null = null;
  const byId = createMemo(() => new Map(entries().map((one) => [one.id, one])));
  const ids = createMemo<readonly string[]>(() => [...byId().keys()], [], {
    equals: (a, b) => a.length === b.length && a.every((id, n) => id === b[n]),
  });
  createEffect(
    on(ids, () => {
      if (held !== null && byId().has(held) && document.activeElement === document.body) focus(held);
    }),
  );
  return {
    ids,
    entry: (id) => byId().get(id),
    hold: (id) => void (held = id),
    left(event) {
      if (event.relatedTarget !== null) held = null;
    },
  };
}
