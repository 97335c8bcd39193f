type FatalLog = { fatal(fields: { readonly kind: string; readonly err: Error }, message: string): void };

/**
 * A bug that nothing caught: what it left behind cannot be trusted, so it is logged, `leave` runs once, and the process
 * ends with code 1 for its supervisor to start another. `leave` bounds itself; a second bug ends the process at once.
 * Whatever a package that is loaded does about such errors, like showing its whole source, it does no longer.
 */
export function endOnBug(log: FatalLog, leave: (kind: string) => Promise<unknown>): void {
  let isLeaving = false;
  const end = async (kind: string) => {
    try {
      await leave(kind);
    } finally {
      process.exit(1);
    }
  };
  for (const kind of ['unhandledRejection', 'uncaughtException'] as const) {
    process.removeAllListeners(kind);
    process.on(kind, (error: unknown) => {
      log.fatal({ kind, err: error instanceof Error ? error : new Error(String(error)) }, 'bug: the process ends');
      if (isLeaving) process.exit(1);
      isLeaving = true;
      void end(kind);
    });
  }
}
