import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const program = '/usr/sbin/sshd';

/** Where an sshd of this host lets us in, and by what. */
export interface Sshd extends AsyncDisposable {
  readonly user: string;
  /** What git is to run in place of `ssh`. */
  readonly command: string;
}

/** Why no test can go through a real sshd here; undefined where one can. */
export function sshdMissing(): string | undefined {
  return existsSync(program)
    ? undefined
    : `${program} is not installed: apt-get install openssh-server`;
}

/**
 * The real sshd, with keys and settings of its own: ssh starts one for each connection and speaks
 * to it through a pipe, so that no port is taken and no process is left. `accepted` is its
 * AcceptEnv.
 */
export async function makeSshd(accepted: string): Promise<Sshd> {
  // Its settings and those of ssh know no quotes that would hold for every name of a directory.
  const directory = await mkdtemp(join(tmpdir(), 'gate-sshd-'));
  // Of root it wants a directory that Debian's service makes as it starts.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const [host, user, settings] = ['host', 'user', 'sshd_config'].map(name => join(directory, name));
  for (const key of [host, user])
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key ?? '']);
  const lines = [
    `HostKey ${host}`,
    `AuthorizedKeysFile ${user}.pub`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'PidFile none',
    `AcceptEnv ${accepted}`,
  ];
  await writeFile(settings ?? '', `${lines.join('\n')}\n`);
  const options = [
    '-F none',
    `-i ${user}`,
    `-o ProxyCommand="${program} -i -f ${settings}"`,
    '-o StrictHostKeyChecking=no',
    '-o UserKnownHostsFile=/dev/null',
    '-o LogLevel=ERROR',
    '-o BatchMode=yes',
  ];
  return {
    user: userInfo().username,
    command: `ssh ${options.join(' ')}`,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  };
}
