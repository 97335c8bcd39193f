import { z } from 'zod';
import { openAiSpeech } from '../openai-speech/engine.ts';
import { rvc } from '../rvc/engine.ts';
import { httpFrame, httpPlace, judgedModels, Label, modelFields, serverFields, withModels } from './frame.ts';
import { present, recipe } from './recipe.ts';

const SLOTS = 2;

/** The server's names of a French and an English voice. */
export const voices = z.strictObject({ fr: Label, en: Label });

const Rvc = withModels(
  z.strictObject({
    ...serverFields,
    /** Voices of the server. */
    ...modelFields,
    params: z
      .strictObject({
        f0method: z.enum(['rmvpe', 'harvest', 'crepe', 'pm']).optional(),
        f0up_key: z.int().min(-24).max(24).optional(),
        index_rate: z.number().min(0).max(1).optional(),
        filter_radius: z.int().min(0).max(7).optional(),
        rms_mix_rate: z.number().min(0).max(1).optional(),
        protect: z.number().min(0).max(0.5).optional(),
      })
      .optional(),
  }),
);

export const openAiSpeechRecipe = recipe(
  withModels(
    z.strictObject({
      type: z.literal('openai-speech'),
      ...httpFrame,
      ...modelFields,
      voices,
      longest: z.int().min(80).max(20_000).optional(),
      maxSeconds: z.int().min(1).max(600).optional(),
      secondsPerToken: z.number().min(0.1).max(600).optional(),
      /** What is said is then converted to one of these voices; a given recording is converted as it is. */
      rvc: Rvc.optional(),
    }),
  ),
  (entry) => {
    const lengths = present({ maxSeconds: entry.maxSeconds, secondsPerToken: entry.secondsPerToken });
    const place = httpPlace(entry, SLOTS);
    const speech = { ...place, models: judgedModels(entry), voices: entry.voices, ...lengths, ...present({ longest: entry.longest }) };
    if (entry.rvc === undefined) return openAiSpeech(speech);
    const { url, key, timeoutMs, params } = entry.rvc;
    return rvc({
      id: place.id,
      name: place.name,
      url,
      key: key ?? null,
      ceiling: place.ceiling,
      slots: place.slots,
      models: judgedModels(entry.rvc),
      speaker: openAiSpeech({ ...speech, id: `${place.id}-speech` }),
      ...lengths,
      ...present({ silenceMs: timeoutMs, params: params === undefined ? undefined : present(params) }),
    });
  },
);
