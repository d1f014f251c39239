import { execFile } from 'node:child_process';

/** How a program ended that ran as an ordinary user. */
export interface OrdinaryEnd {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs a program as somebody who is not root: as ourselves, or, where we are root, as nobody. */
export async function runOrdinarily(argv: readonly string[]): Promise<OrdinaryEnd> {
  const drop =
    process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
  const [file = '', ...args] = [...drop, ...argv];
  return new Promise(resolve => {
    const child = execFile(file, args, (_, stdout, stderr) => {
      resolve({ stdout, stderr, exitCode: child.exitCode ?? -1 });
    });
  });
}
