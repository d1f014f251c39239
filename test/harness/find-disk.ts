import type { GuestAgent } from '../../src/guest/agent.ts';
import { findDisks } from '../../src/guest/disk.ts';

/** Device of the one disk with that serial. */
export async function findDisk(agent: GuestAgent, serial: string): Promise<string> {
  const [device] = await findDisks(agent, [serial]);
  return device ?? '';
}
