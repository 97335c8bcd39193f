import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Check } from '../check.ts';
import type { Repository } from '../repository.ts';

const Service = z.looseObject({
  build: z.unknown().optional(),
  cap_drop: z.array(z.string()).default([]),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  privileged: z.boolean().default(false),
  network_mode: z.string().optional(),
  pid: z.string().optional(),
  ipc: z.string().optional(),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  mem_limit: z.string().optional(),
  pids_limit: z.int().optional(),
  environment: z.record(z.string(), z.string()).default({}),
});
const File = z.looseObject({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.looseObject({ internal: z.boolean().optional() }).nullable()),
});
type Service = z.infer<typeof Service>;

/** Capabilities that give a container the host. */
const POWER = /^(?:ALL|SYS_\w+|NET_ADMIN|NET_RAW|DAC_READ_SEARCH|BPF|PERFMON|MKNOD)$/;
const SECRET = /(?:KEYS?|TOKEN|SECRET|PASSWORD|DATABASE_URL|SMTP_URL)$/;

const LAWS: readonly { readonly law: string; readonly broken: (service: Service, name: string) => boolean }[] = [
  { law: 'gives up every capability', broken: ({ cap_drop: drop }) => !drop.includes('ALL') },
  { law: 'takes none that gives it the host', broken: ({ cap_add: add }) => add.some((one) => POWER.test(one)) },
  { law: 'gains no privilege', broken: ({ security_opt: options }) => !options.includes('no-new-privileges:true') },
  { law: 'is not privileged', broken: ({ privileged }) => privileged },
  { law: 'writes nothing into an image of ours', broken: (service) => service.build !== undefined && !service.read_only },
  { law: 'shares no namespace with the host', broken: ({ network_mode: net, pid, ipc }) => [net, pid, ipc].some((one) => one === 'host') },
  { law: 'does not hold the socket of the container engine', broken: ({ volumes }) => volumes.some((one) => one.includes('docker.sock')) },
  {
    law: 'writes to no folder of the host’s own',
    broken: ({ volumes }) => volumes.some((one) => /^\/(?:[^:]*):/.test(one) && !/:ro\b/.test(one)),
  },
  { law: 'has a bound of memory', broken: ({ mem_limit: limit }) => limit === undefined },
  { law: 'has a bound of processes', broken: ({ pids_limit: limit }) => limit === undefined },
  {
    law: 'is published by the proxy alone, or on loopback',
    broken: ({ ports }, name) => name !== 'proxy' && ports.some((port) => !port.startsWith('127.0.0.1:')),
  },
  {
    law: 'is given secrets as files',
    broken: ({ environment }) => Object.keys(environment).some((variable) => SECRET.test(variable) && !variable.endsWith('_PUBLIC_KEY')),
  },
];

export const containers: Check<Repository> = {
  name: 'Containers',
  run: async ({ root }) => {
    const { services, networks } = File.parse(
      parse(await readFile(join(root, 'docker-compose.yml'), 'utf8'), { merge: true, maxAliasCount: -1 }),
    );
    const all = Object.entries(services);
    const inner = Object.values(networks).filter((network) => network?.internal === true).length;
    return {
      tried: all.length * LAWS.length,
      how: `each of ${all.length} services of docker-compose.yml: ${LAWS.map(({ law }) => law).join('; ')}`,
      result: `${inner} of ${Object.keys(networks).length} networks lead nowhere outside`,
      problems: all.flatMap(([name, service]) =>
        LAWS.filter(({ broken }) => broken(service, name)).map(({ law }) => `${name}: not so: ${law}`),
      ),
    };
  },
};
