/** Milliseconds a recording may last; it then stops by itself. */
export const RECORDING_MAX = 120_000;

/** `denied`: the person or the browser says no. `none`: there is no microphone. */
export type RecordingFault = 'denied' | 'none';

export type Recording = {
  /** How loud it is now, 0 to 1. */
  readonly level: () => number;
  /** The whole of what was said. Resolves once, also when it stopped by itself. */
  readonly file: Promise<File | null>;
  /** Ends it and keeps what was said. */
  readonly stop: () => void;
  /** Ends it and keeps nothing: `file` is null. */
  readonly drop: () => void;
};

export function canRecord(): boolean {
  return typeof MediaRecorder === 'function' && typeof navigator.mediaDevices?.getUserMedia === 'function';
}

/** Asks for the microphone and begins. `name`: of the file. */
export async function startRecording(name: string): Promise<Recording | RecordingFault> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch((error: unknown): RecordingFault => {
    const why = error instanceof DOMException ? error.name : '';
    return why === 'NotFoundError' || why === 'NotReadableError' ? 'none' : 'denied';
  });
  if (typeof stream === 'string') return stream;

  const context = new AudioContext();
  const ear = context.createAnalyser();
  ear.fftSize = 512;
  context.createMediaStreamSource(stream).connect(ear);
  const heard = new Uint8Array(ear.fftSize);

  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  let wanted = true;
  const file = new Promise<File | null>((resolve) => {
    recorder.addEventListener('dataavailable', (event) => parts.push(event.data));
    recorder.addEventListener('stop', () => {
      clearTimeout(limit);
      for (const track of stream.getTracks()) track.stop();
      void context.close();
      // Browsers call what they record a video type when asked for no other.
      const type = recorder.mimeType.replace(/^video\//, 'audio/');
      resolve(wanted && parts.length > 0 ? new File(parts, name, { type: type === '' ? 'audio/webm' : type }) : null);
    });
  });
  const end = (): void => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  const limit = setTimeout(end, RECORDING_MAX);
  recorder.start();

  return {
    level() {
      ear.getByteTimeDomainData(heard);
      return heard.reduce((most, one) => Math.max(most, Math.abs(one - 128) / 128), 0);
    },
    file,
    stop: end,
    drop() {
      wanted = false;
      end();
    },
  };
}
