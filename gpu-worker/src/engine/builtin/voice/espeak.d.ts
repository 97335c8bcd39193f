/** The package ships no types; these are the members used here. */
declare module '@echogarden/espeak-ng-emscripten' {
  export type Synthesizer = {
    get_samplerate(): number;
    /** 0 on success. */
    set_voice(name: string, lang: string, gender: number, age: number, variant: number): number;
    set_rate(wordsPerMinute: number): void;
    /** 0..99, both. */
    set_pitch(pitch: number): void;
    set_range(range: number): void;
    synthesize(text: string, onAudio: (audio: Int16Array | null, events: readonly object[]) => number): void;
  };
  export type EspeakModule = { eSpeakNGWorker: new () => Promise<Synthesizer> | Synthesizer };
  export default function load(): Promise<EspeakModule>;
}
