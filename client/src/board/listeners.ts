/** A list of listeners to one kind of news. */
export interface Listeners<A extends readonly unknown[]> {
  /** Returns the way to stop. */
  readonly add: (listener: (...news: A) => void) => () => void;
  readonly tell: (...news: A) => void;
}

export function listeners<A extends readonly unknown[]>(): Listeners<A> {
  const all = new Set<(...news: A) => void>();
  return {
    add: (listener) => {
      all.add(listener);
      return () => all.delete(listener);
    },
    tell: (...news) => {
      for (const listener of all) listener(...news);
    },
  };
}
