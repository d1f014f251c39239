import type { Policy } from '../core/policy.ts';
import { acceptedLabel, readAcceptance } from '../github/acceptance.ts';
import type { GithubFacts } from '../github/environment.ts';
import { type Acceptance, acceptLosses } from '../judge/judgement.ts';
import type { Finding } from './finding.ts';

type Judged = Extract<Finding, { readonly kind: 'judged' | 'legs' }>;

interface AcceptanceRequest {
  readonly facts: GithubFacts;
  readonly failOn: Policy['failOn'];
  readonly signal: AbortSignal;
}

/**
 * A finding whose losses pass where the pull request has the label `storage-gate-accepted` and a
 * reason. GitHub is asked only where a loss fails the gate; what it does not tell is not accepted.
 */
export async function acceptKnownLosses<F extends Judged>(
  finding: F,
  request: AcceptanceRequest,
): Promise<F> {
  const number = request.facts.pullRequest?.number ?? request.facts.mergeGroup?.pullNumber;
  if (number === undefined || !hasFailedByLoss(finding)) return finding;
  const answer = await readAcceptance(number, request);
  if ('refused' in answer)
    return noted(finding, `Whether the loss is accepted is not known: ${answer.refused}.`);
  const { answer: pull } = answer;
  if (pull === undefined) return finding;
  const { by, reason } = pull;
  if (reason === undefined) return noted(finding, lackingReason);
  return accepted(finding, { acceptance: { by, reason }, failOn: request.failOn });
}

const lackingReason = `The label ${acceptedLabel} accepts no loss without a reason: write a line "Storage-gate-accepted: REASON" into the description of the pull request, and run this again.`;

function hasFailedByLoss(finding: Judged): boolean {
  const judgements =
    finding.kind === 'judged'
      ? [finding.judged.judgement]
      : finding.legs.flatMap(leg => ('judged' in leg ? [leg.judged.judgement] : []));
  return judgements.some(({ passed, verdict }) => !passed && verdict === 'regressed');
}

function noted<F extends Judged>(finding: F, note: string): F {
  return { ...finding, notes: [note, ...finding.notes] };
}

interface Accepting {
  readonly acceptance: Acceptance;
  readonly failOn: Policy['failOn'];
}

function accepted<F extends Judged>(finding: F, accepting: Accepting): F {
  if (finding.kind === 'judged') {
    const { judged } = finding;
    return {
      ...finding,
      judged: { ...judged, judgement: acceptLosses(judged.judgement, accepting) },
    };
  }
  const legs = finding.legs.map(leg =>
    'judged' in leg
      ? {
          ...leg,
          judged: { ...leg.judged, judgement: acceptLosses(leg.judged.judgement, accepting) },
        }
      : leg,
  );
  return { ...finding, legs };
}
