import { describeError, exitStatusOf } from '../../../src/errors.ts';
import { smallRun } from '../run-document.ts';
import { openAt } from './open-store.ts';

// One of several writers at the same ref: `append-many.ts HOME URL FIRST COUNT [STEP TIMES]`
// appends the runs with the seeds FIRST ... in one commit. With STEP it is killed, as by the
// kernel, when it comes to that step for the TIMES-th time; `mid-push` is a moment after git was
// started to push.
const [home = '', url = '', first = '0', count = '1', fatal, times = '1'] = process.argv.slice(2);
let left = Number(times);
try {
  await using store = await openAt(home, {
    url,
    onStep: step => {
      if (step !== fatal && (step !== 'push' || fatal !== 'mid-push')) return;
      left -= 1;
      const kill = (): void => void process.kill(process.pid, 'SIGKILL');
      if (left !== 0) return;
      // At a step means before anything of it is done: a timer would let git have its push through
      // on a busy host.
      if (fatal === 'mid-push') setTimeout(kill, 2 + 30 * Math.random());
      else kill();
    },
  });
  const seeds = Array.from({ length: Number(count) }, (_, index) => Number(first) + index);
  await store.append(seeds.map(randomSeed => smallRun({ randomSeed })));
} catch (error) {
  console.error(describeError(error));
  process.exitCode = exitStatusOf(error);
}
