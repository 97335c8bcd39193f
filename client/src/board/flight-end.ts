import type { SceneCamera, WorldRect } from '../scene/types.ts';

/** What will be in view when the flight under way has arrived; null when nothing flies, or it ends on the map. */
export function flightEnd(camera: Pick<SceneCamera, 'heading' | 'zoom' | 'limits' | 'visibleRect'>): WorldRect | null {
  const { heading } = camera;
  if (!heading || heading.zoom < camera.limits().notes) return null;
  const { width, height } = camera.visibleRect();
  const share = camera.zoom / heading.zoom;
  return { x: heading.x - (width * share) / 2, y: heading.y - (height * share) / 2, width: width * share, height: height * share };
}
