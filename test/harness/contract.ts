import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

/** A request that reached the loopback GitHub, and what it answered. */
interface Exchange {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly requestBody: string;
  readonly status: number;
  readonly reply: unknown;
}

/** GitHub's description of one of its servers, cut to what we use (github-contract.ts). */
export interface Contract {
  /** What an exchange has that the description does not allow; empty where it is all right. */
  readonly violations: (exchange: Exchange) => readonly string[];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: object;
}

interface Content {
  readonly schema: { readonly properties?: Readonly<Record<string, unknown>> };
  readonly example?: unknown;
}

interface Operation {
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Content | null;
  readonly responses: Readonly<Record<string, Content | null>>;
}

interface Description {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: object;
}

const folder = resolve(import.meta.dirname, '../../fixtures/github/contract');
const contracts = new Map<string, Contract>();

/** Reads a description once for each process. */
export function openContract(server: 'api.github.com' | 'ghes-3.17'): Contract {
  const known = contracts.get(server);
  if (known !== undefined) return known;
  const description = readDescription(server);
  const check = validator(description);
  const contract = {
    violations: (exchange: Exchange) => violationsOf(exchange, { description, check }),
  };
  contracts.set(server, contract);
  return contract;
}

/** GitHub's own example of a reply, which the loopback's replies are made from. */
export function exampleOf(operation: string, status: number): Record<string, unknown> {
  const example =
    readDescription('api.github.com').operations[operation]?.responses[status]?.example;
  const first: unknown = Array.isArray(example) ? example[0] : example;
  if (typeof first !== 'object' || first === null)
    throw new Error(`there is no example of ${operation} ${status}`);
  return { ...first };
}

const descriptions = new Map<string, Description>();

function readDescription(server: string): Description {
  const known = descriptions.get(server);
  if (known !== undefined) return known;
  const read = JSON.parse(readFileSync(resolve(folder, `${server}.json`), 'utf8')) as Description;
  descriptions.set(server, read);
  return read;
}

type Check = (path: readonly string[], value: unknown) => readonly string[];

/**
 * Validates a value against the schema at a path of the description; each schema is compiled when
 * it is first asked for.
 */
function validator(description: Description): Check {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
  ajv.addSchema({ $id: 'contract', ...description });
  const compiled = new Map<string, ValidateFunction>();
  return (path, value) => {
    const pointer = path
      .map(part => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `contract#/${pointer}` });
    compiled.set(pointer, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath || 'it'} ${message}`,
    );
  };
}

interface Held {
  readonly description: Description;
  readonly check: Check;
}

function violationsOf(exchange: Exchange, { description, check }: Held): readonly string[] {
  const { method, path: address } = exchange;
  const [path = '', query = ''] = address.split('?');
  const name = Object.keys(description.operations).find(known => matches(known, { method, path }));
  const operation = name === undefined ? undefined : description.operations[name];
  if (name === undefined || operation === undefined)
    return [`${method} ${path} is no operation that we know`];
  return [
    ...queryViolations(query, { name, operation, check }),
    ...requestViolations(exchange, { name, operation, check }),
    ...replyViolations(exchange, { name, operation, check }),
  ].map(violation => `${name}: ${violation}`);
}

function matches(name: string, { method, path }: { method: string; path: string }): boolean {
  const [known, template = ''] = name.split(' ');
  // A file's path is one parameter, slashes and all.
  const pattern = template.replaceAll('{path}', '(?:.+)').replaceAll(/\{\w+\}/g, '[^/]+');
  return known === method && new RegExp(`^${pattern}$`).test(path);
}

interface Checked {
  readonly name: string;
  readonly operation: Operation;
  readonly check: Check;
}

function queryViolations(query: string, { name, operation, check }: Checked): string[] {
  return [...new URLSearchParams(query)].flatMap(([key, text]) => {
    const index = operation.parameters.findIndex(
      parameter => parameter.in === 'query' && parameter.name === key,
    );
    if (index === -1) return [`the query parameter ${key} is not described`];
    // In a query everything is a text; a number is one that reads as such.
    const value = /^\d+$/.test(text) ? Number(text) : text;
    const path = ['operations', name, 'parameters', `${index}`, 'schema'];
    return check(path, value).length === 0
      ? []
      : check(path, text).map(problem => `query ${key}: ${problem}`);
  });
}

function requestViolations(
  { requestBody }: Exchange,
  { name, operation, check }: Checked,
): string[] {
  if (requestBody === '') return operation.requestBody ? ['the request lacks its body'] : [];
  if (!operation.requestBody) return ['the request has a body'];
  const body: unknown = JSON.parse(requestBody);
  const known = Object.keys(operation.requestBody.schema.properties ?? {});
  const unknown = Object.keys(body as object).filter(key => !known.includes(key));
  return [
    ...unknown.map(key => `request: ${key} is not described`),
    ...check(['operations', name, 'requestBody', 'schema'], body).map(
      problem => `request: ${problem}`,
    ),
  ];
}

/**
 * Every operation can be refused in these ways. Source: docs.github.com, "Troubleshooting the REST
 * API".
 */
const refusals = new Set([401, 403, 404, 409, 422, 429]);

function replyViolations(
  { status, reply }: Exchange,
  { name, operation, check }: Checked,
): readonly string[] {
  const described = operation.responses[status];
  if (described === undefined) {
    if (!refusals.has(status) && status < 500) return [`the status ${status} is not described`];
    return typeof (reply as { message?: unknown }).message === 'string'
      ? []
      : ['the refusal has no message'];
  }
  if (described === null) return [];
  return check(['operations', name, 'responses', `${status}`, 'schema'], reply).map(
    problem => `reply: ${problem}`,
  );
}
