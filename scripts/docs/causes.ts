import type { ErrorCode } from '../../src/errors.ts';

/** What ends with each code that `src/errors.ts` knows. */
export const causes: Readonly<Record<ErrorCode, string>> = {
  'bad-argument': 'a flag, an input or a variable',
  'bad-config': '`storage-gate.yml`, or the guest lock',
  'bad-document': 'a run document or an event',
  'bad-directory': 'a directory or file that is missing, or that this user may not use',
  'missing-packages': 'a program that is not installed',
  'no-accelerator': '`--accel kvm` without KVM',
  'no-space': 'a full disk or quota',
  'lock-held': 'another run on this host',
  'guest-build': 'a guest that could not be built, or whose cache is damaged or open to others',
  'qemu-failed': 'QEMU',
  'guest-hung': 'a guest that does not answer',
  'guest-panic': "a guest's kernel",
  'agent-failed': 'the agent in the guest',
  'tool-failed': 'fio, sysbench or another tool',
  'host-changed': 'a program or image that changed meanwhile',
  'host-refused':
    "the system: a limit (`ulimit`), an error of the drive, `/proc`, a stdout or a runner's file that can't be written",
  'github-refused': "GitHub's API",
  'no-checkout': 'a workspace that is not the commit which is compared',
  bug: 'an error of this program',
  'store-unusable': 'its directory, its remote, or git',
  interrupted: 'Ctrl-C; a runner that cancels',
  terminated: 'a signal, or a terminal that was closed',
};
