import { describeError, exitStatusOf } from '../../src/errors.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { smallRun } from './run-document.ts';

// One of several writers at the same store: `append-many.ts STORE FIRST COUNT` appends runs with
// the seeds FIRST ... and lists it when COUNT is 0; ends with the status and the message that the
// product would end with.
const [path = '', first = '', count = ''] = process.argv.slice(2);
try {
  const store = await openDirectoryStore({ path });
  for (let seed = Number(first); seed < Number(first) + Number(count); seed += 1) {
    await store.append([smallRun({ randomSeed: seed })]);
  }
  if (count === '0') await store.list();
} catch (error) {
  console.error(describeError(error));
  process.exitCode = exitStatusOf(error);
}
