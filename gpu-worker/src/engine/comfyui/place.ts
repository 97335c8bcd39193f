import type { HttpPlace, Size } from '../http/place.ts';

/** What is asked of the model. Absent: the usual for Stable Diffusion 1.5. */
export type Sampling = {
  /** Of a full result; 512 squared. */
  readonly size?: Size;
  readonly steps?: number;
  readonly cfg?: number;
  readonly sampler?: string;
  readonly scheduler?: string;
  readonly negative?: string;
  /** How far a given picture is left behind, 0..1. */
  readonly denoise?: number;
};

export type Motion = {
  /** Of AnimateDiff; absent: the first that the server has. */
  readonly model?: string;
  readonly frames?: number;
  /** Frames a second. */
  readonly rate?: number;
  /** The last frame leads to the first. */
  readonly loop?: boolean;
};

export type ComfyPlace = HttpPlace & {
  /** Checkpoints by the server's own names, the first is the default. Empty: the first that the server has. */
  readonly models: readonly string[];
  readonly sampling?: Sampling;
  /**
   * A workflow of one's own in the API format (class_type and inputs by node), as a JSON file with
   * placeholders: {{prompt}} {{negative}} {{seed}} {{checkpoint}} {{motion}} {{width}} {{height}}
   * {{steps}} {{cfg}} {{denoise}} {{frames}} {{rate}} {{image}}. It is read once, at the start.
   */
  readonly workflowFile?: string;
} & (
    | { readonly makes: 'image' }
    | {
        readonly makes: 'video';
        readonly motion?: Motion;
        /** The program that takes posters; absent: the one on the path, if any. */
        readonly ffmpeg?: string;
      }
  );
