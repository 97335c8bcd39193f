import { spawn } from 'node:child_process';

export type ToolResult = { readonly code: number; readonly output: string; readonly ms: number };

/** Runs a command to its end; a command that cannot start counts as a failure with its reason. */
export function runTool(command: string, args: readonly string[], cwd: string): Promise<ToolResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    const chunks: string[] = [];
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk: Buffer) => chunks.push(chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const end = (code: number) => resolve({ code, output: chunks.join(''), ms: performance.now() - started });
    child.once('error', (error) => {
      chunks.push(error.message);
      end(1);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}
