import { parentPort } from 'node:worker_threads';
import { type SimulationRequest, simulate } from './simulation.ts';

parentPort?.on('message', (request: SimulationRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(simulate(request));
});
