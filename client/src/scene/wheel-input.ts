import type { Camera } from './camera.ts';
import { WheelReader } from './wheel-intent.ts';

/** Wheel, trackpad and the browser's pinch events move the camera. Answers the way to stop. */
export function listenToWheel(element: HTMLElement, camera: Camera): () => void {
  const reader = new WheelReader();
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const intent = reader.read({
      deltaX: event.deltaX,
      deltaY: event.deltaY,
      deltaMode: event.deltaMode,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      shiftKey: event.shiftKey,
      timeMs: event.timeStamp,
    });
    const box = element.getBoundingClientRect();
    switch (intent.type) {
      case 'zoom':
        camera.zoomBy(intent.factor, { x: event.clientX - box.left, y: event.clientY - box.top });
        return;
      case 'pan':
        camera.panBy(intent.dx, intent.dy);
        return;
      default:
        intent satisfies never;
    }
  };
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => element.removeEventListener('wheel', onWheel);
}
