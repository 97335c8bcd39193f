/** Where an outside engine answers, and what a run of it may cost. */
export type HttpPlace = {
  /** Of the engine; unique in its worker. */
  readonly id: string;
  /** As people see it. */
  readonly name: string;
  /** http:// or https://, a path included, without a slash at its end. */
  readonly url: string;
  /** Sent as a bearer. */
  readonly key: string | null;
  /** Most tokens one run may cost. Pictures and films of full size cost exactly this. */
  readonly ceiling: number;
  /** Runs at once. */
  readonly slots: number;
  /** Milliseconds without a byte before the server counts as silent. Each engine has its own default. */
  readonly silenceMs?: number;
  /** Milliseconds between two looks at work in progress. */
  readonly pollMs?: number;
};

/** Pixels. */
export type Size = { readonly width: number; readonly height: number };
