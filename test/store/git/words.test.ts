import { describe, expect, test } from 'vitest';
import { describeError, exitStatusOf } from '../../../src/errors.ts';
import { isPassing } from '../../../src/store/git/errors.ts';
import { remoteWithToken } from '../../../src/store/git/repository.ts';
import { bareRemote, git } from '../../harness/git.ts';
import { startGitServer } from '../../harness/git-server.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';
import { smallRun } from '../run-document.ts';
import { openAt } from './open-store.ts';

const cut = 'fetch-pack: unexpected disconnect while reading sideband packet\nfatal: early EOF';
const hungUp = 'fatal: the remote end hung up unexpectedly';
const noAccess = "fatal: unable to access 'https://example.invalid/r.git/': ";
const ssh = '\nfatal: Could not read from remote repository.';

describe('a fault passes', () => {
  test.each([
    `${noAccess}The requested URL returned error: 503`,
    `${noAccess}The requested URL returned error: 429`,
    `error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502\n${cut}`,
    `error: RPC failed; curl 56 GnuTLS recv error (-54): Error in the pull function.\n${cut}`,
    `error: RPC failed; curl 18 transfer closed with outstanding read data remaining\n${cut}`,
    `error: RPC failed; curl 92 HTTP/2 stream 5 was not closed cleanly: CANCEL (err 8)\n${cut}`,
    `error: 2812 bytes of body are still expected\n${cut}`,
    `${noAccess}Could not resolve host: example.invalid`,
    `${noAccess}Failed to connect to example.invalid port 443: Connection timed out`,
    `${noAccess}Failed to connect to example.invalid port 443 after 1 ms: Couldn't connect to server`,
    `${noAccess}OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to example.invalid:443`,
    `${noAccess}OpenSSL SSL_read: OpenSSL/3.0.2: error:0A000126:SSL routines::unexpected eof while reading`,
    `${noAccess}gnutls_handshake() failed: The TLS connection was non-properly terminated.`,
    `${noAccess}Recv failure: Connection reset by peer`,
    `${noAccess}Empty reply from server`,
    `${noAccess}Operation too slow. Less than 1000 bytes/sec transferred the last 10 seconds`,
    `${noAccess}Received HTTP code 503 from proxy after CONNECT`,
    `${noAccess}CONNECT tunnel failed, response 504`,
    `ssh: connect to host example.invalid port 22: Connection refused${ssh}`,
    `ssh: connect to host example.invalid port 22: Network is unreachable${ssh}`,
    `ssh: connect to host example.invalid port 22: No route to host${ssh}`,
    `ssh: Could not resolve hostname example.invalid: Temporary failure in name resolution${ssh}`,
    `kex_exchange_identification: Connection closed by remote host${ssh}`,
    `Connection closed by 192.0.2.1 port 22${ssh}`,
    `Connection to example.invalid closed by remote host.\n${hungUp}`,
    `client_loop: send disconnect: Broken pipe\n${hungUp}`,
    `Timeout, server example.invalid not responding.\n${hungUp}`,
    'fatal: unable to connect to example.invalid:\nexample.invalid[0: 192.0.2.1]: errno=Connection refused',
    'remote: Internal Server Error',
    '[remote rejected] (fatal error in commit_refs)',
    '[remote failure] (remote failed to report status)',
    '[rejected] (stale info)',
    '[rejected] (fetch first)',
    '[rejected] (non-fast-forward)',
    '[rejected] (remote ref updated since checkout)',
    '[remote rejected] (failed to update ref)',
    '[remote rejected] (failed to lock)',
    '[remote rejected] (incorrect old value provided)',
    '[remote rejected] (atomic transaction failed)',
    "[remote rejected] (cannot lock ref 'refs/heads/x': is at 1 but expected 2)",
    "[remote rejected] (cannot lock ref 'refs/heads/x': reference already exists)",
    "error: Unable to create '/r.git/refs/heads/x.lock': File exists.",
  ])('%s', words => {
    expect(isPassing(words)).toBe(true);
  });
});

describe('a fault lasts', () => {
  test.each([
    `fatal: the receiving end does not support push options\n${hungUp}`,
    `fatal: the receiving end does not support --signed push\n${hungUp}`,
    `error: RPC failed; HTTP 413 curl 22 The requested URL returned error: 413\n${hungUp}`,
    `error: RPC failed; HTTP 403 curl 22 The requested URL returned error: 403\n${hungUp}`,
    `fatal: could not read Username for 'https://x': terminal prompts disabled\n${hungUp}`,
    `${noAccess}The requested URL returned error: 400`,
    `${noAccess}SSL certificate problem: self-signed certificate`,
    `${noAccess}error:0A00010B:SSL routines::wrong version number`,
    `${noAccess}Received HTTP code 407 from proxy after CONNECT`,
    `git@example.invalid: Permission denied (publickey).${ssh}\n${hungUp}`,
    `Host key verification failed.${ssh}`,
    `ERROR: Repository not found.${ssh}`,
    `bash: git-upload-pack: command not found\n${hungUp.replace('remote', 'Remote')}`,
    `ssh: Could not resolve hostname nowhere.invalid: Name or service not known${ssh}`,
    "fatal: repository 'https://example.invalid/r.git/' not found",
    "error: cannot lock ref 'refs/heads/x': Unable to create '/r/x.lock': No space left on device",
    "fatal: unable to access 'https://example.invalid/hung up/timeout.git/': URL rejected: Bad hostname",
    "git: 'remote-foo' is not a git command. See 'git --help'.",
    `remote: fatal: bad object 1234\n${cut}`,
    '[remote rejected] (pre-receive hook declined)',
    '[remote rejected] (branch is currently checked out)',
    '[remote rejected] (deny updating a hidden ref)',
    '[remote rejected] (shallow update not allowed)',
    "error: cannot lock ref 'refs/heads/x': Unable to create '/r/x.lock': Permission denied",
    "[remote rejected] ('refs/heads/a' exists; cannot create 'refs/heads/a/b')",
  ])('%s', words => {
    expect(isPassing(words)).toBe(false);
  });
});

describe('a server of HTTP', () => {
  const tokens = { readToken: 'may-read', writeToken: 'may-write' };
  const openOn = (home: string, server: { readonly url: string }) => {
    const remote = remoteWithToken({ url: `${server.url}/remote.git`, token: 'may-write' });
    return openAt(home, { url: remote.url, remote, patience: 20 });
  };
  const kindOf = (path: string) => path.replace(/^.*\/(?=info|git-)/, '');

  test.each([429, 500, 503, 'before' as const])(
    'that answers %s to the first request of each kind is asked again',
    async answer => {
      await using home = await temporaryDirectory();
      const bare = await bareRemote(home.path);
      const seen = new Set<string>();
      const cutOnce = (path: string) => {
        const isFirst = !seen.has(kindOf(path));
        seen.add(kindOf(path));
        return isFirst ? answer : undefined;
      };
      await using server = await startGitServer({ root: home.path, ...tokens, cut: cutOnce });
      await using store = await openOn(home.path, server);
      await store.append([smallRun()]);
      await using reader = await openOn(home.path, server);
      expect((await reader.list()).runs).toHaveLength(1);
      expect(seen.size).toBe(4);
      expect(await git(bare, 'rev-list', '--count', 'baselines')).toBe('1');
    },
  );

  test.each([400, 404, 410, 413])('that answers %i to a push is asked once', async status => {
    await using home = await temporaryDirectory();
    await bareRemote(home.path);
    const refuse = (path: string) => (path.endsWith('/git-receive-pack') ? status : undefined);
    await using server = await startGitServer({ root: home.path, ...tokens, cut: refuse });
    await using store = await openOn(home.path, server);
    const error: unknown = await store.append([smallRun()]).catch((cause: unknown) => cause);
    expect(exitStatusOf(error)).toBe(75);
    expect(describeError(error)).toContain(`returned error: ${status}`);
    expect(server.paths.filter(path => path.endsWith('/git-receive-pack'))).toHaveLength(1);
  });
});
