/** The last line of stdout: what was measured. Progress goes to stderr. */
export type Figures = { readonly [name: string]: number | string | boolean };

export type Benchmark = (options: { readonly quick: boolean; readonly say: (line: string) => void }) => Promise<Figures>;

export async function runNamed(
  kind: 'bench' | 'drill',
  all: { readonly [name: string]: Benchmark },
  argv: readonly string[],
): Promise<void> {
  const names = argv.filter((word) => !word.startsWith('-'));
  const name = names[0] ?? '';
  const run = all[name];
  if (!run || names.length > 1) {
    process.stderr.write(`usage: npm run ${kind} -- NAME [--quick]   where NAME is one of: ${Object.keys(all).join(', ')}\n`);
    process.exit(2);
  }
  const quick = argv.includes('--quick');
  const started = performance.now();
  const say = (line: string) => process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
  const figures = await run({ quick, say });
  process.stdout.write(`${JSON.stringify({ name, figures: { ...figures, quick } })}\n`);
  process.exit(0);
}
