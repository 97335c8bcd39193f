import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { processRegistry } from '@oto/schema/metric/process';
import type { Registry as Engines } from '../engine/registry.ts';
import type { Room } from '../queue/room.ts';
import type { Watch } from './watch.ts';

/** Seconds: from a line of the built-in engine to a film of a model. */
const RUN_BUCKETS = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

export type Metrics = { readonly registry: Registry; readonly watch: Watch };

/** What operators watch of a worker: engines, their runs and room, claims and uploads. Labels are the engines of this worker, and outcomes. */
export function makeMetrics(engines: Engines, room: Pick<Room, 'figures'>): Metrics {
  const registry = processRegistry();
  const registers = [registry];
  const runs = new Counter({
    name: 'oto_worker_runs_total',
    help: 'Runs of engines, by their end',
    labelNames: ['engine', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'oto_worker_run_seconds',
    help: 'Time of a run that ended well',
    labelNames: ['engine'],
    buckets: RUN_BUCKETS,
    registers,
  });
  const jobs = new Counter({ name: 'oto_worker_jobs_total', help: 'Jobs, by their end here', labelNames: ['outcome'], registers });
  const claims = new Counter({ name: 'oto_worker_claims_total', help: 'Answers to claims', labelNames: ['outcome'], registers });
  const uploads = new Counter({ name: 'oto_worker_uploads_total', help: 'Files handed in', labelNames: ['outcome'], registers });
  const bytes = new Counter({ name: 'oto_worker_upload_bytes_total', help: 'Bytes of files handed in', registers });
  const healthy = new Gauge({
    name: 'oto_worker_engine_healthy',
    help: '1 when the engine last said so',
    labelNames: ['engine'],
    registers,
  });
  const slots = new Gauge({ name: 'oto_worker_slots', help: 'Runs at once', labelNames: ['engine'], registers });
  for (const engine of engines.all) slots.set({ engine: engine.id }, engine.slots);
  const gauge = (name: string, help: string, of: 'running' | 'waiting') =>
    new Gauge({
      name,
      help,
      labelNames: ['engine'],
      registers,
      collect() {
        for (const figure of room.figures()) this.set({ engine: figure.engine }, figure[of]);
      },
    });
  gauge('oto_worker_running', 'Runs under way', 'running');
  gauge('oto_worker_waiting', 'Steps of claimed jobs that wait for the engine', 'waiting');
  return {
    registry,
    watch: {
      ran(engine, outcome, took) {
        runs.inc({ engine, outcome });
        if (outcome === 'done') seconds.observe({ engine }, took);
      },
      job: (outcome) => jobs.inc({ outcome: outcome.replace(' ', '_') }),
      claimed: (outcome) => claims.inc({ outcome }),
      uploaded(outcome, size) {
        uploads.inc({ outcome });
        bytes.inc(size);
      },
      health: (engine, isHealthy) => healthy.set({ engine }, isHealthy ? 1 : 0),
    },
  };
}
