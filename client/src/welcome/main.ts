import '@fontsource/permanent-marker/latin-400.css';
import '@fontsource/caveat/latin-600.css';
import '../style/tokens.css';
import './welcome.css';

/** The frame begins once the page stands and nothing else is to be done, milliseconds at most. */
const PATIENCE_MS = 4000;

const stage = document.querySelector<HTMLElement>('.stage');
const button = document.querySelector<HTMLButtonElement>('.play');
if (stage && button) begin(stage, button);

/** Lays the live board over its picture; the button takes it away again, and with it all that moves. */
function begin(stage: HTMLElement, button: HTMLButtonElement): void {
  let frame: HTMLIFrameElement | null = null;
  /** Whoever has pressed decides from then on. */
  let decided = false;
  const say = (): void => {
    button.textContent = (frame === null ? button.dataset['play'] : button.dataset['pause']) ?? '';
  };
  const stop = (): void => {
    frame?.remove();
    frame = null;
    say();
  };
  const play = (): void => {
    frame = document.createElement('iframe');
    frame.src = '/live';
    frame.title = stage.dataset['frame'] ?? '';
    frame.tabIndex = -1;
    stage.append(frame);
    say();
  };
  addEventListener('message', ({ source, origin, data }) => {
    if (frame !== null && source === frame.contentWindow && origin === location.origin && data === 'oto-live') frame.dataset['live'] = '';
  });
  button.hidden = false;
  say();
  button.addEventListener('click', () => {
    decided = true;
    if (frame === null) play();
    else stop();
  });
  if (matchMedia('(prefers-reduced-motion: reduce)').matches || isSaving()) return;
  const soon = (): void => {
    if (!decided) play();
  };
  addEventListener('load', () =>
    'requestIdleCallback' in globalThis ? requestIdleCallback(soon, { timeout: PATIENCE_MS }) : setTimeout(soon, PATIENCE_MS),
  );
}

/** People who pay by the byte are not shown a film of it. */
function isSaving(): boolean {
  return (navigator as { readonly connection?: { readonly saveData?: boolean } }).connection?.saveData === true;
}
