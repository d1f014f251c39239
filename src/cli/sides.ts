import { redAtOnce } from '../config/at-once.ts';
import { changedPlan } from '../config/base-side.ts';
import { resolveJudging } from '../config/judging.ts';
import { disksOf } from '../config/plan.ts';
import { requireSettings, resolveSettings } from '../config/settings.ts';
import { settleImages } from '../measure/own-images.ts';
import { jsonText, plainText } from '../plain-text.ts';
import { reasonText } from '../report/reasons.ts';
import { baseSideAt } from './git.ts';
import { type Options, requestFrom, textOf } from './options.ts';
import type { Terminal } from './terminal.ts';

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
  const isPart = before.length > 0 && whole.ok && whole.value.measure === 'changed';
  const parted = isPart ? resolveSettings({ ...asked, kept: false }) : whole;
  const compared = parted.ok ? await settleImages(parted.value, terminal) : undefined;
  const policed = whole.ok ? whole : resolveJudging(request, []);
  const show = (lines: readonly string[], json: object): void =>
    terminal.print(options.format === 'json' ? jsonText(json) : lines.map(plainText).join('\n'));
  if (base !== undefined && policed.ok) {
    const now = { specs: request.raw.disks, config: configFile, definitions };
    const { policy } = policed.value;
    const sides = { before: base.written, now, side: base.side, compared, policy };
    const { losses, unseen } = redAtOnce(sides);
    const reds = [
      ...losses.map(({ disk, says }) => ({ verdict: 'regressed', disk, says })),
      ...unseen.map(({ disk, changes }) => {
        const says = reasonText({ kind: 'unmeasured-change', changes });
        return { verdict: 'missing', disk, says };
      }),
    ];
    const red: Red = { losses: losses.length, advisory: policy.advisory === true };
    const lines = reds.map(({ verdict, disk, says }) => `${verdict}: ${disk}: ${says}`);
    if (reds.length > 0) show(lines, { reds });
    if (reds.length > 0) return { before, isPart, red };
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
