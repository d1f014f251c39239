import { execFile } from 'node:child_process';
import { runTool } from '../../src/process/tool.ts';

/** How a program ended in its own mount namespace. */
export interface NamespaceEnd {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/**
 * Runs a shell script, then `node` on a driver, where mounts are theirs alone and go with them: as
 * root, or as a user who may have a user namespace. Words are the script's $1, $2 ... and the
 * driver's arguments.
 */
export async function inMountNamespace(
  script: string,
  { driver, words }: { readonly driver: string; readonly words: readonly string[] },
): Promise<NamespaceEnd> {
  const [file = '', ...args] = [
    ...namespace(),
    'sh',
    '-ec',
    `${script}\nexec "$NODE" "$DRIVER" "$@"`,
    'sh',
    ...words,
  ];
  return new Promise(resolve => {
    const env = { ...process.env, NODE: process.execPath, DRIVER: driver };
    const child = execFile(file, args, { env }, (_, stdout, stderr) => {
      resolve({ stdout, stderr, exitCode: child.exitCode ?? -1 });
    });
  });
}

/** Whether this host lets us mount in a namespace of our own. */
export async function canMount(): Promise<boolean> {
  const argv = [...namespace(), 'sh', '-c', 'mount -t tmpfs none /mnt'];
  return (
    (await runTool({ argv, accept: Array.from({ length: 127 }, (_, status) => status) }))
      .exitCode === 0
  );
}

function namespace(): readonly string[] {
  return process.getuid?.() === 0
    ? ['unshare', '--mount']
    : ['unshare', '--map-root-user', '--mount'];
}
