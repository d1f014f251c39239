import { formatBytes } from '../core/quantity.ts';
import {
  claimDevice,
  inspectDevice,
  namedDevices,
  type ScratchDevice,
} from '../host/scratch-device.ts';
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/** `storage-gate device show`: a device, or all that the owner of this host gave a name. */
export async function deviceShow(
  paths: readonly string[],
  _options: Options,
  terminal: Terminal,
): Promise<number> {
  const named = await namedDevices();
  const wanted = paths.length > 0 ? paths : [...named.keys()];
  if (wanted.length === 0) terminal.say('no device has a name on this host');
  for (const name of wanted) {
    const device = await inspectDevice(named.get(name) ?? name, terminal.signal);
    terminal.print(described(device));
  }
  return 0;
}

/** `storage-gate device claim`: shows what is there, and puts our mark where nothing is. */
export async function deviceClaim(
  path: string,
  { yes }: Options,
  terminal: Terminal,
): Promise<number> {
  const device = await inspectDevice(path, terminal.signal);
  terminal.print(described(device));
  await claimDevice(device, { isWorthless: yes === true });
  terminal.say(`${path} carries our mark: runs on this host may write to all of it`);
  return 0;
}

function described({ path, size, refusals, mark, isBlank }: ScratchDevice): string {
  const content = isBlank === true ? 'its beginning is zero' : 'its beginning holds something';
  const facts = [formatBytes(size), `mark: ${mark}`, ...(mark === 'none' ? [content] : [])];
  const what = isBlank === undefined ? 'not read' : facts.join(', ');
  return [`${path}: ${what}`, ...refusals.map(refusal => `  ${refusal}`)].join('\n');
}
