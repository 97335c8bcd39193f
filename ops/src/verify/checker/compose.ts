import type { Check } from '../check.ts';
import { complaints } from '../command.ts';

/** docker-compose reads the file as the host would, with the example's values. */
export const compose: Check = {
  name: 'docker-compose config',
  needs: ['docker-compose'],
  run: (root) => complaints('docker-compose', ['-f', 'docker-compose.yml', '--env-file', 'ops/docker/example.env', 'config', '-q'], root),
};
