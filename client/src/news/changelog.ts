/** Of CHANGELOG.md: what changed, by version and by kind of change. */
export type Release = {
  readonly name: string;
  /** yyyy-mm-dd; null: not released yet. */
  readonly day: string | null;
  readonly groups: readonly { readonly title: string; readonly lines: readonly string[] }[];
};

const RELEASE = /^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$/;

/** Reads the headings and lists of a changelog (keepachangelog.com); throws where a line is of neither. */
export function readChangelog(text: string): readonly Release[] {
  const releases: { name: string; day: string | null; groups: { title: string; lines: string[] }[] }[] = [];
  for (const line of text.split('\n').map((one) => one.trimEnd())) {
    const head = RELEASE.exec(line);
    const release = releases.at(-1);
    if (head?.[1] !== undefined) releases.push({ name: head[1], day: head[2] ?? null, groups: [] });
    else if (release === undefined || line === '') continue;
    else if (line.startsWith('### ')) release.groups.push({ title: line.slice(4), lines: [] });
    else if (line.startsWith('- ') && release.groups.length > 0) release.groups.at(-1)?.lines.push(line.slice(2));
    else throw new Error(`a line of the changelog is neither heading nor item: ${line}`);
  }
  return releases;
}
