import type { SubjectChange } from './judgement.ts';
import type { RunArm, Subject } from './run.ts';

/** What differs between the subjects of two arms of one name: `cache none -> directsync`, QEMU, kernel, initrd. */
export function subjectChanges(from: RunArm, to: RunArm): SubjectChange[] {
  const before = factsOf(from.subject);
  const after = factsOf(to.subject);
  return [...new Set([...before.keys(), ...after.keys()])]
    .map(what => ({
      arm: to.name,
      what,
      from: before.get(what) ?? '(not applicable)',
      to: after.get(what) ?? '(not applicable)',
    }))
    .filter(change => change.from !== change.to);
}

function factsOf({ target, qemu, kernel, initrd }: Subject): Map<string, string> {
  const parts = [
    ['QEMU', describePart(qemu)],
    ['kernel', describePart(kernel)],
    ['initrd', describePart(initrd)],
  ] as const;
  if (target.kind === 'host') return new Map([['target', target.direct ? 'host, direct' : 'host, buffered'], ...parts]);
  const { format, cache, aio, bus, iothread, size } = target.mode;
  return new Map([
    ['target', 'disk'],
    ['format', format],
    ['cache', cache],
    ['aio', aio],
    ['bus', bus],
    ['iothread', iothread ? 'on' : 'off'],
    ['size', `${size} bytes`],
    ...parts,
  ]);
}

/** Two builds can share a version, so the digest's first digits stand beside it. */
function describePart(part: Subject['qemu']): string {
  return part === undefined ? 'of the host' : `${part.version} (sha256 ${part.sha256.slice(0, 12)})`;
}
