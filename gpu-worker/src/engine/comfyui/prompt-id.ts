import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@oto/schema/base/canonical-json';
import { uuidFromId } from '@oto/schema/base/id';
import type { Workflow } from './workflow.ts';

/**
 * What the server calls this run: a UUID of version 5 in the namespace of the job's own UUID, named
 * by the attempt, the scale and the workflow. The server keeps one entry a name, and one job has
 * several runs: each of its steps on this server is another workflow, the smaller try after an
 * out-of-memory another scale, and an attempt after a failure must not read the failure before it. Being derived and not drawn, the
 * names of earlier attempts are known again after a crash, and what they queued is taken up.
 */
export function promptId(job: string, attempt: number, scale: number, workflow: Workflow): string {
  const namespace = Buffer.from(uuidFromId(job).replaceAll('-', ''), 'hex');
  const plain = JSON.parse(JSON.stringify(workflow)) as Json;
  const hash = createHash('sha1')
    .update(namespace)
    .update(`${attempt}:${scale}:${canonicalJson(plain)}`)
    .digest()
    .subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
