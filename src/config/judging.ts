import { accept, type Outcome } from '../core/rejection.ts';
import type { Run } from '../core/run.ts';
import { parseConfigFile } from './file.ts';
import { resolvePolicy, unmatchedGates } from './gate.ts';
import { lookupIn, nameOf } from './lookup.ts';
import { headNames, type Settings, type SettingsRequest, valueOf } from './settings.ts';

/** What a policy is made of: the judging part of flags, inputs and config. */
export type PolicyRequest = Pick<SettingsRequest, 'raw' | 'configFile' | 'origin'>;

/** The part of settings that judges. */
export type Judging = Pick<Settings, 'policy' | 'baseline' | 'historyUrl'>;

/** How runs are judged, where nothing is to be measured; gates must name cells of `run`. */
export function requirePolicy(request: PolicyRequest, runs: readonly Run[]): Judging {
  return valueOf(resolveJudging(request, runs), request.configFile);
}

/**
 * The same as an outcome, for a config that is not the user's own to fix: that of a base commit.
 */
export function resolveJudging(request: PolicyRequest, runs: readonly Run[]): Outcome<Judging> {
  const { raw, configFile, origin } = request;
  const file = configFile === undefined ? undefined : parseConfigFile(configFile);
  if (file !== undefined && !file.ok) return file;
  const config = file?.value;
  const lookup = lookupIn(raw, { origin, config });
  const gating = { config, gate: raw.gate ?? [], whereGate: nameOf(origin, 'gate') };
  const policy = resolvePolicy({ lookup, ...gating });
  const rejections = [
    ...(config?.rejections ?? []),
    ...(policy.ok ? [] : policy.rejections),
    ...runs.flatMap(({ arms, plan: { suite, unchanged = [] } }) =>
      unmatchedGates({ ...gating, disks: [...headNames(arms), ...unchanged], suite }),
    ),
  ];
  if (rejections.length > 0 || !policy.ok) return { ok: false, rejections };
  const historyUrl = config?.content['history-url'];
  return accept({ policy: policy.value, baseline: lookup('baseline')?.text, historyUrl });
}
