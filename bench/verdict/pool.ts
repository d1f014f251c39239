import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Simulation, SimulationRequest } from './simulation.ts';

/**
 * Simulations spread over one thread for each processor; each is split, so that a slow one keeps no
 * thread waiting.
 */
export interface SimulationPool extends AsyncDisposable {
  readonly simulate: (request: SimulationRequest) => Promise<Simulation>;
}

/** Most runs that a thread is given at a time. */
const mostRuns = 1000;

/** Starts the threads; they end with the scope. */
export function openPool(): SimulationPool {
  const idle = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('worker.ts', import.meta.url)),
  );
  const threads = [...idle];
  const waiting: ((worker: Worker) => void)[] = [];
  const release = (worker: Worker): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(worker);
    else next(worker);
  };
  const work = async (request: SimulationRequest): Promise<Simulation> => {
    const worker = idle.pop() ?? (await new Promise<Worker>(resolve => waiting.push(resolve)));
    try {
      return await new Promise<Simulation>((resolve, reject) => {
        worker.once('message', (found: Simulation) => {
          worker.off('error', reject);
          resolve(found);
        });
        worker.once('error', reject);
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have none
        worker.postMessage(request);
      });
    } finally {
      release(worker);
    }
  };
  return {
    simulate: async request => {
      const parts = Math.ceil(request.runs / mostRuns);
      const requests = Array.from({ length: parts }, (_, part) => ({
        ...request,
        runs: Math.min(mostRuns, request.runs - part * mostRuns),
        seed: request.seed * 1000 + part,
      }));
      return joined(await Promise.all(requests.map(work)));
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(threads.map(worker => worker.terminate()));
    },
  };
}

function joined(parts: readonly Simulation[]): Simulation {
  const total = (pick: (part: Simulation) => number): number =>
    parts.reduce((sum, part) => sum + pick(part), 0);
  const runs = total(part => part.runs);
  return {
    runs,
    red: total(part => part.red),
    caught: total(part => part.caught),
    certified: total(part => part.certified),
    whollyUnchanged: total(part => part.whollyUnchanged),
    rounds: total(part => part.rounds),
    mde: total(part => part.mde * part.runs) / runs,
    scores: (parts[0]?.scores ?? []).map((_, peer) =>
      parts.flatMap(part => part.scores[peer] ?? []),
    ),
  };
}
