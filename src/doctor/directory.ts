import { realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { formatBytes } from '../core/quantity.ts';
import { checkDirectories, directRefusal, type MeasuredDirectory } from '../host/directory.ts';
import { directoryNeeds } from '../measure/directory-need.ts';
import type { Examination, Finding } from './finding.ts';

/** The filesystem and drive under test: what it is, space, and O_DIRECT. */
export async function examineDirectory(examination: Examination): Promise<readonly Finding[]> {
  const { plan, site } = examination;
  // The default directory is made by a run, on the filesystem of the one above it.
  const path = site.createDirectory ? await nearestDirectory(site.directory) : site.directory;
  const [measured, ...others] = directoryNeeds({ plan, site: { ...site, directory: path } });
  // O_DIRECT of the measured one is a finding of its own.
  const [directory] = await checkDirectories([{ ...measured, direct: false }, ...others]);
  const free = `${formatBytes(directory.freeBytes)} free, ${formatBytes(measured.bytesNeeded)} needed at a time`;
  return [
    {
      topic: 'directory',
      state: 'ok',
      text: `${directory.path} on ${directory.filesystem}, drive ${directory.device}`,
    },
    { topic: 'space', state: 'ok', text: free },
    await examineDirect(directory, measured.direct === true),
    ...examineKind(directory),
  ];
}

/** A run whose disks open images with O_DIRECT is refused where the filesystem has none. */
async function examineDirect(
  { path, filesystem }: MeasuredDirectory,
  needed: boolean,
): Promise<Finding> {
  const topic = 'O_DIRECT';
  const why = await directRefusal(path);
  if (why === undefined)
    return { topic, state: 'ok', text: `${filesystem} opens files with O_DIRECT` };
  return {
    topic,
    state: needed ? 'problem' : 'warning',
    text: `files on ${filesystem} can't be opened with O_DIRECT, so cache=none, directsync and host-direct can't be measured: ${why}`,
    remedy: 'give a --directory on ext4 or xfs',
  };
}

const copiesOnWrite: ReadonlySet<string> = new Set(['btrfs', 'zfs', 'overlay', 'bcachefs']);

function examineKind({ filesystem, device }: MeasuredDirectory): readonly Finding[] {
  if (copiesOnWrite.has(filesystem)) {
    return [
      {
        topic: 'filesystem',
        state: 'warning',
        text: `${filesystem} copies data on write, and may turn direct IO into buffered IO`,
        remedy: 'give a --directory on the filesystem that your guests use, or on ext4 or xfs',
      },
    ];
  }
  if (device !== 'unknown') return [];
  return [
    {
      topic: 'filesystem',
      state: 'warning',
      text: 'the kernel names no drive under it, so other users of the drive cannot be seen',
      remedy: 'give a --directory on a local drive',
    },
  ];
}

/**
 * The directory itself, or the nearest one above it that exists: on the same filesystem once it is
 * made there.
 */
export async function nearestDirectory(path: string): Promise<string> {
  for (let candidate = resolve(path); ; candidate = dirname(candidate)) {
    const real = await realpath(candidate).catch(() => undefined);
    if (real !== undefined || candidate === '/') return real ?? '/';
  }
}
