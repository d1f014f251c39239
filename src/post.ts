import { cleanUp, tellAbandoned } from './action/ending.ts';
import { messageOf } from './errors.ts';
import { publishAnnotations, writeLog } from './github/step.ts';
import { guardProcess } from './process/guard.ts';

guardProcess(writeLog);
// The job's result stands already: whatever goes wrong here is told, and fails nothing.
await attempt('the clean-up', async () => {
  for (const line of await cleanUp()) writeLog(line);
});
await attempt('telling the pull request', tellAbandoned);

async function attempt(what: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const message = `${what} did not end well: ${messageOf(error)}`;
    publishAnnotations([{ level: 'warning', title: 'storage gate', message }]);
  }
}
