import { warning } from '@actions/core';
import { cleanUp } from './action/cleanup.ts';
import { writeLog } from './github/log.ts';

// The job's result stands already: whatever goes wrong here is told, and fails nothing.
try {
  for (const line of await cleanUp()) writeLog(line);
} catch (error) {
  warning(`storage gate: the clean-up did not end well: ${error instanceof Error ? error.message : String(error)}`);
}
