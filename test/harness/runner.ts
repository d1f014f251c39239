import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { mergeOfPull } from './github-state.ts';

const root = resolve(import.meta.dirname, '../..');
const payloads = resolve(root, 'fixtures/github');

const manifestSchema = z.object({
  inputs: z.record(z.string(), z.object({ default: z.string().default('') })),
  outputs: z.record(z.string(), z.object({})),
  runs: z.object({
    using: z.literal('node24'),
    main: z.string(),
    post: z.string().optional(),
    'post-if': z.literal('always()').optional(),
  }),
});

/** An action of this repository: what it declares, and the folder that its paths count from. */
interface Manifest extends z.output<typeof manifestSchema> {
  readonly folder: string;
}

function readManifest(folder: string): Manifest {
  const text = readFileSync(resolve(root, folder, 'action.yml'), 'utf8');
  return { ...manifestSchema.parse(parse(text)), folder };
}

/** What a job is run for. */
export interface Event {
  readonly name: string;
  /** File below fixtures/github. */
  readonly payload: string;
  /** Put over the payload's own fields, one level deep. */
  readonly change?: Readonly<Record<string, unknown>>;
  readonly ref: string;
}

/** Events of the repository that the payloads are about; its default branch is master. */
export const events = {
  mergeGroup: {
    name: 'merge_group',
    payload: 'merge-group.json',
    ref: 'refs/heads/gh-readonly-queue/master/pr-2',
  },
  labeled: { name: 'pull_request', payload: 'pull-request-labeled.json', ref: 'refs/pull/2/merge' },
  schedule: { name: 'schedule', payload: 'push.json', ref: 'refs/heads/master' },
  dispatch: {
    name: 'workflow_dispatch',
    payload: 'workflow-dispatch.json',
    ref: 'refs/heads/main',
  },
  unlabeled: {
    name: 'pull_request',
    payload: 'pull-request-unlabeled.json',
    ref: 'refs/pull/2/merge',
  },
  pushToDefault: { name: 'push', payload: 'push.json', ref: 'refs/heads/master' },
  pushToBranch: { name: 'push', payload: 'push.json', ref: 'refs/heads/feature' },
  pullRequest: {
    name: 'pull_request',
    payload: 'pull-request-synchronize.json',
    ref: 'refs/pull/2/merge',
  },
  pullRequestTarget: {
    name: 'pull_request_target',
    payload: 'pull-request-synchronize.json',
    ref: 'refs/heads/master',
  },
} as const satisfies Record<string, Event>;

export interface StepRequest {
  readonly event: Event;
  readonly apiUrl: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Over what the runner would set; undefined unsets. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * Looks at all output so far; once true, the main step is cancelled as a runner does it, or
   * killed outright.
   */
  readonly cancel?: { readonly when: (output: string) => boolean; readonly how: 'cancel' | 'kill' };
}

interface Annotation {
  readonly level: string;
  readonly title: string | undefined;
  /** Where a pull request shows it. */
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly message: string;
}

interface Ended {
  /** Exit status; null where a signal ended it. */
  readonly status: number | null;
  readonly output: string;
}

interface StepResult {
  readonly main: Ended;
  readonly post: Ended;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

/**
 * A machine with a runner: workspace and tool cache stay from job to job, as on a self-hosted one.
 */
export interface Runner extends Disposable {
  readonly workspace: string;
  readonly toolCache: string;
  readonly runStep: (request: StepRequest) => Promise<StepResult>;
}

/**
 * Sets up a runner in a temporary directory. It runs this repository's own dist/, main step and
 * post step.
 */
export function startRunner(folder: '.' | 'report' = '.'): Runner {
  const manifest = readManifest(folder);
  const home = mkdtempSync(join(tmpdir(), 'storage-gate-runner-'));
  const [workspace, toolCache] = [join(home, 'workspace'), join(home, 'tool cache')];
  for (const path of [workspace, toolCache]) mkdirSync(path);
  return {
    workspace,
    toolCache,
    runStep: request => runStep({ home, workspace, toolCache, manifest, request }),
    [Symbol.dispose]: () => rmSync(home, { recursive: true }),
  };
}

interface Job {
  readonly home: string;
  readonly workspace: string;
  readonly toolCache: string;
  readonly manifest: Manifest;
  readonly request: StepRequest;
}

/** As PATH of a step: it has git, by which stored runs are read, and nothing that measures. */
export const gitAlone = 'git-alone';

async function runStep(job: Job): Promise<StepResult> {
  const temp = mkdtempSync(join(job.home, 'temp-'));
  const files = Object.fromEntries(
    ['OUTPUT', 'STATE', 'STEP_SUMMARY', 'ENV', 'PATH'].map(name => [
      `GITHUB_${name}`,
      join(temp, name),
    ]),
  );
  for (const path of Object.values(files)) writeFileSync(path, '');
  const fileOf = (name: string) => readFileSync(files[`GITHUB_${name}`] ?? '', 'utf8');
  const { manifest } = job;
  const env = { ...variablesOf(job, temp), ...inputsOf(job), ...files, ...job.request.env };
  if (env.PATH === gitAlone) {
    env.PATH = join(temp, gitAlone);
    mkdirSync(env.PATH);
    symlinkSync('/usr/bin/git', join(env.PATH, 'git'));
  }
  const main = await runNode({
    file: join(manifest.folder, manifest.runs.main),
    env,
    cwd: job.workspace,
    cancel: job.request.cancel,
  });
  const state = Object.entries(keyValues(fileOf('STATE'))).map(([name, value]) => [
    `STATE_${name}`,
    value,
  ]);
  const { post: postFile } = manifest.runs;
  const post =
    postFile === undefined
      ? { status: 0, output: '' }
      : await runNode({
          file: join(manifest.folder, postFile),
          env: { ...env, ...Object.fromEntries(state) },
          cwd: job.workspace,
        });
  const outputs = keyValues(fileOf('OUTPUT'));
  for (const name of Object.keys(outputs)) {
    if (!(name in manifest.outputs))
      throw new Error(`the output ${name} is not declared in action.yml`);
  }
  return {
    main,
    post,
    outputs,
    summary: fileOf('STEP_SUMMARY'),
    annotations: annotationsIn(main.output),
  };
}

/** Nothing of our own environment but PATH and node's cache of compiled code reaches the step. */
function variablesOf(
  { home, workspace, toolCache, request }: Job,
  temp: string,
): NodeJS.ProcessEnv {
  const { event, apiUrl } = request;
  return {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    HOME: home,
    LANG: 'C.UTF-8',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: payloadOf(event, temp),
    GITHUB_REPOSITORY: 'Codertocat/Hello-World',
    GITHUB_REF: event.ref,
    GITHUB_SHA: mergeOfPull,
    GITHUB_ACTOR: 'Codertocat',
    GITHUB_API_URL: apiUrl,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKFLOW: 'Storage gate',
    GITHUB_WORKFLOW_REF: 'Codertocat/Hello-World/.github/workflows/gate.yml@refs/pull/2/merge',
    GITHUB_JOB: 'gate',
    GITHUB_RUN_ID: '42',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: toolCache,
    RUNNER_TRACKING_ID: 'github_harness',
  };
}

/** The recorded payload, or a copy with the event's own fields in it. */
function payloadOf({ payload, change }: Event, temp: string): string {
  const recorded = join(payloads, payload);
  if (change === undefined) return recorded;
  const whole = JSON.parse(readFileSync(recorded, 'utf8')) as Record<string, object>;
  const fields = Object.entries(change).map(([key, value]) => {
    return [key, typeof value === 'object' ? { ...whole[key], ...value } : value] as const;
  });
  const path = join(temp, 'event.json');
  writeFileSync(path, JSON.stringify({ ...whole, ...Object.fromEntries(fields) }));
  return path;
}

/**
 * Every declared input is set, as a runner does it; the expressions among the defaults are the
 * job's token and its leg. Where nothing is said of the baseline it is a directory, since the
 * action's own default is a branch on the server.
 */
function inputsOf({ manifest, toolCache, request }: Job): NodeJS.ProcessEnv {
  const inputs: Readonly<Record<string, string>> = {
    ...(manifest.runs.main.includes('report') ? {} : { baseline: `dir:${toolCache}/baselines` }),
    ...request.inputs,
  };
  for (const name of Object.keys(inputs)) {
    if (!(name in manifest.inputs))
      throw new Error(`the input ${name} is not declared in action.yml`);
  }
  return Object.fromEntries(
    Object.entries(manifest.inputs).map(([name, input]) => {
      const value = inputs[name] ?? evaluated(input.default);
      return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value];
    }),
  );
}

function evaluated(text: string): string {
  return text
    .replace('${{ github.token }}', 'ghs_harness')
    .replace('${{ toJSON(matrix) }}', 'null');
}

interface NodeCall {
  readonly file: string;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly cancel?: StepRequest['cancel'];
}

async function runNode({ file, env, cwd, cancel }: NodeCall): Promise<Ended> {
  const child = spawn(process.execPath, [resolve(root, file)], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let cancelled = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (cancelled || cancel === undefined || !cancel.when(output)) return;
      cancelled = true;
      if (cancel.how === 'kill') child.kill('SIGKILL');
      else cancelAsRunner(child);
    });
  }
  // `exit`, not `close`: a survivor that holds the pipes must not hold the harness.
  const status = await new Promise<number | null>(done => child.once('exit', done));
  return { status, output };
}

/**
 * SIGINT to node alone, SIGTERM after 7.5 s, the end 2.5 s later (actions/runner, ProcessInvoker).
 */
function cancelAsRunner(child: ChildProcess): void {
  child.kill('SIGINT');
  const timers = [
    setTimeout(() => child.kill('SIGTERM'), 7500),
    setTimeout(() => child.kill('SIGKILL'), 10_000),
  ];
  child.once('exit', () => timers.forEach(clearTimeout));
}

/** File commands: `name<<DELIMITER`, lines, `DELIMITER`; the last value of a name counts. */
function keyValues(text: string): Record<string, string> {
  const entries = text.matchAll(/^([^\n]+?)<<(ghadelimiter_[0-9a-f-]+)\n([^]*?)\n\2$/gm);
  return Object.fromEntries(Array.from(entries, ([, name, , value]) => [name, value]));
}

/** Workflow commands among the lines of a log, unescaped as the runner does it. */
function annotationsIn(output: string): Annotation[] {
  return output.split('\n').flatMap(line => {
    const command = /^\s*::(error|warning|notice)(?: ([^:]*))?::(.*)$/.exec(line);
    if (command === null) return [];
    const [, level = '', properties = '', message = ''] = command;
    const property = (name: string): string | undefined => {
      const text = new RegExp(`(?:^|,)${name}=([^,]*)`).exec(properties)?.[1];
      return text === undefined ? undefined : unescape(text);
    };
    const [title, file, at] = [property('title'), property('file'), property('line')];
    const place = { file, line: at === undefined ? undefined : Number(at) };
    return [{ level, title, ...place, message: unescape(message) }];
  });
}

function unescape(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
