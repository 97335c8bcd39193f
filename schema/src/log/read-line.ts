import type { LOG_LEVELS, LOG_SERVICES, LogLine } from '../contract/log.ts';
import { scrub, scrubText } from './scrub.ts';

export type LogService = (typeof LOG_SERVICES)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];
/** A line that has no number yet. */
export type NewLine = Omit<LogLine, 'id'>;
export type LogSource = { readonly service: LogService; readonly replica: string };

/** Pino's numbers: trace 10, debug 20, info 30, warn 40, error 50, fatal 60. */
const PINO_ERROR = 50;
const PINO_WARN = 40;
const PINO_INFO = 30;
const MESSAGE_MAX = 500;
/** Of the fields' JSON, in characters. */
const FIELDS_MAX = 8000;
/** Told by the line itself, or the same on each; and where somebody comes from, which the host's guard alone is told. */
const OWN = new Set(['level', 'time', 'msg', 'pid', 'hostname', 'service', 'replica', 'worker', 'requestId', 'guard', 'ip']);

export function levelOf(pino: number): LogLevel {
  if (pino >= PINO_ERROR) return 'error';
  if (pino >= PINO_WARN) return 'warn';
  return pino >= PINO_INFO ? 'info' : 'debug';
}

/** A line as pino writes it, scrubbed; null when it is none. */
export function readLine(text: string, source: LogSource): NewLine | null {
  const said = objectOf(text);
  if (said === null) return null;
  const { level, time, msg, requestId } = said;
  const at = new Date(typeof time === 'string' || typeof time === 'number' ? time : Number.NaN);
  if (typeof level !== 'number' || Number.isNaN(at.getTime())) return null;
  const fields = Object.fromEntries(Object.entries(said).filter(([name]) => !OWN.has(name)));
  return cleanLine({
    at: at.toISOString(),
    ...source,
    level: levelOf(level),
    message: typeof msg === 'string' ? msg : '',
    requestId: typeof requestId === 'string' ? requestId : null,
    fields,
  });
}

/** Scrubs a line and cuts it to what is kept. */
export function cleanLine(line: NewLine): NewLine {
  const fields = scrub(line.fields) as Record<string, unknown>;
  const size = JSON.stringify(fields).length;
  return {
    ...line,
    replica: scrubText(line.replica).slice(0, 100),
    message: scrubText(line.message).slice(0, MESSAGE_MAX),
    requestId: line.requestId === null ? null : scrubText(line.requestId).slice(0, 100),
    fields: size <= FIELDS_MAX ? fields : { cut: JSON.stringify(fields).slice(0, FIELDS_MAX).toWellFormed(), characters: size },
  };
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null && !Array.isArray(said) ? (said as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
