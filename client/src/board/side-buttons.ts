/** As in MouseEvent.button. */
const BACK = 3;
const FORWARD = 4;

/** The two buttons on the side of many mice, which browsers take for their own history. Returns the way to stop. */
export function listenToSideButtons(host: HTMLElement, on: { readonly back: () => void; readonly forward: () => void }): () => void {
  const stop = new AbortController();
  const keep = (event: MouseEvent): boolean => {
    const isSide = event.button === BACK || event.button === FORWARD;
    if (isSide) event.preventDefault();
    return isSide;
  };
  host.addEventListener('mousedown', keep, { signal: stop.signal });
  host.addEventListener(
    'mouseup',
    (event) => {
      if (keep(event)) (event.button === BACK ? on.back : on.forward)();
    },
    { signal: stop.signal },
  );
  return () => stop.abort();
}
