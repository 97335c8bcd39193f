import { writeFile } from 'node:fs/promises';
import { seededRandom } from '@oto/schema/base/seeded-random';
import { ggufBytes, type GgufTensor } from './gguf.ts';

/** Sides of the model: 2 layers of 64 numbers with 4 heads make half a megabyte. */
const WIDTH = 64;
const LAYERS = 2;
const HEADS = 4;
const INNER = 128;
const CONTEXT = 2048;

/** Token types of the format. */
const NORMAL = 1;
const UNKNOWN = 2;
const CONTROL = 3;
const BYTE = 6;

type Token = { readonly text: string; readonly type: number; readonly score: number };

/** Some words, so that what the model says can be looked at; U+2581 stands for the space before a word. */
const WORDS =
  'le la un une de et the a of and mer sea vent wind phare light nuit night bleu blue renard fox étoile star dort sleeps rêve dreams'.split(
    ' ',
  );
const SIGNS = ['.', ',', '!', '\n'];

function vocabulary(): Token[] {
  const bytes = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);
  const words = ['\u2581', ...WORDS.map((word) => `\u2581${word}`), ...SIGNS];
  return [
    { text: '<unk>', type: UNKNOWN, score: 0 },
    { text: '<s>', type: CONTROL, score: 0 },
    { text: '</s>', type: CONTROL, score: 0 },
    ...bytes.map((text) => ({ text, type: BYTE, score: 0 })),
    ...words.map((text, index) => ({ text, type: NORMAL, score: -index - 1 })),
  ];
}

/**
 * A llama model of random weights with a byte-level tokenizer and a chat template: it means nothing,
 * and runs through everything that a real one does. The same seed gives the same bytes; some 500 KB.
 */
export function tinyModel(seed = 1): Uint8Array {
  const tokens = vocabulary();
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const tensor = (name: string, shape: readonly number[], value: (index: number) => number): GgufTensor => ({
    name,
    shape,
    data: Float32Array.from({ length: shape.reduce((all, side) => all * side, 1) }, (_, index) => value(index)),
  });
  const noise = (name: string, shape: readonly number[], spread = 0.08): GgufTensor => tensor(name, shape, () => normal() * spread);
  const ones = (name: string): GgufTensor => tensor(name, [WIDTH], () => 1);
  const layers = Array.from({ length: LAYERS }, (_, layer) => {
    const at = `blk.${layer}.`;
    return [
      ones(`${at}attn_norm.weight`),
      ...['q', 'k', 'v', 'output'].map((part) => noise(`${at}attn_${part}.weight`, [WIDTH, WIDTH])),
      ones(`${at}ffn_norm.weight`),
      noise(`${at}ffn_gate.weight`, [WIDTH, INNER]),
      noise(`${at}ffn_up.weight`, [WIDTH, INNER]),
      noise(`${at}ffn_down.weight`, [INNER, WIDTH]),
    ];
  });
  // Words are louder than bytes and marks, so that it mostly says words.
  const loudness = (token: number): number => (tokens[token]?.type === NORMAL ? 0.6 : 0.02);
  return ggufBytes(
    {
      'general.architecture': { type: 'string', value: 'llama' },
      'general.name': { type: 'string', value: 'oto-tiny-random' },
      'general.file_type': { type: 'u32', value: 0 },
      'llama.context_length': { type: 'u32', value: CONTEXT },
      'llama.embedding_length': { type: 'u32', value: WIDTH },
      'llama.block_count': { type: 'u32', value: LAYERS },
      'llama.feed_forward_length': { type: 'u32', value: INNER },
      'llama.attention.head_count': { type: 'u32', value: HEADS },
      'llama.attention.head_count_kv': { type: 'u32', value: HEADS },
      'llama.attention.layer_norm_rms_epsilon': { type: 'f32', value: 1e-5 },
      'llama.rope.dimension_count': { type: 'u32', value: WIDTH / HEADS },
      'llama.vocab_size': { type: 'u32', value: tokens.length },
      'tokenizer.ggml.model': { type: 'string', value: 'llama' },
      'tokenizer.ggml.tokens': { type: 'strings', value: tokens.map((token) => token.text) },
      'tokenizer.ggml.scores': { type: 'f32s', value: tokens.map((token) => token.score) },
      'tokenizer.ggml.token_type': { type: 'i32s', value: tokens.map((token) => token.type) },
      'tokenizer.ggml.unknown_token_id': { type: 'u32', value: 0 },
      'tokenizer.ggml.bos_token_id': { type: 'u32', value: 1 },
      'tokenizer.ggml.eos_token_id': { type: 'u32', value: 2 },
      'tokenizer.ggml.add_bos_token': { type: 'bool', value: true },
      'tokenizer.chat_template': {
        type: 'string',
        value:
          "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}{% if add_generation_prompt %}assistant: {% endif %}",
      },
    },
    [
      noise('token_embd.weight', [WIDTH, tokens.length]),
      ...layers.flat(),
      ones('output_norm.weight'),
      tensor('output.weight', [WIDTH, tokens.length], (index) => normal() * loudness(Math.floor(index / WIDTH))),
    ],
  );
}

export async function writeTinyModel(path: string, seed = 1): Promise<void> {
  await writeFile(path, tinyModel(seed));
}
