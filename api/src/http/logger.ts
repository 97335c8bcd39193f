import { CENSORING } from '@oto/schema/log/censor';
import pino, { type DestinationStream, type Logger } from 'pino';

export function makeLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'api' },
    ...CENSORING,
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Writes to the standard output, as ever, and to what is read by operators; what the host's guard counts, into its file too. */
export function toAll(kept: DestinationStream, guardFile: string | null): DestinationStream {
  return pino.multistream([
    { level: 'trace', stream: pino.destination(1) },
    { level: 'trace', stream: kept },
    ...(guardFile === null ? [] : [{ level: 'trace' as const, stream: guardStream(guardFile) }]),
  ]);
}

/** As the access log begins such a line. What somebody outside has written has its quotes escaped, and stands further on. */
const GUARDED = /^\{"level":\d+,"time":"[^"]+","service":"api","guard":"/;

/** A stream into the file of the host's guard. One that cannot be written is told once, and keeps nobody from anything. */
export function guardStream(path: string, complain: (words: string) => void = (words) => process.stderr.write(words)): DestinationStream {
  const file = pino.destination({ dest: path, append: true, mkdir: true, sync: false });
  let isTold = false;
  file.on('error', (error: Error) => {
    if (!isTold) complain(`${JSON.stringify({ level: 40, service: 'api', msg: 'GUARD_LOG cannot be written', reason: error.message })}\n`);
    isTold = true;
  });
  return {
    write(line) {
      if (GUARDED.test(line)) file.write(line);
    },
  };
}
