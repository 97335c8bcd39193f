export interface PageListeners {
  /** The browser says that the network is back, or gone. It cannot know of every loss. */
  readonly online: () => void;
  readonly offline: () => void;
  /** The page was hidden or shown. */
  readonly shown: () => void;
}

/** What a page learns of itself. */
export interface PageSignals {
  readonly isHidden: boolean;
  /** Returns the way to stop. */
  listen(listeners: PageListeners): () => void;
}

export function browserSignals(): PageSignals {
  const page = globalThis.document as Document | undefined;
  return {
    get isHidden() {
      return page?.visibilityState === 'hidden';
    },
    listen({ online, offline, shown }) {
      globalThis.addEventListener?.('online', online);
      globalThis.addEventListener?.('offline', offline);
      page?.addEventListener('visibilitychange', shown);
      return () => {
        globalThis.removeEventListener?.('online', online);
        globalThis.removeEventListener?.('offline', offline);
        page?.removeEventListener('visibilitychange', shown);
      };
    },
  };
}
