import { GateError } from '../errors.ts';

/**
 * Aborted when the job is cancelled: a runner sends SIGINT, to node alone, and SIGTERM 7.5 s later.
 */
export function cancelOnSignals(): AbortSignal {
  const controller = new AbortController();
  const why = 'nothing was judged or kept';
  process.on('SIGINT', () =>
    controller.abort(new GateError('interrupted', { problem: 'cancelled by SIGINT', why })),
  );
  process.on('SIGTERM', () =>
    controller.abort(new GateError('terminated', { problem: 'cancelled by SIGTERM', why })),
  );
  return controller.signal;
}
