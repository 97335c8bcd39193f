import { sample } from 'openapi-sampler';
import { z } from 'zod';

/** One route of /openapi.json with a sound example of everything that it reads. */
export type Route = {
  readonly method: string;
  /** As it is described, with the names of its parameters. */
  readonly pattern: string;
  /** With its parameters filled in. */
  readonly path: string;
  /** Parts of the path that are parameters. */
  readonly inPath: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
};

const Schema = z.looseObject({});
const Parameter = z.object({ name: z.string(), in: z.string(), schema: Schema.optional() });
const Operation = z.looseObject({
  parameters: z.array(Parameter).optional(),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: Schema.optional() })) }).optional(),
});
const Spec = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const SOME_ID = 'AZrV3mQvcB2xq8X1kT0aBw';

/** Every route that the running api describes. */
export async function routesOf(url: string): Promise<readonly Route[]> {
  const answer: unknown = await (await fetch(`${url}/openapi.json`)).json();
  const spec = Spec.parse(answer);
  return Object.entries(spec.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => routeOf(method, path, Operation.parse(operation), spec)),
  );
}

function routeOf(method: string, path: string, operation: z.infer<typeof Operation>, spec: object): Route {
  const example = (schema: object | undefined): unknown => {
    try {
      return schema === undefined ? 'x' : sample(schema, { skipReadOnly: true, enablePatterns: true }, spec);
    } catch {
      return 'x';
    }
  };
  const inPath: string[] = [];
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const schema = operation.parameters?.find((one) => one.in === 'path' && one.name === name)?.schema;
    const value = schema?.type === 'integer' || schema?.type === 'number' ? '1' : SOME_ID;
    inPath.push(value);
    return value;
  });
  const queried = operation.parameters?.filter((one) => one.in === 'query') ?? [];
  return {
    method: method.toUpperCase(),
    pattern: path,
    path: filled,
    inPath,
    query: Object.fromEntries(queried.map(({ name, schema }) => [name, textOf(example(schema))])),
    body: example(operation.requestBody?.content['application/json']?.schema ?? undefined),
  };
}

function textOf(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : SOME_ID;
}
