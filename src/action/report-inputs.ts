import { getInput, getMultilineInput } from '@actions/core';
import type { RawSettings } from '../config/lookup.ts';
import { type CommentPolicy, commentPolicies, type Inputs, statusPolicies, word } from './inputs.ts';

/** What a workflow asked of the report action. */
export interface ReportInputs extends Pick<Inputs, 'comment' | 'status'> {
  readonly raw: RawSettings;
  /** Paths of run documents. */
  readonly paths: readonly string[];
  /** Path of the config file in the repository. */
  readonly config: string;
  readonly comment: CommentPolicy;
}

/** Reads the inputs that report/action.yml declares; a word that is not known is `bad-argument`. */
export function readReportInputs(): ReportInputs {
  const names = ['baseline', 'tolerance', 'false-alarm', 'fail-on', 'reference'] as const;
  return {
    raw: Object.fromEntries(names.map(name => [name, getInput(name)])),
    paths: getMultilineInput('run-path').filter(path => path.trim() !== ''),
    config: getInput('config') || 'storage-gate.yml',
    comment: word('comment', commentPolicies),
    status: word('status', statusPolicies),
  };
}
