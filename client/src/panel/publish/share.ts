import type { App } from '../../app/context.ts';

/** Through the device's own share sheet where there is one, else the address goes to the clipboard. */
export async function sharePath(app: App, { path, title }: { readonly path: string; readonly title: string }): Promise<void> {
  const url = new URL(path, location.origin).href;
  if (navigator.share !== undefined && matchMedia('(pointer: coarse)').matches) {
    try {
      await navigator.share({ title, url });
      return;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
    }
  }
  try {
    await navigator.clipboard.writeText(url);
    app.notify({ tone: 'done', title: app.t('share.copied'), text: url });
  } catch {
    app.notify({ tone: 'info', title: app.t('share.here'), text: url });
  }
}
