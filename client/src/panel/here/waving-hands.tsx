import Hand from 'lucide-solid/icons/hand';
import { createEffect, createSignal, For, onCleanup } from 'solid-js';
import type { BoardPerson } from '../../board/board-controller.ts';
import { useApp } from '../../app/context.ts';
import { placeHand } from './place-hand.ts';

/** As long as the hand is up for the others. */
const UP_MS = 2500;

type Raised = { readonly key: number; readonly person: BoardPerson };

/** A hand beside the cursor of who waves, or at the edge of the screen towards them. */
export function WavingHands() {
  const app = useApp();
  const [raised, setRaised] = createSignal<readonly Raised[]>([]);
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let key = 0;

  createEffect(() => {
    const board = app.board();
    if (board === null) return;
    onCleanup(
      board.onWave((person) => {
        const one = { key: key++, person };
        setRaised((before) => [...before, one]);
        const timer = setTimeout(() => {
          timers.delete(timer);
          setRaised((before) => before.filter((other) => other !== one));
        }, UP_MS);
        timers.add(timer);
        app.notify({
          tone: 'info',
          title: app.t('presence.waved', { name: person.name }),
          ...(app.me() ? { action: { label: app.t('presence.waveBack'), run: () => void board.wave(person.id) } } : {}),
        });
      }),
    );
  });
  onCleanup(() => {
    for (const timer of timers) clearTimeout(timer);
  });

  const place = (person: BoardPerson) => {
    const board = app.board();
    const cursor = board?.cursors().find((one) => one.person === person.id);
    return board === null ? null : placeHand(cursor ?? null, board.sight());
  };

  return (
    <div class="waving" aria-hidden="true">
      <For each={raised()}>
        {({ person }) => (
          <span
            class="waving-hand"
            style={{ '--face': person.colour, translate: `${place(person)?.x ?? 0}px ${place(person)?.y ?? 0}px` }}
            data-testid="waving-hand"
          >
            <Hand size={54} />
            <span class="hand">{person.name}</span>
          </span>
        )}
      </For>
    </div>
  );
}
