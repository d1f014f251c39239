import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { redAtOnce, type WrittenSide } from '../config/at-once.ts';
import { changedPlan, measuresAlike, resolveBaseSide } from '../config/base-side.ts';
import { definitionPaths } from '../config/definitions.ts';
import { refusal } from '../config/file-errors.ts';
import { resolveJudging } from '../config/judging.ts';
import { disksOf } from '../config/plan.ts';
import {
  type BaseSide,
  requireSettings,
  resolveSettings,
  type SettingsRequest,
} from '../config/settings.ts';
import { mostDefinition } from '../core/definition.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';
import { GateError } from '../errors.ts';
import { withBaseImages } from '../measure/base-images.ts';
import { settleImages } from '../measure/own-images.ts';
import { jsonText, plainText } from '../plain-text.ts';
import { readBounded, tooLarge } from '../process/bounded-file.ts';
import { lossText, missingText } from '../report/reasons.ts';
import { runGit } from '../store/git/environment.ts';
import { type CommitOfClone, entryAt, extractFrom } from '../store/git/extract.ts';
import { askGit, topOfClone } from './git.ts';
import { type Options, requestFrom, textOf } from './options.ts';
import { lockFileName } from './setup.ts';
import type { Terminal } from './terminal.ts';

/**
 * The disks of a commit, by its own config and its own files, and those as they are written;
 * `bad-argument` where there is no such commit, `bad-config` where its config can't be used.
 */
export async function baseSideAt(
  revision: string,
  request: SettingsRequest,
): Promise<{
  readonly side: BaseSide;
  readonly written: WrittenSide;
  /** Whether nothing but its disks measures otherwise: settings, and the lock of the guest. */
  readonly isAlike: boolean;
}> {
  const { workspace } = request;
  const named = ['--verify', '--end-of-options', `${revision}^{commit}`];
  const commit = await askGit('-C', workspace, 'rev-parse', ...named);
  if (!commit)
    throw new GateError('bad-argument', {
      problem: `--base-ref: there is no commit "${revision}" here`,
      remedy: 'fetch it, and name it as git does, such as origin/main',
    });
  const top = await topOfClone(workspace);
  const path = relative(top, resolve(workspace, request.configFile?.path ?? 'storage-gate.yml'));
  const at = { commit, top };
  const file = path.startsWith('..') ? undefined : await fileAt(path, at);
  const configFile = { path: `${path} at ${revision}`, text: file?.ok === true ? file.value : '' };
  if (file?.ok === false) throw refusal(file.rejections, configFile);
  const before = { ...request, configFile: file && configFile };
  const definitions = new Map<string, Outcome<string>>();
  for (const one of definitionPaths({ ...before, side: 'base' })) {
    const found = await fileAt(one, at);
    if (found !== undefined) definitions.set(one, found);
  }
  const base = resolveBaseSide({ ...before, definitions }, request.configFile);
  if (!base.ok) throw refusal(base.rejections, configFile);
  const images = { workspace, top, extract: extractFrom(at) };
  const side = (await withBaseImages(base.value, images)) ?? base.value;
  const written = { specs: request.raw.disks, config: before.configFile, definitions };
  // Only what is told of other things than disks is compared of the base.
  const both = new Map([...definitions, ...(request.definitions ?? [])]);
  const lock = await fileAt(relative(top, resolve(workspace, lockFileName)), at);
  const isAlike =
    measuresAlike({ ...request, definitions: both }, before.configFile, request.configFile) &&
    // What the commit has of that name and is no text is like nothing.
    (lock === undefined ? '' : lock.ok && lock.value) === lockIn(workspace);
  return { side, written, isAlike };
}

/** The guest lock of a work tree, empty where it has none. */
function lockIn(workspace: string): string {
  const path = resolve(workspace, lockFileName);
  return existsSync(path) ? readBounded(path, { most: mostDefinition }).toString() : '';
}

/** The text of a file of a commit, or why there is none; undefined where there is nothing. */
async function fileAt(path: string, at: CommitOfClone): Promise<Outcome<string> | undefined> {
  const entry = await entryAt(path, at);
  if (entry?.ok !== true) return entry;
  const { oid, size } = entry.value;
  if (size > mostDefinition) return reject(path, tooLarge(size, mostDefinition));
  return accept((await runGit({ args: ['cat-file', 'blob', oid], cwd: at.top })).stdout);
}

/** Reds that need no number. */
interface Red {
  /** How many of them are losses; the others are missing. */
  readonly losses: number;
  /** Whether they are to fail nothing. */
  readonly advisory: boolean;
}

/**
 * The settings with what the disks were at --base-ref, and those disks. Without settings there is
 * nothing to measure, which is told: nothing under test changed, or no number could turn it green.
 */
export async function sidesFrom(options: Options, terminal: Pick<Terminal, 'print' | 'signal'>) {
  const request = await requestFrom(options);
  const { configFile, definitions } = request;
  const revision = textOf(options.baseRef);
  const base = revision === undefined ? undefined : await baseSideAt(revision, request);
  const before = (base?.side.arms ?? []).map(arm => ({ ...arm, side: 'head' as const }));
  const asked = { ...request, baseSide: base?.side };
  const whole = resolveSettings(asked);
  const mayLeave = base?.isAlike === true && before.length > 0;
  const isPart = mayLeave && whole.ok && whole.value.measure === 'changed';
  const parted = isPart ? resolveSettings({ ...asked, kept: false }) : whole;
  const compared = parted.ok ? await settleImages(parted.value, terminal) : undefined;
  const policed = whole.ok ? whole : resolveJudging(request, []);
  const show = (lines: readonly string[], json: object): void =>
    terminal.print(options.format === 'json' ? jsonText(json) : lines.map(plainText).join('\n'));
  if (base !== undefined && policed.ok) {
    const now = { specs: request.raw.disks, config: configFile, definitions };
    const { policy } = policed.value;
    const sides = { before: base.written, now, side: base.side, compared, policy };
    const { losses, missing } = redAtOnce(sides);
    const reds = [
      ...losses.map(one => ({ verdict: 'regressed', disk: one.disk, says: lossText(one) })),
      ...missing.map(one => ({ verdict: 'missing', disk: one.disk, says: missingText(one) })),
    ];
    const red: Red = { losses: losses.length, advisory: policy.advisory === true };
    const lines = reds.map(({ verdict, disk, says }) => `${verdict}: ${disk}: ${says}`);
    if (reds.length > 0) {
      show(lines, { reds });
      return { before, isPart, red };
    }
  }
  const settings = compared ?? requireSettings(asked);
  if (!isPart) return { settings, before, isPart };
  const heads = disksOf(settings.plan).map(({ name }) => name);
  // A disk that is gone is told beside all others.
  const isGone = before.some(({ name }) => !heads.includes(name));
  const plan = changedPlan(settings) ?? (isGone ? settings.plan : undefined);
  if (plan !== undefined) return { settings: { ...settings, plan }, before, isPart };
  const text = `nothing under test changed since ${revision}: ${heads.join(', ')}`;
  show([text], { unchanged: heads });
  return { before, isPart };
}
