import type { WorkerApi } from '../api/client.ts';
import type { Watch } from './watch.ts';

/** The same api, whose claims and uploads are counted. */
export function watchedApi(api: WorkerApi, watch: Pick<Watch, 'claimed' | 'uploaded'>): WorkerApi {
  return {
    ...api,
    async claim(wanted, waitMs, signal) {
      const answer = await api.claim(wanted, waitMs, signal);
      if (answer.ok || answer.code !== 'stopped') watch.claimed(answer.ok ? (answer.value ? 'job' : 'none') : 'failed');
      return answer;
    },
    job(claim) {
      const job = api.job(claim);
      return {
        ...job,
        async putMedia(step, variant, mime, bytes, signal) {
          const answer = await job.putMedia(step, variant, mime, bytes, signal);
          watch.uploaded(answer.ok ? 'done' : 'failed', answer.ok ? bytes.byteLength : 0);
          return answer;
        },
      };
    },
  };
}
