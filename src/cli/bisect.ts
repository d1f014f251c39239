import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { sha256Hex } from '../core/digest.ts';
import { GateError } from '../errors.ts';
import { stepShare } from '../judge/error-budget.ts';
import type { measure } from '../measure/measure.ts';
import { runTool } from '../process/tool.ts';
import { renderAs } from '../report/formats.ts';
import { runLive } from '../run.ts';
import { runGit } from '../store/git/environment.ts';
import { surroundings } from './commands.ts';
import { askGit, topOfClone } from './git.ts';
import { isDryRun, type Options, textOf } from './options.ts';
import { sidesFrom } from './sides.ts';
import type { Terminal } from './terminal.ts';

/** `git bisect run` goes on with another commit. */
const skip = 125;

/**
 * `storage-gate bisect-step`: builds the commit that git checked out and measures it beside the
 * good one. 0 not worse, 1 regressed, 125 where nobody can tell. `measureRun` is how a run is had;
 * a test gives one that was measured before.
 */
export async function bisectStepCommand(
  options: Options,
  terminal: Terminal,
  measureRun?: typeof measure,
): Promise<number> {
  const { good, commits, taken } = await bisectionOf(options);
  if ((await askGit('rev-parse', '--verify', '--quiet', 'HEAD^2')) !== undefined) {
    terminal.say('a merge is skipped');
    return skip;
  }
  await build(options, '.', terminal);
  const base = await goodParts(options, good, terminal);
  // Enough for one cell of many to be red by the share of a step, which ends once it is decided.
  const effort = { rounds: '16', budget: '10m', ...options };
  const asked = { ...effort, ...base, baseRef: good, record: false };
  const { settings, red } = await sidesFrom(asked, terminal);
  if (red !== undefined) return red.losses > 0 ? 1 : skip;
  if (settings === undefined) return 0;
  if (isDryRun(options, [settings.plan], terminal)) return skip;
  const falseAlarm = stepShare(settings.policy.falseAlarm, commits, taken);
  const policy = { ...settings.policy, falseAlarm };
  const context = await surroundings(terminal, options);
  const judged = await runLive({ ...settings, policy, ...context }, measureRun);
  terminal.print(renderAs('text', [judged], terminal.color));
  const { verdict } = judged.judgement;
  if (verdict === 'regressed') return 1;
  return verdict === 'unchanged' || verdict === 'improved' ? 0 : skip;
}

/**
 * The exit status of a step that ended with an error: to git all below 125 is a verdict on the
 * commit. Another commit may be free of it, but not of a call that is wrong; 128 ends the
 * bisection.
 */
export function stepStatusOf(error: unknown, status: number): number {
  if (status >= 128) return status;
  return error instanceof GateError && error.code !== 'bad-argument' ? skip : 128;
}

/** The good commit, how many are in question, and how many were asked about so far. */
async function bisectionOf(options: Options) {
  const marks = [...((await askGit('bisect', 'log')) ?? '').matchAll(/^# (\S+): \[(\w+)\]/gm)];
  const first = async (term: string): Promise<string | undefined> => {
    const name = await askGit('bisect', 'terms', `--term-${term}`);
    return marks.find(([, mark]) => mark === name)?.[2];
  };
  const named = textOf(options.good) ?? (await first('good')) ?? '';
  const good = await askGit('rev-parse', '--verify', '--end-of-options', `${named}^{commit}`);
  if (!good)
    throw new GateError('bad-argument', {
      problem: named === '' ? 'there is no good commit' : `there is no good commit ${named}`,
      remedy: 'give --good REV',
    });
  const commits = await askGit('rev-list', '--count', (await first('bad')) ?? 'HEAD', `^${good}`);
  return { good, commits: Number(commits ?? 1), taken: marks.length - 2 };
}

/** Runs the command of --build, by the user's own environment; what it says is shown. */
async function build({ build: command }: Options, cwd: string, { signal }: Terminal) {
  const argv = ['/bin/sh', '-c', textOf(command) ?? ':'];
  await runTool({ argv, cwd, signal, env: process.env, isShown: true });
}

/**
 * The parts of the good side that lie in the repository, built once in a work tree of their own,
 * which is kept: a QEMU needs more of its build than its binary.
 */
async function goodParts(options: Options, good: string, terminal: Terminal): Promise<Options> {
  const top = await topOfClone('.');
  const parts = ['Qemu', 'Kernel', 'Initrd'].flatMap(part => {
    const path = relative(top, resolve(textOf(options[part.toLowerCase()]) ?? '/'));
    return path.startsWith('..') ? [] : [[part, path] as const];
  });
  const name = sha256Hex(`${top} ${good} ${textOf(options.build)}`).slice(0, 16);
  const tree = join(terminal.cacheDirectory, 'bisect', name);
  const done = `${tree}.built`;
  if (parts.length > 0 && !existsSync(done)) {
    terminal.say(`- building ${good} in ${tree}`);
    await rm(tree, { recursive: true, force: true });
    await runGit({ args: ['worktree', 'prune'] });
    await runGit({ args: ['worktree', 'add', '--detach', tree, good] });
    await build(options, tree, terminal);
    await writeFile(done, '');
  }
  return Object.fromEntries(parts.map(([part, path]) => [`base${part}`, join(tree, path)]));
}
