import { expect, test } from 'vitest';
import { readEngines } from './file.ts';

const read = (text: string, environment: NodeJS.ProcessEnv = {}): ReturnType<typeof readEngines> =>
  readEngines(text, '/etc/oto', environment);

function problemsOf(text: string, environment: NodeJS.ProcessEnv = {}): readonly string[] {
  const reading = read(text, environment);
  return reading.ok ? [] : reading.problems;
}

test('an empty file asks for the built-in engines alone', () => {
  expect(read('')).toEqual({ ok: true, configured: { builtin: 'all', engines: [] } });
  expect(read('builtin: [oto-plume]\n')).toMatchObject({ configured: { builtin: ['oto-plume'] } });
});

test('an entry becomes an engine', () => {
  const reading = read(
    `builtin: false
engines:
  - { id: mixtral, type: openai-chat, name: Mixtral 8x7B, url: 'http://vllm.test:8000/v1/', models: [a, b], ceiling: 60, slots: 8 }
  - { id: mistral, type: openai-chat, url: 'https://api.mistral.ai', model: open-mistral-7b, key: '\${KEY}', ceiling: 40 }
`,
    { KEY: 'a-secret-of-ours' },
  );
  expect(reading).toMatchObject({
    ok: true,
    configured: {
      builtin: [],
      engines: [
        { id: 'mixtral', kind: 'text', displayName: 'Mixtral 8x7B', models: ['a', 'b'], ceiling: 60, slots: 8, trained: true },
        { id: 'mistral', displayName: 'mistral', models: ['open-mistral-7b'], slots: 4 },
      ],
    },
  });
});

test('every problem is told at once, by entry and field', () => {
  const problems = problemsOf(`
builtin: maybe
engines: []
extra: 1
`);
  expect(problems).toHaveLength(2);
  expect(
    problemsOf(`
engines:
  - { id: one, type: openai-chat, url: nonsense, ceiling: 0, modle: x }
  - { id: one, type: llama-cpp, path: a.gguf, ceiling: 9, threads: 0 }
  - { type: psychic, id: oto-plume }
  - { type: sd-cpp, id: Bad Name, url: 'file:///etc/passwd', model: m, ceiling: 1 }
  - 7
`).map((problem) => problem.split(':').slice(0, 2).join(':')),
  ).toEqual(['entry 5: Invalid input']);
  expect(
    problemsOf(`
engines:
  - { id: one, type: openai-chat, url: nonsense, ceiling: 0, modle: x }
  - { id: one, type: llama-cpp, path: a.gguf, ceiling: 9, threads: 0 }
  - { type: psychic, id: sibyl }
  - { type: sd-cpp, id: Bad Name, url: 'file:///etc/passwd', model: m, ceiling: 1 }
  - { type: openai-speech, id: voice, url: 'http://v.test', model: k, ceiling: 9, voices: { fr: f }, rvc: { url: 'http://r.test' } }
`).map((problem) => problem.split(':').slice(0, 2).join(':')),
  ).toEqual([
    'one: ceiling',
    'one: url',
    'one: Unrecognized key',
    'one: model',
    'one: threads',
    'sibyl: type',
    'Bad Name: id',
    'Bad Name: url',
    'voice: voices.en',
    'voice: rvc.model',
    'one: id',
  ]);
});

test('a broken file is told by its line', () => {
  expect(problemsOf('engines:\n  - id: a\n   type: b\n')[0]).toMatch(/^line \d: /u);
});

test('a name that the environment lacks is told, and a value that it has is never shown', () => {
  const text = `
engines:
  - { id: a, type: openai-chat, url: 'http://a.test', model: m, key: '\${NO_KEY}', ceiling: 9 }
  - { id: b, type: openai-chat, url: '\${B_URL}', model: m, key: '\${B_KEY}', ceiling: 9, dialect: '\${B_KEY}' }
`;
  const problems = problemsOf(text, { B_URL: 'hush-hush-url', B_KEY: 'hush-hush-key' });
  expect(problems.map((problem) => problem.split(':').slice(0, 2).join(':'))).toEqual(['a: key', 'b: url', 'b: dialect']);
  expect(problems[0]).toBe('a: key: the environment has no NO_KEY');
  expect(problems.join()).not.toContain('hush');
});

test('a password in an address is refused without being shown', () => {
  const [problem] = problemsOf("engines: [{ id: a, type: openai-chat, url: 'http://me:hush@a.test', model: m, ceiling: 9 }]");
  expect(problem).toBe('a: url: a name or password does not belong here: use key');
});

test('no engine at all is a problem', () => {
  expect(problemsOf('builtin: false\n')).toEqual(['engines: none, and no built-in ones either']);
});

test('a workflow that cannot be read is told with its entry', () => {
  expect(problemsOf(`engines: [{ id: comfy, type: comfyui-image, url: 'http://c.test', ceiling: 9, workflowFile: none.json }]`)).toEqual([
    expect.stringMatching(/^comfy: workflow \/etc\/oto\/none\.json: /u),
  ]);
});
