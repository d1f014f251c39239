/**
 * Why a value from outside was refused: the thing, the problem and the remedy. Core returns
 * rejections; the edges throw them.
 */
export interface Rejection {
  /** Where it stands: `disks.prod.cache`, `--disk`, `rounds[3].index`. */
  readonly path: string;
  /** What is wrong, with the value in it; one sentence without a full stop. */
  readonly problem: string;
  /** What would be accepted; one sentence without a full stop. */
  readonly remedy?: string | undefined;
}

/** A value, or everything that is wrong with the input from which it should have been made. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly rejections: readonly Rejection[] };

/** An outcome that holds `value`. */
export function accept<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** An outcome that holds one rejection. */
export function reject(path: string, problem: string, remedy?: string): Outcome<never> {
  return { ok: false, rejections: [{ path, problem, remedy }] };
}

/** Takes values out of outcomes and collects their rejections. */
export interface Collector {
  readonly rejections: Rejection[];
  /** The value, or the fallback where there is none. */
  readonly take: <T>(outcome: Outcome<T>, fallback: T) => T;
}

/** A collector that knows of some rejections already. */
export function collectRejections(known: readonly Rejection[] = []): Collector {
  const rejections = [...known];
  const take = <T>(outcome: Outcome<T>, fallback: T): T => {
    if (outcome.ok) return outcome.value;
    rejections.push(...outcome.rejections);
    return fallback;
  };
  return { rejections, take };
}

/** One rejection as a line of text. */
export function describeRejection({ path, problem, remedy }: Rejection): string {
  return `${path}: ${problem}${remedy === undefined ? '' : ` (${remedy})`}`;
}

/** The facts of an error that tells all rejections at once (`GateError`). */
interface RejectionFacts {
  readonly problem: string;
  readonly remedy?: string | undefined;
  readonly faults?: readonly string[] | undefined;
}

/**
 * The facts of an error for rejections. One gives problem and remedy; several give a list that
 * groups those with the same remedy, so that it appears once. `things` names them: "3 settings are
 * wrong".
 */
export function rejectionFacts(rejections: readonly Rejection[], things: string): RejectionFacts {
  const [first, ...others] = rejections;
  if (first === undefined) return { problem: `the ${things} are not valid` };
  if (others.length === 0)
    return { problem: `${first.path}: ${first.problem}`, remedy: first.remedy };
  const groups = Map.groupBy(
    rejections.slice(0, mostTold),
    ({ remedy, path, problem }) => remedy ?? `${path}: ${problem}`,
  );
  const faults = [...groups.values()].flatMap(group => [
    ...new Set(group.map(({ path, problem }) => `${path}: ${problem}`)),
    ...group.slice(0, 1).flatMap(({ remedy }) => (remedy === undefined ? [] : [`  -> ${remedy}`])),
  ]);
  const left = rejections.length - mostTold;
  if (left > 0) faults.push(`and ${left} more`);
  return { problem: `${rejections.length} ${things} are wrong`, faults };
}

/** So many are told: a file may come from a pull request. */
const mostTold = 50;
