import type { Reporter, TestCase, TestModule } from 'vitest/node';

type Row = { engine: string; against: string; what: string; passed: number; failed: number };

/** After a run that held the engines to their contract: which engine, and against what it was run. */
export default class ContractReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = new Map<string, Row>();
    for (const module of modules) for (const test of module.children.allTests()) count(rows, test);
    if (rows.size > 0) process.stdout.write(table([...rows.values()]));
  }
}

function count(rows: Map<string, Row>, test: TestCase): void {
  const ground = test.parent.type === 'suite' ? test.parent.meta().ground : undefined;
  if (!ground) return;
  const row = rows.get(ground.engine) ?? { ...ground, passed: 0, failed: 0 };
  rows.set(ground.engine, row);
  const { state } = test.result();
  if (state === 'passed') row.passed += 1;
  if (state === 'failed') row.failed += 1;
}

function table(rows: readonly Row[]): string {
  const cells = rows
    .toSorted((a, b) => a.against.localeCompare(b.against) || a.engine.localeCompare(b.engine))
    .map((row) => [
      row.engine,
      row.against,
      row.what,
      row.failed === 0 ? `${row.passed} held` : `${row.failed} broken, ${row.passed} held`,
    ]);
  const head = ['engine', 'run against', 'which', 'contract'];
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`;
  return `\n${[head, widths.map((width) => '-'.repeat(width)), ...cells].map((row) => line(row).trimEnd()).join('\n')}\n`;
}
