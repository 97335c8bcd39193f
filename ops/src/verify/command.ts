import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runTool } from '../check/tool.ts';

/** Where administrators' commands are; not everybody's PATH names them. */
const SYSTEM = ['/usr/sbin', '/sbin', '/usr/local/sbin'];

/** The file that a command's name starts, or null. */
export function findCommand(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...SYSTEM];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** Runs a command in a folder. @returns Its output, line by line, if it failed; nothing if it did not. */
export async function complaints(name: string, args: readonly string[], cwd: string): Promise<readonly string[]> {
  const command = findCommand(name);
  if (command === null) return [`${name} is not installed`];
  const { code, output } = await runTool(command, args, cwd);
  if (code === 0) return [];
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? [`${name} ended with ${code}`] : lines;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
