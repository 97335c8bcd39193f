/** Slower than linear on some text, each with what keeps that text short. */
export const REVIEWED_REGEXES: readonly { readonly file: string; readonly regex: string; readonly bound: string }[] = [
  { file: 'api/src/card/read-cards.ts', regex: '/[\\s.,;:…]+$/u', bound: 'cut to an excerpt before' },
  { file: 'api/src/share/drawing/words.ts', regex: '/[\\s.,;:…]+$/u', bound: 'a title or a name, at most 200 characters' },
  { file: 'api/src/config.ts', regex: '/^(mailto:.+@.+|https:\\/\\/.+)$/', bound: 'a setting of the host' },
  { file: 'api/src/config.ts', regex: '/\\/+$/', bound: 'a setting of the host' },
  {
    file: 'api/src/identity/handle.ts',
    regex: '/^-+|-+$/g',
    bound: 'cut to a handle’s length before, and no two dashes are left side by side',
  },
  { file: 'api/src/media/file-name.ts', regex: '/^-+|-+$/g', bound: 'a title; no two spaces or dashes are left side by side' },
  { file: 'api/src/media/file-name.ts', regex: '/^[ .]+|[ .]+$/g', bound: 'a title; no two spaces or dashes are left side by side' },
  { file: 'gpu-worker/src/api/client.ts', regex: '/\\/+$/u', bound: 'a setting of the host' },
  { file: 'gpu-worker/src/board/connection.ts', regex: '/\\/+$/u', bound: 'a setting of the host' },
  { file: 'gpu-worker/src/config.ts', regex: '/\\/+$/u', bound: 'a setting of the host' },
  { file: 'gpu-worker/src/engine/configured/frame.ts', regex: '/\\/+$/u', bound: 'a setting of the host' },
  { file: 'gpu-worker/src/engine/http/door.ts', regex: '/\\/+$/u', bound: 'a setting of the host' },
  { file: 'gpu-worker/src/engine/openai-chat/place.ts', regex: '/\\/+$/u', bound: 'a setting of the host' },
  {
    file: 'gpu-worker/src/engine/builtin/text/compose.ts',
    regex: '/[\\s.!]+$/u',
    bound: 'a wish of a member, at most a few thousand characters, in a process that serves nobody else',
  },
  {
    file: 'gpu-worker/src/engine/builtin/text/compose.ts',
    regex: '/^[«“]\\s*|\\s*[»”]$/gu',
    bound: 'a wish of a member, at most a few thousand characters, in a process that serves nobody else',
  },
  { file: 'gpu-worker/src/engine/builtin/text/template.ts', regex: '/\\[([^\\]]+)\\]/gu', bound: 'templates of our own, in the code' },
  { file: 'gpu-worker/src/engine/builtin/text/template.ts', regex: '/\\{([^}]+)\\}/gu', bound: 'templates of our own, in the code' },
  {
    file: 'gpu-worker/src/engine/builtin/text/topic.ts',
    regex: '/[\\s,;.!?…:–—-]+$/u',
    bound: 'a wish of a member, at most a few thousand characters, in a process that serves nobody else',
  },
  {
    file: 'gpu-worker/src/engine/builtin/text/topic.ts',
    regex: '/[.!?…:»"“\\n]\\s*$|^\\s*$/u',
    bound: 'a wish of a member, at most a few thousand characters, in a process that serves nobody else',
  },
  {
    file: 'gpu-worker/src/engine/builtin/text/wish.ts',
    regex: '/^["\'«“\\s]+|["\'»”\\s.!?…;:,]+$/gu',
    bound: 'a wish of a member, at most a few thousand characters, in a process that serves nobody else',
  },
  {
    file: 'gpu-worker/src/engine/builtin/text/wish.ts',
    regex: '/[\\s?!.,;]+$/u',
    bound: 'a wish of a member, at most a few thousand characters, in a process that serves nobody else',
  },
  {
    file: 'gpu-worker/src/engine/builtin/text/write/craft.ts',
    regex: '/^(?:my|your)\\s|\\s(?:with|of).*$/giu',
    bound: 'a wish of a member, at most a few thousand characters, in a process that serves nobody else',
  },
  {
    file: 'gpu-worker/src/engine/builtin/text/write/craft.ts',
    regex: '/\\swith\\s(.+)$/iu',
    bound: 'a wish of a member, at most a few thousand characters, in a process that serves nobody else',
  },
  {
    file: 'gpu-worker/src/engine/builtin/text/write/desk.ts',
    regex: '/\\s+([;:!?])/gu',
    bound: 'a wish of a member, at most a few thousand characters, in a process that serves nobody else',
  },
  {
    file: 'gpu-worker/src/engine/builtin/text/write/note.ts',
    regex: '/[\\s.!?…]+$/u',
    bound: 'a wish of a member, at most a few thousand characters, in a process that serves nobody else',
  },
  {
    file: 'gpu-worker/src/engine/builtin/voice/speech.ts',
    regex: '/^\\s*[–—•-]\\s+/gmu',
    bound: 'a wish of a member, at most a few thousand characters, in a process that serves nobody else',
  },
  {
    file: 'gpu-worker/src/engine/builtin/voice/speech.ts',
    regex: '/^\\s*(\\d{1,2})[.)]\\s+/gmu',
    bound: 'a wish of a member, at most a few thousand characters, in a process that serves nobody else',
  },
  {
    file: 'schema/src/db/bearable.ts',
    regex: '/\\/\\*[\\s\\S]*?\\*\\//g',
    bound: 'migrations of our own, read by a test alone',
  },
  {
    file: 'gpu-worker/src/engine/builtin/text/write/craft.ts',
    regex: '/\\s(à la|à l’|aux|au|de|d’)\\s?(.+)$/u',
    bound: 'a wish of a member, at most a few thousand characters, in a process that serves nobody else',
  },
];
