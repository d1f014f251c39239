import type { Pair } from '../../src/core/pair.ts';
import type { RunArm } from '../../src/core/run.ts';
import { type Evidence, expectationsOf, spaceFacts } from '../../src/disk/evidence.ts';
import { defaultDiskMode } from '../../src/disk/fields.ts';
import type { DiskMode } from '../../src/disk/mode.ts';

/** What is read back of a disk whose mode is in force; `index` is that of its arm in the plan. */
export function wholeEvidence(mode: DiskMode, { index = 0, shared = false } = {}): Evidence[] {
  const id = `arm${index}`;
  const facts = expectationsOf({ id, image: id, mode, shared }).map(({ fact, expected }) => {
    const said = String(expected);
    return { fact, expected: said, found: said };
  });
  return [...facts, { fact: spaceFacts.holes, expected: '0', found: '0' }];
}

/** The fact that whole evidence begins with. */
const firstFact = 'format in QEMU';

/** Arms of a run with the evidence that they have in their places, where they are attested. */
export function proven(arms: readonly RunArm[], pairs: readonly Pair[] = []): RunArm[] {
  return arms.map((arm, index) => {
    const { target } = arm.subject;
    const { attestation } = arm;
    // What a test made up itself stays.
    const isOwn = attestation.evidence.some(({ fact }, at) => at === 0 && fact !== firstFact);
    if (!attestation.ok || isOwn || target.kind === 'host') return arm;
    const shared = pairs.some(
      ({ head, against, place }) => place === 'one file' && (head === index || against === index),
    );
    if (target.kind === 'disk') {
      const evidence = wholeEvidence(target.mode, { index, shared });
      return { ...arm, attestation: { ok: true, evidence } };
    }
    const image = { driver: 'null-co' } as const;
    const mode = defaultDiskMode(target.size);
    const evidence = expectationsOf({ id: `arm${index}`, image, mode }).map(one => {
      const said = String(one.expected);
      return { fact: one.fact, expected: said, found: said };
    });
    return { ...arm, attestation: { ok: true, evidence } };
  });
}
