import { isId, type Id } from '@oto/schema/base/id';
import { useQueries } from '@tanstack/solid-query';
import type { Accessor } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';

export type NamedAgent = { readonly id: Id; readonly name: string };

/** Agents in sight, and those that are named already wherever they are; by name. */
export function useAgentNames(chosen: Accessor<readonly (Id | null)[]>): Accessor<readonly NamedAgent[]> {
  const app = useApp();
  const wanted = () => [...new Set(chosen())].filter((id): id is Id => id !== null);
  const asked = useQueries(() => ({
    queries: wanted().map((id) => ({
      queryKey: KEYS.agent(id),
      queryFn: async () => valueOf(await app.api.agent(id)),
      retry: false as const,
    })),
  }));
  return () => {
    const names = new Map<Id, string>();
    for (const { id, title } of app.board()?.agentsInView() ?? []) if (title !== '' && isId(id)) names.set(id, title);
    for (const [index, id] of wanted().entries()) names.set(id, asked[index]?.data?.name ?? app.t('filter.agentUnknown'));
    return [...names].map(([id, name]) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name, app.lang()));
  };
}
