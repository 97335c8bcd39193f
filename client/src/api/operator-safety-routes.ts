import type { Id } from '@oto/schema/base/id';
import {
  BoardEvidence,
  OperatorStatement,
  ReportCase,
  type CaseDecision,
  type ReportSubject,
  type StatementDecision,
} from '@oto/schema/contract/safety';
import { plotKey, tileOf, type Plot } from '@oto/schema/geometry/lattice';
import { z } from 'zod';
import type { Calls } from './calls.ts';

const of = '/api/operator';
const one = (subject: ReportSubject, id: Id): string => `${of}/reports/${subject}/${id}`;
const Cases = z.object({ cases: z.array(ReportCase) });
const Statements = z.object({ statements: z.array(OperatorStatement) });

/** Cases made of reports, and what is disputed. Operators alone. */
export function operatorSafetyRoutes({ call, post }: Calls) {
  return {
    cases: (state: 'open' | 'decided') => call(`${of}/reports?state=${state}`, Cases),
    case: (subject: ReportSubject, id: Id) => call(one(subject, id), ReportCase),
    decideCase: (subject: ReportSubject, id: Id, decision: z.input<typeof CaseDecision>) => post(one(subject, id), ReportCase, decision),
    /** What the journal of a plot knows of a note or a member; `pass`: the operator's own, for the collab server. */
    boardEvidence: (plot: Plot, id: Id, pass: string) =>
      call(`/collab/t/${plotKey(tileOf(plot))}/history/${plotKey(plot)}/of/${id}`, BoardEvidence, { bearer: pass }),
    disputed: () => call(`${of}/statements?state=appealed`, Statements),
    decideStatement: (id: Id, decision: z.infer<typeof StatementDecision>) => post(`${of}/statements/${id}`, OperatorStatement, decision),
  };
}
