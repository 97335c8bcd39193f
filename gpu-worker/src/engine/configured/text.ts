import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { ANSWER_TOKENS } from '../chat/price.ts';
import { llamaCpp } from '../llama-cpp/engine.ts';
import { usualThreads } from '../llama-cpp/place.ts';
import { openAiChat } from '../openai-chat/engine.ts';
import { frame, httpFrame, httpPlace, judgedModels, Label, modelFields, withModels } from './frame.ts';
import { present, recipe } from './recipe.ts';

const CHAT_SLOTS = 4;
const CONTEXT = 4096;
const TEMPERATURE = 0.8;

/** Most model tokens of one answer; 800 where nothing is said. */
export const maxTokens = z.int().min(1).max(32_000).optional();

export const openAiChatRecipe = recipe(
  withModels(
    z.strictObject({
      type: z.literal('openai-chat'),
      ...httpFrame,
      ...modelFields,
      maxTokens,
      dialect: z.enum(['openai', 'mistral']).optional(),
    }),
  ),
  (entry) =>
    openAiChat({
      ...httpPlace(entry, CHAT_SLOTS),
      models: judgedModels(entry),
      maxTokens: entry.maxTokens ?? ANSWER_TOKENS,
      ...present({ dialect: entry.dialect }),
    }),
);

export const llamaCppRecipe = recipe(
  z.strictObject({
    type: z.literal('llama-cpp'),
    ...frame,
    /** The GGUF file, from the folder of the engines file. */
    path: z.string().min(1),
    /** As agents name it; absent: the file's name. */
    model: Label.optional(),
    maxTokens,
    contextSize: z.int().min(256).max(1_000_000).optional(),
    threads: z.int().min(1).max(128).optional(),
    gpu: z.enum(['auto', 'cuda', 'vulkan', 'metal', 'none']).optional(),
    gpuLayers: z.int().min(0).max(1000).optional(),
    temperature: z.number().min(0).max(2).optional(),
  }),
  (entry, { folder }) =>
    llamaCpp({
      id: entry.id,
      name: entry.name ?? entry.id,
      path: resolve(folder, entry.path),
      model: entry.model ?? basename(entry.path, '.gguf'),
      ceiling: entry.ceiling,
      slots: entry.slots ?? 1,
      maxTokens: entry.maxTokens ?? ANSWER_TOKENS,
      contextSize: entry.contextSize ?? CONTEXT,
      threads: entry.threads ?? usualThreads(),
      gpu: entry.gpu ?? 'auto',
      temperature: entry.temperature ?? TEMPERATURE,
      ...present({ gpuLayers: entry.gpuLayers }),
    }),
);
