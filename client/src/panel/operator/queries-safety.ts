import type { Id } from '@oto/schema/base/id';
import type { Evidence, ReportCase, ReportSubject } from '@oto/schema/contract/safety';
import { useQuery } from '@tanstack/solid-query';
import type { Accessor } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';

const SELDOM = 15_000;

export function useCases(state: Accessor<'open' | 'decided'>) {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operatorOf('reports', state()),
    queryFn: async () => valueOf(await app.api.cases(state())).cases,
    refetchInterval: SELDOM,
    reconcile: 'id',
  }));
}

export function useDisputed() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operator('statements'),
    queryFn: async () => valueOf(await app.api.disputed()).statements,
    refetchInterval: SELDOM,
    reconcile: 'id',
  }));
}

/** The case with its evidence: what the audit knows, and what hands did on the board. */
export function useEvidence(subject: Accessor<{ readonly subject: ReportSubject; readonly id: Id }>) {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operatorOf('reports', `${subject().subject} ${subject().id}`),
    queryFn: async () => {
      const found = valueOf(await app.api.case(subject().subject, subject().id));
      const board = await onBoard(found);
      const evidence: readonly Evidence[] = [...found.evidence, ...board.evidence].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
      return { evidence, heard: board.heard };
    },
  }));

  /** The collab server may not answer: then only its part is missing, and that is said. */
  async function onBoard({
    plot,
    id,
    subject: kind,
  }: ReportCase): Promise<{ readonly evidence: readonly Evidence[]; readonly heard: boolean }> {
    if (plot === null || kind === 'comment') return { evidence: [], heard: true };
    const pass = await app.api.pass();
    const told = pass.ok ? await app.api.boardEvidence(plot, id, pass.value.token) : pass;
    return told.ok ? { evidence: told.value.evidence, heard: true } : { evidence: [], heard: false };
  }
}
