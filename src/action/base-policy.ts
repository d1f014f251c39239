import { type ConfigFile, configEdits, parseConfigFile } from '../config/file.ts';
import type { RawSettings } from '../config/lookup.ts';
import { requirePolicy, resolveJudging, type Settings } from '../config/settings.ts';
import { describeRejection } from '../core/rejection.ts';
import type { Base, ConfigText } from './base.ts';

interface PolicyRequest {
  readonly base: Base;
  /** What the pull request itself would be judged by; undefined where that is not to be trusted. */
  readonly own: Pick<Settings, 'policy' | 'baseline'> | undefined;
  readonly config: ConfigText | undefined;
  readonly raw: RawSettings;
}

/** How a pull request is judged, and what it should be told about that. */
export interface BasePolicy extends Pick<Settings, 'policy' | 'baseline'> {
  readonly notes: readonly string[];
}

/**
 * The policy that holds at the base commit: otherwise a pull request could lower the bar that it
 * has to pass. What it edits of policy and measuring is told. Without a config at the base, or with
 * one that is broken, there is only its own.
 */
export function policyOfBase({ base, own, config, raw }: PolicyRequest): BasePolicy {
  const commit = base.commit.slice(0, 12);
  const workflow = base.isWorkflowEdited
    ? [
        'This pull request edits the workflow that runs the gate, whose inputs count as written there.',
      ]
    : [];
  const instead = own ?? requirePolicy({ raw, origin: 'action' }, []);
  const by = own === undefined ? 'the defaults' : 'its own policy';
  if (base.config === undefined) {
    const isNew = `The config file is new here, so this run was judged by ${by}: the base ${commit} has none.`;
    return { ...judging(instead), notes: config === undefined ? workflow : [isNew, ...workflow] };
  }
  const judged = resolveJudging({ raw, configFile: base.config, origin: 'action' }, []);
  if (!judged.ok) {
    const [first] = judged.rejections;
    const why = first === undefined ? '' : `: ${describeRejection(first)}`;
    const isBroken = `The config file of the base can't be used, so this run was judged by ${by}${why}`;
    return { ...judging(instead), notes: [isBroken, ...workflow] };
  }
  return { ...judged.value, notes: [...editNotes(base.config, config, commit), ...workflow] };
}

function judging({
  policy,
  baseline,
}: Pick<Settings, 'policy' | 'baseline'>): Pick<Settings, 'policy' | 'baseline'> {
  return { policy, baseline };
}

function editNotes(before: ConfigText, after: ConfigText | undefined, commit: string): string[] {
  const { policy, measuring } = configEdits(
    parsed(before),
    after === undefined ? undefined : parsed(after),
  );
  return [
    ...(policy.length === 0
      ? []
      : [
          `This pull request edits the gate's own policy (${policy.join('; ')}). It was judged by that of the base, ${commit}.`,
        ]),
    ...(measuring.length === 0
      ? []
      : [`This pull request edits how the gate measures: ${measuring.join('; ')}.`]),
  ];
}

function parsed(config: ConfigText): ConfigFile | undefined {
  const file = parseConfigFile(config);
  return file.ok ? file.value : undefined;
}
