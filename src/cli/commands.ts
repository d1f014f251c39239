import { requirePolicy } from '../config/judging.ts';
import { type Ancestry, commitOf } from '../core/commit.ts';
import type { Run } from '../core/run.ts';
import { GateError } from '../errors.ts';
import { measure } from '../measure/measure.ts';
import { settleImages } from '../measure/own-images.ts';
import { pageAssets } from '../page/document.ts';
import { runsPage } from '../page/run.ts';
import { formats, renderAs } from '../report/formats.ts';
import { type JudgedRun, judgeAgainst, runGate } from '../run.ts';
import { readRunFile } from '../store/documents.ts';
import { findAncestors } from '../store/git/ancestors.ts';
import { remoteOfClone } from '../store/git/repository.ts';
import { describeStore, isReadOnly, type StoreLocation } from '../store/location.ts';
import { toolVersion } from '../version.ts';
import { keepDocument, requireOutput, writeOutput } from './documents.ts';
import { askGit } from './git.ts';
import {
  configFileOf,
  isDryRun,
  locate,
  type Options,
  openAt,
  rawSettings,
  settingsFrom,
  textOf,
} from './options.ts';
import { sidesFrom } from './sides.ts';
import type { Terminal } from './terminal.ts';

/** `storage-gate run`: measure, judge, report, record. Exit status 1 where the gate failed. */
export async function runCommand(options: Options, terminal: Terminal): Promise<number> {
  const { settings, before, isPart, red } = await sidesFrom(options, terminal);
  if (red !== undefined) return red.advisory ? 0 : 1;
  if (settings === undefined || isDryRun(options, [settings.plan], terminal)) return 0;
  const location = locate(settings.baseline);
  const whyNot = isPart
    ? 'it may lack disks that did not change'
    : whyNotRecorded(location, options);
  const out = textOf(options.out);
  await requireOutput(out);
  await using store = await openAt(location, terminal);
  const kept = keepDocument({ out, directory: '.', baseline: describeStore(location), terminal });
  const context = await surroundings(terminal, options);
  const outcome = await runGate({
    ...settings,
    ...context,
    hadBefore: before,
    publish: async judged => terminal.print(reportOf([judged], options, terminal.color)),
    ancestry: await ancestryOf(context.commit, location, terminal),
    store,
    record: whyNot === undefined,
    keep: kept.keep,
  }).catch(kept.rescue);
  await kept.settle();
  terminal.say(whyNot === undefined ? `stored as ${outcome.recordedAt}` : `not stored: ${whyNot}`);
  return outcome.judgement.passed || settings.policy.advisory ? 0 : 1;
}

/** Why the run of `storage-gate run` does not join its store; undefined where it does. */
export function whyNotRecorded(location: StoreLocation, { record }: Options): string | undefined {
  if (isReadOnly(location)) return `${describeStore(location)} is a single run`;
  return record === false ? '--no-record was given' : undefined;
}

/** `storage-gate measure`: a run document and nothing else. */
export async function measureCommand(options: Options, terminal: Terminal): Promise<number> {
  const settings = await settleImages(await settingsFrom(options), terminal);
  if (isDryRun(options, [settings.plan], terminal)) return 0;
  const out = textOf(options.out) ?? 'run.json';
  await requireOutput(out);
  const { keep, rescue } = keepDocument({ out, directory: '.', baseline: 'dir:PATH', terminal });
  const context = await surroundings(terminal, options);
  const { run, trouble } = await measure({ ...settings, ...context, keep }).catch(rescue);
  if (trouble === undefined || run.rounds.length > 0) await keep(run);
  if (trouble !== undefined) throw trouble;
  terminal.say(`the run document is ${out}`);
  return 0;
}

/**
 * `storage-gate compare`: judges stored documents again, without QEMU. Exit status 1 if the gate
 * failed. A baseline that was named must exist: with a mistyped one every run would pass as "no
 * earlier run".
 */
export async function compareCommand(
  paths: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<number> {
  const runs = await Promise.all(paths.map(readRunFile));
  const configFile = await configFileOf(options);
  const { policy, baseline } = requirePolicy(
    { raw: rawSettings(options), configFile, origin: 'cli' },
    runs,
  );
  const location = locate(baseline);
  await using store = await openAt(location, terminal, baseline !== undefined);
  const judged: JudgedRun[] = [];
  for (const run of runs) {
    const ancestry = await ancestryOf(commitOf(run), location, terminal);
    judged.push(await judgeAgainst({ run, store, policy, ancestry }));
  }
  const report = reportOf(judged, options, terminal.color && options.out === undefined);
  const out = textOf(options.out);
  if (out === undefined) terminal.print(report);
  else await writeOutput(out, report);
  return policy.advisory || judged.every(({ judgement }) => judgement.passed) ? 0 : 1;
}

/** `storage-gate record`: run documents into a store. */
export async function recordCommand(
  paths: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<number> {
  const runs = await Promise.all(paths.map(async path => ({ path, run: await readRunFile(path) })));
  for (const each of runs) refuseNoBaseline(each.path, each.run);
  await using store = await openAt(locate(options.baseline), terminal);
  const before = (await store.entries()).map(entry => entry.path);
  const stored = await store.append(runs.map(({ run }) => run));
  for (const [index, { path }] of runs.entries()) {
    const place = stored[index] ?? '';
    const isKnown = before.some(known => place === known || place.endsWith(`:${known}`));
    terminal.say(`${path} ${isKnown ? 'was already stored' : 'stored'} as ${place}`);
  }
  return 0;
}

/**
 * Refuses runs against which nobody should be judged. Runs that were disturbed are stored, and
 * marked as such.
 */
function refuseNoBaseline(path: string, run: Run): void {
  if (run.stop.reason !== 'trouble') return;
  throw new GateError('bad-document', {
    problem: `${path} was ended by trouble in round ${run.rounds.length + 1}, so it cannot be a baseline`,
    remedy: 'record a run that ended as planned',
    path,
  });
}

/** What a run needs besides its settings: the commit is that of the repository we stand in. */
export async function surroundings(terminal: Terminal, { yes }: Options) {
  const { cacheDirectory, onProgress, signal } = terminal;
  const install = () => terminal.ensurePackages(yes === true);
  const commit = (await askGit('rev-parse', '--verify', 'HEAD')) ?? null;
  return { commit, cacheDirectory, toolVersion, onProgress, signal, install };
}

/**
 * What lies before a commit in the clone that we stand in; where runs come from its remote, that is
 * asked for what the clone lacks. Undefined where nobody knows the commit.
 */
async function ancestryOf(
  commit: string | null,
  { kind }: StoreLocation,
  { cacheDirectory, signal }: Terminal,
): Promise<Ancestry | undefined> {
  if (commit === null) return undefined;
  const cwd = process.cwd();
  const remote = kind === 'git' ? () => remoteOfClone(cwd, signal) : undefined;
  return findAncestors({ cwd, commit, remote, cacheDirectory, signal });
}

function reportOf(judged: readonly JudgedRun[], { format }: Options, color: boolean): string {
  if (format === 'html') return runsPage(judged, pageAssets());
  return renderAs(formats.find(known => known === format) ?? 'text', judged, color);
}
