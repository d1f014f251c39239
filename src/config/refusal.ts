import { describeFaults, type Rejection } from '../core/rejection.ts';
import { GateError } from '../errors.ts';

/**
 * The one error for all that is wrong with flags, inputs and config file, what stands in the file
 * in its order: `bad-config` where the file is at fault first, else `bad-argument`.
 */
export function refusal(
  rejections: readonly Rejection[],
  configFile: { readonly path: string } | undefined,
): GateError {
  const lineOf = ({ path }: Rejection): number => lineIn(path, configFile?.path);
  // Several run documents may refuse the same cell.
  const unique = new Map(rejections.map(one => [`${one.path}: ${one.problem}`, one]));
  const sorted = [...unique.values()].toSorted((a, b) => lineOf(a) - lineOf(b));
  const [first] = sorted;
  const inFile = configFile !== undefined && first?.path.startsWith(configFile.path) === true;
  return new GateError(inFile ? 'bad-config' : 'bad-argument', describeFaults(sorted, 'settings'));
}

/** The line of `storage-gate.yml:7 disks.prod`; 0 for what stands elsewhere. */
function lineIn(place: string, file: string | undefined): number {
  if (file === undefined || !place.startsWith(`${file}:`)) return 0;
  return Number.parseInt(place.slice(file.length + 1), 10) || 0;
}
