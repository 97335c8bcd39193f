/** Small, and of a bounded set of names. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** What a service tells of its work to whoever traces it; does nothing where nobody does. */
export type Tracing = {
  /** Names the span of the request under way by its route, never by its address. */
  route(method: string, route: string, requestId: string): void;
  /** W3C traceparent of what is under way; null without. */
  here(): string | null;
  /** Trace and span under way, for log lines; null without. */
  ids(): { readonly trace: string; readonly span: string } | null;
  /** Runs `work` as a span of its own, below what is under way or below `parent` (a traceparent), and marks it when it throws. */
  around<T>(name: string, attributes: SpanAttributes, work: () => Promise<T>, parent?: string): Promise<T>;
  /** Sends what waits, within seconds. Never rejects. */
  close(): Promise<void>;
};

export const noTracing: Tracing = {
  route: () => undefined,
  here: () => null,
  ids: () => null,
  around: (_name, _attributes, work) => work(),
  close: () => Promise.resolve(),
};
