import { describeError, exitStatusOf, toldOf } from '../errors.ts';

/**
 * Keeps the host from ending this process by itself, with a status that means something else: what
 * nobody caught is told, a report that can't be written decides the status, and a file that grows
 * beyond `ulimit -f` is an error of its write.
 */
export function guardProcess(say: (text: string) => void): void {
  process.on('SIGXFSZ', () => undefined);
  // Nobody could be told.
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) closes the pipe; the status stays that of the work.
    if (cause.code === 'EPIPE') return;
    const remedy = 'let it go to a file or pipe that takes it, or give --out';
    const error = toldOf(cause, { path: 'standard output', remedy });
    process.stdout.removeAllListeners('error').on('error', () => undefined);
    process.once('exit', () => {
      process.exitCode = exitStatusOf(error);
    });
    say(describeError(error));
  });
  process.on('uncaughtException', error => {
    say(describeError(error));
    process.exit(exitStatusOf(error));
  });
}
