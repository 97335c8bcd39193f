import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { n8n } from '../checker/n8n.ts';
import { judgeWorkflow } from './judge.ts';

const FOLDER = join(import.meta.dirname, '../../../n8n');
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

type Loose = {
  nodes: { [key: string]: unknown; id: string; name: string; type: string; parameters: Record<string, unknown> }[];
  connections: Record<string, { main: { node: string; type: string; index: number }[][] }>;
};
const read = (file: string): Loose => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Loose;

test('the checker passes ours, and there are the three that are promised', async () => {
  expect(FILES.toSorted()).toEqual(['new-creation.json', 'payment-watcher.json', 'tokens-after-payment.json']);
  expect(await n8n.run(join(FOLDER, '../..'))).toEqual([]);
});

const tokens = 'tokens-after-payment.json';
const watcher = 'payment-watcher.json';
const nodeOf = (workflow: Loose, name: string) => {
  const found = workflow.nodes.find((node) => node.name === name);
  if (!found) throw new Error(`no node ${name}`);
  return found;
};
const recheck = (change: Record<string, unknown>) => (workflow: Loose) => {
  Object.assign(nodeOf(workflow, 'Recheck').parameters, change);
};

test.each<[string, string, (workflow: Loose) => void, RegExp]>([
  [
    'a target that is not there',
    watcher,
    (w) => (w.connections['Settings'] = { main: [[{ node: 'Gone', type: 'main', index: 0 }]] }),
    /leads to Gone/,
  ],
  [
    'a source that is not there',
    watcher,
    (w) => (w.connections['Gone'] = { main: [[{ node: 'Settings', type: 'main', index: 0 }]] }),
    /leaves Gone/,
  ],
  ['a node that was renamed in its place alone', tokens, (w) => (nodeOf(w, 'Recheck').name = 'Recheck it'), /leads to Recheck, which/],
  ['a node that nothing leads to', watcher, (w) => delete w.connections['Words for operators'], /Tell operators: nothing leads there/],
  ['a way out that is not there', watcher, (w) => w.connections['Settings']?.main.push([]), /leaves by way 2 of 1/],
  [
    'a way in that is not there',
    watcher,
    (w) => (w.connections['Settings'] = { main: [[{ node: 'Words for operators', type: 'main', index: 1 }]] }),
    /way 1 into/,
  ],
  [
    'a connection into a trigger',
    watcher,
    (w) => (w.connections['Settings'] = { main: [[{ node: 'oTo says', type: 'main', index: 0 }]] }),
    /takes nothing in/,
  ],
  ['no trigger', watcher, (w) => (w.nodes = w.nodes.filter(({ name }) => name !== 'oTo says')), /no trigger/],
  ['a trigger of nothing', watcher, (w) => delete w.connections['oTo says'], /a trigger of nothing/],
  [
    'one name twice',
    watcher,
    (w) => w.nodes.push({ ...nodeOf(w, 'Settings'), id: crypto.randomUUID() }),
    /two nodes have the name Settings/,
  ],
  ['one id twice', watcher, (w) => (nodeOf(w, 'Settings').id = nodeOf(w, 'Refuse').id), /two nodes have the id/],
  ['an unknown type', watcher, (w) => (nodeOf(w, 'Settings').type = 'n8n-nodes-base.sett'), /no type/],
  ['an unknown version', watcher, (w) => (nodeOf(w, 'Settings')['typeVersion'] = 99), /no version 99/],
  ['an unknown parameter', watcher, (w) => (nodeOf(w, 'Settings').parameters['assigments'] = {}), /no parameter assigments/],
  [
    'a reference in an expression to nothing',
    tokens,
    recheck({ url: "={{ $('Setting').first().json.oto }}/api/purchases/recheck" }),
    /refers to Setting,/,
  ],
  [
    'a reference in code to nothing',
    tokens,
    (w) => (nodeOf(w, 'Session ids').parameters['jsCode'] = 'return $node["Nowhere"].json;'),
    /refers to Nowhere/,
  ],
  ['code that does not parse', tokens, (w) => (nodeOf(w, 'Session ids').parameters['jsCode'] = 'return [;'), /SyntaxError/],
  ['a secret', watcher, (w) => (nodeOf(w, 'Settings').parameters['options'] = { key: 'whsec_c2VjcmV0c2VjcmV0' }), /looks like a secret/],
  [
    'an address that is a secret',
    watcher,
    (w) => (nodeOf(w, 'Settings').parameters['options'] = { a: 'https://hooks.slack.com/services/T0/B0/x' }),
    /looks like a secret/,
  ],
  [
    'a password in an address',
    watcher,
    (w) => (nodeOf(w, 'Settings').parameters['options'] = { a: 'https://me:word@example.org' }),
    /looks like a secret/,
  ],
  [
    'a credential by id',
    tokens,
    (w) => (nodeOf(w, 'Recheck')['credentials'] = { httpBearerAuth: { id: 'x1', name: 'Mine' } }),
    /Unrecognized key/,
  ],
  ['no credential where one is needed', tokens, (w) => delete nodeOf(w, 'Recheck')['credentials'], /needs a credential httpBearerAuth/],
  [
    'an amount sent to us',
    tokens,
    recheck({ jsonBody: '={{ JSON.stringify({ session: $json.session, amount: 5 }) }}' }),
    /session and nothing else/,
  ],
  [
    'an amount in the address',
    tokens,
    recheck({ sendQuery: true, queryParameters: { parameters: [{ name: 'tokens', value: '5' }] } }),
    /session and nothing else/,
  ],
  ['another route of ours', tokens, recheck({ url: "={{ $('Settings').first().json.oto }}/api/operator/grant" }), /only POST/],
  ['data that was pinned', watcher, (w) => Object.assign(w, { pinData: { Settings: [{}] } }), /pinData|Unrecognized/],
  ['a workflow that is on', watcher, (w) => Object.assign(w, { active: true }), /active|expected false/],
])('%s is found', (_what, file, breakIt, expected) => {
  const workflow = read(file);
  breakIt(workflow);
  expect(judgeWorkflow(workflow).join('\n')).toMatch(expected);
});
