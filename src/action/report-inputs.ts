import { getInput, getMultilineInput } from '@actions/core';
import type { RawSettings } from '../config/lookup.ts';
import { GateError } from '../errors.ts';
import {
  type CommentPolicy,
  commentPolicies,
  type Inputs,
  statusPolicies,
  word,
} from './inputs.ts';

/** What a workflow asked of the report action. */
export interface ReportInputs extends Pick<Inputs, 'comment' | 'status'> {
  readonly raw: RawSettings;
  /** Paths of run documents. */
  readonly paths: readonly string[];
  /** Stores as named: none, one for all documents, or one for each of them. */
  readonly baselines: readonly string[];
  /** Path of the config file in the repository. */
  readonly config: string;
  readonly comment: CommentPolicy;
  /**
   * How the job of the same workflow ended that measured; undefined where the workflow does not
   * say.
   */
  readonly measured: (typeof jobResults)[number] | undefined;
}

/** What GitHub says of a job in the context `needs`. */
const jobResults = ['success', 'failure', 'cancelled', 'skipped'] as const;

/** Reads the inputs that report/action.yml declares; a word that is not known is `bad-argument`. */
export function readReportInputs(): ReportInputs {
  const names = ['tolerance', 'false-alarm', 'fail-on', 'reference'] as const;
  const [paths, baselines] = [linesOf('run-path'), linesOf('baseline')];
  if (baselines.length > 1 && baselines.length !== paths.length) {
    throw new GateError('bad-argument', {
      problem: `input baseline: ${baselines.length} lines, and run-path has ${paths.length}`,
      remedy: 'name one store for all documents, or one for each, in the order of run-path',
    });
  }
  return {
    raw: {
      ...Object.fromEntries(names.map(name => [name, getInput(name)])),
      ...(baselines.length === 1 && { baseline: baselines[0] }),
    },
    paths,
    baselines,
    config: getInput('config') || 'storage-gate.yml',
    comment: word('comment', commentPolicies),
    status: word('status', statusPolicies),
    measured: getInput('measured') === '' ? undefined : word('measured', jobResults),
  };
}

function linesOf(name: string): readonly string[] {
  return getMultilineInput(name).filter(line => line.trim() !== '');
}
