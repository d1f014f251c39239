import { readFile } from 'node:fs/promises';
import { GateError } from '../errors.ts';

/** The mount that holds a path. */
export interface Mount {
  /** Where it is mounted. */
  readonly target: string;
  /** `ext4`, `xfs`, `overlay`, `tmpfs`, as the kernel names it. */
  readonly filesystem: string;
  /** `/dev/vda1`, or a name without meaning where no block device is mounted. */
  readonly source: string;
  /**
   * major:minor, as under /sys/dev/block; major 0 where the filesystem has no block device of its
   * own.
   */
  readonly device: string;
}

/** The mount that holds `path`, which must be real (no links, absolute). */
export async function mountOf(path: string): Promise<Mount> {
  return selectMount(await readFile('/proc/self/mountinfo', 'utf8'), path);
}

/** The mount of a /proc/PID/mountinfo that holds `path`. Source: proc_pid_mountinfo(5). */
export function selectMount(mountinfo: string, path: string): Mount {
  const holding = mountinfo
    .split('\n')
    .filter(Boolean)
    .map(readMount)
    .filter(
      ({ target }) =>
        path === target || path.startsWith(target.endsWith('/') ? target : `${target}/`),
    );
  // The deepest holds it; of several at one place the last covers the others.
  const longest = Math.max(...holding.map(({ target }) => target.length));
  const mount = holding.findLast(({ target }) => target.length === longest);
  if (mount === undefined) {
    throw new GateError('bad-directory', {
      problem: `no mount holds ${path}`,
      remedy: 'give another --directory',
      path,
    });
  }
  return mount;
}

function readMount(line: string): Mount {
  const [before = '', after = ''] = line.split(' - ');
  const [, , device = '', , target = ''] = before.split(' ');
  const [filesystem = '', source = ''] = after.split(' ');
  return { target: unescapeOctal(target), filesystem, source: unescapeOctal(source), device };
}

/** As mountinfo has it: space, tab, newline and backslash as \040, \011, \012 and \134. */
export function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
