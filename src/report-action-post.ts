import { warning } from '@actions/core';
import { tellUnreported } from './action/report-ending.ts';
import { messageOf } from './errors.ts';

// The job's result stands already: whatever goes wrong here is told, and fails nothing.
try {
  await tellUnreported();
} catch (error) {
  warning(`storage gate: telling the pull request did not end well: ${messageOf(error)}`);
}
