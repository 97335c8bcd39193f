import Pointer from 'lucide-solid/icons/pointer';
import X from 'lucide-solid/icons/x';
import { onCleanup, onMount } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { setLaserMode } from './laser-mode.ts';

/** Lies over the board while the laser pencil is in hand: what is pressed and drawn shines for all, and moves nothing. */
export function LaserSheet() {
  const app = useApp();
  let sheet!: HTMLDivElement;
  let pressed: number | null = null;

  const point = (event: PointerEvent): void => app.board()?.pointLaser({ x: event.clientX, y: event.clientY });
  const lift = (): void => {
    pressed = null;
    app.board()?.pointLaser(null);
  };
  onMount(() => {
    const end = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setLaserMode(false);
    };
    // Turning the wheel still moves the view under it.
    const turn = (event: WheelEvent): void => {
      event.preventDefault();
      document.querySelector('.board-host canvas')?.dispatchEvent(new WheelEvent('wheel', event));
    };
    addEventListener('keydown', end);
    sheet.addEventListener('wheel', turn, { passive: false });
    onCleanup(() => removeEventListener('keydown', end));
  });
  onCleanup(lift);

  return (
    <>
      <div
        ref={sheet}
        class="laser-sheet"
        data-testid="laser-sheet"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          pressed = event.pointerId;
          sheet.setPointerCapture(event.pointerId);
          point(event);
        }}
        onPointerMove={(event) => {
          if (pressed === event.pointerId) point(event);
        }}
        onPointerUp={lift}
        onPointerCancel={lift}
      />
      <div class="laser-hint paper-card" role="status" data-testid="laser-hint">
        <Pointer size={20} aria-hidden="true" />
        <p>{app.t('presence.laserHint')}</p>
        <IconButton class="small" label={app.t('presence.laserEnd')} testid="laser-close" onPress={() => setLaserMode(false)}>
          <X size={17} />
        </IconButton>
      </div>
    </>
  );
}
