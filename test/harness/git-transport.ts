import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Remote, remoteWithToken } from '../../src/store/git/repository.ts';
import { bareRemote } from './git.ts';
import { startGitServer } from './git-server.ts';
import { makeSshd, sshdMissing } from './sshd.ts';

/** A bare repository, and how git gets there. */
export interface ReachedRemote extends AsyncDisposable {
  /** The repository itself, for a test to look into. */
  readonly bare: string;
  readonly remote: Remote;
}

export type Transport = keyof typeof transports;

/**
 * The ways to a remote that a store has to know; `old ssh` is a server that hears nothing of git's
 * protocol version, `sshd` a real one, where the host has it.
 */
export const transports = {
  'a path': home => plain(home, bare => bare),
  'file://': home => plain(home, bare => `file://${encodeURI(bare)}`),
  'http with a token': overHttp,
  ssh: home => overSsh(home, 'GIT_PROTOCOL'),
  'old ssh': home => overSsh(home, 'NOTHING'),
  sshd: home => overSshd(home, 'GIT_PROTOCOL'),
} as const satisfies Record<string, (home: string) => Promise<ReachedRemote>>;

/** Why a transport can't be tried on this host; undefined where it can. */
export function missingFor(transport: Transport): string | undefined {
  return transport === 'sshd' ? sshdMissing() : undefined;
}

/** Makes a bare repository in `home` and whatever serves it; both go with their scopes. */
export function reach(transport: Transport, home: string): Promise<ReachedRemote> {
  return transports[transport](home);
}

async function plain(home: string, urlOf: (bare: string) => string): Promise<ReachedRemote> {
  const bare = await bareRemote(home);
  return {
    bare,
    remote: { url: urlOf(bare), settings: [] },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function overHttp(home: string): Promise<ReachedRemote> {
  const bare = await bareRemote(home);
  const server = await startGitServer({
    root: home,
    readToken: 'may-read',
    writeToken: 'may-write',
  });
  const remote = remoteWithToken({ url: `${server.url}/remote.git`, token: 'may-write' });
  return { bare, remote, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/**
 * No sshd: a script in the place of the ssh program, which runs what it is told for the host here.
 * All of git's own part is real: the quoting of the command, and the server's program at the other
 * end. Of the environment it hands over one variable, as sshd's AcceptEnv would.
 */
async function overSsh(home: string, accepted: string): Promise<ReachedRemote> {
  const bare = await bareRemote(home);
  const program = join(home, 'ssh');
  const script = `#!/bin/sh
[ "$1" = -G ] && exit 0
while [ "$1" != gate@storage.invalid ]; do shift; done
exec env -i PATH="$PATH" ${accepted}="$${accepted}" sh -c "$2"
`;
  await writeFile(program, script);
  await chmod(program, 0o755);
  const settings = [['core.sshcommand', `'${program.replaceAll("'", "'\\''")}'`]] as const;
  const remote = { url: `ssh://gate@storage.invalid${encodeURI(bare)}`, settings };
  return { bare, remote, [Symbol.asyncDispose]: () => Promise.resolve() };
}

async function overSshd(home: string, accepted: string): Promise<ReachedRemote> {
  const bare = await bareRemote(home);
  const sshd = await makeSshd(accepted);
  const url = `ssh://${sshd.user}@storage.invalid${encodeURI(bare)}`;
  const remote = { url, settings: [['core.sshcommand', sshd.command]] as const };
  return { bare, remote, [Symbol.asyncDispose]: () => sshd[Symbol.asyncDispose]() };
}
