import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { NODE_TYPES, STICKY } from './node-types.ts';
import { Workflow, type WorkflowNode } from './workflow.ts';

/** What is wrong with an exported workflow, a sentence each; empty when n8n can import and run it. */
export function judgeWorkflow(exported: unknown): readonly string[] {
  const parsed = Workflow.safeParse(exported);
  if (!parsed.success)
    return z
      .prettifyError(parsed.error)
      .split('\n')
      .map((line) => line.trim());
  const workflow = parsed.data;
  return [
    ...repeated(
      'name',
      workflow.nodes.map(({ name }) => name),
    ),
    ...repeated(
      'id',
      workflow.nodes.map(({ id }) => id),
    ),
    ...workflow.nodes.flatMap(judgeNode),
    ...judgeConnections(workflow),
    ...judgeReach(workflow),
    ...judgeReferences(workflow),
    ...workflow.nodes.flatMap(judgeSecrets),
    ...workflow.nodes.flatMap(judgeCallToUs),
  ];
}

function repeated(what: string, all: readonly string[]): readonly string[] {
  return [...new Set(all.filter((one, index) => all.indexOf(one) !== index))].map((one) => `two nodes have the ${what} ${one}`);
}

function judgeNode({ name, type, typeVersion, parameters, credentials = {} }: WorkflowNode): readonly string[] {
  const known = NODE_TYPES[type];
  if (!known) return [`${name}: no type ${type} is known`];
  const problems: string[] = [];
  if (!known.versions.includes(typeVersion)) problems.push(`${name}: ${type} has no version ${typeVersion} that we know`);
  for (const parameter of Object.keys(parameters))
    if (!known.parameters.includes(parameter)) problems.push(`${name}: ${type} has no parameter ${parameter}`);
  for (const credential of Object.keys(credentials))
    if (known.credentials?.includes(credential) !== true) problems.push(`${name}: ${type} takes no credential ${credential}`);
  for (const needed of neededCredentials(type, parameters))
    if (!Object.hasOwn(credentials, needed)) problems.push(`${name}: needs a credential ${needed}`);
  const code = parameters['jsCode'];
  if (type === 'n8n-nodes-base.code') {
    if (typeof code === 'string') problems.push(...syntaxOf(name, code));
    else problems.push(`${name}: has no code`);
  }
  return problems;
}

function neededCredentials(type: string, parameters: WorkflowNode['parameters']): readonly string[] {
  switch (type) {
    case 'n8n-nodes-base.crypto':
      return parameters['action'] === 'hmac' ? ['crypto'] : [];
    case 'n8n-nodes-base.discord':
      return ['discordWebhookApi'];
    case 'n8n-nodes-base.httpRequest': {
      const by =
        parameters['authentication'] === 'predefinedCredentialType' ? parameters['nodeCredentialType'] : parameters['genericAuthType'];
      return typeof by === 'string' ? [by] : [];
    }
    default:
      return [];
  }
}

function syntaxOf(name: string, code: string): readonly string[] {
  try {
    // The function is read, not called.
    runInNewContext(`(async function () {\n${code}\n})`);
    return [];
  } catch (error) {
    return [`${name}: ${String(error)}`];
  }
}

function judgeConnections({ nodes, connections }: Workflow): readonly string[] {
  const types = new Map(nodes.map(({ name, type }) => [name, type]));
  return Object.entries(connections).flatMap(([source, { main }]) => {
    const from = types.get(source);
    if (from === undefined) return [`a connection leaves ${source}, which is not there`];
    const outputs = NODE_TYPES[from]?.outputs ?? 1;
    const problems = main.length > outputs ? [`${source}: leaves by way ${main.length} of ${outputs}`] : [];
    for (const { node, index } of main.flat()) {
      const to = types.get(node);
      if (to === undefined) problems.push(`${source}: leads to ${node}, which is not there`);
      else if (NODE_TYPES[to]?.trigger === true || to === STICKY) problems.push(`${source}: leads to ${node}, which takes nothing in`);
      if (index !== 0) problems.push(`${source}: leads to way ${index} into ${node}, which has one`);
    }
    return problems;
  });
}

/** Every node but notes is reached from a trigger, and every trigger leads somewhere. */
function judgeReach({ nodes, connections }: Workflow): readonly string[] {
  const triggers = nodes.filter(({ type }) => NODE_TYPES[type]?.trigger === true).map(({ name }) => name);
  if (triggers.length === 0) return ['no trigger'];
  const next = (name: string): readonly string[] => (connections[name]?.main ?? []).flat().map(({ node }) => node);
  const reached = new Set<string>();
  const open = [...triggers];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    open.push(...next(name));
  }
  return [
    ...triggers.filter((name) => next(name).length === 0).map((name) => `${name}: a trigger of nothing`),
    ...nodes.filter(({ name, type }) => type !== STICKY && !reached.has(name)).map(({ name }) => `${name}: nothing leads there`),
  ];
}

const REFERENCE = /\$(?:\(|node\[|items\()\s*(['"`])((?:\\.|(?!\1).)*)\1/g;

function judgeReferences({ nodes }: Workflow): readonly string[] {
  const names = new Set(nodes.map(({ name }) => name));
  return nodes.flatMap(({ name, parameters }) =>
    stringsOf(parameters).flatMap((text) =>
      [...text.matchAll(REFERENCE)].flatMap(([, , other = '']) =>
        names.has(other.replaceAll(/\\(.)/g, '$1')) ? [] : [`${name}: refers to ${other}, which is not there`],
      ),
    ),
  );
}

/** Keys of those we work with, addresses that are themselves secret, passwords in addresses, and long headers by hand. */
const SECRETS = [
  /\b(?:whsec|sk_live|sk_test|rk_live|rk_test|oto_live|xox[abp])[_-][\w+/=-]{6,}/,
  /hooks\.slack\.com\/services\/\w/,
  /discord(?:app)?\.com\/api\/webhooks\/\d/,
  /\/\/[^/\s'"]*:[^/\s'"]*@/,
  /\bBearer\s+[\w.-]{8,}/i,
  /\b[A-Fa-f0-9]{32,}\b/,
];

function judgeSecrets({ name, parameters }: WorkflowNode): readonly string[] {
  const texts = stringsOf(parameters);
  return SECRETS.flatMap((secret) => (texts.some((text) => secret.test(text)) ? [`${name}: holds what looks like a secret`] : []));
}

/** Addresses of our api; other services have an /api/ of their own. */
const OURS = /json\.oto\b|\/api\/(?:purchases|operator|wallet|keys|me)\b|\/get_tokens\b|\/generate_/;
const RECHECK = /\}\}\/api\/purchases\/recheck$/;
const SESSION_ALONE = /^=\{\{ JSON\.stringify\(\{ session: \$json\.session \}\) \}\}$/;

/** Of our api only the recheck is called, with a session and nothing beside it: never an amount. */
function judgeCallToUs({ name, type, parameters }: WorkflowNode): readonly string[] {
  const url = parameters['url'];
  if (type !== 'n8n-nodes-base.httpRequest' || typeof url !== 'string' || !OURS.test(url)) return [];
  const problems: string[] = [];
  if (!RECHECK.test(url) || parameters['method'] !== 'POST')
    problems.push(`${name}: of our api only POST /api/purchases/recheck may be called`);
  const body = parameters['jsonBody'];
  const other = ['bodyParameters', 'body', 'sendQuery', 'queryParameters'].some((key) => Object.hasOwn(parameters, key));
  if (parameters['specifyBody'] !== 'json' || typeof body !== 'string' || !SESSION_ALONE.test(body) || other)
    problems.push(`${name}: our api is sent a session and nothing else`);
  return problems;
}

function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsOf);
}
